/**
 * The documents a job names beside its hazard model (logic trees, sources, sites): one line each in `DOCUMENTS`, which says how it is
 * read. What a document holds becomes a field of `Job` with the same name.
 *
 * To add one: a field in `JobDocuments` (`document-types.ts`), a line in `DOCUMENTS`. Its reader is loaded only for jobs that name it.
 */

import { InputError } from "../input-error.ts";
import type { DocumentContext, JobDocuments } from "./document-types.ts";
import type { InputFolder } from "./input-folder.ts";

/** Undefined: the job names no such document. */
type DocumentReader<T> = (at: DocumentContext) => T | undefined | Promise<T | undefined>;

/** In the order in which they are read and their mistakes told. */
const DOCUMENTS: { readonly [name in keyof JobDocuments]-?: DocumentReader<NonNullable<JobDocuments[name]>> } = {
  amplification: oneFile(
    "amplification",
    async () => (await import("./sites/amplification-table.ts")).readAmplificationTable,
  ),
  deltaRates: oneFile("delta_rates", async () => (await import("./delta-rates.ts")).readDeltaRates),
  hazardCurves: async ({ jobFile: { folder, inputs, parameters } }) => {
    const files = inputs.get("hazard_curves")?.files;
    if (files === undefined) return undefined;
    const { readHazardCurves } = await import("./hazard-curves.ts");
    return readHazardCurves(folder, files, parameters.investigation_time);
  },
  groundMotionFields: async ({ jobFile: { folder, inputs } }) => {
    const [file, ...more] = inputs.get("gmfs")?.files ?? [];
    if (file?.endsWith(".csv") === true)
      return (await import("./ground-motion-fields.ts")).readGroundMotionFields(folder, file);
    if (file?.endsWith(".hdf5") !== true) return undefined;
    if (more.length > 0)
      throw new InputError("fields of several HDF5 files are not merged here", { parameter: "gmfs_file" });
    return (await import("./stored-fields.ts")).readStoredFields(folder, file);
  },
  ruptureModel: oneFile("rupture_model", async () => (await import("./rupture-model.ts")).readRuptureModel, ".xml"),
  givenRuptures: async ({ jobFile: { folder, inputs, parameters } }) => {
    const [file] = inputs.get("rupture_model")?.files ?? [];
    if (file?.endsWith(".csv") !== true || parameters.calculation_mode?.startsWith("event_based") !== true)
      return undefined;
    return (await import("./scenario/rupture-csv.ts")).readRuptureCsv(folder, file);
  },
  geometry: async ({ jobFile: { folder, inputs, parameters } }) => {
    const [file] = inputs.get("geometry")?.files ?? [];
    if (file === undefined || parameters.calculation_mode !== "event_based") return undefined;
    return (await import("./geometry-file.ts")).readGeometryFile(folder, file);
  },
  assets: async ({ jobFile, parent }) => {
    if (!jobFile.inputs.has("exposure")) return parent?.assets;
    const { jobExposure } = await import("./exposure/job-exposure.ts");
    return (await jobExposure(jobFile))?.assets;
  },
  volcanicHazard: async ({ jobFile: { folder, inputs } }) => {
    const files = inputs.get("multi_peril");
    if (files === undefined) return undefined;
    return (await import("./risk/volcanic-hazard.ts")).readVolcanicHazard(folder, files);
  },
  risk: async (at) => {
    if (![...at.jobFile.inputs.keys()].some((key) => RISK_INPUTS.test(key))) return undefined;
    return (await import("./risk/check-risk-inputs.ts")).readRiskInputs(at);
  },
};

/** Inputs that are documents of risk, or checked together with them. */
const RISK_INPUTS =
  /vulnerability|fragility|consequence|^(exposure|taxonomy_mapping|insurance|reinsurance|post_loss_amplification|multi_peril|station_data)$/;

/** Documents of one file. */
function oneFile<T>(
  key: string,
  load: () => Promise<(folder: InputFolder, file: string) => T>,
  extension = "",
): DocumentReader<T> {
  return async ({ jobFile: { folder, inputs } }) => {
    const [file] = inputs.get(key)?.files ?? [];
    return file?.endsWith(extension) ? (await load())(folder, file) : undefined;
  };
}

/** Reads every document the job names; one that cannot be read is missing, and told in `at.problems`. */
export async function readDocuments(at: Omit<DocumentContext, "documents">): Promise<JobDocuments> {
  let documents: JobDocuments = {};
  for (const [name, read] of Object.entries(DOCUMENTS)) {
    const value = await at.problems.attemptAsync(async () => read({ ...at, documents }));
    if (value !== undefined) documents = { ...documents, [name]: value };
  }
  return documents;
}

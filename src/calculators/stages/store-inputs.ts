/** What every calculation leaves in the datastore before it computes: its parameters, sites and logic trees (docs/architecture.md lists it). */
import type { Attributes, ColumnData, DatastoreWriter } from "../../datastore/index.ts";
import { statisticName } from "../../hazard/curves/statistics.ts";
import type { Realizations } from "../../hazard/logic-tree/realizations.ts";
import { perilSiteColumns } from "../../hazard/perils/select-perils.ts";
import type { SiteCollection } from "../../hazard/sites/site-collection.ts";
import type { Job } from "../../inputs/job.ts";
import { jobParametersAsJson } from "../job-parameters-json.ts";
import type { HazardSetup } from "./hazard-setup.ts";
import { outputLevels } from "./site-amplification.ts";
import { storeLogicTrees } from "./store-logic-trees.ts";

/** What is stored of a set-up, which scenarios have without sources. */
export interface StoredSetup extends Pick<HazardSetup, "measures" | "statistics"> {
  readonly settings: { readonly investigationTime: number | undefined };
  readonly realizations: { readonly weights: readonly Float64Array[] };
}

/** Attributes of the whole datastore, sites and logic trees: known before computing. */
export function storeInputs(writer: DatastoreWriter, job: Job, setup: StoredSetup, realizations: Realizations): void {
  const { parameters } = job;
  const attributes: Attributes = {
    oqparam: jobParametersAsJson(job),
    calculation_mode: parameters.calculation_mode ?? "classical",
    description: parameters.description,
    investigation_time: setup.settings.investigationTime ?? null,
    num_rlzs: realizations.count,
    stats: setup.statistics.map(statisticName),
    imts: setup.measures.map(({ name }) => name),
    levels: outputLevels(job).map((levels) => Array.from(levels)),
    poes: parameters.poes,
    hazard_maps: parameters.hazard_maps,
    uniform_hazard_spectra: parameters.uniform_hazard_spectra,
    individual_rlzs: parameters.individual_rlzs === true,
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
  storeSites(writer, job.sites, perilSiteColumns(parameters.secondary_perils, job.sites));
  storeRealizations(writer, setup, realizations);
  if (job.sourceModelTree !== undefined && job.gmmTree !== undefined)
    storeLogicTrees(
      writer,
      job.sourceModelTree,
      job.gmmTree,
      realizations,
      job.parameters.number_of_logic_tree_samples > 0,
    );
}

/** @param more columns that calculations work out of the sites */
export function storeSites(
  writer: DatastoreWriter,
  sites: SiteCollection,
  more: ReadonlyMap<string, Float64Array> = new Map(),
): void {
  const columns: ColumnData[] = [
    { name: "sids", data: Uint32Array.from({ length: sites.count }, (_, i) => i), meaning: "site id" },
    { name: "lon", data: sites.lon, unit: "degrees" },
    { name: "lat", data: sites.lat, unit: "degrees" },
    { name: "depth", data: sites.depth, unit: "km" },
  ];
  for (const [name, data] of sites.parameters)
    columns.push(
      name === "vs30measured" || name === "backarc"
        ? { name, data: Uint8Array.from(data), dtype: "|b1" }
        : { name, data },
    );
  for (const [name, texts] of sites.texts) columns.push({ name, texts });
  for (const [name, data] of more) columns.push({ name, data });
  writer.putTable("sitecol", columns);
}

function storeRealizations(writer: DatastoreWriter, setup: StoredSetup, realizations: Realizations): void {
  const { count, weights } = realizations;
  const byMeasure = setup.realizations.weights;
  const plain = byMeasure.every((column) => column === byMeasure[0]);
  if (plain) writer.putArray("weights", weights, { shape: [count] });
  else {
    const columns = [weights, ...byMeasure];
    const table = new Float64Array(count * columns.length);
    for (const [c, column] of columns.entries())
      for (let r = 0; r < count; r++) table[r * columns.length + c] = column[r]!;
    writer.putArray("weights", table, { shape: [count, columns.length] });
  }
  writer.putTable("realizations", [
    { name: "rlz_id", data: Uint32Array.from({ length: count }, (_, r) => r) },
    { name: "branch_path", texts: realizations.branchPaths },
    { name: "weight", data: Float32Array.from(weights) },
  ]);
}

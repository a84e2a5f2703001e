/** Soil factors of the sites of a job, and the levels that curves on soil have. */
import { type AmplificationTable, functionOfSite } from "../../hazard/site-response/amplification.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { SiteAmplification } from "./setup.ts";

/** Levels of the curves of each measure in the outputs: those of the job, or those on soil. */
export function outputLevels(job: Job): readonly Float64Array[] {
  const amplification = siteAmplification(job);
  return amplification?.method === "convolution" ? job.levels.map(() => amplification.soilLevels) : job.levels;
}

/** @throws InputError for sites whose code, and measures whose factors, the table does not have. */
export function siteAmplification(job: Job): SiteAmplification | undefined {
  const { amplification: table, parameters } = job;
  if (table === undefined) return undefined;
  const place = { file: job.files.get("amplification")?.[0] };
  const codes = job.sites.texts.get("ampcode") ?? new Array<string>(job.sites.count).fill("");
  const missing = [...new Set(codes)].filter((code) => functionOfSite(table, code) === undefined);
  if (missing.length > 0)
    throw new InputError(
      `The site collection contains references to missing amplification functions: ${missing.map((code) => code || '""').join(" ")}`,
      { ...place, parameter: "ampcode", allowed: [...table.functions.keys()].join(", ") },
    );
  const measures = [...table.functions.values()][0]?.medians ?? new Map();
  const unknown = job.measures.filter(({ name }) => !measures.has(name)).map(({ name }) => name);
  if (unknown.length > 0) throw new InputError(`The amplification table does not contain ${unknown.join(", ")}`, place);
  checkReferenceVelocity(job, table);
  return {
    method: parameters.amplification_method === "kernel" ? "kernel" : "convolution",
    table,
    codes,
    soilLevels: Float64Array.from(parameters.soil_intensities ?? job.levels[0]!),
  };
}

/** The sites must be on the rock that the factors are for, within `vs30_tolerance` (negative: not checked). */
function checkReferenceVelocity(job: Job, table: AmplificationTable): void {
  const tolerance = job.parameters.vs30_tolerance;
  const vs30 = job.sites.parameters.get("vs30");
  if (tolerance < 0 || vs30 === undefined) return;
  if (vs30.some((value) => Math.abs(value - table.referenceVs30) > tolerance))
    throw new InputError(
      `Some vs30 in the site collection is different from vs30_ref=${table.referenceVs30} over the tolerance of ${tolerance}`,
      { parameter: "vs30_tolerance", file: job.files.get("amplification")?.[0] },
    );
}

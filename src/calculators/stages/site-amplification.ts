/** Soil factors of the sites of a job, and the levels that curves on soil have. */
import type { SoilFunctions } from "../../hazard/fields/soil-factors.ts";
import type { GmmBranch } from "../../hazard/logic-tree/trees.ts";
import { type AmplificationTable, functionOfSite } from "../../hazard/site-response/amplification.ts";
import { InputError } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import type { SiteAmplification } from "./hazard-setup.ts";

/** Levels of the curves of each measure in the outputs: those of the job, or those on soil. */
export function outputLevels(job: Job): readonly Float64Array[] {
  // Fields are amplified, not the curves made of them.
  if (/^(event_based|scenario)/.test(job.parameters.calculation_mode ?? "")) return job.levels;
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
    soilLevels: Float64Array.from(parameters.soil_intensities ?? job.levels[0] ?? []),
  };
}

/**
 * Functions that amplify the fields of a job, by site.
 * @throws InputError where {@link siteAmplification} does, and for what the reference reads but does not amplify fields with
 */
export function soilOfSites(job: Job): SoilFunctions | undefined {
  const amplification = siteAmplification(job);
  if (amplification === undefined) return undefined;
  const { method, table, codes } = amplification;
  const file = job.files.get("amplification")?.[0];
  if (method === "kernel")
    throw new InputError("the kernel method amplifies curves, not fields", {
      parameter: "amplification_method",
      allowed: "convolution, whose table is taken at the motions themselves",
    });
  const byMagnitude = [...table.functions.values()].find(({ fromMag }) => fromMag !== undefined);
  if (byMagnitude !== undefined)
    throw new InputError("fields are not amplified by magnitude and distance", {
      file,
      line: 2,
      parameter: "from_mag",
      allowed: "a table without from_mag and from_rrup",
    });
  return codes.map((code) => functionOfSite(table, code)!);
}

/** The sites must be on the rock that the factors are for, within `vs30_tolerance` (negative: neither they nor the models are checked). */
function checkReferenceVelocity(job: Job, table: AmplificationTable): void {
  const tolerance = job.parameters.vs30_tolerance;
  if (tolerance < 0) return;
  const trees = [...(job.gmmTree === undefined ? [] : [job.gmmTree]), ...(job.gmmTreesByLabel?.values() ?? [])];
  for (const { file, branchSets } of trees)
    for (const branch of branchSets.flatMap(({ branches }) => branches)) checkRockOf(branch, table.referenceVs30, file);
  const vs30 = job.sites.parameters.get("vs30");
  if (vs30?.some((value) => Math.abs(value - table.referenceVs30) > tolerance))
    throw new InputError(
      `Some vs30 in the site collection is different from vs30_ref=${table.referenceVs30} over the tolerance of ${tolerance}`,
      { parameter: "vs30_tolerance", file: job.files.get("amplification")?.[0] },
    );
}

/** A model must be for rock at least as stiff as that of the factors, or soil would count twice. */
function checkRockOf({ className, model }: GmmBranch, referenceVs30: number, file: string): void {
  const { referenceVelocity } = model;
  const place = { file, parameter: "vs30_tolerance", allowed: "vs30_tolerance = -1, which checks nothing" };
  if (referenceVelocity === undefined)
    throw new InputError(
      `The attribute DEFINED_FOR_REFERENCE_VELOCITY is missing in the gsim ${className}: it does not say for which rock it is, and the amplification functions are for ${referenceVs30} m/s`,
      place,
    );
  if (referenceVelocity < referenceVs30)
    throw new InputError(`${className}.DEFINED_FOR_REFERENCE_VELOCITY=${referenceVelocity} < ${referenceVs30}`, place);
}

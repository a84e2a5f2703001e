/** What of a job classical calculations do not support yet, told by name before anything is computed. */
import type { SourceKind } from "../../hazard/sources/source.ts";
import { ProblemList } from "../../input-error.ts";
import type { Job } from "../../inputs/job.ts";
import { refusePostProcessing } from "./post-processing/index.ts";

const COMPUTED_KINDS: ReadonlySet<SourceKind> = new Set<SourceKind>([
  "point",
  "multiPoint",
  "area",
  "simpleFault",
  "complexFault",
  "characteristicFault",
  "kiteFault",
  "nonParametric",
]);

/** Parameters whose effect is not computed, with the values that have none. */
const WITHOUT_EFFECT: { readonly [name: string]: (value: unknown) => boolean } = {
  infer_occur_rates: isFalse,
  soil_intensities: isEmpty,
  smlt_branch: isEmpty,
  site_labels: isEmpty,
  keep_trt: isEmpty,
  tile_spec: isEmpty,
  hazard_calculation_id: isEmpty,
};

/** Input files whose effect is not computed. */
const FILES_WITHOUT_EFFECT = ["amplification", "delta_rates", "hazard_curves"];

/** @throws InputError with all problems. */
export function refuseUnsupported(job: Job): void {
  const problems = new ProblemList();
  const values: { readonly [name: string]: unknown } = job.parameters;
  for (const [name, hasNoEffect] of Object.entries(WITHOUT_EFFECT))
    if (job.given.has(name) && !hasNoEffect(values[name]))
      problems.add(`the parameter ${name} is not supported yet in classical calculations`, { parameter: name });
  refusePostProcessing(job, problems);
  for (const key of FILES_WITHOUT_EFFECT)
    if (job.files.has(key))
      problems.add(`the input ${key}_file is not supported yet in classical calculations`, {
        parameter: `${key}_file`,
        file: job.files.get(key)?.[0],
      });
  for (const [file, model] of job.sourceModels)
    for (const group of model.groups) {
      if (group.occurrence.kind === "fated")
        problems.add("the temporal occurrence model FatedTOM is not computed yet", { file });
      for (const source of group.sources)
        if (!COMPUTED_KINDS.has(source.kind))
          problems.add(`source "${source.id}" is of a kind that is not computed yet: ${source.kind}`, {
            file,
            line: source.origin?.line,
            allowed: [...COMPUTED_KINDS].join(", "),
          });
    }
  problems.throwIfAny();
}

function isFalse(value: unknown): boolean {
  return value !== true;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}

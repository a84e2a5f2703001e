/** Site parameters that a job's sites must have. */
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import { PERIL_MODELS } from "../hazard/perils/select-perils.ts";
import { InputError } from "../input-error.ts";
import { discardedTectonicRegionTypes } from "./job-hazard.ts";
import type { JobFile } from "./job-ini/job-file.ts";
import { type DescribedTree, modelOf } from "./logic-tree/ground-motion-tree.ts";
import type { RequiredParameters } from "./sites/site-parameters.ts";

/**
 * What the models of the trees read, each parameter with the first model that reads it. As in the reference, models of
 * tectonic regions without sources count, unless `keep_trt` or `discard_trts` leave the tectonic region out. With `keep_trt` the reference also
 * leaves out tectonic regions that have sources, and computes with zeros in place of their parameters; here these count.
 *
 * Models that cannot be built (not computed here, wrong arguments) are passed over: who computes with them refuses them.
 * @param folder absolute folder of the trees' file.
 * @param withSources tectonic regions that have sources.
 */
export function requiredParameters(
  jobFile: JobFile,
  trees: readonly DescribedTree[],
  folder: string,
  measures: readonly IntensityMeasure[],
  withSources: ReadonlySet<string>,
): RequiredParameters {
  const { keep_trt, site_labels, secondary_perils } = jobFile.parameters;
  const discarded = discardedTectonicRegionTypes(jobFile);
  const required = new Map<string, string>();
  for (const { branchSets } of trees)
    for (const { tectonicRegionType, branches } of branchSets) {
      const isKept = tectonicRegionType === keep_trt || withSources.has(tectonicRegionType);
      if (keep_trt === "" ? discarded.has(tectonicRegionType) : !isKept) continue;
      for (const { description } of branches) {
        try {
          const model = modelOf(description, { folder, measures });
          for (const column of model.siteColumns) if (!required.has(column)) required.set(column, model.name);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }
    }
  if (jobFile.inputs.has("amplification")) required.set("ampcode", "amplification_file");
  for (const name of secondary_perils)
    for (const column of PERIL_MODELS.find((model) => model.name === name)?.parameters ?? [])
      if (!required.has(column)) required.set(column, name);
  if (Object.keys(site_labels).length > 0) required.set("ilabel", "site_labels");
  return required;
}

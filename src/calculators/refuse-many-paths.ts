/** Logic trees of more paths than memory holds, refused before they are expanded. */
import { countSourcePaths } from "../hazard/logic-tree/source-paths.ts";
import { InputError } from "../input-error.ts";
import type { Job } from "../inputs/job.ts";

/** Measured, of one changed source: a path of the source-model tree with its sources, and a realization. */
const BYTES_A_PATH = 3500;
const BYTES_A_REALIZATION = 200;

/** Paths of the source-model tree and realizations of a job. */
export function countPaths({ parameters, sourceModelTree, gmmTree }: Job): {
  readonly paths: number;
  readonly realizations: number;
} {
  if (sourceModelTree === undefined || gmmTree === undefined) return { paths: 0, realizations: 0 };
  const samples = parameters.number_of_logic_tree_samples;
  const all = countSourcePaths(sourceModelTree);
  if (samples > 0) return { paths: Math.min(samples, all), realizations: samples };
  const collapsed = new Set(parameters.collapse_gsim_logic_tree);
  const models = gmmTree.branchSets.filter(({ id }) => !collapsed.has(id));
  return { paths: all, realizations: models.reduce((product, set) => product * set.branches.length, all) };
}

/**
 * @param allowed bytes a calculation may take; undefined: no limit
 * @throws InputError with the numbers of paths, before any is made
 */
export function refuseManyPaths(job: Job, allowed: number | undefined): void {
  if (allowed === undefined) return;
  const { paths, realizations } = countPaths(job);
  const bytes = paths * BYTES_A_PATH + realizations * BYTES_A_REALIZATION;
  if (bytes <= allowed) return;
  const gigabytes = (value: number) => `${(value / 2 ** 30).toFixed(1)} GB`;
  throw new InputError(
    `the logic trees have ${paths} paths of source models and ${realizations} realizations, which need about ${gigabytes(bytes)} of memory`,
    {
      file: job.sourceModelTree?.file,
      parameter: "number_of_logic_tree_samples",
      allowed: `${gigabytes(allowed)} on this machine (setting memory-share): sample the trees`,
    },
  );
}

/**
 * Realizations: one path through the source-model tree with one choice of ground-motion model for each tectonic region
 * (docs/method/classical.md 6.1, 6.5 and 6.6).
 */
import { InputError } from "../../input-error.ts";
import { uniformDoubles } from "../../numerics/random/pcg64.ts";
import { branchLetter } from "./branch-letters.ts";
import { chooseBranch, latinHypercube, samplingMethod } from "./sampling.ts";
import { countSourcePaths, enumerateSourcePaths, type SourcePath, sampleSourcePaths } from "./source-paths.ts";
import type { GmmBranchSet, GmmLogicTree, SourceModelLogicTree } from "./trees.ts";

export interface Realizations {
  readonly sourcePaths: readonly SourcePath[];
  /** Ground-motion branch sets, sorted by tectonic region: the columns of `models`. */
  readonly branchSets: readonly GmmBranchSet[];
  readonly count: number;
  /** Source path of each realization. */
  readonly sourcePath: Uint32Array;
  /** Branch of each region's set, `count` x `branchSets.length`, row-major. */
  readonly models: Uint16Array;
  /** Sum to 1. */
  readonly weights: Float64Array;
  /** Weights for one measure, where the ground-motion tree has weights by measure. */
  readonly weightsFor: (measure: string) => Float64Array;
  /** `AB~BA` as shown in realizations.csv. */
  readonly branchPaths: readonly string[];
}

export interface RealizationOptions {
  /** 0: full enumeration. */
  readonly samples: number;
  readonly seed: number;
  /** `early_weights` ... */
  readonly samplingMethod: string;
  /** Full enumeration of more realizations than this is refused. */
  readonly maxPaths: number;
  /** Applies branches behind a dummy, which the reference leaves out. */
  readonly exact?: boolean;
}

/** @throws InputError when the full enumeration would exceed `maxPaths`. */
export function makeRealizations(
  sourceTree: SourceModelLogicTree,
  gmmTree: GmmLogicTree,
  options: RealizationOptions,
): Realizations {
  return options.samples === 0 ? enumerated(sourceTree, gmmTree, options) : sampled(sourceTree, gmmTree, options);
}

function enumerated(
  sourceTree: SourceModelLogicTree,
  gmmTree: GmmLogicTree,
  { maxPaths, exact }: RealizationOptions,
): Realizations {
  const sets = gmmTree.branchSets;
  const combinations = sets.reduce((product, set) => product * set.branches.length, 1);
  const potential = countSourcePaths(sourceTree) * combinations;
  if (potential > maxPaths)
    throw new InputError(
      `the logic tree has ${potential} potential paths: sample it with number_of_logic_tree_samples or raise max_potential_paths`,
      { file: sourceTree.file, parameter: "max_potential_paths", allowed: `at most ${maxPaths}` },
    );
  const sourcePaths = enumerateSourcePaths(sourceTree, exact);
  const count = sourcePaths.length * combinations;
  const sourcePath = new Uint32Array(count);
  const models = new Uint16Array(count * sets.length);
  for (let r = 0; r < count; r++) {
    sourcePath[r] = Math.floor(r / combinations);
    let rest = r % combinations;
    for (let s = sets.length - 1; s >= 0; s--) {
      const branches = sets[s]!.branches.length;
      models[r * sets.length + s] = rest % branches;
      rest = Math.floor(rest / branches);
    }
  }
  const weightsOf = (measure: string | undefined): Float64Array => {
    const weights = new Float64Array(count);
    for (let r = 0; r < count; r++) {
      let weight = sourcePaths[sourcePath[r]!]!.weight;
      for (let s = 0; s < sets.length; s++) weight *= gmmWeight(sets[s]!, models[r * sets.length + s]!, measure);
      weights[r] = weight;
    }
    return measure === undefined || !hasWeightsByMeasure(sets) ? normalised(weights) : weights;
  };
  const weights = weightsOf(undefined);
  return {
    sourcePaths,
    branchSets: sets,
    count,
    sourcePath,
    models,
    weights,
    weightsFor: hasWeightsByMeasure(sets) ? weightsOf : () => weights,
    branchPaths: branchPathsOf(sourcePaths, sets, sourcePath, models),
  };
}

function sampled(sourceTree: SourceModelLogicTree, gmmTree: GmmLogicTree, options: RealizationOptions): Realizations {
  const method = samplingMethod(options.samplingMethod);
  const sets = gmmTree.branchSets;
  const sourcePaths = sampleSourcePaths(sourceTree, options.samples, options.seed, method, options.exact);
  const count = options.samples;
  const draws = uniformDoubles(options.seed + 1, count * sets.length);
  if (method.latin) latinHypercube(draws, count, sets.length);
  const sourcePath = new Uint32Array(count);
  const models = new Uint16Array(count * sets.length);
  const weights = new Float64Array(count);
  let r = 0;
  for (const [ordinal, path] of sourcePaths.entries())
    for (let repeat = 0; repeat < path.samples; repeat++, r++) {
      sourcePath[r] = ordinal;
      let product = path.weight;
      for (const [s, set] of sets.entries()) {
        const branch = chooseBranch(
          set.branches.map(({ weight }) => weight),
          draws[r * sets.length + s]!,
          method,
        );
        models[r * sets.length + s] = branch;
        product *= set.branches[branch]!.weight;
      }
      weights[r] = method.late ? product : 1 / count;
    }
  if (method.late) normalised(weights);
  return {
    sourcePaths,
    branchSets: sets,
    count,
    sourcePath,
    models,
    weights,
    // Sampling takes no notice of weights by measure (docs/method/classical.md 6.5).
    weightsFor: () => weights,
    branchPaths: branchPathsOf(sourcePaths, sets, sourcePath, models),
  };
}

function gmmWeight(set: GmmBranchSet, branch: number, measure: string | undefined): number {
  const { weight, weightByMeasure } = set.branches[branch]!;
  return measure === undefined ? weight : (weightByMeasure?.get(measure) ?? weight);
}

function hasWeightsByMeasure(sets: readonly GmmBranchSet[]): boolean {
  return sets.some((set) => set.branches.some((branch) => branch.weightByMeasure !== undefined));
}

/** Divides by the sum where it is not exactly 1, in place. */
function normalised(weights: Float64Array): Float64Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (sum !== 1 && sum > 0) for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / sum;
  return weights;
}

function branchPathsOf(
  sourcePaths: readonly SourcePath[],
  sets: readonly GmmBranchSet[],
  sourcePath: Uint32Array,
  models: Uint16Array,
): string[] {
  return Array.from(sourcePath, (path, r) => {
    let letters = "";
    for (let s = 0; s < sets.length; s++) letters += branchLetter(models[r * sets.length + s]!);
    return `${sourcePaths[path]!.letters}~${letters}`;
  });
}

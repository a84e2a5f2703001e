/** Branches of a source-model tree that bring no source become one branch: fewer paths, the same hazard. */
import type { SourceModel } from "../sources/source.ts";
import type { SourceModelBranch, SourceModelBranchSet, SourceModelLogicTree } from "./trees.ts";

/**
 * The tree with branches that add no source model made one: a set of source-model files may hold branches without
 * files (an `extendModel` that extends by nothing), or lose its files because a job asks for some sources only. They become
 * one branch at the end of the set, under the id of the last of them, with their summed weight.
 *
 * @param onlyWithSources leaves out files of which no source is left (`source_id`)
 */
export function mergeEmptyBranches(
  tree: SourceModelLogicTree,
  sourceModels: ReadonlyMap<string, SourceModel>,
  onlyWithSources: boolean,
): SourceModelLogicTree {
  const hasSources = (file: string): boolean =>
    sourceModels.get(file)?.groups.some(({ sources }) => sources.length > 0) === true;
  const merged = (set: SourceModelBranchSet): SourceModelBranchSet => {
    const full: SourceModelBranch[] = [];
    const empty: SourceModelBranch[] = [];
    for (const branch of set.branches) {
      if (branch.value.kind !== "files") return set;
      const files = onlyWithSources ? branch.value.files.filter(hasSources) : branch.value.files;
      if (files.length === 0) empty.push(branch);
      else full.push({ ...branch, value: { kind: "files", files }, text: files.join(" ") });
    }
    const last = empty.at(-1);
    if (last === undefined) return set;
    const weight = empty.reduce((sum, branch) => sum + branch.weight, 0);
    return { ...set, branches: [...full, { ...last, weight, value: { kind: "files", files: [] }, text: "" }] };
  };
  return { ...tree, branchSets: tree.branchSets.map(merged) };
}

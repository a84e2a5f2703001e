/** The logic trees in the datastore: branches of both trees, and the source models their paths lead to. */
import type { DatastoreWriter, JsonValue } from "../../datastore/index.ts";
import type { Realizations } from "../../hazard/logic-tree/realizations.ts";
import type { SourcePath } from "../../hazard/logic-tree/source-paths.ts";
import type {
  GmmLogicTree,
  SourceModelBranchSet,
  SourceModelLogicTree,
  UncertaintyValue,
} from "../../hazard/logic-tree/trees.ts";
import { pythonFloat } from "../../inputs/python-float.ts";

/** Branch tables of `full_lt`, and `full_lt/sm_data`: one row a path through the source-model tree. */
export function storeLogicTrees(
  writer: DatastoreWriter,
  sources: SourceModelLogicTree,
  models: GmmLogicTree,
  realizations: Realizations,
  isSampled: boolean,
): void {
  const branches = sources.branchSets.flatMap((set) => set.branches.map((branch) => ({ set, branch })));
  writer.putTable(
    "full_lt/source_model_lt",
    [
      { name: "branchset", texts: branches.map(({ set }) => set.id) },
      { name: "branch", texts: branches.map(({ branch }) => branch.id) },
      { name: "utype", texts: branches.map(({ set }) => set.uncertaintyType) },
      { name: "uvalue", texts: branches.map(({ branch }) => branch.text) },
      { name: "weight", data: Float64Array.from(branches, ({ branch }) => branch.weight) },
    ],
    { bsetdict: JSON.stringify(Object.fromEntries(sources.branchSets.map((set) => [set.id, attributesOf(set)]))) },
  );
  const choices = models.branchSets.flatMap((set) => set.branches.map((branch) => ({ set, branch })));
  writer.putTable("full_lt/gsim_lt", [
    { name: "trt", texts: choices.map(({ set }) => set.tectonicRegionType) },
    { name: "branch", texts: choices.map(({ branch }) => branch.id) },
    { name: "uncertainty", texts: choices.map(({ branch }) => branch.text) },
    { name: "weight", data: Float64Array.from(choices, ({ branch }) => branch.weight) },
  ]);
  const { sourcePaths, count } = realizations;
  // Enumerated, each path is counted once for every combination of ground-motion models.
  const combinations = sourcePaths.length === 0 ? 1 : count / sourcePaths.length;
  writer.putTable("full_lt/sm_data", [
    { name: "name", texts: sourcePaths.map(nameOf), meaning: "values of the branches taken" },
    { name: "weight", data: Float32Array.from(sourcePaths, ({ weight }) => weight) },
    { name: "path", texts: sourcePaths.map(({ ids }) => ids), meaning: "branches taken" },
    { name: "samples", data: Uint32Array.from(sourcePaths, ({ samples }) => (isSampled ? samples : combinations)) },
  ]);
}

/** The attributes of a branch set as its file gives them. */
function attributesOf(set: SourceModelBranchSet): { readonly [name: string]: JsonValue } {
  return {
    uncertaintyType: set.uncertaintyType,
    ...(set.applyToSources === undefined ? {} : { applyToSources: set.applyToSources.join(" ") }),
    ...(set.applyToTectonicRegionType === undefined
      ? {}
      : { applyToTectonicRegionType: set.applyToTectonicRegionType }),
    ...(set.applyToBranches === undefined ? {} : { applyToBranches: set.applyToBranches.join(" ") }),
  };
}

/** `['zone.xml', 0.1]`, as the reference's library prints the values of a path. */
function nameOf({ applied }: SourcePath): string {
  return `[${applied.map(({ branch }) => valueText(branch.value, branch.text)).join(", ")}]`;
}

function valueText(value: UncertaintyValue, text: string): string {
  if (value.kind !== "numbers") return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
  const numbers = value.numbers.map(pythonFloat);
  return numbers.length === 1 ? numbers[0]! : `(${numbers.join(", ")})`;
}

/** The logic trees in the form the reference's library reads: branch tables with its class names and attributes. */
import type { Group } from "h5wasm/node";
import type { JsonValue, NumericArray } from "../../../datastore/index.ts";
import { BRANCH_LETTERS } from "../../../hazard/logic-tree/branch-letters.ts";
import type { Results } from "../../results.ts";
import { pythonString } from "../../tables/comment.ts";
import { type CompoundMember, writeAttribute, writeCompound } from "./hdf5-file.ts";

const LOGIC_TREE = "openquake.hazardlib.logictree";

export interface Branches {
  readonly sets: readonly { readonly id: string; readonly type: string; readonly branches: readonly string[] }[];
}

interface SourceModelRealization {
  readonly name: string;
  readonly path: string;
  readonly weight: number;
  readonly samples: number;
}

async function texts(results: Results, table: string, column: string): Promise<readonly string[]> {
  return (await results.reader.readColumn(table, column)) as readonly string[];
}

async function numbers(results: Results, table: string, column: string): Promise<number[]> {
  return Array.from((await results.reader.readColumn(table, column)) as NumericArray, Number);
}

const textMember = (name: string, values: readonly string[]): CompoundMember => ({
  name,
  dtype: `|S${Math.max(1, ...values.map((value) => new TextEncoder().encode(value).length))}`,
  shape: [],
  read: async (start, stop) => values.slice(start, stop),
});

const numberMember = (name: string, dtype: "<f8" | "<f4" | "<u4", values: readonly number[]): CompoundMember => ({
  name,
  dtype,
  shape: [],
  read: async (start, stop) => Float64Array.from(values.slice(start, stop)),
});

/** Text of a branch's value as a Python literal, unless it is one already or cannot be. */
function literal(type: string, text: string): string {
  return /^(sourceModel|extendModel)$/.test(type) ? pythonString(text) : text;
}

/**
 * The source-model realizations: those stored, else what the paths of the realizations tell. Undefined when letters and
 * branch sets cannot be matched (sets that apply to some branches only).
 */
async function sourceModelRealizations(
  results: Results,
  { sets }: Branches,
): Promise<SourceModelRealization[] | undefined> {
  const { reader } = results;
  if (reader.describe("full_lt/sm_data")?.kind === "table") {
    const [names, paths] = [
      await texts(results, "full_lt/sm_data", "name"),
      await texts(results, "full_lt/sm_data", "path"),
    ];
    const weights = await numbers(results, "full_lt/sm_data", "weight");
    const samples = await numbers(results, "full_lt/sm_data", "samples");
    return names.map((name, i) => ({ name, path: paths[i]!, weight: weights[i]!, samples: samples[i]! }));
  }
  if (reader.describe("realizations")?.kind !== "table") return undefined;
  const branchPaths = await texts(results, "realizations", "branch_path");
  const weights = await numbers(results, "realizations", "weight");
  const byPath = new Map<string, { weight: number; samples: number }>();
  for (const [r, path] of branchPaths.entries()) {
    const source = path.split("~")[0]!;
    const sum = byPath.get(source) ?? { weight: 0, samples: 0 };
    byPath.set(source, { weight: sum.weight + weights[r]!, samples: sum.samples + 1 });
  }
  const realizations: SourceModelRealization[] = [];
  for (const [letters, { weight, samples }] of byPath) {
    const list = [...letters];
    if (list.length !== sets.length) return undefined;
    const ids = list.map((letter, i) => (letter === "." ? "." : sets[i]!.branches[BRANCH_LETTERS.indexOf(letter)]));
    if (ids.some((id) => id === undefined)) return undefined;
    realizations.push({ name: ids[0]!, path: ids.join("~"), weight, samples });
  }
  return realizations;
}

function inputFile(results: Results, key: string): string {
  const { inputs } = results.parameters;
  const record =
    typeof inputs === "object" && inputs !== null ? (inputs as { readonly [name: string]: JsonValue }) : {};
  const value = record[key];
  return typeof value === "string" ? value : `${key}.xml`;
}

/** `gB0`: the second branch of the first tectonic region, the names the reference's library gives and looks for in paths. */
function shortModelBranches(tectonicRegionTypes: readonly string[]): string[] {
  const names = [...new Set(tectonicRegionTypes)];
  return tectonicRegionTypes.map(
    (tectonicRegionType, i) =>
      `g${BRANCH_LETTERS[i - tectonicRegionTypes.indexOf(tectonicRegionType)]}${names.indexOf(tectonicRegionType)}`,
  );
}

/** Writes `full_lt`. Without realizations that match the branches it is a plain group of tables. */
export async function writeLogicTrees(root: Group, results: Results): Promise<void> {
  const { reader, parameters } = results;
  if (
    reader.describe("full_lt/source_model_lt")?.kind !== "table" ||
    reader.describe("full_lt/gsim_lt")?.kind !== "table"
  ) {
    return;
  }
  const seed = typeof parameters["random_seed"] === "number" ? parameters["random_seed"] : 42;
  const samples =
    typeof parameters["number_of_logic_tree_samples"] === "number" ? parameters["number_of_logic_tree_samples"] : 0;
  const method = parameters["sampling_method"];
  const group = root.create_group("full_lt");

  const tectonicRegionTypes = await texts(results, "full_lt/gsim_lt", "trt");
  const tectonicRegionTypeNames = [...new Set(tectonicRegionTypes)];
  await writeCompound(
    group,
    "gsim_lt",
    [
      textMember("trt", tectonicRegionTypes),
      textMember("branch", shortModelBranches(tectonicRegionTypes)),
      textMember("uncertainty", await texts(results, "full_lt/gsim_lt", "uncertainty")),
      numberMember("weight", "<f8", await numbers(results, "full_lt/gsim_lt", "weight")),
    ],
    tectonicRegionTypes.length,
  );
  const models = group.get("gsim_lt") as Group;
  writeAttribute(models, "__pyclass__", "openquake.hazardlib.gsim_lt.GsimLogicTree");
  writeAttribute(
    models,
    "bsetdict",
    JSON.stringify(
      Object.fromEntries(tectonicRegionTypeNames.map((tectonicRegionType, i) => [tectonicRegionType, `bs${i + 1}`])),
    ),
  );
  writeAttribute(models, "filename", inputFile(results, "gsim_logic_tree"));

  const setIds = await texts(results, "full_lt/source_model_lt", "branchset");
  const branchIds = await texts(results, "full_lt/source_model_lt", "branch");
  const types = await texts(results, "full_lt/source_model_lt", "utype");
  const values = await texts(results, "full_lt/source_model_lt", "uvalue");
  await writeCompound(
    group,
    "source_model_lt",
    [
      textMember("branchset", setIds),
      textMember("branch", branchIds),
      textMember("utype", types),
      textMember(
        "uvalue",
        values.map((value, i) => literal(types[i]!, value)),
      ),
      numberMember("weight", "<f8", await numbers(results, "full_lt/source_model_lt", "weight")),
    ],
    setIds.length,
  );
  const sets = [...new Set(setIds)].map((id) => ({
    id,
    type: types[setIds.indexOf(id)]!,
    branches: branchIds.filter((_, i) => setIds[i] === id),
  }));
  const stored = reader.describe("full_lt/source_model_lt")?.attributes["bsetdict"];
  const realizations = await sourceModelRealizations(results, { sets });
  const sources = group.get("source_model_lt") as Group;
  const attributes: { readonly [name: string]: JsonValue } = {
    __pyclass__: `${LOGIC_TREE}.SourceModelLogicTree`,
    bsetdict:
      typeof stored === "string"
        ? stored
        : JSON.stringify(Object.fromEntries(sets.map(({ id, type }) => [id, { uncertaintyType: type }]))),
    seed,
    num_samples: samples,
    sampling_method: typeof method === "string" ? method : "early_weights",
    filename: inputFile(results, "source_model_logic_tree"),
    num_paths: realizations?.length ?? 1,
    is_source_specific: false,
    source_id: "",
    branchID: "",
  };
  for (const [name, value] of Object.entries(attributes)) writeAttribute(sources, name, value);

  writeAttribute(group, "seed", seed);
  writeAttribute(group, "num_samples", samples);
  writeAttribute(group, "oversampling", "tolerate");
  writeAttribute(group, "trts", tectonicRegionTypeNames);
  if (realizations === undefined) return;
  await writeCompound(
    group,
    "sm_data",
    [
      textMember(
        "name",
        realizations.map(({ name }) => name),
      ),
      numberMember(
        "weight",
        "<f4",
        realizations.map(({ weight }) => weight),
      ),
      textMember(
        "path",
        realizations.map(({ path }) => path),
      ),
      numberMember(
        "samples",
        "<u4",
        realizations.map((realization) => realization.samples),
      ),
    ],
    realizations.length,
  );
  writeAttribute(group, "__pyclass__", `${LOGIC_TREE}.FullLogicTree`);
}

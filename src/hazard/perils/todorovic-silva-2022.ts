/**
 * Occurrence of liquefaction by a random forest: Todorovic and Silva (2022), Soil Dynamics and Earthquake Engineering 161,
 * 107430, with the modifications in what the reference distributes. Every tree votes with the share of its training points that
 * liquefied.
 */
import { type BoostedTrees, LEAF, sumOfTrees } from "../gmm/boosted-trees.ts";
import { decodeThresholds, decodeTrees } from "../gmm/coded-trees.ts";
import { arrayArchive, type NumericTable } from "../gmm/tables/array-archive.ts";
import archivePath from "./data/todorovic-silva-2022.qwt" with { type: "file" };
import { numbersOf, type PerilFunction, type PerilModel } from "./peril.ts";

const LEAST = 1e-5;
const CM_PER_M = 100;

let loaded: BoostedTrees | undefined;

function forest(): BoostedTrees {
  if (loaded !== undefined) return loaded;
  const archive = arrayArchive(archivePath);
  const limits = archive.table("thresholds");
  const table = archive.table("forest");
  const fact = (name: string): number => Number(table.attributes[name]);
  const thresholds = decodeThresholds(codeOf(limits), Number(limits.attributes["inputs"]));
  const trees = decodeTrees(
    codeOf(table),
    { base: 0, step: 1, trees: fact("trees"), nodes: fact("nodes") },
    thresholds,
  );
  const leaves = table.arrays.get("leaves")!.data;
  const values = trees.values.map((value, node) => (trees.inputs[node] === LEAF ? Number(leaves[value]) : value));
  loaded = { ...trees, values };
  return loaded;
}

function codeOf(table: NumericTable): Uint8Array {
  return Uint8Array.from(table.arrays.get("code")!.data);
}

export const TODOROVIC_SILVA_2022: PerilModel = {
  name: "TodorovicSilva2022NonParametric",
  measures: ["PGV"],
  parameters: ["vs30", "dw", "gwd", "precip"],
  settings: [],
  outputs: () => ["LiqOccur", "LiqProb"],
  prepare(sites): PerilFunction {
    const trees = forest();
    const [vs30, water, table, rain] = ["vs30", "dw", "gwd", "precip"].map((column) => numbersOf(sites, column));
    const row = new Float32Array(4);
    return (_mag, { PGV }, site, out) => {
      // A proxy of the shear strain.
      row[0] = Math.fround(Math.max(PGV, LEAST)) / (CM_PER_M * vs30![site]!);
      row[1] = water![site]!;
      row[2] = table![site]!;
      row[3] = rain![site]!;
      const share = sumOfTrees(trees, row);
      out[0] = share > 0.5 ? 1 : 0;
      out[1] = share;
    };
  },
};

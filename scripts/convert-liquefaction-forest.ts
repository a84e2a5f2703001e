/**
 * Packs the random forest of Todorovic and Silva (2022) into an archive in `src/hazard/perils/data`.
 *
 *   bun scripts/convert-liquefaction-forest.ts FILE
 *
 * FILE is `openquake/sep/liquefaction/data/todorovic_silva_2022/todorovic_silva_2022.onnx.gz` of an OpenQuake Engine 3.26.2, which
 * distributes the forest of the paper as ONNX. Nothing is lost: leaves have few values, which are listed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { LEAF } from "../src/hazard/gmm/boosted-trees.ts";
import { encodeThresholds, encodeTrees, type Thresholds } from "../src/hazard/gmm/coded-trees.ts";
import { readTrees } from "./onnx-trees.ts";
import { writeArchive } from "./write-archive.ts";

const TARGET = join(import.meta.dir, "..", "src", "hazard", "perils", "data", "todorovic-silva-2022.qwt");
/** Strain proxy, distance to water, depth to water table, precipitation. */
const INPUTS = 4;

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: bun scripts/convert-liquefaction-forest.ts FILE");
  process.exit(2);
}
const original = readFileSync(file);
const [{ trees } = { trees: undefined }] = readTrees(gunzipSync(original));
if (trees === undefined) throw new Error("no trees");
const isLeaf = (node: number): boolean => trees.inputs[node] === LEAF;
const leaves = [...new Set(trees.values.filter((_, node) => isLeaf(node)))].sort((a, b) => a - b);
const numberOf = new Map(leaves.map((value, number) => [value, number]));
const common: Thresholds = Array.from({ length: INPUTS }, (_, input) =>
  Float32Array.from(new Set(trees.values.filter((_value, node) => trees.inputs[node] === input))).sort(),
);
const numbered = {
  ...trees,
  values: trees.values.map((value, node) => (isLeaf(node) ? numberOf.get(value)! : value)),
};
const bytes = (values: Uint8Array) => ({ name: "code", dtype: "u1", shape: [values.length], values }) as const;
writeArchive(TARGET, "Todorovic and Silva (2022), SDEE 161, 107430, todorovic_silva_2022.onnx", [
  { name: "thresholds", original, attributes: { inputs: String(INPUTS) }, arrays: [bytes(encodeThresholds(common))] },
  {
    name: "forest",
    original,
    attributes: { trees: String(trees.roots.length), nodes: String(trees.inputs.length) },
    arrays: [
      bytes(encodeTrees(numbered, common)),
      { name: "leaves", dtype: "f8", shape: [leaves.length], values: Float64Array.from(leaves) },
    ],
  },
]);

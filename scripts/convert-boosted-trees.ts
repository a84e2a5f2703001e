/**
 * Packs the boosted trees of Karimzadeh et al. (2023) and Mohammadi et al. (2023) into archives in `src/hazard/gmm/data`.
 *
 *   bun scripts/convert-boosted-trees.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the trees of the papers as ONNX.
 *
 * Weights of leaves are rounded to multiples of a step. What a tree loses is made up for by the next ones: the difference so far,
 * averaged over the sample rows that reach a leaf, is added before its weight is rounded. The largest difference of the sums on other rows is
 * printed and kept in the archive.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type BoostedTrees, LEAF, sumOfTrees } from "../src/hazard/gmm/boosted-trees.ts";
import { encodeThresholds, encodeTrees, type Thresholds } from "../src/hazard/gmm/coded-trees.ts";
import { readTrees } from "./onnx-trees.ts";
import { type TableToWrite, writeArchive } from "./write-archive.ts";

const TARGET = join(import.meta.dir, "..", "src", "hazard", "gmm", "data");
const SAMPLE = 16000;
/** Leaves are multiples of this; the sums then differ by a few of them, rarely by twenty. */
const STEP = 2 ** -18;
/** Rows without a difference that every leaf is taken to have, against carrying on the accidents of few rows. */
const PRIOR_ROWS = 20;

/** `exclusive`: the last inputs, of which one is at its larger value and the others at the smaller. */
const MODELS = [
  {
    target: "karimzadeh-2023.qwt",
    source: "Karimzadeh et al. (2024), EESD 53(2), karimzadeh_azores_2023_data",
    file: "karimzadeh_azores_2023_data/karimzadeh_azores_islands_2023_bundled.onnx.gz",
    deviations: "karimzadeh_azores_2023_data/stds.csv",
    inputs: 3,
    exclusive: 0,
  },
  {
    target: "mohammadi-2023.qwt",
    source: "Mohammadi et al. (2023), SDEE 172, mohammadi_turkiye_2023_data",
    file: "mohammadi_turkiye_2023_data/mohammadi_turkiye_2023_bundled.onnx.gz",
    deviations: "mohammadi_turkiye_2023_data/stds.csv",
    inputs: 6,
    exclusive: 3,
  },
];

const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: bun scripts/convert-boosted-trees.ts FOLDER");
  process.exit(2);
}
for (const model of MODELS) {
  const original = readFileSync(join(root, model.file));
  const ensembles = readTrees(gunzipSync(original));
  const numbered = ensembles
    .filter(({ output }) => /^variable\d+$/.test(output))
    .sort((a, b) => a.output.localeCompare(b.output, "en", { numeric: true }));
  const deviations = readFileSync(join(root, model.deviations), "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
  const common = thresholdsOf(
    ensembles.map(({ trees }) => trees),
    model.inputs,
  );
  const codes = encodeThresholds(common);
  const tables: TableToWrite[] = [
    { name: "thresholds", original, attributes: { inputs: String(model.inputs) }, arrays: [code(codes)] },
  ];
  let worst = 0;
  const [sample, others] = [1, 2].map((seed) => sampleRows(common, model.exclusive, SAMPLE, seed));
  for (const [k, [measure = "", within, between, total]] of deviations.entries()) {
    // The outputs of one file have the names of the deviations, those of the other are numbered in their order, with a gap.
    const found = numbered[k] ?? ensembles.find(({ output }) => output === measure);
    if (found === undefined) throw new Error(`no trees for ${measure}`);
    const { trees } = found;
    const rounded = roundLeaves(trees, sample!);
    const restored = { ...rounded, values: rounded.values.map((v, n) => (rounded.inputs[n] === LEAF ? v * STEP : v)) };
    let difference = 0;
    for (const row of others!)
      difference = Math.max(difference, Math.abs(sumOfTrees(trees, row) - sumOfTrees(restored, row)));
    worst = Math.max(worst, difference);
    const facts = { base: trees.base, step: STEP, trees: rounded.roots.length, nodes: rounded.inputs.length };
    tables.push({
      name: measure,
      original,
      attributes: {
        ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)])),
        phi: within ?? "",
        tau: between ?? "",
        sigma: total ?? "",
        difference: difference.toExponential(1),
      },
      arrays: [code(encodeTrees(rounded, common))],
    });
  }
  console.log(`largest difference of a sum ${worst.toExponential(1)}`);
  writeArchive(join(TARGET, model.target), model.source, tables);
}

function code(bytes: Uint8Array) {
  return { name: "code", dtype: "u1", shape: [bytes.length], values: bytes } as const;
}

function thresholdsOf(all: readonly BoostedTrees[], inputs: number): Thresholds {
  return Array.from({ length: inputs }, (_, input) => {
    const values = new Set<number>();
    for (const trees of all)
      for (const [k, found] of trees.inputs.entries()) if (found === input) values.add(trees.values[k]!);
    return Float32Array.from(values).sort();
  });
}

/** Rows with every input beside a threshold drawn at random, so that all parts of the trees are reached alike. */
function sampleRows(common: Thresholds, exclusive: number, count: number, seed: number): Float32Array[] {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const chosen = common.length - 1 - Math.floor(random() * exclusive);
    return Float32Array.from(common, (list, input) => {
      const side = input < common.length - exclusive ? random() < 0.5 : input === chosen;
      return list[Math.floor(random() * list.length)]! * (side ? 1 + 1e-6 : 1 - 1e-6);
    });
  });
}

/** Trees whose leaves are whole numbers of steps. */
function roundLeaves(trees: BoostedTrees, rows: readonly Float32Array[]): BoostedTrees {
  const values = trees.values.slice();
  const missing = new Float64Array(rows.length);
  const reached = new Int32Array(rows.length);
  const sums = new Float64Array(values.length);
  const counts = new Int32Array(values.length);
  for (let t = 0; t < trees.roots.length; t++) {
    rows.forEach((row, r) => {
      let node = trees.roots[t]!;
      for (let input = trees.inputs[node]!; input !== LEAF; input = trees.inputs[node]!)
        node = row[input]! < trees.values[node]! ? node + 1 : trees.others[node]!;
      reached[r] = node;
      sums[node]! += missing[r]!;
      counts[node]!++;
    });
    const end = trees.roots[t + 1] ?? values.length;
    for (let node = trees.roots[t]!; node < end; node++)
      if (trees.inputs[node] === LEAF)
        values[node] = Math.round((trees.values[node]! + sums[node]! / (counts[node]! + PRIOR_ROWS)) / STEP);
    rows.forEach((_, r) => {
      const node = reached[r]!;
      missing[r]! += trees.values[node]! - values[node]! * STEP;
    });
  }
  return { ...trees, values };
}

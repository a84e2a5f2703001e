/**
 * Packs the network of Aristeidou et al. (2024) into `src/hazard/gmm/data/aristeidou-2024.qwt`.
 *
 *   bun scripts/convert-network.ts FOLDER
 *
 * FOLDER is `openquake/hazardlib/gsim` of an OpenQuake Engine 3.26.2, which distributes the network of the paper as HDF5. Weights are
 * stored a row an output, single precision as in the original. The attribute `outputs` names the measures.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Dataset, File, Group, ready } from "h5wasm/node";
import { writeArchive } from "./write-archive.ts";

await ready;
const [root] = process.argv.slice(2);
if (root === undefined) {
  console.error("usage: bun scripts/convert-network.ts FOLDER");
  process.exit(2);
}
const path = join(root, "aristeidou_2024_assets", "gmm_ann.hdf5");
const file = new File(path, "r");

function values(name: string): number[] {
  const dataset = file.get(name);
  if (!(dataset instanceof Dataset)) throw new Error(`no dataset ${name}`);
  return Array.from(dataset.value as ArrayLike<number>, Number);
}

/** Weights of a layer: one dataset an input in the file, one row an output here. */
function weights(layer: number) {
  const group = file.get(`weights/layer_${layer}`);
  if (!(group instanceof Group)) throw new Error(`no layer ${layer}`);
  const inputs = group.keys().length;
  const columns = Array.from({ length: inputs }, (_, i) => values(`weights/layer_${layer}/matrix_${i}`));
  const outputs = columns[0]?.length ?? 0;
  const rows = Array.from({ length: outputs }, (_, o) => columns.map((column) => column[o] ?? Number.NaN));
  return { name: `weights-${layer}`, dtype: "f4", shape: [outputs, inputs], values: rows.flat() } as const;
}

function vector(name: string, source: string) {
  const list = values(source);
  return { name, dtype: "f4", shape: [list.length], values: list } as const;
}

const outputs = file.get("output_ims");
if (!(outputs instanceof Dataset)) throw new Error("no output_ims");
writeArchive(
  join(import.meta.dir, "..", "src", "hazard", "gmm", "data", "aristeidou-2024.qwt"),
  "Aristeidou, Shahnazaryan & O'Reilly (2024), SDEE 184, aristeidou_2024_assets",
  [
    {
      name: "network",
      original: readFileSync(path),
      attributes: { outputs: (outputs.value as string[]).join(" ") },
      arrays: [
        ...[0, 1, 2].flatMap((layer) => [weights(layer), vector(`biases-${layer}`, `biases/layer_${layer}`)]),
        vector("sigma", "total_stdev"),
        vector("tau", "inter_stdev"),
        vector("phi", "intra_stdev"),
      ],
    },
  ],
);
file.close();

/** The sites with high hazard: where the mean curve of every measure starts above 0.2. */
import { numberArray, withArray } from "../arrays/named-array.ts";
import type { Output } from "../output.ts";
import { placeOfKind, type Results, readNumbers } from "../results.ts";

export const highSites: Output = {
  key: "high_sites",
  extract: async (results) => {
    const high = await findHighSites(results);
    return withArray([], numberArray("array", high, "|b1", [high.length]));
  },
  size: { reads: ["hcurves-stats", "hcurves-rlzs"] },
};

/** 1 for each site with high hazard, 0 for the others. */
async function findHighSites(results: Results): Promise<Uint8Array> {
  const { array, index, count } = placeOfKind(results, "hcurves", results.stats.includes("mean") ? "mean" : "rlz-0");
  const data = await readNumbers(results, array);
  const measures = results.measures.length;
  const width = results.levels[0]?.length ?? 0;
  const sites = data.length / Math.max(1, count * measures * width);
  return Uint8Array.from({ length: sites }, (_, site) => {
    for (let m = 0; m < measures; m++) {
      if (!(data[((site * count + index) * measures + m) * width]! > 0.2)) return 0;
    }
    return 1;
  });
}

/** `weights`: the weights of the realizations. */
import { numberArray, withArray } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const weights: Output = { key: "weights", extract: extractWeights };

/** `array` f8: the weight of each realization; the plain one where measures have weights of their own. */
async function extractWeights(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  const entry = reader.describe("weights");
  if (entry?.kind !== "array") throw notFound("the calculation stored no weights");
  const data = await reader.readArray("weights");
  const step = entry.shape[1] ?? 1;
  const plain = Float64Array.from({ length: entry.shape[0] ?? 0 }, (_, r) => Number(data[r * step]));
  return withArray([], numberArray("array", plain, "<f8", [plain.length]));
}

/** Average damage summed over the assets that have some tags. */
import { byteTextList, numberArray, textScalar, withArray } from "../arrays/named-array.ts";
import type { Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { kindNames } from "./asset-columns.ts";
import { chooseAssets, readTags, selectedArray } from "./asset-tags.ts";

const STORED = "damages-rlzs";

export const aggregateDamages: Output = {
  key: "agg_damages",
  extract: extractDamages,
  argument: "loss type",
  needs: "damages",
  size: { reads: [STORED, "assetcol"] },
  permission: { extract: 1 },
};

/**
 * `agg_damages/LOSS_TYPE?tag=value&tag2=*`: `array` realizations x damage states and consequences, with a `*` by value of that tag;
 * empty when no asset has the tags. Of ground shaking: other perils' numbers are in `damages-rlzs`.
 */
async function extractDamages(results: Results, query: Query, lossType: string): Promise<NamedArray[]> {
  if (lossType === "") throw badRequest("the loss type is missing: agg_damages/structural");
  if (!isStored(results, STORED)) throw notFound("the calculation stored no damages");
  const stored = results.reader.describe(STORED)?.attributes["columns"];
  const names = Array.isArray(stored) ? stored.map(String) : [];
  // Names of columns of other perils have a third part.
  const columns = Array.from(names.keys()).filter((c) => {
    const [first, ...rest] = names[c]!.split("-");
    return first === lossType && rest.length === 1;
  });
  if (columns.length === 0) {
    const known = [...new Set(names.map((name) => name.split("-")).flatMap((p) => (p.length === 2 ? [p[0]] : [])))];
    throw notFound(`there is no damage of type ${lossType}; there is ${known.join(", ")}`);
  }
  const data = await readNumbers(results, STORED);
  const R = kindNames(results, STORED).length;
  const choice = chooseAssets(await readTags(results), query);
  const count = data.length / (R * names.length);
  const found = Array.from({ length: count }, (_, asset) => asset).filter(choice.has);
  const { every } = choice;
  const stats = textScalar("stats", "");
  const values = every === undefined ? [0] : [...new Set(found.map((a) => every.index[a]!))].sort((a, b) => a - b);
  const place = new Map(values.map((value, i) => [value, i]));
  const width = R * columns.length;
  const sums = new Float64Array(found.length === 0 ? 0 : values.length * width);
  for (const asset of found) {
    const to = (every === undefined ? 0 : place.get(every.index[asset]!)!) * width;
    for (let r = 0; r < R; r++)
      for (const [i, c] of columns.entries())
        sums[to + r * columns.length + i]! += data[(asset * R + r) * names.length + c]!;
  }
  const array = Float32Array.from(sums);
  if (every === undefined)
    return withArray(
      [selectedArray(choice), stats],
      numberArray("array", array, "<f4", [found.length === 0 ? 0 : R, columns.length]),
    );
  const tags = byteTextList(
    "tags",
    values.map((value) => `${every.name}=${every.values[value]}`),
  );
  return withArray(
    [selectedArray(choice), tags, stats],
    numberArray("array", array, "<f4", [found.length === 0 ? 0 : values.length, R, columns.length]),
  );
}

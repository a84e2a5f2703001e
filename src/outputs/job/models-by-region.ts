/** `gsims_by_trt`: the ground-motion models of each tectonic region type. */
import { EXTRA, textList } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const modelsByRegion: Output = {
  key: "gsims_by_trt",
  extract: extractModelsByRegion,
  size: { reads: ["full_lt/gsim_lt"] },
};

/** One member a tectonic region: the texts of its ground-motion models. The reference pickles objects here. */
async function extractModelsByRegion(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  if (reader.describe("full_lt/gsim_lt")?.kind !== "table")
    throw notFound("the calculation stored no ground-motion logic tree");
  const regions = (await reader.readColumn("full_lt/gsim_lt", "trt")) as readonly string[];
  const models = (await reader.readColumn("full_lt/gsim_lt", "uncertainty")) as readonly string[];
  const byRegion = new Map<string, string[]>();
  for (const [i, region] of regions.entries()) byRegion.set(region, [...(byRegion.get(region) ?? []), models[i]!]);
  return [...[...byRegion].map(([region, texts]) => textList(region, texts)), EXTRA];
}

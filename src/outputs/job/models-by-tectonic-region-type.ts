/** `gsims_by_trt`: the ground-motion models of each tectonic region type. */
import { EXTRA, textList } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

export const modelsByTectonicRegionType: Output = {
  key: "gsims_by_trt",
  extract: extractModelsByTectonicRegionType,
  size: { reads: ["full_lt/gsim_lt"] },
};

/** One member a tectonic region: the texts of its ground-motion models. The reference pickles objects here. */
async function extractModelsByTectonicRegionType(results: Results): Promise<NamedArray[]> {
  const { reader } = results;
  if (reader.describe("full_lt/gsim_lt")?.kind !== "table")
    throw notFound("the calculation stored no ground-motion logic tree");
  const tectonicRegionTypes = (await reader.readColumn("full_lt/gsim_lt", "trt")) as readonly string[];
  const models = (await reader.readColumn("full_lt/gsim_lt", "uncertainty")) as readonly string[];
  const byTectonicRegionType = new Map<string, string[]>();
  for (const [i, tectonicRegionType] of tectonicRegionTypes.entries())
    byTectonicRegionType.set(tectonicRegionType, [...(byTectonicRegionType.get(tectonicRegionType) ?? []), models[i]!]);
  return [
    ...[...byTectonicRegionType].map(([tectonicRegionType, texts]) => textList(tectonicRegionType, texts)),
    EXTRA,
  ];
}

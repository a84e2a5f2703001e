/** The ground-motion model of each realization, read from the branches of its path. */
import { BRANCH_LETTERS } from "../../hazard/logic-tree/branch-letters.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

/**
 * Paths as they are shown: letters of branches, in scenarios of one tectonic region type the texts of the models, their
 * quotes doubled for spreadsheets. As in the reference no text is longer than the longest was before, so that its end may be lost.
 */
export async function readShownPaths(results: Results): Promise<readonly string[]> {
  const { reader, calculationMode } = results;
  const paths = (await reader.readColumn("realizations", "branch_path")) as readonly string[];
  if (!calculationMode.startsWith("scenario") || reader.describe("full_lt/gsim_lt")?.kind !== "table") return paths;
  const tectonicRegionTypes = (await reader.readColumn("full_lt/gsim_lt", "trt")) as readonly string[];
  if (new Set(tectonicRegionTypes).size > 1) return paths;
  const texts = (await readModelsOfRealizations(results)) as readonly string[];
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  return texts.map((text) => text.replaceAll('"', '""').slice(0, longest));
}

/**
 * Texts of the models of the first tectonic region type, one a realization: `A~BC` takes the second model of that tectonic region.
 * @throws OutputError when realizations or the logic tree were not stored
 */
export async function readModelsOfRealizations(results: Results): Promise<readonly string[]> {
  const { reader } = results;
  if (reader.describe("full_lt/gsim_lt")?.kind !== "table")
    throw notFound("the calculation stored no ground-motion logic tree");
  if (reader.describe("realizations")?.kind !== "table") throw notFound("the calculation stored no realizations");
  const column = async (table: string, name: string) => (await reader.readColumn(table, name)) as readonly string[];
  const tectonicRegionTypes = await column("full_lt/gsim_lt", "trt");
  const texts = await column("full_lt/gsim_lt", "uncertainty");
  const models = texts.filter((_, i) => tectonicRegionTypes[i] === tectonicRegionTypes[0]);
  const paths = await column("realizations", "branch_path");
  return paths.map((path) => {
    if (models.includes(path)) return path;
    const letter = path.split("~").at(-1)?.[0] ?? "";
    return models[Math.max(0, BRANCH_LETTERS.indexOf(letter))] ?? "";
  });
}

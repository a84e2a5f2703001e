/** Every asset has its risk functions: what lacks one is told with the file and the line of the asset, all at once. */
import type { ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { TaxonomyMapping } from "../../risk/taxonomy-mapping.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import type { RiskFunctions } from "./risk-documents.ts";

/** Names in one sentence, and taxonomies whose first asset is shown. */
const MOST_NAMES = 10;
const MOST_ASSETS = 100;

/** Taxonomies that need a function, by its id. */
export type NeededFunctions = ReadonlyMap<string, readonly string[]>;

const listed = (names: readonly string[]): string =>
  names
    .slice(0, MOST_NAMES)
    .map((name) => `'${name}'`)
    .join(", ");

/**
 * Ids of the risk functions the assets need.
 * @returns undefined where a mapping lacks taxonomies of the assets
 */
export function riskIds(
  jobFile: JobFile,
  exposure: Exposure,
  mapping: TaxonomyMapping,
  problems: ProblemList,
): NeededFunctions | undefined {
  const taxonomies = new Set(exposure.taxonomies);
  if (mapping === undefined) return new Map(Array.from(taxonomies, (taxonomy) => [taxonomy, [taxonomy]]));
  const mapped = new Set(mapping.map(({ taxonomy }) => taxonomy));
  const missing = [...taxonomies].filter((taxonomy) => !mapped.has(taxonomy));
  if (missing.length > 0) {
    problems.add(`The taxonomy strings {${listed(missing)}} are in the exposure but not in the taxonomy mapping file`, {
      ...placeOf(jobFile, "taxonomy_mapping"),
      suggestion: nearestName(missing[0]!, mapped),
    });
    nameAssets(exposure, missing, () => "which the taxonomy mapping lacks", problems);
    return undefined;
  }
  const needed = new Map<string, string[]>();
  for (const { taxonomy, riskId } of mapping) {
    if (!taxonomies.has(taxonomy)) continue;
    const known = needed.get(riskId) ?? [];
    needed.set(riskId, known);
    known.push(taxonomy);
  }
  return needed;
}

/** Every id has a function of some loss type, and then of every loss type of the same peril. */
export function checkFunctions(
  functions: readonly RiskFunctions[],
  needed: NeededFunctions,
  exposure: Exposure,
  problems: ProblemList,
): void {
  const shaking = functions.filter(({ peril }) => peril === "groundshaking");
  if (shaking.length === 0) return;
  const known = new Set(shaking.flatMap((item) => [...idsOf(item)]));
  const ids = [...needed.keys()];
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    problems.add(`tmap.risk_id {${listed(unknown)}} not in the CompositeRiskModel`, {
      file: shaking[0]!.file,
      parameter: "id",
      suggestion: nearestName(unknown[0]!, known),
    });
    nameAssetsOf(exposure, needed, unknown, "", problems);
    return;
  }
  for (const item of shaking) {
    const { file, lossType } = item;
    const own = idsOf(item);
    const missing = ids.filter((id) => !own.has(id));
    if (missing.length === 0) continue;
    problems.add(`${file}: missing groundshaking ${missing.slice(0, MOST_NAMES).join(" ")}`, { file, parameter: "id" });
    nameAssetsOf(exposure, needed, missing, `${lossType} `, problems);
  }
}

function idsOf({ vulnerability, fragility }: RiskFunctions): ReadonlySet<string> {
  return new Set([...vulnerability, ...fragility].map(({ id }) => id));
}

/** Where the assets are whose functions are missing. */
function nameAssetsOf(
  exposure: Exposure,
  needed: NeededFunctions,
  missing: readonly string[],
  lossType: string,
  problems: ProblemList,
): void {
  const idOf = new Map<string, string>();
  for (const id of missing) for (const taxonomy of needed.get(id)!) if (!idOf.has(taxonomy)) idOf.set(taxonomy, id);
  const why = (taxonomy: string): string => {
    const id = idOf.get(taxonomy)!;
    return id === taxonomy ? `which has no ${lossType}function` : `whose ${lossType}function ${id} is missing`;
  };
  nameAssets(exposure, [...idOf.keys()], why, problems);
}

/** The first asset of each taxonomy, and how many others share it. */
function nameAssets(
  { ids, taxonomies, placeOf: placeOfAsset }: Exposure,
  wanted: readonly string[],
  why: (taxonomy: string) => string,
  problems: ProblemList,
): void {
  const firsts = new Map<string, number>();
  const counts = new Map<string, number>(wanted.map((taxonomy) => [taxonomy, 0]));
  for (const [asset, taxonomy] of taxonomies.entries()) {
    const count = counts.get(taxonomy);
    if (count === undefined) continue;
    if (count === 0) firsts.set(taxonomy, asset);
    counts.set(taxonomy, count + 1);
  }
  for (const [taxonomy, asset] of [...firsts].slice(0, MOST_ASSETS)) {
    const others = counts.get(taxonomy)! - 1;
    const more = others === 0 ? "" : `, as have ${others} other assets`;
    problems.add(`asset ${ids[asset]} has the taxonomy ${taxonomy}, ${why(taxonomy)}${more}`, {
      ...placeOfAsset(asset),
      parameter: "taxonomy",
    });
  }
  if (firsts.size > MOST_ASSETS)
    problems.add(`${firsts.size - MOST_ASSETS} more taxonomies lack functions`, { parameter: "taxonomy" });
}

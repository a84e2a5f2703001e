/** Average losses of the assets as they are stored, for what is summed from them. */
import { notFound } from "../output-error.ts";
import { isStored, type Results, readNumbers } from "../results.ts";
import { kindNames, namesBelow } from "./asset-columns.ts";

/** Where average losses of assets stand: statistics where there are some. */
export const AVERAGE_LOSSES: readonly string[] = ["avg_losses-stats", "avg_losses-rlzs"];

/** Statistics, or realizations where there are none. @throws OutputError when there are no losses of assets */
export function storedLosses(results: Results): "avg_losses-stats" | "avg_losses-rlzs" {
  if (isStored(results, "avg_losses-stats")) return "avg_losses-stats";
  if (isStored(results, "avg_losses-rlzs")) return "avg_losses-rlzs";
  throw notFound("the calculation stored no losses of assets");
}

/** Loss types, but for claims, which are told of events only: single ones, then totals, then insured ones. */
export function lossTypesOf(results: Results, key: string): readonly string[] {
  const place = (lossType: string): number => (lossType.endsWith("_ins") ? 2 : lossType.includes("+") ? 1 : 0);
  const names = namesBelow(results, key).filter((lossType) => lossType !== "claim");
  return [...names].sort((a, b) => place(a) - place(b));
}

export interface AssetLosses {
  readonly lossType: string;
  /** Statistics or realizations. */
  readonly kinds: readonly string[];
  /** Assets x kinds. */
  readonly data: ArrayLike<number>;
}

/** @throws OutputError for a loss type without losses */
export async function readAssetLosses(results: Results, key: string, lossType: string): Promise<AssetLosses> {
  const lossTypes = lossTypesOf(results, key);
  if (!lossTypes.includes(lossType))
    throw notFound(`there are no losses of type ${lossType || "(none)"}; there are ${lossTypes.join(", ")}`);
  const name = `${key}/${lossType}`;
  return { lossType, kinds: kindNames(results, name), data: await readNumbers(results, name) };
}

/** Mean losses asset by asset, by loss type. @throws OutputError where there are several realizations and no mean */
export async function meanLosses(results: Results): Promise<ReadonlyMap<string, Float64Array>> {
  const key = storedLosses(results);
  const means = new Map<string, Float64Array>();
  for (const lossType of lossTypesOf(results, key)) {
    const { kinds, data } = await readAssetLosses(results, key, lossType);
    const kind = kinds.length === 1 && key === "avg_losses-rlzs" ? 0 : kinds.indexOf("mean");
    if (kind < 0) throw notFound(`the calculation stored no mean of the losses: there are ${kinds.join(", ")}`);
    means.set(
      lossType,
      Float64Array.from({ length: data.length / kinds.length }, (_, asset) => data[asset * kinds.length + kind]!),
    );
  }
  return means;
}

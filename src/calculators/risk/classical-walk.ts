/** Walks through the assets of a calculation that starts from hazard curves: asset by asset with the curves of its site. */
import type { LocatedAssets } from "../../risk/exposure/assets.ts";
import { tagTexts } from "../../risk/exposure/assets.ts";
import type { HazardCurve } from "../../risk/losses/classical-loss-curve.ts";
import { GROUND_SHAKING, type RiskModel } from "../../risk/risk-model.ts";
import { functionsOf } from "../../risk/taxonomy-mapping.ts";
import type { RealizationCurves } from "./realization-curves.ts";

/** Curves read at once: sites whose assets are next to each other. */
const SITES_AT_ONCE = 256;

/** A function that an asset uses, with its weight in the mapping; a single one has the weight 1 whatever the mapping says. */
export interface UsedFunction {
  readonly riskId: string;
  readonly weight: number;
}

/** Functions of each taxonomy that assets have. */
export function functionsByTaxonomy(
  model: RiskModel,
  assets: LocatedAssets,
): ReadonlyMap<string, readonly UsedFunction[]> {
  const taxonomy = assets.tags[0]!;
  const present = new Set(taxonomy.index);
  return new Map(
    [...present].map((index) => {
      const name = taxonomy.values[index]!;
      const used = functionsOf(model.mapping, name, model.perils).map(({ riskId, weights }) => ({
        riskId,
        weight: weights.get(GROUND_SHAKING) ?? 0,
      }));
      return [name, used.length === 1 ? [{ ...used[0]!, weight: 1 }] : used];
    }),
  );
}

export interface CurveVisit {
  readonly asset: number;
  readonly taxonomy: string;
  readonly realization: number;
  /** Curve of a measure; the same object is used again for the next visit of the measure. */
  readonly hazard: (measure: string) => HazardCurve;
  /** Whether these curves are those of the visit before, with another asset. */
  readonly sameSite: boolean;
}

/** Visits every asset with every realization; assets of one site come one behind the other, realizations inside. */
export async function visitCurves(
  assets: LocatedAssets,
  curves: RealizationCurves,
  visit: (visited: CurveVisit) => void,
  progress: (fraction: number) => void,
): Promise<void> {
  const offsets: number[] = [];
  let row = 0;
  for (const { length } of curves.levels) {
    offsets.push(row);
    row += length;
  }
  const place = new Map(curves.measures.map((name, m) => [name, m]));
  const realizations = curves.weights.length;
  const taxonomies = tagTexts(assets.tags[0]!);
  for (let asset = 0; asset < assets.count; ) {
    const start = assets.sites[asset]!;
    const stop = start + SITES_AT_ONCE;
    let end = asset;
    while (end < assets.count && assets.sites[end]! < stop) end++;
    const last = assets.sites[end - 1]! + 1;
    const values = (await curves.read(start, last)) as Float32Array | Float64Array;
    for (let before = -1; asset < end; asset++) {
      const site = assets.sites[asset]!;
      for (let realization = 0; realization < realizations; realization++) {
        const at = ((site - start) * realizations + realization) * row;
        visit({
          asset,
          taxonomy: taxonomies[asset]!,
          realization,
          sameSite: site === before,
          hazard: (measure) => {
            const m = place.get(measure)!;
            const levels = curves.levels[m]!;
            const from = at + offsets[m]!;
            return { levels, poes: values.subarray(from, from + levels.length), years: curves.years };
          },
        });
      }
      before = site;
    }
    progress(asset / assets.count);
  }
}

/**
 * What volcanic perils do to each asset: ash, dry and wet, damages roofs by fragility functions; lava, mud and gas take what they reach,
 * in proportion to the probability that they do.
 */
import { type DamageSettings, makeEventDamage } from "../damage/event-damage.ts";
import type { LocatedAssets } from "../exposure/assets.ts";
import { damageStates, type RiskModel } from "../risk-model.ts";
import type { VolcanicPeril } from "./volcanic-perils.ts";

/** One column an asset. */
export interface AssetColumn {
  readonly name: string;
  readonly data: Float32Array;
}

export interface VolcanicRisk {
  /** ASH_DRY and ASH_WET stand for ash, then the others in the order of the hazard. */
  readonly perils: readonly string[];
  /** `no_damage-structural-ASH_DRY`, `loss-structural-LAVA`, `occupants_night-LAVA`, `number-LAVA` ... */
  readonly columns: readonly AssetColumn[];
}

const ASH_LOADS = ["ASH_DRY", "ASH_WET"] as const;

/**
 * @param intensities by peril: one value a site
 * @param wetFactor by which wet ash is heavier
 * @param exact whether losses by ash are those of all buildings of an asset; the reference's are those of one
 */
export function volcanicRisk(
  model: RiskModel,
  assets: LocatedAssets,
  intensities: ReadonlyMap<VolcanicPeril, Float64Array>,
  wetFactor: number,
  timeEvent: string,
  exact = true,
): VolcanicRisk {
  const ash = intensities.get("ASH");
  const reached = [...intensities].filter(([peril]) => peril !== "ASH");
  // Without functions the costs that lava takes are those of the structures.
  const lossTypes = model.lossTypes.length > 0 ? model.lossTypes : ["structural"];
  const loads =
    ash === undefined
      ? []
      : [1, wetFactor].map((factor) =>
          ashDamage(
            model,
            assets,
            ash.map((load) => load * factor),
            { masterSeed: 0, discrete: false, timeEvent },
          ),
        );
  const number = assets.values.get("number")!;
  const ofOne = (losses: Float32Array): Float32Array => losses.map((loss, asset) => loss / number[asset]!);
  const states = loads.length === 0 ? 0 : damageStates(model).length;
  const columns: AssetColumn[] = [];
  const taken = (name: string, value: ArrayLike<number>, at: Float64Array): AssetColumn => ({
    name,
    data: Float32Array.from({ length: assets.count }, (_, asset) => at[assets.sites[asset]!]! * value[asset]!),
  });
  for (const [l, lossType] of lossTypes.entries()) {
    for (const [s, state] of [...damageStates(model), "loss"].entries())
      for (const [load, damage] of loads.entries())
        columns.push({
          name: `${state}-${lossType}-${ASH_LOADS[load]}`,
          data: exact || s < states ? damage[l * (states + 1) + s]! : ofOne(damage[l * (states + 1) + s]!),
        });
    for (const [peril, at] of reached)
      columns.push(taken(`loss-${lossType}-${peril}`, assets.values.get(lossType)!, at));
  }
  for (const [peril, at] of reached) {
    for (const [period, people] of assets.occupants)
      if (period !== "avg") columns.push(taken(`occupants_${period}-${peril}`, people, at));
    columns.push(taken(`number-${peril}`, assets.values.get("number")!, at));
  }
  return {
    perils: [...(ash === undefined ? [] : ASH_LOADS), ...reached.map(([peril]) => peril)],
    columns,
  };
}

/** Loss types x (damage states, then losses): one column an asset. */
function ashDamage(
  model: RiskModel,
  assets: LocatedAssets,
  load: Float64Array,
  settings: DamageSettings,
): readonly Float32Array[] {
  const damage = makeEventDamage(model, assets, () => 0, settings);
  const { states, columns: C } = damage;
  const losses = states + damage.consequences.indexOf("losses");
  const out = model.lossTypes.flatMap(() => Array.from({ length: states + 1 }, () => new Float32Array(assets.count)));
  const sites = Uint32Array.from(load.keys());
  damage.compute({ event: 0, sites, motions: [load], start: 0, stop: load.length }, (asset, byPeril) => {
    for (let l = 0; l < model.lossTypes.length; l++) {
      for (let s = 0; s < states; s++) out[l * (states + 1) + s]![asset] = byPeril[l * C + s]!;
      out[l * (states + 1) + states]![asset] = byPeril[l * C + losses]!;
    }
  });
  return out;
}

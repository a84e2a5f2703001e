/** Losses made of those of single types: insured losses, totals, claims (docs/method/risk.md 8). */
import type { LocatedAssets } from "../exposure/assets.ts";
import { claimOf, insuredLoss } from "../finance/insurance.ts";
import type { LossSettings } from "./loss-settings.ts";

/** Losses of a block by loss type, rows parallel to `rows`, the assets. */
interface BlockLosses {
  readonly rows: Uint32Array;
  readonly count: number;
  readonly losses: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
}

interface Out {
  readonly assets: Uint32Array;
  readonly losses: Float64Array;
  readonly variances: Float64Array;
}

interface Derived {
  readonly names: readonly string[];
  readonly compute: (block: BlockLosses, out: Out, take: (name: number, count: number) => void) => void;
}

/**
 * Losses made of those of single types: insured losses by type or sum, totals, and claims above the deductibles of the assets. With
 * insurance a total is not reported.
 */
export function makeDerived(assets: LocatedAssets, lossTypes: readonly string[], settings: LossSettings): Derived {
  const partsOf = (sum: string): number[] => sum.split("+").map((part) => lossTypes.indexOf(part));
  const steps: {
    readonly name: string;
    readonly parts: number[];
    readonly amount: (asset: number, loss: number) => number;
    readonly certain: boolean;
  }[] = [];
  for (const { lossType, deductibles, limits } of settings.insurance) {
    const parts = partsOf(lossType);
    const values = parts.map((part) => assets.values.get(lossTypes[part]!)!);
    const amount = (asset: number, loss: number): number => {
      if (Number.isNaN(deductibles[asset]!)) return Number.NaN;
      const value = values.reduce((sum, column) => sum + column[asset]!, 0);
      return insuredLoss(loss, deductibles[asset]! * value, limits[asset]! * value);
    };
    steps.push({ name: `${lossType}_ins`, parts, amount, certain: true });
  }
  const total = settings.totalLosses ?? (lossTypes.length === 1 ? lossTypes[0] : undefined);
  if (settings.totalLosses !== undefined && settings.insurance.length === 0)
    steps.push({
      name: settings.totalLosses,
      parts: partsOf(settings.totalLosses),
      amount: (_asset, loss) => loss,
      certain: false,
    });
  const { deductibles } = assets;
  if (settings.claims && total !== undefined && deductibles !== undefined)
    steps.push({
      name: "claim",
      parts: partsOf(total),
      amount: (asset, loss) => claimOf(loss, deductibles[asset]!),
      certain: false,
    });
  return {
    names: steps.map(({ name }) => name),
    compute: ({ rows, count, losses, variances }, out, take) => {
      for (const [s, { parts, amount, certain }] of steps.entries()) {
        let kept = 0;
        for (let row = 0; row < count; row++) {
          let loss = 0;
          let variance = 0;
          let found = false;
          for (const part of parts) {
            if (losses[part]![row] !== 0) found = true;
            loss += losses[part]![row]!;
            variance += variances[part]![row]!;
          }
          if (!found) continue;
          const derived = amount(rows[row]!, loss);
          if (Number.isNaN(derived)) continue;
          out.assets[kept] = rows[row]!;
          out.losses[kept] = derived;
          out.variances[kept++] = certain ? 0 : variance;
        }
        if (kept > 0) take(s, kept);
      }
    },
  };
}

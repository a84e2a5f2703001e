/**
 * Damage of every asset in an event: numbers of buildings in every damage state for each peril and loss type, and what follows from
 * them (docs/method/risk.md 6).
 */
import { chooseWeighted } from "../../numerics/random/choice.ts";
import { Philox } from "../../numerics/random/philox.ts";
import type { LocatedAssets } from "../exposure/assets.ts";
import { type ConsequenceKind, consequenceFactor } from "../functions/consequence.ts";
import { damageFractions, type FragilityEvaluator, fragilityEvaluator } from "../functions/fragility.ts";
import type { EventFields } from "../losses/event-losses.ts";
import { consequenceKinds, type RiskModel } from "../risk-model.ts";
import { functionsOf } from "../taxonomy-mapping.ts";

export interface DamageSettings {
  readonly masterSeed: number;
  /** Whole buildings are drawn one by one from the fractions. */
  readonly discrete: boolean;
  readonly timeEvent: string;
}

/**
 * Takes the damage of an asset.
 * @param byPeril perils x loss types x columns: damage states, no damage first, then consequences
 * @param composed loss types x columns: of all perils together
 */
export type TakeDamage = (asset: number, byPeril: Float32Array, composed: Float64Array) => void;

export interface EventDamage {
  readonly states: number;
  readonly consequences: readonly ConsequenceKind[];
  /** States and consequences. */
  readonly columns: number;
  readonly compute: (fields: EventFields, take: TakeDamage) => void;
}

/** A fragility function of a taxonomy with the motions it reads, its weight and its consequences. */
interface Prepared {
  readonly evaluator: FragilityEvaluator;
  readonly measure: number;
  readonly weight: number;
  readonly consequences: readonly { readonly place: number; readonly weight: number; readonly ratios: Float64Array }[];
}

interface Taxonomy {
  readonly name: string;
  /** By peril, then loss type, then function. */
  readonly functions: readonly (readonly (readonly Prepared[])[])[];
}

/** Assets of one taxonomy at one site. */
interface Group {
  readonly taxonomy: Taxonomy;
  readonly assets: readonly number[];
}

/** Perils combine as independent events: probabilities of not reaching a state multiply. */
export function composeDamage(
  perils: number,
  states: number,
  of: (peril: number, state: number) => number,
  out: Float64Array,
): void {
  const reached = new Float64Array(states).fill(1);
  for (let p = 0; p < perils; p++) {
    let sum = 0;
    for (let s = states - 1; s >= 0; s--) {
      sum += of(p, s);
      reached[s]! *= 1 - sum;
    }
  }
  for (let s = 0; s < states; s++) out[s] = 1 - reached[s]! - (s + 1 < states ? 1 - reached[s + 1]! : 0);
}

/**
 * @param columnOf number of the motions that a function of a peril reads
 */
export function makeEventDamage(
  model: RiskModel,
  assets: LocatedAssets,
  columnOf: (peril: string, measure: string) => number,
  settings: DamageSettings,
): EventDamage {
  const { perils, lossTypes } = model;
  const [P, L, D] = [perils.length, lossTypes.length, model.limitStates.length + 1];
  const kinds = consequenceKinds(model);
  const C = D + kinds.length;
  const numbers = settings.discrete ? assets.values.get("number")!.map(Math.trunc) : assets.values.get("number")!;
  const taxonomies = new Map<string, Taxonomy>();
  const prepare = (name: string): Taxonomy => {
    const mapped = functionsOf(model.mapping, name, perils);
    const functions = perils.map((peril) =>
      lossTypes.map((lossType) =>
        mapped.flatMap(({ riskId, weights }): Prepared[] => {
          const fragility = model.fragility.get(peril)?.get(lossType)?.get(riskId);
          const weight = weights.get(peril);
          if (fragility === undefined || weight === undefined) return [];
          const consequences = model.consequences
            .filter((each) => each.riskId === riskId && each.peril === peril && each.lossType === lossType)
            .map(({ kind, ratios }) => ({ place: D + kinds.indexOf(kind), weight, ratios }));
          const evaluator = fragilityEvaluator(fragility);
          return [{ evaluator, measure: columnOf(peril, fragility.measure), weight, consequences }];
        }),
      ),
    );
    const made = { name, functions };
    taxonomies.set(name, made);
    return made;
  };
  const groups = groupAssets(assets, (name) => taxonomies.get(name) ?? prepare(name));
  const factors = consequenceFactors(assets, lossTypes, kinds, settings.timeEvent);
  const exceedance = new Float64Array(D - 1);
  const fractions = new Float64Array(P * L * D);
  const own = new Float64Array(D);
  const damage = new Float32Array(P * L * C);
  const composed = new Float64Array(L * C);
  const part = new Float64Array(D);

  const seek = (taxonomy: Taxonomy, fields: EventFields, row: number): void => {
    fractions.fill(0);
    for (let p = 0; p < P; p++)
      for (let l = 0; l < L; l++) {
        const list = taxonomy.functions[p]![l]!;
        const total = list.reduce((sum, { weight }) => sum + weight, 0);
        for (const { evaluator, measure, weight } of list) {
          evaluator.exceedance(fields.motions[measure]![row]!, exceedance);
          damageFractions(exceedance, own);
          const share = list.length === 1 ? 1 : weight / total;
          for (let d = 0; d < D; d++) fractions[(p * L + l) * D + d]! += share * own[d]!;
        }
      }
  };

  const countStates = (generator: Philox, at: number, number: number, out: Float32Array, to: number): void => {
    const weights = fractions.subarray(at, at + D);
    const chosen = chooseWeighted(generator, weights, number);
    for (let d = 0; d < D; d++) out[to + d] = 0;
    for (let i = 0; i < chosen.length; i++) out[to + chosen[i]!]! += 1;
  };

  const follow = (taxonomy: Taxonomy, asset: number, of: Float32Array): void => {
    for (let p = 0; p < P; p++)
      for (let l = 0; l < L; l++) {
        const from = (p * L + l) * C;
        for (let c = D; c < C; c++) of[from + c] = 0;
        for (const { consequences } of taxonomy.functions[p]![l]!)
          for (const { place, weight, ratios } of consequences) {
            let buildings = 0;
            for (let d = 1; d < D; d++) buildings += of[from + d]! * ratios[d - 1]!;
            of[from + place]! += buildings * weight * factors[l]![place - D]![asset]!;
          }
      }
  };

  const compose = (): void => {
    for (let l = 0; l < L; l++) {
      const to = l * C;
      if (P === 1) {
        for (let c = 0; c < C; c++) composed[to + c] = damage[to + c]!;
        continue;
      }
      composeDamage(P, D, (p, d) => damage[(p * L + l) * C + d]!, part);
      composed.set(part, to);
      for (let c = D; c < C; c++) {
        let most = Number.NEGATIVE_INFINITY;
        for (let p = 0; p < P; p++) most = Math.max(most, damage[(p * L + l) * C + c]!);
        composed[to + c] = most;
      }
    }
  };

  const compute = (fields: EventFields, take: TakeDamage): void => {
    for (let row = fields.start; row < fields.stop; row++) {
      const atSite = groups.get(fields.sites[row]!);
      if (atSite === undefined) continue;
      // The stream of an event begins anew at every site.
      const generator = settings.discrete ? new Philox(settings.masterSeed + fields.event) : undefined;
      for (const { taxonomy, assets: members } of atSite) {
        seek(taxonomy, fields, row);
        const drawn = generator === undefined ? undefined : drawAll(generator, members);
        for (const [m, asset] of members.entries()) {
          for (let p = 0; p < P; p++)
            for (let l = 0; l < L; l++) {
              const to = (p * L + l) * C;
              const from = (p * L + l) * D;
              for (let d = 0; d < D; d++)
                damage[to + d] =
                  drawn === undefined
                    ? fractions[from + d]! * numbers[asset]!
                    : drawn[((p * L + l) * members.length + m) * D + d]!;
            }
          follow(taxonomy, asset, damage);
          compose();
          take(asset, damage, composed);
        }
      }
    }
  };

  /** Perils outside, then loss types, then assets: the order of the random numbers. */
  const drawAll = (generator: Philox, members: readonly number[]): Float32Array => {
    const out = new Float32Array(P * L * members.length * D);
    for (let cell = 0; cell < P * L; cell++)
      for (const [m, asset] of members.entries())
        countStates(generator, cell * D, numbers[asset]!, out, (cell * members.length + m) * D);
    return out;
  };

  return { states: D, consequences: kinds, columns: C, compute };
}

/** Assets of each site by taxonomy, in the order of the taxonomies. */
function groupAssets(assets: LocatedAssets, find: (name: string) => Taxonomy): ReadonlyMap<number, readonly Group[]> {
  const { index, values } = assets.tags[0]!;
  const order = Array.from({ length: assets.count }, (_, i) => i).sort(
    (a, b) => assets.sites[a]! - assets.sites[b]! || index[a]! - index[b]! || a - b,
  );
  const groups = new Map<number, { taxonomy: Taxonomy; assets: number[]; index: number }[]>();
  for (const asset of order) {
    const list = groups.get(assets.sites[asset]!) ?? [];
    groups.set(assets.sites[asset]!, list);
    const last = list.at(-1);
    if (last !== undefined && last.index === index[asset]) last.assets.push(asset);
    else list.push({ taxonomy: find(values[index[asset]!]!), assets: [asset], index: index[asset]! });
  }
  return groups;
}

/** By loss type, then kind of consequence, then asset: what a damaged building stands for. */
function consequenceFactors(
  assets: LocatedAssets,
  lossTypes: readonly string[],
  kinds: readonly ConsequenceKind[],
  timeEvent: string,
): readonly (readonly Float64Array[])[] {
  return lossTypes.map((lossType) => {
    const values = {
      number: assets.values.get("number")!,
      cost: assets.values.get(lossType),
      occupants: assets.occupants.get(timeEvent),
      residents: assets.values.get("residents"),
    };
    return kinds.map((kind) =>
      Float64Array.from({ length: assets.count }, (_, asset) => consequenceFactor(kind, values, asset) ?? Number.NaN),
    );
  });
}

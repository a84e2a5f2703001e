/**
 * Losses of every asset in an event: motions at the sites of the assets go through vulnerability functions, loss ratios are drawn
 * from a stream of random numbers that belongs to the event (docs/method/risk.md 5). Nothing is allocated for an
 * event but its stream.
 */
import { beta } from "../../numerics/random/gamma.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { fillStandardNormals, standardNormal } from "../../numerics/random/normal.ts";
import { Philox } from "../../numerics/random/philox.ts";
import { type LocatedAssets, valuesOf } from "../exposure/assets.ts";
import { claimOf, insuredLoss } from "../finance/insurance.ts";
import { isCertain, type VulnerabilityFunction } from "../functions/vulnerability.ts";
import { GROUND_SHAKING, type RiskModel } from "../risk-model.ts";
import { functionsOf } from "../taxonomy-mapping.ts";

export interface LossSettings {
  readonly masterSeed: number;
  /** Whether loss ratios are drawn; else they are their means. */
  readonly sampled: boolean;
  /** Whether assets of a block have one random number an event. */
  readonly correlated: boolean;
  /** Losses up to this count as none, by loss type. */
  readonly minimumLoss: (lossType: string) => number;
  readonly timeEvent: string;
  /** Sum of loss types that is reported, too: `structural+contents`. */
  readonly totalLosses: string | undefined;
  /** Fractions of the value of an asset by its policy, for loss types or sums of them. */
  readonly insurance: readonly InsuredType[];
  /** Whether losses above the deductibles of the assets are reported as claims. */
  readonly claims: boolean;
}

export interface InsuredType {
  readonly lossType: string;
  /** Of each asset, as fractions of its value; NaN: the asset has no policy for it. */
  readonly deductibles: Float64Array;
  readonly limits: Float64Array;
}

/** Fields of an event at the sites that have any, in ascending order. */
export interface EventFields {
  readonly event: number;
  readonly sites: ArrayLike<number>;
  /** By measure, parallel to the sites. */
  readonly motions: readonly ArrayLike<number>[];
  /** Rows start..stop-1 of these are the event's. */
  readonly start: number;
  readonly stop: number;
}

/** Takes the losses of one block of assets; `count` rows of `assets`, `losses` and `variances` of a reported loss type. */
export type TakeLosses = (
  type: number,
  assets: Uint32Array,
  losses: Float64Array,
  variances: Float64Array,
  count: number,
) => void;

export interface EventLosses {
  /** Reported loss types in the order of their numbers in `TakeLosses`. */
  readonly types: readonly string[];
  /** Computes an event; `endBlock` is called when all losses of a block were taken. */
  readonly compute: (fields: EventFields, take: TakeLosses, endBlock: () => void) => void;
}

/** Assets that share country and taxonomy are computed together, at most so many. */
const BLOCK_ASSETS = 10_000;

/** A function made ready: which motions it reads and how its ratios are drawn. */
interface Prepared {
  readonly fn: VulnerabilityFunction;
  /** Of its measure among the motions. */
  readonly measure: number;
  readonly certain: boolean;
  readonly buckets: LevelBuckets;
}

interface Block {
  /** Ordinals by site, then ordinal. */
  readonly assets: Uint32Array;
  /** By function id, then loss type. */
  readonly functions: readonly { readonly weight: number; readonly byType: readonly Prepared[] }[];
}

/** Assets of a block at one site: positions start..stop-1 of the block. */
interface Segment {
  readonly block: number;
  readonly start: number;
  readonly stop: number;
}

function makeBlocks(
  model: RiskModel,
  assets: LocatedAssets,
  measures: readonly string[],
): { readonly blocks: readonly Block[]; readonly segments: ReadonlyMap<number, readonly Segment[]> } {
  const taxonomy = assets.tags[0]!;
  const country = assets.tags.find(({ name }) => name === "ID_0");
  const order = Array.from({ length: assets.count }, (_, i) => i).sort(
    (a, b) =>
      (country?.index[a] ?? 0) - (country?.index[b] ?? 0) ||
      taxonomy.index[a]! - taxonomy.index[b]! ||
      assets.sites[a]! - assets.sites[b]! ||
      a - b,
  );
  const blocks: Block[] = [];
  const segments = new Map<number, Segment[]>();
  for (let from = 0; from < order.length; ) {
    const first = order[from]!;
    const same = (i: number): boolean =>
      taxonomy.index[i] === taxonomy.index[first] && country?.index[i] === country?.index[first];
    let to = from;
    while (to < order.length && to - from < BLOCK_ASSETS && same(order[to]!)) to++;
    const members = Uint32Array.from(order.slice(from, to));
    const name = country === undefined ? "?" : country.values[country.index[first]!]!;
    const mapped = functionsOf(model.mapping, taxonomy.values[taxonomy.index[first]!]!, model.perils, name);
    const functions = mapped.map(({ riskId, weights }) => ({
      weight: mapped.length === 1 ? 1 : (weights.get(GROUND_SHAKING) ?? 0),
      byType: model.lossTypes.map((lossType): Prepared => {
        const fn = model.vulnerability.get(GROUND_SHAKING)!.get(lossType)!.get(riskId)!;
        return { fn, measure: measures.indexOf(fn.measure), certain: isCertain(fn), buckets: bucketsOf(fn.levels) };
      }),
    }));
    for (let start = 0; start < members.length; ) {
      const site = assets.sites[members[start]!]!;
      let stop = start;
      while (stop < members.length && assets.sites[members[stop]!] === site) stop++;
      const list = segments.get(site) ?? [];
      segments.set(site, list);
      list.push({ block: blocks.length, start, stop });
      start = stop;
    }
    blocks.push({ assets: members, functions });
    from = to;
  }
  return { blocks, segments };
}

/** @param measures names of the motions, in the order of `EventFields.motions` */
export function makeEventLosses(
  model: RiskModel,
  assets: LocatedAssets,
  measures: readonly string[],
  settings: LossSettings,
): EventLosses {
  const { lossTypes } = model;
  const { blocks, segments } = makeBlocks(model, assets, measures);
  const values = lossTypes.map((lossType) => valuesOf(assets, lossType, settings.timeEvent)!);
  const least = lossTypes.map(settings.minimumLoss);
  const derived = makeDerived(assets, lossTypes, settings);
  const types = [...lossTypes, ...derived.names];
  const most = blocks.reduce((size, block) => Math.max(size, block.assets.length), 0);
  const losses = lossTypes.map(() => new Float64Array(most));
  const variances = lossTypes.map(() => new Float64Array(most));
  const present = lossTypes.map(() => new Uint8Array(most));
  const rows = new Uint32Array(most);
  const normals = new Float64Array(most);
  const out = { assets: new Uint32Array(most), losses: new Float64Array(most), variances: new Float64Array(most) };
  const hitsOfBlock = blocks.map((): number[] => []);
  const used: number[] = [];

  const sample = (
    stream: Stream,
    prepared: Prepared,
    type: number,
    weight: number,
    hits: readonly number[],
    count: number,
    fields: EventFields,
    block: Block,
  ): void => {
    const { fn, measure, certain, buckets } = prepared;
    const [value, sum, variance, found] = [values[type]!, losses[type]!, variances[type]!, present[type]!];
    const motions = fields.motions[measure]!;
    const plain = certain || !settings.sampled;
    if (!plain && !settings.correlated && fn.distribution === "LN") {
      fillStandardNormals(stream.generator, normals, count);
      lognormalLosses(
        { fn, buckets, motions, hits, assets: block.assets, value, normals, weight, least: least[type]! },
        { sum, variance, found },
      );
      return;
    }
    stream.beginCall();
    let row = 0;
    for (let h = 0; h < hits.length; h += 3) {
      const motion = motions[hits[h]!]!;
      const [start, stop] = [hits[h + 1]!, hits[h + 2]!];
      if (fn.distribution === "PM") stream.seekMass(fn, motion);
      else stream.seek(fn, motion);
      for (let i = start; i < stop; i++, row++) {
        const ratio = plain ? stream.mean : stream.draw(fn.distribution);
        const loss = value[block.assets[i]!]! * ratio;
        if (!(loss > least[type]!)) continue;
        sum[row]! += weight * loss;
        variance[row]! += weight * (loss * stream.cov) ** 2;
        found[row] = 1;
      }
    }
  };

  const compute = (fields: EventFields, take: TakeLosses, endBlock: () => void): void => {
    const stream = new Stream(settings.masterSeed + fields.event, settings.correlated);
    used.length = 0;
    for (let row = fields.start; row < fields.stop; row++)
      for (const { block, start, stop } of segments.get(fields.sites[row]!) ?? []) {
        const hits = hitsOfBlock[block]!;
        if (hits.length === 0) used.push(block);
        hits.push(row, start, stop);
      }
    used.sort((a, b) => a - b);
    for (const b of used) {
      const block = blocks[b]!;
      const hits = hitsOfBlock[b]!;
      let count = 0;
      for (let h = 0; h < hits.length; h += 3)
        for (let i = hits[h + 1]!; i < hits[h + 2]!; i++) rows[count++] = block.assets[i]!;
      for (let type = 0; type < lossTypes.length; type++) {
        losses[type]!.fill(0, 0, count);
        variances[type]!.fill(0, 0, count);
        present[type]!.fill(0, 0, count);
      }
      for (const { weight, byType } of block.functions)
        for (let type = 0; type < lossTypes.length; type++)
          sample(stream, byType[type]!, type, weight, hits, count, fields, block);
      for (let type = 0; type < lossTypes.length; type++) {
        let kept = 0;
        for (let row = 0; row < count; row++) {
          if (present[type]![row] === 0) continue;
          out.assets[kept] = rows[row]!;
          out.losses[kept] = losses[type]![row]!;
          out.variances[kept++] = variances[type]![row]!;
        }
        if (kept > 0) take(type, out.assets, out.losses, out.variances, kept);
      }
      derived.compute({ rows, count, losses, variances, present }, out, (name, kept) =>
        take(lossTypes.length + name, out.assets, out.losses, out.variances, kept),
      );
      endBlock();
      hits.length = 0;
    }
  };
  return { types, compute };
}

/** Where to begin to look for the interval of a motion: halving would guess every second branch wrong. */
interface LevelBuckets {
  /** An interval near each of equal parts between the first and the last level. */
  readonly firsts: Uint16Array;
  /** Parts by unit of the levels. */
  readonly scale: number;
}

const BUCKETS = 512;

function bucketsOf(levels: Float64Array): LevelBuckets {
  const [lowest, highest] = [levels[0]!, levels[levels.length - 1]!];
  const scale = BUCKETS / (highest - lowest);
  // The last part is the last level's own, which rounding can reach.
  const firsts = Uint16Array.from({ length: BUCKETS + 1 }, (_, part) => intervalOf(lowest + part / scale, levels));
  return { firsts, scale };
}

/** Rows of a call: the assets of the sites that are hit, with a normal number each. */
interface LognormalCall {
  readonly fn: VulnerabilityFunction;
  readonly buckets: LevelBuckets;
  readonly motions: ArrayLike<number>;
  /** Row of the motion, first and last + 1 of the assets, site after site. */
  readonly hits: readonly number[];
  readonly assets: Uint32Array;
  readonly value: Float32Array;
  readonly normals: Float64Array;
  readonly weight: number;
  /** Losses up to this count as none. */
  readonly least: number;
}

/**
 * Adds the weighted losses of a call with lognormal ratios: mean exp(z sigma) / sqrt(1 + cov^2), sigma^2 = ln(1 + cov^2). One loop
 * over plain columns: this is where the time of losses goes.
 */
function lognormalLosses(
  { fn, buckets, motions, hits, assets, value, normals, weight, least }: LognormalCall,
  { sum, variance, found }: { readonly sum: Float64Array; readonly variance: Float64Array; readonly found: Uint8Array },
): void {
  const { levels, means, coefficients } = fn;
  const last = levels.length - 1;
  const [lowest, highest] = [levels[0]!, levels[last]!];
  const { firsts, scale } = buckets;
  let spread = 0;
  let sigma = 0;
  let divisor = 1;
  let row = 0;
  for (let h = 0; h < hits.length; h += 3) {
    const motion = motions[hits[h]!]!;
    const [start, stop] = [hits[h + 1]!, hits[h + 2]!];
    // Not at or above the first level, nor a number: nothing is lost.
    if (!(motion >= lowest)) {
      row += stop - start;
      continue;
    }
    let mean = means[last]!;
    let cov = coefficients[last]!;
    if (motion < highest) {
      let low = firsts[Math.trunc((motion - lowest) * scale)]!;
      while (levels[low]! > motion) low--;
      while (levels[low + 1]! <= motion) low++;
      const share = (motion - levels[low]!) / (levels[low + 1]! - levels[low]!);
      mean = (means[low + 1]! - means[low]!) * share + means[low]!;
      cov = (coefficients[low + 1]! - coefficients[low]!) * share + coefficients[low]!;
    }
    if (mean === 0) {
      row += stop - start;
      continue;
    }
    // Between most levels the coefficient is the same.
    if (cov !== spread) {
      spread = cov;
      sigma = cov === 0 ? 0 : Math.sqrt(Math.log1p(cov * cov));
      divisor = Math.sqrt(1 + cov * cov);
    }
    for (let i = start; i < stop; i++, row++) {
      const loss = value[assets[i]!]! * ((mean * Math.exp(normals[row]! * sigma)) / divisor);
      if (!(loss > least)) continue;
      sum[row]! += weight * loss;
      variance[row]! += weight * (loss * cov) ** 2;
      found[row] = 1;
    }
  }
}

/** Random numbers of an event, and the loss ratio they are applied to. */
class Stream {
  /** Of the loss ratio at the motion sought. */
  mean = 0;
  cov = 0;
  readonly generator: Philox;
  private readonly seed: number;
  private readonly correlated: boolean;
  /** Normal number of a call, NaN before it is drawn. */
  private common = Number.NaN;
  /** The number all functions with a probability mass share, NaN before it is drawn. */
  private uniform = Number.NaN;
  sigma = 0;
  divisor = 1;
  /** The coefficient of variation that these are of. */
  private spread = 0;

  constructor(seed: number, correlated: boolean) {
    this.seed = seed;
    this.generator = new Philox(seed);
    this.correlated = correlated;
  }

  beginCall(): void {
    this.common = Number.NaN;
  }

  /** Mean and coefficient of variation at a motion: linear between levels, nothing below the first. */
  seek({ levels, means, coefficients }: VulnerabilityFunction, motion: number): void {
    const last = levels.length - 1;
    if (motion < levels[0]! || Number.isNaN(motion)) {
      this.mean = 0;
      this.cov = 0;
    } else if (motion >= levels[last]!) {
      this.mean = means[last]!;
      this.cov = coefficients[last]!;
    } else {
      const low = intervalOf(motion, levels);
      const share = (motion - levels[low]!) / (levels[low + 1]! - levels[low]!);
      this.mean = (means[low + 1]! - means[low]!) * share + means[low]!;
      this.cov = (coefficients[low + 1]! - coefficients[low]!) * share + coefficients[low]!;
    }
    // Between most levels the coefficient is the same.
    if (this.cov === this.spread) return;
    this.spread = this.cov;
    const square = this.cov * this.cov;
    this.sigma = this.cov === 0 ? 0 : Math.sqrt(Math.log1p(square));
    this.divisor = Math.sqrt(1 + square);
  }

  /** The loss ratio of the first class whose cumulated probability reaches the number of the event. */
  seekMass({ levels, lossRatios, probabilities }: VulnerabilityFunction, motion: number): void {
    this.cov = 0;
    const last = levels.length - 1;
    if (motion < levels[0]!) {
      this.mean = lossRatios[0]!;
      return;
    }
    if (Number.isNaN(this.uniform)) this.uniform = new MersenneTwister(this.seed).double();
    const at = Math.min(motion, levels[last]!);
    const low = Math.min(intervalOf(at, levels), last - 1);
    const share = (at - levels[low]!) / (levels[low + 1]! - levels[low]!);
    let sum = 0;
    let chosen = 0;
    for (let c = 0; c < lossRatios.length; c++) {
      const row = probabilities[c]!;
      sum += (row[low + 1]! - row[low]!) * share + row[low]!;
      if (sum >= this.uniform) {
        chosen = c;
        break;
      }
    }
    this.mean = lossRatios[chosen]!;
  }

  draw(distribution: VulnerabilityFunction["distribution"]): number {
    if (distribution === "LN") {
      const normal = this.normal();
      return (this.mean * Math.exp(normal * this.sigma)) / this.divisor;
    }
    if (distribution === "PM" || this.mean === 0 || this.cov === 0) return this.mean;
    const { mean, cov } = this;
    const common = (1 - mean) / (mean * cov) ** 2 - 1 / mean;
    return beta(this.generator, common * mean * mean, common * (mean - mean * mean));
  }

  private normal(): number {
    if (!this.correlated) return standardNormal(this.generator);
    if (Number.isNaN(this.common)) this.common = standardNormal(this.generator);
    return this.common;
  }
}

/** Largest i with levels[i] <= x; x is inside the levels. */
function intervalOf(x: number, levels: Float64Array): number {
  let low = 0;
  let high = levels.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (levels[middle]! <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** Losses of a block by loss type, rows parallel to `rows`, the assets. */
interface BlockLosses {
  readonly rows: Uint32Array;
  readonly count: number;
  readonly losses: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
  readonly present: readonly Uint8Array[];
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
function makeDerived(assets: LocatedAssets, lossTypes: readonly string[], settings: LossSettings): Derived {
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
    compute: ({ rows, count, losses, variances, present }, out, take) => {
      for (const [s, { parts, amount, certain }] of steps.entries()) {
        let kept = 0;
        for (let row = 0; row < count; row++) {
          let loss = 0;
          let variance = 0;
          let found = 0;
          for (const part of parts) {
            found |= present[part]![row]!;
            loss += losses[part]![row]!;
            variance += variances[part]![row]!;
          }
          if (found === 0) continue;
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

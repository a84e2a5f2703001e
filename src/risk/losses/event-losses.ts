/**
 * Losses of every asset in an event: motions at the sites of the assets go through vulnerability functions, loss ratios are drawn
 * from a stream of random numbers that belongs to the event (docs/method/risk.md 5). Nothing is allocated for an
 * event but its stream.
 */
import { fillStandardNormals } from "../../numerics/random/normal.ts";
import { type LocatedAssets, valuesOf } from "../exposure/assets.ts";
import { isCertain, type VulnerabilityFunction } from "../functions/vulnerability.ts";
import type { RiskModel } from "../risk-model.ts";
import { makeDerived } from "./derived-losses.ts";
import { makeReach } from "./event-reach.ts";
import { makeLognormalKernel } from "./lognormal-kernel.ts";
import { makeLossBlocks } from "./loss-blocks.ts";
import { LossRatioStream } from "./loss-ratio-stream.ts";
import type { LossSettings } from "./loss-settings.ts";

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

/**
 * Takes the losses of one block of assets; `count` rows of `assets`, `losses` and `variances` of a reported loss type. Assets without
 * loss can be among them. The arrays are valid during the call.
 */
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

/** A function made ready: which motions it reads and how its ratios are drawn. */
interface Prepared {
  readonly fn: VulnerabilityFunction;
  /** Of its measure among the motions. */
  readonly measure: number;
  /** Whether ratios are means. */
  readonly plain: boolean;
  /** Its number there, where ratios are lognormal and each asset has a number of its own. */
  readonly inKernel: number | undefined;
}

/** Wider distributions are left to the slow loop. */
const isNarrow = ({ coefficients }: VulnerabilityFunction): boolean => coefficients.every((spread) => spread < 1e100);

/** @param measures names of the motions, in the order of `EventFields.motions` */
export function makeEventLosses(
  model: RiskModel,
  assets: LocatedAssets,
  measures: readonly string[],
  settings: LossSettings,
): EventLosses {
  const { lossTypes } = model;
  const { blocks, runs, order, most } = makeLossBlocks(model, assets);
  const functions = new Set(blocks.flatMap((block) => block.functions.flatMap(({ byType }) => byType)));
  const inKernel = (fn: VulnerabilityFunction): boolean =>
    settings.sampled && !settings.correlated && !isCertain(fn) && fn.distribution === "LN" && isNarrow(fn);
  const fast = [...functions].filter(inKernel);
  const measureOf = ({ measure }: VulnerabilityFunction): number => measures.indexOf(measure);
  const kernel = makeLognormalKernel({
    lossTypes: lossTypes.length,
    measures: measures.length,
    assets: assets.count,
    blockAssets: most,
    sites: runs.starts.length,
    hits: runs.blocks.length,
    functions: fast.map((fn) => ({ ...fn, measure: measureOf(fn) })),
  });
  const { hits, normals, losses, variances, motions } = kernel;
  for (const [type, lossType] of lossTypes.entries()) {
    const values = valuesOf(assets, lossType, settings.timeEvent)!;
    const inOrder = kernel.values[type]!;
    for (let i = 0; i < order.length; i++) inOrder[i] = values[order[i]!]!;
  }
  const prepared = new Map(
    Array.from(functions, (fn): [VulnerabilityFunction, Prepared] => [
      fn,
      {
        fn,
        measure: measureOf(fn),
        plain: !settings.sampled || isCertain(fn),
        inKernel: inKernel(fn) ? fast.indexOf(fn) : undefined,
      },
    ]),
  );
  const steps = blocks.map(({ functions }) =>
    functions.flatMap(({ weight, byType }) =>
      byType.map((fn, type) => ({ type, weight, least: settings.minimumLoss(lossTypes[type]!), ...prepared.get(fn)! })),
    ),
  );
  const derived = makeDerived(assets, lossTypes, settings);
  const out = { assets: new Uint32Array(most), losses: new Float64Array(most), variances: new Float64Array(most) };
  const reach = makeReach(blocks, runs, order, hits);

  /** Adds losses ratio by ratio. */
  const sample = (
    stream: LossRatioStream,
    { fn, measure, plain, type, weight, least }: (typeof steps)[number][number],
    first: number,
    stop: number,
  ): void => {
    const [value, sum, variance, at] = [kernel.values[type]!, losses[type]!, variances[type]!, motions[measure]!];
    stream.beginCall();
    let row = 0;
    for (let h = 3 * first; h < 3 * stop; h += 3) {
      const motion = at[hits[h]!]!;
      const [from, to] = [hits[h + 1]!, hits[h + 1]! + hits[h + 2]!];
      if (fn.distribution === "PM") stream.seekMass(fn, motion);
      else stream.seek(fn, motion);
      for (let i = from; i < to; i++, row++) {
        const ratio = plain ? stream.mean : stream.draw(fn);
        const loss = value[i]! * ratio;
        if (!(loss > least)) continue;
        sum[row]! += weight * loss;
        variance[row]! += weight * (loss * stream.cov) ** 2;
      }
    }
  };

  const compute = (fields: EventFields, take: TakeLosses, endBlock: () => void): void => {
    const stream = new LossRatioStream(settings.masterSeed + fields.event, settings.correlated);
    reach.find(fields.sites, fields.start, fields.stop);
    const { used, hitsOfBlock, countOfBlock, rowsOfBlock, places } = reach;
    for (let m = 0; m < measures.length; m++) {
      const to = motions[m]!;
      const from = fields.motions[m]!;
      for (let place = 0; place < reach.count; place++) to[place] = from[fields.start + places[place]!]!;
    }
    kernel.begin(reach.count);
    for (const b of used) {
      const first = blocks[b]!.firstRun;
      const stop = first + hitsOfBlock[b]!;
      const count = countOfBlock[b]!;
      const rows = rowsOfBlock[b]!;
      for (let type = 0; type < lossTypes.length; type++) {
        losses[type]!.fill(0, 0, count);
        variances[type]!.fill(0, 0, count);
      }
      for (const step of steps[b]!)
        if (step.inKernel === undefined) sample(stream, step, first, stop);
        else {
          fillStandardNormals(stream.generator, normals, count);
          const { inKernel: fn, type, weight, least } = step;
          kernel.add({ fn, type, first, stop, count, weight, least });
        }
      for (let type = 0; type < lossTypes.length; type++) take(type, rows, losses[type]!, variances[type]!, count);
      derived.compute({ rows, count, losses, variances }, out, (name, kept) =>
        take(lossTypes.length + name, out.assets, out.losses, out.variances, kept),
      );
      endBlock();
    }
  };
  return { types: [...lossTypes, ...derived.names], compute };
}

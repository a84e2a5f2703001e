/**
 * Losses of a portfolio with lognormal loss ratios, in WebAssembly: this is where the time of losses goes. A call takes the motions at
 * the sites that are hit, a normal number an asset and a vulnerability function; every number of a call is in its memory.
 *
 * loss = value * mean exp(z sigma) / sqrt(1 + cov^2), sigma^2 = ln(1 + cov^2).
 */
import { assemble } from "../../numerics/wasm/assemble.ts";
import { CONSTANTS, LOGNORMAL_LOOPS } from "./lognormal-loops.ts";

interface Exports {
  readonly places: (
    motions: number,
    end: number,
    levels: number,
    last: number,
    firsts: number,
    scale: number,
    intervals: number,
    shares: number,
  ) => void;
  readonly means: (
    hits: number,
    end: number,
    values: number,
    intervals: number,
    shares: number,
    ratios: number,
    spreads: number,
    means: number,
    covs: number,
  ) => void;
  readonly squares: (covs: number, end: number, out: number, constants: number) => void;
  readonly losses: (
    means: number,
    end: number,
    covs: number,
    squares: number,
    normals: number,
    sums: number,
    variances: number,
    constants: number,
    weight: number,
    least: number,
  ) => void;
}

/** Mean loss ratios and coefficients of variation, below 1e100, at levels of a measure. */
export interface KernelFunction {
  readonly measure: number;
  readonly levels: Float64Array;
  readonly means: Float64Array;
  readonly coefficients: Float64Array;
}

/** What a kernel must hold. */
export interface KernelSize {
  readonly lossTypes: number;
  readonly measures: number;
  /** Assets in all. */
  readonly assets: number;
  /** Assets of the largest block. */
  readonly blockAssets: number;
  readonly sites: number;
  /** Runs of assets of one block at one site. */
  readonly hits: number;
  readonly functions: readonly KernelFunction[];
}

/** A call: the hits from `first` to `stop`, with `count` assets. */
export interface KernelCall {
  /** Which of the functions. */
  readonly fn: number;
  readonly type: number;
  readonly first: number;
  readonly stop: number;
  readonly count: number;
  readonly weight: number;
  readonly least: number;
}

export interface LognormalKernel {
  /** Of each loss type: values of the assets. */
  readonly values: readonly Float32Array[];
  /** Of each measure: motions at the sites that are hit. */
  readonly motions: readonly Float64Array[];
  /** Three numbers a hit: site among those that are hit, first asset, number of assets. */
  readonly hits: Int32Array;
  readonly normals: Float64Array;
  /** Of each loss type, for the assets of a block. */
  readonly losses: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
  /** Begins an event with `sites` motions of each measure. */
  readonly begin: (sites: number) => void;
  /** Adds the losses of a call to `losses` and `variances`. */
  readonly add: (call: KernelCall) => void;
}

/** Parts between the first and the last level: where to begin to look, as halving would guess every second branch wrong. */
const BUCKETS = 512;

/** Levels of a measure, which functions share, and where the motions of the event at hand lie among them. */
interface Scale {
  readonly measure: number;
  readonly levels: Float64Array;
  readonly at: number;
  readonly firsts: number;
  readonly intervals: number;
  readonly shares: number;
  event: number;
}

export function makeLognormalKernel(size: KernelSize): LognormalKernel {
  let bytes = 0;
  const reserve = (wanted: number): number => {
    const at = bytes;
    bytes = at + 16 * Math.ceil(wanted / 16);
    return at;
  };
  const each = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const rows = size.blockAssets + 2;
  const at = {
    constants: reserve(16 * CONSTANTS.length),
    values: each(size.lossTypes, () => reserve(4 * size.assets)),
    motions: each(size.measures, () => reserve(8 * size.sites)),
    hits: reserve(12 * size.hits),
    ...{ normals: reserve(8 * rows), means: reserve(8 * rows), covs: reserve(8 * rows), squares: reserve(8 * rows) },
    losses: each(size.lossTypes, () => reserve(8 * rows)),
    variances: each(size.lossTypes, () => reserve(8 * rows)),
  };
  const scales = new Map<string, Scale>();
  const functions = size.functions.map(({ measure, levels, means, coefficients }) => {
    const name = `${measure} ${levels.join()}`;
    const scale: Scale = scales.get(name) ?? {
      ...{ measure, levels, at: reserve(8 * levels.length), firsts: reserve(2 * (BUCKETS + 1)) },
      ...{ intervals: reserve(4 * size.sites), shares: reserve(8 * size.sites), event: -1 },
    };
    scales.set(name, scale);
    // Two more at the end: nothing is lost below the first level.
    const column = () => reserve(8 * (levels.length + 2));
    return { scale, means, coefficients, ratios: column(), spreads: column() };
  });
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  const { exports } = new WebAssembly.Instance(assemble(LOGNORMAL_LOOPS), { host: { memory } });
  const kernel = exports as unknown as Exports;
  const { buffer } = memory;
  const doubles = (start: number, count: number) => new Float64Array(buffer, start, count);
  putConstants(buffer, at.constants);
  for (const { levels, at: start, firsts } of scales.values()) {
    doubles(start, levels.length).set(levels);
    putFirstIntervals(levels, new Uint16Array(buffer, firsts, BUCKETS + 1));
  }
  for (const { means, coefficients, ratios, spreads } of functions) {
    doubles(ratios, means.length).set(means);
    doubles(spreads, means.length).set(coefficients);
  }
  let event = 0;
  let sites = 0;
  const place = (scale: Scale): void => {
    scale.event = event;
    const motions = at.motions[scale.measure]!;
    const { at: levels, firsts, intervals, shares } = scale;
    const last = 8 * (scale.levels.length - 1);
    kernel.places(motions, motions + 8 * sites, levels, last, firsts, bucketScale(scale.levels), intervals, shares);
  };
  return {
    values: at.values.map((start) => new Float32Array(buffer, start, size.assets)),
    motions: at.motions.map((start) => doubles(start, size.sites)),
    hits: new Int32Array(buffer, at.hits, 3 * size.hits),
    normals: doubles(at.normals, rows),
    losses: at.losses.map((start) => doubles(start, rows)),
    variances: at.variances.map((start) => doubles(start, rows)),
    begin(count) {
      event++;
      sites = count;
    },
    add({ fn, type, first, stop, count, weight, least }) {
      const { scale, ratios, spreads } = functions[fn]!;
      if (scale.event !== event) place(scale);
      const { intervals, shares } = scale;
      const { means, covs, squares, hits, constants } = at;
      kernel.means(
        hits + 12 * first,
        hits + 12 * stop,
        at.values[type]!,
        intervals,
        shares,
        ratios,
        spreads,
        means,
        covs,
      );
      kernel.squares(covs, covs + 8 * count, squares, constants);
      const losses = at.losses[type]!;
      const variances = at.variances[type]!;
      const end = means + 8 * count;
      kernel.losses(means, end, covs, squares, at.normals, losses, variances, constants, weight, least);
    },
  };
}

function putConstants(buffer: ArrayBufferLike, at: number): void {
  const view = new DataView(buffer);
  for (const [place, value] of CONSTANTS.entries())
    for (const lane of [0, 8]) {
      const byte = at + 16 * place + lane;
      if (typeof value === "bigint") view.setBigUint64(byte, value, true);
      else view.setFloat64(byte, value, true);
    }
}

/** Parts by unit of the levels. */
function bucketScale(levels: Float64Array): number {
  return BUCKETS / (levels[levels.length - 1]! - levels[0]!);
}

/** An interval near each part; the last part is the last level's own, which rounding can reach. */
function putFirstIntervals(levels: Float64Array, out: Uint16Array): void {
  const scale = bucketScale(levels);
  const last = levels.length - 2;
  let low = 0;
  for (let part = 0; part <= BUCKETS; part++) {
    while (low < last && levels[low + 1]! <= levels[0]! + part / scale) low++;
    out[part] = low;
  }
}

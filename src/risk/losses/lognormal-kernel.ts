/**
 * Losses of a portfolio with lognormal loss ratios, in WebAssembly: this is where the time of losses goes. A call takes the motions at
 * the sites that are hit, a normal number an asset and a vulnerability function; every number of a call is in its memory.
 *
 * loss = value * mean exp(z sigma) / sqrt(1 + cov^2), sigma^2 = ln(1 + cov^2).
 */
import { assemble } from "../../numerics/wasm/assemble.ts";
import { CONSTANTS, LOGNORMAL_LOOPS } from "./lognormal-loops.ts";

interface Exports {
  readonly means: (
    hits: number,
    end: number,
    motions: number,
    values: number,
    levels: number,
    last: number,
    firsts: number,
    scale: number,
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
  /** Levels of all functions. */
  readonly levels: number;
  readonly functions: number;
}

/** A function in the memory of the kernel. */
export interface KernelFunction {
  readonly levels: number;
  readonly last: number;
  readonly firsts: number;
  readonly scale: number;
}

/** A call: the hits from `first` to `stop`, with `count` assets. */
export interface KernelCall {
  readonly fn: KernelFunction;
  readonly type: number;
  readonly measure: number;
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
  /** Puts a function in. The coefficients of variation must be below 1e100. */
  readonly load: (levels: Float64Array, means: Float64Array, coefficients: Float64Array) => KernelFunction;
  /** Adds the losses of a call to `losses` and `variances`. */
  readonly add: (call: KernelCall) => void;
}

/** Parts between the first and the last level of a function: where to begin to look, as halving would guess every second branch wrong. */
const BUCKETS = 512;

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
  const functionBytes = 24 * size.levels + 16 * Math.ceil((2 * (BUCKETS + 1)) / 16) * size.functions;
  let free = reserve(functionBytes + 16 * size.functions);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  const { exports } = new WebAssembly.Instance(assemble(LOGNORMAL_LOOPS), { host: { memory } });
  const kernel = exports as unknown as Exports;
  const { buffer } = memory;
  putConstants(buffer, at.constants);
  const doubles = (start: number, count: number) => new Float64Array(buffer, start, count);
  return {
    values: at.values.map((start) => new Float32Array(buffer, start, size.assets)),
    motions: at.motions.map((start) => doubles(start, size.sites)),
    hits: new Int32Array(buffer, at.hits, 3 * size.hits),
    normals: doubles(at.normals, rows),
    losses: at.losses.map((start) => doubles(start, rows)),
    variances: at.variances.map((start) => doubles(start, rows)),
    load(levels, means, coefficients) {
      const L = levels.length;
      const put = doubles(free, 3 * L);
      put.set(levels);
      put.set(means, L);
      put.set(coefficients, 2 * L);
      const fn = { levels: free, last: 8 * (L - 1), firsts: free + 24 * L, scale: bucketScale(levels) };
      putFirstIntervals(levels, fn.scale, new Uint16Array(buffer, fn.firsts, BUCKETS + 1));
      free = fn.firsts + 16 * Math.ceil((2 * (BUCKETS + 1)) / 16);
      return fn;
    },
    add({ fn, type, measure, first, stop, count, weight, least }) {
      const hits = at.hits + 12 * first;
      const end = at.hits + 12 * stop;
      const motions = at.motions[measure]!;
      const values = at.values[type]!;
      kernel.means(hits, end, motions, values, fn.levels, fn.last, fn.firsts, fn.scale, at.means, at.covs);
      const losses = at.losses[type]!;
      const variances = at.variances[type]!;
      const stopAt = at.means + 8 * count;
      kernel.squares(at.covs, at.covs + 8 * count, at.squares, at.constants);
      kernel.losses(at.means, stopAt, at.covs, at.squares, at.normals, losses, variances, at.constants, weight, least);
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
function putFirstIntervals(levels: Float64Array, scale: number, out: Uint16Array): void {
  const last = levels.length - 2;
  let low = 0;
  for (let part = 0; part <= BUCKETS; part++) {
    while (low < last && levels[low + 1]! <= levels[0]! + part / scale) low++;
    out[part] = low;
  }
}

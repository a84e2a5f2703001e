/** Standard normal draws by the ziggurat method (Marsaglia and Tsang 2000), as NumPy's `Generator.standard_normal`. */
import type { BitGenerator } from "./bit-generator.ts";
import { MOST_NORMALS, MOST_WORDS, type Ziggurat, ziggurat } from "./ziggurat-blocks.ts";
import { NORMAL_ACCEPT, NORMAL_DENSITY, NORMAL_SCALE } from "./ziggurat-tables.ts";

/** Where the tail begins, and its inverse. */
const TAIL = 3.6541528853610088;
const TAIL_INVERSE = 0.27366123732975828;
const TWO_23 = 2 ** 23;

export function standardNormal(generator: BitGenerator): number {
  for (;;) {
    generator.next64();
    const { high, low } = generator;
    const layer = low & 0xff;
    const size = sizeOf(high, low);
    const distance = size * NORMAL_SCALE[layer]!;
    const value = low & 0x100 ? -distance : distance;
    if (size < NORMAL_ACCEPT[layer]!) return value;
    const other = normalAtEdge(generator, low, value);
    if (!Number.isNaN(other)) return other;
  }
}

/** Bits 9 to 60 of a word. */
const sizeOf = (high: number, low: number): number => (high & 0x1fffffff) * TWO_23 + (low >>> 9);

/** What becomes of a word that is not surely under the curve: a draw, or NaN where it is rejected. */
function normalAtEdge(generator: BitGenerator, low: number, value: number): number {
  const layer = low & 0xff;
  if (layer === 0) {
    const beyond = TAIL + tail(generator);
    return low & 0x20000 ? -beyond : beyond;
  }
  const above = NORMAL_DENSITY[layer - 1]!;
  const below = NORMAL_DENSITY[layer]!;
  return (above - below) * generator.double() + below < Math.exp(-0.5 * value * value) ? value : Number.NaN;
}

/** A generator whose words lie ready, a piece at a time. */
export interface WordSource extends BitGenerator {
  /** Words of 64 bits as pairs of halves, the lower first. */
  readonly words: Uint32Array;
  /** Next word, and how many there are. */
  position: number;
  readonly available: number;
  readonly refill: () => void;
  /** How often words were made. */
  readonly refills: number;
}

/** Fewer are drawn one by one. */
const FEW = 24;

/** The first `count` numbers of `out` become the next draws of `standardNormal`, without a call each. */
export function fillStandardNormals(source: WordSource, out: Float64Array, count: number): void {
  if (count < FEW || source.words.length > 2 * MOST_WORDS) {
    for (let i = 0; i < count; i++) out[i] = standardNormal(source);
    return;
  }
  const kernel = ziggurat();
  for (let from = 0; from < count; from += MOST_NORMALS) {
    const size = Math.min(MOST_NORMALS, count - from);
    fillPiece(source, kernel, size);
    out.set(size === MOST_NORMALS ? kernel.out : kernel.out.subarray(0, size), from);
  }
}

function fillPiece(source: WordSource, { words, out, fill }: Ziggurat, count: number): void {
  let held = -1;
  for (let i = 0; i < count; ) {
    if (source.position === source.available) source.refill();
    if (held !== source.refills) words.set(source.words);
    held = source.refills;
    const { position } = source;
    const wanted = Math.min(source.available - position, count - i);
    const made = fill(position, i, wanted);
    i += made;
    source.position = position + made;
    if (made === wanted) continue;
    // The word that stopped it is at the edge.
    out[i++] = standardNormal(source);
  }
}

/** How far beyond the start of the tail (Marsaglia 1964). */
function tail(generator: BitGenerator): number {
  for (;;) {
    const x = -TAIL_INVERSE * Math.log1p(-generator.double());
    const y = -Math.log1p(-generator.double());
    if (y + y > x * x) return x;
  }
}

/** Fills `out` with standard normal draws. */
export function fillNormals(generator: BitGenerator, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = standardNormal(generator);
}

/** A normal draw; it is made even if `scale` is 0. */
export function normal(generator: BitGenerator, location: number, scale: number): number {
  return location + scale * standardNormal(generator);
}

/** The exponential of a normal draw. */
export function lognormal(generator: BitGenerator, location: number, scale: number): number {
  return Math.exp(normal(generator, location, scale));
}

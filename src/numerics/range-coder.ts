/**
 * Adaptive binary range coding, for numbers that ship with the program: a bit costs what it is worth under the frequencies of its
 * context seen so far (Martin 1979; the carry and renormalisation as in LZMA, Pavlov 1998).
 *
 * Encoder and decoder are mirror images and must be asked for the same things in the same order. A context is a place in an array
 * of probabilities made by `contexts`.
 */
const PROBABILITY_BITS = 12;
/** How fast a context forgets: a sixteenth of the distance a bit. */
const RATE = 4;
const TOP = 2 ** 24;

/** `count` contexts of equal chances. */
export function contexts(count: number): Uint16Array {
  return new Uint16Array(count).fill(2 ** (PROBABILITY_BITS - 1));
}

/** The chance (of 4096) that a bit is 0, moved towards the bit that came. */
function adapt(model: Uint16Array, context: number, bit: number): void {
  const chance = model[context]!;
  model[context] = bit === 0 ? chance + ((2 ** PROBABILITY_BITS - chance) >> RATE) : chance - (chance >> RATE);
}

export interface RangeDecoder {
  readonly bit: (model: Uint16Array, context: number) => number;
  /** A whole number below `limit` (at most 65536), all equally likely. */
  readonly uniform: (limit: number) => number;
}

export function rangeDecoder(bytes: Uint8Array): RangeDecoder {
  let place = 0;
  let range = 0xffffffff;
  let code = 0;
  const next = () => bytes[place++] ?? 0;
  for (let k = 0; k < 5; k++) code = ((code << 8) | next()) >>> 0;
  function normalise() {
    while (range < TOP) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | next()) >>> 0;
    }
  }
  return {
    bit(model, context) {
      const bound = (range >>> PROBABILITY_BITS) * model[context]!;
      const bit = code < bound ? 0 : 1;
      if (bit === 0) range = bound;
      else {
        code -= bound;
        range -= bound;
      }
      adapt(model, context, bit);
      normalise();
      return bit;
    },
    uniform(limit) {
      if (limit <= 1) return 0;
      range = Math.floor(range / limit);
      const value = Math.min(Math.floor(code / range), limit - 1);
      code -= value * range;
      normalise();
      return value;
    },
  };
}

export interface RangeEncoder {
  readonly bit: (model: Uint16Array, context: number, bit: number) => void;
  readonly uniform: (limit: number, value: number) => void;
  /** All bytes; nothing can be added afterwards. */
  readonly finish: () => Uint8Array;
}

export function rangeEncoder(): RangeEncoder {
  const bytes: number[] = [];
  let low = 0;
  let range = 0xffffffff;
  // The last byte and the 0xff after it wait, because a carry can still change them.
  let waiting = 0;
  let run = 0;
  function shiftLow() {
    if (low < 0xff000000 || low >= 2 ** 32) {
      const carry = low >= 2 ** 32 ? 1 : 0;
      bytes.push((waiting + carry) & 0xff);
      for (; run > 0; run--) bytes.push((0xff + carry) & 0xff);
      waiting = Math.floor(low / TOP) & 0xff;
    } else run++;
    low = (low % TOP) * 256;
  }
  function normalise() {
    while (range < TOP) {
      range = (range << 8) >>> 0;
      shiftLow();
    }
  }
  return {
    bit(model, context, bit) {
      const bound = (range >>> PROBABILITY_BITS) * model[context]!;
      if (bit === 0) range = bound;
      else {
        low += bound;
        range -= bound;
      }
      adapt(model, context, bit);
      normalise();
    },
    uniform(limit, value) {
      if (limit <= 1) return;
      range = Math.floor(range / limit);
      low += value * range;
      normalise();
    },
    finish() {
      for (let k = 0; k < 5; k++) shiftLow();
      return Uint8Array.from(bytes);
    },
  };
}

/**
 * Whole numbers for the range coder: the number of bits of the magnitude in unary, the two bits after the leading one, both adaptive,
 * the other bits as they are, and the sign. Small numbers, and numbers as large as those before, become cheap.
 */
import { contexts, type RangeDecoder, type RangeEncoder } from "./range-coder.ts";

/** Longest magnitude, in bits. */
const LONGEST = 31;
const LENGTHS = LONGEST + 1;
/** Contexts of signs. */
export const SIGN_CONTEXTS = 4;

export interface IntegerModel {
  readonly length: Uint16Array;
  readonly leading: Uint16Array;
  readonly sign: Uint16Array;
}

/** Frequencies of lengths are kept apart for each of `groups`. */
export function integerModel(groups: number): IntegerModel {
  return {
    length: contexts(groups * LENGTHS),
    leading: contexts(LENGTHS * 4),
    sign: contexts(LENGTHS * SIGN_CONTEXTS),
  };
}

/**
 * Bits of the magnitude of `value`: 0 for 0, 1 for 1, 2 for 2 and 3 ...
 * @example bitLength(1000) = 10
 */
export function bitLength(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

export function encodeInteger(coder: RangeEncoder, model: IntegerModel, group: number, value: number, sign = 0): void {
  const size = Math.abs(value);
  const length = bitLength(size);
  for (let k = 0; k < length; k++) coder.bit(model.length, group * LENGTHS + k, 1);
  if (length < LONGEST) coder.bit(model.length, group * LENGTHS + length, 0);
  if (length === 0) return;
  let rest = length - 1;
  for (let k = 0, node = 1; k < 2 && rest > 0; k++) {
    const bit = (size >>> --rest) & 1;
    coder.bit(model.leading, length * 4 + node, bit);
    node = node * 2 + bit;
  }
  while (rest > 0) {
    const bits = Math.min(rest, 16);
    rest -= bits;
    coder.uniform(2 ** bits, (size >>> rest) & (2 ** bits - 1));
  }
  coder.bit(model.sign, length * SIGN_CONTEXTS + sign, value < 0 ? 1 : 0);
}

export function decodeInteger(coder: RangeDecoder, model: IntegerModel, group: number, sign = 0): number {
  let length = 0;
  while (length < LONGEST && coder.bit(model.length, group * LENGTHS + length) === 1) length++;
  if (length === 0) return 0;
  let size = 1;
  let rest = length - 1;
  for (let k = 0, node = 1; k < 2 && rest > 0; k++, rest--) {
    const bit = coder.bit(model.leading, length * 4 + node);
    node = node * 2 + bit;
    size = size * 2 + bit;
  }
  while (rest > 0) {
    const bits = Math.min(rest, 16);
    rest -= bits;
    size = size * 2 ** bits + coder.uniform(2 ** bits);
  }
  return coder.bit(model.sign, length * SIGN_CONTEXTS + sign) === 1 ? -size : size;
}

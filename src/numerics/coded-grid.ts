/**
 * Grids of whole numbers in few bits: a smooth field becomes small when it is differenced along both axes, once (what is left of a
 * plane is 0) or twice, and the size of what is left is foreseen from its neighbours.
 */
import { bitLength, decodeInteger, encodeInteger, integerModel } from "./coded-integers.ts";
import { rangeDecoder, rangeEncoder } from "./range-coder.ts";

const LENGTHS = 32;

/** Context of a residual: the lengths of those to the left and above. */
function groupOf(lengths: Uint8Array, columns: number, row: number, column: number): number {
  const left = column > 0 ? lengths[row * columns + column - 1]! : 0;
  const above = row > 0 ? lengths[(row - 1) * columns + column]! : 0;
  return (left + above + 1) >> 1;
}

/** Codes a grid (row after row) differenced once or twice, whichever is shorter. Residuals must stay below 2^31. */
export function encodeGrid(
  values: Int32Array,
  columns: number,
): { readonly order: number; readonly bytes: Uint8Array } {
  const [once, twice] = [1, 2].map((order) => {
    const residuals = values.slice();
    for (let k = 0; k < order; k++) difference(residuals, columns);
    return { order, bytes: encodeResiduals(residuals, columns) };
  });
  return once!.bytes.length <= twice!.bytes.length ? once! : twice!;
}

export function decodeGrid(bytes: Uint8Array, rows: number, columns: number, order: number): Int32Array {
  const values = new Int32Array(rows * columns);
  const lengths = new Uint8Array(values.length);
  const decoder = rangeDecoder(bytes);
  const model = integerModel(LENGTHS);
  for (let row = 0, k = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, k++) {
      values[k] = decodeInteger(decoder, model, groupOf(lengths, columns, row, column));
      lengths[k] = bitLength(values[k]!);
    }
  for (let k = 0; k < order; k++) sum(values, columns);
  return values;
}

function encodeResiduals(residuals: Int32Array, columns: number): Uint8Array {
  const encoder = rangeEncoder();
  const model = integerModel(LENGTHS);
  const lengths = Uint8Array.from(residuals, bitLength);
  residuals.forEach((value, k) => {
    encodeInteger(encoder, model, groupOf(lengths, columns, Math.floor(k / columns), k % columns), value);
  });
  return encoder.finish();
}

/** Replaces every value by its difference from what the neighbours before it make of a plane. */
function difference(values: Int32Array, columns: number): void {
  for (let k = values.length - 1; k >= 0; k--) if (k % columns > 0) values[k]! -= values[k - 1]!;
  for (let k = values.length - 1; k >= columns; k--) values[k]! -= values[k - columns]!;
}

/** Undoes `difference`. */
function sum(values: Int32Array, columns: number): void {
  for (let k = columns; k < values.length; k++) values[k]! += values[k - columns]!;
  for (let k = 0; k < values.length; k++) if (k % columns > 0) values[k]! += values[k - 1]!;
}

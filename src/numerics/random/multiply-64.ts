/** Products of 64-bit integers in 32-bit halves. */
const TWO_16 = 65536;
const DOWN_16 = 1 / TWO_16;

/**
 * The full product of two unsigned 64-bit integers as four 32-bit words, the lowest first. Products of a 32-bit word
 * and a 16-bit limb have 48 bits: sums of a column are exact doubles.
 */
export function multiply64(aHigh: number, aLow: number, bHigh: number, bLow: number, out: Uint32Array): void {
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const b2 = bHigh & 0xffff;
  const b3 = bHigh >>> 16;
  let column = aLow * b0;
  let carry = Math.floor(column * DOWN_16);
  const r0 = column - carry * TWO_16;
  column = aLow * b1 + carry;
  carry = Math.floor(column * DOWN_16);
  out[0] = r0 + (column - carry * TWO_16) * TWO_16;
  column = aLow * b2 + aHigh * b0 + carry;
  carry = Math.floor(column * DOWN_16);
  const r2 = column - carry * TWO_16;
  column = aLow * b3 + aHigh * b1 + carry;
  carry = Math.floor(column * DOWN_16);
  out[1] = r2 + (column - carry * TWO_16) * TWO_16;
  column = aHigh * b2 + carry;
  carry = Math.floor(column * DOWN_16);
  const r4 = column - carry * TWO_16;
  column = aHigh * b3 + carry;
  carry = Math.floor(column * DOWN_16);
  out[2] = r4 + (column - carry * TWO_16) * TWO_16;
  out[3] = carry;
}

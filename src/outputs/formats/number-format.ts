/**
 * Numbers as C's `printf` writes them, into bytes. Digits are correctly rounded (ties to even): a fast path scales
 * by a power of ten and is used when the rounding cannot be in doubt, else the exact decimal expansion decides.
 */
const POWERS = Float64Array.from({ length: 310 }, (_, exponent) => Number(`1e${exponent}`));
const ZERO = 48;
const MINUS = 45;
const decoder = new TextDecoder();

/** Bytes that any number of up to 17 digits fits into in exponent form. */
export const EXPONENT_WIDTH = 32;
/** Bytes that any number with up to 20 decimals fits into in fixed form: the largest has 309 digits. */
export const FIXED_WIDTH = 336;

function writeText(out: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) out[at++] = text.charCodeAt(i);
  return at;
}

/** Decimal digits of a whole number below 2^53, at least `width` of them. */
function writeDigits(out: Uint8Array, at: number, value: number, width: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit && digits < 17; limit *= 10) digits++;
  if (digits < width) digits = width;
  let rest = value;
  if (rest < 2147483648) {
    let whole = rest | 0;
    for (let i = at + digits - 1; i >= at; i--) {
      const next = (whole / 10) | 0;
      out[i] = ZERO + (whole - next * 10);
      whole = next;
    }
    return at + digits;
  }
  for (let i = at + digits - 1; i >= at; i--) {
    const next = Math.floor(rest / 10);
    out[i] = ZERO + (rest - next * 10);
    rest = next;
  }
  return at + digits;
}

/** A whole number of `width` digits, or 0. */
function writeMantissa(out: Uint8Array, at: number, value: number, width: number): number {
  if (value >= 2147483648) return writeDigits(out, at, value, width);
  let whole = value | 0;
  for (let i = at + width - 1; i >= at; i--) {
    const next = (whole / 10) | 0;
    out[i] = ZERO + (whole - next * 10);
    whole = next;
  }
  return at + width;
}

/** A whole number. */
export function writeInteger(out: Uint8Array, at: number, value: number): number {
  if (!Number.isSafeInteger(value)) return writeText(out, at, BigInt(value).toString());
  if (value >= 0) return writeDigits(out, at, value, 1);
  out[at] = MINUS;
  return writeDigits(out, at + 1, -value, 1);
}

const SINGLE = new Float32Array(1);
const SINGLE_BITS = new Uint32Array(SINGLE.buffer);

/** Decimal exponent of a positive number, or one less: from its binary exponent where that is a normal single's. */
function exponentOf(size: number): number {
  SINGLE[0] = size;
  const binary = (SINGLE_BITS[0]! >>> 23) - 127;
  if (binary <= -127 || binary >= 127) return Math.floor(Math.log10(size));
  // 2^e <= size: the floor of e log10(2), by a fraction that is exact enough for e below 127.
  return Math.floor(binary * 0.30102999566398114);
}

/** `%.6E` (or `%.6e` with `upper` false): 1.234567E-01. NaN and infinities as Python writes them. */
export function writeExponent(out: Uint8Array, at: number, value: number, digits: number, upper: boolean): number {
  let size = value;
  if (size < 0 || (size === 0 && 1 / size < 0)) {
    out[at++] = MINUS;
    size = -size;
  }
  if (!(size < Number.POSITIVE_INFINITY)) {
    const text = size === Number.POSITIVE_INFINITY ? "inf" : "nan";
    return writeText(out, at, upper ? text.toUpperCase() : text);
  }
  let exponent = 0;
  let mantissa = 0;
  if (size !== 0) {
    exponent = exponentOf(size);
    const low = POWERS[digits]!;
    const high = POWERS[digits + 1]!;
    let scaled = Number.NaN;
    for (let attempt = 0; attempt < 2; attempt++) {
      const shift = digits - exponent;
      if (shift > 300 || shift < -300 || digits > 8) break;
      scaled = shift >= 0 ? size * POWERS[shift]! : size / POWERS[-shift]!;
      if (scaled < low) exponent--;
      else if (scaled >= high) exponent++;
      else break;
      scaled = Number.NaN;
    }
    mantissa = Math.floor(scaled);
    const fraction = scaled - mantissa;
    if (!(Math.abs(fraction - 0.5) > 1e-5)) {
      const exact = roundedExponent(size, digits);
      mantissa = exact.mantissa;
      exponent = exact.exponent;
    } else if (fraction > 0.5) {
      mantissa++;
      if (mantissa === high) {
        mantissa = low;
        exponent++;
      }
    }
  }
  const end = writeMantissa(out, at + 1, mantissa, digits + 1);
  out[at] = out[at + 1]!;
  if (digits === 0) at += 1;
  else {
    out[at + 1] = 46;
    at = end;
  }
  out[at++] = upper ? 69 : 101;
  if (exponent < 0) {
    out[at++] = MINUS;
    exponent = -exponent;
  } else out[at++] = 43;
  return writeDigits(out, at, exponent, 2);
}

/** `%.5f`. */
export function writeFixed(out: Uint8Array, at: number, value: number, decimals: number): number {
  let size = value;
  if (size < 0 || (size === 0 && 1 / size < 0)) {
    out[at++] = MINUS;
    size = -size;
  }
  const scaled = size * POWERS[decimals]!;
  let whole = Math.floor(scaled);
  const fraction = scaled - whole;
  if (!(scaled < 4e15) || Math.abs(fraction - 0.5) <= 1e-4) return writeText(out, at, roundedFixed(size, decimals));
  if (fraction > 0.5) whole++;
  if (decimals === 0) return writeDigits(out, at, whole, 1);
  const units = Math.floor(whole / POWERS[decimals]!);
  at = writeDigits(out, at, units, 1);
  out[at] = 46;
  return writeDigits(out, at + 1, whole - units * POWERS[decimals]!, decimals);
}

/** Digits of a positive number by its exact decimal expansion. */
function roundedExponent(size: number, digits: number): { mantissa: number; exponent: number } {
  const [text, exponent] = split(size.toExponential(digits));
  const [long] = split(size.toExponential(100));
  const tie = /^50*$/.test(long.slice(digits + 1));
  const even = tie && Number(long[digits]) % 2 === 0;
  return even
    ? { mantissa: Number(long.slice(0, digits + 1)), exponent: split(size.toExponential(100))[1] }
    : { mantissa: Number(text), exponent };
}

function split(text: string): [digits: string, exponent: number] {
  const [mantissa = "", exponent = ""] = text.split("e");
  return [mantissa.replace(".", ""), Number(exponent)];
}

/** `toFixed` with ties to even, for any size. */
function roundedFixed(size: number, decimals: number): string {
  if (!Number.isFinite(size)) return Number.isNaN(size) ? "nan" : "inf";
  if (size >= 1e21) return `${BigInt(size)}${decimals > 0 ? `.${"0".repeat(decimals)}` : ""}`;
  const long = size.toFixed(100);
  const point = long.indexOf(".");
  if (!/^50*$/.test(long.slice(point + 1 + decimals))) return size.toFixed(decimals);
  const kept = long.slice(0, point + 1 + decimals);
  return Number(kept.replace(/\.$/, "").at(-1)) % 2 === 0 ? kept.replace(/\.$/, "") : size.toFixed(decimals);
}

const scratch = new Uint8Array(512);

/** `formatExponent(0.1234, 6)` is `1.234000E-01`. */
export function formatExponent(value: number, digits: number, upper = true): string {
  return decoder.decode(scratch.subarray(0, writeExponent(scratch, 0, value, digits, upper)));
}

/** `formatFixed(0.5, 5)` is `0.50000`. */
export function formatFixed(value: number, decimals: number): string {
  return decoder.decode(scratch.subarray(0, writeFixed(scratch, 0, value, decimals)));
}

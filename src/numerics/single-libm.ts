/**
 * Sine and cosine of single-precision numbers as the C library of GNU systems rounds them (2.28 and later): polynomials in
 * double precision on [-pi/4, pi/4], rounded once, within 0.56 units in the last place (Nagy, ARM optimized routines, 2018).
 * Compiled code of the reference uses these where its arrays use those of `single-precision.ts`.
 */
const HALF_PI = Math.PI / 2;
const QUARTER_PI = Math.fround(Math.PI / 4);
/** Quarter turns a radian, times 2^24. */
const SCALED_TURNS = (2 / Math.PI) * 2 ** 24;

const SIN_3 = -0.16666654943701084;
const SIN_5 = 0.008332178146138854;
const SIN_7 = -0.00019517298981385725;
const COS_2 = -0.49999999725108224;
const COS_4 = 0.041666623324344516;
const COS_6 = -0.001388676379437604;
const COS_8 = 2.4390450703564542e-5;

/**
 * @param x single precision, radians; up to 120
 * @example sinLibm(0.5) = 0.4794255
 */
export function sinLibm(x: number): number {
  return quadrant(x, 0);
}

/**
 * @param x single precision, radians; up to 120
 * @example cosLibm(0.5) = 0.8775826
 */
export function cosLibm(x: number): number {
  return quadrant(x, 1);
}

/** Sine of an angle advanced by whole quarter turns. */
function quadrant(x: number, advance: number): number {
  const turns = Math.abs(x) < QUARTER_PI ? 0 : (Math.trunc(x * SCALED_TURNS) + 0x800000) >> 24;
  const r = x - turns * HALF_PI;
  const square = r * r;
  const place = turns + advance;
  const value = (place & 1) === 0 ? sine(r, square) : cosine(square);
  return Math.fround((place & 2) === 0 ? value : -value);
}

function sine(r: number, square: number): number {
  const cube = r * square;
  return r + cube * SIN_3 + cube * square * (SIN_5 + square * SIN_7);
}

function cosine(square: number): number {
  const fourth = square * square;
  return 1 + square * COS_2 + fourth * COS_4 + fourth * square * (COS_6 + square * COS_8);
}

/**
 * Elementary functions in single precision as numpy computes them, for numbers that the reference keeps as float32: a
 * rupture read back from its file leans to one side or the other by the last bit of these.
 *
 * Sine and cosine reduce the argument to [-pi/4, pi/4] by subtracting multiples of pi/2 in three parts (Cody and Waite
 * 1980) and evaluate minimax polynomials, every step a fused multiply and add. The results are numpy 2.2's to the last
 * bit on processors with FMA, up to 1.5 units in the last place off the true ones. Arguments: radians below 1e4.
 */
const { fround } = Math;

const PI = fround(Math.PI);
const RADIANS_PER_DEGREE = fround(PI / 180);
const DEGREES_PER_RADIAN = fround(180 / PI);

/** Quarter turns a radian. */
const TURNS = fround(2 / Math.PI);
/** pi/2 in three parts; the first ones end in zeros, so that small multiples of them are exact. */
const HALF_PI_HIGH = 1.570796251296997;
const HALF_PI_MIDDLE = 7.549789415861596e-8;
const HALF_PI_LOW = 5.390302953474238e-15;

const SIN_3 = -0.1666666716337204;
const SIN_5 = 0.008333397097885609;
const SIN_7 = -0.00019856491417158395;
const SIN_9 = 2.8404097065504175e-6;
const COS_2 = -0.5;
const COS_4 = 0.04166661947965622;
const COS_6 = -0.001388652017340064;
const COS_8 = 2.4372266125283204e-5;

/** a b + c rounded once: the product of two single-precision numbers is exact in double precision. */
function fused(a: number, b: number, c: number): number {
  return fround(a * b + c);
}

/**
 * @param x single precision, radians
 * @example sinSingle(0.5) = 0.4794255
 */
export function sinSingle(x: number): number {
  return quadrant(x, 0);
}

/**
 * @param x single precision, radians
 * @example cosSingle(0.5) = 0.8775826
 */
export function cosSingle(x: number): number {
  return quadrant(x, 1);
}

/** Sine of an angle advanced by whole quarter turns. */
function quadrant(x: number, advance: number): number {
  const turns = roundEven(x * TURNS);
  const r = fused(-turns, HALF_PI_LOW, fused(-turns, HALF_PI_MIDDLE, fused(-turns, HALF_PI_HIGH, x)));
  const square = fround(r * r);
  const place = turns + advance;
  const value = (place & 1) === 0 ? sinePolynomial(r, square) : cosinePolynomial(square);
  return (place & 2) === 0 ? value : -value;
}

function sinePolynomial(r: number, square: number): number {
  const sum = fused(fused(fused(SIN_9, square, SIN_7), square, SIN_5), square, SIN_3);
  return fused(fround(sum * square), r, r);
}

function cosinePolynomial(square: number): number {
  return fused(fused(fused(fused(COS_8, square, COS_6), square, COS_4), square, COS_2), square, 1);
}

function roundEven(value: number): number {
  const magic = 6755399441055744;
  return value + magic - magic;
}

/**
 * Degrees to radians in single precision, rounded after each step.
 * @example radiansSingle(90) = 1.570796
 */
export function radiansSingle(degrees: number): number {
  return fround(degrees * RADIANS_PER_DEGREE);
}

/**
 * Radians to degrees in single precision, rounded after each step.
 * @example degreesSingle(1) = 57.29578
 */
export function degreesSingle(radians: number): number {
  return fround(radians * DEGREES_PER_RADIAN);
}

/**
 * Rounded from double precision; numpy differs in the last bit of few values.
 * @example asinSingle(0.5) = 0.5235988
 */
export function asinSingle(x: number): number {
  return fround(Math.asin(x));
}

/**
 * Rounded from double precision; numpy differs in the last bit of few values.
 * @example atan2Single(1, 2) = 0.4636476
 */
export function atan2Single(y: number, x: number): number {
  return fround(Math.atan2(y, x));
}

const BLOCK = 128;
const LANES = 8;

/** Sum of single-precision numbers as numpy adds a row of them: pairwise, eight lanes at a time. */
export function sumSingle(values: Float32Array): number {
  const n = values.length;
  if (n > BLOCK) {
    const half = Math.floor(n / 2 / LANES) * LANES;
    return fround(sumSingle(values.subarray(0, half)) + sumSingle(values.subarray(half)));
  }
  if (n < LANES) return values.reduce((sum, value) => fround(sum + value), 0);
  const lanes = values.slice(0, LANES);
  const whole = n - (n % LANES);
  for (let i = LANES; i < whole; i++) lanes[i % LANES]! += values[i]!;
  const pair = (i: number) => fround(lanes[i]! + lanes[i + 1]!);
  const sum = fround(fround(pair(0) + pair(2)) + fround(pair(4) + pair(6)));
  return values.subarray(whole).reduce((total, value) => fround(total + value), sum);
}

/** Mean of single-precision numbers, rounded as `sumSingle`. */
export function meanSingle(values: Float32Array): number {
  return fround(sumSingle(values) / values.length);
}

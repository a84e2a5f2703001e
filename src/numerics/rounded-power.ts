/**
 * Powers rounded correctly but for one case in some 2^20. Math.pow of JavaScript engines is off by a unit in the last
 * place for every other argument, that of C libraries hardly ever: random streams that must agree to the last bit need
 * this one. Double-double arithmetic after Dekker (1971): a number is an unevaluated sum of two doubles.
 */
type Pair = readonly [high: number, low: number];

const SPLITTER = 2 ** 27 + 1;
const LN_2: Pair = [0.6931471805599453, 2.3190468138462996e-17];
/** Terms for 75 bits: |s| < 0.172 in the logarithm, |r| < 0.35 in the exponential. */
const LOG_TERMS = 15;
const EXP_TERMS = 20;

function sum(a: number, b: number): Pair {
  const total = a + b;
  const part = total - a;
  return [total, a - (total - part) + (b - part)];
}

function product(a: number, b: number): Pair {
  const total = a * b;
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return [total, aHigh * bHigh - total + aHigh * bLow + aLow * bHigh + aLow * bLow];
}

function add(a: Pair, b: Pair): Pair {
  const [high, low] = sum(a[0], b[0]);
  return sum(high, low + a[1] + b[1]);
}

function multiply(a: Pair, b: Pair): Pair {
  const [high, low] = product(a[0], b[0]);
  return sum(high, low + a[0] * b[1] + a[1] * b[0]);
}

function divide(a: Pair, b: Pair): Pair {
  const first = a[0] / b[0];
  const rest = add(a, multiply([-first, 0], b));
  const second = rest[0] / b[0];
  const last = add(rest, multiply([-second, 0], b));
  return add(sum(first, second), [last[0] / b[0], 0]);
}

// Coefficients of the two series, the highest order first.
const LOG_SERIES = Array.from({ length: LOG_TERMS + 1 }, (_, i) => divide([1, 0], [2 * (LOG_TERMS - i) + 1, 0]));
const EXP_SERIES = inverseFactorials(EXP_TERMS).reverse();

function inverseFactorials(last: number): Pair[] {
  const out: Pair[] = [[1, 0]];
  for (let k = 1; k <= last; k++) out.push(divide(out[k - 1]!, [k, 0]));
  return out;
}

/** ln x = e ln 2 + 2 atanh((m - 1) / (m + 1)) with x = m 2^e and m near 1. */
function logarithm(x: number): Pair {
  let exponent = Math.round(Math.log2(x));
  let m = x / 2 ** exponent;
  if (!Number.isFinite(m) || m === 0) {
    // 2^exponent is beyond the doubles: in two steps.
    const half = Math.trunc(exponent / 2);
    m = x / 2 ** half / 2 ** (exponent - half);
  }
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  const s = divide(sum(m, -1), sum(m, 1));
  const square = multiply(s, s);
  let series: Pair = [0, 0];
  for (const coefficient of LOG_SERIES) series = add(multiply(series, square), coefficient);
  return add(multiply([exponent, 0], LN_2), multiply(multiply([2, 0], s), series));
}

function exponential(z: Pair): number {
  const halvings = Math.round(z[0] / LN_2[0]);
  if (halvings < -1100) return 0;
  if (halvings > 1100) return Number.POSITIVE_INFINITY;
  const r = add(z, multiply([-halvings, 0], LN_2));
  let series: Pair = [0, 0];
  for (const coefficient of EXP_SERIES) series = add(multiply(series, r), coefficient);
  const half = Math.trunc(halvings / 2);
  return series[0] * 2 ** half * 2 ** (halvings - half);
}

/**
 * x to the power of y for finite x >= 0 and y > 0.
 * @example roundedPower(2.5, 3) = 15.625
 */
export function roundedPower(x: number, y: number): number {
  if (x === 0) return 0;
  if (x === 1) return 1;
  return exponential(multiply(logarithm(x), [y, 0]));
}

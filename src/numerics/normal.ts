/**
 * The standard normal distribution.
 */

/**
 * Complementary error function after W. J. Cody (1969), "Rational Chebyshev approximations for the error function",
 * Math. Comp. 23, 631-637; relative error below 1e-15 over the whole range.
 * @example erfc(1) = 0.1572992
 */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) {
    const z = y * y;
    let numerator = 1.85777706184603153e-1 * z;
    let denominator = z;
    for (let i = 0; i < 3; i++) {
      numerator = (numerator + ERF_A[i]!) * z;
      denominator = (denominator + ERF_B[i]!) * z;
    }
    return 1 - (x * (numerator + ERF_A[3]!)) / (denominator + ERF_B[3]!);
  }
  let result: number;
  if (y <= 4) {
    let numerator = 2.15311535474403846e-8 * y;
    let denominator = y;
    for (let i = 0; i < 7; i++) {
      numerator = (numerator + ERFC_C[i]!) * y;
      denominator = (denominator + ERFC_D[i]!) * y;
    }
    result = (numerator + ERFC_C[7]!) / (denominator + ERFC_D[7]!);
  } else {
    const z = 1 / (y * y);
    let numerator = 1.63153871373020978e-2 * z;
    let denominator = z;
    for (let i = 0; i < 4; i++) {
      numerator = (numerator + ERFC_P[i]!) * z;
      denominator = (denominator + ERFC_Q[i]!) * z;
    }
    result = (ONE_OVER_SQRT_PI - (z * (numerator + ERFC_P[4]!)) / (denominator + ERFC_Q[4]!)) / y;
  }
  // exp(-y*y) split so that the square carries no rounding error.
  const head = Math.trunc(y * 16) / 16;
  result *= Math.exp(-head * head) * Math.exp(-(y - head) * (y + head));
  return x < 0 ? 2 - result : result;
}

const ONE_OVER_SQRT_PI = 0.5641895835477563;
const ERF_A = [3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];
const ERF_B = [2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
const ERFC_C = [
  5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2, 8.8195222124176909e2,
  1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
];
const ERFC_D = [
  1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
  4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
];
const ERFC_P = [
  3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
  6.58749161529837803e-4,
];
const ERFC_Q = [
  2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
];

/**
 * P(Z <= x) for a standard normal Z.
 * @example normalCdf(1) = 0.8413447
 */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/**
 * Density of the standard normal at x.
 * @example normalPdf(1) = 0.2419707
 */
export function normalPdf(x: number): number {
  return 0.3989422804014327 * Math.exp(-0.5 * x * x);
}

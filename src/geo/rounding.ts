/**
 * The two rounding functions whose results decide counts of bins, nodes and intervals (docs/method/sources.md 0.4).
 */

/**
 * floor(x 10^decimals + half with the sign of x) / 10^decimals.
 *
 * Away from zero at halves, and downwards for other negatives (-2.3 gives -3): the reference's rounding of magnitude
 * bins, interval counts and sizes of simple-fault ruptures.
 * @example roundAway(2.5) = 3
 */
export function roundAway(x: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return Math.floor(x * scale + (x < 0 || Object.is(x, -0) ? -0.5 : 0.5)) / scale;
}

/**
 * Halves to the even neighbour, as numpy rounds: mesh counts of complex faults, hypocentre nodes, kite counts.
 *
 * With `decimals`, x is scaled, rounded and scaled back like numpy's `round`.
 * @example roundEven(2.5) = 2
 */
export function roundEven(x: number, decimals = 0): number {
  if (decimals !== 0) {
    const scale = 10 ** decimals;
    return roundEven(x * scale) / scale;
  }
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

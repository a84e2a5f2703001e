/** Distributions of nodal planes and hypocentral depths: merging repetitions, averaging. */

export interface NodalPlane {
  readonly probability: number;
  readonly strike: number;
  readonly dip: number;
  readonly rake: number;
}

export interface HypocentralDepth {
  readonly probability: number;
  readonly depth: number;
  /** Position of the hypocentre down dip, 0..1; undefined means the middle. */
  readonly downDipFraction?: number;
}

/**
 * Planes with repetitions merged: probabilities summed and, only if something was repeated, the list sorted by
 * probability, strike, dip, rake. The reference does this when it reads a file, and the order decides rupture numbers.
 */
export function mergeNodalPlanes(planes: readonly NodalPlane[]): readonly NodalPlane[] {
  return merged(planes, (plane) => [plane.strike, plane.dip, plane.rake]);
}

/** Depths likewise, sorted by probability and depth. Equal depths with different fractions down dip stay apart. */
export function mergeHypocentralDepths(depths: readonly HypocentralDepth[]): readonly HypocentralDepth[] {
  return merged(depths, (depth) => [depth.depth, depth.downDipFraction ?? -1]);
}

function merged<T extends { readonly probability: number }>(
  items: readonly T[],
  keyOf: (item: T) => readonly number[],
): readonly T[] {
  const byValue = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item).join(" ");
    const known = byValue.get(key);
    byValue.set(key, known === undefined ? item : { ...known, probability: known.probability + item.probability });
  }
  if (byValue.size === items.length) return items;
  return [...byValue.values()].sort((a, b) => {
    const left = [a.probability, ...keyOf(a)];
    const right = [b.probability, ...keyOf(b)];
    const differing = left.findIndex((value, i) => value !== right[i]);
    return differing < 0 ? 0 : left[differing]! - right[differing]!;
  });
}

/**
 * Mean plane by probability: plain means of strike, dip and rake, not circular ones (the reference's; a pair of strikes 10
 * and 350 averages to 180).
 */
export function averageNodalPlane(planes: readonly NodalPlane[]): NodalPlane {
  const weights = planes.map((plane) => plane.probability);
  return {
    probability: 1,
    strike: weightedMean(
      planes.map((plane) => plane.strike),
      weights,
    ),
    dip: weightedMean(
      planes.map((plane) => plane.dip),
      weights,
    ),
    rake: weightedMean(
      planes.map((plane) => plane.rake),
      weights,
    ),
  };
}

/** Mean depth and mean fraction down dip by probability. */
export function averageHypocentralDepth(depths: readonly HypocentralDepth[]): HypocentralDepth {
  const weights = depths.map((depth) => depth.probability);
  return {
    probability: 1,
    depth: weightedMean(
      depths.map((depth) => depth.depth),
      weights,
    ),
    downDipFraction: weightedMean(
      depths.map((depth) => depth.downDipFraction ?? 0.5),
      weights,
    ),
  };
}

/**
 * sum(w x) / sum(w).
 * @example weightedMean([1, 4], [0.25, 0.75]) = 3.25
 */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]! * weights[i]!;
    total += weights[i]!;
  }
  return sum / total;
}

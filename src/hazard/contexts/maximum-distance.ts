/**
 * How far from a rupture sites are looked at (docs/method/classical.md 1.2).
 *
 * A table of (magnitude, km) pairs, linear in between and 0 outside: ruptures below the first or above the last
 * magnitude are dropped altogether.
 */
export interface MaximumDistance {
  /** Strictly increasing. */
  readonly mags: Float64Array;
  /** km. */
  readonly km: Float64Array;
}

/** @param pairs (magnitude, km), strictly increasing in magnitude */
export function maximumDistance(pairs: readonly (readonly [number, number])[]): MaximumDistance {
  return { mags: Float64Array.from(pairs, ([mag]) => mag), km: Float64Array.from(pairs, ([, km]) => km) };
}

/** Distance at magnitude `mag` in km; 0 outside the table. */
export function distanceAt(table: MaximumDistance, mag: number): number {
  const { mags, km } = table;
  const last = mags.length - 1;
  if (last < 0 || !(mag >= mags[0]! && mag <= mags[last]!)) return 0;
  let i = 0;
  while (i < last && mags[i + 1]! < mag) i++;
  if (i === last) return km[last]!;
  const fraction = (mag - mags[i]!) / (mags[i + 1]! - mags[i]!);
  return km[i]! + fraction * (km[i + 1]! - km[i]!);
}

/** True when the table covers the magnitude at all (its distance may still be 0). */
export function coversMagnitude(table: MaximumDistance, mag: number): boolean {
  const { mags } = table;
  return mags.length > 0 && mag >= mags[0]! && mag <= mags[mags.length - 1]!;
}

/** Largest distance of the table. */
export function farthest(table: MaximumDistance): number {
  return table.km.reduce((most, km) => Math.max(most, km), 0);
}

/**
 * The table cut at a job's `minimum_magnitude` m: pairs from m on, with (m, d(m)) in front where m is not
 * a pair itself. m below the table has d = 0 and so adds smaller magnitudes: a quirk of the reference.
 */
export function cutBelow(table: MaximumDistance, minimumMagnitude: number): MaximumDistance {
  if (minimumMagnitude === 0) return table;
  const pairs: [number, number][] = [];
  for (let i = 0; i < table.mags.length; i++)
    if (table.mags[i]! >= minimumMagnitude) pairs.push([table.mags[i]!, table.km[i]!]);
  const first = pairs[0];
  if (first === undefined || first[0] > minimumMagnitude)
    pairs.unshift([minimumMagnitude, distanceAt(table, minimumMagnitude)]);
  return maximumDistance(pairs);
}

/** Inside or outside of a ring, with longitude and latitude as plane coordinates. */

/**
 * Even-odd rule.
 * @param ring vertices [lon, lat] in degrees, not closed.
 */
export function pointInRing(lon: number, lat: number, ring: readonly (readonly number[])[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = [ring[i]![0]!, ring[i]![1]!];
    const [x2, y2] = [ring[j]![0]!, ring[j]![1]!];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

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

/** Inside and not on the border. */
export function strictlyInRing(lon: number, lat: number, ring: readonly (readonly number[])[]): boolean {
  return pointInRing(lon, lat, ring) && !onRing(lon, lat, ring);
}

/**
 * On the border, corners included, to the last bit.
 * @param ring vertices [lon, lat] in degrees, not closed.
 */
export function onRing(lon: number, lat: number, ring: readonly (readonly number[])[]): boolean {
  return ring.some(([x1 = 0, y1 = 0], i) => {
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length]!;
    const between =
      Math.min(x1, x2) <= lon && lon <= Math.max(x1, x2) && Math.min(y1, y2) <= lat && lat <= Math.max(y1, y2);
    return between && (x2 - x1) * (lat - y1) === (y2 - y1) * (lon - x1);
  });
}

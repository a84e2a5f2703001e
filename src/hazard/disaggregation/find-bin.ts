/** Which bin a value falls into; the rules differ from axis to axis (docs/method/disaggregation.md 3). */

/**
 * Number of edges below `value`: the place where it would be inserted before equal ones.
 * @example edgesBelow(Float64Array.of(5, 6, 7), 6) = 1
 */
export function edgesBelow(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * An edge belongs to the bin below it, the first edge and all that is less to the first bin; -1 beyond the last edge.
 * @example magnitudeBin(Float64Array.of(5, 6, 7), 6) = 0
 */
export function magnitudeBin(edges: Float64Array, mag: number): number {
  const bin = Math.max(0, edgesBelow(edges, mag) - 1);
  return bin < edges.length - 1 ? bin : -1;
}

/**
 * For distances and coordinates: an edge belongs to the bin above it; the last edge and all beyond to the last bin, and so
 * does what lies below the first edge: a quirk of the reference that only edges of the user's own can show.
 * @example upperBin(Float64Array.of(0, 10, 20), 10) = 1
 */
export function upperBin(edges: Float64Array, value: number): number {
  const bins = edges.length - 1;
  let below = edgesBelow(edges, value);
  if (below < edges.length && edges[below] === value) below++;
  return below === 0 ? bins - 1 : Math.min(below - 1, bins - 1);
}

/**
 * For longitudes: as `upperBin`, where they are compared as they are, so that around a site near the date line points on its
 * other side fall into the last bin, a quirk of the reference. `exact` turns them to the side of the edges first.
 * @example longitudeBin(Float64Array.of(0, 1, 2), 1.5, false) = 1
 */
export function longitudeBin(edges: Float64Array, lon: number, exact: boolean): number {
  if (!exact) return upperBin(edges, lon);
  const middle = (edges[0]! + edges[edges.length - 1]!) / 2;
  return upperBin(edges, lon - 360 * Math.round((lon - middle) / 360));
}

/** How many edges of a ring lie close together: what widening it costs. */
import type { PlaneColumns } from "../orthographic.ts";

/**
 * Pairs of edges whose boxes come nearer than twice `reach` km in both directions: each may cross the other's widened border, and
 * is looked at. Counting stops at `most` pairs (or 16 times as many looked at), so a ring of any size is answered soon.
 * @param ring plane coordinates in km, not closed.
 * @returns the number of pairs, or `most` if there are so many or more.
 */
export function crowdedPairs(ring: PlaneColumns, reach: number, most: number): number {
  const n = ring.x.length;
  const wide = extent(ring.x) >= extent(ring.y);
  const [along, across] = wide ? [ring.x, ring.y] : [ring.y, ring.x];
  const order = Uint32Array.from(along.keys());
  const low = Float64Array.from(along, (value, i) => Math.min(value, along[(i + 1) % n]!));
  order.sort((a, b) => low[a]! - low[b]!);
  let pairs = 0;
  let looks = 0;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    const next = (i + 1) % n;
    const end = Math.max(along[i]!, along[next]!) + 2 * reach;
    const bottom = Math.min(across[i]!, across[next]!) - 2 * reach;
    const top = Math.max(across[i]!, across[next]!) + 2 * reach;
    for (let l = k + 1; l < n; l++) {
      const j = order[l]!;
      if (low[j]! > end) break;
      if (++looks >= 16 * most) return most;
      const after = (j + 1) % n;
      if (Math.min(across[j]!, across[after]!) > top || Math.max(across[j]!, across[after]!) < bottom) continue;
      if (++pairs >= most) return most;
    }
  }
  return pairs;
}

function extent(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}

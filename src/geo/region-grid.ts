/** Sites of a region (docs/method/classical.md 8.2). */
import { dilateRing } from "./dilation.ts";
import { discretizePolygon } from "./polygon.ts";
import type { LonLatColumns } from "./sphere.ts";

/**
 * The grid of `spacing` km over a region: the polygon dilated by the spacing, discretised from its north-west corner, points
 * sorted by longitude, then latitude. Coordinates are not rounded: the site collection does that afterwards.
 */
export async function regionGrid(ring: LonLatColumns, spacing: number): Promise<LonLatColumns> {
  const points = discretizePolygon(await dilateRing(ring, spacing), spacing);
  const order = Uint32Array.from(points.lon.keys());
  order.sort((a, b) => points.lon[a]! - points.lon[b]! || points.lat[a]! - points.lat[b]!);
  return {
    lon: points.lon.map((_, i) => points.lon[order[i]!]!),
    lat: points.lat.map((_, i) => points.lat[order[i]!]!),
  };
}

/** The convex hull of points on the sphere, in their orthographic plane. */

import { orientation } from "../../geo/orientation.ts";
import { orthographicOf, projectColumns } from "../../geo/orthographic.ts";
import type { LonLatColumns } from "../../geo/sphere.ts";
import { InputError } from "../../input-error.ts";

/** @throws InputError for fewer than three points that span an area. */
export function convexHull(points: LonLatColumns): LonLatColumns {
  const { x, y } = projectColumns(orthographicOf(points), points);
  const order = Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  const half = (indices: readonly number[]): number[] => {
    const chain: number[] = [];
    for (const i of indices) {
      while (chain.length >= 2) {
        const a = chain[chain.length - 2]!;
        const b = chain[chain.length - 1]!;
        if (orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[i]!, y[i]!) > 0) break;
        chain.pop();
      }
      chain.push(i);
    }
    chain.pop();
    return chain;
  };
  const hull = [...half(order), ...half(order.toReversed())];
  if (hull.length < 3) throw new InputError("the points lie on a line: they span no area for a grid");
  return { lon: Float64Array.from(hull, (i) => points.lon[i]!), lat: Float64Array.from(hull, (i) => points.lat[i]!) };
}

/** The nearest of many points, by straight-line distance through the Earth. */
import { cartesianColumns } from "../../geo/cartesian.ts";
import type { LonLatColumns, PointColumns } from "../../geo/sphere.ts";

export interface Nearest {
  readonly index: number;
  /** km */
  readonly distance: number;
}

/**
 * A search over fixed points. They are sorted along the Earth's axis; a query looks at both sides of its own
 * height until no nearer point is possible. Ties go to the smaller index.
 */
export function nearestSearch(points: PointColumns | LonLatColumns): (lon: number, lat: number) => Nearest {
  const { x, y, z } = cartesianColumns(points);
  const order = Array.from(z.keys()).sort((a, b) => z[a]! - z[b]! || a - b);
  const heights = Float64Array.from(order, (i) => z[i]!);
  return (lon, lat) => {
    const query = cartesianColumns({ lon: Float64Array.of(lon), lat: Float64Array.of(lat) });
    const [qx, qy, qz] = [query.x[0]!, query.y[0]!, query.z[0]!];
    let low = 0;
    let high = heights.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (heights[middle]! < qz) low = middle + 1;
      else high = middle;
    }
    let index = -1;
    let best = Number.POSITIVE_INFINITY;
    const look = (position: number): boolean => {
      const i = order[position]!;
      const dz = z[i]! - qz;
      if (dz * dz > best) return false;
      const squared = (x[i]! - qx) ** 2 + (y[i]! - qy) ** 2 + dz * dz;
      if (squared < best || (squared === best && i < index)) {
        best = squared;
        index = i;
      }
      return true;
    };
    let up = low;
    let down = low - 1;
    let going = true;
    while (going) {
      going = false;
      if (up < order.length && look(up)) {
        up++;
        going = true;
      }
      if (down >= 0 && look(down)) {
        down--;
        going = true;
      }
    }
    return { index, distance: Math.sqrt(best) };
  };
}

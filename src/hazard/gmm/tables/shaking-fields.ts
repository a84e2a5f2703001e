/**
 * Fields of a non-ergodic model on a grid of points that is nearly regular in degrees: coded grids of an archive made by
 * `scripts/convert-shaking-fields.ts`.
 */
import { decodeGrid } from "../../../numerics/coded-grid.ts";
import type { ArrayArchive } from "./array-archive.ts";

/** Points a side. */
const SIZE = 251;

/** Values of a field at all points. */
export function readField(archive: ArrayArchive, name: string): Float64Array {
  const { arrays, attributes } = archive.table(name);
  const number = (attribute: string) => Number(attributes[attribute]);
  const bytes = Uint8Array.from(arrays.get("code")?.data ?? []);
  const [step, offset] = [number("step"), number("offset")];
  return Float64Array.from(decodeGrid(bytes, SIZE, SIZE, number("order")), (value) => (value + offset) * step);
}

export interface PointGrid {
  /** The point nearest to a place, by the distance in degrees without regard to the convergence of meridians. */
  readonly nearest: (lon: number, lat: number) => number;
}

/** The grid whose points go north first, then east. */
export function pointGrid(lon: Float64Array, lat: Float64Array): PointGrid {
  const side = SIZE - 1;
  const east = (lon[side * SIZE]! - lon[0]!) / side;
  const north = (lat[side]! - lat[0]!) / side;
  const clamp = (index: number) => Math.min(Math.max(Math.round(index), 0), side);
  return {
    nearest(x, y) {
      // From about the right place to better neighbours; without a better one among eight there is none on such a grid.
      let best = clamp((x - lon[0]!) / east) * SIZE + clamp((y - lat[0]!) / north);
      let least = (lon[best]! - x) ** 2 + (lat[best]! - y) ** 2;
      for (let from = -1; from !== best; ) {
        from = best;
        const [column, row] = [Math.floor(from / SIZE), from % SIZE];
        for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, side); c++)
          for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, side); r++) {
            const point = c * SIZE + r;
            const distance = (lon[point]! - x) ** 2 + (lat[point]! - y) ** 2;
            if (distance < least) {
              least = distance;
              best = point;
            }
          }
      }
      return best;
    },
  };
}

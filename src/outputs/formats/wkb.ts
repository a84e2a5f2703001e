/** Shapes as well-known binary (OGC 06-103r4), little endian, two dimensions. */
import type { Place, Shape } from "../tables/shape.ts";

const TYPE_NUMBERS = { Point: 1, LineString: 2, Polygon: 3 } as const;

/** The bytes of one shape: byte order, type, then numbers of rings and points before their coordinates. */
export function wkb(shape: Shape): Uint8Array {
  const rings: readonly (readonly Place[])[] =
    shape.type === "Point"
      ? [[shape.coordinates]]
      : shape.type === "LineString"
        ? [shape.coordinates]
        : shape.coordinates;
  const counts = shape.type === "Point" ? 0 : shape.type === "LineString" ? 1 : rings.length + 1;
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  const bytes = new Uint8Array(5 + 4 * counts + 16 * points);
  const view = new DataView(bytes.buffer);
  bytes[0] = 1;
  view.setUint32(1, TYPE_NUMBERS[shape.type], true);
  let at = 5;
  const count = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  if (shape.type === "Polygon") count(rings.length);
  for (const ring of rings) {
    if (shape.type !== "Point") count(ring.length);
    for (const [lon, lat] of ring) {
      view.setFloat64(at, lon, true);
      view.setFloat64(at + 8, lat, true);
      at += 16;
    }
  }
  return bytes;
}

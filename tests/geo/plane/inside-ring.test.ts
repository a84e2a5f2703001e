import { expect, test } from "bun:test";
import fc from "fast-check";
import { edgeStrips, ringContains, stripsContain } from "../../../src/geo/plane/inside-ring.ts";

test("points are inside a ring cut into strips as they are inside the ring, on corners and edges too", () => {
  // Whole numbers: many points lie on edges, and edges on each other.
  const coordinate = fc.integer({ min: 0, max: 6 });
  const corners = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(corners, (ring) => {
      const columns = { x: Float64Array.from(ring, ([x]) => x), y: Float64Array.from(ring, ([, y]) => y) };
      const strips = edgeStrips(columns);
      for (let x = -0.5; x <= 6.5; x += 0.5)
        for (let y = -0.5; y <= 6.5; y += 0.5)
          expect([x, y, stripsContain(strips, x, y)]).toEqual([x, y, ringContains(columns, x, y)]);
    }),
    { numRuns: 60 },
  );
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { PlaneColumns } from "../../../src/geo/orthographic.ts";
import { outerOffset } from "../../../src/geo/plane/ring-offset.ts";
import { simplifyClosedLine } from "../../../src/geo/plane/ring-simplification.ts";
import { unionOfTwo } from "../../../src/geo/plane/ring-union.ts";
import { bufferedOutlineByJsts, unionByJsts, unionOfRings } from "../../../src/geo/plane/union.ts";
import { expectAllClose } from "../closeness.ts";

const BUFFER = 0.005;

/** A closed line around the stripe between two rows of nodes, upper row backwards, simplified as outlines are. */
function stripe(
  upper: readonly (readonly [number, number])[],
  lower: readonly (readonly [number, number])[],
): PlaneColumns {
  const points = [...upper.toReversed(), ...lower, upper[upper.length - 1]!];
  const line = { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
  const kept = simplifyClosedLine(line, BUFFER, false);
  return { x: Float64Array.from(kept, (i) => line.x[i]!), y: Float64Array.from(kept, (i) => line.y[i]!) };
}

/** Whole millionths: bends of 1e-236 leave vertices in line that one of both programs keeps. */
const millionths = (min: number, max: number) =>
  fc.integer({ min: Math.round(min * 1e6), max: Math.round(max * 1e6) }).map((n) => n / 1e6);

/** Three successive rows of a bent fault, km: nodes along a wavy trace, rows shifted down dip along a slight curve. */
const rows = fc
  .record({
    heading: millionths(0, 2 * Math.PI),
    bends: fc.array(millionths(-0.4, 0.4), { minLength: 1, maxLength: 8 }),
    step: fc.double({ min: 0.5, max: 5, noNaN: true }),
    apart: fc.double({ min: 0.05, max: 3, noNaN: true }),
    skew: millionths(-0.5, 0.5),
  })
  .map(({ heading, bends, step, apart, skew }) => {
    let x = 0;
    let y = 0;
    let direction = heading;
    const trace: [number, number][] = [[x, y]];
    for (const bend of bends) {
      x += step * Math.sin(direction);
      y += step * Math.cos(direction);
      direction += bend;
      trace.push([x, y]);
    }
    return [0, 1, 2].map((row) => {
      const down = heading + Math.PI / 2 + skew + row * 1e-4;
      return trace.map(([px, py]): [number, number] => [
        px + row * apart * Math.sin(down),
        py + row * apart * Math.cos(down),
      ]);
    });
  });

function expectSameRing(got: PlaneColumns, wanted: PlaneColumns, what: string): void {
  expectAllClose(got.x, wanted.x, `${what} x`, 0, 1e-9);
  expectAllClose(got.y, wanted.y, `${what} y`, 0, 1e-9);
}

/** The ring moved to start at its westernmost vertex, the northernmost of these on ties. */
function fromWest({ x, y }: PlaneColumns): PlaneColumns {
  const n = x.length - 1;
  let west = 0;
  for (let i = 1; i < n; i++) if (x[i]! < x[west]! || (x[i] === x[west] && y[i]! > y[west]!)) west = i;
  const turned = Array.from({ length: n + 1 }, (_, i) => (west + i) % n);
  return { x: Float64Array.from(turned, (i) => x[i]!), y: Float64Array.from(turned, (i) => y[i]!) };
}

describe("outlines of stripes without the geometry library", () => {
  test("the offset of a stripe is the library's buffer, vertex by vertex", () => {
    let made = 0;
    fc.assert(
      fc.property(rows, ([upper, lower]) => {
        const line = stripe(upper!, lower!);
        const ring = outerOffset(line, BUFFER, 2);
        if (ring === undefined) return;
        made++;
        expectSameRing(ring, bufferedOutlineByJsts(line, BUFFER, 2), "buffer");
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(75);
  });

  test("the union of two stripes is the library's, start included", () => {
    let made = 0;
    fc.assert(
      fc.property(rows, ([top, middle, bottom]) => {
        const upper = outerOffset(stripe(top!, middle!), BUFFER, 2);
        const lower = outerOffset(stripe(middle!, bottom!), BUFFER, 2);
        if (upper === undefined || lower === undefined) return;
        const union = unionOfTwo(upper, lower);
        if (union === undefined) return;
        made++;
        const [polygon, ...others] = unionByJsts([[upper]], [[lower]]);
        expect([polygon!.length, others.length]).toEqual([1, 0]);
        expectSameRing(fromWest(union), fromWest(polygon![0]!), "union");
        expect(Math.abs(union.x[0]! - polygon![0]!.x[0]!) + Math.abs(union.y[0]! - polygon![0]!.y[0]!)).toBeLessThan(
          1e-9,
        );
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(75);
  });

  test("rings apart stay apart, and a ring within another is swallowed", () => {
    const square = (x: number, size: number): PlaneColumns => ({
      x: Float64Array.of(x, x, x + size, x + size, x),
      y: Float64Array.of(0, size, size, 0, 0),
    });
    expect(unionOfRings([square(0, 1), square(5, 1)])).toHaveLength(2);
    const [whole, ...others] = unionOfRings([square(0, 4), { ...square(1, 2), y: Float64Array.of(1, 3, 3, 1, 1) }]);
    expect(others).toHaveLength(0);
    expect(Math.max(...whole![0]!.x) - Math.min(...whole![0]!.x)).toBe(4);
  });
});

describe("simplification of closed lines", () => {
  test("drops what lies within the tolerance, and the start only if asked to", () => {
    const line: PlaneColumns = {
      x: Float64Array.of(1, 2, 2, 1, 0, 0, 1),
      y: Float64Array.of(0.001, 0, 2, 2.001, 2, 0, 0.001),
    };
    expect(simplifyClosedLine(line, 0.005, false)).toEqual([0, 1, 2, 4, 5, 6]);
    expect(simplifyClosedLine(line, 0.005, true)).toEqual([5, 1, 2, 4, 5]);
    expect(simplifyClosedLine(line, 0.0005, true)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("keeps a line from folding onto itself", () => {
    // There and back along nearly the same way: the way back may not be flattened onto the way there.
    const line: PlaneColumns = { x: Float64Array.of(0, 1, 2, 1, 0), y: Float64Array.of(0, 0.001, 0, -0.001, 0) };
    const kept = simplifyClosedLine(line, 0.005, false);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept[0]).toBe(0);
    expect(kept[kept.length - 1]).toBe(4);
  });
});

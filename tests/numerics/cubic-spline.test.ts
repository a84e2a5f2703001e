import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { splineKnots } from "../../src/numerics/cubic-spline.ts";

const steps = fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: 4, maxLength: 12 });
const coefficient = fc.double({ min: -5, max: 5, noNaN: true });

function knotsOf(lengths: readonly number[]): number[] {
  let x = 0;
  return lengths.map((length) => (x += length));
}

describe("cubic spline", () => {
  test("goes through its points", () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(coefficient), (lengths, stream) => {
        const knots = knotsOf(lengths);
        const values = knots.map(() => stream.next().value as number);
        const spline = splineKnots(knots).through(values);
        knots.forEach((knot, i) => {
          expect(spline.at(knot)).toBeCloseTo(values[i] ?? Number.NaN, 9);
        });
      }),
    );
  });

  test("is a cubic wherever its points are on one", () => {
    fc.assert(
      fc.property(steps, coefficient, coefficient, coefficient, coefficient, (lengths, a, b, c, d) => {
        const knots = knotsOf(lengths);
        const cubic = (x: number) => a + x * (b + x * (c + x * d));
        const spline = splineKnots(knots).through(knots.map(cubic));
        const start = knots[0] ?? 0;
        const end = knots.at(-1) ?? 0;
        for (let k = 0; k <= 20; k++) {
          const x = start + ((end - start) * k) / 20;
          expect(Math.abs(spline.at(x) - cubic(x))).toBeLessThan(1e-7 * Math.max(1, Math.abs(cubic(end))));
        }
      }),
    );
  });

  test("refuses fewer than four knots", () => {
    expect(() => splineKnots([1, 2, 3])).toThrow("four knots");
  });
});

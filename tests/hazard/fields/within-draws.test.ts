import { expect, test } from "bun:test";
import { residualIndex, withinDraws } from "../../../src/hazard/fields/within-draws.ts";
import { Pcg64 } from "../../../src/numerics/random/pcg64.ts";

const SHAPE = { measures: 2, sites: 5, events: 23 };

/** Measures x sites x events, and the draw after them. */
function drawnInRuns(run: number): { residuals: number[]; after: number } {
  const generator = new Pcg64(42);
  const draws = withinDraws(generator, SHAPE, 3, run);
  const after = generator.double();
  const residuals = new Array<number>(SHAPE.measures * SHAPE.sites * SHAPE.events).fill(0);
  const out = new Float32Array(SHAPE.sites * 24);
  for (let first = 0; first < SHAPE.events; first += run) {
    const count = Math.min(run, SHAPE.events - first);
    for (let m = 0; m < SHAPE.measures; m++) {
      draws.next(m, count, out);
      for (let s = 0; s < SHAPE.sites; s++)
        for (let e = 0; e < count; e++)
          residuals[(m * SHAPE.sites + s) * SHAPE.events + first + e] = out[residualIndex(e, s, SHAPE.sites)]!;
    }
  }
  return { residuals, after };
}

test("residuals do not depend on the length of the runs", () => {
  const whole = drawnInRuns(23);
  expect(whole.residuals.slice(0, 2)).toEqual([0.7494813203811646, -0.15339484810829163]);
  for (const run of [4, 8, 20]) expect(drawnInRuns(run)).toEqual(whole);
});

test("without spread nothing is drawn", () => {
  const generator = new Pcg64(42);
  const out = new Float32Array(SHAPE.sites * 24).fill(1);
  withinDraws(generator, SHAPE, 0, 4).next(0, 4, out);
  expect([...out.subarray(0, 20)]).toEqual(new Array(20).fill(0));
  expect(generator.double()).toBe(0.7739560485559633);
});

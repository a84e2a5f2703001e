import { expect, test } from "bun:test";
import { faultContexts } from "../../../src/hazard/contexts/fault-contexts.ts";
import { faultRuptures } from "../../../src/hazard/sources/fault-ruptures.ts";
import { expectClose } from "../../geo/closeness.ts";
import { contextsAt, REACH, tileAt } from "../emitted-contexts.ts";
import { FAULT } from "../small-sources.ts";

const MAGS = Float64Array.of(5.5, 6);
const SETTINGS = { ruptureMesh: 2, complexFaultMesh: undefined, floatingSteps: { alongStrike: 0, downDip: 0 } };
const RUPTURES = faultRuptures(FAULT, { mags: MAGS, rates: Float64Array.of(1, 1) }, SETTINGS);

test("every rupture with every site within the maximum distance, weighted by its share", () => {
  const rows = contextsAt(faultContexts(RUPTURES, MAGS, REACH), tileAt([10, 5], [10, 400]), 0.5);
  expect(rows.length).toBe(RUPTURES.count);
  expect(rows.every(({ site, rrup }) => site === 0 && rrup < 100)).toBe(true);
  expectClose(
    rows.reduce((sum, { weight }) => sum + weight, 0),
    2 * 0.5,
    "weights",
    1e-12,
    0,
  );
});

test("ruptures that are not sorted by magnitude are a defect", () => {
  expect(() => faultContexts(RUPTURES, MAGS.toReversed(), REACH)).toThrow("not sorted");
});

import { expect, test } from "bun:test";
import {
  countKiteFaultRuptures,
  kiteFaultRuptures,
  prepareKiteFault,
  profilesOfSimpleFault,
} from "../../../src/hazard/sources/kite-fault.ts";
import type { KiteFaultSource } from "../../../src/hazard/sources/source.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { KITE, RAMP } from "../small-geometries.ts";
import { COMMON } from "../small-sources.ts";

const SOURCE: KiteFaultSource = {
  ...COMMON,
  kind: "kiteFault",
  mfd: { kind: "arbitrary", mags: Float64Array.of(6), rates: Float64Array.of(0.01) },
  rake: 90,
  geometry: KITE,
};
const NODE_BY_NODE = { alongStrike: 0, downDip: 0 };
const BINS = { mags: Float64Array.of(6), rates: Float64Array.of(0.01) };

test("blocks of nodes share the rate of the magnitude, columns slowest", () => {
  const fault = prepareKiteFault(SOURCE, 2);
  const set = kiteFaultRuptures(fault, BINS, NODE_BY_NODE);
  expect(set.count).toBe(countKiteFaultRuptures(fault, 6, NODE_BY_NODE));
  expectClose(
    set.rate.reduce((a, b) => a + b),
    0.01,
    "rate",
    1e-12,
    0,
  );
  expect(Array.from(set.columnStart)).toEqual(Array.from(set.columnStart).sort((a, b) => a - b));
  expect(countKiteFaultRuptures(fault, 6, { alongStrike: 1, downDip: 1 })).toBeLessThan(set.count);
});

test("a simple fault's columns become profiles; ratios that depend on magnitude are refused", () => {
  const profiles = profilesOfSimpleFault(RAMP, 2, undefined);
  expect(new Set(profiles.map((profile) => profile.length)).size).toBe(1);
  const aspectRatio = { mags: Float64Array.of(5, 6), ratios: Float64Array.of(1, 2) };
  expect(() => prepareKiteFault({ ...SOURCE, aspectRatio }, 2)).toThrow(InputError);
});

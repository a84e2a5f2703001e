import { expect, test } from "bun:test";
import {
  countSimpleFaultRuptures,
  prepareSimpleFault,
  simpleFaultRuptures,
} from "../../../src/hazard/sources/simple-fault.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { FAULT } from "../small-sources.ts";

const BINS = { mags: Float64Array.of(6), rates: Float64Array.of(0.01) };

test("M 6 takes 10 by 10 km: 6 nodes both ways, 3 first rows by 6 first columns on 8 by 11 nodes", () => {
  const fault = prepareSimpleFault(FAULT, BINS, 2);
  const set = simpleFaultRuptures(fault, BINS);
  expect(countSimpleFaultRuptures(fault, 6)).toBe(set.count);
  const sizes = new Set(Array.from(set.rowStop, (stop, r) => stop - set.rowStart[r]!));
  expect(sizes.size).toBe(1);
  const [rows] = sizes;
  const columns = set.columnStop[0]! - set.columnStart[0]!;
  expect(set.count).toBe((8 - rows! + 1) * (11 - columns + 1));
  expectClose(
    set.rate.reduce((a, b) => a + b),
    0.01,
    "rate",
    1e-12,
    0,
  );
});

test("hypocentres at depths: those within a rupture, weights renormalised", () => {
  const hypocentralDepths = [
    { probability: 0.5, depth: 5 },
    { probability: 0.5, depth: 9 },
  ];
  const set = simpleFaultRuptures(prepareSimpleFault({ ...FAULT, hypocentralDepths }, BINS, 2), BINS);
  expectClose(
    set.rate.reduce((a, b) => a + b),
    0.01,
    "rate",
    1e-12,
    0,
  );
});

test("a spacing too large for the smallest magnitude is refused by name", () => {
  expect(() => prepareSimpleFault(FAULT, { mags: Float64Array.of(4), rates: Float64Array.of(1) }, 5)).toThrow(
    InputError,
  );
});

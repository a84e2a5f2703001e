import { expect, test } from "bun:test";
import {
  arrangeTraces,
  coordinatesAt,
  generalizedCoordinates,
  ry0Of,
  traceEnds,
} from "../../../src/hazard/surfaces/generalized-coordinates.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { km } from "../small-geometries.ts";

const trace = (from: number, to: number) => ({ lon: Float64Array.of(km(from), km(to)), lat: new Float64Array(2) });

test("one straight trace: T across to the right, U along from its start", () => {
  const { traces, shift, uMax } = generalizedCoordinates([trace(0, 20)]);
  expectClose(uMax, 20, "largest U", 1e-4, 0);
  const out = new Float64Array(2);
  const lon = (km(5) * Math.PI) / 180;
  const lat = (km(-3) * Math.PI) / 180;
  coordinatesAt(traces, shift, Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat), out);
  expectAllClose(out, [3, 5], "T and U", 1e-4, 0);
  expect([ry0Of(-2, 20), ry0Of(5, 20), ry0Of(23, 20)]).toEqual([2, 0, 3]);
});

test("of three traces the one that runs against the others is turned round, and all are put in line", () => {
  const { flipped, order, shift } = arrangeTraces([trace(30, 45), trace(20, 10), trace(50, 70)].map(traceEnds));
  expect([...flipped].filter(Boolean).length).toBeGreaterThan(0);
  expect(new Set(order)).toEqual(new Set([0, 1, 2]));
  expect(shift.length).toBe(3);
  const { length, azimuth } = traceEnds(trace(0, 20));
  expectAllClose([length, azimuth], [20, 90], "ends", 1e-9, 0);
});

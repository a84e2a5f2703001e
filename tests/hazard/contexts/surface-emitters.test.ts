import { expect, test } from "bun:test";
import { flush } from "../../../src/hazard/contexts/context-collector.ts";
import { emitterOf } from "../../../src/hazard/contexts/surface-emitters.ts";
import { wholeRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { ruptureSurface } from "../../../src/hazard/surfaces/rupture-surface.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { type ContextRow, collectorFor, rowsOf, tileAt } from "../emitted-contexts.ts";
import { KITE, RAMP, WALL } from "../small-geometries.ts";

const BINS = { mags: Float64Array.of(6), rates: Float64Array.of(1) };

test.each([
  ["planar", WALL, Math.hypot(5, 2)],
  ["mesh", RAMP, 5],
  ["multiPlanar", { kind: "multiSurface", surfaces: [WALL] }, Math.hypot(5, 2)],
  ["multiKite", { kind: "multiSurface", surfaces: [KITE] }, 5],
] as const)("%s: rrup decides, the minimum distance raises", (kind, geometry, rrup) => {
  const set = wholeRuptures(ruptureSurface(geometry, { ruptureMesh: 2, complexFaultMesh: 2 }), 0, BINS);
  expect(set.kind).toBe(kind);
  const tile = tileAt([10, 5], [10, 500]);
  const rows: ContextRow[] = [];
  const collector = collectorFor(tile, (full) => rows.push(...rowsOf(full)));
  for (const minimum of [0, 30]) {
    const emitter = emitterOf(set, minimum);
    emitter.setTile(tile, 100);
    emitter.emit(0, 6, 100, collector, 1);
  }
  flush(collector);
  expect(rows.map(({ site }) => site)).toEqual([0, 0]);
  expectAllClose(
    rows.map((row) => row.rrup),
    [rrup, 30],
    "rrup",
    2e-3,
    0,
  );
});

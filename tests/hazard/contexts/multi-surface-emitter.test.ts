import { expect, test } from "bun:test";
import { flush } from "../../../src/hazard/contexts/context-collector.ts";
import { multiSurfaceEmitter } from "../../../src/hazard/contexts/multi-surface-emitter.ts";
import { wholeMultiPlanarRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { planarMultiSurface } from "../../../src/hazard/surfaces/planar-multi-surface.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { type ContextRow, collectorFor, rowsOf, tileAt } from "../emitted-contexts.ts";
import { NEXT_WALL, WALL } from "../small-geometries.ts";

test("a second tile replaces the first", () => {
  const bins = { mags: Float64Array.of(6, 7), rates: Float64Array.of(1, 1) };
  const emitter = multiSurfaceEmitter(wholeMultiPlanarRuptures(planarMultiSurface([WALL, NEXT_WALL]), bins, 0), 0);
  const rows: ContextRow[] = [];
  for (const tile of [tileAt([10, 5], [10, 6]), tileAt([35, -4])]) {
    const collector = collectorFor(tile, (full) => rows.push(...rowsOf(full)));
    emitter.setTile(tile, 100);
    for (const r of [0, 1]) emitter.emit(r, 6 + r, 100, collector, 1);
    flush(collector);
  }
  expect(rows.map(({ mag, site }) => [mag, site])).toEqual([
    [6, 0],
    [6, 1],
    [7, 0],
    [7, 1],
    [6, 0],
    [7, 0],
  ]);
  expectAllClose(
    rows.map(({ rjb }) => rjb),
    [5, 6, 5, 6, 4, 4],
    "rjb",
    1e-3,
    0,
  );
});

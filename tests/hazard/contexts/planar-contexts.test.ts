import { expect, test } from "bun:test";
import { flush } from "../../../src/hazard/contexts/context-collector.ts";
import { emitPlanar, makePlanarEmitter, planarSetEmitter } from "../../../src/hazard/contexts/planar-contexts.ts";
import { planarSurfaceRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { selectAll } from "../../../src/hazard/sites/selected-sites.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { type ContextRow, collectorFor, rowsOf, tileAt } from "../emitted-contexts.ts";
import { WALL } from "../small-geometries.ts";

const SET = planarSurfaceRuptures([{ surface: planarSurface(WALL), mag: 6, rake: 0, rate: 1, hypocentre: [0, 0, 7] }]);
const TILE = tileAt([10, 3], [10, 80], [10, -6]);

test("sites in reach, with the weight of the rupture and what is added to it", () => {
  const rows: ContextRow[] = [];
  const collector = collectorFor(TILE, (full) => rows.push(...rowsOf(full)));
  const bin = { ruptures: SET, first: 0, stop: 1, share: Float64Array.of(0.5), mag: 6, maximum: 50, inclusive: false };
  emitPlanar(makePlanarEmitter(), bin, 0.2, 0, selectAll(TILE.points), collector);
  emitPlanar(
    makePlanarEmitter(),
    { ...bin, added: Float64Array.of(9, 1), addedFrom: 1 },
    0.2,
    0,
    selectAll(TILE.points),
    collector,
  );
  flush(collector);
  expect(rows.map(({ site }) => site)).toEqual([0, 2, 0, 2]);
  expectAllClose(
    rows.map(({ weight }) => weight),
    [0.1, 0.1, 1.1, 1.1],
    "weights",
    1e-12,
    0,
  );
  expectAllClose(
    rows.slice(0, 2).map(({ rjb }) => rjb),
    [3, 6],
    "rjb",
    1e-3,
    0,
  );
});

test("planes given by corners: sites at the maximum distance count", () => {
  const rows: ContextRow[] = [];
  const collector = collectorFor(TILE, (full) => rows.push(...rowsOf(full)));
  const emitter = planarSetEmitter(SET, 0);
  emitter.setTile(TILE, 100);
  emitter.emit(0, 6, 100, collector, 1);
  flush(collector);
  const [first] = rows;
  emitter.emit(0, 6, first!.rrup, collector, 1);
  flush(collector);
  expect(rows.map(({ site }) => site)).toEqual([0, 1, 2, 0]);
});

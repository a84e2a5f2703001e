import { expect, test } from "bun:test";
import { flush } from "../../../src/hazard/contexts/context-collector.ts";
import { meshEmitter } from "../../../src/hazard/contexts/mesh-emitter.ts";
import { MeshRuptureColumns } from "../../../src/hazard/ruptures/mesh-ruptures.ts";
import { faultMesh } from "../../../src/hazard/surfaces/surface-mesh.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { type ContextRow, collectorFor, rowsOf, tileAt } from "../emitted-contexts.ts";
import { rampMesh } from "../small-geometries.ts";

test("sites out of reach of the mesh are not looked at, the others keep their rows of the tile", () => {
  const columns = new MeshRuptureColumns(faultMesh(rampMesh(3, 5), true), 90, 1);
  columns.add({ rowStart: 0, rowStop: 3, columnStart: 0, columnStop: 5 }, 6, 1, [0, 0, 0]);
  const emitter = meshEmitter(columns.ruptures(), 0);
  const tile = tileAt([4, 700], [4, 3], [4, 60]);
  const rows: ContextRow[] = [];
  const collector = collectorFor(tile, (full) => rows.push(...rowsOf(full)));
  emitter.setTile(tile, 100);
  emitter.emit(0, 6, 100, collector, 0.25);
  emitter.emit(0, 6, 10, collector, 0.25);
  flush(collector);
  expect(rows.map(({ site }) => site)).toEqual([1, 2, 1]);
  expectAllClose(
    rows.map(({ rrup }) => rrup),
    [3, 60, 3],
    "rrup",
    1e-4,
    0,
  );
});

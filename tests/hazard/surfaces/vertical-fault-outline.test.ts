/** Ruptures of a vertical fault share their outlines: that must not show in rjb. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { unionOfRings } from "../../../src/geo/plane/union.ts";
import { makeContextBlock } from "../../../src/hazard/context-block.ts";
import {
  prepareMeshDistances,
  selectSites,
  setSites,
  writeDistances,
} from "../../../src/hazard/distances/mesh-distances.ts";
import { MeshRuptureColumns } from "../../../src/hazard/ruptures/mesh-ruptures.ts";
import type { Mesh, MeshWindow } from "../../../src/hazard/surfaces/mesh.ts";
import { meshCentroid } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { distanceToOutline, meshOutline } from "../../../src/hazard/surfaces/mesh-outline.ts";
import { simpleFaultMesh } from "../../../src/hazard/surfaces/simple-fault-mesh.ts";
import { faultMesh } from "../../../src/hazard/surfaces/surface-mesh.ts";
import { sitesOfGolden } from "../golden-meshes.ts";

/** The farthest a test site is from the fault stays below the 40 km within which outlines are used. */
const PLACE = fc.tuple(fc.double({ min: 10, max: 10.5, noNaN: true }), fc.double({ min: 45, max: 45.3, noNaN: true }));

const WINDOWS: readonly MeshWindow[] = [
  { rowStart: 0, rowStop: 4, columnStart: 0, columnStop: 6 },
  { rowStart: 2, rowStop: 4, columnStart: 0, columnStop: 6 },
  { rowStart: 1, rowStop: 6, columnStart: 4, columnStop: 12 },
  { rowStart: 3, rowStop: 6, columnStart: 2, columnStop: 4 },
];

function bent(dip: number): Mesh {
  return simpleFaultMesh(
    {
      kind: "simpleFaultGeometry",
      trace: Float64Array.from([10.1, 45.05, 10.2, 45.15, 10.4, 45.2]),
      dip,
      upperSeismogenicDepth: 1,
      lowerSeismogenicDepth: 11,
    },
    2,
  );
}

test.each([90, 89.9, 60])("rjb of floating ruptures is that of each one's own outline, dip %p", (dip) => {
  const mesh = bent(dip);
  const columns = new MeshRuptureColumns(faultMesh(mesh, true), 0, WINDOWS.length);
  for (const window of WINDOWS) columns.add(window, 6, 1, meshCentroid(mesh, window));
  const distances = prepareMeshDistances(columns.ruptures(), ["rrup", "rjb"]);
  const block = makeContextBlock(["rrup", "rjb"], 1);
  fc.assert(
    fc.property(PLACE, fc.nat(WINDOWS.length - 1), ([lon, lat], r) => {
      setSites(distances, sitesOfGolden([[lon, lat, 0]]), Int32Array.of(0));
      const selected = selectSites(distances, r, 1e5);
      expect(selected.count).toBe(1);
      writeDistances(distances, r, selected, block);
      const own = distanceToOutline(meshOutline(mesh, WINDOWS[r]!), ...toCartesian(lon, lat, 0));
      expect(Math.abs(block.rjb[0]! - own)).toBeLessThan(1e-9);
    }),
  );
});

test("equal rings are united as GEOS does it: each union of halves moves the start by one vertex", () => {
  const ring = { x: Float64Array.of(0, 0, 1, 2, 2, 0), y: Float64Array.of(0, 1, 2, 1, 0, 0) };
  const startOf = (count: number): number => {
    const [polygon] = unionOfRings(Array.from({ length: count }, () => ring));
    return ring.x.findIndex((x, i) => x === polygon![0]!.x[0] && ring.y[i] === polygon![0]!.y[0]);
  };
  // Printed by shapely 2.2 with GEOS 3.14: the start in the union of so many equal polygons.
  expect([1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 30].map(startOf)).toEqual([0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
});

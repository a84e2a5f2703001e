import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { azimuth } from "../../../src/geo/azimuth.ts";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { distanceToArc, distanceToSemiArc, signedDistanceToSegment } from "../../../src/geo/great-circle.ts";
import { makeContextBlock } from "../../../src/hazard/context-block.ts";
import {
  prepareMeshDistances,
  selectSites,
  setSites,
  writeDistances,
} from "../../../src/hazard/distances/mesh-distances.ts";
import { MeshRuptureColumns } from "../../../src/hazard/ruptures/mesh-ruptures.ts";
import type { MeshRuptures } from "../../../src/hazard/ruptures/rupture-set.ts";
import { selectThese } from "../../../src/hazard/sites/selected-sites.ts";
import { meshCentroid } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { simpleFaultMesh } from "../../../src/hazard/surfaces/simple-fault-mesh.ts";
import { faultMesh } from "../../../src/hazard/surfaces/surface-mesh.ts";
import { expectClose } from "../../geo/closeness.ts";
import { sitesOfGolden } from "../golden-meshes.ts";

const MESH = simpleFaultMesh(
  {
    kind: "simpleFaultGeometry",
    trace: Float64Array.from([10, 45, 10.2, 45.1, 10.25, 45.3, 10.5, 45.35]),
    dip: 40,
    upperSeismogenicDepth: 1,
    lowerSeismogenicDepth: 12,
  },
  2,
);

/** Ruptures of several sizes, down to one cell, at every position. */
function ruptures(): MeshRuptures {
  const sizes = [
    [2, 2],
    [2, 3],
    [3, 4],
    [5, 9],
    [MESH.rows, MESH.columns],
  ] as const;
  const fault = faultMesh(MESH, true);
  const windows = sizes.flatMap(([rows, columns]) =>
    Array.from({ length: (MESH.rows - rows + 1) * (MESH.columns - columns + 1) }, (_, k) => {
      const rowStart = Math.floor(k / (MESH.columns - columns + 1));
      const columnStart = k % (MESH.columns - columns + 1);
      return { rowStart, rowStop: rowStart + rows, columnStart, columnStop: columnStart + columns };
    }),
  );
  const columns = new MeshRuptureColumns(fault, 0, windows.length);
  for (const window of windows) columns.add(window, 6, 1, meshCentroid(MESH, window));
  return columns.ruptures();
}

function bruteRrup(set: MeshRuptures, r: number, site: readonly [number, number, number]): number {
  const [x, y, z] = toCartesian(...site);
  let least = Number.POSITIVE_INFINITY;
  for (let i = set.rowStart[r]!; i < set.rowStop[r]!; i++)
    for (let j = set.columnStart[r]!; j < set.columnStop[r]!; j++) {
      const node = i * MESH.columns + j;
      least = Math.min(least, Math.hypot(MESH.x[node]! - x, MESH.y[node]! - y, MESH.z[node]! - z));
    }
  return least;
}

function bruteRx(set: MeshRuptures, r: number, [lon, lat]: readonly [number, number, number]): number {
  const at = (j: number): readonly [number, number] => {
    const node = set.rowStart[r]! * MESH.columns + j;
    return [MESH.lon[node]!, MESH.lat[node]!];
  };
  const first = set.columnStart[r]!;
  const last = set.columnStop[r]! - 1;
  if (last === first + 1) return distanceToArc(...at(first), azimuth(...at(first), ...at(last)), lon, lat);
  const candidates = [-distanceToSemiArc(...at(first + 1), azimuth(...at(first + 1), ...at(first)), lon, lat)];
  for (let j = first + 1; j < last - 1; j++) candidates.push(signedDistanceToSegment(...at(j), ...at(j + 1), lon, lat));
  candidates.push(distanceToSemiArc(...at(last - 1), azimuth(...at(last - 1), ...at(last)), lon, lat));
  return candidates.reduce((best, value) => (Math.abs(value) < Math.abs(best) ? value : best));
}

describe("distances to floating ruptures", () => {
  const set = ruptures();
  const wanted = ["rrup", "rjb", "rx"] as const;
  const distances = prepareMeshDistances(set, wanted);

  test("equal a search over the nodes and segments of each rupture", () => {
    const place = fc.tuple(
      fc.double({ min: 9.5, max: 11, noNaN: true }),
      fc.double({ min: 44.6, max: 45.8, noNaN: true }),
      fc.double({ min: -2, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), fc.nat(set.count - 1), (places, r) => {
        const sites = sitesOfGolden(places.map(([lon, lat, depth]) => [lon, lat, depth]));
        setSites(distances, sites, Int32Array.from(places.keys()));
        const selected = selectSites(distances, r, 1e5);
        expect(selected.count).toBe(places.length);
        const block = makeContextBlock(wanted, places.length);
        writeDistances(distances, r, selected, block);
        places.forEach((site, s) => {
          expectClose(block.rrup[s]!, bruteRrup(set, r, site), "rrup");
          expectClose(block.rx[s]!, bruteRx(set, r, site), "rx", 1e-9, 1e-6);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("only sites in reach are selected, and rows start at the offset asked for", () => {
    const sites = sitesOfGolden([
      [10.1, 45.05, 0],
      [20, 45, 0],
      [10.3, 45.2, 0],
    ]);
    setSites(distances, sites, Int32Array.of(2, 1, 0));
    const selected = selectSites(distances, 0, 100);
    expect(Array.from(selected.indices.subarray(0, selected.count))).toEqual([0, 2]);
    const block = makeContextBlock(wanted, 5);
    writeDistances(distances, 0, selectThese(selected.points, Int32Array.of(2), 3), block);
    expectClose(block.rrup[3]!, bruteRrup(set, 0, [10.1, 45.05, 0]), "rrup");
    expect(block.rrup[4]).toBe(0);
  });

  test("a column that meshes do not have is refused", () => {
    expect(() => prepareMeshDistances(set, ["rcdpp"])).toThrow('the distance "rcdpp"');
  });
});

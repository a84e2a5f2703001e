import { expect, test } from "bun:test";
import { azimuth } from "../../../src/geo/azimuth.ts";
import { signedDistanceToSegment } from "../../../src/geo/great-circle.ts";
import {
  hasGaps,
  planTopEdges,
  setDirection,
  updateTopEdges,
  windowRx,
  windowRxWithGaps,
} from "../../../src/hazard/distances/mesh-top-edge.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { km, rampMesh } from "../small-geometries.ts";
import { pointsAt } from "../small-sites.ts";

const MESH = rampMesh(2, 5);
const WINDOWS = {
  count: 1,
  rowStart: Int32Array.of(0),
  rowStop: Int32Array.of(2),
  columnStart: Int32Array.of(0),
  columnStop: Int32Array.of(5),
};

function edgesFor(east: number, north: number) {
  const edges = planTopEdges(MESH, WINDOWS);
  const { x, y, z, ux, uy, uz } = pointsAt([east, north]);
  const flat = rampMesh(2, 5);
  const squares = Float64Array.from(flat.lon, (_, node) => {
    const [dx, dy, dz] = [flat.x[node]! - x[0]!, flat.y[node]! - y[0]!, flat.z[node]! - z[0]!];
    return dx * dx + dy * dy + dz * dz;
  });
  updateTopEdges(edges, squares, ux[0]!, uy[0]!, uz[0]!);
  return edges;
}

test("rx beside the top edge is the signed distance to it: right is positive", () => {
  for (const [east, north] of [
    [4.5, -3],
    [5, 2],
  ] as const) {
    const edges = edgesFor(east, north);
    const rx = windowRx(edges, 0, 0, 0, 5);
    expectClose(rx, signedDistanceToSegment(0, 0, km(8), 0, km(east), km(north)), "rx", 1e-3, 0);
    expectClose(windowRxWithGaps(edges, MESH, 0, 0, 5), rx, "with gaps", 1e-3, 0);
  }
});

test("a unit vector that leaves a place with an azimuth; gaps of the top row", () => {
  const out = new Float64Array(3);
  setDirection(out, 0, 0, 0, azimuth(0, 0, 1, 0));
  expectAllClose(out, [0, 1, 0], "eastwards", 0, 1e-12);
  expect(hasGaps(MESH, 0, 0, 5)).toBe(false);
  expect(hasGaps({ ...MESH, lon: MESH.lon.with(1, Number.NaN) }, 0, 0, 5)).toBe(true);
  expect(hasGaps({ ...MESH, lon: MESH.lon.with(1, Number.NaN) }, 1, 0, 5)).toBe(false);
});

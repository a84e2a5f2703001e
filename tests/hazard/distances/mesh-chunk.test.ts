import { expect, test } from "bun:test";
import { cartesianColumns } from "../../../src/geo/cartesian.ts";
import { fillChunk, planChunk } from "../../../src/hazard/distances/mesh-chunk.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { rampMesh } from "../small-geometries.ts";
import { pointsAt } from "../small-sites.ts";

const MESH = rampMesh(3, 4);
const WINDOWS = {
  count: 2,
  mesh: MESH,
  surface: "fault",
  rowStart: Int32Array.of(0, 1),
  rowStop: Int32Array.of(2, 3),
  columnStart: Int32Array.of(0, 1),
  columnStop: Int32Array.of(3, 4),
  strike: Float64Array.of(90, 90),
} as const;

test("squares of rrup and of the way to the nodes at depth 0, windows slowest", () => {
  const points = pointsAt([0, 3], [6, -2]);
  const chunk = planChunk(WINDOWS, { rjb: true, rx: true }, 0, 2, points.count, undefined);
  const surface = cartesianColumns({ lon: MESH.lon, lat: MESH.lat });
  fillChunk(chunk, WINDOWS, { surface, trace: surface }, points);
  // To window 0: its corner (0, 0, 0) and its node (4, -2, 2); to window 1: (2, -2, 2) and (6, -2, 2).
  expectAllClose(chunk.rrupSquare, [9, 4 + 4, 4 + 25 + 4, 4], "rrup", 2e-3, 0);
  expectAllClose(chunk.rjbSquare, [9, 4, 4 + 25, 0], "at depth 0", 2e-3, 1e-6);
  expectAllClose(chunk.rx, [-3, 2, -5, 0], "rx", 1e-3, 1e-6);
});

test("a chunk of the same ruptures and sites is used again", () => {
  const wants = { rjb: false, rx: false };
  const chunk = planChunk(WINDOWS, wants, 0, 2, 2, undefined);
  expect(planChunk(WINDOWS, wants, 0, 2, 2, chunk)).toBe(chunk);
  expect(planChunk(WINDOWS, wants, 0, 2, 3, chunk).rupturePlan).toBe(chunk.rupturePlan);
  expect(planChunk(WINDOWS, wants, 1, 2, 2, chunk).first).toBe(1);
});

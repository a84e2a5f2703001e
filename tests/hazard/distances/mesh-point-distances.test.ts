import { test } from "bun:test";
import {
  fillMeshAzimuth,
  fillMeshClosestPoint,
  fillMeshRy0,
} from "../../../src/hazard/distances/mesh-point-distances.ts";
import { expectAllClose, expectSameAngle } from "../../geo/closeness.ts";
import { km, rampMesh } from "../small-geometries.ts";
import { blockOf, sitesAt } from "../small-sites.ts";

/** The whole ramp of 3 by 5 nodes, 8 km along its top. */
const WINDOWS = {
  count: 1,
  mesh: rampMesh(3, 5),
  surface: "fault",
  rowStart: Int32Array.of(0),
  rowStop: Int32Array.of(3),
  columnStart: Int32Array.of(0),
  columnStop: Int32Array.of(5),
  strike: Float64Array.of(90),
} as const;

test("ry0 is 0 beside the top edge, else the way to the circle across its end", () => {
  const out = new Float64Array(3);
  fillMeshRy0(WINDOWS, 0, sitesAt([4, 5], [11, -3], [-2, 0]), out);
  expectAllClose(out, [0, 3, 2], "ry0", 1e-4, 1e-9);
});

test("azimuth from the middle, relative to the strike", () => {
  const out = new Float64Array(2);
  fillMeshAzimuth(WINDOWS, 0, sitesAt([4, 10], [14, -2]), out);
  expectSameAngle(out[0]!, 270, "north", 0.01);
  expectSameAngle(out[1]!, 0, "east", 0.01);
});

test("the nearest node of the window", () => {
  const block = blockOf(1, "clon", "clat", "azimuthcp");
  fillMeshClosestPoint(WINDOWS, 0, new Set(["clon", "clat", "azimuthcp"]), sitesAt([6.3, 2]), block);
  expectAllClose([block.clon[0]!, block.clat[0]!], [km(6), 0], "node", 1e-9, 1e-12);
  expectSameAngle(block.azimuthcp[0]!, 180 + 8.53, "azimuth", 0.01);
});

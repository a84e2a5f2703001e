import { expect, test } from "bun:test";
import { nearestNode, nodesRrup } from "../../../src/hazard/distances/node-distances.ts";
import { selectThese } from "../../../src/hazard/sites/selected-sites.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { rampMesh } from "../small-geometries.ts";
import { pointsAt } from "../small-sites.ts";

const MESH = rampMesh(2, 3);

test("the straight distance to the nearest node, the first one on ties", () => {
  const points = pointsAt([4, 3], [0, 0], [1, 0]);
  const out = new Float64Array(4);
  nodesRrup(MESH, selectThese(points, Int32Array.of(0, 1, 2), 1), out);
  expectAllClose(out, [0, 3, 0, 1], "rrup", 1e-6, 1e-9);
  expect([0, 1].map((s) => nearestNode(MESH, points, s))).toEqual([2, 0]);
  const twice = { x: MESH.x.with(1, MESH.x[0]!), y: MESH.y.with(1, MESH.y[0]!), z: MESH.z.with(1, MESH.z[0]!) };
  expect(nearestNode(twice, points, 1)).toBe(0);
});

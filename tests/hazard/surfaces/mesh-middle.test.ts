import { expect, test } from "bun:test";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { meshMiddle, nodeOf, topEdgeMiddle } from "../../../src/hazard/surfaces/mesh-middle.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { km, rampMesh } from "../small-geometries.ts";

test("odd counts: the central node; even ones: half way between the central ones", () => {
  const odd = rampMesh(3, 5);
  expect(meshMiddle(odd, wholeMesh(odd))).toEqual(nodeOf(odd, 7));
  const even = rampMesh(2, 4);
  expectAllClose(meshMiddle(even, wholeMesh(even)), [km(3), km(-1), 1], "middle", 1e-6, 1e-12);
  expectAllClose(topEdgeMiddle(even, wholeMesh(even)), [km(3), 0, 0], "top edge", 1e-6, 1e-12);
});

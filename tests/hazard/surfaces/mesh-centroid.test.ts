import { expect, test } from "bun:test";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { meshCentroid, nodeOf, topEdgeCentroid } from "../../../src/hazard/surfaces/mesh-centroid.ts";
import { expectAllClose } from "../../geo/closeness.ts";
import { km, rampMesh } from "../small-geometries.ts";

test("odd counts: the central node; even ones: half way between the central ones", () => {
  const odd = rampMesh(3, 5);
  expect(meshCentroid(odd, wholeMesh(odd))).toEqual(nodeOf(odd, 7));
  const even = rampMesh(2, 4);
  expectAllClose(meshCentroid(even, wholeMesh(even)), [km(3), km(-1), 1], "centroid", 1e-6, 1e-12);
  expectAllClose(topEdgeCentroid(even, wholeMesh(even)), [km(3), 0, 0], "top edge", 1e-6, 1e-12);
});

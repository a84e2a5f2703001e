import { expect, test } from "bun:test";
import { kiteMesh } from "../../../src/hazard/surfaces/kite-mesh.ts";
import {
  kiteArea,
  kiteCentroid,
  kiteParameters,
  kiteTrace,
  nodesOf,
} from "../../../src/hazard/surfaces/kite-parameters.ts";
import { wholeMesh } from "../../../src/hazard/surfaces/mesh.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { KITE, km } from "../small-geometries.ts";

const MESH = kiteMesh(KITE.profiles, 2, 2);
const WHOLE = wholeMesh(MESH);

test("20 km by 14 km at 45 degrees; the strike has a thousandth of a degree added", () => {
  const { strike, dip, width, ztor, zbot } = kiteParameters(MESH, WHOLE);
  expectAllClose([strike, dip, width], [90.001, 45, 14], "parameters", 1e-3, 0);
  expectAllClose([ztor, zbot], [0, 7 * Math.SQRT2], "depths", 1e-6, 1e-9);
  expectClose(kiteArea(MESH, WHOLE), 20 * 14, "area", 2e-3, 0);
});

test("the middle is a node, the trace keeps its ends only where it is straight", () => {
  const [lon] = kiteCentroid(MESH, WHOLE);
  expectClose(lon, km(10), "centroid", 1e-3, 0);
  expect(nodesOf(MESH, WHOLE).length).toBe(88);
  expect(kiteTrace(MESH).lon.length).toBe(2);
});

test("nodes without coordinates are no nodes", () => {
  const gap = { ...MESH, lon: MESH.lon.with(0, Number.NaN) };
  expect(nodesOf(gap, WHOLE)[0]).toBe(1);
});

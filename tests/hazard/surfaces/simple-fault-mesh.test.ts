import { expect, test } from "bun:test";
import { meshOfProfiles, simpleFaultArea, simpleFaultMesh } from "../../../src/hazard/surfaces/simple-fault-mesh.ts";
import { InputError } from "../../../src/input-error.ts";
import { expectClose } from "../../geo/closeness.ts";
import { km, RAMP } from "../small-geometries.ts";

test("20 km by 14.1 km in nodes each 2 km: 11 columns, 8 rows, dipping to the right of the trace", () => {
  const mesh = simpleFaultMesh(RAMP, 2);
  expect([mesh.rows, mesh.columns]).toEqual([8, 11]);
  expectClose(mesh.depth[mesh.columns]!, Math.SQRT2, "second row", 1e-6, 0);
  expectClose(mesh.lat[mesh.columns]!, -km(Math.SQRT2), "southwards", 1e-6, 0);
  // Rows of 1 km, 14 of them.
  expectClose(simpleFaultArea(RAMP), 20 * 14, "area", 2e-3, 0);
});

test("profiles side by side are the columns", () => {
  const profile = (lon: number) => ({
    lon: Float64Array.of(lon, lon),
    lat: Float64Array.of(0, -1),
    depth: Float64Array.of(0, 5),
  });
  expect(meshOfProfiles([profile(1), profile(2)], 2).lon).toEqual(Float64Array.of(1, 2, 1, 2));
});

test("traces that cross themselves, dips and depths out of range are refused", () => {
  const trace = Float64Array.of(0, 0, 0.1, 0.1, 0.1, 0, 0, 0.1);
  for (const change of [{ trace }, { dip: 91 }, { lowerSeismogenicDepth: 0 }, { upperSeismogenicDepth: -1 }])
    expect(() => simpleFaultMesh({ ...RAMP, ...change }, 2)).toThrow(InputError);
});

import { expect, test } from "bun:test";
import { inCanterbury, meshInCanterbury } from "../../../src/hazard/contexts/canterbury.ts";
import { simpleFaultMesh } from "../../../src/hazard/surfaces/simple-fault-mesh.ts";

test("the box is open and holds Christchurch", () => {
  expect(inCanterbury(172.64, -43.53)).toBe(1);
  expect(inCanterbury(171.6, -43.5)).toBe(0);
  expect(inCanterbury(172, -43.3)).toBe(0);
  expect(inCanterbury(Number.NaN, -43.5)).toBe(0);
});

test("one node inside is enough, and windows are looked at by themselves", () => {
  const mesh = simpleFaultMesh(
    {
      kind: "simpleFaultGeometry",
      trace: Float64Array.of(171.2, -43.5, 171.7, -43.5),
      dip: 90,
      upperSeismogenicDepth: 0,
      lowerSeismogenicDepth: 10,
    },
    5,
  );
  const windows = {
    kind: "mesh",
    surface: "fault",
    mesh,
    rowStart: Int32Array.of(0, 0),
    rowStop: Int32Array.of(mesh.rows, mesh.rows),
    columnStart: Int32Array.of(0, 0),
    columnStop: Int32Array.of(mesh.columns, 3),
  } as unknown as Parameters<typeof meshInCanterbury>[0];
  expect(meshInCanterbury(windows, 0)).toBe(1);
  expect(meshInCanterbury(windows, 1)).toBe(0);
});

import { expect, test } from "bun:test";
import {
  orthographicAround,
  orthographicOf,
  orthographicOfBox,
  project,
  projectColumns,
  unproject,
} from "../../src/geo/orthographic.ts";
import { expectAllClose } from "./closeness.ts";

test("the centre is the origin, a point at an angle lies at its sine", () => {
  const around = orthographicAround(10, 45);
  expectAllClose(project(around, 10, 45), [0, 0], "centre", 0, 1e-9);
  expectAllClose(project(around, 10, 75), [0, 6371 / 2], "30 degrees north", 1e-12, 0);
  expectAllClose(project(orthographicAround(0, 0), 30, 0), [6371 / 2, 0], "30 degrees east", 1e-12, 1e-9);
});

test("columns, and back to degrees", () => {
  const points = { lon: Float64Array.of(10, 11.5), lat: Float64Array.of(44, 46.2) };
  const projection = orthographicOf(points);
  expect(projection).toEqual(orthographicOfBox({ west: 10, east: 11.5, north: 46.2, south: 44 }));
  const { x, y } = projectColumns(projection, points);
  for (const i of [0, 1])
    expectAllClose(unproject(projection, x[i]!, y[i]!), [points.lon[i]!, points.lat[i]!], "back", 1e-12, 1e-12);
});

test("longitudes are folded at the date line", () => {
  const around = orthographicAround(179.9, 0);
  expectAllClose(unproject(around, ...project(around, -179.9, 0)), [-179.9, 0], "folded", 1e-12, 1e-9);
});

import { expect, test } from "bun:test";
import { cutBelow, distanceAt, maximumDistance } from "../../../src/hazard/contexts/maximum-distance.ts";

const MAGNITUDES = [3, 4.5, 5, 6.5, 8, 8.5, 10.3];

function row(pairs: [number, number][], minimumMagnitude: number): number[] {
  const table = cutBelow(maximumDistance(pairs), minimumMagnitude);
  return MAGNITUDES.map((mag) => distanceAt(table, mag));
}

test("the tables of example E8", () => {
  const scalar: [number, number][] = [
    [2.5, 200],
    [10.2, 200],
  ];
  const magdist: [number, number][] = [
    [3, 0],
    [6, 150],
    [10, 600],
  ];
  const pairs: [number, number][] = [
    [5, 50],
    [8, 200],
  ];
  expect(row(scalar, 5)).toEqual([0, 0, 200, 200, 200, 200, 0]);
  expect(row(magdist, 4.5)).toEqual([0, 75, 100, 206.25, 375, 431.25, 0]);
  expect(row(pairs, 0)).toEqual([0, 0, 50, 125, 200, 0, 0]);
  expect(row(pairs, 4)).toEqual([0, 25, 50, 125, 200, 0, 0]);
});

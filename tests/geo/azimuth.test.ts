import { expect, test } from "bun:test";
import { averageAzimuth, azimuth, azimuths } from "../../src/geo/azimuth.ts";
import { expectClose, expectSameAngle } from "./closeness.ts";

test("directions of the compass, and the turn of a parallel towards the pole", () => {
  expectSameAngle(azimuth(10, 0, 10, 1), 0, "north");
  expectSameAngle(azimuth(10, 0, 11, 0), 90, "east");
  expectSameAngle(azimuth(10, 1, 10, 0), 180, "south");
  expectSameAngle(azimuth(10, 0, 9, 0), 270, "west");
  // Half the longitude difference times the sine of the latitude short of due east.
  expectClose(azimuth(0, 45, 1, 45), 90 - Math.sin(Math.PI / 4) / 2, "at 45 degrees", 1e-4, 0);
  expect(Array.from(azimuths(10, 0, Float64Array.of(10, 11), Float64Array.of(1, 0)))).toEqual([
    azimuth(10, 0, 10, 1),
    azimuth(10, 0, 11, 0),
  ]);
});

test("the mean direction weighs segments by length and goes round north", () => {
  const line = (lon: number[], lat: number[]) => ({ lon: Float64Array.from(lon), lat: Float64Array.from(lat) });
  expectSameAngle(averageAzimuth(line([0, 0, 1], [0, 1, 1])), 45, "equal legs", 0.01);
  expect(averageAzimuth(line([0, 0, 1], [0, 3, 3]))).toBeLessThan(20);
  expectSameAngle(averageAzimuth(line([0.1, 0, 0.1], [0, 1, 2])), 0, "350 and 10 degrees", 1e-2);
  expect(averageAzimuth(line([0, 1], [0, 0]))).toBe(azimuth(0, 0, 1, 0));
});

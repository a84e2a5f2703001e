import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { averageAzimuth, azimuth } from "../../src/geo/azimuth.ts";
import { boundingBox } from "../../src/geo/bounding-box.ts";
import { fromCartesian, toCartesian } from "../../src/geo/cartesian.ts";
import { dilateRing } from "../../src/geo/dilation.ts";
import { distance3d, geodeticDistance, geodeticDistanceFloat32 } from "../../src/geo/distance.ts";
import { distanceToArc, distanceToSemiArc, signedDistanceToSegment } from "../../src/geo/great-circle.ts";
import { keepCorners, lineLength, lineOf } from "../../src/geo/line.ts";
import { orthographicOfBox, project, unproject } from "../../src/geo/orthographic.ts";
import { signedArea } from "../../src/geo/plane/signed-area.ts";
import { middlePoint, pointAt } from "../../src/geo/point-at.ts";
import { discretizeRing, planePolygon, resampleRing, ringOf } from "../../src/geo/polygon.ts";
import { resampleLine, resampleToCount } from "../../src/geo/resample-line.ts";
import { roundAway } from "../../src/geo/rounding.ts";
import { intervalsBetween, type Point, pointsBetween } from "../../src/geo/spaced-points.ts";
import type { PointColumns } from "../../src/geo/sphere.ts";
import { goldenPath, hasGolden } from "../harness.ts";
import { expectAllClose, expectClose, expectSameAngle } from "./closeness.ts";

interface Targets {
  lon: number[];
  lat: number[];
  distance: number[];
}
interface Golden {
  pairs: {
    a: Point;
    b: Point;
    geodetic_distance: number;
    azimuth: number;
    distance_3d: number;
    middle_point: [number, number];
    geodetic_distance_float32_arrays: number;
  }[];
  point_at: { from: [number, number]; azimuth: number; distance: number; to: [number, number] }[];
  intervals: { a: Point; b: Point; length: number; lon: number[]; lat: number[]; depth: number[] }[];
  npoints: { a: Point; b: Point; n: number; lon: number[]; lat: number[]; depth: number[] }[];
  arc: ({ origin: [number, number]; azimuth: number } & Targets)[];
  semi_arc: ({ origin: [number, number]; azimuth: number } & Targets)[];
  segment: ({ from: [number, number]; to: [number, number] } & Targets)[];
  projection: {
    box_lon: number[];
    box_lat: number[];
    west_east_north_south: number[];
    centre_radians: [number, number];
    x: number[];
    y: number[];
    back_lon: number[];
    back_lat: number[];
  }[];
  cartesian: { point: Point; xyz: number[]; back: number[] }[];
  polygons: {
    vertices: [number, number][];
    spacing: number;
    lon: number[];
    lat: number[];
    resampled_lon: number[];
    resampled_lat: number[];
    bbox_west_east_north_south: number[];
    dilation_km: number;
    dilated_n_vertices: number;
    dilated_bbox: number[];
    dilated_area_km2: number;
    area_km2_projected: number;
  }[];
  resample: {
    line: number[][];
    spacing: number;
    keep_extremes: boolean;
    result: number[][];
    length_in: number;
    azimuth_in: number;
  }[];
  keep_corners: { line: number[][]; delta: number; result: number[][] }[];
  resample_to_num_points: { line: number[][]; n: number; result: number[][] }[];
  round: [number, number][];
}

function columnsOf(points: readonly (readonly number[])[]): PointColumns {
  return lineOf(
    points.flatMap(([lon, lat, depth]) => [lon!, lat!, depth ?? 0]),
    3,
  );
}

function expectLine(got: PointColumns, wanted: readonly number[][], what: string): void {
  const expected = columnsOf(wanted);
  expectAllClose(got.lon, expected.lon, `${what} lon`, 1e-11, 1e-11);
  expectAllClose(got.lat, expected.lat, `${what} lat`, 1e-11, 1e-11);
  expectAllClose(got.depth, expected.depth, `${what} depth`, 1e-11, 1e-11);
}

const present = hasGolden();

describe.if(present)("geodesy as the reference engine computes it", () => {
  const golden: Golden = present
    ? JSON.parse(readFileSync(goldenPath("geometry", "functions_geodesy.json"), "utf8"))
    : ({} as Golden);

  test("distances, azimuths and middle points of pairs", () => {
    expect(golden.pairs.length).toBeGreaterThan(20);
    for (const { a, b, ...wanted } of golden.pairs) {
      expectClose(geodeticDistance(a[0], a[1], b[0], b[1]), wanted.geodetic_distance, "distance", 1e-13);
      expectSameAngle(azimuth(a[0], a[1], b[0], b[1]), wanted.azimuth, "azimuth", 1e-10);
      expectClose(distance3d(...a, ...b), wanted.distance_3d, "3-D distance", 1e-13);
      expectAllClose(middlePoint(a[0], a[1], b[0], b[1]), wanted.middle_point, "middle", 1e-12);
      const single = geodeticDistanceFloat32(a[0], a[1], b[0], b[1]);
      expectClose(single, wanted.geodetic_distance_float32_arrays, "float32 distance", 1e-6, 1e-7);
    }
  });

  test("point at a distance", () => {
    for (const { from, azimuth, distance, to } of golden.point_at)
      expectAllClose(pointAt(from[0], from[1], azimuth, distance), to, "point", 1e-13, 1e-12);
  });

  test("equally spaced points", () => {
    for (const { a, b, length, lon, lat, depth } of golden.intervals) {
      const points = intervalsBetween(a, b, length);
      expectAllClose(points.lon, lon, "lon", 1e-13, 1e-12);
      expectAllClose(points.lat, lat, "lat", 1e-13, 1e-12);
      expectAllClose(points.depth, depth, "depth", 1e-13, 1e-12);
    }
    for (const { a, b, n, lon, lat, depth } of golden.npoints) {
      const points = pointsBetween(a, b, n);
      expectAllClose(points.lon, lon, "lon", 1e-12, 1e-11);
      expectAllClose(points.lat, lat, "lat", 1e-12, 1e-11);
      expectAllClose(points.depth, depth, "depth", 1e-13, 1e-12);
    }
  });

  test("distances to arcs, semi-arcs and segments", () => {
    for (const { origin, azimuth, lon, lat, distance } of golden.arc)
      for (let i = 0; i < lon.length; i++)
        expectClose(distanceToArc(origin[0], origin[1], azimuth, lon[i]!, lat[i]!), distance[i]!, "arc");
    for (const { origin, azimuth, lon, lat, distance } of golden.semi_arc)
      for (let i = 0; i < lon.length; i++)
        expectClose(distanceToSemiArc(origin[0], origin[1], azimuth, lon[i]!, lat[i]!), distance[i]!, "semi-arc");
    for (const { from, to, lon, lat, distance } of golden.segment)
      for (let i = 0; i < lon.length; i++)
        expectClose(signedDistanceToSegment(...from, ...to, lon[i]!, lat[i]!), distance[i]!, "segment");
  });

  test("boxes and orthographic projections, there and back", () => {
    for (const wanted of golden.projection) {
      const box = boundingBox({ lon: Float64Array.from(wanted.box_lon), lat: Float64Array.from(wanted.box_lat) });
      expect([box.west, box.east, box.north, box.south]).toEqual(wanted.west_east_north_south);
      const projection = orthographicOfBox(box);
      expectAllClose([projection.lambda0, projection.phi0], wanted.centre_radians, "centre", 1e-12, 1e-13);
      for (let i = 0; i < wanted.x.length; i++) {
        const [x, y] = project(projection, wanted.box_lon[i]!, wanted.box_lat[i]!);
        expectAllClose([x, y], [wanted.x[i]!, wanted.y[i]!], "projected", 1e-10, 1e-9);
        const back = unproject(projection, x, y);
        expectAllClose(back, [wanted.back_lon[i]!, wanted.back_lat[i]!], "back", 1e-11, 1e-11);
      }
    }
  });

  test("Cartesian coordinates, there and back", () => {
    for (const { point, xyz, back } of golden.cartesian) {
      const vector = toCartesian(...point);
      expectAllClose(vector, xyz, "xyz", 1e-14, 1e-11);
      expectAllClose(fromCartesian(...vector), back, "back", 1e-12, 1e-11);
    }
  });

  test("polygons: resampling, discretisation, dilation", async () => {
    for (const wanted of golden.polygons) {
      const ring = ringOf(wanted.vertices.flat());
      const resampled = resampleRing(ring);
      expectAllClose(resampled.lon, wanted.resampled_lon, "resampled lon", 1e-12);
      expectAllClose(resampled.lat, wanted.resampled_lat, "resampled lat", 1e-12);
      const plane = planePolygon(ring);
      const { west, east, north, south } = plane.box;
      expectAllClose([west, east, north, south], wanted.bbox_west_east_north_south, "box", 1e-12);
      expectClose(Math.abs(signedArea(plane.ring)), wanted.area_km2_projected, "area", 1e-10);
      const points = discretizeRing(ring, wanted.spacing);
      expectAllClose(points.lon, wanted.lon, "grid lon", 1e-13, 1e-12);
      expectAllClose(points.lat, wanted.lat, "grid lat", 1e-13, 1e-12);

      const dilated = await dilateRing(ring, wanted.dilation_km);
      expect(dilated.ring.x.length).toBe(wanted.dilated_n_vertices);
      const { box } = dilated;
      expectAllClose([box.west, box.east, box.north, box.south], wanted.dilated_bbox, "dilated box", 1e-11);
      expectClose(Math.abs(signedArea(dilated.ring)), wanted.dilated_area_km2, "dilated area", 1e-12);
    }
  });

  test("lines: resampling, corners, length, mean azimuth", () => {
    expect(golden.resample.length).toBeGreaterThan(20);
    for (const wanted of golden.resample) {
      const line = columnsOf(wanted.line);
      expectLine(resampleLine(line, wanted.spacing, wanted.keep_extremes), wanted.result, "resampled");
      expectClose(lineLength(line), wanted.length_in, "length", 1e-12);
      expectSameAngle(averageAzimuth(line), wanted.azimuth_in, "mean azimuth", 1e-5);
    }
    for (const wanted of golden.keep_corners)
      expectLine(keepCorners(columnsOf(wanted.line), wanted.delta), wanted.result, "corners");
    for (const wanted of golden.resample_to_num_points)
      expectLine(resampleToCount(columnsOf(wanted.line), wanted.n), wanted.result, "points");
  });

  test("rounding", () => {
    for (const [x, wanted] of golden.round) expect(roundAway(x)).toBe(wanted);
  });
});

/** The vector formulas against the haversine ones of the published method, for any rupture and site. */

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { azimuth } from "../../../src/geo/azimuth.ts";
import { toCartesian } from "../../../src/geo/cartesian.ts";
import { geodeticDistance } from "../../../src/geo/distance.ts";
import { distanceToArc } from "../../../src/geo/great-circle.ts";
import { pointAt } from "../../../src/geo/point-at.ts";
import { makeContextBlock } from "../../../src/hazard/context-block.ts";
import { planarDistances, planarRrup } from "../../../src/hazard/distances/planar-distances.ts";
import {
  appendTemplates,
  makePlanarRuptures,
  placePlanarRuptures,
  planarCorners,
} from "../../../src/hazard/ruptures/planar-ruptures.ts";
import { planarTemplates } from "../../../src/hazard/ruptures/planar-templates.ts";
import { chordDistances, selectAll, selectThese } from "../../../src/hazard/sites/selected-sites.ts";
import { prepareSites } from "../../../src/hazard/sites/site-points.ts";
import { expectClose, expectSameAngle } from "../../geo/closeness.ts";

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

interface Plane {
  readonly lon: number;
  readonly lat: number;
  readonly strike: number;
  readonly dip: number;
  readonly depth: number;
  readonly mag: number;
}

const plane: fc.Arbitrary<Plane> = fc.record({
  lon: number(-180, 179.99),
  lat: number(-75, 75),
  strike: number(0, 359.99),
  dip: number(5, 90),
  depth: number(0.5, 25),
  mag: number(5, 8),
});

function rupture({ lon, lat, strike, dip, depth, mag }: Plane) {
  const templates = planarTemplates([mag], {
    planes: [{ probability: 1, strike, dip, rake: 0 }],
    depths: [{ probability: 1, depth }],
    layer: { upper: 0, lower: 30 },
    aspectRatio: 1.5,
    area: (m) => 10 ** (m - 4),
    shiftHypocentre: false,
  });
  const set = makePlanarRuptures(1);
  appendTemplates(templates, 0, 1, set);
  placePlanarRuptures(templates, 0, 1, lon, lat, set, 0);
  return set;
}

/**
 * rjb by four signed arcs (docs/method/sources.md 7.2). Undefined on the edges' own lines, where a last digit decides whether
 * a chord to a corner or a distance to an edge counts, which differ far away.
 */
function joynerBoore(corners: Float64Array, strike: number, lon: number, lat: number, depth: number) {
  const arc = (corner: number, direction: number) =>
    distanceToArc(corners[3 * corner]!, corners[3 * corner + 1]!, direction, lon, lat);
  const [bottom, top] = [arc(2, strike), arc(0, strike)];
  const [left, right] = [arc(0, strike + 90), arc(1, strike + 90)];
  if ([bottom, top, left, right].some((km) => Math.abs(km) < 1e-6)) return undefined;
  const across = Math.sign(bottom) === Math.sign(top);
  const along = Math.sign(left) === Math.sign(right);
  if (across && along) {
    const site = toCartesian(lon, lat, depth);
    const chords = [0, 1, 2, 3].map((c) => {
      const corner = toCartesian(corners[3 * c]!, corners[3 * c + 1]!, 0);
      return Math.hypot(site[0] - corner[0], site[1] - corner[1], site[2] - corner[2]);
    });
    return Math.min(...chords);
  }
  if (across) return Math.min(Math.abs(bottom), Math.abs(top));
  if (along) return Math.min(Math.abs(left), Math.abs(right));
  return 0;
}

describe("distances to planes", () => {
  test("agree with the haversine formulas to a tenth of a millimetre", () => {
    fc.assert(
      fc.property(plane, number(0, 359.99), number(0.1, 600), number(-5, 2), (definition, towards, km, siteDepth) => {
        const set = rupture(definition);
        const { lon, lat, strike, depth } = definition;
        const [siteLon, siteLat] = pointAt(lon, lat, towards, km);
        const sites = prepareSites({
          count: 1,
          lon: Float64Array.of(siteLon),
          lat: Float64Array.of(siteLat),
          depth: Float64Array.of(siteDepth),
        });
        const one = selectAll(sites);
        const block = makeContextBlock(["rrup", "rjb", "rx", "ry0", "repi", "rhypo", "azimuth", "clon", "clat"], 1);
        planarRrup(set, 0, one, block.rrup);
        planarDistances(set, 0, one, block);
        const corners = planarCorners(set, 0);

        const rx = distanceToArc(corners[0]!, corners[1]!, strike, siteLon, siteLat);
        expectClose(block.rx[0]!, rx, "rx", 1e-9, 1e-7);
        const rjb = joynerBoore(corners, strike, siteLon, siteLat, siteDepth);
        if (rjb !== undefined) expectClose(block.rjb[0]!, rjb, "rjb", 1e-9, 1e-7);
        const epicentral = geodeticDistance(lon, lat, siteLon, siteLat);
        expectClose(block.repi[0]!, epicentral, "repi", 1e-9, 1e-9);
        expectClose(block.rhypo[0]!, Math.hypot(epicentral, depth - siteDepth), "rhypo", 1e-9, 1e-9);
        expectSameAngle(block.azimuth[0]!, azimuth(lon, lat, siteLon, siteLat) - strike, "azimuth", 1e-6);

        // The closest point is as far as rrup says, and no corner is nearer.
        for (let c = 0; c < 4; c++) {
          const corner = toCartesian(corners[3 * c]!, corners[3 * c + 1]!, corners[3 * c + 2]!);
          const apart = Math.hypot(sites.x[0]! - corner[0], sites.y[0]! - corner[1], sites.z[0]! - corner[2]);
          expect(block.rrup[0]!).toBeLessThanOrEqual(apart + 0.004 * set.length[0]! * set.width[0]!);
        }
        expect(block.rrup[0]!).toBeLessThanOrEqual(
          geodeticDistance(block.clon[0]!, block.clat[0]!, siteLon, siteLat) + 45,
        );
      }),
      { numRuns: 300 },
    );
  });

  test("sites in line with a vertical rupture have the chord to its end", () => {
    for (const lat of [45, 12.3, -37.7]) {
      const set = rupture({ lon: 10, lat, strike: 0, dip: 90, depth: 8, mag: 6 });
      const lats = Float64Array.from({ length: 20 }, (_, i) => lat + 0.2 + 0.0731 * i);
      const sites = prepareSites({
        count: 20,
        lon: new Float64Array(20).fill(10),
        lat: lats,
        depth: new Float64Array(20).fill(-2),
      });
      const block = makeContextBlock(["rjb"], 20);
      planarDistances(set, 0, selectAll(sites), block);
      const corners = planarCorners(set, 0);
      const end = toCartesian(corners[3]!, corners[4]!, 0);
      for (let i = 0; i < 20; i++) {
        const chord = Math.hypot(sites.x[i]! - end[0], sites.y[i]! - end[1], sites.z[i]! - end[2]);
        expectClose(block.rjb[i]!, chord, "rjb", 1e-12, 1e-10);
      }
    }
  });

  test("writes rows from the offset on, for the sites asked, in their order", () => {
    const set = rupture({ lon: 10, lat: 45, strike: 30, dip: 60, depth: 8, mag: 6 });
    const sites = prepareSites({
      count: 3,
      lon: Float64Array.of(10, 11, 9),
      lat: Float64Array.of(45, 45, 46),
      depth: new Float64Array(3),
    });
    const block = makeContextBlock(["rrup", "rjb", "rvolc"], 5);
    block.rvolc.fill(-1);
    block.rjb.fill(-1);
    planarRrup(set, 0, selectThese(sites, Int32Array.of(2, 0), 1), block.rrup);
    planarDistances(set, 0, selectThese(sites, Int32Array.of(2, 0), 1), block);
    expect(block.rrup[1]!).toBeGreaterThan(100);
    expect(block.rrup[2]!).toBeLessThan(10);
    expect(Array.from(block.rjb, (km) => km >= 0)).toEqual([false, true, true, false, false]);
    expect(Array.from(block.rvolc)).toEqual([-1, 0, 0, -1, -1]);
    const chords = new Float64Array(2);
    chordDistances(10, 45, 0, selectAll(sites), chords);
    expectClose(chords[0]!, 0, "chord to itself", 0, 1e-9);
    expectClose(chords[1]!, 78.62, "chord", 1e-3, 0);
  });

  test("centred directivity is refused by name", () => {
    const set = rupture({ lon: 10, lat: 45, strike: 30, dip: 60, depth: 8, mag: 6 });
    const sites = prepareSites({
      count: 1,
      lon: Float64Array.of(10),
      lat: Float64Array.of(45),
      depth: new Float64Array(1),
    });
    const block = makeContextBlock(["rcdpp"], 1);
    expect(() => planarDistances(set, 0, selectAll(sites), block)).toThrow("rcdpp");
  });
});

/** Compares planar ruptures and their distances with a golden file. */

import { expect } from "bun:test";
import { geodeticDistance } from "../../../src/geo/distance.ts";
import { DEGREES_PER_RADIAN } from "../../../src/geo/sphere.ts";
import { DISTANCE_COLUMNS, type DistanceColumn, makeContextBlock } from "../../../src/hazard/context-block.ts";
import { planarDistances, planarRrup } from "../../../src/hazard/distances/planar-distances.ts";
import { planarCorners } from "../../../src/hazard/ruptures/planar-ruptures.ts";
import type { PlanarRuptures } from "../../../src/hazard/ruptures/rupture-set.ts";
import { selectAll } from "../../../src/hazard/sites/selected-sites.ts";
import { prepareSites, type SitePoints } from "../../../src/hazard/sites/site-points.ts";
import { expectAllClose, expectClose, expectSameAngle } from "../../geo/closeness.ts";
import type { GoldenRupture } from "../golden-cases.ts";

const ALL: readonly DistanceColumn[] = DISTANCE_COLUMNS.filter((name) => name !== "rcdpp");

export function sitesOfGolden(sites: readonly (readonly number[])[]): SitePoints {
  return prepareSites({
    count: sites.length,
    lon: Float64Array.from(sites, ([lon]) => lon!),
    lat: Float64Array.from(sites, ([, lat]) => lat!),
    depth: Float64Array.from(sites, ([, , depth]) => depth!),
  });
}

/** Everything but distances. */
export function expectPlane(set: PlanarRuptures, r: number, wanted: GoldenRupture, what: string): void {
  const { surface } = wanted;
  expectClose(set.mag[r]!, wanted.mag, `${what} mag`, 1e-14, 0);
  expectClose(set.rake[r]!, wanted.rake, `${what} rake`, 1e-14, 1e-12);
  expectClose(set.rate[r]!, wanted.rate, `${what} rate`, 1e-12, 0);
  expectAllClose(
    [set.hypoLon[r]!, set.hypoLat[r]!, set.hypoDepth[r]!],
    wanted.hypocenter,
    `${what} hypocentre`,
    1e-12,
    1e-11,
  );
  expectAllClose(
    [set.strike[r]!, set.dip[r]!, set.width[r]!, set.length[r]!, set.ztor[r]!, set.zbot[r]!],
    [surface.strike, surface.dip, surface.width, surface.length!, surface.ztor, surface.zbot],
    `${what} strike, dip, width, length, ztor, zbot`,
    1e-10,
    1e-9,
  );
  expectAllClose(planarCorners(set, r), surface.corners_tl_tr_bl_br!.flat(), `${what} corners`, 1e-12, 1e-10);
}

/** All distance columns; `pointLike` chooses the values of the path for point-like sources. */
export function expectDistances(
  set: PlanarRuptures,
  r: number,
  wanted: GoldenRupture,
  sites: SitePoints,
  what: string,
  pointLike: boolean,
): void {
  const golden = wanted.distances!;
  const block = makeContextBlock(ALL, sites.count + 1);
  const selected = selectAll(sites, 1);
  planarRrup(set, r, selected, block.rrup);
  planarDistances(set, r, selected, block);
  let compared = 0;
  for (const name of ALL) {
    const values = (pointLike ? golden[`${name}_pointlike_path`] : undefined) ?? golden[name];
    if (values === undefined) {
      expect(name).toBe("rvolc");
      continue;
    }
    const { repi } = block;
    for (let i = 0; i < sites.count; i++) {
      const where = `${what} ${name}, site ${i}`;
      const got = block[name][i + 1]!;
      const angle = name === "azimuth" || name === "azimuthcp" || name === "clon";
      if (!angle) expectClose(got, values[i]!, where, 1e-9, name === "clat" ? 1e-10 : 1e-7);
      else if (name === "clon") expectSameAngle(got, values[i]!, where, 1e-10);
      else {
        // A micrometre of rounding noise turns the direction of what is near: plane normals have as much.
        const away =
          name === "azimuth"
            ? repi[i + 1]!
            : geodeticDistance(sites.lon[i]!, sites.lat[i]!, block.clon[i + 1]!, block.clat[i + 1]!);
        if (away > 1e-6) expectSameAngle(got, values[i]!, where, 1e-9 + (1e-9 / away) * DEGREES_PER_RADIAN);
      }
      compared++;
    }
  }
  expect(compared).toBe(sites.count * (ALL.length - 1));
}

import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { mfdBins } from "../../../src/hazard/mfd/bins.ts";
import {
  countPointRuptures,
  familyOf,
  makePointRuptureSet,
  placePoint,
  preparePoints,
} from "../../../src/hazard/sources/point-like.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import { expectDistances, expectPlane, sitesOfGolden } from "../distances/planar-comparison.ts";
import { type GoldenCase, type GoldenPointSource, goldenCase, pointLikeOfGolden } from "../golden-cases.ts";

const present = hasGolden();
const NAMES = present
  ? readdirSync(goldenPath("geometry"))
      .filter((name) => /^(point|area|multipoint)_/.test(name))
      .map((name) => name.replace(".json", ""))
  : [];

function prepared(golden: GoldenCase<GoldenPointSource>) {
  const { source } = golden;
  return preparePoints(pointLikeOfGolden(source), {
    binWidth: source.mfd?.bin_width,
    shiftHypocentre: golden.case === "point_shift_hypo",
  });
}

describe.if(present)("point-like sources as the reference engine makes them", () => {
  test("there are cases of every kind", () => {
    expect(NAMES.length).toBeGreaterThan(20);
  });

  for (const name of NAMES)
    test(name, () => {
      const golden = goldenCase<GoldenPointSource>(name);
      const source = prepared(golden);
      const { lon, lat } = source.points;
      if (golden.points !== undefined) {
        expectAllClose(
          lon,
          golden.points.map(([x]) => x),
          "lon",
          1e-13,
          1e-12,
        );
        expectAllClose(
          lat,
          golden.points.map(([, y]) => y),
          "lat",
          1e-13,
          1e-12,
        );
      }
      const binsAt = (i: number) => familyOf(source, i).bins;
      if (golden.bins !== undefined && golden.source.type === "point")
        expectAllClose(
          binsAt(0).rates,
          golden.bins.map(([, rate]) => rate),
          "rates",
          1e-12,
          0,
        );
      if (golden.bins !== undefined && golden.source.type === "area") {
        const whole = mfdBins(source.source.mfd, { binWidth: golden.source.mfd?.bin_width });
        expectAllClose(
          whole.rates,
          golden.bins.map(([, rate]) => rate),
          "rates",
          1e-12,
          0,
        );
      }
      for (const [i, bins] of [
        [0, golden.point_bins_first],
        [lon.length - 1, golden.point_bins_last],
      ] as const) {
        if (bins === undefined) continue;
        expectAllClose(
          binsAt(i).mags,
          bins.map(([mag]) => mag),
          "point magnitudes",
          1e-14,
          0,
        );
        expectAllClose(
          binsAt(i).rates,
          bins.map(([, rate]) => rate),
          "point rates",
          1e-12,
          0,
        );
      }

      const sites = sitesOfGolden(golden.sites);
      const set = makePointRuptureSet(source);
      const byIndex = new Map(golden.ruptures.map((rupture) => [rupture.index, rupture]));
      const sums = { mag: 0, rate: 0, weightedRate: 0, hypo: [0, 0, 0], weightedHypo: [0, 0, 0] };
      let index = 0;
      for (let i = 0; i < lon.length; i++) {
        placePoint(source, i, set);
        const { ruptures } = set;
        for (let r = 0; r < ruptures.count; r++, index++) {
          sums.mag += ruptures.mag[r]!;
          sums.rate += ruptures.rate[r]!;
          sums.weightedRate += ruptures.rate[r]! * (index + 1);
          for (const [axis, column] of [ruptures.hypoLon, ruptures.hypoLat, ruptures.hypoDepth].entries()) {
            sums.hypo[axis]! += column[r]!;
            sums.weightedHypo[axis]! += column[r]! * (index + 1);
          }
          const wanted = byIndex.get(index);
          if (wanted === undefined) continue;
          const what = `rupture ${index}`;
          expectPlane(ruptures, r, wanted, what);
          if (wanted.distances === undefined) continue;
          expectDistances(ruptures, r, wanted, sites, what, true);
          expectDistances({ ...ruptures, azimuthFrom: "centroid" }, r, wanted, sites, what, false);
          byIndex.delete(index);
        }
      }
      expect(index).toBe(golden.num_ruptures);
      expect(countPointRuptures(source)).toBe(golden.num_ruptures);
      const { checksums } = golden;
      expectClose(sums.mag, checksums.sum_mag, "sum of magnitudes", 1e-12, 0);
      expectClose(sums.rate, checksums.sum_rate, "sum of rates", 1e-12, 0);
      expectClose(sums.weightedRate, checksums.index_weighted_sum_of_rate, "weighted rates", 1e-12, 0);
      expectAllClose(sums.hypo, checksums.sum_hypo_lon_lat_depth, "sum of hypocentres", 1e-12);
      expectAllClose(sums.weightedHypo, checksums.index_weighted_sum_of_hypo, "weighted hypocentres", 1e-12);
    });
});

import { describe, expect, test } from "bun:test";
import { DISTANCE_COLUMNS, makeContextBlock } from "../../../src/hazard/context-block.ts";
import { fillGeneralizedDistances } from "../../../src/hazard/distances/generalized-distances.ts";
import { multiPlanarDistances, multiPlanarRrup } from "../../../src/hazard/distances/planar-multi-distances.ts";
import { mfdBins } from "../../../src/hazard/mfd/bins.ts";
import { wholeMultiPlanarRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { selectAll } from "../../../src/hazard/sites/selected-sites.ts";
import { generalizedCoordinates } from "../../../src/hazard/surfaces/generalized-coordinates.ts";
import { planarMultiSurface } from "../../../src/hazard/surfaces/planar-multi-surface.ts";
import { expectAllClose, expectClose, expectSameAngle } from "../../geo/closeness.ts";
import { hasGolden } from "../../harness.ts";
import { sitesOfGolden } from "../distances/planar-comparison.ts";
import { type GoldenSurface, goldenCase } from "../golden-cases.ts";
import { type GoldenMfd, mfdOfGolden } from "../golden-definitions.ts";

type Corner = readonly [number, number, number];
interface Definition {
  readonly surface: {
    readonly surfaces: {
      readonly type: string;
      readonly top_left: Corner;
      readonly top_right: Corner;
      readonly bottom_right: Corner;
      readonly bottom_left: Corner;
    }[];
  };
  readonly rake: number;
  readonly mfd: GoldenMfd;
}
type MultiSurface = GoldenSurface & {
  readonly gc2: {
    readonly flipped: boolean[];
    readonly order: number[];
    readonly shift: number[];
    readonly u_max: number;
    readonly top_lines: [number, number][][];
  };
};

const COLUMNS = DISTANCE_COLUMNS.filter((name) => name !== "rcdpp" && name !== "rvolc");

describe.if(hasGolden())("surfaces of several planes as the reference engine takes them", () => {
  for (const name of ["char_multi_planar", "char_multi_planar_b", "char_multi_planar5"])
    test(name, () => {
      const golden = goldenCase<Definition>(name);
      const surface = planarMultiSurface(
        golden.source.surface.surfaces.map((plane) => ({
          kind: "planarSurface",
          topLeft: plane.top_left,
          topRight: plane.top_right,
          bottomRight: plane.bottom_right,
          bottomLeft: plane.bottom_left,
        })),
      );
      const { mfd, rake } = golden.source;
      const set = wholeMultiPlanarRuptures(surface, mfdBins(mfdOfGolden(mfd)!, { binWidth: mfd.bin_width }), rake);
      expect(set.count).toBe(golden.num_ruptures);
      const sites = sitesOfGolden(golden.sites);
      let compared = 0;
      for (const rupture of golden.ruptures) {
        const wanted = rupture.surface as MultiSurface;
        const r = rupture.index;
        expectClose(set.rate[r]!, rupture.rate, "rate", 1e-12, 0);
        expectAllClose([set.hypoLon[r]!, set.hypoLat[r]!, set.hypoDepth[r]!], rupture.hypocenter, "hypocentre", 1e-12);
        expectAllClose(
          [surface.parameters.area, set.strike[r]!, set.dip[r]!, set.width[r]!, set.ztor[r]!, set.zbot[r]!],
          [wanted.area, wanted.strike, wanted.dip, wanted.width, wanted.ztor, wanted.zbot],
          "parameters",
          2e-7,
          0,
        );
        const { gc2 } = wanted;
        expect(surface.coordinates.order).toEqual(gc2.order);
        expect(surface.coordinates.flipped).toEqual(gc2.flipped);
        expectAllClose(Array.from(surface.coordinates.shift), gc2.shift, "shift", 2e-7, 1e-9);
        expectClose(surface.coordinates.uMax, gc2.u_max, "largest U", 2e-7, 0);

        if (rupture.distances === undefined) continue;
        const block = makeContextBlock(COLUMNS, sites.count + 2);
        multiPlanarRrup(surface, selectAll(sites, 2), block.rrup);
        multiPlanarDistances(set, r, selectAll(sites, 2), block);
        for (const column of COLUMNS)
          for (let i = 0; i < sites.count; i++) {
            const what = `${column}, site ${i}`;
            const got = block[column][i + 2]!;
            const value = rupture.distances[column]![i]!;
            if (column === "azimuth" || column === "azimuthcp") expectSameAngle(got, value, what, 1e-5);
            else if (column === "rx" || column === "ry0") expectClose(got, value, what, 3e-7, 2e-6);
            else expectClose(got, value, what, 1e-9, 1e-7);
            compared++;
          }
      }
      expect(compared).toBeGreaterThan(100);
    });

  test("bent traces of kites, turned round as the reference does", () => {
    for (const name of ["char_multi_kite", "char_multi_kite_bent"]) {
      const golden = goldenCase<unknown>(name);
      const { gc2 } = golden.ruptures[0]!.surface as MultiSurface;
      const coordinates = generalizedCoordinates(
        gc2.top_lines.map((line) => ({
          lon: Float64Array.from(line, ([lon]) => lon),
          lat: Float64Array.from(line, ([, lat]) => lat),
        })),
      );
      expect(coordinates.order).toEqual(gc2.order);
      expect(coordinates.flipped).toEqual(gc2.flipped);
      expectAllClose(Array.from(coordinates.shift), gc2.shift, "shift", 2e-7, 1e-9);
      expectClose(coordinates.uMax, gc2.u_max, "largest U", 2e-7, 0);
      const sites = sitesOfGolden(golden.sites);
      const rx = new Float64Array(sites.count);
      const ry0 = new Float64Array(sites.count);
      fillGeneralizedDistances(coordinates, selectAll(sites), rx, ry0);
      const distances = golden.ruptures[0]!.distances!;
      expectAllClose(rx, distances["rx"] as number[], `${name} rx`, 3e-7, 2e-6);
      expectAllClose(ry0, distances["ry0"] as number[], `${name} ry0`, 3e-7, 2e-6);
    }
  });
});

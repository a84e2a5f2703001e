import { describe, expect, test } from "bun:test";
import { mfdBins } from "../../../src/hazard/mfd/bins.ts";
import { planarSurfaceRuptures, wholePlanarRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { planarSurface } from "../../../src/hazard/surfaces/planar-surface.ts";
import type { PlanarGeometry } from "../../../src/hazard/surfaces/surface-geometry.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { hasGolden } from "../../harness.ts";
import { expectDistances, expectPlane, sitesOfGolden } from "../distances/planar-comparison.ts";
import { goldenCase } from "../golden-cases.ts";
import { type GoldenMfd, mfdOfGolden } from "../golden-definitions.ts";

interface GoldenPlane {
  readonly type: string;
  readonly top_left: [number, number, number];
  readonly top_right: [number, number, number];
  readonly bottom_right: [number, number, number];
  readonly bottom_left: [number, number, number];
}

function geometryOf(plane: GoldenPlane): PlanarGeometry {
  return {
    kind: "planarSurface",
    topLeft: plane.top_left,
    topRight: plane.top_right,
    bottomRight: plane.bottom_right,
    bottomLeft: plane.bottom_left,
  };
}

describe.if(hasGolden())("planar surfaces as the reference engine takes them", () => {
  test("a characteristic source", () => {
    const golden = goldenCase<{ surface: GoldenPlane; rake: number; mfd: GoldenMfd }>("char_planar");
    const { surface: plane, rake, mfd } = golden.source;
    const surface = planarSurface(geometryOf(plane));
    const bins = mfdBins(mfdOfGolden(mfd)!, { binWidth: mfd.bin_width });
    const set = wholePlanarRuptures(surface, bins, rake);
    expect(set.count).toBe(golden.num_ruptures);
    const sites = sitesOfGolden(golden.sites);
    for (const rupture of golden.ruptures) {
      const { middle_point, top_edge_centroid, area } = rupture.surface;
      expectAllClose(surface.centroid, middle_point, "centroid", 1e-12, 1e-11);
      expectAllClose(surface.topEdgeCentroid, top_edge_centroid, "centroid", 1e-12, 1e-11);
      expectClose(surface.area, area, "area", 1e-10, 0);
      expectPlane(set, rupture.index, rupture, `rupture ${rupture.index}`);
      if (rupture.distances !== undefined)
        expectDistances(set, rupture.index, rupture, sites, `rupture ${rupture.index}`, false);
    }
  });

  test("non-parametric ruptures with their own hypocentres", () => {
    interface Listed {
      readonly ruptures: { readonly surface: GoldenPlane; readonly hypocenter: [number, number, number] }[];
    }
    const golden = goldenCase<Listed>("nonpar_planar");
    const sites = sitesOfGolden(golden.sites);
    const set = planarSurfaceRuptures(
      golden.ruptures.map((wanted) => {
        const [topLeft, topRight, bottomLeft, bottomRight] = wanted.surface.corners_tl_tr_bl_br!;
        const surface = planarSurface({
          kind: "planarSurface",
          topLeft: topLeft!,
          topRight: topRight!,
          bottomLeft: bottomLeft!,
          bottomRight: bottomRight!,
        });
        return { surface, mag: wanted.mag, rake: wanted.rake, rate: 0, hypocentre: wanted.hypocenter };
      }),
    );
    let compared = 0;
    for (const [r, wanted] of golden.ruptures.entries()) {
      if (wanted.distances === undefined) continue;
      expectDistances(set, r, wanted, sites, `rupture ${r}`, false);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });
});

describe("planar surfaces that are refused", () => {
  const good: PlanarGeometry = {
    kind: "planarSurface",
    topLeft: [0, 0, 1],
    topRight: [0.1, 0, 1],
    bottomLeft: [0, -0.05, 6],
    bottomRight: [0.1, -0.05, 6],
  };
  const refused = (change: Partial<PlanarGeometry>, message: string) =>
    expect(() => planarSurface({ ...good, ...change }, { file: "model.xml", line: 7 })).toThrow(message);

  test("a level rectangle is taken", () => {
    const surface = planarSurface(good);
    expect(surface.strike).toBeCloseTo(90, 6);
    expect(surface.dip).toBeCloseTo(41.966, 3);
  });

  test("with the place and the reason", () => {
    refused({ topRight: [0.1, 0, 2] }, "model.xml:7: top and bottom edges must be parallel to the earth surface");
    refused({ bottomLeft: [0.1, -0.05, 6], bottomRight: [0, -0.05, 6] }, "corners are in the wrong order");
    refused({ bottomRight: [0.2, -0.05, 6] }, "top and bottom edges have different lengths");
    refused({ bottomLeft: [0, -0.05, 1], bottomRight: [0.1, -0.05, 1] }, "dip 0 is out of range (0, 90]");
  });
});

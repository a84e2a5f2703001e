import { describe, expect, test } from "bun:test";
import { DISTANCE_COLUMNS, makeContextBlock } from "../../../src/hazard/context-block.ts";
import { multiKiteDistances, multiKiteRrup } from "../../../src/hazard/distances/mesh-multi-distances.ts";
import { wholeMultiKiteRuptures } from "../../../src/hazard/ruptures/whole-ruptures.ts";
import { selectAll } from "../../../src/hazard/sites/selected-sites.ts";
import { prepareSites } from "../../../src/hazard/sites/site-points.ts";
import { kiteMultiSurface } from "../../../src/hazard/surfaces/kite-multi-surface.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { hasGolden } from "../../harness.ts";
import { binsOfGolden, expectSameAngle, readGolden, sitesOfGolden } from "../golden-meshes.ts";

type Point = [number, number, number];

interface Definition {
  readonly surface: { readonly surfaces: { readonly profiles: Point[][]; readonly mesh_spacing: number }[] };
}

/**
 * Relative: the reference's areas come from float32 arithmetic, and where sections run in opposite directions, as in
 * char_multi_kite_bent, the mean strike magnifies their last digits.
 */
const FLOAT32_MEAN = 3e-6;

/** The same for azimuths, which are relative to that strike; degrees. */
const STRIKE_ERROR = 3e-4;

const COLUMNS = DISTANCE_COLUMNS.filter((name) => name !== "rcdpp" && name !== "rvolc");

describe.if(hasGolden())("surfaces of several kites as the reference engine takes them", () => {
  test.each(["char_multi_kite", "char_multi_kite_bent"])("%s", (name) => {
    const golden = readGolden(name);
    const definition: unknown = golden.source;
    const { surfaces } = (definition as Definition).surface;
    const surface = kiteMultiSurface(
      surfaces.map(({ profiles }) => ({
        kind: "kiteSurface",
        profiles: profiles.map((profile) => Float64Array.from(profile.flat())),
      })),
      surfaces[0]!.mesh_spacing,
    );
    const bins = binsOfGolden(golden);
    const set = wholeMultiKiteRuptures(surface, bins, golden.source.rake);
    expect(set.count).toBe(golden.num_ruptures);
    const sites = prepareSites(sitesOfGolden(golden.sites));
    let compared = 0;
    for (const { index: r, surface: wanted, hypocenter, rate, distances } of golden.ruptures) {
      expectClose(set.rate[r]!, rate, "rate", 1e-12, 0);
      expectAllClose([set.hypoLon[r]!, set.hypoLat[r]!, set.hypoDepth[r]!], hypocenter, "hypocentre", 1e-12);
      expectAllClose(
        [surface.parameters.area, set.strike[r]!, set.dip[r]!, set.width[r]!, set.ztor[r]!, set.zbot[r]!],
        [wanted.area!, wanted.strike!, wanted.dip!, wanted.width!, wanted.ztor!, wanted.zbot!],
        "parameters",
        FLOAT32_MEAN,
        0,
      );
      if (distances === undefined) continue;
      const block = makeContextBlock(COLUMNS, sites.count + 2);
      multiKiteRrup(surface, selectAll(sites, 2), block.rrup);
      multiKiteDistances(set, r, selectAll(sites, 2), block);
      for (const column of COLUMNS) {
        distances[column]!.forEach((value, i) => {
          const what = `${name} ${column}, site ${i}`;
          const got = block[column][i + 2]!;
          if (column === "azimuth" || column === "azimuthcp") expectSameAngle(got, value, what, STRIKE_ERROR);
          else if (column === "rx" || column === "ry0") expectClose(got, value, what, 3e-7, 2e-6);
          else expectClose(got, value, what, 1e-9, 1e-6);
          compared++;
        });
      }
    }
    expect(compared).toBeGreaterThan(80);
  });
});

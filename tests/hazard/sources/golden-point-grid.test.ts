import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { makeContextBlock } from "../../../src/hazard/context-block.ts";
import { planarDistances, planarRrup } from "../../../src/hazard/distances/planar-distances.ts";
import { planarSize, projectionRadius } from "../../../src/hazard/ruptures/planar-size.ts";
import { chordDistances, selectThese } from "../../../src/hazard/sites/selected-sites.ts";
import type { SitePoints } from "../../../src/hazard/sites/site-points.ts";
import {
  type BinnedRuptures,
  collapsedFarRuptures,
  collapsedNearRuptures,
} from "../../../src/hazard/sources/collapsed-ruptures.ts";
import { type CollapsedPoint, collapsePoints, type GridPoint } from "../../../src/hazard/sources/point-grid.ts";
import { preparePoints } from "../../../src/hazard/sources/point-like.ts";
import { expectAllClose, expectClose } from "../../geo/closeness.ts";
import { goldenPath, hasGolden } from "../../harness.ts";
import { expectPlane, sitesOfGolden } from "../distances/planar-comparison.ts";
import { type GoldenPointSource, type GoldenRupture, pointLikeOfGolden } from "../golden-cases.ts";

interface Contexts {
  readonly columns: string[];
  readonly rows: number[][];
}
interface Golden {
  readonly cases: {
    readonly ps_grid_spacing: number;
    readonly sources: (GoldenPointSource & { readonly location: [number, number] })[];
    readonly sites: [number, number, number][];
    readonly context_parameters: { readonly pointsource_distance: number; readonly maximum_distance: number };
    readonly result: {
      readonly class: string;
      readonly location: [number, number, number];
      readonly bins: [number, number][];
      readonly num_ruptures: number;
      readonly members?: [number, number][];
      readonly strike?: number;
      readonly dip?: number;
      readonly rake?: number;
      readonly dep?: number;
      readonly upper_seismogenic_depth?: number;
      readonly lower_seismogenic_depth?: number;
      readonly rupture_aspect_ratio?: number;
      readonly iruptures?: GoldenRupture[];
      readonly contexts_12_sites?: Contexts;
      readonly contexts_first_3_sites?: Contexts;
    }[];
  }[];
}

const present = hasGolden();

function gridPoint(golden: GoldenPointSource): GridPoint {
  const prepared = preparePoints(pointLikeOfGolden(golden), { binWidth: golden.mfd!.bin_width });
  return {
    lon: prepared.points.lon[0]!,
    lat: prepared.points.lat[0]!,
    definition: prepared.definition,
    bins: prepared.families[0]!.bins,
  };
}

/** Contexts as a classical calculation makes them: far sites first, few sites all together (docs/method/classical.md 2.4). */
function contexts(
  point: CollapsedPoint,
  spacing: number,
  parameters: { readonly pointsource_distance: number; readonly maximum_distance: number },
  sites: SitePoints,
  used: number,
): number[][] {
  const [plane] = point.average.planes;
  const radii = point.bins.mags.map((mag) =>
    projectionRadius(
      planarSize(
        point.average.area(mag, plane!.rake),
        point.average.aspectRatio as number,
        plane!.dip,
        point.average.layer,
      ),
    ),
  );
  const limit = parameters.maximum_distance;
  const extra = 0.707 * spacing;
  const chords = new Float64Array(used);
  const everySite = Int32Array.from({ length: used }, (_, i) => i);
  chordDistances(point.lon, point.lat, point.depth, selectThese(sites, everySite), chords);
  const kept = everySite.filter((s) => chords[s]! <= limit + Math.min(radii[radii.length - 1]!, limit / 2) + extra);
  const far = collapsedFarRuptures(point);
  const near = collapsedNearRuptures(point);
  const rows: number[][] = [];
  const block = makeContextBlock(["rrup", "rjb", "rx"], used);
  const emit = ({ ruptures, starts }: BinnedRuptures, bin: number, indices: Int32Array) => {
    for (let r = starts[bin]!; r < starts[bin + 1]!; r++) {
      planarRrup(ruptures, r, selectThese(sites, indices), block.rrup);
      planarDistances(ruptures, r, selectThese(sites, indices), block);
      for (const [i, s] of indices.entries())
        if (block.rrup[i]! < limit)
          rows.push([
            s,
            ruptures.mag[r]!,
            ruptures.rate[r]!,
            block.rrup[i]!,
            block.rjb[i]!,
            block.rx[i]!,
            ruptures.ztor[r]!,
          ]);
    }
  };
  for (let bin = 0; bin < radii.length; bin++) {
    const reach = Math.min(radii[bin]!, limit / 2) + extra + parameters.pointsource_distance;
    const close = kept.filter((s) => chords[s]! <= reach);
    if (used <= 10) emit(close.length === 0 ? far : near, bin, kept);
    else {
      emit(
        far,
        bin,
        kept.filter((s) => chords[s]! > reach),
      );
      emit(near, bin, close);
    }
  }
  return rows;
}

describe.if(present)("collapsed point sources as the reference engine makes them", () => {
  const golden: Golden = present
    ? JSON.parse(readFileSync(goldenPath("geometry", "functions_collapsed_points.json"), "utf8"))
    : { cases: [] };

  test("cells, averages, members and rates", () => {
    expect(golden.cases.length).toBeGreaterThan(1);
    for (const c of golden.cases) {
      const cells = collapsePoints(c.sources.map(gridPoint), c.ps_grid_spacing);
      expect(cells.length).toBe(c.result.length);
      for (const [i, wanted] of c.result.entries()) {
        const cell = cells[i]!;
        expect(cell.kind === "collapsed").toBe(wanted.class === "CollapsedPointSource");
        const { bins } = cell.point;
        expectAllClose(
          bins.mags,
          wanted.bins.map(([mag]) => mag),
          "magnitudes",
          0,
          0,
        );
        expectAllClose(
          bins.rates,
          wanted.bins.map(([, rate]) => rate),
          "rates",
          1e-13,
          0,
        );
        if (cell.kind === "single") {
          expectAllClose([cell.point.lon, cell.point.lat], wanted.location.slice(0, 2), "place", 0, 0);
          continue;
        }
        const { point } = cell;
        const [plane] = point.average.planes;
        expectAllClose([point.lon, point.lat, point.depth], wanted.location, "place", 1e-13, 0);
        expectAllClose(
          [plane!.strike, plane!.dip, plane!.rake, point.average.layer.upper, point.average.layer.lower],
          [wanted.strike!, wanted.dip!, wanted.rake!, wanted.upper_seismogenic_depth!, wanted.lower_seismogenic_depth!],
          "averages",
          1e-13,
          1e-15,
        );
        expectClose(point.average.aspectRatio as number, wanted.rupture_aspect_ratio!, "aspect ratio", 1e-13, 0);
        const members = point.members.map(({ lon, lat }) => [lon, lat]);
        for (const [m, place] of wanted.members!.entries()) expect(members[m]).toEqual(place);
        const far = collapsedFarRuptures(point);
        for (const rupture of wanted.iruptures!)
          expectPlane(far.ruptures, rupture.index, rupture, `average rupture ${rupture.index}`);
        expect(collapsedNearRuptures(point).ruptures.count).toBe(wanted.num_ruptures);
      }
    }
  });

  test("what near and far sites see", () => {
    let compared = 0;
    for (const c of golden.cases) {
      const cells = collapsePoints(c.sources.map(gridPoint), c.ps_grid_spacing);
      const sites = sitesOfGolden(c.sites);
      for (const [i, wanted] of c.result.entries()) {
        const cell = cells[i]!;
        if (cell.kind === "single") continue;
        for (const [used, expected] of [
          [12, wanted.contexts_12_sites],
          [3, wanted.contexts_first_3_sites],
        ] as const) {
          if (expected === undefined) continue;
          const rows = contexts(cell.point, c.ps_grid_spacing, c.context_parameters, sites, used);
          expect(rows.length).toBe(expected.rows.length);
          const column = (name: string) => expected.columns.indexOf(name);
          const picked = ["site", "mag", "rate", "rrup", "rjb", "rx", "ztor"].map(column);
          for (const [k, row] of rows.entries())
            expectAllClose(
              row,
              picked.map((p) => expected.rows[k]![p]!),
              `row ${k} of cell ${i}`,
              1e-9,
              1e-7,
            );
          compared += rows.length;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });
});

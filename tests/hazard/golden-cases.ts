/** The golden geometry files of one source each: what tests read of them. */
import { readFileSync } from "node:fs";
import type { MagnitudeFrequencyDistribution } from "../../src/hazard/mfd/mfd.ts";
import type { AreaSource, MultiPointSource, PointSource } from "../../src/hazard/sources/source.ts";
import { goldenPath } from "../harness.ts";
import {
  aspectOfGolden,
  depthsOfGolden,
  type GoldenMfd,
  mfdOfGolden,
  planesOfGolden,
  scalingOfGolden,
} from "./golden-definitions.ts";

export interface GoldenSurface {
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly length?: number;
  readonly area: number;
  readonly ztor: number;
  readonly zbot: number;
  readonly middle_point: [number, number, number];
  readonly top_edge_centroid: [number, number, number];
  readonly corners_tl_tr_bl_br?: [number, number, number][];
}

export interface GoldenRupture {
  readonly index: number;
  readonly mag: number;
  readonly rake: number;
  readonly rate: number;
  readonly hypocenter: [number, number, number];
  readonly surface: GoldenSurface;
  readonly distances?: { readonly [name: string]: (number | null)[] };
}

export interface GoldenPointSource {
  readonly type: "point" | "area" | "multipoint";
  readonly mfd?: GoldenMfd;
  readonly multi_mfd?: {
    readonly kind: string;
    readonly min_mag?: number[];
    readonly max_mag?: number[];
    readonly a_val?: number[];
    readonly b_val?: number[];
    readonly bin_width?: number[];
    readonly magnitudes?: number[][];
    readonly occurRates?: number[][];
  };
  readonly msr: string;
  readonly aspect_ratio: number | { mag_points: [number, number][] };
  readonly upper_depth: number;
  readonly lower_depth: number;
  readonly nodal_planes: number[][];
  readonly hypo_depths: (number | null)[][];
  readonly location?: [number, number];
  readonly polygon?: [number, number][];
  readonly discretization?: number;
  readonly points?: [number, number][];
}

export interface GoldenCase<Definition> {
  readonly case: string;
  readonly source: Definition;
  readonly bins?: [number, number][];
  readonly num_ruptures: number;
  readonly checksums: {
    readonly sum_mag: number;
    readonly sum_hypo_lon_lat_depth: number[];
    readonly index_weighted_sum_of_hypo: number[];
    readonly sum_rate: number;
    readonly index_weighted_sum_of_rate: number;
  };
  readonly sites: [number, number, number][];
  readonly points?: [number, number][];
  readonly point_bins_first?: [number, number][];
  readonly point_bins_last?: [number, number][];
  readonly split?: { readonly source_id: string; readonly offset: number; readonly num_ruptures: number }[];
  readonly ruptures: GoldenRupture[];
}

export function goldenCase<Definition>(name: string): GoldenCase<Definition> {
  return JSON.parse(readFileSync(goldenPath("geometry", `${name}.json`), "utf8"));
}

/** The definition of a point-like source, as our typed value. */
export function pointLikeOfGolden(g: GoldenPointSource): PointSource | MultiPointSource | AreaSource {
  const common = {
    id: "s",
    name: "golden",
    tectonicRegionType: "Active Shallow Crust",
    scaling: scalingOfGolden(g.msr),
    aspectRatio: aspectOfGolden(g.aspect_ratio),
    upperSeismogenicDepth: g.upper_depth,
    lowerSeismogenicDepth: g.lower_depth,
    nodalPlanes: planesOfGolden(g.nodal_planes),
    hypocentralDepths: depthsOfGolden(g.hypo_depths),
  };
  switch (g.type) {
    case "point":
      return { ...common, kind: "point", mfd: mfdOfGolden(g.mfd!)!, lon: g.location![0], lat: g.location![1] };
    case "area":
      return {
        ...common,
        kind: "area",
        mfd: mfdOfGolden(g.mfd!)!,
        polygon: Float64Array.from(g.polygon!.flat()),
        discretization: g.discretization!,
      };
    case "multipoint":
      return {
        ...common,
        kind: "multiPoint",
        mfd: { kind: "multi", members: membersOfGolden(g) },
        points: Float64Array.from(g.points!.flat()),
      };
  }
}

function membersOfGolden(g: GoldenPointSource): MagnitudeFrequencyDistribution[] {
  const multi = g.multi_mfd!;
  const nth = <T>(values: readonly T[] | undefined, i: number): T => (values!.length === 1 ? values![0]! : values![i]!);
  return g.points!.map((_, i): MagnitudeFrequencyDistribution => {
    switch (multi.kind) {
      case "truncGutenbergRichterMFD":
        return {
          kind: "truncatedGR",
          minMag: nth(multi.min_mag, i),
          maxMag: nth(multi.max_mag, i),
          aValue: nth(multi.a_val, i),
          bValue: nth(multi.b_val, i),
          binWidth: nth(multi.bin_width, i),
        };
      case "incrementalMFD":
        return {
          kind: "incremental",
          minMag: nth(multi.min_mag, i),
          binWidth: nth(multi.bin_width, i),
          rates: Float64Array.from(nth(multi.occurRates, i)),
        };
      case "arbitraryMFD":
        return {
          kind: "arbitrary",
          mags: Float64Array.from(nth(multi.magnitudes, i)),
          rates: Float64Array.from(nth(multi.occurRates, i)),
        };
      default:
        throw new Error(`unknown golden multi-point MFD ${multi.kind}`);
    }
  });
}

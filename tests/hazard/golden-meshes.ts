/** Golden geometry files of sources whose ruptures are meshes, and how they are compared. */
import { expect } from "bun:test";
import { readFileSync } from "node:fs";
import type { ContextBlock, DistanceColumn } from "../../src/hazard/context-block.ts";
import { makeContextBlock } from "../../src/hazard/context-block.ts";
import {
  prepareMeshDistances,
  selectSites,
  setSites,
  writeDistances,
} from "../../src/hazard/distances/mesh-distances.ts";
import type { MfdBins } from "../../src/hazard/mfd/mfd.ts";
import type { MeshRuptures } from "../../src/hazard/ruptures/rupture-set.ts";
import type { SiteCollection } from "../../src/hazard/sites/site-collection.ts";
import type { Mesh } from "../../src/hazard/surfaces/mesh.ts";
import { expectAllClose, expectClose } from "../geo/closeness.ts";
import { goldenPath } from "../harness.ts";
import type { GoldenMfd } from "./golden-definitions.ts";

type Point = [lon: number, lat: number, depth: number];

export interface GoldenMesh {
  readonly shape: [number, number];
  readonly rows: number[];
  readonly cols: number[];
  readonly lon: (number | null)[][];
  readonly lat: (number | null)[][];
  readonly depth: (number | null)[][];
}

export interface GoldenSurface {
  readonly strike: number | null;
  readonly dip: number | null;
  readonly width: number | null;
  readonly area: number | null;
  readonly ztor: number | null;
  readonly zbot: number | null;
  readonly middle_point: Point;
  readonly top_trace?: [number, number][];
  readonly mesh?: GoldenMesh;
  readonly mesh_shape?: [number, number];
}

export interface GoldenRupture {
  readonly index: number;
  readonly mag: number;
  readonly rake: number;
  readonly rate: number;
  readonly hypocenter: Point;
  readonly slip_direction?: number | null;
  readonly surface: GoldenSurface;
  readonly distances?: Readonly<Record<string, number[]>>;
}

export interface GoldenSource {
  readonly case: string;
  readonly source: {
    readonly mfd: GoldenMfd;
    readonly msr: string;
    readonly aspect_ratio: number | { mag_points: [number, number][] };
    readonly rake: number;
    readonly mesh_spacing: number;
    readonly trace?: [number, number][];
    readonly edges?: Point[][];
    readonly profiles?: Point[][];
    readonly floating_x_step?: number;
    readonly floating_y_step?: number;
    readonly dip?: number;
    readonly upper_depth?: number;
    readonly lower_depth?: number;
    readonly hypo_list?: [number, number, number][];
    readonly slip_list?: [number, number][];
    readonly hypo_depth_list?: (number | null)[][];
  };
  readonly bins: [number, number][];
  readonly num_ruptures: number;
  readonly checksums: {
    readonly sum_mag: number;
    readonly sum_hypo_lon_lat_depth: Point;
    readonly index_weighted_sum_of_hypo: Point;
    readonly sum_rate: number;
    readonly index_weighted_sum_of_rate: number;
  };
  readonly sites: Point[];
  readonly fault_surface: GoldenSurface;
  readonly fault_surface_area_at_1km?: number;
  readonly cell_length_row0?: number[];
  readonly cell_area_row0?: number[];
  readonly split: { readonly source_id: string; readonly offset: number; readonly num_ruptures: number }[];
  readonly ruptures: GoldenRupture[];
}

/** Relative tolerance of the golden data, with a floor of 1e-6 km. */
export const RELATIVE = 1e-9;

/** Angles in degrees, equal modulo `turn`. */
export function expectSameAngle(got: number, wanted: number, what: string, tolerance = 1e-8, turn = 360): void {
  const rest = (((got - wanted) % turn) + turn) % turn;
  expectClose(Math.min(rest, turn - rest), 0, `${what} ${got} against ${wanted}`, 0, tolerance);
}

export function readGolden(name: string): GoldenSource {
  return JSON.parse(readFileSync(goldenPath("geometry", `${name}.json`), "utf8"));
}

export function binsOfGolden(golden: GoldenSource): MfdBins {
  return {
    mags: Float64Array.from(golden.bins, ([mag]) => mag),
    rates: Float64Array.from(golden.bins, ([, rate]) => rate),
  };
}

/** The sites of a golden file as a collection. */
export function sitesOfGolden(sites: readonly Point[]): SiteCollection {
  return {
    count: sites.length,
    lon: Float64Array.from(sites, ([lon]) => lon),
    lat: Float64Array.from(sites, ([, lat]) => lat),
    depth: Float64Array.from(sites, ([, , depth]) => depth),
    parameters: new Map(),
    texts: new Map(),
  };
}

/** Compares the nodes a golden file lists with a mesh whose first node there is (row, column). */
export function expectMesh(mesh: Mesh, golden: GoldenMesh, row: number, column: number, what: string): void {
  golden.rows.forEach((i, a) => {
    golden.cols.forEach((j, b) => {
      const node = (row + i) * mesh.columns + column + j;
      const place = `${what} node ${i},${j}`;
      if (golden.lon[a]![b] === null) {
        expect([place, mesh.lon[node], mesh.lat[node], mesh.depth[node]]).toEqual([
          place,
          Number.NaN,
          Number.NaN,
          Number.NaN,
        ]);
        return;
      }
      expectClose(mesh.lon[node]!, golden.lon[a]![b] ?? Number.NaN, `${place} lon`, RELATIVE, 0);
      expectClose(mesh.lat[node]!, golden.lat[a]![b] ?? Number.NaN, `${place} lat`, RELATIVE, 0);
      expectClose(mesh.depth[node]!, golden.depth[a]![b] ?? Number.NaN, `${place} depth`);
    });
  });
}

/** Compares the sums over all ruptures, plain and weighted with their position. */
export function expectChecksums(ruptures: MeshRuptures, golden: GoldenSource): void {
  const { checksums } = golden;
  expect(ruptures.count).toBe(golden.num_ruptures);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const weighted = (values: Float64Array) => values.reduce((total, value, i) => total + (i + 1) * value, 0);
  expectClose(sum(ruptures.mag), checksums.sum_mag, "sum of magnitudes");
  expectClose(sum(ruptures.rate), checksums.sum_rate, "sum of rates", RELATIVE, 0);
  expectClose(weighted(ruptures.rate), checksums.index_weighted_sum_of_rate, "weighted rates", RELATIVE, 0);
  const hypocentre = [ruptures.hypoLon, ruptures.hypoLat, ruptures.hypoDepth];
  expectAllClose(hypocentre.map(sum), checksums.sum_hypo_lon_lat_depth, "sum of hypocentres");
  expectAllClose(hypocentre.map(weighted), checksums.index_weighted_sum_of_hypo, "weighted hypocentres");
}

const COLUMNS: readonly DistanceColumn[] = [
  "rrup",
  "rjb",
  "rx",
  "ry0",
  "repi",
  "rhypo",
  "azimuth",
  "azimuthcp",
  "clon",
  "clat",
];

interface Limits {
  /** Absolute tolerance of rjb, km. */
  readonly rjb?: number;
  /** Azimuths are compared modulo this, degrees. */
  readonly turn?: number;
}

/** Compares the distances of all ruptures of a golden file that list some. */
export function expectDistances(ruptures: MeshRuptures, golden: GoldenSource, limits: Limits = {}): number {
  const { rjb = 1e-6, turn = 360 } = limits;
  const sites = sitesOfGolden(golden.sites);
  const ids = Int32Array.from(sites.lon.keys());
  const columns = COLUMNS.filter((column) => ruptures.surface !== "gridded" || (column !== "rx" && column !== "ry0"));
  const block: ContextBlock = makeContextBlock(columns, sites.count);
  const distances = prepareMeshDistances(ruptures, columns);
  setSites(distances, sites, ids);
  let compared = 0;
  for (const rupture of golden.ruptures) {
    if (rupture.distances === undefined) continue;
    const selected = selectSites(distances, rupture.index, Number.POSITIVE_INFINITY);
    expect(selected.count).toBe(sites.count);
    writeDistances(distances, rupture.index, selected, block);
    for (const column of columns) {
      const wanted = rupture.distances[column];
      if (wanted === undefined) continue;
      wanted.forEach((value, s) => {
        const what = `${golden.case} rupture ${rupture.index} site ${s} ${column}`;
        if (column === "azimuth") expectSameAngle(block.azimuth[s]!, value, what, 1e-7, turn);
        else if (column === "azimuthcp") expectSameAngle(block.azimuthcp[s]!, value, what, 1e-7);
        else expectClose(block[column][s]!, value, what, RELATIVE, column === "rjb" ? rjb : 1e-6);
        compared++;
      });
    }
  }
  return compared;
}

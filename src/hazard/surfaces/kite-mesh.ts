/** The mesh of a kite surface: between profiles of any shape, with gaps where profiles are shorter (docs/method/sources.md 5.4). */
import { averageAzimuth, azimuth } from "../../geo/azimuth.ts";
import { type Orthographic, orthographicOfBox } from "../../geo/orthographic.ts";
import type { Point } from "../../geo/spaced-points.ts";
import { foldLongitude, modulo, type PointColumns } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type GrownProfile, growProfiles } from "./kite-edges.ts";
import { resampleProfiles } from "./kite-profiles.ts";
import { type Mesh, makeMesh } from "./mesh.ts";
import { fittedOrientation } from "./plane-fit.ts";

/** Degrees between the fitted strike and the top row beyond which the columns are mirrored. */
const AGAINST_STRIKE = 60;

/** Degrees around strike - 90 within which the first column counts as dipping to the left. */
const DIPS_LEFT = 40;

type Row = (Point | undefined)[];

/**
 * Meshes a kite surface.
 *
 * @param profiles lon, lat, depth triplets, each from top to bottom
 * @param profileSpacing km between samples along a profile
 * @param meshSpacing km between nodes along strike
 * @returns nodes that are missing are NaN in all coordinates
 * @throws InputError if the profiles make no mesh of at least two rows and columns
 */
export function kiteMesh(
  profiles: readonly Float64Array[],
  profileSpacing: number,
  meshSpacing: number,
  place: ProblemPlace = {},
): Mesh {
  if (!(meshSpacing > 0))
    throw new InputError(`the rupture mesh spacing is ${meshSpacing} km`, { ...place, allowed: "a positive number" });
  const { profiles: sampled, reference } = resampleProfiles(profiles, profileSpacing, place);
  const projection = projectionOf(sampled);
  const grow = (side: readonly PointColumns[]): GrownProfile[] =>
    side.length > 1 ? growProfiles(side, meshSpacing, projection, place) : [];
  const onwards = grow(sampled.slice(reference));
  const backwards = grow(sampled.slice(0, reference + 1).toReversed());
  // The reference profile is in both sides.
  const columns = [...onwards.toReversed(), ...(onwards.length > 0 ? backwards.slice(1) : backwards)];
  if (columns.length < 2)
    throw new InputError(`a kite surface has one column of nodes with a mesh spacing of ${meshSpacing} km`, {
      ...place,
      allowed: "a smaller spacing",
    });
  const depth = columns.reduce((most, column) => Math.max(most, column.length), 0);
  const rows: Row[] = Array.from({ length: depth }, (_, i) => columns.map((column) => column[i]));
  dropLonelyNodes(rows);
  sortByMeanDepth(rows);
  putDeeperRowsBelow(rows);
  turnToFittedStrike(rows);
  return rightHanded(meshOf(withoutEmptyLines(rows), place), place);
}

/** The projection of all samples; the box knows nothing of the date line. */
function projectionOf(profiles: readonly PointColumns[]): Orthographic {
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const { lon, lat } of profiles) {
    for (let i = 0; i < lon.length; i++) {
      if (Number.isNaN(lon[i]!)) continue;
      west = Math.min(west, lon[i]!);
      east = Math.max(east, lon[i]!);
      south = Math.min(south, lat[i]!);
      north = Math.max(north, lat[i]!);
    }
  }
  return orthographicOfBox({ west, east, north, south });
}

/** Removes, row by row and at once, nodes that have no neighbour in their row or none in their column. */
function dropLonelyNodes(rows: Row[]): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let j = 0; j < row.length; j++) {
      const inRow = row[j - 1] !== undefined || row[j + 1] !== undefined;
      const inColumn = rows[i - 1]?.[j] !== undefined || rows[i + 1]?.[j] !== undefined;
      if (!inRow || !inColumn) row[j] = undefined;
    }
  }
}

function sortByMeanDepth(rows: Row[]): void {
  const depths = new Map(rows.map((row) => [row, meanDepth(row)]));
  // Empty rows go last, as NaNs do.
  rows.sort((a, b) => {
    const first = depths.get(a)!;
    const second = depths.get(b)!;
    if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    return first - second;
  });
}

function meanDepth(row: Row): number {
  let sum = 0;
  let count = 0;
  for (const node of row) {
    if (node === undefined) continue;
    sum += node[2];
    count++;
  }
  return sum / count;
}

/** Swaps rows of which the lower one is anywhere the shallower. The last row is not looked at, as in the reference. */
function putDeeperRowsBelow(rows: Row[]): void {
  for (let upper = 0; upper + 1 < rows.length; upper++) {
    for (let lower = upper; lower + 1 < rows.length; lower++) {
      const above = rows[upper]!;
      const below = rows[lower]!;
      if (!below.some((node, j) => node !== undefined && above[j] !== undefined && node[2] < above[j][2])) continue;
      rows[upper] = below;
      rows[lower] = above;
    }
  }
}

/** Mirrors the columns if the top row runs against the strike of the plane fitted to all nodes. */
function turnToFittedStrike(rows: Row[]): void {
  const top = rows[0]!.filter((node) => node !== undefined);
  const all = rows.flat().filter((node) => node !== undefined);
  if (top.length < 2 || all.length < 3) return;
  const { strike } = fittedOrientation(columnsOf(all));
  if (Math.abs(foldLongitude(strike - averageAzimuth(columnsOf(top)))) < AGAINST_STRIKE) return;
  for (const row of rows) row.reverse();
}

function columnsOf(points: readonly Point[]): PointColumns {
  return {
    lon: Float64Array.from(points, ([lon]) => lon),
    lat: Float64Array.from(points, ([, lat]) => lat),
    depth: Float64Array.from(points, ([, , depth]) => depth),
  };
}

function withoutEmptyLines(rows: Row[]): Row[] {
  const kept = rows.filter((row) => row.some((node) => node !== undefined));
  const width = kept[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => j).filter((j) => kept.some((row) => row[j] !== undefined));
  return kept.map((row) => columns.map((j) => row[j]));
}

function meshOf(rows: readonly Row[], place: ProblemPlace): Mesh {
  const columns = rows[0]?.length ?? 0;
  if (rows.length < 2 || columns < 2)
    throw new InputError(`a kite surface has ${rows.length} x ${columns} nodes (down dip x along strike)`, {
      ...place,
      allowed: "at least 2 both ways: a smaller mesh spacing",
    });
  const coordinate = (axis: 0 | 1 | 2): Float64Array =>
    Float64Array.from(rows.flat(), (node) => (node === undefined ? Number.NaN : node[axis]));
  return makeMesh(rows.length, columns, coordinate(0), coordinate(1), coordinate(2));
}

/**
 * Mirrors the columns of a mesh whose first complete cell dips to the left of its strike.
 * @throws InputError if the mesh has no complete cell
 */
function rightHanded(mesh: Mesh, place: ProblemPlace): Mesh {
  const { rows, columns, lon, lat } = mesh;
  const complete = (i: number, j: number): boolean => {
    const node = i * columns + j;
    return ![node, node + 1, node + columns, node + columns + 1].some((k) => Number.isNaN(lon[k]!));
  };
  for (let i = 0; i + 1 < rows; i++) {
    // From the second row on the reference starts at the second column.
    for (let j = i === 0 ? 0 : 1; j + 1 < columns; j++) {
      if (!complete(i, j)) continue;
      const node = i * columns + j;
      const strike = azimuth(lon[node]!, lat[node]!, lon[node + 1]!, lat[node + 1]!);
      const down = azimuth(lon[node]!, lat[node]!, lon[node + columns]!, lat[node + columns]!);
      return Math.abs(modulo(strike - 90, 360) - down) < DIPS_LEFT ? mirrored(mesh) : mesh;
    }
  }
  throw new InputError("a kite surface has no complete cell", place);
}

function mirrored({ rows, columns, lon, lat, depth }: Mesh): Mesh {
  const mirror = (values: Float64Array): Float64Array =>
    values.map((_, node) => values[node - (node % columns) + columns - 1 - (node % columns)]!);
  return makeMesh(rows, columns, mirror(lon), mirror(lat), mirror(depth));
}

/**
 * Tables over the cells of a mesh from which strike, dip, width and area of any window follow by summing
 * (docs/method/sources.md 6.2).
 *
 * A cell is the upper-left triangle (top edge, left edge, diagonal) and the lower-right one (bottom edge, right edge, same
 * diagonal). Angles are averaged as directions weighted by triangle areas, so a cell contributes the sums of
 * area x cosine and area x sine of its two triangles.
 */
import { DEGREES_PER_RADIAN, modulo } from "../../geo/sphere.ts";
import type { Mesh, MeshWindow } from "./mesh.ts";

/** One value a cell, row-major over (rows-1) x (columns-1). */
export interface MeshCells {
  readonly rows: number;
  readonly columns: number;
  /** km2. */
  readonly area: Float64Array;
  /** km, area-weighted mean of the top and bottom edges. */
  readonly length: Float64Array;
  /** km, area-weighted mean of the left and right edges. */
  readonly width: Float64Array;
  readonly dipCosine: Float64Array;
  readonly dipSine: Float64Array;
  readonly strikeCosine: Float64Array;
  readonly strikeSine: Float64Array;
}

/** Degrees. */
export interface Orientation {
  readonly strike: number;
  readonly dip: number;
}

/** Computes the tables of a whole mesh. */
export function meshCells(mesh: Mesh): MeshCells {
  const rows = mesh.rows - 1;
  const columns = mesh.columns - 1;
  const n = rows * columns;
  const cells: MeshCells = {
    rows,
    columns,
    area: new Float64Array(n),
    length: new Float64Array(n),
    width: new Float64Array(n),
    dipCosine: new Float64Array(n),
    dipSine: new Float64Array(n),
    strikeCosine: new Float64Array(n),
    strikeSine: new Float64Array(n),
  };
  const upper = new Triangle();
  const lower = new Triangle();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const tl = i * mesh.columns + j;
      const bl = tl + mesh.columns;
      upper.measure(mesh, tl, tl, tl + 1, bl, tl, bl, tl + 1);
      lower.measure(mesh, bl + 1, bl, bl + 1, bl + 1, tl + 1, bl, tl + 1);
      const cell = i * columns + j;
      const area = upper.area + lower.area;
      cells.area[cell] = area;
      cells.length[cell] = area === 0 ? 0 : (upper.along * upper.area + lower.along * lower.area) / area;
      cells.width[cell] = area === 0 ? 0 : (upper.up * upper.area + lower.up * lower.area) / area;
      cells.dipCosine[cell] = upper.area * upper.dipCosine + lower.area * lower.dipCosine;
      cells.dipSine[cell] = upper.area * upper.dipSine + lower.area * lower.dipSine;
      cells.strikeCosine[cell] = upper.area * upper.strikeCosine + lower.area * lower.strikeCosine;
      cells.strikeSine[cell] = upper.area * upper.strikeSine + lower.area * lower.strikeSine;
    }
  }
  return cells;
}

/** Measures of one triangle of a cell, reused from cell to cell. */
class Triangle {
  area = 0;
  along = 0;
  up = 0;
  dipCosine = 0;
  dipSine = 0;
  strikeCosine = 0;
  strikeSine = 0;

  /**
   * `corner` is the node at which directions are taken; the edge along strike goes from `a0` to `a1`, the edge up dip from
   * `u0` to `u1`, the diagonal from `d0` to `d1`.
   */
  measure(mesh: Mesh, corner: number, a0: number, a1: number, u0: number, u1: number, d0: number, d1: number): void {
    const { x, y, z } = mesh;
    const ax = x[a1]! - x[a0]!;
    const ay = y[a1]! - y[a0]!;
    const az = z[a1]! - z[a0]!;
    const ux = x[u1]! - x[u0]!;
    const uy = y[u1]! - y[u0]!;
    const uz = z[u1]! - z[u0]!;
    const dx = x[d1]! - x[d0]!;
    const dy = y[d1]! - y[d0]!;
    const dz = z[d1]! - z[d0]!;
    const along = Math.sqrt(ax * ax + ay * ay + az * az);
    const up = Math.sqrt(ux * ux + uy * uy + uz * uz);
    const diagonal = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const half = (along + up + diagonal) / 2;
    this.area = Math.sqrt(Math.max(0, half * (half - along) * (half - up) * (half - diagonal)));
    this.along = along;
    this.up = up;
    // Where edges of a complex fault meet, a triangle shrinks to a line and says nothing about directions.
    if (this.area === 0) {
      this.dipCosine = 0;
      this.dipSine = 0;
      this.strikeCosine = 0;
      this.strikeSine = 0;
      return;
    }

    const nx = ay * uz - az * uy;
    const ny = az * ux - ax * uz;
    const nz = ax * uy - ay * ux;
    const normal = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const px = x[corner]!;
    const py = y[corner]!;
    const pz = z[corner]!;
    const radius = Math.sqrt(px * px + py * py + pz * pz);
    const dipCosine = clip((px * nx + py * ny + pz * nz) / (radius * normal));
    this.dipCosine = dipCosine;
    this.dipSine = sineOf(dipCosine);

    // East is z x P; north is P x east. Both only need the horizontal radius.
    const horizontal = Math.sqrt(px * px + py * py);
    const east = (px * ay - py * ax) / horizontal;
    const north = (az * horizontal * horizontal - pz * (px * ax + py * ay)) / (horizontal * radius);
    const strikeCosine = north / along;
    this.strikeCosine = strikeCosine;
    this.strikeSine = east >= 0 ? sineOf(strikeCosine) : -sineOf(strikeCosine);
  }
}

function clip(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}

/** Rounding may push a cosine a little beyond 1: the sine is then 0. */
function sineOf(cosine: number): number {
  const square = 1 - cosine * cosine;
  return square < 0 ? 0 : Math.sqrt(square);
}

/** Degrees beyond 90 that a vertical fault's dip may take by rounding in double precision. */
const VERTICAL_NOISE = 1e-9;

/**
 * Mean strike and dip of a window of at least two rows and columns. The dip never exceeds 90 degrees: the strike is turned
 * round instead. A mesh at depth 0 throughout has dip 0.
 *
 * A vertical fault keeps the strike of its rows. The reference turns about half of its ruptures round, because their dip
 * exceeds 90 degrees by 1e-12 of rounding. Meshes in single precision lean far enough to be followed.
 */
export function windowOrientation(mesh: Mesh, cells: MeshCells, window: MeshWindow): Orientation {
  let dipCosine = 0;
  let dipSine = 0;
  let strikeCosine = 0;
  let strikeSine = 0;
  for (let i = window.rowStart; i < window.rowStop - 1; i++) {
    for (let j = window.columnStart; j < window.columnStop - 1; j++) {
      const cell = i * cells.columns + j;
      dipCosine += cells.dipCosine[cell]!;
      dipSine += cells.dipSine[cell]!;
      strikeCosine += cells.strikeCosine[cell]!;
      strikeSine += cells.strikeSine[cell]!;
    }
  }
  let dip = isAtSurface(mesh, window) ? 0 : Math.atan2(dipSine, dipCosine) * DEGREES_PER_RADIAN;
  let strike = Math.atan2(strikeSine, strikeCosine) * DEGREES_PER_RADIAN;
  if (strike < 0) strike += 360;
  if (dip > 90) {
    if (mesh.single === true || dip > 90 + VERTICAL_NOISE) strike = modulo(strike + 180, 360);
    dip = 180 - dip;
  }
  return { strike, dip };
}

function isAtSurface(mesh: Mesh, window: MeshWindow): boolean {
  for (let i = window.rowStart; i < window.rowStop; i++) {
    for (let j = window.columnStart; j < window.columnStop; j++) {
      if (mesh.depth[i * mesh.columns + j] !== 0) return false;
    }
  }
  return true;
}

/** Area of a window, km2. */
export function windowArea(cells: MeshCells, window: MeshWindow): number {
  let area = 0;
  for (let i = window.rowStart; i < window.rowStop - 1; i++) {
    for (let j = window.columnStart; j < window.columnStop - 1; j++) area += cells.area[i * cells.columns + j]!;
  }
  return area;
}

/** Mean down-dip extent of a window in km: the columns' widths weighted by their mean lengths. */
export function windowWidth(cells: MeshCells, window: MeshWindow): number {
  let weighted = 0;
  let lengths = 0;
  for (let j = window.columnStart; j < window.columnStop - 1; j++) {
    let width = 0;
    let area = 0;
    let lengthTimesArea = 0;
    for (let i = window.rowStart; i < window.rowStop - 1; i++) {
      const cell = i * cells.columns + j;
      width += cells.width[cell]!;
      area += cells.area[cell]!;
      lengthTimesArea += cells.length[cell]! * cells.area[cell]!;
    }
    const length = area === 0 ? 0 : lengthTimesArea / area;
    weighted += width * length;
    lengths += length;
  }
  return weighted / lengths;
}

/** Shallowest depth of the top row, km. */
export function windowDepthToTop(mesh: Mesh, window: MeshWindow): number {
  let top = Number.POSITIVE_INFINITY;
  for (let j = window.columnStart; j < window.columnStop; j++)
    top = Math.min(top, mesh.depth[window.rowStart * mesh.columns + j]!);
  return top;
}

/** Depth of the deepest node, km. Rows never become shallower downwards, so it lies in the bottom row. */
export function windowDepthToBottom(mesh: Mesh, window: MeshWindow): number {
  let bottom = Number.NEGATIVE_INFINITY;
  for (let j = window.columnStart; j < window.columnStop; j++)
    bottom = Math.max(bottom, mesh.depth[(window.rowStop - 1) * mesh.columns + j]!);
  return bottom;
}

/** Whether no row is anywhere shallower than the one above it, which mesh surfaces require. */
export function rowsGoDown(mesh: Mesh): boolean {
  for (let node = mesh.columns; node < mesh.depth.length; node++) {
    if (mesh.depth[node]! < mesh.depth[node - mesh.columns]!) return false;
  }
  return true;
}

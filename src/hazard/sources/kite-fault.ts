/** Floating ruptures of a kite fault (docs/method/sources.md 5.4). */
import { roundEven } from "../../geo/rounding.ts";
import { InputError } from "../../input-error.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import { MeshRuptureColumns } from "../ruptures/mesh-ruptures.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import { scalingRelation } from "../scaling/find-relation.ts";
import type { ScalingRelation } from "../scaling/scaling-relation.ts";
import { kiteMesh } from "../surfaces/kite-mesh.ts";
import { kiteParameters } from "../surfaces/kite-parameters.ts";
import type { Mesh, MeshWindow } from "../surfaces/mesh.ts";
import { nodeOf } from "../surfaces/mesh-centroid.ts";
import { simpleFaultMesh } from "../surfaces/simple-fault-mesh.ts";
import type { SimpleFaultGeometry } from "../surfaces/surface-geometry.ts";
import type { SurfaceMesh } from "../surfaces/surface-mesh.ts";
import type { KiteFaultSource } from "./source.ts";

/** A simple fault's columns become profiles with this many times the mesh spacing. */
const PROFILE_STRETCH = 1.01;

/** Degrees; a simple fault made into a kite is never quite vertical. */
const NEARLY_VERTICAL = 89.9;

/** Largest relative error of the area of a rupture made of whole cells. */
const AREA_ERROR = 0.25;

/** A kite fault meshed and ready to be filled with ruptures. */
export interface KiteFault extends SurfaceMesh {
  readonly source: KiteFaultSource;
  readonly aspectRatio: number;
  /** km along strike and along profiles. */
  readonly meshSpacing: number;
  readonly profileSpacing: number;
  readonly scaling: ScalingRelation;
}

/** How far ruptures float, as fractions of their length and width; 0 along strike means node by node both ways. */
export interface FloatingSteps {
  readonly alongStrike: number;
  readonly downDip: number;
}

/**
 * Meshes the source: nodes `meshSpacing` km apart along strike and, as in the reference, `meshSpacing` / aspect ratio
 * along the profiles.
 * @throws InputError for profiles that make no surface or an aspect ratio that depends on magnitude
 */
export function prepareKiteFault(source: KiteFaultSource, meshSpacing: number): KiteFault {
  const place = source.origin ?? {};
  if (typeof source.aspectRatio !== "number")
    throw new InputError(`source "${source.id}": a kite fault needs a constant aspect ratio`, {
      ...place,
      parameter: "ruptAspectRatio",
      allowed: "a number",
    });
  const profileSpacing = meshSpacing / source.aspectRatio;
  const { geometry } = source;
  const profiles =
    geometry.kind === "kiteSurface" ? geometry.profiles : profilesOfSimpleFault(geometry, meshSpacing, source.origin);
  const mesh = kiteMesh(profiles, profileSpacing, meshSpacing, place);
  return {
    source,
    aspectRatio: source.aspectRatio,
    meshSpacing,
    profileSpacing,
    scaling: scalingRelation(source.scaling, place),
    mesh,
    surface: "kite",
    parameters: (window) => kiteParameters(mesh, window),
  };
}

/** The columns of a simple fault as profiles. */
export function profilesOfSimpleFault(
  geometry: SimpleFaultGeometry,
  meshSpacing: number,
  place: KiteFaultSource["origin"],
): Float64Array[] {
  const dip = Math.abs(geometry.dip - 90) < 1e-5 ? NEARLY_VERTICAL : geometry.dip;
  const mesh = simpleFaultMesh({ ...geometry, dip }, meshSpacing * PROFILE_STRETCH, place);
  return Array.from({ length: mesh.columns }, (_, j) =>
    Float64Array.from(Array.from({ length: mesh.rows }, (_, i) => nodeOf(mesh, i * mesh.columns + j)).flat()),
  );
}

/** Number of ruptures of one magnitude; 0 if no block of complete cells is large enough. */
export function countKiteFaultRuptures(fault: KiteFault, mag: number, steps: FloatingSteps): number {
  return blocksOf(fault, mag, steps).length;
}

/**
 * The ruptures of the given magnitude bins, in the order bins, columns, rows. A bin's rate is shared evenly; a bin for
 * which no block fits vanishes, as in the reference.
 */
export function kiteFaultRuptures(fault: KiteFault, bins: MfdBins, steps: FloatingSteps): MeshRuptures {
  const blocks = Array.from(bins.mags, (mag) => blocksOf(fault, mag, steps));
  const count = blocks.reduce((sum, list) => sum + list.length, 0);
  const columns = new MeshRuptureColumns(fault, fault.source.rake, count);
  blocks.forEach((list, bin) => {
    const rate = bins.rates[bin]! / list.length;
    for (const window of list) columns.add(window, bins.mags[bin]!, rate, hypocentre(fault.mesh, window));
  });
  return columns.ruptures();
}

/** Half way down and along, counted in nodes from 0: not the centre. */
function hypocentre(mesh: Mesh, window: MeshWindow): readonly [number, number, number] {
  const row = window.rowStart + roundEven((window.rowStop - window.rowStart) / 2);
  const column = window.columnStart + roundEven((window.columnStop - window.columnStart) / 2);
  return nodeOf(mesh, row * mesh.columns + column);
}

/** All blocks of nodes without gaps that a rupture of this magnitude can take. */
function blocksOf(fault: KiteFault, mag: number, steps: FloatingSteps): MeshWindow[] {
  const { mesh } = fault;
  const { columns, rows } = blockSize(fault, mag);
  const nodeByNode = steps.alongStrike === 0;
  const columnStarts = starts(mesh.columns - columns, nodeByNode ? 1 : stepOf(columns, steps.alongStrike));
  const rowStarts = starts(mesh.rows - rows, nodeByNode ? 1 : stepOf(rows, steps.downDip));
  const windows: MeshWindow[] = [];
  for (const columnStart of columnStarts) {
    for (const rowStart of rowStarts) {
      const window = { rowStart, rowStop: rowStart + rows, columnStart, columnStop: columnStart + columns };
      if (isComplete(mesh, window)) windows.push(window);
    }
  }
  return windows;
}

/**
 * Nodes from one start to the next. A negative fraction gives a negative number of nodes first and is then taken as that
 * many times the block, as in the reference.
 */
function stepOf(nodes: number, fraction: number): number {
  const step = Math.floor(nodes * fraction);
  return Math.max(1, step < 0 ? Math.floor(nodes * -step + 1e-5) : step);
}

/** 0, step, 2 step ... up to `last`; the step is lessened until `last` is among them. */
function starts(last: number, step: number): number[] {
  if (last < 0) return [];
  let width = step;
  while (width > 1 && last % width !== 0) width--;
  return Array.from({ length: Math.floor(last / width) + 1 }, (_, k) => k * width);
}

function isComplete(mesh: Mesh, window: MeshWindow): boolean {
  for (let i = window.rowStart; i < window.rowStop; i++) {
    for (let j = window.columnStart; j < window.columnStop; j++) {
      if (Number.isNaN(mesh.lon[i * mesh.columns + j]!)) return false;
    }
  }
  return true;
}

interface BlockSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The whole numbers of cells whose area and aspect ratio come closest to those of the magnitude.
 * @throws InputError if the nearest block is a single cell or more than 25 % off in area
 */
function blockSize(fault: KiteFault, mag: number): BlockSize {
  const { source, meshSpacing, profileSpacing, scaling } = fault;
  const area = scaling.area(mag, source.rake);
  const aspect = fault.aspectRatio % 1 < 0.01 ? fault.aspectRatio + 0.05 : fault.aspectRatio;
  const longer = Math.ceil(Math.sqrt(area * aspect) / meshSpacing) * meshSpacing;
  const shorter = Math.floor(Math.sqrt(area * aspect) / meshSpacing) * meshSpacing;
  const wider = (length: number) => Math.ceil(length / aspect / profileSpacing) * profileSpacing;
  const narrower = (length: number) => Math.floor(length / aspect / profileSpacing) * profileSpacing;
  // The reference pairs its two lengths and four widths in this order; on ties the first wins.
  const widths = [wider(longer), narrower(longer), wider(shorter), narrower(shorter)];
  let best = { length: longer, width: widths[0]!, misfit: Number.POSITIVE_INFINITY };
  widths.forEach((width, k) => {
    const length = k % 2 === 0 ? longer : shorter;
    const misfit = Math.sqrt(Math.abs(length * width - area)) + Math.abs(length / width - aspect) * meshSpacing;
    if (misfit < best.misfit) best = { length, width, misfit };
  });
  const { length, width } = best;
  const error = Math.abs(length * width - area) / area;
  const tooSmall = Math.abs(width - profileSpacing) < 1e-10 || (Math.abs(length - meshSpacing) < 1e-10 && error > 0.3);
  if (tooSmall || error > AREA_ERROR || !(length > 0) || !(width > 0))
    throw new InputError(
      `source "${source.id}": a rupture of magnitude ${mag} (${area.toFixed(1)} km2) cannot be made of cells of ` +
        `${meshSpacing} x ${profileSpacing.toFixed(3)} km; the nearest has ${(length * width).toFixed(1)} km2`,
      { ...source.origin, parameter: "rupture_mesh_spacing", allowed: "a smaller spacing" },
    );
  return { columns: roundEven(length / meshSpacing) + 1, rows: roundEven(width / profileSpacing) + 1 };
}

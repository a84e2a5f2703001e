/** Floating ruptures of a simple fault (docs/method/sources.md 5.1). */
import { roundAway, roundEven } from "../../geo/rounding.ts";
import { RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import { aspectRatioAt } from "../ruptures/aspect-ratio.ts";
import { MeshRuptureColumns } from "../ruptures/mesh-ruptures.ts";
import type { MeshRuptures } from "../ruptures/rupture-set.ts";
import { scalingRelation } from "../scaling/find-relation.ts";
import type { ScalingRelation } from "../scaling/scaling-relation.ts";
import type { Mesh, MeshWindow } from "../surfaces/mesh.ts";
import { meshCentroid, nodeOf } from "../surfaces/mesh-centroid.ts";
import { simpleFaultMesh } from "../surfaces/simple-fault-mesh.ts";
import { type FaultMesh, faultMesh } from "../surfaces/surface-mesh.ts";
import type { SimpleFaultSource } from "./source.ts";

/** A simple fault meshed and ready to be filled with ruptures. */
export interface SimpleFault extends FaultMesh {
  readonly source: SimpleFaultSource;
  /** Distance of neighbouring nodes, km. */
  readonly spacing: number;
  readonly scaling: ScalingRelation;
}

/** Nodes a rupture takes along strike and down dip. */
interface RuptureSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where in a rupture an earthquake may start, as fractions of length and width. */
interface WeightedHypocentre {
  readonly alongStrike: number;
  readonly downDip: number;
  readonly weight: number;
}

/**
 * Meshes the source with nodes `spacing` km apart (unless its geometry fixes its own) and checks that the spacing
 * represents the smallest of the magnitudes in `bins`.
 * @throws InputError for a geometry that is no fault, inconsistent hypocentre and slip lists, or a spacing too coarse.
 */
export function prepareSimpleFault(source: SimpleFaultSource, bins: MfdBins, meshSpacing: number): SimpleFault {
  const spacing = source.geometry.spacing ?? meshSpacing;
  const place = placeOf(source);
  checkHypocentres(source, place);
  const mesh = simpleFaultMesh(source.geometry, spacing, place);
  const scaling = scalingRelation(source.scaling, place);
  const fault: SimpleFault = { source, spacing, scaling, ...faultMesh(mesh, true) };
  const smallest = bins.mags.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const { columns, rows } = ruptureSize(fault, smallest, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (columns === 1 || rows === 1)
    throw new InputError(
      `source "${source.id}": a mesh spacing of ${spacing} km is too large for ruptures of magnitude ${smallest}`,
      { ...place, parameter: "rupture_mesh_spacing" },
    );
  return fault;
}

/** Number of ruptures of one magnitude. */
export function countSimpleFaultRuptures(fault: SimpleFault, mag: number): number {
  const { rowPositions, columnPositions, size } = positions(fault, mag);
  const { hypocentres, slips, hypocentralDepths } = fault.source;
  if (hypocentralDepths === undefined || hypocentralDepths.length === 0)
    return rowPositions * columnPositions * Math.max(1, hypocentres?.length ?? 0) * Math.max(1, slips?.length ?? 0);
  let total = 0;
  for (let row = 0; row < rowPositions; row++) total += hypocentresAtDepths(fault, row, size.rows).length;
  return total * columnPositions;
}

/**
 * The ruptures of the given magnitude bins, in the order bins, first row, first column, hypocentre, slip. The rate of a bin
 * is shared evenly between the positions, then by the weights of hypocentres and slips.
 *
 * With `listWeights` "ignored" every rupture of a hypocentre and slip list has the full rate of its position: the
 * reference's sampling of event sets does that, which multiplies the total by the number of combinations.
 */
export function simpleFaultRuptures(
  fault: SimpleFault,
  bins: MfdBins,
  listWeights: "applied" | "ignored" = "applied",
): MeshRuptures {
  const { source, mesh } = fault;
  let count = 0;
  for (const mag of bins.mags) count += countSimpleFaultRuptures(fault, mag);
  const slips = source.slips !== undefined && source.slips.length > 0 ? source.slips : undefined;
  const columns = new MeshRuptureColumns(fault, source.rake, count, slips !== undefined);
  for (let bin = 0; bin < bins.mags.length; bin++) {
    const mag = bins.mags[bin]!;
    const { rowPositions, columnPositions, size } = positions(fault, mag);
    const rate = bins.rates[bin]! / (rowPositions * columnPositions);
    for (let row = 0; row < rowPositions; row++) {
      const listed = listedHypocentres(fault, row, size.rows);
      for (let column = 0; column < columnPositions; column++) {
        const window: MeshWindow = {
          rowStart: row,
          rowStop: row + size.rows,
          columnStart: column,
          columnStop: column + size.columns,
        };
        if (listed === undefined) {
          columns.add(window, mag, rate, meshCentroid(mesh, window));
          continue;
        }
        for (const hypocentre of listed) {
          const place = hypocentreNode(mesh, window, hypocentre, fault.spacing);
          if (slips === undefined) columns.add(window, mag, rate * hypocentre.weight, place);
          else
            for (const slip of slips) {
              const share = listWeights === "applied" ? rate * hypocentre.weight * slip.weight : rate;
              columns.add(window, mag, share, place, slip.slip);
            }
        }
      }
    }
  }
  return columns.ruptures();
}

function placeOf(source: SimpleFaultSource): ProblemPlace {
  return source.origin ?? {};
}

/** How many first rows and columns a rupture of this magnitude can have. */
function positions(
  fault: SimpleFault,
  mag: number,
): { readonly rowPositions: number; readonly columnPositions: number; readonly size: RuptureSize } {
  const { mesh, spacing, source } = fault;
  const size = ruptureSize(fault, mag, (mesh.columns - 1) * spacing, (mesh.rows - 1) * spacing);
  const rowPositions = mesh.rows - size.rows + 1;
  const columnPositions = mesh.columns - size.columns + 1;
  if (rowPositions < 1 || columnPositions < 1 || size.rows < 2 || size.columns < 2)
    throw new InputError(
      `source "${source.id}": a rupture of magnitude ${mag} takes ${size.rows} x ${size.columns} nodes ` +
        `(down dip x along strike) and does not fit the fault's ${mesh.rows} x ${mesh.columns} nodes`,
      { ...placeOf(source), parameter: "rupture_mesh_spacing" },
    );
  return { rowPositions, columnPositions, size };
}

/** Size of a rupture reshaped, at equal area, to fit a fault of the given length and width (km). */
function ruptureSize(fault: SimpleFault, mag: number, faultLength: number, faultWidth: number): RuptureSize {
  const { source, spacing } = fault;
  const area = fault.scaling.area(mag, source.rake);
  let length = Math.sqrt(area * aspectRatioAt(source.aspectRatio, mag));
  let width = area / length;
  if (area >= faultLength * faultWidth) {
    length = faultLength;
    width = faultWidth;
  } else if (width > faultWidth) {
    length *= width / faultWidth;
    width = faultWidth;
  } else if (length > faultLength) {
    width *= length / faultLength;
    length = faultLength;
  }
  return { columns: Math.trunc(roundAway(length / spacing) + 1), rows: Math.trunc(roundAway(width / spacing) + 1) };
}

/** Hypocentres given by the source, or undefined for the centroid of the rupture. */
function listedHypocentres(
  fault: SimpleFault,
  firstRow: number,
  rows: number,
): readonly WeightedHypocentre[] | undefined {
  const { hypocentres, hypocentralDepths } = fault.source;
  if (hypocentralDepths !== undefined && hypocentralDepths.length > 0)
    return hypocentresAtDepths(fault, firstRow, rows);
  return hypocentres !== undefined && hypocentres.length > 0 ? hypocentres : undefined;
}

/**
 * The depths of the source that lie within a rupture starting at `firstRow`, as down-dip fractions; equal fractions are
 * merged and the weights renormalised.
 * @throws InputError if no depth lies within the rupture.
 */
function hypocentresAtDepths(fault: SimpleFault, firstRow: number, rows: number): WeightedHypocentre[] {
  const { source, spacing } = fault;
  const { dip, upperSeismogenicDepth } = source.geometry;
  const step = spacing * Math.sin(dip * RADIANS_PER_DEGREE);
  const top = upperSeismogenicDepth + firstRow * step;
  const bottom = upperSeismogenicDepth + (firstRow + rows - 1) * step;
  const weights = new Map<number, number>();
  let total = 0;
  for (const { probability, depth, downDipFraction } of source.hypocentralDepths ?? []) {
    if (depth < top || depth > bottom) continue;
    const fraction = downDipFraction ?? (depth - top) / (bottom - top);
    weights.set(fraction, (weights.get(fraction) ?? 0) + probability);
  }
  for (const weight of weights.values()) total += weight;
  if (weights.size === 0)
    throw new InputError(
      `source "${source.id}": no depth of hypoDepthDist lies within a floating rupture from ${top.toFixed(2)} to ` +
        `${bottom.toFixed(2)} km`,
      { ...placeOf(source), parameter: "hypoDepthDist" },
    );
  return Array.from(weights, ([downDip, weight]) => ({ alongStrike: 0.5, downDip, weight: weight / total }));
}

/** The node nearest to a fraction of the window; the order of operations decides halves. */
function hypocentreNode(
  mesh: Mesh,
  window: MeshWindow,
  hypocentre: WeightedHypocentre,
  spacing: number,
): readonly [number, number, number] {
  const downDip = hypocentre.downDip * ((window.rowStop - window.rowStart - 1) * spacing);
  const alongStrike = hypocentre.alongStrike * ((window.columnStop - window.columnStart - 1) * spacing);
  const row = window.rowStart + roundEven(downDip / spacing);
  const column = window.columnStart + roundEven(alongStrike / spacing);
  return nodeOf(mesh, row * mesh.columns + column);
}

function checkHypocentres(source: SimpleFaultSource, place: ProblemPlace): void {
  const { hypocentres = [], slips = [], hypocentralDepths = [], geometry } = source;
  const named = `source "${source.id}"`;
  if (hypocentres.length > 0 !== slips.length > 0)
    throw new InputError(`${named}: hypoList and slipList must both be given or neither`, place);
  if (hypocentralDepths.length === 0) return;
  if (hypocentres.length > 0)
    throw new InputError(`${named}: hypoDepthDist cannot be used together with hypoList and slipList`, place);
  let total = 0;
  for (const { probability, depth, downDipFraction } of hypocentralDepths) {
    total += probability;
    if (!(depth >= geometry.upperSeismogenicDepth && depth <= geometry.lowerSeismogenicDepth))
      throw new InputError(`${named}: a hypocentral depth of ${depth} km lies outside the seismogenic zone`, {
        ...place,
        parameter: "hypoDepthDist",
        allowed: `${geometry.upperSeismogenicDepth} to ${geometry.lowerSeismogenicDepth} km`,
      });
    if (downDipFraction !== undefined && !(downDipFraction > 0 && downDipFraction <= 1))
      throw new InputError(`${named}: fixedDipFrac is ${downDipFraction} for a depth of ${depth} km`, {
        ...place,
        parameter: "fixedDipFrac",
        allowed: "above 0, up to 1",
      });
  }
  if (Math.abs(total - 1) > 1e-7)
    throw new InputError(`${named}: the probabilities of hypoDepthDist sum to ${total}`, {
      ...place,
      parameter: "hypoDepthDist",
      allowed: "1",
    });
}

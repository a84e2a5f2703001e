/**
 * `ps_grid_spacing`: point sources that share a cell of a coarse grid become one collapsed source (docs/method/classical.md 2.5,
 * docs/method/sources.md 4.4). Far sites see one rupture a magnitude at the mean place and orientation; near sites see the members'
 * ruptures, with the members' rates levelled.
 */
import { DEGREES_PER_KM, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import type { MfdBins } from "../mfd/mfd.ts";
import type { AspectRatio } from "../ruptures/aspect-ratio.ts";
import type { PlanarDefinition } from "../ruptures/planar-templates.ts";
import { averageHypocentralDepth, averageNodalPlane, weightedMean } from "../ruptures/point-distributions.ts";

/** A point of a point-like source of one group. */
export interface GridPoint {
  readonly lon: number;
  readonly lat: number;
  readonly definition: PlanarDefinition;
  readonly bins: MfdBins;
}

/** Several points made one. */
export interface CollapsedPoint {
  /** Mean place; the depth is that of the mean hypocentre. */
  readonly lon: number;
  readonly lat: number;
  readonly depth: number;
  /** Magnitudes of all members, ascending, with summed rates. */
  readonly bins: MfdBins;
  /** One mean plane, one mean depth: the ruptures that far sites see. */
  readonly average: PlanarDefinition;
  /** With coordinates and depth limits rounded to float32, as the reference stores them. */
  readonly members: readonly GridPoint[];
}

export type GridCell =
  | { readonly kind: "single"; readonly point: GridPoint; readonly index: number }
  | { readonly kind: "collapsed"; readonly point: CollapsedPoint; readonly indices: readonly number[] };

/**
 * Groups points by the cells of a grid of `spacing` km, in the order in which cells first appear. Fewer than two points, or
 * points on one meridian or parallel, are left alone.
 */
export function collapsePoints(points: readonly GridPoint[], spacing: number): readonly GridCell[] {
  return gridCells(
    points.map((point) => point.lon),
    points.map((point) => point.lat),
    spacing,
  ).map((indices): GridCell => {
    const [index] = indices;
    return indices.length === 1
      ? { kind: "single", point: points[index!]!, index: index! }
      : { kind: "collapsed", point: collapsed(indices.map((i) => points[i]!)), indices };
  });
}

/** Indices of the points of each occupied cell. */
export function gridCells(lon: readonly number[], lat: readonly number[], spacing: number): readonly number[][] {
  const alone = lon.map((_, i) => [i]);
  if (lon.length < 2 || new Set(lon).size === 1 || new Set(lat).size === 1) return alone;
  const meanLat = lat.reduce((sum, y) => sum + y, 0) / lat.length;
  const columns = cellEdges(lon, (spacing * DEGREES_PER_KM) / Math.cos(meanLat * RADIANS_PER_DEGREE));
  const rows = cellEdges(lat, spacing * DEGREES_PER_KM);
  const cells = new Map<string, number[]>();
  for (let i = 0; i < lon.length; i++) {
    const key = `${edgesUpTo(columns, lon[i]!)} ${edgesUpTo(rows, lat[i]!)}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [i]);
    else cell.push(i);
  }
  return [...cells.values()];
}

/** Lower edges of the cells along one axis, by repeated steps of equal size as numpy's arange makes them. */
function cellEdges(values: readonly number[], width: number): readonly number[] {
  const least = values.reduce((a, b) => Math.min(a, b));
  const largest = values.reduce((a, b) => Math.max(a, b));
  const step = (largest - least) / Math.ceil((largest - least) / width);
  const exactStep = least + step - least;
  return Array.from({ length: Math.ceil((largest - least) / step) }, (_, i) => least + i * exactStep);
}

function edgesUpTo(edges: readonly number[], value: number): number {
  let count = 0;
  while (count < edges.length && edges[count]! <= value) count++;
  return count;
}

/** Members' plain means weighted by their total rates; planes and depths by their own probabilities alone. */
function collapsed(points: readonly GridPoint[]): CollapsedPoint {
  const activity = points.map(({ bins }) => bins.rates.reduce((sum, rate) => sum + rate, 0));
  const mean = (valueOfPoint: (point: GridPoint) => number) => weightedMean(points.map(valueOfPoint), activity);
  const first = points[0]!.definition;
  const depth = averageHypocentralDepth(points.flatMap(({ definition }) => definition.depths));
  return {
    lon: mean((point) => point.lon),
    lat: mean((point) => point.lat),
    depth: depth.depth,
    bins: summedBins(points),
    average: {
      planes: [averageNodalPlane(points.flatMap(({ definition }) => definition.planes))],
      depths: [depth],
      layer: {
        upper: mean((point) => point.definition.layer.upper),
        lower: mean((point) => point.definition.layer.lower),
      },
      aspectRatio: meanAspectRatio(points, activity),
      area: first.area,
      shiftHypocentre: first.shiftHypocentre,
    },
    members: points.map((point) => ({
      ...point,
      lon: Math.fround(point.lon),
      lat: Math.fround(point.lat),
      definition: {
        ...point.definition,
        layer: {
          upper: Math.fround(point.definition.layer.upper),
          lower: Math.fround(point.definition.layer.lower),
        },
      },
    })),
  };
}

/** The first ratio that depends on magnitude, if any does. */
function meanAspectRatio(points: readonly GridPoint[], activity: readonly number[]): AspectRatio {
  const ratios: number[] = [];
  for (const { definition } of points) {
    if (typeof definition.aspectRatio !== "number") return definition.aspectRatio;
    ratios.push(definition.aspectRatio);
  }
  return weightedMean(ratios, activity);
}

function summedBins(points: readonly GridPoint[]): MfdBins {
  const rates = new Map<number, number>();
  for (const { bins } of points)
    for (let i = 0; i < bins.mags.length; i++) {
      const mag = bins.mags[i]!;
      rates.set(mag, (rates.get(mag) ?? 0) + bins.rates[i]!);
    }
  const mags = Float64Array.from(rates.keys()).sort();
  return { mags, rates: mags.map((mag) => rates.get(mag)!) };
}

/**
 * Growing the mesh of a kite surface from its reference profile to one side (docs/method/sources.md 5.4, step 2).
 *
 * Samples at the same place of successive profiles make edges. Those that start at the reference profile are resampled
 * along strike; their k-th points define the k-th new profile, as a straight line in the plane. Edges that start later
 * (where only deeper or longer profiles reach) get their points where they cross these lines.
 */
import { type Orthographic, project, unproject } from "../../geo/orthographic.ts";
import { resampleLine } from "../../geo/resample-line.ts";
import type { Point } from "../../geo/spaced-points.ts";
import type { PointColumns } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";

/** A new profile: its nodes from the first edge to the last, undefined where it has none. */
export type GrownProfile = (Point | undefined)[];

/** Successive profiles from..to-1 that have a sample in `row`. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly row: number;
}

/** A line y = slope x + intercept, or x = intercept. */
interface PlaneLine {
  readonly slope: number | "vertical";
  readonly intercept: number;
}

/** Nodes of one run; the first lies on new profile number `start`. */
interface PlacedEdge {
  readonly start: number;
  readonly row: number;
  readonly points: readonly Point[];
}

/** Abscissae (km) nearer than this make a vertical line. */
const VERTICAL = 1e-5;

/**
 * New profiles from the first of the given ones, which is the reference, to the last.
 *
 * @param profiles equally long, NaN where a profile has no sample
 * @param projection of all profiles of the surface
 */
export function growProfiles(
  profiles: readonly PointColumns[],
  spacing: number,
  projection: Orthographic,
  place: ProblemPlace = {},
): GrownProfile[] {
  const runs = sortedRuns(profiles);
  const first = runs[0]?.from;
  const lines: PlaneLine[] = [];
  const edges: PlacedEdge[] = [];
  for (let k = 0; k < runs.length; ) {
    const from = runs[k]!.from;
    for (; k < runs.length && runs[k]!.from === from; k++) {
      const run = runs[k]!;
      edges.push(
        from === first
          ? { start: 0, row: run.row, points: resampledRun(profiles, run, spacing) }
          : crossings(profiles, run, lines, projection, place),
      );
    }
    lines.push(
      ...newLines(
        edges.filter((edge) => edge.start === from),
        projection,
      ),
    );
  }
  return profilesOf(edges);
}

/** Runs of at least two profiles, by start, then the longer first, then by row. */
function sortedRuns(profiles: readonly PointColumns[]): Run[] {
  const runs: Run[] = [];
  const rows = profiles[0]!.lon.length;
  for (let row = 0; row < rows; row++) {
    let from = -1;
    for (let i = 0; i <= profiles.length; i++) {
      const there = i < profiles.length && !Number.isNaN(profiles[i]!.lon[row]!);
      if (there && from < 0) from = i;
      if (there || from < 0) continue;
      if (i - from > 1) runs.push({ from, to: i, row });
      from = -1;
    }
  }
  return runs.sort((a, b) => a.from - b.from || b.to - a.to || a.row - b.row);
}

function sampleOf(profile: PointColumns, row: number): Point {
  return [profile.lon[row]!, profile.lat[row]!, profile.depth[row]!];
}

/** The edge of a run resampled; its end, which is a rest, is left out unless there is nothing else. */
function resampledRun(profiles: readonly PointColumns[], run: Run, spacing: number): Point[] {
  const samples = profiles.slice(run.from, run.to).map((profile) => sampleOf(profile, run.row));
  const line: PointColumns = {
    lon: Float64Array.from(samples, ([lon]) => lon),
    lat: Float64Array.from(samples, ([, lat]) => lat),
    depth: Float64Array.from(samples, ([, , depth]) => depth),
  };
  const points = resampleLine(line, spacing, true);
  const count = points.lon.length < 3 ? points.lon.length : points.lon.length - 1;
  return Array.from({ length: count }, (_, i) => sampleOf(points, i));
}

/** Where an edge crosses the new profiles known so far, strictly within the box of each of its segments. */
function crossings(
  profiles: readonly PointColumns[],
  run: Run,
  lines: readonly PlaneLine[],
  projection: Orthographic,
  place: ProblemPlace,
): PlacedEdge {
  const points: Point[] = [];
  let start = Number.POSITIVE_INFINITY;
  for (let i = run.from; i + 1 < run.to; i++) {
    const [lon1, lat1, depth1] = sampleOf(profiles[i]!, run.row);
    const [lon2, lat2, depth2] = sampleOf(profiles[i + 1]!, run.row);
    const [x1, y1] = project(projection, lon1, lat1);
    const [x2, y2] = project(projection, lon2, lat2);
    const edge = fittedLine([x1, x2], [y1, y2]);
    if (edge.slope === "vertical") continue;
    for (let k = 0; k < lines.length; k++) {
      const { slope, intercept } = lines[k]!;
      const x = slope === "vertical" ? intercept : (edge.intercept - intercept) / (slope - edge.slope);
      const y = x * edge.slope + edge.intercept;
      const inside = x > Math.min(x1, x2) && x < Math.max(x1, x2) && y > Math.min(y1, y2) && y < Math.max(y1, y2);
      if (!inside) continue;
      const [lon, lat] = unproject(projection, x, y);
      points.push([lon, lat, (depth2 - depth1) * ((x - x1) / (x2 - x1)) + depth1]);
      start = Math.min(start, k);
    }
  }
  if (points.length === 0)
    throw new InputError(
      "a kite surface cannot be meshed: an edge that begins beside the reference profile crosses no new profile",
      { ...place, allowed: "profiles of similar shape, or a smaller spacing" },
    );
  return { start, row: run.row, points };
}

/** A straight line through the k-th points of all the edges, for every k. */
function newLines(edges: readonly PlacedEdge[], projection: Orthographic): PlaneLine[] {
  const count = edges.reduce((longest, edge) => Math.max(longest, edge.points.length), 0);
  return Array.from({ length: count }, (_, k) => {
    const x: number[] = [];
    const y: number[] = [];
    for (const { points } of edges) {
      const point = points[k];
      if (point === undefined) continue;
      const there = project(projection, point[0], point[1]);
      x.push(there[0]);
      y.push(there[1]);
    }
    return fittedLine(x, y);
  });
}

/** Least squares of y on x. */
function fittedLine(x: readonly number[], y: readonly number[]): PlaneLine {
  const x0 = x[0]!;
  if (x.every((value) => Math.abs(x0 - value) < VERTICAL)) return { slope: "vertical", intercept: x0 };
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    xx += (x[i]! - meanX) ** 2;
    xy += (x[i]! - meanX) * (y[i]! - meanY);
  }
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX };
}

/** Turns edges (one row each, in the order they were made) into profiles. */
function profilesOf(edges: readonly PlacedEdge[]): GrownProfile[] {
  const rows = new Map<number, GrownProfile>();
  for (const { start, row, points } of edges) {
    const known = rows.get(row);
    // The end of an edge that is a single point at the reference makes no row.
    if (known === undefined && start === 0 && points.length === 1) continue;
    const nodes = known ?? [];
    while (nodes.length < start) nodes.push(undefined);
    nodes.push(...points);
    rows.set(row, nodes);
  }
  const lists = [...rows.values()];
  const count = lists.reduce((longest, nodes) => Math.max(longest, nodes.length), 0);
  return Array.from({ length: count }, (_, k) => lists.map((nodes) => nodes[k]));
}

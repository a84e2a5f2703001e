/** The mesh of a simple fault: a trace at the surface and one dip (docs/method/sources.md 5.1). */
import { azimuth } from "../../geo/azimuth.ts";
import { lineOf, withoutRepeatedPoints } from "../../geo/line.ts";
import { orthographicOf, projectColumns } from "../../geo/orthographic.ts";
import { lineIsSimple } from "../../geo/plane/ring-predicates.ts";
import { pointAt } from "../../geo/point-at.ts";
import { resampleLine } from "../../geo/resample-line.ts";
import { intervalsBetween } from "../../geo/spaced-points.ts";
import { type PointColumns, RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";
import { type Mesh, makeMesh, wholeMesh } from "./mesh.ts";
import { meshCells, windowArea } from "./mesh-cells.ts";
import type { SimpleFaultGeometry } from "./surface-geometry.ts";

/** Spacing in km at which the area for slip rates is measured. */
const AREA_SPACING = 1;

/**
 * Meshes a simple fault with nodes `spacing` km apart. Every column dips to the right of the direction from the first to
 * the last vertex of the trace, whatever the bends between; the last nodes need not reach the ends of trace and depth
 * range, because counts are rounded.
 * @throws InputError if the geometry is not a fault or the spacing leaves fewer than two rows or columns.
 */
export function simpleFaultMesh(geometry: SimpleFaultGeometry, spacing: number, place: ProblemPlace = {}): Mesh {
  const trace = checkedTrace(geometry, spacing, place);
  const { dip, upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = geometry;
  const last = trace.lon.length - 1;
  const downDip = (azimuth(trace.lon[0]!, trace.lat[0]!, trace.lon[last]!, trace.lat[last]!) + 90) % 360;
  const tangent = Math.tan(dip * RADIANS_PER_DEGREE);
  const top = resampleLine(trace, spacing, false);
  const columns = top.lon.length;
  const profiles = Array.from({ length: columns }, (_, j) => {
    const [topLon, topLat] = pointAt(top.lon[j]!, top.lat[j]!, downDip, upper / tangent);
    const [bottomLon, bottomLat] = pointAt(top.lon[j]!, top.lat[j]!, downDip, lower / tangent);
    return intervalsBetween([topLon, topLat, upper], [bottomLon, bottomLat, lower], spacing);
  });
  const rows = profiles[0]!.lon.length;
  if (columns < 2 || rows < 2)
    throw new InputError(
      `a simple fault has ${rows} x ${columns} nodes (down dip x along strike) with a mesh spacing of ${spacing} km`,
      { ...place, allowed: "a spacing that leaves at least 2 nodes both ways" },
    );
  return meshOfProfiles(profiles, rows);
}

/** Puts profiles of equal length side by side as the columns of a mesh. */
export function meshOfProfiles(profiles: readonly PointColumns[], rows: number): Mesh {
  const columns = profiles.length;
  const lon = new Float64Array(rows * columns);
  const lat = new Float64Array(rows * columns);
  const depth = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    const profile = profiles[j]!;
    for (let i = 0; i < rows; i++) {
      lon[i * columns + j] = profile.lon[i]!;
      lat[i * columns + j] = profile.lat[i]!;
      depth[i * columns + j] = profile.depth[i]!;
    }
  }
  return makeMesh(rows, columns, lon, lat, depth);
}

/** Area of the fault in km2 for slip rates: its mesh of 1 km, whatever the job's spacing. */
export function simpleFaultArea(geometry: SimpleFaultGeometry, place: ProblemPlace = {}): number {
  const mesh = simpleFaultMesh(geometry, AREA_SPACING, place);
  return windowArea(meshCells(mesh), wholeMesh(mesh));
}

/** The trace without repeated points, after all checks of the geometry. */
function checkedTrace(geometry: SimpleFaultGeometry, spacing: number, place: ProblemPlace): PointColumns {
  const { dip, upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower } = geometry;
  const trace = withoutRepeatedPoints(lineOf(geometry.trace, 2));
  if (trace.lon.length < 2)
    throw new InputError(`a fault trace has ${trace.lon.length} distinct point`, {
      ...place,
      allowed: "at least two points",
    });
  if (crossesItself(trace)) throw new InputError("a fault trace intersects itself", place);
  if (!(dip > 0 && dip <= 90))
    throw new InputError(`the dip of a simple fault is ${dip}`, { ...place, allowed: "above 0, up to 90 degrees" });
  if (!(lower > upper))
    throw new InputError(`the lower seismogenic depth ${lower} km is not below the upper one, ${upper} km`, place);
  if (!(upper >= 0))
    throw new InputError(`the upper seismogenic depth ${upper} km lies above the fault trace at depth 0`, {
      ...place,
      allowed: "0 or more",
    });
  if (!(spacing > 0))
    throw new InputError(`the rupture mesh spacing is ${spacing} km`, { ...place, allowed: "a positive number" });
  return trace;
}

/** Whether two segments of a line that are not neighbours meet, in its orthographic plane. */
function crossesItself(line: PointColumns): boolean {
  return !lineIsSimple(projectColumns(orthographicOf(line), line));
}

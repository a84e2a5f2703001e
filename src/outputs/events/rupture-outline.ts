/** The outline of a rupture seen from above, as the reference draws it. */
import { formatFixed } from "../formats/number-format.ts";
import type { Place, Shape } from "../tables/shape.ts";
import { roundDegrees } from "../tables/shapes.ts";
import type { StoredMesh } from "./stored-ruptures.ts";

/** Codes of ruptures whose surface is gridded: drawn as their bounding box. */
const GRIDDED: ReadonlySet<number> = new Set([25, 26, 169, 238]);

/** Node numbers along the border of a mesh, back to the first. A single row of four is a plane: its corners in a circle. */
function border({ rows, columns }: StoredMesh): number[] {
  if (rows === 1 && columns === 4) return [0, 1, 3, 2, 0];
  const nodes: number[] = [];
  for (let c = 0; c < columns; c++) nodes.push(c);
  for (let r = 1; r < rows; r++) nodes.push(r * columns + columns - 1);
  for (let c = columns - 2; c >= 0; c--) nodes.push((rows - 1) * columns + c);
  for (let r = rows - 2; r >= 0; r--) nodes.push(r * columns);
  return nodes;
}

function boundingBox(meshes: readonly StoredMesh[]): [lon: number, lat: number][] {
  const lons = meshes.flatMap(({ lon }) => [...lon]);
  const lats = meshes.flatMap(({ lat }) => [...lat]);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** Longitudes and latitudes of the outline; of several surfaces one after the other. Nodes without coordinates are left out. */
export function ruptureOutline(code: number, meshes: readonly StoredMesh[]): (readonly [lon: number, lat: number])[] {
  if (GRIDDED.has(code)) return boundingBox(meshes);
  return meshes.flatMap((mesh) =>
    border(mesh)
      .map((node) => [mesh.lon[node]!, mesh.lat[node]!] as const)
      .filter(([lon]) => !Number.isNaN(lon)),
  );
}

/** The outline with five decimals, counter-clockwise; a line where it has fewer than four different points. */
export function outlineShape(outline: readonly Place[]): Shape {
  const places = outline.map(([lon, lat]): Place => [roundDegrees(lon), roundDegrees(lat)]);
  const distinct = [...new Map(places.map((place) => [place.join(" "), place])).values()];
  const [only] = distinct;
  if (only !== undefined && distinct.length === 1) return { type: "Point", coordinates: only };
  if (distinct.length < 4) return { type: "LineString", coordinates: distinct };
  return { type: "Polygon", coordinates: [isClockwise(places) ? places.reverse() : places] };
}

/** By the sign of the area; polygons of RFC 7946 go the other way round. */
function isClockwise(ring: readonly Place[]): boolean {
  let doubled = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x0, y0] = ring[i - 1]!;
    const [x1, y1] = ring[i]!;
    doubled += (x1 - x0) * (y1 + y0);
  }
  return doubled > 0;
}

/** Well-known text with five decimals. What has fewer than four different points is a line through them in the order of their texts. */
export function outlineText(outline: readonly (readonly [lon: number, lat: number])[]): string {
  const points = outline.map(([lon, lat]) => `${formatFixed(lon, 5)} ${formatFixed(lat, 5)}`);
  const distinct = [...new Set(points)].sort();
  return distinct.length < 4 ? `LINESTRING(${distinct.join(", ")})` : `POLYGON((${points.join(", ")}))`;
}

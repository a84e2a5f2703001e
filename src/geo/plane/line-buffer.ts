/**
 * What GEOS 3.14 does differently from JTS when it widens a closed line: stripes of a vertical fault are closed lines
 * without breadth, and which side of such a line counts as its outside decides caps and start of the result.
 *
 * GEOS tells the outside by the sign of the area, be it rounding noise, and leaves the inside out where the widening fills
 * all of it.
 */

/** Sines and cosines below count as zero. */
const NO_SINE = 5e-16;

/**
 * A sine or cosine as corners are rounded with: a quarter turn from a vertex lies exactly above or beside it.
 * @example cornerSine(-0.5) = -0.5
 */
export function cornerSine(value: number): number {
  return Math.abs(value) < NO_SINE ? 0 : value;
}

/** Coordinates of a closed line, the last one repeats the first. */
type ClosedLine = readonly { readonly x: number; readonly y: number }[];

export interface RingSides {
  readonly left: boolean;
  readonly right: boolean;
}

/** Which sides of a closed line of at least three coordinates get a curve. @param distance width of the buffer */
export function ringSides(line: ClosedLine, distance: number): RingSides {
  const counterClockwise = areaToTheLeft(line) > 0;
  const both = !fillsInside(line, distance);
  return { left: both || !counterClockwise, right: both || counterClockwise };
}

/** Half of the shoelace sum from the first vertex, in the order of GEOS: its sign may be noise. */
function areaToTheLeft(line: ClosedLine): number {
  const x0 = line[0]!.x;
  let sum = 0;
  for (let i = 1; i + 1 < line.length; i++) sum += (line[i]!.x - x0) * (line[i - 1]!.y - line[i + 1]!.y);
  return -sum / 2;
}

function fillsInside(line: ClosedLine, distance: number): boolean {
  if (line.length < 4) return true;
  if (line.length === 4) return incircleRadius(line) < distance;
  let [west, east, south, north] = [line[0]!.x, line[0]!.x, line[0]!.y, line[0]!.y];
  for (const { x, y } of line) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return 2 * distance > Math.min(east - west, north - south);
}

function incircleRadius(triangle: ClosedLine): number {
  const side = (i: number) => Math.hypot(triangle[i + 1]!.x - triangle[i]!.x, triangle[i + 1]!.y - triangle[i]!.y);
  return (2 * Math.abs(areaToTheLeft(triangle))) / (side(0) + side(1) + side(2));
}

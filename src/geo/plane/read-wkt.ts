/** Areas written as well-known text (OGC 06-103r4, section 7): POLYGON and MULTIPOLYGON. */

/** `Location.INTERIOR` of JTS. */
const INTERIOR = 0;

/**
 * @returns whether a point lies inside the area and not on its border
 * @throws Error for a text that is no area, in the words of the reader
 */
export function areaOfWkt(text: string): (x: number, y: number) => boolean {
  const { default: WKTReader } = require("jsts/org/locationtech/jts/io/WKTReader.js");
  const { default: Coordinate } = require("jsts/org/locationtech/jts/geom/Coordinate.js");
  const { default: Locator } = require("jsts/org/locationtech/jts/algorithm/locate/SimplePointInAreaLocator.js");
  const area = new WKTReader().read(text);
  const kind: string = area.getGeometryType();
  if (!/polygon$/i.test(kind)) throw new Error(`a ${kind} has no inside`);
  return (x, y) => Locator.locate(new Coordinate(x, y), area) === INTERIOR;
}

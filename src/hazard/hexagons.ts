/** Hexagons of the H3 grid (Uber), loaded when first asked for: most calculations have few sites and none of these. */

type Hexagons = Pick<typeof import("h3-js"), "latLngToCell" | "cellToLatLng">;

let loaded: Hexagons | undefined;

const hexagons = (): Hexagons => {
  loaded ??= require("h3-js") as Hexagons;
  return loaded;
};

/** The name of the cell that holds a place, degrees. */
export function cellAt(lon: number, lat: number, resolution: number): string {
  return hexagons().latLngToCell(lat, lon, resolution);
}

/** Longitude and latitude of a cell's centre, degrees, in the single precision that the reference keeps them in. */
export function centreOf(cell: string): readonly [lon: number, lat: number] {
  const [lat, lon] = hexagons().cellToLatLng(cell);
  return [Math.fround(lon), Math.fround(lat)];
}

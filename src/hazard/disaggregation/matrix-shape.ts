/** How the matrix of a disaggregation is laid out: bins of ruptures are cells, each with values by epsilon. */

/** Numbers of bins. */
export interface MatrixShape {
  readonly trt: number;
  readonly mag: number;
  readonly dist: number;
  readonly lon: number;
  readonly lat: number;
  readonly eps: number;
}

/** Where a rupture falls, epsilon aside. */
export interface Cell {
  readonly trt: number;
  readonly mag: number;
  readonly dist: number;
  readonly lon: number;
  readonly lat: number;
}

/** Number of a cell at a site. */
export function cellKey(shape: MatrixShape, site: number, cell: Cell): number {
  const ofSite = ((cell.trt * shape.mag + cell.mag) * shape.dist + cell.dist) * shape.lon + cell.lon;
  return site * cellsOfSite(shape) + ofSite * shape.lat + cell.lat;
}

/** Cells of the whole matrix of a site, epsilon aside. */
export function cellsOfSite({ trt, mag, dist, lon, lat }: MatrixShape): number {
  return trt * mag * dist * lon * lat;
}

export function siteOfKey(shape: MatrixShape, key: number): number {
  return Math.floor(key / cellsOfSite(shape));
}

export function cellOfKey(shape: MatrixShape, key: number): Cell {
  let rest = key % cellsOfSite(shape);
  const lat = rest % shape.lat;
  rest = (rest - lat) / shape.lat;
  const lon = rest % shape.lon;
  rest = (rest - lon) / shape.lon;
  const dist = rest % shape.dist;
  rest = (rest - dist) / shape.dist;
  const mag = rest % shape.mag;
  return { trt: (rest - mag) / shape.mag, mag, dist, lon, lat };
}

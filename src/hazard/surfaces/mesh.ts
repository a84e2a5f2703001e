/** A rectangular grid of points on a fault surface, row-major: rows go down dip, columns along strike. */
export interface Mesh {
  readonly rows: number;
  readonly columns: number;
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** km, positive down. */
  readonly depth: Float64Array;
  /** Cartesian coordinates in km on the 6371 km sphere, same order. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** A ShakeMap: what an earthquake shook where, with its uncertainty, as the USGS and others publish it (docs/method/events.md 4.11). */

/** Outer rings and holes, longitude and latitude in degrees. */
export type Area = readonly (readonly (readonly [lon: number, lat: number])[])[];

export type ShakeMapPlaces =
  | { readonly kind: "points"; readonly lon: Float32Array; readonly lat: Float32Array }
  | { readonly kind: "areas"; readonly areas: readonly Area[] };

export interface ShakeMap {
  readonly places: ShakeMapPlaces;
  /** By measure, one a place: per cent of g, cm/s (PGV), intensity (MMI). */
  readonly medians: ReadonlyMap<string, Float32Array>;
  /** Standard deviation of their logarithm, of MMI itself; 0 where it is not given. */
  readonly deviations: ReadonlyMap<string, Float32Array>;
}

/** Columns of grids and shapefiles, and the measure that each is of. */
export const MEASURE_OF_COLUMN: ReadonlyMap<string, string> = new Map([
  ["MMI", "MMI"],
  ["PGA", "PGA"],
  ["PGV", "PGV"],
  ["PSA03", "SA(0.3)"],
  ["PSA06", "SA(0.6)"],
  ["PSA10", "SA(1.0)"],
  ["PSA30", "SA(3.0)"],
]);

/** In front of the column of a measure: the column of its deviations. */
export const DEVIATION = "STD";

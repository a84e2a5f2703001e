/**
 * The sites of a calculation, as columns. `ids` are 0..count-1 in the order of the job (docs/method/classical.md 8);
 * filtering selects ids and never renumbers. lon, lat in degrees (5 decimals), depth in km, positive down.
 */
export interface SiteCollection {
  readonly count: number;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
  /** Numeric site parameters by the engine's names: vs30 (m/s), vs30measured (0/1), z1pt0 (m), z2pt5 (km), backarc (0/1) ... */
  readonly parameters: ReadonlyMap<string, Float64Array>;
  /** Text site parameters: siteclass, geology, ampcode, custom_site_id ... */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

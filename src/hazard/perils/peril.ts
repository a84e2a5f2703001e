/** What secondary perils are to the rest of the program: columns computed from the motions at a site, without random numbers. */

/** Parameters of the sites: columns by name. */
export interface PerilSites {
  readonly count: number;
  readonly parameters: ReadonlyMap<string, Float64Array>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** Motions at one site in one event; those not computed are NaN. Reused. */
export interface SiteMotion {
  /** g, cm/s and m/s. */
  PGA: number;
  PGV: number;
  IA: number;
}

export type PerilMeasure = keyof SiteMotion;

/** Writes the outputs at a site into `out[0..]`. */
export type PerilFunction = (mag: number, motion: SiteMotion, site: number, out: Float64Array) => void;

export interface PerilModel {
  /** Class name in the reference engine. */
  readonly name: string;
  readonly measures: readonly PerilMeasure[];
  /** Columns of sites. */
  readonly parameters: readonly string[];
  readonly outputs: (settings: PerilSettings) => readonly string[];
  /** Settings that have an effect. */
  readonly settings: readonly string[];
  /** What it works out of every site beforehand and the site model shows. */
  readonly siteColumns?: (sites: PerilSites) => { readonly [name: string]: Float64Array };
  /** @throws InputError for sites or settings that do not do. */
  readonly prepare: (sites: PerilSites, settings: PerilSettings) => PerilFunction;
}

/** Of `sec_peril_params`. */
export type PerilSettings = { readonly [name: string]: unknown };

/** A column of numbers; `selectPerils` has checked that it is there. */
export function numbersOf(sites: PerilSites, name: string): Float64Array {
  return sites.parameters.get(name)!;
}

export function textsOf(sites: PerilSites, name: string): readonly string[] {
  return sites.texts.get(name)!;
}

/** A setting that is a number, or the standard one. */
export function numberSetting(settings: PerilSettings, name: string, standard: number): number {
  const value = settings[name];
  return typeof value === "number" ? value : standard;
}

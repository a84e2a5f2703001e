/** Correlation of spectral accelerations at two periods (s). */
import { InputError } from "../../../input-error.ts";
import archive from "../data/spectral-correlation.qwt" with { type: "file" };
import { arrayArchive } from "../tables/array-archive.ts";

export type SpectralCorrelation = (t1: number, t2: number) => number;

/**
 * Form of Baker & Jayaram (2008), Correlation of spectral acceleration values from NGA ground motion models, Earthquake Spectra
 * 24(1), eqs. 9 and 10.
 */
function bakerJayaramForm(d1: number, d2: number, d3: number, d4: number, d5: number): SpectralCorrelation {
  return (t1, t2) => {
    const short = Math.min(t1, t2);
    const long = Math.max(t1, t2);
    const c1 = 1 - Math.cos(Math.PI / 2 - Math.log(long / Math.max(short, d4)) * d1);
    let c2 = 0;
    if (long < d5) c2 = 1 - d2 * (1 - 1 / (1 + Math.exp(100 * long - 5))) * ((long - short) / (long - d3));
    const c3 = long < d4 ? c2 : c1;
    const c4 = c1 + 0.5 * (Math.sqrt(c3) - c3) * (1 + Math.cos((Math.PI * short) / d4));
    if (long <= d4) return c2;
    if (short > d4) return c1;
    return long < d5 ? Math.min(c2, c4) : c4;
  };
}

const TABLES = arrayArchive(archive);

interface Grid {
  readonly periods: Float64Array;
  readonly values: Float64Array;
}

function gridOf(name: string, table: string, values: string, periods: Float64Array | string): Grid {
  const { arrays } = TABLES.table(table);
  const array = (key: string) => {
    const found = arrays.get(key);
    if (found === undefined) throw new Error(`${table} has no ${key}`);
    return found.data;
  };
  const axis = typeof periods === "string" ? array(periods) : periods;
  if (axis.length ** 2 !== array(values).length) throw new Error(`${name}: periods and correlations do not match`);
  return { periods: axis, values: array(values) };
}

/** Index of the period at or below, the share of the next. @throws InputError outside the grid. */
function placeOf(name: string, { periods }: Grid, period: number): readonly [number, number] {
  const last = periods.length - 1;
  if (period < periods[0]! || period > periods[last]!)
    throw new InputError(`the correlation ${name} has no period ${period}`, {
      parameter: "corr_func",
      allowed: `${periods[0]} to ${periods[last]} s`,
    });
  let k = 0;
  while (k < last - 1 && period > periods[k + 1]!) k++;
  return [k, (period - periods[k]!) / (periods[k + 1]! - periods[k]!)];
}

/** Bilinear in a grid of periods. */
function gridCorrelation(name: string, open: () => Grid): SpectralCorrelation {
  let opened: Grid | undefined;
  return (t1, t2) => {
    opened ??= open();
    const grid = opened;
    const n = grid.periods.length;
    const [i, u] = placeOf(name, grid, t1);
    const [j, v] = placeOf(name, grid, t2);
    const row = (k: number) => grid.values[k * n + j]! + v * (grid.values[k * n + j + 1]! - grid.values[k * n + j]!);
    return row(i) + u * (row(i + 1) - row(i));
  };
}

/** Periods of Akkar et al. (2014), Horizontal spectral correlations from European data, BEE 12. */
const AKKAR_PERIODS = Float64Array.from([
  ...[0.01, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 0.2, 0.22],
  ...[0.24, 0.26, 0.28, 0.3, 0.32, 0.34, 0.36, 0.38, 0.4, 0.42, 0.44, 0.46, 0.48, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75],
  ...[0.8, 0.85, 0.9, 0.95, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.2, 2.4, 2.6, 2.8, 3, 3.2, 3.4],
  ...[3.6, 3.8, 4],
]);

const akkarGrid = () => gridOf("akkar", "akkar_coeff_table.csv", "total", AKKAR_PERIODS);

/**
 * The reference's look-up of single pairs in the table of Akkar et al.: the slope between two periods is taken upside down (periods
 * over correlations). Kept, because models with relative periods have these numbers there.
 */
const akkarPair: SpectralCorrelation = (t1, t2) => {
  const grid = akkarGrid();
  const { periods, values } = grid;
  const n = periods.length;
  const step = (x: number, k: number, low: number, high: number) =>
    low + (x - periods[k - 1]!) * ((periods[k]! - periods[k - 1]!) / (high - low));
  const index = (x: number) => {
    placeOf("akkar", grid, x);
    return periods.findIndex((period) => period >= x);
  };
  const i = index(t1);
  const j = index(t2);
  const row = (k: number) => (i === 0 ? values[k]! : step(t1, i, values[(i - 1) * n + k]!, values[i * n + k]!));
  return j === 0 ? row(0) : step(t2, j, row(j - 1), row(j));
};

function clemett(type: string): SpectralCorrelation {
  const name = `clemett_${type}`;
  return gridCorrelation(name, () => gridOf(name, "clemett_corr_coeffs.hdf5", `${type}/total`, `${type}/periods`));
}

const MODELS: { readonly [name: string]: SpectralCorrelation } = {
  baker_jayaram: bakerJayaramForm(0.366, 0.105, 0.0099, 0.109, 0.2),
  /** Fit to the European data, Weatherill (2024). */
  eshm20: bakerJayaramForm(0.18141134, 0.1555742, -0.10851875, 0.08, 0.2),
  akkar: gridCorrelation("akkar", akkarGrid),
  clemett_asc: clemett("asc"),
  clemett_sinter: clemett("sinter"),
  clemett_sslab: clemett("sslab"),
  clemett_vrancea: clemett("vrancea"),
  none: () => 1,
};

/** `pairs`: for periods that depend on the measure, which the reference looks up one pair at a time. */
export function spectralCorrelation(name: string, pairs = false): SpectralCorrelation {
  if (pairs && name === "akkar") return akkarPair;
  const model = MODELS[name];
  if (model === undefined)
    throw new InputError(`unknown correlation of spectral accelerations "${name}"`, {
      parameter: "corr_func",
      allowed: Object.keys(MODELS).join(", "),
    });
  return model;
}

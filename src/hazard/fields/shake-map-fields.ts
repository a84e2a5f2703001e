/**
 * Fields of a ShakeMap: Silva and Horspool (2019), Combining USGS ShakeMaps and the OpenQuake-engine for damage and loss
 * assessment, Earthquake Engineering and Structural Dynamics 48, 634-652 (docs/method/events.md 4.11).
 */
import { InputError } from "../../input-error.ts";
import { choleskyInPlace } from "../../numerics/linear-algebra/cholesky.ts";
import { productTransposed } from "../../numerics/linear-algebra/product-transposed.ts";
import { MersenneTwister } from "../../numerics/random/mersenne-twister.ts";
import { truncatedQuantile } from "../../numerics/truncated-normal.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import { siteDistances } from "./site-distances.ts";
import { correlationByDistance } from "./spatial-correlation.ts";

export type ShakeMapCorrelation = "no" | "yes" | "full";

/** What is shaken, one value a site. */
export interface ShakenMotion {
  readonly imt: IntensityMeasure;
  /** Per cent of g, cm/s (PGV), intensity (MMI). */
  readonly medians: Float32Array;
  readonly deviations: Float32Array;
}

export interface ShakeMapSettings {
  readonly seed: number;
  /** Standard deviations. */
  readonly truncation: number;
  readonly events: number;
  readonly spatial: ShakeMapCorrelation;
  readonly cross: ShakeMapCorrelation;
  /** Most measures x sites that are correlated. */
  readonly choleskyLimit: number;
}

const { fround } = Math;

/** Accelerations in per cent of g. */
const PER_CENT = 100;
/** Added to diagonals, so that they can be decomposed. */
const CUTOFF = 1e-8;
/** Of measures that are one. */
const FULL = 0.99999;
/** s; PGA and PGV count as this. */
const SHORTEST = 0.05;

/**
 * Motions of the events: by measure, that of event e at site s at `e * sites + s`, in g, cm/s or intensity.
 * @param places degrees, of the motions
 * @throws InputError for more correlated motions than the limit, and for measures without deviation that are to be correlated
 */
export function shakeMapFields(
  motions: readonly ShakenMotion[],
  places: { readonly lon: Float64Array; readonly lat: Float64Array },
  settings: ShakeMapSettings,
): readonly Float32Array[] {
  const { seed, truncation, events, spatial, cross } = settings;
  const sites = places.lon.length;
  const rows = motions.length * sites;
  const twister = new MersenneTwister(seed);
  const quantile = truncatedQuantile(truncation);
  // Rows are measures and sites, columns events.
  const draws = Float64Array.from({ length: rows * events }, () => quantile(twister.double()));
  const intensity = motions.some(({ imt }) => imt.kind === "MMI");
  const correlated = !intensity && (spatial !== "no" || cross !== "no");
  const residuals = correlated
    ? correlatedResiduals(motions, places, settings, draws)
    : draws.map((z, cell) => {
        const row = Math.trunc(cell / events);
        return z * motions[Math.trunc(row / sites)]!.deviations[row % sites]!;
      });
  return motions.map(({ imt, medians, deviations }, m) => {
    const out = new Float32Array(events * sites);
    const scale = imt.kind === "PGV" ? 1 : PER_CENT;
    for (let s = 0; s < sites; s++) {
      const [median, deviation] = [medians[s]!, deviations[s]!];
      const middle = Math.log(median) - deviation ** 2 / 2;
      for (let e = 0; e < events; e++) {
        const residual = residuals[(m * sites + s) * events + e]!;
        out[e * sites + s] = intensity ? median + residual : Math.exp(residual + middle) / scale;
      }
    }
    return out;
  });
}

/** L Z, with L L' the covariance of measures and sites: of equal sites in blocks, times the correlation of the measures. */
function correlatedResiduals(
  motions: readonly ShakenMotion[],
  places: { readonly lon: Float64Array; readonly lat: Float64Array },
  { spatial, cross, choleskyLimit, events }: ShakeMapSettings,
  draws: Float64Array,
): Float64Array {
  const sites = places.lon.length;
  const rows = motions.length * sites;
  if (rows > choleskyLimit)
    throw new InputError(
      `${motions.length} measures at ${sites} sites are too many to correlate: ${rows} are more than cholesky_limit = ${choleskyLimit}`,
      {
        parameter: "cholesky_limit",
        allowed:
          "fewer sites (region_grid_spacing), spatial_correlation = no and cross_correlation = no, or a larger limit",
      },
    );
  for (const { imt, deviations } of motions)
    if (deviations.every((value) => value === 0))
      throw new InputError(`${imt.name} is sure everywhere: there is nothing to correlate`, {
        parameter: "spatial_correlation",
        allowed: "an uncertainty grid; or spatial_correlation = no and cross_correlation = no",
      });
  const factors = motions.map((motion) => spatialFactor(motion, places, spatial));
  const between = crossCorrelations(motions, cross);
  const whole = new Float64Array(rows * rows);
  for (let i = 0; i < motions.length; i++)
    for (let j = 0; j <= i; j++) {
      const block = productTransposed(factors[i]!, factors[j]!, sites, sites, sites);
      const rho = between[i * motions.length + j]!;
      for (let a = 0; a < sites; a++)
        for (let b = 0; b < sites; b++) whole[(i * sites + a) * rows + j * sites + b] = block[a * sites + b]! * rho;
    }
  for (let row = 0; row < rows; row++) whole[row * rows + row]! += CUTOFF;
  decompose(whole, rows);
  const columns = new Float64Array(draws.length);
  for (let row = 0; row < rows; row++)
    for (let e = 0; e < events; e++) columns[e * rows + row] = draws[row * events + e]!;
  return productTransposed(whole, columns, rows, events, rows);
}

function spatialFactor(
  { imt, deviations }: ShakenMotion,
  places: { readonly lon: Float64Array; readonly lat: Float64Array },
  spatial: ShakeMapCorrelation,
): Float64Array {
  const sites = deviations.length;
  const distances = spatial === "yes" ? siteDistances(places, places) : undefined;
  const rho = correlationByDistance({ kind: "JB2009", vs30Clustering: true }, imt);
  const out = new Float64Array(sites * sites);
  for (let a = 0; a < sites; a++)
    for (let b = 0; b <= a; b++) {
      const correlation =
        spatial === "full" ? 1 : distances === undefined ? Number(a === b) : fround(rho(distances[a * sites + b]!));
      // Near the cutoff the single precision of the reference counts.
      out[a * sites + b] = correlation * fround(deviations[a]! * deviations[b]!) + (a === b ? CUTOFF : 0);
    }
  decompose(out, sites);
  return out;
}

/** Baker and Jayaram (2008), Earthquake Spectra 24, 299-317, at short periods as of 2007. */
function crossCorrelations(motions: readonly ShakenMotion[], cross: ShakeMapCorrelation): Float64Array {
  const count = motions.length;
  const out = new Float64Array(count * count);
  const period = (m: number) => motions[m]!.imt.period || SHORTEST;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const [short, long] = [Math.min(period(i), period(j)), Math.max(period(i), period(j))];
      const bend = short < 0.189 ? 0.163 * Math.log(short / 0.189) : 0;
      const alike = 1 - Math.cos(Math.PI / 2 - (0.359 + bend) * Math.log(long / short));
      out[i * count + j] = i === j ? 1 : cross === "no" ? 0 : cross === "full" ? FULL : alike;
    }
  return out;
}

function decompose(matrix: Float64Array, n: number): void {
  const failed = choleskyInPlace(matrix, n);
  if (failed >= 0)
    throw new InputError("the covariance of the ShakeMap cannot be decomposed", {
      parameter: "spatial_correlation",
      allowed: "no, or another correlation",
    });
}

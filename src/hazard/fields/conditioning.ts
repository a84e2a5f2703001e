/**
 * Ground motion conditioned on recordings of stations: Engler, Worden, Thompson and Jaiswal (2022), Partitioning
 * ground motion uncertainty when conditioned on station data, Bulletin of the Seismological Society of America 112,
 * 1060-1079. Letters are theirs: D data, Y targets, H the normalized between-event residual, W within events.
 */
import { productTransposed } from "../../numerics/linear-algebra/product-transposed.ts";
import { pseudoInverse } from "../../numerics/linear-algebra/pseudo-inverse.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import { type CrossCorrelation, correlationWithin, crossCorrelationMatrix } from "./cross-correlation.ts";
import type { PredictedMotion } from "./rupture-fields.ts";
import { type SitePlaces, siteDistances } from "./site-distances.ts";
import { correlationMatrix, type SpatialCorrelation } from "./spatial-correlation.ts";

/** What was recorded of a measure, and predicted, at the stations. */
export interface ObservedMeasure {
  readonly imt: IntensityMeasure;
  /** Logarithms of the recorded motions. */
  readonly logarithms: Float64Array;
  /** Standard deviations of these. */
  readonly sigmas: Float64Array;
  readonly predicted: PredictedMotion;
}

export interface ConditioningSettings {
  readonly spatial: SpatialCorrelation;
  /** Of between-event residuals. */
  readonly between: Exclude<CrossCorrelation, "none">;
  /**
   * Each recording counts with its own uncertainty. The reference takes that of the first station for all: it adds a column to a
   * row, and a diagonal is filled from the first row of the matrix that makes.
   */
  readonly ownUncertainty: boolean;
  /** Median fields need no covariances, which are nearly all of the work. */
  readonly covariances: boolean;
}

/** Distribution of ln motion at the targets given the recordings. */
export interface ConditionedMotion {
  readonly mean: Float32Array;
  /** Undefined where only the mean was asked for. */
  readonly covariances: ConditionedCovariances | undefined;
  /** Mean of the between-event residual at the stations, and its deviation. */
  readonly bias: { readonly mean: number; readonly deviation: number };
}

/** Targets x targets, row by row; negative entries are zero. */
export interface ConditionedCovariances {
  readonly within: Float32Array;
  readonly between: Float64Array;
}

export interface Places {
  readonly stations: SitePlaces;
  readonly targets: SitePlaces;
}

/** Distances that all measures share, km. */
export interface PlaceDistances {
  readonly stationsToStations: Float32Array;
  readonly targetsToStations: Float32Array;
  /** Empty unless covariances are wanted. */
  readonly targetsToTargets: Float32Array;
}

export function placeDistances({ stations, targets }: Places, covariances: boolean): PlaceDistances {
  return {
    stationsToStations: siteDistances(stations, stations),
    targetsToStations: siteDistances(targets, stations),
    targetsToTargets: covariances ? siteDistances(targets, targets) : new Float32Array(0),
  };
}

/** Which observed measures a target is conditioned on: itself, where it was observed, else its neighbours in period (one at the ends). */
export function conditioningMeasures(
  target: IntensityMeasure,
  observed: readonly ObservedMeasure[],
): readonly ObservedMeasure[] {
  const same = observed.find(({ imt }) => imt.name === target.name);
  if (same !== undefined) return [same];
  const sorted = observed.toSorted((a, b) => a.imt.period - b.imt.period);
  const below = sorted.filter(({ imt }) => imt.period < target.period).at(-1);
  const above = sorted.find(({ imt }) => imt.period > target.period);
  return [below, above].filter((measure) => measure !== undefined);
}

/**
 * @param predicted at the targets; the reference takes that of the first target measure for all of them
 */
export function conditionMotion(
  target: IntensityMeasure,
  predicted: PredictedMotion,
  observed: readonly ObservedMeasure[],
  distances: PlaceDistances,
  { spatial, between, ownUncertainty, covariances }: ConditioningSettings,
): ConditionedMotion {
  const conditioning = conditioningMeasures(target, observed);
  const native = conditioning[0]!.imt.name === target.name;
  const stations = conditioning[0]!.logarithms.length;
  const targets = predicted.mean.length;
  const rows = stations * conditioning.length;
  const names = native ? [target] : [target, ...conditioning.map(({ imt }) => imt)];
  const width = names.length;

  const phiD = concatenated(conditioning, ({ predicted: own }) => own.phi);
  const residuals = concatenated(conditioning, ({ logarithms, predicted: own }) =>
    logarithms.map((value, i) => value - own.mean[i]!),
  );
  const uncertainty = concatenated(conditioning, ({ sigmas }) => sigmas);
  const covarianceD = new Float64Array(rows * rows);
  for (const [a, first] of conditioning.entries())
    for (const [b, second] of conditioning.entries()) {
      const rho = crossSpatial(spatial, first.imt, second.imt, distances.stationsToStations);
      for (let i = 0; i < stations; i++)
        for (let j = 0; j < stations; j++) {
          const row = a * stations + i;
          const column = b * stations + j;
          covarianceD[row * rows + column] = Math.fround(phiD[row]! * rho[i * stations + j]! * phiD[column]!);
        }
    }
  for (let i = 0; i < rows; i++) covarianceD[i * rows + i]! += uncertainty[ownUncertainty ? i : 0]! ** 2;
  const inverseD = pseudoInverse(covarianceD, rows);

  // T_D: the between-event deviations of each measure, in its own column behind that of a target that was not observed.
  const tauD = new Float64Array(rows * width);
  for (const [c, { predicted: own }] of conditioning.entries())
    for (let i = 0; i < stations; i++) tauD[(c * stations + i) * width + (native ? c : c + 1)] = own.tau[i]!;

  const weighted = product(inverseD, tauD, rows, rows, width);
  const information = product(transpose(tauD, rows, width), weighted, width, rows, width);
  const prior = pseudoInverse(crossCorrelationMatrix(between, names), width);
  const covarianceH = pseudoInverse(
    information.map((value, cell) => value + prior[cell]!),
    width,
  );
  const meanH = product(
    covarianceH,
    product(transpose(weighted, rows, width), residuals, width, rows, 1),
    width,
    width,
    1,
  );
  const biases = product(tauD, meanH, rows, width, 1);

  const covarianceYD = new Float64Array(targets * rows);
  for (const [c, { imt }] of conditioning.entries()) {
    const rho = crossSpatial(spatial, target, imt, distances.targetsToStations);
    for (let y = 0; y < targets; y++)
      for (let i = 0; i < stations; i++) {
        const column = c * stations + i;
        covarianceYD[y * rows + column] = Math.fround(predicted.phi[y]! * rho[y * stations + i]! * phiD[column]!);
      }
  }
  const unexplained = residuals.map((value, i) => value - biases[i]!);
  const shift = product(covarianceYD, product(inverseD, unexplained, rows, rows, 1), targets, rows, 1);
  const mean = Float32Array.from(predicted.mean, (value, y) => value + predicted.tau[y]! * meanH[0]! + shift[y]!);
  return {
    mean,
    covariances: covariances ? covariancesOf() : undefined,
    bias: nominalBias(biases, tauD, covarianceH, rows, width),
  };

  function covariancesOf(): ConditionedCovariances {
    // The inverse is symmetric: its rows are its columns.
    const regression = productTransposed(covarianceYD, inverseD, targets, rows, rows);
    return {
      within: withinCovariance(spatial, target, predicted.phi, distances, regression, covarianceYD, rows),
      between: betweenCovariance(predicted.tau, regression, tauD, covarianceH, targets, rows, width),
    };
  }
}

/** phi rho phi - RC cov(D, Y), negative values cut. */
function withinCovariance(
  spatial: SpatialCorrelation,
  target: IntensityMeasure,
  phi: Float32Array,
  { targetsToTargets }: PlaceDistances,
  regression: Float64Array,
  covarianceYD: Float64Array,
  rows: number,
): Float32Array {
  const targets = phi.length;
  const out = correlationMatrix(spatial, target, targetsToTargets);
  const explained = productTransposed(regression, covarianceYD, targets, targets, rows, true);
  for (let y = 0; y < targets; y++)
    for (let x = 0; x <= y; x++) {
      const prior = Math.fround(phi[y]! * out[y * targets + x]! * phi[x]!);
      const value = Math.max(prior - explained[y * targets + x]!, 0);
      out[y * targets + x] = value;
      out[x * targets + y] = value;
    }
  return out;
}

/** C cov(H) C' with C = [tau_Y, 0] - RC T_D, negative values cut. */
function betweenCovariance(
  tau: Float32Array,
  regression: Float64Array,
  tauD: Float64Array,
  covarianceH: Float64Array,
  targets: number,
  rows: number,
  width: number,
): Float64Array {
  const scaling = product(regression, tauD, targets, rows, width).map((value, cell) =>
    Math.fround((cell % width === 0 ? tau[Math.trunc(cell / width)]! : 0) - value),
  );
  const left = product(scaling, covarianceH, targets, width, width);
  const out = new Float64Array(targets * targets);
  for (let y = 0; y < targets; y++)
    for (let x = 0; x <= y; x++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += left[y * width + k]! * scaling[x * width + k]!;
      out[y * targets + x] = Math.max(sum, 0);
      out[x * targets + y] = Math.max(sum, 0);
    }
  return out;
}

function nominalBias(
  biases: Float64Array,
  tauD: Float64Array,
  covarianceH: Float64Array,
  rows: number,
  width: number,
): ConditionedMotion["bias"] {
  const left = product(tauD, covarianceH, rows, width, width);
  let variance = 0;
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < width; k++) variance += (left[i * width + k]! * tauD[i * width + k]!) / rows;
  return { mean: biases.reduce((sum, value) => sum + value, 0) / rows, deviation: Math.sqrt(variance) };
}

/**
 * Correlation of two measures at places a distance apart: that of the places, of whichever measure correlates more, times
 * that of the measures at one place.
 */
function crossSpatial(
  spatial: SpatialCorrelation,
  a: IntensityMeasure,
  b: IntensityMeasure,
  distances: Float32Array,
): Float32Array {
  const first = correlationMatrix(spatial, a, distances);
  if (a.name === b.name) return first;
  const second = correlationMatrix(spatial, b, distances);
  const coefficient = Math.fround(correlationWithin(a, b));
  return first.map((value, cell) => Math.max(value, second[cell]!) * coefficient);
}

function concatenated(
  measures: readonly ObservedMeasure[],
  of: (measure: ObservedMeasure) => ArrayLike<number>,
): Float64Array {
  return Float64Array.from(measures.flatMap((measure) => Array.from(of(measure))));
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = matrix[i * columns + j]!;
  return out;
}

/** a (rows x inner) b (inner x columns). */
function product(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < columns; j++) out[i * columns + j]! += factor * b[k * columns + j]!;
    }
  return out;
}

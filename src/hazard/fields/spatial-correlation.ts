/**
 * How within-event residuals at two sites correlate with the distance between them.
 */
import type { IntensityMeasure } from "../intensity-measure.ts";

export type SpatialCorrelation =
  /** Jayaram and Baker (2009), Earthquake Engineering and Structural Dynamics 38, 1687-1708. */
  | { readonly kind: "JB2009"; readonly vs30Clustering: boolean }
  /** Heresi and Miranda (2019), Bulletin of Earthquake Engineering 17, 1747-1769, with the median of its parameter. */
  | { readonly kind: "HM2018" };

/** Correlation coefficient as a function of distance in km. */
export function correlationByDistance(model: SpatialCorrelation, imt: IntensityMeasure): (km: number) => number {
  switch (model.kind) {
    case "JB2009": {
      const rate = Math.fround(-3 / jayaramBakerRange(imt, model.vs30Clustering));
      return (km) => Math.exp(Math.fround(rate * km));
    }
    case "HM2018": {
      const scale = heresiMirandaScale(imt.period);
      return (km) => Math.exp(-((km / scale) ** 0.55));
    }
  }
}

/** Range b in km: equations 17 to 19. PGV counts as one second. */
function jayaramBakerRange(imt: IntensityMeasure, vs30Clustering: boolean): number {
  const period = imt.kind === "PGV" ? 1 : imt.period;
  if (period >= 1) return 22 + 3.7 * period;
  return vs30Clustering ? 40.7 - 15 * period : 8.5 + 17.2 * period;
}

/** Median of beta: equation 9. */
function heresiMirandaScale(period: number): number {
  return period < 1.37
    ? 4.231 * period * period - 5.18 * period + 13.392
    : 0.14 * period * period - 2.249 * period + 17.05;
}

/** Correlation matrix of sites, row by row, single precision. @param distances km, square or not */
export function correlationMatrix(
  model: SpatialCorrelation,
  imt: IntensityMeasure,
  distances: Float32Array,
): Float32Array {
  const correlation = correlationByDistance(model, imt);
  return distances.map(correlation);
}

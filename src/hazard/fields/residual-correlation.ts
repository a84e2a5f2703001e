/**
 * Spatial correlation of within-event residuals at the sites a rupture reaches (docs/method/events.md 4.6).
 *
 * JB2009: the factor of the correlation matrix of all sites of the job, cut to the sites reached, times residuals that
 * have their standard deviation. HM2018: the factor of the covariance of the sites reached, times normalized residuals.
 */
import { InputError } from "../../input-error.ts";
import { choleskyInPlace } from "../../numerics/linear-algebra/cholesky.ts";
import { type TriangularProduct, triangularProduct } from "../../numerics/linear-algebra/triangular-product.ts";
import type { IntensityMeasure } from "../intensity-measure.ts";
import { type SitePlaces, siteDistances } from "./site-distances.ts";
import { correlationMatrix, type SpatialCorrelation } from "./spatial-correlation.ts";

export interface ResidualCorrelation {
  readonly model: SpatialCorrelation;
  /**
   * Ready for residuals at some sites.
   * @param reached numbers of the sites, ascending
   * @param capacity events
   */
  readonly at: (imt: IntensityMeasure, reached: Int32Array, capacity: number) => TriangularProduct;
}

/** @param sites all sites of the job, in its order */
export function residualCorrelation(model: SpatialCorrelation, sites: SitePlaces): ResidualCorrelation {
  const all = sites.lon.length;
  const factors = new Map<string, Float64Array>();
  let last: { key: string; product: TriangularProduct } | undefined;

  const factorOf = (imt: IntensityMeasure, places: SitePlaces): Float64Array =>
    correlationFactor(model, imt, siteDistances(places, places), places.lon.length);
  const whole = (imt: IntensityMeasure): Float64Array => {
    const known = factors.get(imt.name) ?? factorOf(imt, sites);
    factors.set(imt.name, known);
    return known;
  };
  const cut = (imt: IntensityMeasure, reached: Int32Array): Float64Array =>
    model.kind === "JB2009"
      ? reached.length === all
        ? whole(imt)
        : submatrix(whole(imt), all, reached)
      : factorOf(imt, placesOf(sites, reached));

  return {
    model,
    at(imt, reached, capacity) {
      const key = `${imt.name} ${capacity} ${reached.join(" ")}`;
      if (last?.key !== key) last = { key, product: triangularProduct(cut(imt, reached), reached.length, capacity) };
      return last.product;
    },
  };
}

/** Lower triangular factor of the correlation matrix. */
export function correlationFactor(
  model: SpatialCorrelation,
  imt: IntensityMeasure,
  distances: Float32Array,
  sites: number,
): Float64Array {
  const matrix = Float64Array.from(correlationMatrix(model, imt, distances));
  const failed = choleskyInPlace(matrix, sites);
  if (failed >= 0)
    throw new InputError(
      `the ${model.kind} correlation of ${imt.name} cannot be decomposed: site ${failed} is too close to another one`,
      { parameter: "ground_motion_correlation_model", allowed: "sites at different places" },
    );
  return matrix;
}

function placesOf({ lon, lat }: SitePlaces, reached: Int32Array): SitePlaces {
  return { lon: Float64Array.from(reached, (s) => lon[s]!), lat: Float64Array.from(reached, (s) => lat[s]!) };
}

function submatrix(matrix: Float64Array, size: number, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * rows.length);
  for (const [i, row] of rows.entries())
    for (let j = 0; j <= i; j++) out[i * rows.length + j] = matrix[row * size + rows[j]!]!;
  return out;
}

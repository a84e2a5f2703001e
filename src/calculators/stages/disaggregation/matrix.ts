/** What a disaggregation is asked for: plain data that survives a structured clone. */
import type { MatrixShape } from "../../../hazard/disaggregation/matrix-shape.ts";
import type { MatrixBins } from "./disaggregation-bins.ts";

export interface DisaggregationRequest {
  readonly bins: MatrixBins;
  /** Levels at each site: sites x measures x levels, in the units of the models' means; -Infinity: not disaggregated. */
  readonly levels: Float64Array;
  readonly levelCount: number;
  /** All exceedance counts for the smallest epsilon that exceeds. */
  readonly epsilonStar: boolean;
}

export function matrixShape(bins: MatrixBins): MatrixShape {
  const [first] = bins.coordinates;
  return {
    trt: bins.tectonicRegionTypes.length,
    mag: bins.mag.length - 1,
    dist: bins.dist.length - 1,
    lon: (first?.lon.length ?? 1) - 1,
    lat: (first?.lat.length ?? 1) - 1,
    eps: bins.eps.length - 1,
  };
}

/**
 * Campbell (1997), Empirical near-source attenuation relationships for horizontal and vertical components of peak ground acceleration,
 * peak ground velocity, and pseudo-absolute acceleration response spectra, SRL 68(1), 154-179, eqs. 3 and 5: horizontal PGA.
 *
 * ln(g); rrup (for the seismogenic distance) in km. Soft rock for vs30 760 to 1500 m/s, hard rock above. Total standard deviation only, from the
 * median.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { isNormal45Inclusive, isReverse45Inclusive } from "../mechanism.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "Campbell1997",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA"],
  doi: "10.1785/gssrl.68.1.154",
};

/** 1 for reverse, 0.5 for normal faulting within 45 degrees. */
function mechanism(rake: number): number {
  if (isReverse45Inclusive(rake)) return 1;
  return isNormal45Inclusive(rake) ? 0.5 : 0;
}

function siteTerm(vs30: number, lnDistance: number): number {
  if (vs30 >= 1500) return 0.405 - 0.222 * lnDistance;
  return vs30 >= 760 ? 0.44 - 0.171 * lnDistance : 0;
}

const lnPga: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  const r = ctx.rrup[i]!;
  const lnR = Math.log(r);
  return (
    -3.512 +
    0.904 * m -
    1.328 * Math.log(Math.hypot(r, 0.149 * Math.exp(0.647 * m))) +
    (1.125 - 0.112 * lnR - 0.0957 * m) * mechanism(ctx.rake[i]!) +
    siteTerm(ctx.vs30[i]!, lnR)
  );
};

function deviation(lnMedian: number): number {
  const median = Math.exp(lnMedian);
  if (median < 0.068) return 0.55;
  return median <= 0.21 ? 0.173 - 0.14 * lnMedian : 0.39;
}

export const campbell1997: ModelFamily = {
  models: {
    Campbell1997: plainModel(FACTS, () => rowEvaluator(lnPga, { total: (ctx, i) => deviation(lnPga(ctx, i)) })),
  },
};

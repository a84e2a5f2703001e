/**
 * Travasarou, Bray & Abrahamson (2003), Empirical attenuation relationship for Arias intensity, Earthquake Engineering and Structural
 * Dynamics 32, 1133-1155, eqs. 3 and 4.
 *
 * ln(m/s); rrup in km. Site classes C (vs30 360 to 760 m/s) and D (below). Magnitude 4.7 to 7.6, up to 250 km.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isReverse22Inclusive } from "../mechanism.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "TravasarouEtAl2003",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["IA"],
  validity: { magnitude: [4.7, 7.6], distance: 250 },
};

function siteTerm(vs30: number, dm: number): number {
  if (vs30 >= 760) return 0;
  return vs30 >= 360 ? 0.454 + 0.101 * dm : 0.479 + 0.334 * dm;
}

function mechanism(rake: number): number {
  if (isReverse22Inclusive(rake)) return 0.512;
  return rake >= -112.5 && rake <= -67.5 ? -0.166 : 0;
}

const lnArias: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  const dm = m - 6;
  return (
    2.8 -
    1.981 * dm +
    20.72 * Math.log(m / 6) -
    1.703 * Math.log(Math.hypot(ctx.rrup[i]!, 8.78)) +
    siteTerm(ctx.vs30[i]!, dm) +
    mechanism(ctx.rake[i]!)
  );
};

function tau(mag: number): number {
  if (mag < 4.7) return 0.611;
  return mag > 7.6 ? 0.475 : 0.611 - 0.047 * (mag - 4.7);
}

/** Within-event standard deviation, smaller for strong motions. */
function phi(vs30: number, lnMean: number): number {
  const [weak, strong] = vs30 >= 760 ? [1.18, 0.94] : vs30 >= 360 ? [1.17, 0.93] : [0.96, 0.73];
  const arias = Math.exp(lnMean);
  if (arias >= 0.125) return strong;
  return arias > 0.013 ? weak - 0.106 * (lnMean - Math.log(0.0132)) : weak;
}

export const travasarou2003: ModelFamily = {
  models: {
    TravasarouEtAl2003: plainModel(FACTS, () =>
      rowEvaluator(lnArias, {
        tau: (ctx, i) => tau(ctx.mag[i]!),
        phi: (ctx, i) => phi(ctx.vs30[i]!, lnArias(ctx, i)),
      }),
    ),
  },
};

/**
 * Akkar & Bommer (2010), Empirical equations for the prediction of PGA, PGV, and spectral accelerations in Europe, the
 * Mediterranean region, and the Middle East, SRL 81(2), 195-206 (equation of p. 199); PGA and periods up to 0.05 s from Bommer, Akkar &
 * Drouet (2012), BEE 10, table 5.
 *
 * The paper gives log10 of cm/s2 and cm/s; here ln(g) and ln(cm/s). rjb in km. Magnitude 5 to 7.6, rjb up to 100 km. SA(4.0) is
 * not in the paper: it is that of 3 s with its ln mean divided by 0.8 (SHARE project).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import {
  ALL_STANDARD_DEVIATIONS,
  constantColumn,
  LN_GAL_IN_G,
  LN10,
  plainModel,
  withColumns,
  withConstantDeviations,
} from "../make-model.ts";
import { isNormal45Inclusive, isReverse45Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";
import coefficientsCsv from "./akkar-bommer-2010.csv" with { type: "text" };
import { SWISS_01, SWISS_04, SWISS_08 } from "./akkar-bommer-2010-swiss.ts";
import { type SwissTable, swissAdjustment } from "./swiss-adjustment.ts";

const FACTS: ModelFacts = {
  name: "AkkarBommer2010",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
  doi: "10.1785/gssrl.81.2.195",
  validity: { magnitude: [5, 7.6], distance: 100 },
};

const COEFFICIENTS = tableFromCsv("b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 Sigma1 tau SigmaTot", coefficientsCsv);

const SOFT_VS30 = 360;
const ROCK_VS30 = 750;

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const units = imt.kind === "PGV" ? 0 : LN_GAL_IN_G;
  const scale = imt.kind === "SA" && imt.period === 4 ? 1 / 0.8 : 1;
  return withConstantDeviations(
    (ctx, out) => {
      const { mag, rake, rjb, vs30 } = ctx;
      let source = 0;
      let slope = 0;
      for (let i = 0; i < ctx.length; i++) {
        const m = mag[i]!;
        if (changes(mag, i) || changes(rake, i)) {
          const normal = isNormal45Inclusive(rake[i]!);
          const reverse = isReverse45Inclusive(rake[i]!);
          source = c.b1 + c.b2 * m + c.b3 * m * m + (normal ? c.b9 : 0) + (reverse ? c.b10 : 0);
          slope = c.b4 + c.b5 * m;
        }
        const v = vs30[i]!;
        const site = v < SOFT_VS30 ? c.b7 : v <= ROCK_VS30 ? c.b8 : 0;
        // 0.5 ln(x) is ln 10 * log10(sqrt(x)).
        const distance = 0.5 * slope * Math.log(rjb[i]! * rjb[i]! + c.b6 * c.b6);
        out.mean[i] = (LN10 * (source + site) + distance + units) * scale;
      }
    },
    LN10 * c.tau,
    LN10 * c.Sigma1,
    LN10 * c.SigmaTot,
  );
}

/** Swiss hazard model 2014: rock of 1105 m/s, small-magnitude and kappa adjustments, single-station sigma. */
function swiss(table: SwissTable) {
  return (imt: IntensityMeasure): GroundMotionEvaluator => {
    const base = COEFFICIENTS.at(imt);
    const stiff = constantColumn(600);
    const adjust = swissAdjustment(table.at(imt), base.tau, LN10);
    const rock = withColumns(evaluator(imt), (ctx) => ({ vs30: stiff(ctx) }));
    return (ctx, out) => {
      rock(ctx, out);
      adjust(ctx, ctx.rjb, out);
      for (let i = 0; i < ctx.length; i++) {
        out.sigma[i]! *= LN10;
        out.tau[i]! *= LN10;
        out.phi[i]! *= LN10;
      }
    };
  };
}

const SWISS_FACTS: ModelFacts = { ...FACTS, measures: ["PGA", "SA"], referenceVelocity: 1105 };

export const akkarBommer2010: ModelFamily = {
  models: {
    AkkarBommer2010: plainModel(FACTS, evaluator),
    AkkarBommer2010SWISS01: plainModel({ ...SWISS_FACTS, name: "AkkarBommer2010SWISS01" }, swiss(SWISS_01)),
    AkkarBommer2010SWISS04: plainModel({ ...SWISS_FACTS, name: "AkkarBommer2010SWISS04" }, swiss(SWISS_04)),
    AkkarBommer2010SWISS08: plainModel({ ...SWISS_FACTS, name: "AkkarBommer2010SWISS08" }, swiss(SWISS_08)),
  },
};

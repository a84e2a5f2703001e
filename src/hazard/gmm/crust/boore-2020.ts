/**
 * Boore, Stewart, Skarlatoudis, Seyhan, Margaris, Theodoulidis, Scordilis, Kalogeras, Klimis & Melis (2020), A ground-motion
 * prediction model for shallow crustal earthquakes in Greece, BSSA 111(2), 857-874, eqs. 1-10.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) (of 981 cm/s2, as the reference has it) and ln(cm/s) here; rjb in km. Magnitude 4 to 7, up to 300 km.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import coefficientsCsv from "./boore-2020.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "BooreEtAl2020",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [4, 7], distance: 300 },
};

const COEFFICIENTS = tableFromCsv(
  "e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h clin V1 Vc Vref f1 f3 f4 f5 Mtau1 Mtau2 tau1 tau2 phi",
  coefficientsCsv,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const REFERENCE_MAGNITUDE = 4.5;
const REFERENCE_VS30 = 760;
const LN_GRAVITY = Math.log(981);

function lnRock(c: Row): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const rake = ctx.rake[i]!;
    const dm = m - c.Mh;
    const r = Math.hypot(ctx.rjb[i]!, c.h);
    const mechanism = isReverse30(rake) ? c.e3 : isNormal30(rake) ? c.e2 : c.e1;
    return (
      mechanism +
      (dm <= 0 ? c.e4 * dm + c.e5 * dm * dm : c.e6 * dm) +
      (c.c1 + c.c2 * (m - REFERENCE_MAGNITUDE)) * Math.log(r) +
      c.c3 * (r - 1)
    );
  };
}

/** `pgaRock` in the units of f3. */
function siteTerm(c: Row, vs30: number, pgaRock: number): number {
  const linear = c.clin * Math.log(Math.min(Math.max(vs30, c.V1), c.Vc) / REFERENCE_VS30);
  const exponential = Math.exp(c.f5 * (Math.min(vs30, REFERENCE_VS30) - 360));
  const slope = c.f4 * (exponential - Math.exp(c.f5 * (REFERENCE_VS30 - 360)));
  return linear + c.f1 + slope * Math.log(1 + pgaRock / c.f3);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = lnRock(c);
  const pga = lnRock(COEFFICIENTS.at(PGA));
  const shift = imt.kind === "PGV" ? 0 : -LN_GRAVITY;
  return rowEvaluator((ctx, i) => rock(ctx, i) + siteTerm(c, ctx.vs30[i]!, Math.exp(pga(ctx, i))) + shift, {
    tau: (ctx, i) => {
      const ramp = (ctx.mag[i]! - c.Mtau1) / (c.Mtau2 - c.Mtau1);
      return c.tau1 + (c.tau2 - c.tau1) * Math.min(Math.max(ramp, 0), 1);
    },
    phi: () => c.phi,
  });
}

export const boore2020: ModelFamily = { models: { BooreEtAl2020: plainModel(FACTS, evaluator) } };

/**
 * Kale, Akkar, Ansari & Hamzehloo (2015), A ground-motion predictive model for Iran and Turkey for horizontal PGA, PGV, and 5% damped
 * response spectrum: investigation of possible regional effects, BSSA 105(2A), 963-980, eqs. 1-7.
 *
 * ln(g) or ln(cm/s); rjb in km. Magnitude 4 to 8, up to 200 km.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import { isNormal45, isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import iranCsv from "./kale-2015-iran.csv" with { type: "text" };
import turkeyCsv from "./kale-2015-turkey.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "KaleEtAl2015Turkey",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [4, 8], distance: 200 },
};

type Columns = "b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 a1 a2 sd1 sd2 sb1 sb2";
type Row = Coefficients<Columns>;

const TURKEY = tableFromCsv("b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 a1 a2 sd1 sd2 sb1 sb2", turkeyCsv);

const IRAN = tableFromCsv("b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 a1 a2 sd1 sd2 sb1 sb2", iranCsv);

const REFERENCE_VS30 = 750;
const HIGHEST_VS30 = 1000;
/** c and n of the site term of Sandikkaya, Akkar & Bard (2013). */
const SOIL_C = 2.5;
const SOIL_N = 3.2;
const ANELASTIC_START = 80;

function lnRock(c: Row, hinge: number, mag: number, rake: number, rjb: number): number {
  const dm = mag - hinge;
  const mechanism = isReverse45(rake) ? c.b9 : isNormal45(rake) ? c.b8 : 0;
  return (
    c.b1 +
    (dm <= 0 ? c.b2 : c.b7) * dm +
    c.b3 * (8.5 - mag) ** 2 +
    (c.b4 + c.b5 * dm) * Math.log(Math.hypot(rjb, c.b6)) +
    mechanism +
    c.b10 * Math.max(rjb - ANELASTIC_START, 0)
  );
}

function siteTerm(c: Row, vs30: number, lnPgaRock: number): number {
  if (vs30 >= REFERENCE_VS30) return c.sb1 * Math.log(Math.min(vs30, HIGHEST_VS30) / REFERENCE_VS30);
  const ratio = vs30 / REFERENCE_VS30;
  const power = ratio ** SOIL_N;
  const pga = Math.exp(lnPgaRock);
  return c.sb1 * Math.log(ratio) + c.sb2 * Math.log((pga + SOIL_C * power) / ((pga + SOIL_C) * power));
}

export interface Kale2015Region {
  readonly table: CoefficientTable<Columns>;
  /** Hinge magnitude. */
  readonly hinge: number;
}

export const KALE_2015_TURKEY: Kale2015Region = { table: TURKEY, hinge: 6.75 };

export function kale2015Evaluator(imt: IntensityMeasure, region: Kale2015Region): GroundMotionEvaluator {
  const c = region.table.at(imt);
  const pga = region.table.at(PGA);
  const weight: RowFunction = (ctx, i) => c.a1 + (c.a2 - c.a1) * Math.min(Math.max((ctx.mag[i]! - 6) / 0.5, 0), 1);
  return rowEvaluator(
    (ctx, i) => {
      const lnPgaRock = lnRock(pga, region.hinge, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!);
      const rock = lnRock(c, region.hinge, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!);
      return rock + siteTerm(c, ctx.vs30[i]!, lnPgaRock);
    },
    { tau: (ctx, i) => weight(ctx, i) * c.sd2, phi: (ctx, i) => weight(ctx, i) * c.sd1 },
  );
}

export const kale2015: ModelFamily = {
  models: modelVariants(FACTS, kale2015Evaluator, {
    KaleEtAl2015Turkey: { options: KALE_2015_TURKEY },
    KaleEtAl2015Iran: { options: { table: IRAN, hinge: 7 } },
  }),
};

/**
 * Fukushima & Tanaka (1990), A new attenuation relation for peak horizontal acceleration of strong earthquake ground motion in Japan,
 * BSSA 80(4), 757-783, eq. 11, and with the factors of its table 6 for rock and soft soil.
 *
 * log10(cm/s2) in the paper, ln(g) here; rrup in km. Soft soil up to vs30 360, rock above 760 m/s. Total standard deviation only.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "FukushimaTanaka1990",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA"],
};

const SITE_FACTS: ModelFacts = {
  ...FACTS,
  name: "FukushimaTanakaSite1990",
  siteColumns: ["vs30"],
};

const lnPga: RowFunction = (ctx, i) => {
  const m = ctx.mag[i]!;
  const r = ctx.rrup[i]!;
  return LN10 * (0.41 * m - Math.log10(r + 0.032 * 10 ** (0.41 * m)) - 0.0034 * r + 1.3) + LN_GAL_IN_G;
};

function siteTerm(vs30: number): number {
  if (vs30 <= 360) return Math.log(1.4);
  return vs30 > 760 ? Math.log(0.6) : 0;
}

const SIGMA = 0.21 * LN10;

export const fukushimaTanaka1990: ModelFamily = {
  models: {
    FukushimaTanaka1990: plainModel(FACTS, () => rowEvaluator(lnPga, { total: SIGMA })),
    FukushimaTanakaSite1990: plainModel(SITE_FACTS, () =>
      rowEvaluator((ctx, i) => lnPga(ctx, i) + siteTerm(ctx.vs30[i]!), { total: SIGMA }),
    ),
  },
};

/**
 * Bindi, Parolai, Oth, Abdrakhmatov, Muraliev & Zschau (2011), Intensity prediction equations for Central Asia, Geophysical Journal
 * International 187, 327-337, eqs. 5 and 6.
 *
 * Macroseismic intensity; repi, rhypo and depth in km. The version with rhypo converts moment to surface-wave magnitude.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const EPICENTRAL_FACTS: ModelFacts = {
  name: "BindiEtAl2011Repi",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["repi"],
  siteColumns: [],
  measures: ["MMI"],
};

const FIXED_FACTS: ModelFacts = {
  ...EPICENTRAL_FACTS,
  name: "BindiEtAl2011RepiFixedH",
};

const HYPOCENTRAL_FACTS: ModelFacts = {
  name: "BindiEtAl2011Rhypo",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["MMI"],
};

function epicentral(
  c: { readonly a1: number; readonly a2: number; readonly a3: number; readonly a4: number },
  depth: RowFunction,
): RowFunction {
  return (ctx, i) => {
    const h = depth(ctx, i);
    const r = Math.hypot(ctx.repi[i]!, h);
    return c.a1 * ctx.mag[i]! + c.a2 - c.a3 * Math.log10(r / h) - c.a4 * (r - h);
  };
}

const VARIABLE_DEPTH = epicentral({ a1: 0.898, a2: 1.215, a3: 1.809, a4: 0.003447 }, (ctx, i) => ctx.hypo_depth[i]!);
const FIXED_DEPTH = epicentral({ a1: 1.049, a2: 0.686, a3: 2.706, a4: 0.0001811 }, () => 15);

/** Surface-wave magnitude at 20 s. */
function surfaceWaveMagnitude(moment: number): number {
  return moment <= 6.5 ? 6.5 - 1.5 * (6.5 - moment) : moment;
}

const byHypocentre: RowFunction = (ctx, i) => {
  const r = ctx.rhypo[i]!;
  return 1.071 * surfaceWaveMagnitude(ctx.mag[i]!) + 1.003 - 2.621 * Math.log10(r / 10) - 0.0005567 * (r - 10);
};

export const bindi2011Intensity: ModelFamily = {
  models: {
    BindiEtAl2011Repi: plainModel(EPICENTRAL_FACTS, () => rowEvaluator(VARIABLE_DEPTH, { total: 0.737 })),
    BindiEtAl2011RepiFixedH: plainModel(FIXED_FACTS, () => rowEvaluator(FIXED_DEPTH, { total: 0.689 })),
    BindiEtAl2011Rhypo: plainModel(HYPOCENTRAL_FACTS, () => rowEvaluator(byHypocentre, { tau: 0.373, phi: 0.227 })),
  },
};

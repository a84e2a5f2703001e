/**
 * Dowrick & Rhoades (2005), Revised models for attenuation of modified Mercalli intensity in New Zealand earthquakes, Bulletin of
 * the NZSEE 38(4), 185-214: main seismic region, interface, deep (slab) and Taupo volcanic zone, with their site classes.
 *
 * Modified Mercalli intensity; rrup and depth in km. The reference takes the site class of the first site of a group for all; here every site has
 * its own.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import { isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "DowrickRhoades2005Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["MMI"],
};

const MAIN = coefficientTable(
  "A1 A2 A2R A2V A3 A3S A3V A4 A5 d tau sigma",
  `
MMI 4.74 1.23 0.042 0.292 -3.613 0.1 -1.76 0.007 -0.42 10.28 0.21 0.38
`,
);

const DEEP = coefficientTable(
  "A1 A2 A2R A2V A3 A3S A3V A4 A5 d tau sigma",
  `
MMI 3.76 1.48 0 0 -3.5 0 0 0.0031 0 0 0.27 0.42
`,
);

type Row = Coefficients<"A1 A2 A2R A2V A3 A3S A3V A4 A5 d tau sigma">;

type Region = "crust" | "interface" | "slab" | "volcanic";

/** Site increment at low intensities, decrease from intensity 7 on a unit, increment from 9.5. */
function siteTerm(vs30: number, intensity: number): number {
  const [low, slope, high] = siteClass(vs30);
  if (intensity <= 7) return low;
  return intensity < 9.5 ? low - slope * (intensity - 7) : high;
}

function siteClass(vs30: number): readonly [low: number, slope: number, high: number] {
  if (vs30 < 180) return [1, 0.5, -0.25];
  if (vs30 <= 360) return [0.5, 0.25, -0.125];
  if (vs30 <= 760) return [0, 0, 0];
  return vs30 <= 1500 ? [-0.5, -0.25, 0.125] : [-1, -0.5, 0.25];
}

/** Whether the event counts as reverse and as strike-slip. */
function mechanism(region: Region, rake: number): readonly [reverse: boolean, strikeSlip: boolean] {
  if (region === "interface") return [true, false];
  if (region !== "crust") return [false, false];
  return [isReverse45(rake), Math.abs(rake) <= 45 || Math.abs(rake) >= 135];
}

function onRock(c: Row, region: Region): RowFunction {
  const isVolcanic = region === "volcanic";
  return (ctx, i) => {
    const [reverse, strikeSlip] = mechanism(region, ctx.rake[i]!);
    const magnitudeSlope = c.A2 + (reverse ? c.A2R : 0) + (isVolcanic ? c.A2V : 0);
    const distanceSlope = c.A3 + (strikeSlip ? c.A3S : 0) + (isVolcanic ? c.A3V : 0);
    const r = Math.cbrt(ctx.rrup[i]! ** 3 + c.d ** 3);
    return (
      c.A1 +
      magnitudeSlope * ctx.mag[i]! +
      distanceSlope * Math.log10(r) +
      c.A4 * ctx.hypo_depth[i]! +
      (region === "interface" ? c.A5 : 0)
    );
  };
}

function evaluator(imt: IntensityMeasure, region: Region): GroundMotionEvaluator {
  const c = (region === "slab" ? DEEP : MAIN).at(imt);
  const rock = onRock(c, region);
  return rowEvaluator(
    (ctx, i) => {
      const intensity = rock(ctx, i);
      return intensity + siteTerm(ctx.vs30[i]!, intensity);
    },
    { tau: c.tau, phi: c.sigma },
  );
}

export const dowrickRhoades2005: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    DowrickRhoades2005Asc: { options: "crust" },
    DowrickRhoades2005SInter: {
      options: "interface",
      facts: { tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface },
    },
    DowrickRhoades2005SSlab: {
      options: "slab",
      facts: { tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab },
    },
    DowrickRhoades2005Volc: { options: "volcanic", facts: { tectonicRegionType: TECTONIC_REGION_TYPES.volcanic } },
  }),
};

/**
 * Frankel, Mueller, Barnhard, Perkins, Leyendecker, Dickman, Hanson & Hopper (1996), National seismic-hazard maps: documentation June
 * 1996, USGS open-file report 96-532: tables for eastern North America, as the US national seismic hazard model 2008 uses them, with moment
 * or body-wave magnitudes. Bicubic splines in magnitude and log10 of distance; no periods between those of the tables.
 *
 * ln(g), bounded by the ceilings of the US model; rhypo in km, 10 km at least. Magnitude 4.4 to 8.2, up to 1000 km (held constant beyond). Total
 * standard deviation only.
 */

import { InputError } from "../../../input-error.ts";
import { type SplineKnots, splineKnots } from "../../../numerics/cubic-spline.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { fillTotal, LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { modelVariants } from "../row-evaluator.ts";
import { changes } from "../rupture-rows.ts";
import { FRANKEL_1996 } from "./frankel-1996-tables.ts";

const FACTS: ModelFacts = {
  name: "FrankelEtAl1996MwNSHMP2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rhypo"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
  validity: { magnitude: [4.4, 8.2], distance: 1000 },
};

const DEVIATION = coefficientTable(
  "sigma",
  `
PGA 0.326
0.1 0.326
0.2 0.326
0.3 0.326
0.5 0.326
1   0.347
2   0.347
`,
);

/** Axes of the tables: 20 magnitudes, 21 values of log10 of distance. */
const MAGNITUDES = Float64Array.from({ length: 20 }, (_, k) => 4.4 + (k * (8.2 - 4.4)) / 19);
const LOG_DISTANCES = Float64Array.from({ length: 21 }, (_, k) => 1 + k / 10);

let prepared: { readonly magnitude: SplineKnots; readonly distance: SplineKnots } | undefined;

function tableOf(imt: IntensityMeasure): readonly (readonly number[])[] {
  const text = FRANKEL_1996[imt.name];
  if (text === undefined)
    throw new InputError(`no table for ${imt.name}, and none is interpolated`, {
      allowed: Object.keys(FRANKEL_1996).join(", "),
    });
  return text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
}

/** log10 of the ground motion (g) by distance, for one magnitude. */
function byDistance(imt: IntensityMeasure): (mag: number) => (rhypo: number) => number {
  prepared ??= { magnitude: splineKnots(MAGNITUDES), distance: splineKnots(LOG_DISTANCES) };
  const { magnitude, distance } = prepared;
  const rows = tableOf(imt).map((row) => magnitude.through(row));
  return (mag) => {
    const m = Math.min(Math.max(mag, MAGNITUDES[0]!), MAGNITUDES.at(-1)!);
    const curve = distance.through(rows.map((row) => row.at(m)));
    return (rhypo) => curve.at(Math.min(Math.log10(Math.max(rhypo, 10)), 3));
  };
}

function evaluator(imt: IntensityMeasure, moment: (mag: number) => number): GroundMotionEvaluator {
  const curveOf = byDistance(imt);
  const ceiling = medianCeiling(imt.period);
  const sigma = DEVIATION.at(imt).sigma * LN10;
  return (ctx, out) => {
    let curve: (rhypo: number) => number = () => Number.NaN;
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        curve = curveOf(moment(ctx.mag[i]!));
      }
      out.mean[i] = Math.min(LN10 * curve(ctx.rhypo[i]!), ceiling);
    }
    fillTotal(out, ctx.length, sigma);
  };
}

export const frankel1996: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    FrankelEtAl1996MwNSHMP2008: { options: (mag) => mag },
    FrankelEtAl1996MblgAB1987NSHMP2008: { options: momentFromMblgAtkinsonBoore87 },
    FrankelEtAl1996MblgJ1996NSHMP2008: { options: momentFromMblgJohnston96 },
  }),
};

/**
 * Yu, Li & Xiao (2013), Development of ground motion attenuation relations for the new seismic hazard map of China, Technology for
 * Earthquake Disaster Prevention 8(1): isoseismals are ellipses, with one relation along each axis. Surface-wave magnitude, or moment
 * magnitude converted to it.
 *
 * ln(cm/s2) and ln(cm/s) in the source, ln(g) and ln(cm/s) here; repi in km, azimuth in degrees from the long axis. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import { RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "YuEtAl2013Ms",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["azimuth", "repi"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
};

/** Long axis a to e (above magnitude 6.5: ua to ue), short axis ma to me (ia to ie). */
type Table = CoefficientTable<"a b c d e ua ub uc ud ue ma mb mc md me ia ib ic id ie sigma">;

const STRONG = coefficientTable(
  "a b c d e ua ub uc ud ue ma mb mc md me ia ib ic id ie sigma",
  `
PGA  4.1193 1.656 -2.389 1.772 0.424 7.8269 1.0856 -2.389 1.772 0.424  2.2609 1.6399 -2.118 0.825 0.465  6.003 1.0649 -2.118 0.825 0.465 0.5428
PGV -1.2581 1.932 -2.181 1.772 0.424  3.013 1.2742 -2.181 1.772 0.424 -3.1073 1.9389 -1.945 0.825 0.465 1.3087 1.2627 -1.945 0.825 0.465 0.6233
`,
);

const TIBET = coefficientTable(
  "a b c d e ua ub uc ud ue ma mb mc md me ia ib ic id ie sigma",
  `
PGA  5.4901 1.4835 -2.416 2.647 0.366 8.7561 0.9453 -2.416 2.647 0.366  2.3069 1.4007 -1.854 0.612 0.457 5.6511 0.8924 -1.854 0.612 0.457 0.5428
PGV -0.1472 1.7618 -2.205 2.647 0.366 3.9422 1.1293 -2.205 2.647 0.366 -2.9923 1.7043 -1.696 0.612 0.457 1.0189 1.0902 -1.696 0.612 0.457 0.6233
`,
);

const EASTERN = coefficientTable(
  "a b c d e ua ub uc ud ue ma mb mc md me ia ib ic id ie sigma",
  `
PGA  4.5517 1.5433 -2.315 2.088 0.399 8.1259 0.9936 -2.315 2.088 0.399  2.7048  1.518 -2.004 0.944 0.447 6.3319 0.9614 -2.004 0.944 0.447 0.5428
PGV -0.8349 1.8193 -2.103 2.088 0.399 3.3051 1.1799 -2.103 2.088 0.399 -2.6381 1.8124 -1.825 0.944 0.447 1.6376 1.1546 -1.825 0.944 0.447 0.6233
`,
);

const STABLE = coefficientTable(
  "a b c d e ua ub uc ud ue ma mb mc md me ia ib ic id ie sigma",
  `
PGA 5.5591 1.1454 -2.079 2.802 0.295 8.5238 0.6854 -2.079 2.802 0.295  3.9445 1.0833 -1.723 1.295 0.331  6.187 0.7383 -1.723 1.295 0.331 0.5428
PGV 0.2139 1.4283 -1.889 2.802 0.295  3.772 0.8786 -1.889 2.802 0.295 -1.3547 1.3823 -1.559 1.295 0.331 1.5433 0.9361 -1.559 1.295 0.331 0.6233
`,
);

/** ln motion = level + slope ln(r + saturation) along one axis, for one magnitude. */
interface Axis {
  readonly level: number;
  readonly slope: number;
  readonly saturation: number;
}

function axis(a: number, b: number, c: number, d: number, e: number, mag: number): Axis {
  return { level: a + b * mag, slope: c, saturation: d * Math.exp(e * mag) };
}

/** Distance along the short axis with the ground motion found at `r` along the long one. */
function shortDistance(long: Axis, short: Axis, r: number): number {
  const ln = long.level + long.slope * Math.log(r + long.saturation);
  return Math.exp((ln - short.level) / short.slope) - short.saturation;
}

function ellipseRadius(a: number, b: number, sin2: number, cos2: number): number {
  return (a * b) / Math.sqrt(a * a * sin2 + b * b * cos2);
}

/**
 * Half the long axis of the isoseismal through a site: bisection from 200 km as the reference does it, because where it stops decides
 * the last digits.
 */
function longDistance(long: Axis, short: Axis, repi: number, sin2: number, cos2: number): number {
  const excess = (r: number) => ellipseRadius(r, shortDistance(long, short, r), sin2, cos2) - repi;
  let r = 200;
  let step = 100;
  let difference = excess(r);
  while (Math.abs(difference) > 1e-3) {
    r += difference > 0 ? -step : step;
    difference = excess(r);
    step /= 2;
    if (step < 1e-3) break;
  }
  return r;
}

/** Depth of the source, km. */
const DEPTH = 15;

function alongAxis(line: Axis, r: number): number {
  return line.level + line.slope * Math.log(Math.hypot(r, DEPTH) + line.saturation);
}

interface Options {
  readonly table: Table;
  readonly moment: boolean;
}

function surfaceWaveMagnitude(moment: number): number {
  return moment < 6.58 ? (moment - 0.59) / 0.86 : (moment + 2.42) / 1.28;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const shift = galShift(imt);
  return rowEvaluator(
    (ctx, i) => {
      const m = options.moment ? surfaceWaveMagnitude(ctx.mag[i]!) : ctx.mag[i]!;
      const large = m > 6.5;
      const long = large ? axis(c.ua, c.ub, c.uc, c.ud, c.ue, m) : axis(c.a, c.b, c.c, c.d, c.e, m);
      const short = large ? axis(c.ia, c.ib, c.ic, c.id, c.ie, m) : axis(c.ma, c.mb, c.mc, c.md, c.me, m);
      const sin2 = Math.sin(ctx.azimuth[i]! * RADIANS) ** 2;
      const cos2 = Math.cos(ctx.azimuth[i]! * RADIANS) ** 2;
      const ra = longDistance(long, short, ctx.repi[i]!, sin2, cos2);
      const lnLong = alongAxis(long, ra);
      const lnShort = alongAxis(short, shortDistance(long, short, ra));
      return ellipseRadius(lnLong, lnShort, sin2, cos2) + shift;
    },
    { total: c.sigma },
  );
}

const CONTINENTAL: Partial<ModelFacts> = { tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental };

export const yu2013: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    YuEtAl2013Ms: { options: { table: STRONG, moment: false } },
    YuEtAl2013MsTibet: { options: { table: TIBET, moment: false } },
    YuEtAl2013MsEastern: { options: { table: EASTERN, moment: false }, facts: CONTINENTAL },
    YuEtAl2013MsStable: { options: { table: STABLE, moment: false }, facts: CONTINENTAL },
    YuEtAl2013Mw: { options: { table: STRONG, moment: true } },
    YuEtAl2013MwTibet: { options: { table: TIBET, moment: true } },
    YuEtAl2013MwEastern: { options: { table: EASTERN, moment: true }, facts: CONTINENTAL },
    YuEtAl2013MwStable: { options: { table: STABLE, moment: true }, facts: CONTINENTAL },
  }),
};

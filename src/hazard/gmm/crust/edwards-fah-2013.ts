/**
 * Edwards & Faeh (2013), A stochastic ground-motion model for Switzerland, BSSA 103(1), 78-98, eqs. 20-23 with the coefficients of the Swiss
 * hazard model 2014: Alps and foreland, stress drops from 10 to 120 bars (3 bars for the foreland by adjusting 10 bars).
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g) and ln(cm/s) here; rrup in km; Swiss reference rock (vs30 1100 m/s). Single-station
 * standard deviations.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN10 } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { galShift, modelVariants, rowEvaluator } from "../row-evaluator.ts";
import alpineCsv from "./edwards-fah-2013-alpine.csv" with { type: "text" };
import deviationsCsv from "./edwards-fah-2013-deviations.csv" with { type: "text" };
import forelandCsv from "./edwards-fah-2013-foreland.csv" with { type: "text" };
import threeBarsCsv from "./edwards-fah-2013-three-bars.csv" with { type: "text" };
import { stationDeviation } from "./swiss-adjustment.ts";

const ALPINE_FACTS: ModelFacts = {
  name: "EdwardsFah2013Alpine10Bars",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1105,
};

const FORELAND_FACTS: ModelFacts = {
  ...ALPINE_FACTS,
  name: "EdwardsFah2013Foreland10Bars",
};

const MOTION_COLUMNS = "a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 a20 a21 a22 a23";
type Table = CoefficientTable<typeof MOTION_COLUMNS>;
type Row = ReturnType<Table["at"]>;

/** Standard deviations, the same for both regions and all stress drops. */
const DEVIATIONS = tableFromCsv("tau mean_phi_ss phi_11 phi_21 C2 Mc1 Mc2 Rc11 Rc21", deviationsCsv);

/** From 10 to 3 bars in the foreland. */
const THREE_BARS = tableFromCsv("c1 c2 c3 c4 c5 cmag35 cmag4 cmag41 cmag5 cmag51 cmag6", threeBarsCsv);

/** Stress drops with a table of their own (bars). */
const STRESS_DROPS = [10, 20, 30, 50, 60, 75, 90, 120];

/** The coefficients of the mean at one stress drop. */
function atStressDrop(csv: string, bars: number): Table {
  return tableFromCsv(MOTION_COLUMNS, csv, { where: { column: "stress_drop", is: String(bars) } });
}

/** log10 of the distance (km), which has a lower bound that decreases with magnitude. */
type Distance = (mag: number, rrup: number) => number;

const alpineDistance: Distance = (mag, rrup) =>
  Math.log10(Math.max(rrup, mag > 5 ? 0.55 : mag > 4.7 ? 14.55 - 2.8 * mag : 2.65 - 0.295 * mag));

const forelandDistance: Distance = (mag, rrup) =>
  Math.log10(Math.max(rrup, mag > 5 ? 0.55 : mag > 4.7 ? 11.92 - 2.067 * mag : 3.48 - 0.291 * mag));

/** Polynomial in magnitude, of which the coefficients are polynomials in distance `x`. */
function log10Motion(c: Row, m: number, x: number): number {
  const source = c.a1 + m * (c.a2 + m * (c.a3 + m * (c.a4 + m * (c.a5 + m * (c.a6 + m * c.a7)))));
  const cubic = (p: number, q: number, r: number, s: number) => p + m * (q + m * (r + m * s));
  return (
    source +
    x *
      (cubic(c.a8, c.a9, c.a10, c.a11) +
        x *
          (cubic(c.a12, c.a13, c.a14, c.a15) +
            x * (cubic(c.a16, c.a17, c.a18, c.a19) + x * cubic(c.a20, c.a21, c.a22, c.a23))))
  );
}

/** From 10 bars to 3 bars in the foreland (log10). */
function threeBars(imt: IntensityMeasure): (mag: number, x: number) => number {
  const t = THREE_BARS.at(imt);
  return (mag, x) => {
    const [constant, slope] = mag <= 4 ? [t.cmag35, t.cmag4] : mag <= 5 ? [t.cmag41, t.cmag5] : [t.cmag51, t.cmag6];
    return constant + slope * mag - (t.c1 + x * (t.c2 + x * (t.c3 + x * (t.c4 + x * t.c5))));
  };
}

interface Options {
  readonly table: Table;
  readonly distance: Distance;
  readonly threeBars?: boolean;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const deviations = DEVIATIONS.at(imt);
  const shift = galShift(imt);
  const adjust = options.threeBars ? threeBars(imt) : () => 0;
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const x = options.distance(m, ctx.rrup[i]!);
      return LN10 * (log10Motion(c, m, x) + adjust(m, x)) + shift;
    },
    {
      tau: () => deviations.tau,
      phi: (ctx, i) => 0.5 * (stationDeviation(deviations, ctx.mag[i]!, ctx.rrup[i]!) + deviations.mean_phi_ss),
    },
  );
}

function variants(prefix: string, csv: string, distance: Distance) {
  return Object.fromEntries(
    STRESS_DROPS.map((bars) => [`${prefix}${bars}Bars`, { options: { table: atStressDrop(csv, bars), distance } }]),
  );
}

export const edwardsFah2013: ModelFamily = {
  models: {
    ...modelVariants(ALPINE_FACTS, evaluator, variants("EdwardsFah2013Alpine", alpineCsv, alpineDistance)),
    ...modelVariants<Options>(FORELAND_FACTS, evaluator, {
      ...variants("EdwardsFah2013Foreland", forelandCsv, forelandDistance),
      EdwardsFah2013Foreland3Bars: {
        options: { table: atStressDrop(forelandCsv, 10), distance: forelandDistance, threeBars: true },
      },
    }),
  },
};

/**
 * Bayless & Somerville (2024), An updated ground motion model for Australia developed using broadband ground motion simulations, Australian
 * Earthquake Engineering Society conference, eqs. 1-12: cratonic and non-cratonic.
 *
 * ln(g); rrup, rx, ztor, width in km, z1pt0 in km (negative: the median of vs30), angles in degrees. `hwflag` 0 leaves the hanging wall out.
 */

import { type IntensityMeasure, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, readArguments } from "../model-arguments.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { californiaZ1 } from "../site/basin-depth.ts";
import coefficientsCsv from "./bayless-somerville-2024.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "BaylessSomerville2024Cratonic",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "z1pt0"],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

const COLUMNS = "a1 a17 M1 c4 a2 a3 a4 a5 a6 a7 a8 d1 d2 d3 d4 a13 c_site vc b4 b5 b6 b7 PhiA PhiB";

const CRATONIC = tableFromCsv(COLUMNS, coefficientsCsv, { headings: { a1: "a1_cratonic", a17: "a17_cratonic" } });

const NON_CRATONIC = tableFromCsv(COLUMNS, coefficientsCsv, {
  headings: { a1: "a1_non_cratonic", a17: "a17_non_cratonic" },
});

type Row = ReturnType<typeof CRATONIC.at>;

const M2 = 5;

function magnitudeTerm(c: Row, mag: number): number {
  const m = Math.max(mag, M2);
  const below = Math.min(mag - M2, 0);
  const slope = mag >= c.M1 ? c.a5 : c.a4;
  return c.a1 + slope * (m - c.M1) + c.a8 * (8.5 - m) ** 2 + c.a6 * below + c.a7 * below * below;
}

function pathTerm(c: Row, mag: number, rrup: number): number {
  const saturation = c.c4 - (c.c4 - 2) * Math.min(Math.max(5 - mag, 0), 1);
  const slope = c.a2 + c.a3 * (Math.max(mag, M2) - c.M1);
  return slope * Math.log(Math.hypot(rrup, saturation)) + c.a17 * rrup;
}

function depthTerm(c: Row, top: number): number {
  const z = Math.min(top - 10, 5);
  return c.d4 + z * (c.d3 + z * (c.d2 + z * c.d1));
}

function lnRock(c: Row): RowFunction {
  return (ctx, i) =>
    magnitudeTerm(c, ctx.mag[i]!) + pathTerm(c, ctx.mag[i]!, ctx.rrup[i]!) + depthTerm(c, ctx.ztor[i]!);
}

function siteTerm(c: Row, vs30: number, pgaRock: number): number {
  const slope = c.b4 * (Math.exp(c.b5 * (Math.min(vs30, 760) - 360)) - Math.exp(c.b5 * 400));
  return c.c_site * Math.log(Math.min(vs30, c.vc) / 760) + slope * Math.log((pgaRock + 0.1) / 0.1);
}

/** Basin term of long periods, bounded by b7. */
function basinTerm(c: Row, vs30: number, z1: number): number {
  const median = californiaZ1(vs30) / 1000;
  const difference = z1 < 0 ? 0 : z1 - median;
  const bound = Math.abs(c.b6) > 1e-9 ? c.b7 / c.b6 : 1e9;
  return difference <= bound ? c.b6 * difference : c.b7;
}

function hangingWall(c: Row): RowFunction {
  return (ctx, i) => {
    const x = ctx.rx[i]!;
    const m = ctx.mag[i]!;
    const top = ctx.ztor[i]!;
    const dip = ctx.dip[i]!;
    if (x < 0 || m <= 5.5 || top >= 10) return 0;
    const taperDip = dip <= 30 ? 60 / 45 : (90 - dip) / 45;
    const dm = m - 6.5;
    const taperMagnitude = 1 + 0.2 * dm - (dm < 0 ? 0.8 * dm * dm : 0);
    const edge = ctx.width[i]! * Math.cos(dip * RADIANS);
    const ratio = x / edge;
    if (x > 3 * edge) return 0;
    const taperAcross = x < edge ? 0.25 + 1.5 * ratio - 0.75 * ratio * ratio : 1 - (x - edge) / (2 * edge);
    return c.a13 * taperDip * taperMagnitude * taperAcross * (1 - (top * top) / 100);
  };
}

/** Piecewise linear between magnitudes 4.5, 5, 5.5 and 6.5. */
function tau(mag: number): number {
  if (mag <= 4.5) return 0.4518;
  if (mag <= 5) return 0.4518 + (0.427 - 0.4518) * (mag - 4.5) * 2;
  if (mag <= 5.5) return 0.427 + (0.3863 - 0.427) * (mag - 5) * 2;
  return mag <= 6.5 ? 0.3863 + (0.3508 - 0.3863) * (mag - 5.5) : 0.3508;
}

function evaluator(imt: IntensityMeasure, table: typeof CRATONIC, withHangingWall: boolean): GroundMotionEvaluator {
  const c = table.at(imt);
  const rock = lnRock(c);
  const pga = lnRock(table.at(spectralAcceleration(0.01)));
  const hanging = withHangingWall ? hangingWall(c) : () => 0;
  const basin = imt.period < 0.65 ? () => 0 : basinTerm;
  return rowEvaluator(
    (ctx, i) => {
      const v = ctx.vs30[i]!;
      const site = siteTerm(c, v, Math.exp(pga(ctx, i)));
      return rock(ctx, i) + site + basin(c, v, ctx.z1pt0[i]!) + hanging(ctx, i);
    },
    {
      tau: (ctx, i) => tau(ctx.mag[i]!),
      phi: (ctx, i) => c.PhiA + (c.PhiB - c.PhiA) * Math.min(Math.max((ctx.mag[i]! - 5) / 1.5, 0), 1),
    },
  );
}

function variant(name: string, table: typeof CRATONIC): ModelFactory {
  return (args) => {
    const { hwflag } = readArguments(name, args, { hwflag: flagArgument(true) });
    return makeModel({ ...FACTS, name }, (imt) => evaluator(imt, table, hwflag));
  };
}

export const baylessSomerville2024: ModelFamily = {
  models: {
    BaylessSomerville2024Cratonic: variant("BaylessSomerville2024Cratonic", CRATONIC),
    BaylessSomerville2024NonCratonic: variant("BaylessSomerville2024NonCratonic", NON_CRATONIC),
  },
};

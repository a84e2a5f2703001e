/**
 * Si & Midorikawa (1999), Attenuation relations for peak ground acceleration and velocity considering effects of fault type and site
 * condition, Proc. 12WCEE, as the technical reports of the National Research Institute for Earth Science and Disaster Prevention (2009) use
 * it: corrections for anomalous intensities in the north-east (distance to the trench) and the south-west (distance to the volcanic front).
 *
 * log10(cm/s2) and log10(cm/s) in the papers, ln(g) and ln(cm/s) here; rrup, rhypo, depth in km. Only for vs30 of 400 (ground surface), 600 (engineering
 * bedrock) and 800 m/s. Total standard deviation only.
 */
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { LN_GAL_IN_G, LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { distanceToLine, SOUTH_WEST_FRONT, TRENCH } from "./japan-arc-lines.ts";

const CRUST_FACTS: ModelFacts = {
  name: "SiMidorikawa1999Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Greater of two horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV"],
};

const INTERFACE_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "SiMidorikawa1999SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
};

const SLAB_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "SiMidorikawa1999SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const LARGEST = 8.3;

/** Coefficients of the two measures; `typeTerm` is the d of the paper. */
interface Row {
  readonly magnitude: number;
  readonly depth: number;
  readonly constant: number;
  readonly saturation: number;
  readonly anelastic: number;
}

const VELOCITY: Row = { magnitude: 0.58, depth: 0.0038, constant: -1.29, saturation: 0.0028, anelastic: 0.002 };
const ACCELERATION: Row = { magnitude: 0.5, depth: 0.0043, constant: 0.61, saturation: 0.0055, anelastic: 0.003 };

function log10Motion(c: Row, typeTerm: number): RowFunction {
  return (ctx, i) => {
    const m = Math.min(ctx.mag[i]!, LARGEST);
    const r = ctx.rrup[i]!;
    return (
      c.magnitude * m +
      c.depth * ctx.hypo_depth[i]! +
      typeTerm +
      c.constant -
      Math.log10(r + c.saturation * 10 ** (0.5 * m)) -
      c.anelastic * r
    );
  };
}

/** log10 of the peak velocity (cm/s) of subduction earthquakes, `typeTerm` -0.02 (interface) or 0.12 (slab). */
export function siMidorikawaVelocity(typeTerm: number): RowFunction {
  return log10Motion(VELOCITY, typeTerm);
}

/**
 * Standard deviation (log10) of crustal earthquakes by rrup.
 * @example siMidorikawaCrustDeviation(50) = 0.2
 */
export function siMidorikawaCrustDeviation(rrup: number): number {
  if (rrup <= 20) return 0.23;
  return rrup <= 30 ? 0.23 - (0.03 * Math.log10(rrup / 20)) / Math.log10(30 / 20) : 0.2;
}

/**
 * Standard deviation (log10) of subduction earthquakes by the median peak velocity (cm/s).
 * @example siMidorikawaSubductionDeviation(10) = 0.2
 */
export function siMidorikawaSubductionDeviation(velocity: number): number {
  if (velocity <= 25) return 0.2;
  return velocity <= 50 ? 0.2 - (0.05 * (velocity - 25)) / 25 : 0.15;
}

function siteTerm(vs30: number): number {
  for (const [known, term] of [
    [600, 0],
    [400, Math.log(1.41)],
    [800, -Math.log(1.25)],
  ] as const)
    if (Math.abs(vs30 - known) < 1e-10) return term;
  throw new InputError(`Si & Midorikawa (1999) is not defined for vs30 ${vs30}`, {
    parameter: "vs30",
    allowed: "400, 600, 800",
  });
}

/** Log10 of the correction for the north-east: stronger at great distance, and for deep events near the trench. */
function trenchTerm(isVelocity: boolean): RowFunction {
  const [level, power, slope, constant] = isVelocity
    ? [-0.012, 2.064, -4.021e-5, 9.905e-3]
    : [0.13, 3.2, -8.1e-5, 2e-2];
  return (ctx, i) => {
    const far = Math.max(0, level + power * Math.log10(ctx.rhypo[i]! / 300));
    const depth = ctx.hypo_depth[i]! - 30;
    if (depth <= 0) return far;
    return far + (slope * Math.abs(distanceToLine(TRENCH, ctx.lon[i]!, ctx.lat[i]!)) + constant) * depth;
  };
}

/** Log10 of the correction for the south-west. */
function frontTerm(isVelocity: boolean): RowFunction {
  const [slope, far] = isVelocity ? [4.28e-5, 3.21e-3] : [7.06e-5, 5.3e-3];
  return (ctx, i) => {
    const x = distanceToLine(SOUTH_WEST_FRONT, ctx.lon[i]!, ctx.lat[i]!);
    return (x <= 75 ? slope * x : far) * (ctx.hypo_depth[i]! - 30);
  };
}

interface Options {
  readonly type: "crust" | "interface" | "slab";
  readonly correction?: "north-east" | "south-west";
}

function typeTerm(type: Options["type"], isVelocity: boolean): number {
  if (type === "crust") return 0;
  if (type === "interface") return isVelocity ? -0.02 : 0.01;
  return isVelocity ? 0.12 : 0.22;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const isVelocity = imt.kind === "PGV";
  const unit = isVelocity ? 0 : LN_GAL_IN_G;
  const median = log10Motion(isVelocity ? VELOCITY : ACCELERATION, typeTerm(options.type, isVelocity));
  const correction =
    options.correction === "north-east"
      ? trenchTerm(isVelocity)
      : options.correction === "south-west"
        ? frontTerm(isVelocity)
        : () => 0;
  return rowEvaluator((ctx, i) => LN10 * (median(ctx, i) + correction(ctx, i)) + unit + siteTerm(ctx.vs30[i]!), {
    // The reference compares accelerations (g) with the bounds of velocities too, so their standard deviation is always the first.
    total: (ctx, i) =>
      LN10 *
      (options.type === "crust"
        ? siMidorikawaCrustDeviation(ctx.rrup[i]!)
        : siMidorikawaSubductionDeviation(Math.exp(LN10 * median(ctx, i) + unit))),
  });
}

const NORTH_EAST: Partial<ModelFacts> = { distanceColumns: ["rhypo", "rrup"], siteColumns: ["lat", "lon", "vs30"] };
const SOUTH_WEST: Partial<ModelFacts> = { siteColumns: ["lat", "lon", "vs30"] };

export const siMidorikawa1999: ModelFamily = {
  models: {
    ...modelVariants(CRUST_FACTS, evaluator, { SiMidorikawa1999Asc: { options: { type: "crust" } } }),
    ...modelVariants<Options>(INTERFACE_FACTS, evaluator, {
      SiMidorikawa1999SInter: { options: { type: "interface" } },
      SiMidorikawa1999SInterNorthEastCorrection: {
        options: { type: "interface", correction: "north-east" },
        facts: NORTH_EAST,
      },
      SiMidorikawa1999SInterSouthWestCorrection: {
        options: { type: "interface", correction: "south-west" },
        facts: SOUTH_WEST,
      },
    }),
    ...modelVariants<Options>(SLAB_FACTS, evaluator, {
      SiMidorikawa1999SSlab: { options: { type: "slab" } },
      SiMidorikawa1999SSlabNorthEastCorrection: {
        options: { type: "slab", correction: "north-east" },
        facts: NORTH_EAST,
      },
      SiMidorikawa1999SSlabSouthWestCorrection: {
        options: { type: "slab", correction: "south-west" },
        facts: SOUTH_WEST,
      },
    }),
  },
};

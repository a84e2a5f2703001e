/**
 * Design spectra on soil from the ground motion that another model gives on rock: PGA and SA(1.0) there anchor the spectrum of the revised Eurocode 8
 * (CEN 2018, second draft), and factors of the site class amplify its short and its long periods. The standard deviations stay those of the
 * model on rock.
 *
 * Factors: Pitilakis et al. (2018), Soil Dynamics and Earthquake Engineering, and (2020), 17WCEE paper C002895, by their site classes
 * (`ec8_p18`); Eurocode 8 table 3.4 by vs30 (m/s) and the depth of rock of 800 m/s (`h800`, m), or its defaults by class (`ec8`).
 */
import { InputError } from "../../../input-error.ts";
import type { ContextBlock, SiteColumn, TextColumn } from "../../context-block.ts";
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { GRAVITY, makeModel } from "../make-model.ts";
import {
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFactory,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { unionColumns } from "../union-columns.ts";
import { atRock, innerModel } from "./site-term-models.ts";

/** Plateau over the acceleration at period 0. */
const PLATEAU = 2.5;
/** Corner of the constant velocity over that of the plateau. */
const KAPPA = 5;
/** Up to this period (s) the spectrum is the acceleration at period 0. */
const SHORTEST = 0.03;
const ROCK_VS30 = 800;

/** Factors of a site, filled by `Amplification`. */
interface Factors {
  short: number;
  long: number;
}

/** Fills the factors of row `i`; `plateau` and `oneSecond`: spectral accelerations on rock, g. */
type Amplification = (ctx: ContextBlock, i: number, plateau: number, oneSecond: number, out: Factors) => void;

/** Factors at plateaus of 0, 0.25 ... 1.25 g on rock. */
interface ClassFactors {
  readonly [siteClass: string]: { readonly short: readonly number[]; readonly long: readonly number[] };
}

const LEVEL_STEP = 0.25;
const NO_AMPLIFICATION = { short: [1, 1, 1, 1, 1, 1], long: [1, 1, 1, 1, 1, 1] };

const PITILAKIS_2018: ClassFactors = {
  A: NO_AMPLIFICATION,
  B1: { short: [1.3, 1.3, 1.2, 1.2, 1.2, 1.2], long: [1.4, 1.4, 1.4, 1.4, 1.3, 1.3] },
  B2: { short: [1.4, 1.3, 1.3, 1.2, 1.1, 1.1], long: [1.6, 1.5, 1.5, 1.5, 1.4, 1.3] },
  C1: { short: [1.7, 1.6, 1.4, 1.3, 1.3, 1.2], long: [1.7, 1.6, 1.5, 1.5, 1.4, 1.3] },
  C2: { short: [1.6, 1.5, 1.3, 1.2, 1.1, 1], long: [2.1, 2, 1.9, 1.8, 1.8, 1.7] },
  C3: { short: [1.8, 1.6, 1.4, 1.2, 1.1, 1], long: [3.2, 3, 2.7, 2.5, 2.4, 2.3] },
  D: { short: [2.2, 1.9, 1.6, 1.4, 1.2, 1], long: [4.1, 3.8, 3.3, 3, 2.8, 2.7] },
  E: { short: [1.7, 1.6, 1.6, 1.5, 1.5, 1.5], long: [1.3, 1.3, 1.2, 1.2, 1.2, 1.2] },
};

const PITILAKIS_2020: ClassFactors = {
  A: NO_AMPLIFICATION,
  B1: { short: [1.3, 1.3, 1.3, 1.2, 1.2, 1.2], long: [1.1, 1.1, 1.1, 1.1, 1.1, 1.1] },
  B2: { short: [1.3, 1.3, 1.2, 1.2, 1.2, 1.1], long: [1.4, 1.4, 1.3, 1.3, 1.3, 1.3] },
  C1: { short: [1.7, 1.7, 1.6, 1.5, 1.5, 1.4], long: [1.5, 1.5, 1.4, 1.4, 1.4, 1.4] },
  C2: { short: [1.6, 1.5, 1.3, 1.2, 1.1, 1], long: [2.3, 2.2, 2, 1.9, 1.9, 1.8] },
  C3: { short: [1.7, 1.6, 1.4, 1.2, 1.2, 1.1], long: [2.4, 2.3, 2.1, 2, 2, 1.9] },
  D: { short: [1.8, 1.7, 1.5, 1.4, 1.3, 1.2], long: [4, 3.5, 3, 2.7, 2.4, 2.3] },
  E: { short: [1.7, 1.6, 1.6, 1.5, 1.5, 1.4], long: [1.2, 1.1, 1.1, 1.1, 1.1, 1.1] },
};

/** Defaults of Eurocode 8 table 3.4. */
const EUROCODE_DEFAULTS: { readonly [siteClass: string]: Readonly<Factors> } = {
  A: { short: 1, long: 1 },
  B: { short: 1.2, long: 1.6 },
  C: { short: 1.35, long: 2.25 },
  D: { short: 1.5, long: 3.2 },
  E: { short: 1.7, long: 3 },
  F: { short: 1.35, long: 4 },
};

function ofClass<T>(table: { readonly [siteClass: string]: T }, column: TextColumn, siteClass: string): T {
  const found = table[siteClass];
  if (found === undefined)
    throw new InputError(`"${siteClass}" is not a site class of ${column}`, {
      parameter: column,
      allowed: Object.keys(table).join(", "),
    });
  return found;
}

/**
 * Both factors by the plateau on rock: linear between levels from 0.25 g on. Below it the reference keeps those of the first level, which
 * makes a step at 0.25 g.
 */
function byLevel(table: ClassFactors): Amplification {
  return (ctx, i, plateau, _oneSecond, out) => {
    const { short, long } = ofClass(table, "ec8_p18", ctx.ec8_p18[i] ?? "");
    const last = short.length - 1;
    const level = plateau / LEVEL_STEP;
    const k = level < 1 ? 0 : Math.min(Math.floor(level), last);
    const part = k === 0 || k === last ? 0 : level - k;
    const next = Math.min(k + 1, last);
    out.short = short[k]! + part * (short[next]! - short[k]!);
    out.long = long[k]! + part * (long[next]! - long[k]!);
  };
}

/** Eurocode 8 table 3.4: the class by vs30 and h800, the factors by vs30 and the strength of the ground motion on rock. */
const byVelocity: Amplification = (ctx, i, plateau, oneSecond, out) => {
  const vs30 = ctx.vs30[i]!;
  const h800 = ctx.h800[i]!;
  out.short = 1;
  out.long = 1;
  if (vs30 >= 250 && h800 <= 5) return;
  const softening = (2000 * GRAVITY) / vs30 ** 2;
  const ln = Math.log(vs30 / 800);
  let short = -0.25 * (1 - softening * plateau) * ln;
  let long = -0.7 * (1 - softening * oneSecond) * ln;
  const stiff = vs30 >= 400;
  const shallow = !stiff && h800 <= 30;
  if (shallow) {
    short *= (h800 / 30) * (4 - h800 / 10);
    long *= h800 / 30;
  }
  const deep = !stiff && h800 > 100;
  out.short = (deep ? 0.9 : 1) * Math.exp(short);
  out.long = (deep ? 1.25 : 1) * Math.exp(long);
};

const byDefault: Amplification = (ctx, i, _plateau, _oneSecond, out) => {
  const factors = ofClass(EUROCODE_DEFAULTS, "ec8", ctx.ec8[i] ?? "");
  out.short = factors.short;
  out.long = factors.long;
};

/**
 * Spectral acceleration (g) at `period` of the spectrum with a plateau and an acceleration at one second. `oneSecondRock` decides where
 * the displacement becomes constant.
 */
function designSpectrum(period: number, plateau: number, oneSecond: number, oneSecondRock: number): number {
  if (period <= SHORTEST) return plateau / PLATEAU;
  const constantDisplacement = oneSecondRock > 0.1 ? 1 + 10 * oneSecondRock : 2;
  if (period > constantDisplacement) return (constantDisplacement * oneSecond) / period ** 2;
  const constantVelocity = oneSecond / plateau;
  if (period > constantVelocity) return oneSecond / period;
  const start = Math.min(Math.max(constantVelocity / KAPPA, 0.05), 0.1);
  if (period > start) return plateau;
  return (plateau / (start - SHORTEST)) * (period - SHORTEST + (start - period) / PLATEAU);
}

function evaluator(
  inner: GroundMotionModel,
  imt: IntensityMeasure,
  rockVs30: number,
  amplify: Amplification,
): GroundMotionEvaluator {
  const own = atRock(inner.forMeasure(imt), rockVs30);
  const rockPga = atRock(inner.forMeasure(PGA), rockVs30);
  const rockOneSecond = atRock(inner.forMeasure(spectralAcceleration(1)), rockVs30);
  let pga = makeGroundMotionBlock(0);
  let oneSecond = makeGroundMotionBlock(0);
  const factors: Factors = { short: 1, long: 1 };
  return (ctx, out) => {
    if (pga.mean.length < ctx.length) {
      pga = makeGroundMotionBlock(ctx.capacity);
      oneSecond = makeGroundMotionBlock(ctx.capacity);
    }
    rockPga(ctx, pga);
    rockOneSecond(ctx, oneSecond);
    own(ctx, out);
    for (let i = 0; i < ctx.length; i++) {
      const plateau = PLATEAU * Math.exp(pga.mean[i]!);
      const second = Math.exp(oneSecond.mean[i]!);
      amplify(ctx, i, plateau, second, factors);
      out.mean[i] = Math.log(designSpectrum(imt.period, factors.short * plateau, factors.long * second, second));
    }
  };
}

/** Measures without a period take the acceleration at period 0, PGV too, as in the reference. */
const MEASURES = ["PGA", "PGV", "SA"];

function amplified(name: string, columns: readonly (SiteColumn | TextColumn)[], amplify: Amplification): ModelFactory {
  return (args, environment) => {
    const { reference_velocity, ...rest } = args;
    const own: ModelArguments = reference_velocity === undefined ? {} : { reference_velocity };
    const given = readArguments(name, own, { reference_velocity: numberArgument(ROCK_VS30) }).reference_velocity;
    const rockVs30 = given === 0 ? ROCK_VS30 : given;
    const inner = innerModel(name, rest, environment);
    return makeModel(
      {
        name,
        tectonicRegionType: "",
        component: "Horizontal",
        standardDeviations: inner.standardDeviations,
        ...unionColumns([{ ruptureColumns: ["mag"], siteColumns: columns }, inner]),
        measures: MEASURES.filter((kind) => kind !== "PGV" || inner.measures.includes(kind)),
        referenceVelocity: ROCK_VS30,
      },
      (imt) => evaluator(inner, imt, rockVs30, amplify),
    );
  };
}

export const eurocode8Amplification: ModelFamily = {
  models: {
    PitilakisEtAl2018: amplified("PitilakisEtAl2018", ["vs30", "ec8_p18"], byLevel(PITILAKIS_2018)),
    PitilakisEtAl2020: amplified("PitilakisEtAl2020", ["vs30", "ec8_p18"], byLevel(PITILAKIS_2020)),
    Eurocode8Amplification: amplified("Eurocode8Amplification", ["vs30", "h800"], byVelocity),
    Eurocode8AmplificationDefault: amplified("Eurocode8AmplificationDefault", ["ec8"], byDefault),
  },
};

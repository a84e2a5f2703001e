/**
 * Gülerce & Abrahamson (2011), Site-specific design spectra for vertical ground motion, Earthquake Spectra 27(4), 1023-1047, eqs. 1-9: the ratio
 * of vertical to horizontal motion. The site response follows the median PGA on rock of 1100 m/s of the horizontal model that
 * `gmpe_name` names.
 *
 * ln of the ratio; rrup in km, vs30 in m/s. PGA, PGV, 0.01 to 10 s.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isNormal60, isReverse30 } from "../mechanism.ts";
import {
  type FactoryEnvironment,
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { readArguments, textArgument } from "../model-arguments.ts";
import { unionColumns } from "../union-columns.ts";
import { atRock, innerModel } from "./site-term-models.ts";

const NAME = "GulerceAbrahamson2011";
const ROCK_VS30 = 1100;

const COEFFICIENTS = coefficientTable(
  "VLIN b a1 a2 a6 a7 a8 a10 s1 s2 s3 s4",
  `
PGA    865.1 -1.186   0.14  -0.16 -0.105     0  0.003  -1.23 0.422 0.333 0.213 0.161
PGV      400 -1.955   -1.2   0.09   0.05  0.15  0.022 -1.847 0.373 0.369 0.234  0.17
0.01   865.1 -1.186   0.14  -0.16 -0.105     0  0.003  -1.23  0.45  0.33  0.23  0.15
0.02   865.1 -1.219   0.14  -0.16 -0.105     0  0.003 -1.268  0.45  0.33  0.23  0.15
0.029  898.6 -1.269  0.335 -0.185  -0.14     0  0.003 -1.366  0.45  0.33  0.23  0.15
0.04   994.5 -1.308  0.562 -0.238  -0.16     0  0.003 -1.457  0.45 0.341  0.23  0.15
0.05  1053.5 -1.346   0.72 -0.275 -0.136     0 -0.001 -1.533  0.45 0.351  0.23  0.15
0.075 1085.7 -1.471  0.552  -0.24 -0.019     0 -0.007 -1.706  0.45  0.37  0.23  0.15
0.1   1032.5 -1.624  0.214 -0.169      0 0.017  -0.01 -1.831  0.45 0.384  0.23  0.15
0.15   877.6 -1.931 -0.262 -0.069      0  0.04 -0.008 -2.114  0.45 0.403  0.23  0.15
0.2    748.2 -2.188   -0.6  0.002      0 0.057 -0.003 -2.362  0.45 0.416  0.23  0.15
0.26     639 -2.412 -0.769  0.023      0 0.072  0.001 -2.527  0.45 0.429  0.23  0.15
0.3    587.1 -2.518 -0.861  0.034      0  0.08  0.006 -2.598  0.45 0.436  0.23  0.15
0.4      503 -2.657 -1.045  0.057      0 0.097  0.015 -2.685  0.45 0.449  0.23  0.15
0.5    456.6 -2.669 -1.189  0.075      0  0.11  0.022 -2.657  0.45  0.46  0.23  0.15
0.75   410.5 -2.401  -1.25   0.09      0 0.133  0.022 -2.265  0.45 0.479 0.237  0.15
1        400 -1.955 -1.209   0.09      0  0.15  0.022 -1.685  0.45 0.492 0.266  0.15
1.5      400 -1.025 -1.152   0.09  0.029  0.15  0.022  -0.57  0.45 0.511 0.307  0.15
2        400 -0.299 -1.111   0.09   0.05  0.15  0.022   0.25 0.532  0.52 0.337  0.15
3        400      0 -1.054   0.09  0.079  0.15  0.022   0.46 0.648  0.52 0.378 0.213
4        400      0 -1.014   0.09    0.1  0.15  0.022   0.46   0.7  0.52 0.407 0.258
5        400      0     -1   0.09    0.1  0.15  0.022   0.46   0.7  0.52  0.43 0.292
7.5      400      0     -1   0.09    0.1  0.15  0.022   0.46   0.7  0.52 0.471 0.355
10       400      0     -1   0.09    0.1  0.15  0.022   0.46   0.7  0.52   0.5   0.4
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

/** Table 2. */
const C1 = 6.75;
const C4 = 10;
const A3 = 0.0147;
const A4 = 0.0334;
const A5 = -0.034;
const N = 1.18;
const C = 1.88;

/** Eq. 5: above this vs30 (m/s) the site does not matter. */
function stiffest(imt: IntensityMeasure): number {
  if (imt.kind === "PGV") return 862;
  const t = imt.period;
  if (t <= 0.5) return 1500;
  if (t <= 1) return Math.exp(8 - 0.795 * Math.log(t / 0.21));
  return t < 2 ? Math.exp(6.76 - 0.297 * Math.log(t)) : 700;
}

/** Eq. 1. */
function base(c: Row, mag: number, rrup: number): number {
  const dm = mag - C1;
  return c.a1 + c.a8 * (8.5 - mag) ** 2 + (dm > 0 ? A5 : A4) * dm + (c.a2 + A3 * dm) * Math.log(Math.hypot(rrup, C4));
}

/** Eq. 6: reverse and normal mechanisms. */
function mechanism(c: Row, rake: number): number {
  if (isReverse30(rake)) return c.a6;
  return isNormal60(rake) ? c.a7 : 0;
}

/** Eq. 3. */
function site(c: Row, vs30: number, rockPga: number): number {
  const ratio = vs30 / c.VLIN;
  const ln = Math.log(ratio);
  if (ratio >= 1) return (c.a10 - c.b * N) * ln;
  return c.a10 * ln + c.b * Math.log((rockPga + C) / (rockPga + C * ratio ** N));
}

function evaluator(inner: GroundMotionModel, imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const highest = stiffest(imt);
  const horizontal = atRock(inner.forMeasure(PGA), ROCK_VS30);
  let rock = makeGroundMotionBlock(0);
  return (ctx, out) => {
    if (rock.mean.length < ctx.length) rock = makeGroundMotionBlock(ctx.capacity);
    horizontal(ctx, rock);
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      const vs30 = Math.min(ctx.vs30[i]!, highest);
      out.mean[i] = base(c, mag, ctx.rrup[i]!) + mechanism(c, ctx.rake[i]!) + site(c, vs30, Math.exp(rock.mean[i]!));
      const part = 0.5 * (Math.min(Math.max(mag, 5), 7) - 5);
      const phi = c.s1 + (c.s2 - c.s1) * part;
      const tau = c.s3 + (c.s4 - c.s3) * part;
      out.phi[i] = phi;
      out.tau[i] = tau;
      out.sigma[i] = Math.hypot(tau, phi);
    }
  };
}

function build(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const { gmpe_name } = readArguments(NAME, args, { gmpe_name: textArgument("") });
  const inner = innerModel(NAME, gmpe_name === "" ? {} : { gmpe_name }, environment);
  if (inner.component === "Vertical" || !inner.measures.includes("PGA"))
    throw new InputError(`${NAME}: ${inner.name} gives no horizontal PGA`, {
      parameter: "gmpe_name",
      allowed: "a model of horizontal motion that gives PGA",
    });
  return makeModel(
    {
      name: NAME,
      tectonicRegionType: inner.tectonicRegionType,
      component: inner.component,
      standardDeviations: ALL_STANDARD_DEVIATIONS,
      ...unionColumns([{ ruptureColumns: ["mag", "rake"], distanceColumns: ["rrup"], siteColumns: ["vs30"] }, inner]),
      measures: ["PGA", "PGV", "SA"],
    },
    (imt) => evaluator(inner, imt),
  );
}

export const gulerceAbrahamson2011: ModelFamily = { models: { [NAME]: build } };

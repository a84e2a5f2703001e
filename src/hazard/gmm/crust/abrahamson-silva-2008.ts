/**
 * Abrahamson & Silva (2008), Summary of the Abrahamson & Silva NGA ground-motion relations, Earthquake Spectra 24(1), 67-97, eqs.
 * 1-28. The aftershock term and the constant-displacement model of long periods are not used.
 *
 * ln(g) or ln(cm/s); distances, ztor and width in km, z1pt0 in m (-999: the median of vs30), angles in degrees. Magnitude 5 to 8.5, rrup up to
 * 200 km.
 */
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal60, isReverse30, RADIANS } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { BC_HYDRO_WITH_0_04_S, bcHydroModel } from "./bc-hydro.ts";

const FACTS: ModelFacts = {
  name: "AbrahamsonSilva2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "width", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1193/1.2924360",
  validity: { magnitude: [5, 8.5], distance: 200 },
};

const COEFFICIENTS = coefficientTable(
  "VLIN b a1 a2 a8 a10 a12 a13 a14 a15 a16 a18 s1est s2est s1mea s2mea s3 s4 rho",
  `
PGA    865.1 -1.186  0.804 -0.9679 -0.0372  0.9445      0 -0.06   1.08   -0.35     0.9 -0.0067  0.59  0.47 0.576 0.453  0.47   0.3     1
0.01   865.1 -1.186  0.811 -0.9679 -0.0372  0.9445      0 -0.06   1.08   -0.35     0.9 -0.0067  0.59  0.47 0.576 0.453  0.42   0.3     1
0.02   865.1 -1.219  0.855 -0.9774 -0.0372  0.9834      0 -0.06   1.08   -0.35     0.9 -0.0067  0.59  0.47 0.576 0.453  0.42   0.3     1
0.03   907.8 -1.273  0.962 -1.0024 -0.0372  1.0471      0 -0.06 1.1331   -0.35     0.9 -0.0067 0.605 0.478 0.591 0.461 0.462 0.305 0.991
0.04   994.5 -1.308  1.037 -1.0289 -0.0315  1.0884      0 -0.06 1.1708   -0.35     0.9 -0.0067 0.615 0.483 0.602 0.466 0.492 0.309 0.982
0.05  1053.5 -1.346  1.133 -1.0508 -0.0271  1.1333      0 -0.06    1.2   -0.35     0.9 -0.0076 0.623 0.488  0.61 0.471 0.515 0.312 0.973
0.075 1085.7 -1.471  1.375  -1.081 -0.0191  1.2808      0 -0.06    1.2   -0.35     0.9 -0.0093  0.63 0.495 0.617 0.479  0.55 0.317 0.952
0.1   1032.5 -1.624  1.563 -1.0833 -0.0166  1.4613      0 -0.06    1.2   -0.35     0.9 -0.0093  0.63 0.501 0.617 0.485  0.55 0.321 0.929
0.15   877.6 -1.931  1.716 -1.0357 -0.0254  1.8071 0.0181 -0.06 1.1683   -0.35     0.9 -0.0093  0.63 0.509 0.616 0.491  0.55 0.326 0.896
0.2    748.2 -2.188  1.687   -0.97 -0.0396  2.0773 0.0309 -0.06 1.1274   -0.35     0.9 -0.0083  0.63 0.514 0.614 0.495  0.52 0.329 0.874
0.25   654.3 -2.381  1.646 -0.9202 -0.0539  2.2794 0.0409 -0.06 1.0956   -0.35     0.9 -0.0069  0.63 0.518 0.612 0.497 0.497 0.332 0.856
0.3    587.1 -2.518  1.601 -0.8974 -0.0656  2.4201 0.0491 -0.06 1.0697   -0.35     0.9 -0.0057  0.63 0.522 0.611 0.499 0.479 0.335 0.841
0.4      503 -2.657  1.511 -0.8677 -0.0807   2.551 0.0619 -0.06 1.0288   -0.35  0.8423 -0.0039  0.63 0.527 0.608 0.501 0.449 0.338 0.818
0.5    456.6 -2.669  1.397 -0.8475 -0.0924  2.5395 0.0719 -0.06 0.9971 -0.3191  0.7458 -0.0025  0.63 0.532 0.606 0.504 0.426 0.341 0.783
0.75   410.5 -2.401  1.137 -0.8206 -0.1137  2.1493   0.08 -0.06 0.9395 -0.2629  0.5704       0  0.63 0.539 0.602 0.506 0.385 0.346  0.68
1        400 -1.955  0.915 -0.8088 -0.1289  1.5705   0.08 -0.06 0.8985  -0.223   0.446       0  0.63 0.545 0.594 0.503  0.35  0.35 0.607
1.5      400 -1.025   0.51 -0.7995 -0.1534  0.3991   0.08 -0.06 0.8409 -0.1668  0.2707       0 0.615 0.552 0.566 0.497  0.35  0.35 0.504
2        400 -0.299  0.192  -0.796 -0.1708 -0.6072   0.08 -0.06    0.8  -0.127  0.1463       0 0.604 0.558 0.544 0.491  0.35  0.35 0.431
3        400      0  -0.28  -0.796 -0.1954   -0.96   0.08 -0.06 0.4793 -0.0708 -0.0291       0 0.589 0.565 0.527   0.5  0.35  0.35 0.328
4        400      0 -0.639  -0.796 -0.2128   -0.96   0.08 -0.06 0.2518 -0.0309 -0.1535       0 0.578  0.57 0.515 0.505  0.35  0.35 0.255
5        400      0 -0.936  -0.796 -0.2263 -0.9208   0.08 -0.06 0.0754       0   -0.25       0  0.57 0.587  0.51 0.529  0.35  0.35   0.2
7.5      400      0 -1.527  -0.796 -0.2509   -0.77   0.08 -0.06      0       0   -0.25       0 0.611 0.618 0.572 0.579  0.35  0.35   0.2
10       400      0 -1.993  -0.796 -0.2683  -0.663   0.08 -0.06      0       0   -0.25       0  0.64  0.64 0.612 0.612  0.35  0.35   0.2
PGV      400 -1.955 5.7578 -0.9046   -0.12   1.539   0.08 -0.06    0.7   -0.39    0.63       0  0.59  0.47 0.576 0.453  0.42   0.3  0.74
`,
);

type Row = Coefficients<"VLIN b a1 a2 a8 a10 a12 a13 a14 a15 a16 a18 s1est s2est s1mea s2mea s3 s4 rho">;

const M1 = 6.75;
const A3 = 0.265;
const A4 = -0.231;
const A5 = -0.398;
const N = 1.18;
const C = 1.88;
const DEPTH_SHIFT = 50;
const SIGMA_AMP2 = 0.3 * 0.3;
const ROCK_VS30 = 1100;

/** vs30 above which amplification stops, eq. 6. */
function saturationVs30(imt: IntensityMeasure): number {
  if (imt.kind === "PGV") return 862;
  const t = imt.period;
  if (t <= 0.5) return 1500;
  if (t <= 1) return Math.exp(8 - 0.795 * Math.log(t / 0.21));
  return t < 2 ? Math.exp(6.76 - 0.297 * Math.log(t)) : 700;
}

/** Median depth (m) to 1 km/s, eq. 17. */
function medianDepth(vs30: number): number {
  if (vs30 < 180) return Math.exp(6.745);
  return Math.exp(vs30 <= 500 ? 6.745 - 1.35 * Math.log(vs30 / 180) : 5.394 - 4.48 * Math.log(vs30 / 500));
}

/** Source, path and hanging-wall terms, eqs. 2-4, 7-14; the site is left. */
function lnBeforeSite(c: Row, ctx: ContextBlock, i: number): number {
  const m = ctx.mag[i]!;
  const rake = ctx.rake[i]!;
  const rrup = ctx.rrup[i]!;
  const dm = m - M1;
  const faulting = isReverse30(rake) ? c.a12 : isNormal60(rake) ? c.a13 : 0;
  let result =
    c.a1 +
    (dm <= 0 ? A4 : A5) * dm +
    c.a8 * (8.5 - m) ** 2 +
    0.5 * (c.a2 + A3 * dm) * Math.log(rrup * rrup + 4.5 * 4.5) +
    faulting +
    c.a16 * Math.min(ctx.ztor[i]! / 10, 1);
  if (rrup >= 100) {
    const taper = m < 5.5 ? 1 : m >= 6.5 ? 0.5 : 0.5 * (6.5 - m) + 0.5;
    result += c.a18 * (rrup - 100) * taper;
  }
  return result + c.a14 * hangingWall(ctx, i);
}

/** Product of the tapers T1 to T5 on the hanging wall, eqs. 8-12. */
function hangingWall(ctx: ContextBlock, i: number): number {
  const m = ctx.mag[i]!;
  const rx = ctx.rx[i]!;
  const dip = ctx.dip[i]!;
  const rjb = ctx.rjb[i]!;
  if (rx <= 0 || dip === 90 || rjb >= 30 || m <= 6) return 0;
  const extent = ctx.width[i]! * Math.cos(dip * RADIANS);
  const top = ctx.ztor[i]!;
  const t2 = rx <= extent ? 0.5 + rx / (2 * extent) : 1;
  const t3 = rx < top ? rx / top : 1;
  const t5 = dip >= 30 ? 1 - (dip - 30) / 60 : 1;
  return (1 - rjb / 30) * t2 * t3 * Math.min(m - 6, 1) * t5;
}

/** Soil-depth term, eqs. 16-21, of a depth in m. */
function depthTerm(c: Row, imt: IntensityMeasure, v1: number, z: number, vs30: number): number {
  const period = imt.kind === "PGV" ? 1 : imt.period;
  const ratio = Math.log((z + DEPTH_SHIFT) / (medianDepth(vs30) + DEPTH_SHIFT));
  let slope = 0;
  if (vs30 < 1000) {
    if (period >= 0.35) slope = -0.25 * Math.log(vs30 / 1000) * Math.log(Math.min(period, 2) / 0.35);
    // Deep soil never makes the ground motion weaker than on rock.
    const site = (c.a10 + c.b * N) * Math.log(Math.min(vs30, v1) / Math.min(v1, 1000));
    if (site + slope * ratio < 0) slope = -site / ratio;
  }
  const deep = imt.kind === "PGV" || imt.period < 2 ? 0 : 0.0625 * (imt.period - 2);
  return slope * ratio + (z >= 200 ? deep * Math.log(z / 200) : 0);
}

function within(c: Row, measured: boolean, large: number): number {
  const s1 = measured ? c.s1mea : c.s1est;
  const s2 = measured ? c.s2mea : c.s2est;
  const onRock = s1 + (s2 - s1) * large;
  return Math.sqrt(onRock * onRock - SIGMA_AMP2);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = COEFFICIENTS.at(PGA);
  const v1 = saturationVs30(imt);
  const v1Rock = saturationVs30(PGA);
  const rockSite = (rock.a10 + rock.b * N) * Math.log(Math.min(ROCK_VS30, v1Rock) / rock.VLIN);
  return (ctx, out) => {
    // Sites of a grid often have one soil: its terms are kept from row to row.
    let vs30 = Number.NaN;
    let given = Number.NaN;
    let rockDepth = 0;
    let depth = 0;
    let lnRatio = 0;
    let softening = 0;
    let softeningOfVs30 = 0;
    for (let i = 0; i < ctx.length; i++) {
      if (ctx.vs30[i]! !== vs30 || ctx.z1pt0[i]! !== given) {
        vs30 = ctx.vs30[i]!;
        given = ctx.z1pt0[i]!;
        const z = given === NOT_MEASURED ? medianDepth(vs30) : given;
        const ratio = Math.min(vs30, v1) / c.VLIN;
        rockDepth = depthTerm(rock, PGA, v1Rock, z, ROCK_VS30);
        depth = depthTerm(c, imt, v1, z, vs30);
        lnRatio = Math.log(ratio);
        softening = C * ratio ** N;
        softeningOfVs30 = C * (vs30 / c.VLIN) ** N;
      }
      const lnPga = lnBeforeSite(rock, ctx, i) + rockDepth + rockSite;
      const pga = Math.exp(lnPga);
      let site = c.a10 * lnRatio;
      let slope = 0;
      if (vs30 < c.VLIN) {
        site += c.b * (Math.log(pga + softening) - Math.log(pga + C));
        slope = c.b * pga * (1 / (pga + softeningOfVs30) - 1 / (pga + C));
      } else site += c.b * N * lnRatio;
      out.mean[i] = lnBeforeSite(c, ctx, i) + site + depth;
      // Eqs. 23-28: variability of rock PGA goes through the non-linear response.
      const large = Math.min(Math.max(ctx.mag[i]! - 5, 0), 2) / 2;
      const measured = ctx.vs30measured[i]! !== 0;
      const phi = within(c, measured, large);
      const phiPga = slope * within(rock, measured, large);
      const phi2 = phi * phi + SIGMA_AMP2 + phiPga * phiPga + 2 * phi * phiPga * c.rho;
      const tau = c.s3 + (c.s4 - c.s3) * large;
      const tauPga = slope * (rock.s3 + (rock.s4 - rock.s3) * large);
      const tau2 = tau * tau + tauPga * tauPga + 2 * tau * tauPga * c.rho;
      out.phi[i] = Math.sqrt(phi2);
      out.tau[i] = Math.sqrt(tau2);
      out.sigma[i] = Math.sqrt(phi2 + tau2);
    }
  };
}

export const abrahamsonSilva2008: ModelFamily = {
  models: {
    AbrahamsonSilva2008: plainModel(FACTS, evaluator),
    AbrahamsonSilva2008BCHydro: bcHydroModel(
      { ...FACTS, name: "AbrahamsonSilva2008BCHydro" },
      evaluator,
      BC_HYDRO_WITH_0_04_S,
    ),
  },
};

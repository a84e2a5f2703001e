/**
 * Campbell & Bozorgnia (2008), NGA ground motion model for the geometric mean horizontal component of PGA, PGV, PGD and 5% damped
 * linear elastic response spectra for periods ranging from 0.01 to 10 s, Earthquake Spectra 24(1), 139-171, eqs. 1-17. The mean of SA below
 * 0.25 s is at least that of PGA.
 *
 * ln of g, cm/s, cm, g s (CAV); distances and ztor in km, z2pt5 in km (-999: the median of vs30), angles in degrees.
 * Magnitude 4 to 8.5 (8 reverse, 7.5 normal), rrup up to 200 km, vs30 150 to 1500 m/s.
 */
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { BC_HYDRO_WITH_PGD_AND_CAV, bcHydroModel } from "./bc-hydro.ts";
import { medianBasinDepth2008 } from "./chiou-youngs-2008.ts";

const FACTS: ModelFacts = {
  name: "CampbellBozorgnia2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup"],
  siteColumns: ["vs30", "z2pt5"],
  measures: ["CAV", "PGA", "PGD", "PGV", "SA"],
  doi: "10.1193/1.2857546",
  validity: { magnitude: [4, 8.5], distance: 200, vs30: [150, 1500] },
};

const COEFFICIENTS = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 k1 k2 k3 c n s_lny t_lny s_lnAF c_lny rho",
  `
CAV    -4.354 0.942 -0.178 -0.346 -1.309 0.087 7.24 0.111 -0.108 0.362  2.549  0.09 1.277  400  -2.69     1 1.88 1.18 0.371 0.196 0.3 0.089 0.735
PGD     -5.27   1.6  -0.07      0     -2  0.17    4     0      0     0  -0.82   0.3     1  400      0 2.744 1.88 1.18 0.667 0.485 0.3  0.29 0.174
PGV     0.954 0.696 -0.309 -0.019 -2.016  0.17    4 0.245      0 0.358  1.694 0.092     1  400 -1.955 1.929 1.88 1.18 0.484 0.203 0.3  0.19 0.691
PGA    -1.715   0.5  -0.53 -0.262 -2.118  0.17  5.6  0.28  -0.12  0.49  1.058  0.04  0.61  865 -1.186 1.839 1.88 1.18 0.478 0.219 0.3 0.166     1
0.01   -1.715   0.5  -0.53 -0.262 -2.118  0.17  5.6  0.28  -0.12  0.49  1.058  0.04  0.61  865 -1.186 1.839 1.88 1.18 0.478 0.219 0.3 0.166     1
0.02    -1.68   0.5  -0.53 -0.262 -2.123  0.17  5.6  0.28  -0.12  0.49  1.102  0.04  0.61  865 -1.219  1.84 1.88 1.18  0.48 0.219 0.3 0.166 0.999
0.03   -1.552   0.5  -0.53 -0.262 -2.145  0.17  5.6  0.28  -0.12  0.49  1.174  0.04  0.61  908 -1.273 1.841 1.88 1.18 0.489 0.235 0.3 0.165 0.989
0.05   -1.209   0.5  -0.53 -0.267 -2.199  0.17 5.74  0.28  -0.12  0.49  1.272  0.04  0.61 1054 -1.346 1.843 1.88 1.18  0.51 0.258 0.3 0.162 0.963
0.075  -0.657   0.5  -0.53 -0.302 -2.277  0.17 7.09  0.28  -0.12  0.49  1.438  0.04  0.61 1086 -1.471 1.845 1.88 1.18  0.52 0.292 0.3 0.158 0.922
0.1    -0.314   0.5  -0.53 -0.324 -2.318  0.17 8.05  0.28 -0.099  0.49  1.604  0.04  0.61 1032 -1.624 1.847 1.88 1.18 0.531 0.286 0.3  0.17 0.898
0.15   -0.133   0.5  -0.53 -0.339 -2.309  0.17 8.79  0.28 -0.048  0.49  1.928  0.04  0.61  878 -1.931 1.852 1.88 1.18 0.532  0.28 0.3  0.18  0.89
0.2    -0.486   0.5 -0.446 -0.398  -2.22  0.17  7.6  0.28 -0.012  0.49  2.194  0.04  0.61  748 -2.188 1.856 1.88 1.18 0.534 0.249 0.3 0.186 0.871
0.25    -0.89   0.5 -0.362 -0.458 -2.146  0.17 6.58  0.28      0  0.49  2.351  0.04   0.7  654 -2.381 1.861 1.88 1.18 0.534  0.24 0.3 0.191 0.852
0.3    -1.171   0.5 -0.294 -0.511 -2.095  0.17 6.04  0.28      0  0.49   2.46  0.04  0.75  587 -2.518 1.865 1.88 1.18 0.544 0.215 0.3 0.198 0.831
0.4    -1.466   0.5 -0.186 -0.592 -2.066  0.17  5.3  0.28      0  0.49  2.587  0.04  0.85  503 -2.657 1.874 1.88 1.18 0.541 0.217 0.3 0.206 0.785
0.5    -2.569 0.656 -0.304 -0.536 -2.041  0.17 4.73  0.28      0  0.49  2.544  0.04 0.883  457 -2.669 1.883 1.88 1.18  0.55 0.214 0.3 0.208 0.735
0.75   -4.844 0.972 -0.578 -0.406     -2  0.17    4  0.28      0  0.49  2.133 0.077     1  410 -2.401 1.906 1.88 1.18 0.568 0.227 0.3 0.221 0.628
1      -6.406 1.196 -0.772 -0.314     -2  0.17    4 0.255      0  0.49  1.571  0.15     1  400 -1.955 1.929 1.88 1.18 0.568 0.255 0.3 0.225 0.534
1.5    -8.692 1.513 -1.046 -0.185     -2  0.17    4 0.161      0  0.49  0.406 0.253     1  400 -1.025 1.974 1.88 1.18 0.564 0.296 0.3 0.222 0.411
2      -9.701   1.6 -0.978 -0.236     -2  0.17    4 0.094      0 0.371 -0.456   0.3     1  400 -0.299 2.019 1.88 1.18 0.571 0.296 0.3 0.226 0.331
3     -10.556   1.6 -0.638 -0.491     -2  0.17    4     0      0 0.154  -0.82   0.3     1  400      0  2.11 1.88 1.18 0.558 0.326 0.3 0.229 0.289
4     -11.212   1.6 -0.316  -0.77     -2  0.17    4     0      0     0  -0.82   0.3     1  400      0   2.2 1.88 1.18 0.576 0.297 0.3 0.237 0.261
5     -11.684   1.6  -0.07 -0.986     -2  0.17    4     0      0     0  -0.82   0.3     1  400      0 2.291 1.88 1.18 0.601 0.359 0.3 0.237   0.2
7.5   -12.505   1.6  -0.07 -0.656     -2  0.17    4     0      0     0  -0.82   0.3     1  400      0 2.517 1.88 1.18 0.628 0.428 0.3 0.271 0.174
10    -13.087   1.6  -0.07 -0.422     -2  0.17    4     0      0     0  -0.82   0.3     1  400      0 2.744 1.88 1.18 0.667 0.485 0.3  0.29 0.174
`,
);

type Row = Coefficients<"c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 k1 k2 k3 c n s_lny t_lny s_lnAF c_lny rho">;

const ROCK_VS30 = 1100;

/** Terms that belong to the rupture: magnitude (eq. 2), faulting (4-5), hanging wall (6, 8-10). */
function source(c: Row, mag: number, rake: number, top: number): number {
  return (
    c.c0 +
    c.c1 * mag +
    (mag > 5.5 ? c.c2 * (mag - 5.5) : 0) +
    (mag > 6.5 ? c.c3 * (mag - 6.5) : 0) +
    (isReverse30(rake) ? c.c7 * Math.min(top, 1) : 0) +
    (isNormal30(rake) ? c.c8 : 0)
  );
}

function hangingWallRupture(mag: number, top: number, dip: number): number {
  const byMagnitude = Math.min(Math.max(2 * (mag - 6), 0), 1);
  const byDepth = top >= 20 ? 0 : (20 - top) / 20;
  return byMagnitude * byDepth * (dip > 70 ? (90 - dip) / 20 : 1);
}

/** Hanging-wall taper with distance, eq. 7. */
function hangingWallDistance(rjb: number, rrup: number, top: number): number {
  if (!(rjb > 0)) return 1;
  if (top >= 1) return (rrup - rjb) / rrup;
  const r = Math.max(rrup, Math.sqrt(rjb * rjb + 1));
  return (r - rjb) / r;
}

/** Basin response, eq. 12, of z2pt5 in km. */
function basin(c: Row, z: number): number {
  if (z < 1) return c.c11 * (z - 1);
  return z > 3 ? c.c12 * c.k3 * Math.exp(-0.75) * (1 - Math.exp(-0.25 * (z - 3))) : 0;
}

/** Shallow site response, eq. 11; `pgaRock`: PGA (g) at vs30 1100 m/s. */
function shallowSite(c: Row, vs30: number, pgaRock: number): number {
  const lnRatio = Math.log(Math.min(vs30, ROCK_VS30) / c.k1);
  if (vs30 >= c.k1) return (c.c10 + c.k2 * c.n) * lnRatio;
  return c.c10 * lnRatio + c.k2 * (Math.log(pgaRock + c.c * Math.exp(c.n * lnRatio)) - Math.log(pgaRock + c.c));
}

function depthToBasement(ctx: ContextBlock, i: number): number {
  const z = ctx.z2pt5[i]!;
  return z === NOT_MEASURED ? (519 + 3.595 * medianBasinDepth2008(ctx.vs30[i]!)) / 1000 : z;
}

function evaluator(imt: IntensityMeasure, arbitrary: boolean): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = COEFFICIENTS.at(PGA);
  const floored = imt.period > 0 && imt.period < 0.25;
  const rockSite = (rock.c10 + rock.k2 * rock.n) * Math.log(ROCK_VS30 / rock.k1);
  const phi = Math.sqrt(c.s_lny ** 2 - c.s_lnAF ** 2);
  const phiRock = Math.sqrt(rock.s_lny ** 2 - c.s_lnAF ** 2);
  const component2 = arbitrary ? c.c_lny ** 2 : 0;
  return (ctx, out) => {
    const { mag, rake, dip, ztor, rrup, rjb, vs30 } = ctx;
    let level = 0;
    let levelRock = 0;
    let wall = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = mag[i]!;
      const top = ztor[i]!;
      const p = i - 1;
      if (i === 0 || m !== mag[p]! || rake[i]! !== rake[p]! || top !== ztor[p]! || dip[i]! !== dip[p]!) {
        level = source(c, m, rake[i]!, top);
        levelRock = source(rock, m, rake[i]!, top);
        wall = hangingWallRupture(m, top, dip[i]!);
      }
      const r = rrup[i]!;
      const v = vs30[i]!;
      const z = depthToBasement(ctx, i);
      const taper = wall === 0 ? 0 : wall * hangingWallDistance(rjb[i]!, r, top);
      const lnPga =
        levelRock +
        0.5 * (rock.c4 + rock.c5 * m) * Math.log(r * r + rock.c6 * rock.c6) +
        rock.c9 * taper +
        basin(rock, z);
      const pgaRock = Math.exp(lnPga + rockSite);
      let mean =
        level +
        0.5 * (c.c4 + c.c5 * m) * Math.log(r * r + c.c6 * c.c6) +
        c.c9 * taper +
        basin(c, z) +
        shallowSite(c, v, pgaRock);
      if (floored) mean = Math.max(mean, lnPga + shallowSite(rock, v, pgaRock));
      out.mean[i] = mean;
      // Propagation of the rock PGA's variability through the non-linear response, eqs. 15-17.
      let alpha = 0;
      if (v < c.k1) alpha = c.k2 * pgaRock * (1 / (pgaRock + c.c * (v / c.k1) ** c.n) - 1 / (pgaRock + c.c));
      const scaled = alpha * phiRock;
      const phi2 = phi * phi + c.s_lnAF * c.s_lnAF + scaled * scaled + 2 * c.rho * phi * scaled;
      out.phi[i] = Math.sqrt(phi2);
      out.tau[i] = c.t_lny;
      out.sigma[i] = Math.sqrt(phi2 + c.t_lny * c.t_lny + component2);
    }
  };
}

export const campbellBozorgnia2008: ModelFamily = {
  models: {
    CampbellBozorgnia2008: plainModel(FACTS, (imt) => evaluator(imt, false)),
    /** Total standard deviation of an arbitrary horizontal component. */
    CampbellBozorgnia2008Arbitrary: plainModel(
      {
        name: "CampbellBozorgnia2008Arbitrary",
        tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
        component: "Horizontal",
        standardDeviations: ALL_STANDARD_DEVIATIONS,
        ruptureColumns: ["dip", "mag", "rake", "ztor"],
        distanceColumns: ["rjb", "rrup"],
        siteColumns: ["vs30", "z2pt5"],
        measures: ["CAV", "PGA", "PGD", "PGV", "SA"],
      },
      (imt) => evaluator(imt, true),
    ),
    CampbellBozorgnia2008BCHydro: bcHydroModel(
      { ...FACTS, name: "CampbellBozorgnia2008BCHydro" },
      (imt) => evaluator(imt, false),
      BC_HYDRO_WITH_PGD_AND_CAV,
    ),
  },
};

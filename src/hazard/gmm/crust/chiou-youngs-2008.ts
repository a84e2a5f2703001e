/**
 * Chiou & Youngs (2008), An NGA model for the average horizontal component of peak ground motion and response spectra,
 * Earthquake Spectra 24(1), 173-215: eqs. 13a (reference rock, 1130 m/s), 13b (site) and 19-21 (standard deviations). Aftershock
 * terms are not used.
 *
 * ln(g) or ln(cm/s); rrup, rjb, rx, ztor in km, z1pt0 in m (-999: the median of vs30, eq. 1), angles in degrees.
 * Magnitude 4 to 8.5 (8 for normal and reverse), rrup up to 200 km, vs30 150 to 1500 m/s.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import { isNormal60Inclusive, isReverse30Inclusive } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";
import { BC_HYDRO_WITH_0_04_S, bcHydroModel } from "./bc-hydro.ts";

const FACTS: ModelFacts = {
  name: "ChiouYoungs2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["dip", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "vs30measured", "z1pt0"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1130,
  doi: "10.1193/1.2894832",
  validity: { magnitude: [4, 8.5], distance: 200, vs30: [150, 1500] },
};

const COEFFICIENTS = coefficientTable(
  "c2 c3 c4 c4a crb chm cg3 c1 c1a c1b cn cm c5 c6 c7 c7a c9 c9a c10 cg1 cg2 phi1 phi2 phi3 phi4 phi5 phi6 phi7 phi8 tau1 tau2 sig1 sig2 sig3 sig4",
  `
PGA   1.06 3.45 -2.1 -0.5 50 3 4 -1.2687     0.1  -0.255 2.996  4.184   6.16 0.4893 0.0512  0.086   0.79 1.5005 -0.3218 -0.00804 -0.00785 -0.4417 -0.1417  -0.00701 0.102151 0.2289 0.014996   580    0.07 0.3437 0.2637 0.4458 0.3459    0.8 0.0663
PGV   1.06 3.45 -2.1 -0.5 50 3 4  2.2884  0.1094 -0.0626 1.648 4.2979   5.17 0.4407 0.0207 0.0437 0.3079  2.669 -0.1166 -0.00275 -0.00625 -0.7861 -0.0699 -0.008444     5.41 0.2899 0.006718   459  0.1138 0.2539 0.2381 0.4496 0.3554 0.7504 0.0133
0.01  1.06 3.45 -2.1 -0.5 50 3 4 -1.2687     0.1  -0.255 2.996  4.184   6.16 0.4893 0.0512  0.086   0.79 1.5005 -0.3218 -0.00804 -0.00785 -0.4417 -0.1417  -0.00701 0.102151 0.2289 0.014996   580    0.07 0.3437 0.2637 0.4458 0.3459    0.8 0.0663
0.02  1.06 3.45 -2.1 -0.5 50 3 4 -1.2515     0.1  -0.255 3.292 4.1879  6.158 0.4892 0.0512  0.086 0.8129 1.5028 -0.3323 -0.00811 -0.00792  -0.434 -0.1364 -0.007279  0.10836 0.2289 0.014996   580  0.0699 0.3471 0.2671 0.4458 0.3459    0.8 0.0663
0.03  1.06 3.45 -2.1 -0.5 50 3 4 -1.1744     0.1  -0.255 3.514 4.1556  6.155  0.489 0.0511  0.086 0.8439 1.5071 -0.3394 -0.00839 -0.00819 -0.4177 -0.1403 -0.007354 0.119888 0.2289 0.014996   580  0.0701 0.3603 0.2803 0.4535 0.3537    0.8 0.0663
0.04  1.06 3.45 -2.1 -0.5 50 3 4 -1.0671     0.1  -0.255 3.563 4.1226 6.1508 0.4888 0.0508  0.086  0.874 1.5138 -0.3453 -0.00875 -0.00855    -0.4 -0.1591 -0.006977 0.133641 0.2289 0.014996 579.9  0.0702 0.3718 0.2918 0.4589 0.3592    0.8 0.0663
0.05  1.06 3.45 -2.1 -0.5 50 3 4 -0.9464     0.1  -0.255 3.547 4.1011 6.1441 0.4884 0.0504  0.086 0.8996  1.523 -0.3502 -0.00912 -0.00891 -0.3903 -0.1862 -0.006467 0.148927  0.229 0.014996 579.9  0.0701 0.3848 0.3048  0.463 0.3635    0.8 0.0663
0.075 1.06 3.45 -2.1 -0.5 50 3 4 -0.7051     0.1  -0.254 3.448  4.086   6.12 0.4872 0.0495  0.086 0.9442 1.5597 -0.3579 -0.00973  -0.0095  -0.404 -0.2538 -0.005734 0.190596 0.2292 0.014996 579.6  0.0686 0.3878 0.3129 0.4702 0.3713    0.8 0.0663
0.1   1.06 3.45 -2.1 -0.5 50 3 4 -0.5747     0.1  -0.253 3.312  4.103  6.085 0.4854 0.0489  0.086 0.9677 1.6104 -0.3604 -0.00975 -0.00952 -0.4423 -0.2943 -0.005604 0.230662 0.2297 0.014996 579.2  0.0646 0.3835 0.3152 0.4747 0.3769    0.8 0.0663
0.15  1.06 3.45 -2.1 -0.5 50 3 4 -0.5309     0.1   -0.25 3.044 4.1717 5.9871 0.4808 0.0479  0.086  0.966 1.7549 -0.3565 -0.00883 -0.00862 -0.5162 -0.3113 -0.005845 0.266468 0.2326 0.014988 577.2  0.0494 0.3719 0.3128 0.4798 0.3847    0.8 0.0612
0.2   1.06 3.45 -2.1 -0.5 50 3 4 -0.6352     0.1 -0.2449 2.831 4.2476 5.8699 0.4755 0.0471  0.086 0.9334 1.9157  -0.347 -0.00778 -0.00759 -0.5697 -0.2927 -0.006141 0.255253 0.2386 0.014964 573.9 -0.0019 0.3601 0.3076 0.4816 0.3902    0.8  0.053
0.25  1.06 3.45 -2.1 -0.5 50 3 4 -0.7766     0.1 -0.2382 2.658 4.3184 5.7547 0.4706 0.0464  0.086 0.8946 2.0709 -0.3379 -0.00688 -0.00671 -0.6109 -0.2662 -0.006439 0.231541 0.2497 0.014881 568.5 -0.0479 0.3522 0.3047 0.4815 0.3946 0.7999 0.0457
0.3   1.06 3.45 -2.1 -0.5 50 3 4 -0.9278  0.0999 -0.2313 2.505 4.3844 5.6527 0.4665 0.0458  0.086  0.859 2.2005 -0.3314 -0.00612 -0.00598 -0.6444 -0.2405 -0.006704 0.207277 0.2674 0.014639 560.5 -0.0756 0.3438 0.3005 0.4801 0.3981 0.7997 0.0398
0.4   1.06 3.45 -2.1 -0.5 50 3 4 -1.2176  0.0997 -0.2146 2.261 4.4979 5.4997 0.4607 0.0445  0.085 0.8019 2.3886 -0.3256 -0.00498 -0.00486 -0.6931 -0.1975 -0.007125 0.165464  0.312 0.013493   540  -0.096 0.3351 0.2984 0.4758 0.4036 0.7988 0.0312
0.5   1.06 3.45 -2.1 -0.5 50 3 4 -1.4695  0.0991 -0.1972 2.087 4.5881 5.4029 0.4571 0.0429  0.083 0.7578    2.5 -0.3189  -0.0042  -0.0041 -0.7246 -0.1633 -0.007435 0.133828  0.361 0.011133 512.9 -0.0998 0.3353 0.3036  0.471 0.4079 0.7966 0.0255
0.75  1.06 3.45 -2.1 -0.5 50 3 4 -1.9278  0.0936  -0.162 1.812 4.7571   5.29 0.4531 0.0387  0.069 0.6788 2.6224 -0.2702 -0.00308 -0.00301 -0.7708 -0.1028  -0.00812 0.085153 0.4353 0.006739 441.9 -0.0765 0.3429 0.3205 0.4621 0.4157 0.7792 0.0175
1     1.06 3.45 -2.1 -0.5 50 3 4 -2.2453  0.0766   -0.14 1.648  4.882  5.248 0.4517  0.035  0.045 0.6196  2.669 -0.2059 -0.00246 -0.00241  -0.799 -0.0699 -0.008444 0.058595 0.4629 0.005749 391.8 -0.0412 0.3577 0.3419 0.4581 0.4213 0.7504 0.0133
1.5   1.06 3.45 -2.1 -0.5 50 3 4 -2.7307  0.0022 -0.1184 1.511 5.0697 5.2194 0.4507  0.028 0.0134 0.5101 2.6985 -0.0852  -0.0018 -0.00176 -0.8382 -0.0425 -0.007707 0.031787 0.4756 0.005544 348.1   0.014 0.3769 0.3703 0.4493 0.4213 0.7136  0.009
2     1.06 3.45 -2.1 -0.5 50 3 4 -3.1413 -0.0591   -0.11  1.47 5.2173 5.2099 0.4504 0.0213  0.004 0.3917 2.7085   0.016 -0.00147 -0.00143 -0.8663 -0.0302 -0.004792 0.019716 0.4785 0.005521 332.5  0.0544 0.4023 0.4023 0.4459 0.4213 0.7035 0.0068
3     1.06 3.45 -2.1 -0.5 50 3 4 -3.7413 -0.0931  -0.104 1.456 5.4385  5.204 0.4501 0.0106  0.001 0.1244 2.7145  0.1876 -0.00117 -0.00115 -0.9032 -0.0129 -0.001828 0.009643 0.4796 0.005517 324.1  0.1232 0.4406 0.4406 0.4433 0.4213 0.7006 0.0045
4     1.06 3.45 -2.1 -0.5 50 3 4 -4.1814 -0.0982  -0.102 1.465 5.5977  5.202 0.4501 0.0041      0 0.0086 2.7164  0.3378 -0.00107 -0.00104 -0.9231 -0.0016 -0.001523 0.005379 0.4799 0.005517 321.7  0.1859 0.4784 0.4784 0.4424 0.4213 0.7001 0.0034
5     1.06 3.45 -2.1 -0.5 50 3 4 -4.5187 -0.0994  -0.101 1.478 5.7276  5.201   0.45  0.001      0      0 2.7172  0.4579 -0.00102 -0.00099 -0.9222       0  -0.00144 0.003223 0.4799 0.005517 320.9  0.2295 0.5074 0.5074  0.442 0.4213    0.7 0.0027
7.5   1.06 3.45 -2.1 -0.5 50 3 4 -5.1224 -0.0999  -0.101 1.498 5.9891    5.2   0.45      0      0      0 2.7177  0.7514 -0.00096 -0.00094 -0.8346       0 -0.001369 0.001134   0.48 0.005517 320.3   0.266 0.5328 0.5328 0.4416 0.4213    0.7 0.0018
10    1.06 3.45 -2.1 -0.5 50 3 4 -5.5872    -0.1    -0.1 1.502  6.193    5.2   0.45      0      0      0  2.718  1.1856 -0.00094 -0.00091 -0.7332       0 -0.001361 0.000515   0.48 0.005517 320.1  0.2682 0.5542 0.5542 0.4414 0.4213    0.7 0.0014
`,
);

const ROCK_VS30 = 1130;

/**
 * Median depth (m) to the 1 km/s layer for a vs30, eq. 1.
 * @example medianBasinDepth2008(760) = 23.54497
 */
export function medianBasinDepth2008(vs30: number): number {
  return Math.exp(28.5 - (3.82 / 8) * Math.log(vs30 ** 8 + 378.7 ** 8));
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rockExponential = Math.exp(c.phi3 * (ROCK_VS30 - 360));
  const saturation2 = c.crb * c.crb;
  return (ctx, out) => {
    const { mag, rake, dip, ztor, rrup, rjb, rx, vs30, vs30measured, z1pt0 } = ctx;
    let source = 0;
    let nearSource = 0;
    let anelastic = 0;
    let tau = 0;
    let phi = 0;
    let lastDip = Number.NaN;
    let cosDip = 0;
    // Sites of a grid often have one soil.
    let lastVs30 = Number.NaN;
    let lastBasin = Number.NaN;
    let linear = 0;
    let nonLinear = 0;
    let basin = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = mag[i]!;
      const top = ztor[i]!;
      if (changes(mag, i) || changes(rake, i) || changes(ztor, i)) {
        const reverse = isReverse30Inclusive(rake[i]!);
        const normal = isNormal60Inclusive(rake[i]!);
        source =
          c.c1 +
          (reverse ? c.c1a : 0) +
          (normal ? c.c1b : 0) +
          c.c7 * (top - 4) +
          c.c2 * (m - 6) +
          ((c.c2 - c.c3) / c.cn) * Math.log(1 + Math.exp(c.cn * (c.cm - m)));
        nearSource = c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0));
        anelastic = c.cg1 + c.cg2 / Math.cosh(Math.max(m - c.cg3, 0));
        const dm = Math.min(Math.max(m, 5), 7) - 5;
        tau = c.tau1 + ((c.tau2 - c.tau1) / 2) * dm;
        phi = c.sig1 + ((c.sig2 - c.sig1) / 2) * dm;
      }
      const r = rrup[i]!;
      let lnReference =
        source + c.c4 * Math.log(r + nearSource) + 0.5 * (c.c4a - c.c4) * Math.log(r * r + saturation2) + anelastic * r;
      if (rx[i]! >= 0) {
        if (dip[i]! !== lastDip) {
          lastDip = dip[i]!;
          cosDip = Math.cos((lastDip * Math.PI) / 180);
        }
        lnReference +=
          c.c9 *
          Math.tanh((rx[i]! * cosDip * cosDip) / c.c9a) *
          (1 - Math.sqrt(rjb[i]! * rjb[i]! + top * top) / (r + 0.001));
      }
      const v = vs30[i]!;
      if (v !== lastVs30 || z1pt0[i]! !== lastBasin) {
        lastVs30 = v;
        lastBasin = z1pt0[i]!;
        linear = c.phi1 * Math.min(Math.log(v / ROCK_VS30), 0);
        nonLinear = c.phi2 * (Math.exp(c.phi3 * (Math.min(v, ROCK_VS30) - 360)) - rockExponential);
        const z1 = lastBasin === -999 ? medianBasinDepth2008(v) : lastBasin;
        const deep = z1 > c.phi7 ? c.phi5 * (1 - 1 / Math.cosh(c.phi6 * (z1 - c.phi7))) : 0;
        const shallow = c.phi8 / Math.cosh(0.15 * Math.max(z1 - 15, 0));
        basin = deep + shallow;
      }
      const reference = Math.exp(lnReference);
      out.mean[i] = lnReference + linear + nonLinear * Math.log((reference + c.phi4) / c.phi4) + basin;
      const amplification = 1 + (nonLinear * reference) / (reference + c.phi4);
      const between = Math.abs(amplification * tau);
      const within = phi * Math.sqrt((vs30measured[i]! !== 0 ? 0.7 : c.sig3) + amplification * amplification);
      out.tau[i] = between;
      out.phi[i] = within;
      out.sigma[i] = Math.sqrt(between * between + within * within);
    }
  };
}

export const chiouYoungs2008: ModelFamily = {
  models: {
    ChiouYoungs2008: plainModel(FACTS, evaluator),
    ChiouYoungs2008BCHydro: bcHydroModel({ ...FACTS, name: "ChiouYoungs2008BCHydro" }, evaluator, BC_HYDRO_WITH_0_04_S),
  },
};

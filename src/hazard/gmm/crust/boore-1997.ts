/**
 * Boore, Joyner & Fumal (1997), Equations for estimating horizontal response spectra and peak acceleration from western North American
 * earthquakes, SRL 68(1), 128-153, eqs. 1-5: geometric mean or arbitrary component, mechanism known or not.
 *
 * ln(g); rjb in km, vs30 in m/s. Magnitude 5.5 to 7.5, up to 80 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "BooreEtAl1997GeometricMean",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  doi: "10.1785/gssrl.68.1.128",
  validity: { magnitude: [5.5, 7.5], distance: 80 },
};

const ARBITRARY_FACTS: ModelFacts = {
  ...FACTS,
  name: "BooreEtAl1997ArbitraryHorizontal",
  component: "Horizontal",
};

const COEFFICIENTS = coefficientTable(
  "B1ss B1rv B1all B2 B3 B5 Bv Va h sigma1 sigma_r sigma_e sigma_tot",
  `
PGA  -0.313 -0.117 -0.242 0.527      0 -0.778 -0.371 1396 5.57 0.431  0.46 0.184 0.495
0.1   1.006  1.087  1.059 0.753 -0.226 -0.934 -0.212 1112 6.27  0.44  0.46 1e-20  0.46
0.11  1.072  1.164   1.13 0.732  -0.23 -0.937 -0.211 1291 6.65 0.437 0.459 1e-20 0.459
0.12  1.109  1.215  1.174 0.721 -0.233 -0.939 -0.215 1452 6.91 0.437 0.461 1e-20 0.461
0.13  1.128  1.246    1.2 0.711 -0.233 -0.939 -0.221 1596 7.08 0.435 0.461 1e-20 0.461
0.14  1.135  1.261  1.208 0.707  -0.23 -0.938 -0.228 1718 7.18 0.435 0.463 1e-20 0.463
0.15  1.128  1.264  1.204 0.702 -0.228 -0.937 -0.238 1820 7.23 0.435 0.465 1e-20 0.465
0.16  1.112  1.257  1.192 0.702 -0.226 -0.935 -0.248 1910 7.24 0.435 0.466 1e-20 0.466
0.17   1.09  1.242  1.173 0.702 -0.221 -0.933 -0.258 1977 7.21 0.435 0.467 1e-20 0.467
0.18  1.063  1.222  1.151 0.705 -0.216  -0.93  -0.27 2037 7.16 0.435 0.468 0.002 0.468
0.19  1.032  1.198  1.122 0.709 -0.212 -0.927 -0.281 2080  7.1 0.435 0.469 0.005 0.469
0.2   0.999   1.17  1.089 0.711 -0.207 -0.924 -0.292 2118 7.02 0.435  0.47 0.009  0.47
0.22  0.925  1.104  1.019 0.721 -0.198 -0.918 -0.315 2158 6.83 0.437 0.473 0.016 0.474
0.24  0.847  1.033  0.941 0.732 -0.189 -0.912 -0.338 2178 6.62 0.437 0.475 0.025 0.475
0.26  0.764  0.958  0.861 0.744  -0.18 -0.906  -0.36 2173 6.39 0.437 0.476 0.032 0.477
0.28  0.681  0.881   0.78 0.758 -0.168 -0.899 -0.381 2158 6.17  0.44  0.48 0.039 0.482
0.3   0.598  0.803    0.7 0.769 -0.161 -0.893 -0.401 2133 5.94  0.44 0.481 0.048 0.484
0.32  0.518  0.725  0.619 0.783 -0.152 -0.888  -0.42 2104 5.72 0.442 0.484 0.055 0.487
0.34  0.439  0.648   0.54 0.794 -0.143 -0.882 -0.438 2070  5.5 0.444 0.487 0.064 0.491
0.36  0.361   0.57  0.462 0.806 -0.136 -0.877 -0.456 2032  5.3 0.444 0.487 0.071 0.492
0.38  0.286  0.495  0.385  0.82 -0.127 -0.872 -0.472 1995  5.1 0.447 0.491 0.078 0.497
0.4   0.212  0.423  0.311 0.831  -0.12 -0.867 -0.487 1954 4.91 0.447 0.491 0.085 0.499
0.42   0.14  0.352  0.239  0.84 -0.113 -0.862 -0.502 1919 4.74 0.449 0.494 0.092 0.502
0.44  0.073  0.282  0.169 0.852 -0.108 -0.858 -0.516 1884 4.57 0.449 0.494 0.099 0.504
0.46  0.005  0.217  0.102 0.863 -0.101 -0.854 -0.529 1849 4.41 0.451 0.497 0.104 0.508
0.48 -0.058  0.151  0.036 0.873 -0.097  -0.85 -0.541 1816 4.26 0.451 0.497 0.111  0.51
0.5  -0.122  0.087 -0.025 0.884  -0.09 -0.846 -0.553 1782 4.13 0.454 0.501 0.115 0.514
0.55 -0.268 -0.063 -0.176 0.907 -0.078 -0.837 -0.579 1710 3.82 0.456 0.504 0.129  0.52
0.6  -0.401 -0.203 -0.314 0.928 -0.069  -0.83 -0.602 1644 3.57 0.458 0.506 0.143 0.526
0.65 -0.523 -0.331  -0.44 0.946  -0.06 -0.823 -0.622 1592 3.36 0.461  0.51 0.154 0.533
0.7  -0.634 -0.452 -0.555 0.962 -0.053 -0.818 -0.639 1545  3.2 0.463 0.513 0.166 0.539
0.75 -0.737 -0.562 -0.661 0.979 -0.046 -0.813 -0.653 1507 3.07 0.465 0.515 0.175 0.544
0.8  -0.829 -0.666  -0.76 0.992 -0.041 -0.809 -0.666 1476 2.98 0.467 0.518 0.184 0.549
0.85 -0.915 -0.761 -0.851 1.006 -0.037 -0.805 -0.676 1452 2.92 0.467 0.519 0.191 0.553
0.9  -0.993 -0.848 -0.933 1.018 -0.035 -0.802 -0.685 1432 2.89  0.47 0.522   0.2 0.559
0.95 -1.066 -0.932  -1.01 1.027 -0.032   -0.8 -0.692 1416 2.88 0.472 0.525 0.207 0.564
1    -1.133 -1.009  -1.08 1.036 -0.032 -0.798 -0.698 1406  2.9 0.474 0.527 0.214 0.569
1.1  -1.249 -1.145 -1.208 1.052  -0.03 -0.795 -0.706 1396 2.99 0.477 0.531 0.226 0.577
1.2  -1.345 -1.265 -1.315 1.064 -0.032 -0.794  -0.71 1400 3.14 0.479 0.534 0.235 0.583
1.3  -1.428  -1.37 -1.407 1.073 -0.035 -0.793 -0.711 1416 3.36 0.481 0.537 0.244  0.59
1.4  -1.495  -1.46 -1.483  1.08 -0.039 -0.794 -0.709 1442 3.62 0.484 0.541 0.251 0.596
1.5  -1.552 -1.538  -1.55 1.085 -0.044 -0.796 -0.704 1479 3.92 0.486 0.544 0.256 0.601
1.6  -1.598 -1.608 -1.605 1.087 -0.051 -0.798 -0.697 1524 4.26 0.488 0.546 0.262 0.606
1.7  -1.634 -1.668 -1.652 1.089 -0.058 -0.801 -0.689 1581 4.62  0.49  0.55 0.267 0.611
1.8  -1.663 -1.718 -1.689 1.087 -0.067 -0.804 -0.679 1644 5.01 0.493 0.553 0.269 0.615
1.9  -1.685 -1.763  -1.72 1.087 -0.074 -0.808 -0.667 1714 5.42 0.493 0.555 0.274 0.619
2    -1.699 -1.801 -1.743 1.085 -0.085 -0.812 -0.655 1795 5.85 0.495 0.557 0.276 0.622
`,
);

interface Options {
  readonly arbitrary: boolean;
  readonly unspecified?: boolean;
}

/** Normal events take the coefficient for all mechanisms. */
function mechanism(c: Coefficients<"B1ss B1rv B1all">, rake: number): number {
  if (isReverse30(rake)) return c.B1rv;
  return isNormal30(rake) ? c.B1all : c.B1ss;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const dm = ctx.mag[i]! - 6;
      return (
        (options.unspecified ? c.B1all : mechanism(c, ctx.rake[i]!)) +
        c.B2 * dm +
        c.B3 * dm * dm +
        c.B5 * Math.log(Math.hypot(ctx.rjb[i]!, c.h)) +
        c.Bv * Math.log(ctx.vs30[i]! / c.Va)
      );
    },
    options.arbitrary ? { tau: c.sigma_e, phi: c.sigma_r, sigma: c.sigma_tot } : { tau: c.sigma_e, phi: c.sigma1 },
  );
}

export const boore1997: ModelFamily = {
  models: {
    ...modelVariants(FACTS, evaluator, {
      BooreEtAl1997GeometricMean: { options: { arbitrary: false } },
      BooreEtAl1997GeometricMeanUnspecified: {
        options: { arbitrary: false, unspecified: true },
        facts: { ruptureColumns: ["mag"] },
      },
    }),
    ...modelVariants(ARBITRARY_FACTS, evaluator, {
      BooreEtAl1997ArbitraryHorizontal: { options: { arbitrary: true } },
      BooreEtAl1997ArbitraryHorizontalUnspecified: {
        options: { arbitrary: true, unspecified: true },
        facts: { ruptureColumns: ["mag"] },
      },
    }),
  },
};

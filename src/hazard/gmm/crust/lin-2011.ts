/**
 * Lin, Lee, Cheng & Lin (2011), Response spectral attenuation relations for shallow crustal earthquakes in Taiwan, Engineering
 * Geology 121, 150-164, eq. 3: footwall and hanging wall.
 *
 * ln(g); rrup in km. Rock from vs30 360 m/s. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "Lin2011foot",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
};

type Table = CoefficientTable<"C1 C2 C3 C4 C5 sigma">;

const FOOTWALL_ROCK = coefficientTable(
  "C1 C2 C3 C4 C5 sigma",
  `
PGA   -3.232 1.047 -1.662  0.192  0.63 0.652
0.01  -3.193 1.017 -1.612   0.21  0.59 0.648
0.06  -2.643 0.937 -1.602   0.23  0.55 0.709
0.09  -2.093 0.907 -1.642   0.23  0.55 0.755
0.1   -1.993 0.907 -1.652   0.19  0.59 0.756
0.2   -2.659  0.96 -1.512  0.148  0.61 0.699
0.3   -4.387 1.169 -1.422  0.044  0.79 0.686
0.4   -5.634 1.328 -1.399  0.022   0.9 0.682
0.5   -6.391  1.41 -1.347  0.018  0.95 0.734
0.6   -7.634 1.576 -1.345 0.0043 1.191 0.721
0.75  -8.885 1.665 -1.254 0.0009 1.394 0.701
1    -10.031 1.777  -1.24 0.0007 1.416 0.717
1.5  -11.633  1.93 -1.219 0.0005 1.463 0.678
2    -12.599 1.989 -1.174 0.0005 1.464 0.703
3    -13.311 1.974  -1.14 0.0009 1.306 0.701
5    -13.985 1.957 -1.145 0.0013 1.202 0.726
`,
);

const FOOTWALL_SOIL = coefficientTable(
  "C1 C2 C3 C4 C5 sigma",
  `
PGA   -3.218 0.935 -1.464  0.125  0.65  0.63
0.01  -3.306 0.937 -1.454    0.1  0.67 0.626
0.06  -1.896 0.977 -1.744   0.14  0.72 0.685
0.09  -1.256 0.907 -1.754  0.151  0.72 0.708
0.1   -1.306 0.907 -1.734  0.151  0.71 0.712
0.2    -3.31 0.957 -1.291    0.1   0.7  0.69
0.3    -4.88 1.219 -1.294  0.031  0.91 0.663
0.4   -5.628 1.239 -1.181 0.0122  1.02 0.654
0.5   -6.284 1.311  -1.16 0.0057  1.13 0.652
0.6   -7.252 1.429 -1.128 0.0025  1.26  0.64
0.75  -8.355 1.536 -1.065 0.0008  1.42 0.648
1      -9.86 1.692 -0.995 0.0005 1.504 0.673
1.5   -11.75 1.919 -0.997 0.0005 1.544 0.714
2    -12.827 2.025 -0.996 0.0005 1.536 0.756
3    -13.795 2.069 -0.989 0.0005  1.49 0.784
5    -14.256  2.12 -1.144 0.0007  1.48 0.822
`,
);

const HANGING_ROCK = coefficientTable(
  "C1 C2 C3 C4 C5 sigma",
  `
PGA   -3.279 1.035 -1.651  0.152 0.623 0.651
0.01  -3.253 1.018 -1.629  0.159 0.612 0.647
0.06  -1.738 0.908 -1.769  0.327 0.502 0.702
0.09  -1.237 0.841  -1.75  0.478 0.402 0.748
0.1   -1.103 0.841 -1.765  0.455 0.417  0.75
0.2   -2.767  0.98 -1.522  0.097 0.627 0.697
0.3    -4.44 1.186 -1.438  0.027 0.823 0.685
0.4    -5.63 1.335 -1.414  0.014 0.932 0.683
0.5   -6.746 1.456 -1.365  0.006 1.057 0.678
0.6   -7.637 1.557 -1.348 0.0033 1.147 0.666
0.75  -8.641 1.653 -1.313 0.0015 1.257 0.652
1     -9.978   1.8 -1.286 0.0008 1.377 0.671
1.5  -11.617 1.976 -1.284 0.0004 1.508 0.683
2    -12.611 2.058 -1.261 0.0005 1.497 0.706
3    -13.303 2.036 -1.234 0.0013 1.302 0.702
5    -13.914 1.958 -1.156 0.0012 1.241 0.726
`,
);

const HANGING_SOIL = coefficientTable(
  "C1 C2 C3 C4 C5 sigma",
  `
PGA   -3.248 0.943 -1.471    0.1 0.648 0.628
0.01  -3.008 0.905 -1.451   0.11 0.638 0.623
0.06  -1.994 0.809   -1.5  0.251 0.518 0.686
0.09  -1.408 0.765 -1.551   0.28  0.51 0.709
0.1   -1.508 0.785 -1.551   0.28   0.5 0.713
0.2   -3.226  0.87 -1.211  0.045 0.708 0.687
0.3    -4.05 0.999 -1.205   0.03 0.788 0.657
0.4   -5.293 1.165 -1.167  0.011 0.958 0.655
0.5   -6.307 1.291 -1.134 0.0042 1.118 0.653
0.6   -7.209 1.395 -1.099 0.0016 1.258 0.642
0.75  -8.309 1.509 -1.044 0.0006 1.408 0.651
1     -9.868 1.691 -1.004 0.0004 1.485 0.677
1.5  -11.216 1.798 -0.965 0.0003 1.522 0.722
2    -12.806 2.005 -0.975 0.0005 1.528 0.759
3    -13.886 2.099 -1.077 0.0004 1.548 0.787
5    -14.606  2.16 -1.114 0.0004 1.562  0.82
`,
);

function evaluator(
  imt: IntensityMeasure,
  tables: { readonly rock: Table; readonly soil: Table },
): GroundMotionEvaluator {
  const rock = tables.rock.at(imt);
  const soil = tables.soil.at(imt);
  return rowEvaluator(
    (ctx, i) => {
      const c = ctx.vs30[i]! >= 360 ? rock : soil;
      const m = ctx.mag[i]!;
      return c.C1 + c.C2 * m + c.C3 * Math.log(ctx.rrup[i]! + c.C4 * Math.exp(c.C5 * m));
    },
    { total: (ctx, i) => (ctx.vs30[i]! >= 360 ? rock.sigma : soil.sigma) },
  );
}

export const lin2011: ModelFamily = {
  models: modelVariants(FACTS, evaluator, {
    Lin2011foot: { options: { rock: FOOTWALL_ROCK, soil: FOOTWALL_SOIL } },
    Lin2011hanging: { options: { rock: HANGING_ROCK, soil: HANGING_SOIL } },
  }),
};

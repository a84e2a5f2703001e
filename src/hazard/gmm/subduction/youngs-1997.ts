/**
 * Youngs, Chiou, Silva & Humphrey (1997), Strong ground motion attenuation relationships for subduction zone earthquakes, SRL
 * 68(1), 58-73, table 2; the US national seismic hazard model 2008 (depth of 20 km); Geological Survey of Canada (best, upper and lower
 * slab motion, factors of Adams & Halchuk 2003).
 *
 * ln(g); rrup and depth in km. Magnitude 5 to 8.2, rrup 10 to 500 km. Rock for vs30 of 760 m/s and more, else deep soil. SA(4.0) on rock:
 * the reference divides the ln mean by 0.399. Total standard deviation only.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { clearParts, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "YoungsEtAl1997SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 800,
  doi: "10.1785/gssrl.68.1.58",
  validity: { magnitude: [5, 8.2], distance: 500 },
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "YoungsEtAl1997SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const ROCK = coefficientTable(
  "C1 C2 C3 C4 C5",
  `
PGA        0       0 -2.552 1.45 -0.1
0.075  1.275       0 -2.707 1.45 -0.1
0.1    1.188 -0.0011 -2.655 1.45 -0.1
0.2    0.722 -0.0027 -2.528 1.45 -0.1
0.3    0.246 -0.0036 -2.454 1.45 -0.1
0.4   -0.115 -0.0043 -2.401 1.45 -0.1
0.5     -0.4 -0.0048  -2.36 1.45 -0.1
0.75  -1.149 -0.0057 -2.286 1.45 -0.1
1     -1.736 -0.0064 -2.234 1.45 -0.1
1.5   -2.634 -0.0073  -2.16  1.5 -0.1
2     -3.328  -0.008 -2.107 1.55 -0.1
3     -4.511 -0.0089 -2.033 1.65 -0.1
4     -4.511 -0.0089 -2.033 1.65 -0.1
`,
);

const SOIL = coefficientTable(
  "C1 C2 C3 C4 C5",
  `
PGA        0       0 -2.329 1.45 -0.1
0.075    2.4 -0.0019 -2.697 1.45 -0.1
0.1    2.516 -0.0019 -2.697 1.45 -0.1
0.2    1.549  -0.002 -2.464 1.45 -0.1
0.3    0.793  -0.002 -2.327 1.45 -0.1
0.4    0.144 -0.0035  -2.23 1.45 -0.1
0.5   -0.438 -0.0048  -2.14 1.45 -0.1
0.75  -1.704 -0.0066 -1.952 1.45 -0.1
1      -2.87 -0.0114 -1.785 1.45 -0.1
1.5   -5.101 -0.0164  -1.47  1.5 -0.1
2     -6.433 -0.0221  -1.29 1.55 -0.1
3     -6.672 -0.0235 -1.347 1.65 -0.1
4     -7.618 -0.0235 -1.272 1.65 -0.1
`,
);

const ROCK_VS30 = 760;

interface Options {
  readonly slab: boolean;
  /** Added to the mean. */
  readonly shift?: number;
  /** Replaces the hypocentral depth (km). */
  readonly depth?: number;
}

function evaluator(imt: IntensityMeasure, { slab, shift = 0, depth }: Options): GroundMotionEvaluator {
  const rock = ROCK.at(imt);
  const soil = SOIL.at(imt);
  const divisor = imt.period === 4 ? 0.399 : 1;
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const h = depth ?? ctx.hypo_depth[i]!;
      const r = ctx.rrup[i]!;
      const cube = (10 - m) ** 3;
      if (ctx.vs30[i]! >= ROCK_VS30) {
        const mean =
          0.2418 +
          1.414 * m +
          rock.C1 +
          rock.C2 * cube +
          rock.C3 * Math.log(r + 1.7818 * Math.exp(0.554 * m)) +
          0.00607 * h;
        out.mean[i] = (mean + (slab ? 0.3846 : 0)) / divisor + shift;
        out.sigma[i] = rock.C4 + rock.C5 * Math.min(m, 8);
      } else {
        const mean =
          -0.6687 +
          1.438 * m +
          soil.C1 +
          soil.C2 * cube +
          soil.C3 * Math.log(r + 1.097 * Math.exp(0.617 * m)) +
          0.00648 * h;
        out.mean[i] = mean + (slab ? 0.3643 : 0) + shift;
        out.sigma[i] = soil.C4 + soil.C5 * Math.min(m, 8);
      }
    }
    clearParts(out, ctx.length);
  };
}

function variant(name: string, facts: ModelFacts, options: Options) {
  return plainModel({ ...facts, name }, (imt) => evaluator(imt, options));
}

const CANADA = Math.log(1.162);

export const youngs1997: ModelFamily = {
  models: {
    YoungsEtAl1997SInter: variant("YoungsEtAl1997SInter", INTERFACE_FACTS, { slab: false }),
    YoungsEtAl1997SInterNSHMP2008: variant("YoungsEtAl1997SInterNSHMP2008", INTERFACE_FACTS, {
      slab: false,
      depth: 20,
    }),
    YoungsEtAl1997SSlab: variant("YoungsEtAl1997SSlab", SLAB_FACTS, { slab: true }),
    YoungsEtAl1997GSCSSlabBest: variant("YoungsEtAl1997GSCSSlabBest", SLAB_FACTS, { slab: true, shift: CANADA }),
    YoungsEtAl1997GSCSSlabUpperLimit: variant("YoungsEtAl1997GSCSSlabUpperLimit", SLAB_FACTS, {
      slab: true,
      shift: CANADA + 0.7,
    }),
    YoungsEtAl1997GSCSSlabLowerLimit: variant("YoungsEtAl1997GSCSSlabLowerLimit", SLAB_FACTS, {
      slab: true,
      shift: CANADA - 0.7,
    }),
  },
};

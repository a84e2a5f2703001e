/**
 * Tavakoli & Pezeshk (2005), Empirical-stochastic ground-motion prediction for eastern North America, BSSA 95(6), 2283-2296, eqs. 17-21; and as the
 * US national seismic hazard model 2008 uses it, with moment or body-wave magnitudes.
 *
 * ln(g), bounded by the ceilings of the US model in its variants; rrup in km. Magnitude 5 to 8.2 (8.5 at most), up to 1000 km. Total standard
 * deviation only.
 */
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianCeiling, momentFromMblgAtkinsonBoore87, momentFromMblgJohnston96 } from "../nshmp-conversions.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";

const FACTS: ModelFacts = {
  name: "TavakoliPezeshk2005",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  validity: { magnitude: [5, 8.2], distance: 1000 },
};

const NSHMP_FACTS: ModelFacts = {
  ...FACTS,
  name: "TavakoliPezeshk2005MwNSHMP2008",
  referenceVelocity: 760,
};

type Columns = "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16";

const PUBLISHED = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16",
  `
PGA    1.139 0.6228 -0.04834 -1.807 -0.6516 0.4465 -2.933e-05 -0.004045   0.009456   1.41 -0.9611 0.0004315 0.0001332 1.205 -0.1109 0.4091
0.05   1.823 0.5333 -0.04748 -1.631 -0.5672 0.4538   0.007771 -0.004907  -0.003139 0.9797 -0.9386 0.0005121 0.0009301 1.216  -0.108 0.4413
0.08  0.6826 0.7428 -0.02928 -1.715 -0.7562 0.4601 -0.0009677 -0.004941    -0.0055  1.135 -0.9156 0.0004822 0.0007331 1.224 -0.1081 0.4494
0.1   0.8692  0.607 -0.04736 -1.522 -0.7044 0.4491  -0.006188 -0.004702  -0.004239  1.039 -0.9129 0.0004108 0.0003584 1.232 -0.1081 0.4562
0.15   2.383 0.5009 -0.06422 -1.732 -0.9763 0.4137   0.006598 -0.004805   0.003928  1.506  -0.865 0.0003642 0.0006841  1.24 -0.1082 0.4643
0.2  -0.5476  0.857 -0.02622 -1.684 -0.8607 0.4332   0.002786 -0.003655  -0.002025  1.643 -0.9252 0.0001615 0.0006434  1.24 -0.1082 0.4691
0.3   -0.513 0.6673 -0.04431 -1.421 -0.4695 0.4681    0.01076 -0.005407   0.006436  1.519 -0.9153 0.0004324  0.000287  1.26 -0.1088 0.4788
0.5   0.2403 0.6106 -0.07889 -1.548 -0.8438 0.4145   0.007889 -0.003648 -0.0002654  1.592 -0.8586  0.000277 0.0001457 1.275 -0.1073 0.5051
0.75 -0.6789 0.6659 -0.08304 -1.481  -0.734 0.4347   0.009531 -0.003374  -0.001189  1.546 -0.7839 0.0002454  0.000547 1.276  -0.105 0.5222
1      -1.55 0.7644 -0.08585 -1.491 -0.9409 0.4238  -0.005836 -0.002088   0.003298  1.519 -0.7568 0.0001166 0.0007589 1.275 -0.1029 0.5368
1.5   -2.296 0.7941 -0.08842 -1.453  -0.886 0.4122   0.008299 -0.003272   0.002506  1.706 -0.7688 0.0002329 0.0001656 1.268 -0.0999 0.5509
2     -2.704 0.8053 -0.09294 -1.444 -0.9235 0.4077    0.02062 -0.002143   0.002301  1.426 -0.7551 0.0002138 0.0003908 1.264 -0.0978 0.5617
3     -2.421 0.8008  -0.1077 -1.648 -0.8976 0.4368    0.01675 -0.002033   0.003576  1.934 -0.8183 0.0001158 0.0003983 1.257 -0.0952 0.5729
4     -3.685 0.8166  -0.1177 -1.463 -0.8448 0.4249    0.01135 -0.001719  -0.003345  1.689 -0.7374   0.00011 0.0003592 1.254 -0.0926 0.5893
`,
);

const NSHMP_2008 = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16",
  `
PGA     1.56 0.623 -0.0483 -1.81 -0.652 0.446 -2.93e-05 -0.00405   0.00946 1.41 -0.961 0.000432 0.000133 1.21  -0.111 0.409
0.05    2.24 0.533 -0.0475 -1.63 -0.567 0.454   0.00777 -0.00491  -0.00314 0.98 -0.939 0.000512  0.00093 1.22  -0.108 0.441
0.08     1.1 0.743 -0.0293 -1.71 -0.756  0.46 -0.000968 -0.00494   -0.0055 1.13 -0.916 0.000482 0.000733 1.22  -0.108 0.449
0.1   1.4229 0.607 -0.0474 -1.52 -0.704 0.449  -0.00619  -0.0047  -0.00424 1.04 -0.913 0.000411 0.000358 1.23  -0.108 0.456
0.15    2.87 0.501 -0.0642 -1.73 -0.976 0.414    0.0066  -0.0048   0.00393 1.51 -0.865 0.000364 0.000684 1.24  -0.108 0.464
0.2    0.017 0.857 -0.0262 -1.68 -0.861 0.433   0.00279 -0.00365  -0.00202 1.64 -0.925 0.000161 0.000643 1.24  -0.108 0.469
0.3    0.491 0.667 -0.0443 -1.42  -0.47 0.468    0.0108 -0.00541   0.00644 1.52 -0.915 0.000432 0.000287 1.26  -0.109 0.479
0.5    0.697 0.611 -0.0789 -1.55 -0.844 0.414   0.00789 -0.00365 -0.000265 1.59 -0.859 0.000277 0.000146 1.28  -0.107 0.505
0.75  -0.323 0.666  -0.083 -1.48 -0.734 0.435   0.00953 -0.00337  -0.00119 1.55 -0.784 0.000245 0.000547 1.28  -0.105 0.522
1      -1.26 0.764 -0.0859 -1.49 -0.941 0.424  -0.00584 -0.00209    0.0033 1.52 -0.757 0.000117 0.000759 1.28  -0.103 0.537
1.5    -1.94 0.794 -0.0884 -1.45 -0.886 0.412    0.0083 -0.00327   0.00251 1.71 -0.769 0.000233 0.000166 1.27 -0.0999 0.551
2    -2.5177 0.805 -0.0929 -1.44 -0.923 0.408    0.0206 -0.00214    0.0023 1.43 -0.755 0.000214 0.000391 1.26 -0.0978 0.562
3      -2.28 0.801  -0.108 -1.65 -0.898 0.437    0.0167 -0.00203   0.00358 1.93 -0.818 0.000116 0.000398 1.26 -0.0952 0.573
4      -2.28 0.817  -0.118 -1.46 -0.845 0.425    0.0113 -0.00172  -0.00334 1.69 -0.737  0.00011 0.000359 1.25 -0.0926 0.589
`,
);

const LARGEST = 8.5;

interface Options {
  readonly table: CoefficientTable<Columns>;
  readonly moment?: (mag: number) => number;
  readonly bounded: boolean;
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = options.table.at(imt);
  const ceiling = options.bounded ? medianCeiling(imt.period) : Number.POSITIVE_INFINITY;
  const magnitude: RowFunction = (ctx, i) => options.moment?.(ctx.mag[i]!) ?? ctx.mag[i]!;
  return rowEvaluator(
    (ctx, i) => {
      const m = magnitude(ctx, i);
      if (m > LARGEST)
        throw new InputError(`${FACTS.name} is not defined for magnitude ${m}`, { allowed: `up to ${LARGEST}` });
      const curvature = (LARGEST - m) ** 2.5;
      const x = ctx.rrup[i]!;
      const r = Math.hypot(x, c.c5 * Math.exp(c.c6 * m + c.c7 * curvature));
      const mean =
        c.c1 +
        c.c2 * m +
        c.c3 * curvature +
        c.c9 * Math.log(x + 4.5) +
        c.c10 * Math.max(Math.log(x / 70), 0) +
        c.c11 * Math.max(Math.log(x / 130), 0) +
        (c.c4 + c.c13 * m) * Math.log(r) +
        (c.c8 + c.c12 * m) * r;
      return Math.min(mean, ceiling);
    },
    {
      total: (ctx, i) => {
        const m = magnitude(ctx, i);
        return m < 7.2 ? c.c14 + c.c15 * m : c.c16;
      },
    },
  );
}

export const tavakoliPezeshk2005: ModelFamily = {
  models: {
    ...modelVariants(FACTS, evaluator, { TavakoliPezeshk2005: { options: { table: PUBLISHED, bounded: false } } }),
    ...modelVariants(NSHMP_FACTS, evaluator, {
      TavakoliPezeshk2005MwNSHMP2008: { options: { table: NSHMP_2008, bounded: true } },
      TavakoliPezeshk2005MblgAB1987NSHMP2008: {
        options: { table: NSHMP_2008, bounded: true, moment: momentFromMblgAtkinsonBoore87 },
      },
      TavakoliPezeshk2005MblgJ1996NSHMP2008: {
        options: { table: NSHMP_2008, bounded: true, moment: momentFromMblgJohnston96 },
      },
    }),
  },
};

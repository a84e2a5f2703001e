/**
 * Morikawa & Fujiwara (2013), A new ground motion prediction equation for Japan applicable up to M9 mega-earthquake, Journal of
 * Disaster Research 8(5), 878-888, eqs. 1-8 (quadratic in magnitude), with the anomalous intensities of the north-east and south-west. The NIED variants are
 * those of the Japanese hazard maps: standard deviations of Si & Midorikawa (1999), and restrictions of the anomalies by area.
 *
 * log10(cm/s2) and log10(cm/s) in the paper, ln(g), ln(cm/s) here, JMA intensity as such; rrup, depth in km, z1pt4 in m. Magnitude 5.5 to 9. Total
 * standard deviation only.
 */

import { planePolygon, polygonContains, ringOf } from "../../../geo/polygon.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN10, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import {
  type ArcLine,
  distanceToLine,
  PACIFIC_FRONT,
  PHILIPPINE_FRONT,
  PHILIPPINE_ZONE_4,
  PHILIPPINE_ZONE_5,
} from "./japan-arc-lines.ts";
import {
  siMidorikawaCrustDeviation,
  siMidorikawaSubductionDeviation,
  siMidorikawaVelocity,
} from "./si-midorikawa-1999.ts";

const CRUST_FACTS: ModelFacts = {
  name: "MorikawaFujiwara2013Crustal",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["lat", "lon", "vs30", "z1pt4"],
  measures: ["JMA", "PGA", "PGV", "SA"],
};

const INTERFACE_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "MorikawaFujiwara2013SubInterface",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
};

const SLAB_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "MorikawaFujiwara2013SubSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const HYPOCENTRE: Partial<ModelFacts> = { ruptureColumns: ["hypo_depth", "hypo_lat", "hypo_lon", "mag"] };

const COEFFICIENTS = coefficientTable(
  "a b1 b2 b3 c1 c2 c3 d pd Dlmin ps Vsmax V0 gNE gSW PH sigma",
  `
JMA  -0.0321 -0.003736  -0.00332 -0.004195 6.9301 6.9042 7.2975 0.005078  0.032214   320 -0.756496   1200 350 6.1e-05  5.9e-05 -0.2284 0.3493
PGA  -0.0321 -0.005315 -0.005042 -0.005605  7.083 7.1181 7.5035 0.011641 -0.055358    15 -0.523212   1950 350 7.6e-05  6.3e-05 -0.2426 0.3761
PGV  -0.0325 -0.002654 -0.002408 -0.003451 5.6952 5.6026  6.003 0.002266  0.129142   105 -0.693402    850 350 4.7e-05  3.7e-05 -0.2643 0.3399
0.05 -0.0321 -0.005912 -0.005674 -0.006231 7.2151 7.2759 7.6801 0.012812 -0.071415    15 -0.368827   2000 350 8.8e-05  6.6e-05 -0.2414 0.3938
0.06 -0.0321 -0.006097 -0.005864 -0.006405 7.2852 7.3523 7.7504 0.014508 -0.081796    15 -0.309232   2000 350 8.7e-05  6.6e-05 -0.2427 0.4039
0.07 -0.0321 -0.006142 -0.005967 -0.006507 7.3397 7.4152 7.8127 0.015574 -0.089891    15 -0.247786   2000 350 8.6e-05  6.6e-05 -0.2439 0.4149
0.08 -0.0323 -0.006104 -0.006033 -0.006594 7.4122 7.4929 7.8938 0.016465 -0.093581    15 -0.234067   2000 350 8.5e-05  6.6e-05 -0.2451 0.4219
0.09 -0.0325 -0.006112 -0.006079 -0.006689 7.4817 7.5649 7.9649  0.01739 -0.089604    15 -0.252853   2000 350 8.4e-05  6.6e-05 -0.2461 0.4259
0.1  -0.0327 -0.006116 -0.006061 -0.006686 7.5396 7.6214 8.0219 0.018438 -0.084855    15 -0.284416   2000 350 8.4e-05  6.6e-05  -0.247 0.4266
0.11 -0.0324 -0.005998 -0.005971 -0.006576 7.5072 7.5947  7.996 0.017396 -0.076412    15   -0.3057   2000 350 8.3e-05  6.6e-05 -0.2479 0.4256
0.12 -0.0322 -0.005896 -0.005878 -0.006448  7.492 7.5837 7.9782 0.016457 -0.076948    15 -0.351975   2000 350 8.3e-05  6.6e-05 -0.2486 0.4243
0.13 -0.0321 -0.005786 -0.005757 -0.006331 7.4788 7.5645 7.9644 0.015607 -0.072886    15  -0.39513   2000 350 8.2e-05  6.6e-05 -0.2494 0.4229
0.15 -0.0321 -0.005564 -0.005579 -0.006078  7.463 7.5471  7.936 0.014118 -0.061401    15 -0.461774   2000 350 8.2e-05  6.6e-05 -0.2506 0.4193
0.17 -0.0321 -0.005398 -0.005382 -0.005813 7.4557 7.5245 7.9097 0.012855 -0.051288    15 -0.536789   2000 350 8.1e-05  6.6e-05 -0.2516 0.4162
0.2  -0.0321 -0.005151 -0.005027 -0.005476 7.4307 7.4788 7.8719 0.011273 -0.043392    15 -0.633661   2000 350   8e-05  6.5e-05 -0.2528 0.4152
0.22 -0.0322    -0.005 -0.004827 -0.005204 7.4139 7.4461 7.8311  0.01038 -0.035431    15 -0.665914   2000 350   8e-05  6.5e-05 -0.2535  0.413
0.25 -0.0321 -0.004836 -0.004519 -0.004907 7.3736 7.3728 7.7521 0.009225 -0.032667    15 -0.719524   2000 350 7.9e-05  6.5e-05 -0.2543 0.4089
0.3  -0.0321 -0.004543 -0.004095 -0.004621 7.2924 7.2797 7.6656  0.00767 -0.019984    15 -0.793002   2000 350 7.8e-05  6.5e-05 -0.2553 0.4063
0.35 -0.0321 -0.004379 -0.003717 -0.004305 7.2417 7.1832 7.5796 0.006448 -0.010959    15 -0.845946   2000 350 7.7e-05  6.5e-05 -0.2559 0.4043
0.4  -0.0321 -0.004135 -0.003342 -0.003989 7.1785 7.0883 7.4889 0.005464  0.003891    15 -0.875246   2000 350 7.6e-05  6.5e-05 -0.2562 0.4029
0.45 -0.0321 -0.003973 -0.003063 -0.003934 7.1202   7.01 7.4287 0.004657   0.01712    15 -0.892051   1973 350 7.3e-05  6.5e-05 -0.2564 0.4033
0.5  -0.0321 -0.003767 -0.002832 -0.003783 7.0604 6.9439 7.3615 0.003986  0.030246    15  -0.89113   1900 350 7.1e-05  6.5e-05 -0.2564 0.4019
0.6  -0.0321 -0.003389  -0.00245 -0.003351 6.9357 6.8166 7.2161 0.002946  0.057955    15 -0.869468 1779.9 350 6.6e-05  6.5e-05 -0.2561 0.4032
0.7  -0.0321 -0.002981 -0.002059 -0.002988 6.8272 6.6957 7.0854 0.002193  0.071145    15 -0.873924 1684.3 350 6.2e-05  5.9e-05 -0.2555 0.4038
0.8  -0.0321  -0.00264 -0.001692 -0.002587 6.7325 6.5864 6.9659 0.001641  0.089675    15 -0.846494 1605.7 350 5.9e-05  5.4e-05 -0.2547 0.4053
0.9  -0.0325 -0.002341 -0.001445 -0.002421 6.6845 6.5349 6.9211 0.001234  0.109109    15 -0.814706 1539.4 350 5.6e-05  4.9e-05 -0.2538 0.4085
1    -0.0327 -0.002138 -0.001322 -0.002331 6.6284 6.4748 6.8605 0.000936  0.128832    15 -0.778652 1482.4 350 5.3e-05  4.5e-05 -0.2527 0.4091
1.1  -0.0331 -0.001912  -0.00114 -0.002194 6.5971 6.4383 6.8304 0.000723  0.146198  15.3 -0.732989 1432.7 350 5.1e-05  4.1e-05 -0.2516 0.4074
1.2  -0.0337  -0.00179 -0.001053 -0.002213 6.5912   6.42 6.8224 0.000576   0.16154  17.1 -0.703167 1388.7 350 4.9e-05  3.8e-05 -0.2505 0.4061
1.3  -0.0339 -0.001671 -0.000979 -0.002159 6.5588 6.3848 6.7827 0.000482  0.171349    19 -0.686586 1349.5 350 4.7e-05  3.5e-05 -0.2493 0.4046
1.5  -0.0347 -0.001516 -0.000811  -0.00202 6.5419  6.351  6.754 0.000417  0.195287    23 -0.650103 1282.1 350 4.3e-05    3e-05 -0.2469 0.4035
1.7  -0.0352 -0.001526 -0.000714 -0.001909 6.5209 6.3011 6.7004 0.000471  0.220718  27.2  -0.60241 1225.9 350   4e-05  2.5e-05 -0.2444 0.4007
2    -0.0359 -0.001604 -0.000673 -0.001576 6.4982 6.2617 6.6087 0.000703  0.253945  33.7 -0.543585 1156.6 350 3.6e-05  1.9e-05 -0.2407 0.3927
2.2  -0.0365 -0.001516  -0.00061 -0.001349  6.492 6.2463 6.5766 0.000702  0.270206  38.3 -0.505691 1117.8 350 3.3e-05  1.5e-05 -0.2382 0.3883
2.5  -0.0375 -0.001457 -0.000586 -0.001266 6.4964 6.2485 6.5667 0.000826  0.291435  45.4 -0.458523 1067.8 350   3e-05    1e-05 -0.2346 0.3831
3    -0.0382 -0.001345 -0.000505 -0.001105 6.4414 6.1858 6.4858 0.001202  0.323118  57.8 -0.413921 1000.3 350 2.5e-05    3e-06 -0.2288 0.3775
3.5  -0.0384  -0.00127 -0.000512    -0.001 6.3464 6.0849 6.3681 0.001647   0.35595  70.9 -0.375806  946.6 350 2.2e-05   -3e-06 -0.2232 0.3713
4    -0.0385 -0.001075  -0.00061 -0.001005 6.2459 6.0035 6.2727 0.002087  0.380773  84.7 -0.348309  902.4 350 1.8e-05   -8e-06 -0.2178 0.3646
4.5  -0.0389 -0.000904 -0.000605 -0.001061 6.1868 5.9423 6.2145 0.002489  0.405714    99 -0.309662  865.1 350 1.5e-05 -1.2e-05 -0.2126 0.3603
5    -0.0393 -0.000739 -0.000564 -0.001155 6.1466  5.896 6.1817 0.002841  0.419676 113.8 -0.294664  833.1 350 1.5e-05 -1.2e-05 -0.2077 0.3552
5.5  -0.0398  -0.00057 -0.000626 -0.001254 6.1084 5.8725 6.1566 0.003139  0.434776 129.2 -0.289487  805.2 350 1.5e-05 -1.2e-05 -0.2029 0.3494
6    -0.0402 -0.000456 -0.000702 -0.001317  6.092 5.8536 6.1257 0.003384  0.453344   145 -0.290399  780.5 350 1.5e-05 -1.2e-05 -0.1983 0.3428
6.5  -0.0405 -0.000308 -0.000785 -0.001361 6.0636 5.8218 6.0778  0.00358  0.455404   155 -0.281808  758.4 350 1.5e-05 -1.2e-05 -0.1939 0.3366
7     -0.041 -0.000195 -0.000856 -0.001392 6.0586 5.8197 6.0652 0.003728  0.440951   155  -0.28325  738.5 350 1.5e-05 -1.2e-05 -0.1896   0.33
7.5  -0.0412 -0.000109  -0.00088 -0.001413 6.0367 5.7971 6.0388 0.003833  0.427237   155 -0.275643  720.5 350 1.5e-05 -1.2e-05 -0.1855 0.3242
8    -0.0417   -0.0001 -0.000908 -0.001466 6.0378 5.7885 6.0381 0.003898  0.410255   155 -0.277723  704.1 350 1.5e-05 -1.2e-05 -0.1814 0.3185
8.5  -0.0419   -0.0001  -0.00094 -0.001496 6.0238 5.7674  6.018 0.003927  0.393707   155 -0.278975  688.9 350 1.5e-05 -1.2e-05 -0.1775  0.313
9     -0.042   -0.0001 -0.001012 -0.001488 5.9972 5.7463 5.9881 0.003924  0.378643   155 -0.284384    675 350 1.5e-05 -1.2e-05 -0.1737  0.309
9.5  -0.0423   -0.0001 -0.001098 -0.001485  5.988 5.7507 5.9807  0.00389  0.363717   155 -0.290498    662 350 1.5e-05 -1.2e-05 -0.1701 0.3047
10   -0.0427   -0.0001 -0.001179 -0.001498  5.982 5.7595 5.9869 0.003828  0.348396   155 -0.298398    650 350 1.5e-05 -1.2e-05 -0.1665 0.3007
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const LARGEST = 8.2;
const REFERENCE_MAGNITUDE = 16;
const REFERENCE_DEPTH = 300;

interface Options {
  readonly type: "crust" | "interface" | "slab";
  readonly region?: "NE" | "SW";
  readonly nied?: boolean;
}

/** Motion on the reference ground. */
function reference(c: Row, type: Options["type"]): RowFunction {
  const [anelastic, constant] = type === "crust" ? [c.b1, c.c1] : type === "interface" ? [c.b2, c.c2] : [c.b3, c.c3];
  return (ctx, i) => {
    const m = Math.min(ctx.mag[i]!, LARGEST);
    const r = ctx.rrup[i]!;
    return c.a * (m - REFERENCE_MAGNITUDE) ** 2 + anelastic * r + constant - Math.log10(r + c.d * 10 ** (0.5 * m));
  };
}

function siteTerm(c: Row): RowFunction {
  return (ctx, i) =>
    c.pd * Math.log10(Math.max(c.Dlmin, ctx.z1pt4[i]!) / REFERENCE_DEPTH) +
    c.ps * Math.log10(Math.min(c.Vsmax, ctx.vs30[i]!) / c.V0);
}

const polygonOf = (line: ArcLine) => planePolygon(ringOf(line.flat()));

/** Whether the hypocentre lies in the Philippine Sea slab below Kyushu and the Nansei islands; made when first asked. */
function philippineSlab(): RowFunction {
  const zones = [polygonOf(PHILIPPINE_ZONE_4), polygonOf(PHILIPPINE_ZONE_5)];
  return (ctx, i) => (zones.some((zone) => polygonContains(zone, ctx.hypo_lon[i]!, ctx.hypo_lat[i]!)) ? 1 : 0);
}

/** Stronger motion on the fore-arc side of the volcanic front from events below 30 km, and the slab term of the south-west. */
function anomaly(c: Row, options: Options): RowFunction {
  const restricted = options.nied === true && options.type === "slab";
  if (options.region === "NE")
    return (ctx, i) => {
      const x = distanceToLine(PACIFIC_FRONT, ctx.lon[i]!, ctx.lat[i]!);
      const taper = restricted ? Math.min(Math.max(ctx.lat[i]! - 35.5, 0), 1) : 1;
      return c.gNE * x * Math.max(ctx.hypo_depth[i]! - 30, 0) * taper;
    };
  if (options.region === undefined) return () => 0;
  const inSlab = restricted ? philippineSlab() : undefined;
  const isSlab = options.type === "slab";
  return (ctx, i) => {
    const depth = ctx.hypo_depth[i]!;
    const isPhilippine = inSlab === undefined ? undefined : inSlab(ctx, i) === 1;
    const slabTerm = isSlab && depth < 80 && isPhilippine !== true ? c.PH : 0;
    const excluded = depth < 60 || (isPhilippine !== undefined && (ctx.lon[i]! >= 136.9 || !isPhilippine));
    if (excluded) return slabTerm;
    const x = Math.min(distanceToLine(PHILIPPINE_FRONT, ctx.lon[i]!, ctx.lat[i]!), 75);
    return slabTerm + c.gSW * x * (depth - 30);
  };
}

/** Standard deviation, log10. */
function deviation(c: Row, options: Options): RowFunction {
  if (!options.nied) return () => c.sigma;
  if (options.type === "crust") return (ctx, i) => siMidorikawaCrustDeviation(ctx.rrup[i]!);
  const velocity = siMidorikawaVelocity(options.type === "interface" ? -0.02 : 0.12);
  return (ctx, i) => siMidorikawaSubductionDeviation(10 ** velocity(ctx, i));
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const base = reference(c, options.type);
  const site = siteTerm(c);
  const extra = anomaly(c, options);
  const sigma = deviation(c, options);
  // Intensity grows by 2 for a factor of 10.
  const unit = imt.kind === "JMA" ? 2 : LN10;
  const shift = imt.kind === "PGA" || imt.kind === "SA" ? -Math.log(980.665) : 0;
  return rowEvaluator((ctx, i) => unit * (base(ctx, i) + site(ctx, i) + extra(ctx, i)) + shift, {
    total: (ctx, i) => unit * sigma(ctx, i),
  });
}

export const morikawaFujiwara2013: ModelFamily = {
  models: {
    ...modelVariants<Options>(CRUST_FACTS, evaluator, {
      MorikawaFujiwara2013Crustal: { options: { type: "crust" } },
      MorikawaFujiwara2013CrustalNIED: { options: { type: "crust", nied: true } },
    }),
    ...modelVariants<Options>(INTERFACE_FACTS, evaluator, {
      MorikawaFujiwara2013SubInterface: { options: { type: "interface" } },
      MorikawaFujiwara2013SubInterfaceNIED: { options: { type: "interface", nied: true }, facts: HYPOCENTRE },
      MorikawaFujiwara2013SubInterfaceNE: { options: { type: "interface", region: "NE" } },
      MorikawaFujiwara2013SubInterfaceNENIED: {
        options: { type: "interface", region: "NE", nied: true },
        facts: HYPOCENTRE,
      },
      MorikawaFujiwara2013SubInterfaceSW: { options: { type: "interface", region: "SW" } },
      MorikawaFujiwara2013SubInterfaceSWNIED: {
        options: { type: "interface", region: "SW", nied: true },
        facts: HYPOCENTRE,
      },
    }),
    ...modelVariants<Options>(SLAB_FACTS, evaluator, {
      MorikawaFujiwara2013SubSlab: { options: { type: "slab" } },
      MorikawaFujiwara2013SubSlabNIED: { options: { type: "slab", nied: true }, facts: HYPOCENTRE },
      MorikawaFujiwara2013SubSlabNE: { options: { type: "slab", region: "NE" } },
      MorikawaFujiwara2013SubSlabNENIED: { options: { type: "slab", region: "NE", nied: true }, facts: HYPOCENTRE },
      MorikawaFujiwara2013SubSlabSW: { options: { type: "slab", region: "SW" } },
      MorikawaFujiwara2013SubSlabSWNIED: { options: { type: "slab", region: "SW", nied: true }, facts: HYPOCENTRE },
    }),
  },
};

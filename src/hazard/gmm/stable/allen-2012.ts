/**
 * Allen (2012), Stochastic ground-motion prediction equations for southeastern Australian earthquakes using updated source and attenuation
 * parameters, Geoscience Australia record 2012/69, eqs. 2-6: events up to and below 10 km depth, for vs30 820 m/s; the SS14 variant has the
 * site response of Seyhan & Stewart (2014).
 *
 * log10(cm/s2) in the report, ln(g) here; rrup and depth in km. Magnitude 4 to 7.5, up to 400 km. Total standard deviation only.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { LN_GAL_IN_G, LN10, plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { rockSiteRatio } from "./seyhan-stewart-ratio.ts";

const FACTS: ModelFacts = {
  name: "Allen2012",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Median horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  referenceVelocity: 820,
  validity: { magnitude: [4, 7.5], distance: 400 },
};

const SITE_FACTS: ModelFacts = {
  ...FACTS,
  name: "Allen2012_SS14",
  siteColumns: ["vs30"],
};

const SHALLOW = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 sigma",
  `
PGA    3.2586 0.5054 -0.0693 -1.8386  0.158 1.2466 -0.2045 -0.0441 -5.1081 -2.8612  0.252 -0.6911  0.412
0.01   3.2586 0.5054 -0.0693 -1.8386  0.158 1.2466 -0.2045 -0.0441 -5.1081 -2.8612  0.252 -0.6911  0.412
0.02   3.3683 0.4962  -0.062 -1.8078 0.1363 1.2475 -0.4862  0.0163 -4.7019 -2.8631 0.2482 -0.9393 0.4383
0.03   3.5107 0.4705 -0.0599 -1.8523 0.1423 1.4336 -0.5445  0.0148 -4.9778 -2.8492 0.2495 -1.0706  0.431
0.05    3.545 0.4768 -0.0628 -1.8368 0.1403 1.4595 -0.4889 -0.0106 -5.1162 -3.0724 0.3025 -1.2294 0.3994
0.075   3.516 0.4919 -0.0679 -1.8063 0.1424 1.4184 -0.3407 -0.0428 -4.9874 -3.2518 0.3059 -0.7602 0.3805
0.1    3.4584 0.5147 -0.0728 -1.7739 0.1423 1.3746 -0.2152 -0.0611  -4.836  -3.286 0.2677  -0.189  0.372
0.15   3.2956 0.5804 -0.0819 -1.7002 0.1314 1.2855 -0.0627 -0.0672  -4.664 -3.1221 0.1562  0.6327 0.3637
0.2    3.1362 0.6416 -0.0916 -1.6475 0.1272  1.214  0.0715 -0.0804 -4.6829 -2.9347 0.1074  1.0339 0.3594
0.25    2.998  0.692 -0.1014 -1.6149 0.1304 1.1595  0.2078 -0.1046 -4.8054  -2.789  0.113  1.1911 0.3575
0.3    2.8721 0.7358 -0.1101 -1.5934 0.1351 1.1206  0.3188 -0.1244 -4.8545 -2.6803 0.1307  1.1665 0.3558
0.4    2.6231 0.8177 -0.1239 -1.5654 0.1398 1.0823   0.433 -0.1271 -4.4665 -2.5395 0.1358  0.6517 0.3544
0.5    2.3981 0.8888 -0.1339 -1.5476 0.1399 1.0705  0.4658 -0.1056   -3.82 -2.4577 0.1156 -0.0632 0.3522
0.75   1.9437 1.0108 -0.1471 -1.5267 0.1404 1.0501  0.4756 -0.0924  -3.422 -2.4062 0.1245 -1.0127 0.3495
1       1.616 1.0784 -0.1514 -1.5217 0.1445 1.0252  0.4812 -0.1235  -4.045 -2.4381 0.1887 -1.0992 0.3487
1.4999 1.1925  1.102 -0.1423 -1.5395 0.1604 1.0087  0.5036 -0.1592 -4.2474 -2.4984 0.2558 -0.6929 0.3492
2      0.9286 1.0737 -0.1263 -1.5639 0.1751 1.0164  0.5219 -0.1638 -3.7546 -2.5266 0.2664 -0.2953 0.3484
3.0003 0.5738 1.0109 -0.0953 -1.5879 0.1848 1.0479  0.5137 -0.1574 -3.7826 -2.5356 0.2682  -0.057 0.3467
4      0.3395 0.9536 -0.0712 -1.6036 0.1884 1.0706  0.5091  -0.158 -4.2008 -2.5644  0.286 -0.1061 0.3457
`,
);

const DEEP = coefficientTable(
  "c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 sigma",
  `
PGA     3.383 0.6034 -0.0905 -1.9289 0.1754  1.114 -0.1822 -0.0126 -4.6974  -3.149 0.3152 -0.7242 0.3653
0.01    3.383 0.6034 -0.0905 -1.9289 0.1754  1.114 -0.1822 -0.0126 -4.6974  -3.149 0.3152 -0.7242 0.3653
0.02   3.5565 0.5904 -0.0856 -1.9394 0.1621 1.1954 -0.4561  0.0338 -4.8588 -3.0919 0.3012 -1.1518 0.3897
0.03   3.7069 0.5281 -0.0843 -1.9729 0.1855 1.1653 -0.4548  0.0016 -4.6835 -3.2849 0.3938 -1.2871  0.384
0.05   3.7388 0.5462 -0.0835 -1.9369  0.165 1.4281 -0.4399  0.0012 -4.3352 -3.4777 0.4168 -1.0867 0.3558
0.075  3.6718 0.5844 -0.0893 -1.8879 0.1578  1.501 -0.2986 -0.0335 -4.1895 -3.5529  0.399 -1.2308 0.3392
0.1    3.5788 0.6266 -0.0972 -1.8478 0.1573 1.5125 -0.1629 -0.0579 -4.0552 -3.5179 0.3471 -1.1589 0.3323
0.15   3.3779 0.7276 -0.1128 -1.7796 0.1476 1.6277  -0.009 -0.0451 -3.6274  -3.285 0.1821 -0.1896 0.3271
0.2    3.1826 0.8205 -0.1283 -1.7325 0.1443 1.6481  0.1229  -0.043 -3.4854  -3.059 0.1035  0.1635 0.3247
0.25    3.004 0.8987 -0.1432  -1.701 0.1483 1.5729  0.2598 -0.0632 -3.5975 -2.8838 0.1047 -0.1385 0.3246
0.3    2.8429 0.9634 -0.1556 -1.6791 0.1537 1.4901  0.3689 -0.0843 -3.7509 -2.7493 0.1261 -0.5928 0.3245
0.4    2.5501 1.0648 -0.1718 -1.6521 0.1594 1.4364  0.4608 -0.0955 -3.8563 -2.5597 0.1346 -1.1806 0.3248
0.5    2.3035 1.1393 -0.1807 -1.6367 0.1603 1.4725  0.4626 -0.0833 -3.7902 -2.4365 0.1113 -1.4107 0.3225
0.75   1.8219  1.248  -0.186 -1.6145 0.1579 1.6026   0.453 -0.0765 -3.6309 -2.3807 0.1155 -1.4951 0.3188
1      1.4789 1.2965 -0.1818 -1.6031 0.1567 1.6826  0.4868 -0.1014 -3.6122 -2.4713  0.182 -1.4247  0.318
1.4999 1.0706 1.2744 -0.1611 -1.6256 0.1725 1.7006  0.5261 -0.1349 -3.7229 -2.5644  0.248 -0.9947 0.3161
2      0.8407 1.2059  -0.139 -1.6639 0.1938 1.6575  0.5385 -0.1475 -3.7642 -2.5814 0.2597 -0.5854 0.3142
3.0003 0.5344 1.0959 -0.1054 -1.7074 0.2178  1.598  0.5975  -0.167 -3.1596 -2.7062 0.3113 -0.5753 0.3113
4      0.3202  1.025 -0.0845 -1.7307 0.2291 1.5703  0.6403 -0.1765 -2.7375 -2.8114 0.3526 -0.8547 0.3097
`,
);

type Row = ReturnType<typeof SHALLOW.at>;

const SHALLOWEST_DEEP = 10;
const ROCK_VS30 = 820;

function lnMotion(c: Row, mag: number, r: number): number {
  const dm = mag - 4;
  const r1 = 90 + c.c8 * dm;
  const r2 = 150 + c.c11 * dm;
  const near = Math.log10(Math.hypot(Math.min(r, r1), 1 + c.c5 * dm));
  const middle = Math.max(Math.log10(r / r1), 0);
  const far = Math.max(Math.log10(r / r2), 0);
  return (
    LN10 *
      (c.c0 +
        c.c1 * dm +
        c.c2 * dm * dm +
        (c.c3 + c.c4 * dm) * near +
        (c.c6 + c.c7 * dm) * middle +
        (c.c9 + c.c10 * dm) * far) +
    LN_GAL_IN_G
  );
}

/** Motion and total standard deviation of one measure at 820 m/s. */
function rockModel(imt: IntensityMeasure): { readonly mean: RowFunction; readonly sigma: RowFunction } {
  const shallow = SHALLOW.at(imt);
  const deep = DEEP.at(imt);
  const row = (depth: number) => (depth < SHALLOWEST_DEEP ? shallow : deep);
  return {
    mean: (ctx, i) => lnMotion(row(ctx.hypo_depth[i]!), ctx.mag[i]!, ctx.rrup[i]!),
    sigma: (ctx, i) => row(ctx.hypo_depth[i]!).sigma * LN10,
  };
}

function onRock(imt: IntensityMeasure): GroundMotionEvaluator {
  const { mean, sigma } = rockModel(imt);
  return rowEvaluator(mean, { total: sigma });
}

function withSite(imt: IntensityMeasure): GroundMotionEvaluator {
  const { mean, sigma } = rockModel(imt);
  const pga = rockModel(PGA).mean;
  const site = rockSiteRatio(imt, ROCK_VS30);
  return rowEvaluator((ctx, i) => mean(ctx, i) + site(ctx.vs30[i]!, pga(ctx, i)), { total: sigma });
}

export const allen2012: ModelFamily = {
  models: { Allen2012: plainModel(FACTS, onRock), Allen2012_SS14: plainModel(SITE_FACTS, withSite) },
};

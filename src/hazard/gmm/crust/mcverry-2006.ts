/**
 * McVerry, Zhao, Abrahamson & Somerville (2006), New Zealand acceleration response spectrum attenuation relations for crustal and
 * subduction zone earthquakes, Bulletin of the NZSEE 39(1), 1-58, eqs. 1 (crust), 2 (subduction), 4 (soils), 6 (scaling by the PGA of
 * the unprimed coefficients) and 8 (standard deviations). The Canterbury variants follow McVerry, Gerstenberger & Rhoades (2011), GNS
 * report 2011/45: sources of the Canterbury model get a stress drop factor.
 *
 * ln(g); rrup and depth in km. Soil classes C and D by vs30 (360 to 760 m/s and below) or by letter. Magnitude 5.25 to 7.5, rrup up to
 * 400 km. The hanging-wall term of the paper is not used.
 */

import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { modelVariants, type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { ATKINSON_BOORE_2006_STRESS } from "../stable/atkinson-boore-2006.ts";

const CRUST_FACTS: ModelFacts = {
  name: "McVerry2006Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Greater of two horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  validity: { magnitude: [5.25, 7.5], distance: 400 },
};

const COLUMNS = "c1 c3as c4as c5 c6as c8 c10as c11 c12y c13y c15 c17 c18y c19y c20 c24 c29 c30as c32 c33as c43 c46";

const SPECTRAL_ROWS = `
0.075  1.36561    0.03 -0.144 -0.00889 0.17 -0.94568 5.58 8.68782 1.414       0 -2.707 -2.54215 1.7818 0.554   0.0185 -0.48652 0.31139  -0.28 0.2   0.26 -0.48366 -0.03452
0.1    1.77717   0.028 -0.144 -0.00837 0.17 -1.01852  5.5 9.37929 1.414 -0.0011 -2.655 -2.60945 1.7818 0.554   0.0174 -0.61973 0.34059  -0.28 0.2   0.26 -0.43854 -0.03595
0.2    1.39535 -0.0138 -0.144  -0.0094 0.17 -0.78199  5.1 10.6148 1.414 -0.0027 -2.528 -2.70851 1.7818 0.554  0.01542 -0.67672 0.37235 -0.245 0.2   0.26 -0.29906 -0.03853
0.3    0.44591  -0.036 -0.144 -0.00987 0.17 -0.56098  4.8 9.40776 1.414 -0.0036 -2.454 -2.47668 1.7818 0.554  0.01278 -0.59339 0.56648 -0.195 0.2  0.198 -0.05184 -0.03604
0.4    0.01645 -0.0518 -0.144 -0.00923 0.17 -0.51281 4.52 8.50343 1.414 -0.0043 -2.401 -2.36895 1.7818 0.554  0.01426 -0.30579 0.69911  -0.16 0.2  0.154  0.20301 -0.03364
0.5    0.14826 -0.0635 -0.144 -0.00823 0.17 -0.56716  4.3 8.46463 1.414 -0.0048  -2.36  -2.4063 1.7818 0.554  0.01287 -0.24839 0.63188 -0.121 0.2  0.119  0.37026  -0.0326
0.75  -0.21246 -0.0862 -0.144 -0.00738 0.17 -0.55384  3.9 7.30176 1.414 -0.0057 -2.286 -2.26512 1.7818 0.554   0.0108 -0.01298 0.51577  -0.05 0.2  0.057  0.73517 -0.02877
1     -0.10451  -0.102 -0.144 -0.00588 0.17 -0.65892  3.7 7.08727 1.414 -0.0064 -2.234 -2.27668 1.7818 0.554  0.00946  0.06672 0.34048      0 0.2  0.013  0.87764 -0.02561
1.5   -0.48665   -0.12 -0.144  -0.0063 0.17 -0.58222 3.55 6.93264 1.414 -0.0073  -2.16 -2.28347 1.7818 0.554  0.00788 -0.02289 0.12468   0.04 0.2 -0.049  0.75438 -0.02034
2     -0.77433   -0.12 -0.144  -0.0063 0.17 -0.58222 3.55 6.64496 1.414 -0.0073  -2.16 -2.28347 1.7818 0.554  0.00788 -0.02289 0.12468   0.04 0.2 -0.049  0.75438 -0.02034
3     -1.30916 -0.1726 -0.144 -0.00553 0.17 -0.57009  3.5 5.05488 1.414 -0.0089 -2.033  -2.0305 1.7818 0.554 -0.00265 -0.20537 0.14593   0.04 0.2 -0.156  0.61545 -0.01673
`;

/** The two sets of coefficients differ for PGA only. */
const PRIMED = coefficientTable(
  COLUMNS,
  `
PGA     0.1813       0 -0.144 -0.00846 0.17 -0.75519  5.6 8.10697 1.414       0 -2.552 -2.48795 1.7818 0.554  0.01622 -0.41369 0.44307  -0.23 0.2   0.26 -0.29648 -0.03301${SPECTRAL_ROWS}`,
);
const UNPRIMED = coefficientTable(
  COLUMNS,
  `
PGA    0.28815       0 -0.144 -0.00967 0.17 -0.70494  5.6 8.68354 1.414       0 -2.552 -2.56727 1.7818 0.554   0.0155 -0.50962 0.30206  -0.23 0.2   0.26 -0.31769 -0.03279${SPECTRAL_ROWS}`,
);

type Row = Coefficients<typeof COLUMNS>;

const DEVIATIONS = coefficientTable(
  "sigmaM6 sigSlope tau",
  `
PGA   0.4865 -0.1261 0.2687
0.075 0.5281  -0.097 0.3217
0.1   0.5398 -0.0673 0.3088
0.2   0.5703 -0.0243 0.2726
0.3   0.5505 -0.0861 0.2112
0.4   0.5627 -0.1405 0.2005
0.5    0.568 -0.1444 0.1476
0.75  0.5562 -0.0932 0.1794
1     0.5629 -0.0749 0.2053
1.5   0.5394 -0.0056 0.2411
2     0.5394 -0.0056 0.2411
3     0.5701  0.0934 0.2406
`,
);

interface Options {
  readonly type: "crust" | "volcanic" | "interface" | "slab";
  readonly soil: "vs30" | "siteclass";
  readonly stressDrop?: boolean;
}

/** 1 for pure reverse, 0.5 for oblique reverse, -1 for normal faulting, scaled by the coefficients. */
function mechanism(c: Row, rake: number): number {
  if (rake > -147 && rake < -33) return -c.c32;
  if (rake > 67 && rake < 123) return c.c33as;
  return rake > 33 && rake < 66 ? 0.5 * c.c33as : 0;
}

/** Eq. 1: sites of class A and B. */
function crustRock(c: Row, volcanic: boolean): RowFunction {
  return (ctx, i) => {
    const dm = ctx.mag[i]! - 6;
    const r = ctx.rrup[i]!;
    return (
      c.c1 +
      c.c4as * dm +
      c.c3as * (8.5 - ctx.mag[i]!) ** 2 +
      c.c5 * r +
      (c.c8 + c.c6as * dm) * Math.log(Math.hypot(r, c.c10as)) +
      (volcanic ? c.c46 * r : 0) +
      mechanism(c, ctx.rake[i]!)
    );
  };
}

/** Eq. 2. */
function subductionRock(c: Row, slab: boolean): RowFunction {
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    return (
      c.c11 +
      (c.c12y + (c.c15 - c.c17) * c.c19y) * (m - 6) +
      c.c13y * (10 - m) ** 3 +
      c.c17 * Math.log(ctx.rrup[i]! + c.c18y * Math.exp(c.c19y * m)) +
      c.c20 * ctx.hypo_depth[i]! +
      (slab ? 0 : c.c24)
    );
  };
}

function soilClass(ctx: ContextBlock, i: number, soil: Options["soil"]): string {
  if (soil === "siteclass") return ctx.siteclass[i]!;
  const v = ctx.vs30[i]!;
  if (v < 360) return "D";
  return v < 760 ? "C" : "B";
}

function withSoil(c: Row, options: Options): RowFunction {
  const rock =
    options.type === "crust" || options.type === "volcanic"
      ? crustRock(c, options.type === "volcanic")
      : subductionRock(c, options.type === "slab");
  return (ctx, i) => {
    const lnRock = rock(ctx, i);
    const soil = soilClass(ctx, i, options.soil);
    if (soil === "C") return lnRock + c.c29;
    return soil === "D" ? lnRock + c.c30as * Math.log(Math.exp(lnRock) + 0.03) + c.c43 : lnRock;
  };
}

/** ln of the factor for a stress drop of 1.5 times the usual one, for sources of the Canterbury model. */
function stressFactor(imt: IntensityMeasure): RowFunction {
  const s = ATKINSON_BOORE_2006_STRESS.at(imt);
  const slope = Math.log2(1.5) * Math.LN10;
  return (ctx, i) => {
    if (ctx.in_cshm[i]! === 0) return 0;
    const fraction = Math.max(ctx.mag[i]! - s.M1, 0) / (s.Mh - s.M1);
    return slope * Math.min(0.05 + s.delta, 0.05 + s.delta * fraction);
  };
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const spectral = withSoil(PRIMED.at(imt), options);
  const pga = withSoil(UNPRIMED.at(PGA), options);
  const pgaPrimed = withSoil(PRIMED.at(PGA), options);
  const extra = options.stressDrop ? stressFactor(imt) : () => 0;
  const s = DEVIATIONS.at(imt);
  return rowEvaluator((ctx, i) => spectral(ctx, i) + pga(ctx, i) - pgaPrimed(ctx, i) + extra(ctx, i), {
    tau: () => s.tau,
    phi: (ctx, i) => s.sigmaM6 + s.sigSlope * Math.min(Math.max(ctx.mag[i]! - 6, -1), 1),
  });
}

const VOLCANIC: Partial<ModelFacts> = { tectonicRegionType: TECTONIC_REGION_TYPES.volcanic };
const INTERFACE: Partial<ModelFacts> = { tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface };
const SLAB: Partial<ModelFacts> = { tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab };
const BY_LETTER: Partial<ModelFacts> = { siteColumns: ["siteclass"] };
const CANTERBURY: Partial<ModelFacts> = { ...BY_LETTER, ruptureColumns: ["hypo_depth", "in_cshm", "mag", "rake"] };

export const mcverry2006: ModelFamily = {
  models: modelVariants(CRUST_FACTS, evaluator, {
    McVerry2006Asc: { options: { type: "crust", soil: "vs30" } },
    McVerry2006SInter: { options: { type: "interface", soil: "vs30" }, facts: INTERFACE },
    McVerry2006SSlab: { options: { type: "slab", soil: "vs30" }, facts: SLAB },
    McVerry2006Volc: { options: { type: "volcanic", soil: "vs30" }, facts: VOLCANIC },
    McVerry2006AscSC: { options: { type: "crust", soil: "siteclass" }, facts: BY_LETTER },
    McVerry2006SInterSC: { options: { type: "interface", soil: "siteclass" }, facts: { ...INTERFACE, ...BY_LETTER } },
    McVerry2006SSlabSC: { options: { type: "slab", soil: "siteclass" }, facts: { ...SLAB, ...BY_LETTER } },
    McVerry2006VolcSC: { options: { type: "volcanic", soil: "siteclass" }, facts: { ...VOLCANIC, ...BY_LETTER } },
    McVerry2006Chch: { options: { type: "crust", soil: "siteclass" }, facts: CANTERBURY },
    McVerry2006ChchStressDrop: { options: { type: "crust", soil: "siteclass", stressDrop: true }, facts: CANTERBURY },
    // The additional sigma of this variant is not applied by the reference.
    McVerry2006ChchAdditionalSigma: { options: { type: "crust", soil: "siteclass" }, facts: CANTERBURY },
  }),
};

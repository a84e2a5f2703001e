/**
 * Toro, Abrahamson & Schneider (1997), Model of strong ground motions from earthquakes in central and eastern North America, SRL
 * 68(1), 41-57, with the modification for large magnitudes and short distances of Toro (2002); and the SHARE adjustment to rock of 800 m/s.
 *
 * ln(g) on hard rock (vs30 2800 m/s); rjb in km. Magnitude 5 to 8, rjb 1 to 500 km. Total standard deviation: aleatory (by magnitude and
 * distance) and epistemic parts. SA(3.0) and SA(4.0) of the reference divide the ln mean by 0.612 and 0.559.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { clearParts, plainModel, TOTAL_STANDARD_DEVIATION, thenAdjust } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";
import { shareAdjustment } from "../share-adjustment.ts";

const FACTS_2002: ModelFacts = {
  name: "ToroEtAl2002",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  validity: { magnitude: [5, 8], distance: 500 },
};

const TORO_2002 = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 m50 m55 m80 r5 r20",
  `
PGA    2.2 0.81     0 1.27 1.16 0.0021  9.3 0.55 0.59  0.5 0.54  0.2
0.03     4 0.79     0 1.57 1.83 0.0008 11.1 0.62 0.63  0.5 0.62 0.35
0.04  3.68  0.8     0 1.46 1.77 0.0013 10.5 0.62 0.63  0.5 0.57 0.29
0.1   2.37 0.81     0  1.1 1.02  0.004  8.3 0.59 0.61  0.5  0.5 0.17
0.2   1.73 0.84     0 0.98 0.66 0.0042  7.5  0.6 0.64 0.56 0.45 0.12
0.4   1.07 1.05  -0.1 0.93 0.56 0.0033  7.1 0.63 0.68 0.64 0.45 0.12
1     0.09 1.42  -0.2  0.9 0.49 0.0023  6.8 0.63 0.64 0.67 0.45 0.12
2    -0.74 1.86 -0.31 0.92 0.46 0.0017  6.9 0.61 0.62 0.66 0.45 0.12
3    -0.74 1.86 -0.31 0.92 0.46 0.0017  6.9 0.61 0.62 0.66 0.45 0.12
4    -0.74 1.86 -0.31 0.92 0.46 0.0017  6.9 0.61 0.62 0.66 0.45 0.12
`,
);

const SHARE = coefficientTable(
  "Frss AFrock",
  `
PGA      1.22 0.735106
0.03   1.1794 0.423049
0.04    1.164 0.477379
0.1      1.08 0.888509
0.2      1.19 1.197291
0.4      1.23 1.308267
1    1.196667 1.265762
2        1.14 1.215779
3        1.14 1.215779
4        1.14 1.215779
`,
);

type Path = Coefficients<"c1 c2 c3 c4 c5 c6 c7">;

/** Magnitude term; the extended source of Toro (2002) makes `saturation` grow with magnitude. */
function source(c: Path, mag: number): number {
  const dm = mag - 6;
  return c.c1 + c.c2 * dm + c.c3 * dm * dm;
}

function finiteSource(mw: number): number {
  return Math.exp(-1.25 + 0.227 * mw);
}

/** Linear between knots, constant beyond. */
function between(x: number, x0: number, x1: number, y0: number, y1: number): number {
  return y0 + (y1 - y0) * Math.min(Math.max((x - x0) / (x1 - x0), 0), 1);
}

function toro2002(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = TORO_2002.at(imt);
  const divisor = imt.period === 3 ? 0.612 : imt.period === 4 ? 0.559 : 1;
  return (ctx, out) => {
    let level = 0;
    let saturation2 = 0;
    let variance = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (changes(ctx.mag, i)) {
        level = source(c, m);
        saturation2 = (c.c7 * finiteSource(m)) ** 2;
        const aleatory = m < 5.5 ? between(m, 5, 5.5, c.m50, c.m55) : between(m, 5.5, 8, c.m55, c.m80);
        const epistemic = imt.period < 1 ? 0.36 + 0.07 * (m - 6) : 0.34 + 0.06 * (m - 6);
        variance = aleatory * aleatory + epistemic * epistemic;
      }
      const rjb = ctx.rjb[i]!;
      const r = Math.sqrt(rjb * rjb + saturation2);
      const lnR = Math.log(r);
      const mean = level - c.c4 * lnR - (c.c5 - c.c4) * Math.max(lnR - Math.log(100), 0) - c.c6 * r;
      out.mean[i] = mean / divisor;
      const near = between(rjb, 5, 20, c.r5, c.r20);
      out.sigma[i] = Math.sqrt(variance + near * near);
    }
    clearParts(out, ctx.length);
  };
}

function toro2002Share(imt: IntensityMeasure): GroundMotionEvaluator {
  const a = SHARE.at(imt);
  return thenAdjust(toro2002(imt), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += shareAdjustment(a.Frss, a.AFrock, ctx.rake[i]!);
  });
}

export const toro2002Family: ModelFamily = {
  models: {
    ToroEtAl2002: plainModel(FACTS_2002, toro2002),
    ToroEtAl2002SHARE: plainModel(
      {
        name: "ToroEtAl2002SHARE",
        tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
        component: "Average Horizontal",
        standardDeviations: TOTAL_STANDARD_DEVIATION,
        ruptureColumns: ["mag", "rake"],
        distanceColumns: ["rjb"],
        siteColumns: [],
        measures: ["PGA", "SA"],
        referenceVelocity: 800,
      },
      toro2002Share,
    ),
  },
};

/**
 * Boore & Atkinson (2008), Ground-motion prediction equations for the average horizontal component of PGA, PGV, and 5%-damped
 * PSA at spectral periods between 0.01 s and 10.0 s, Earthquake Spectra 24(1), 99-138; and its descendants:
 *
 * - Atkinson (2010), Ground-motion prediction equations for Hawaii from a referenced empirical approach, BSSA 100(2), eqs. 2-5;
 * - Atkinson & Boore (2011), BSSA 101(3), eq. 5: a correction for small magnitudes (BooreAtkinson2011), applied as well to
 *   Atkinson (2008), BSSA 98(3), a factor on the 2008 model for eastern North America (Atkinson2008prime);
 * - BooreAtkinson2008BCHydro: epistemic shift of the median and single-station sigma.
 *
 * ln(g) or ln(cm/s); rjb in km, vs30 in m/s. Magnitude 5 to 8, rjb up to 200 km, vs30 180 to 1300 m/s.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import {
  ALL_STANDARD_DEVIATIONS,
  fillTotal,
  LN10,
  plainModel,
  TOTAL_STANDARD_DEVIATION,
  thenAdjust,
  withConstantDeviations,
} from "../make-model.ts";
import { isNormal30, isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";
import { atkinsonBooreSoil, soilAmplification } from "../site/atkinson-boore-soil.ts";
import { BC_HYDRO, bcHydroModel } from "./bc-hydro.ts";

const FACTS: ModelFacts = {
  name: "BooreAtkinson2008",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
};

export const BOORE_ATKINSON_2008 = coefficientTable(
  "c1 c2 c3 h e1 e2 e3 e4 e5 e6 e7 Mh sigma tau std",
  `
PGV    -0.8737   0.1006 -0.00334 2.54  5.00121  5.04727  4.63188   5.0821 0.18322 -0.12736       0  8.5   0.5 0.256  0.56
PGA    -0.6605   0.1197 -0.01151 1.35 -0.53804  -0.5035 -0.75472  -0.5097 0.28805 -0.10164       0 6.75 0.502  0.26 0.564
0.01   -0.6622     0.12 -0.01151 1.35 -0.52883 -0.49429 -0.74551 -0.49966 0.28897 -0.10019       0 6.75 0.502 0.262 0.566
0.02    -0.666   0.1228 -0.01151 1.35 -0.52192 -0.48508 -0.73906 -0.48895 0.25144 -0.11006       0 6.75 0.502 0.262 0.566
0.03   -0.6901   0.1283 -0.01151 1.35 -0.45285 -0.41831 -0.66722 -0.42229 0.17976 -0.12858       0 6.75 0.507 0.274 0.576
0.05    -0.717   0.1317 -0.01151 1.35 -0.28476 -0.25022 -0.48462 -0.26092 0.06369 -0.15752       0 6.75 0.516 0.286 0.589
0.075  -0.7205   0.1237 -0.01151 1.55  0.00767  0.04912 -0.20578  0.02706  0.0117 -0.17051       0 6.75 0.513  0.32 0.606
0.1    -0.7081   0.1117 -0.01151 1.68  0.20109  0.23102  0.03058  0.22193 0.04697 -0.15948       0 6.75  0.52 0.318 0.608
0.15   -0.6961  0.09884 -0.01113 1.86  0.46128  0.48661  0.30185  0.49328  0.1799 -0.14539       0 6.75 0.518  0.29 0.594
0.2     -0.583  0.04273 -0.00952 1.98   0.5718  0.59253   0.4086  0.61472 0.52729 -0.12964 0.00102 6.75 0.523 0.288 0.596
0.25   -0.5726  0.02977 -0.00837 2.07  0.51884  0.53496   0.3388  0.57747  0.6088 -0.13843 0.08607 6.75 0.527 0.267 0.592
0.3    -0.5543  0.01955  -0.0075 2.14  0.43825  0.44516  0.25356   0.5199 0.64472 -0.15694 0.10601 6.75 0.546 0.269 0.608
0.4    -0.6443  0.04394 -0.00626 2.24   0.3922  0.40602  0.21398   0.4608  0.7861 -0.07843 0.02262 6.75 0.541 0.267 0.603
0.5    -0.6914   0.0608  -0.0054 2.32  0.18957  0.19878  0.00967  0.26337 0.76837 -0.09054       0 6.75 0.555 0.265 0.615
0.75   -0.7408  0.07518 -0.00409 2.46 -0.21338 -0.19496 -0.49176 -0.10813 0.75179 -0.14053 0.10302 6.75 0.571 0.299 0.645
1      -0.8183   0.1027 -0.00334 2.54 -0.46896 -0.43443 -0.78465  -0.3933  0.6788 -0.18257 0.05393 6.75 0.573 0.302 0.647
1.5    -0.8303  0.09793 -0.00255 2.66 -0.86271 -0.79593 -1.20902 -0.88085 0.70689  -0.2595 0.19082 6.75 0.566 0.373 0.679
2      -0.8285  0.09432 -0.00217 2.73 -1.22652 -1.15514 -1.57697 -1.27669 0.77989 -0.29657 0.29888 6.75  0.58 0.389   0.7
3      -0.7844  0.07282 -0.00191 2.83 -1.82979  -1.7469 -2.22584 -1.91814 0.77966 -0.45384 0.67466 6.75 0.566 0.401 0.695
4      -0.6854  0.03758 -0.00191 2.89 -2.24656 -2.15906 -2.58228 -2.38168 1.24961 -0.35874 0.79508 6.75 0.583 0.385 0.698
5      -0.5096 -0.02391 -0.00191 2.93 -1.28408  -1.2127 -1.50904 -1.41093 0.14271 -0.39006       0  8.5 0.601 0.437 0.744
7.5    -0.3724 -0.06568 -0.00191    3 -1.43145 -1.31632 -1.81022 -1.59217 0.52407 -0.37578       0  8.5 0.626 0.477 0.787
10    -0.09824   -0.138 -0.00191 3.04 -2.15446 -2.16137 -2.53323 -2.14635 0.40387 -0.48492       0  8.5 0.645 0.477 0.801
`,
);

type Row = Coefficients<"c1 c2 c3 h e1 e2 e3 e4 e5 e6 e7 Mh sigma tau std">;

/** Magnitude scaling, eqs. 5a and 5b. */
export function magnitudeScaling(c: Row, mag: number, rake: number): number {
  const normal = isNormal30(rake);
  const reverse = isReverse30(rake);
  const mechanism = reverse ? c.e4 : normal ? c.e3 : c.e2;
  const dm = mag - c.Mh;
  return mechanism + (mag <= c.Mh ? c.e5 * dm + c.e6 * dm * dm : c.e7 * dm);
}

/** Reference magnitude (eq. 3); the reference distance is 1 km. */
const REFERENCE_MAGNITUDE = 4.5;

/** Small-magnitude correction of Atkinson & Boore (2011), eq. 5, in ln units. */
function smallMagnitudeCorrection(mag: number, rjb: number): number {
  const near = Math.max(0, 3.888 - 0.674 * mag);
  const slope = Math.max(0, 2.933 - 0.51 * mag);
  return LN10 * near - slope * Math.log(rjb + 10);
}

/** ln of PGA (g) at vs30 760 m/s, eqs. 3-5. */
export function booreAtkinsonRock(rock: Row, mag: number, rake: number, rjb: number): number {
  const d2 = rjb * rjb + rock.h * rock.h;
  const slope = rock.c1 + rock.c2 * (mag - REFERENCE_MAGNITUDE);
  return magnitudeScaling(rock, mag, rake) + 0.5 * slope * Math.log(d2) + rock.c3 * (Math.sqrt(d2) - 1);
}

function evaluator(imt: IntensityMeasure): GroundMotionEvaluator {
  const c = BOORE_ATKINSON_2008.at(imt);
  const rock = BOORE_ATKINSON_2008.at(PGA);
  const soil = atkinsonBooreSoil(imt);
  const isPga = imt.kind === "PGA";
  return withConstantDeviations(
    (ctx, out) => {
      const { mag, rake, vs30, rjb } = ctx;
      let source = 0;
      let sourceRock = 0;
      let slope = 0;
      let slopeRock = 0;
      for (let i = 0; i < ctx.length; i++) {
        const m = mag[i]!;
        if (changes(mag, i) || changes(rake, i)) {
          source = magnitudeScaling(c, m, rake[i]!);
          sourceRock = magnitudeScaling(rock, m, rake[i]!);
          slope = c.c1 + c.c2 * (m - REFERENCE_MAGNITUDE);
          slopeRock = rock.c1 + rock.c2 * (m - REFERENCE_MAGNITUDE);
        }
        const r2 = rjb[i]! * rjb[i]!;
        const dRock2 = r2 + rock.h * rock.h;
        const lnPgaRock = sourceRock + 0.5 * slopeRock * Math.log(dRock2) + rock.c3 * (Math.sqrt(dRock2) - 1);
        let reference = lnPgaRock;
        if (!isPga) {
          const d2 = r2 + c.h * c.h;
          reference = source + 0.5 * slope * Math.log(d2) + c.c3 * (Math.sqrt(d2) - 1);
        }
        out.mean[i] = reference + soilAmplification(soil, vs30[i]!, lnPgaRock);
      }
    },
    c.tau,
    c.sigma,
    c.std,
  );
}

function corrected2011(imt: IntensityMeasure): GroundMotionEvaluator {
  return thenAdjust(evaluator(imt), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += smallMagnitudeCorrection(ctx.mag[i]!, ctx.rjb[i]!);
  });
}

const EASTERN_FACTOR = coefficientTable(
  "c d",
  `
PGV     0.45 0.00211
PGA    0.419 0.00039
0.005  0.417 0.00192
0.05   0.417 0.00192
0.1    0.245 0.00273
0.2    0.042 0.00232
0.3   -0.078  0.0019
0.5    -0.18  0.0018
1     -0.248 0.00153
2     -0.214 0.00117
3.03  -0.084 0.00091
5          0       0
10         0       0
`,
);

function eastern(imt: IntensityMeasure): GroundMotionEvaluator {
  const a = EASTERN_FACTOR.at(imt);
  return thenAdjust(corrected2011(imt), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += LN10 * (a.c + a.d * ctx.rjb[i]!);
  });
}

/** Atkinson (2010): frequency in Hz, 50 for PGA and 2 for PGV. */
function hawaii(imt: IntensityMeasure): GroundMotionEvaluator {
  const frequency = imt.kind === "PGV" ? 2 : imt.period === 0 ? 50 : 1 / imt.period;
  const logFrequency = Math.log10(frequency);
  const slope = Math.min(-0.18 + 0.17 * logFrequency, 0);
  const shallow = Math.max(0.217 - 0.321 * logFrequency, 0);
  const deep = Math.min(0.263 + 0.0924 * logFrequency, 0.35);
  return thenAdjust(evaluator(imt), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const depth = ctx.hypo_depth[i]!;
      const level = depth < 20 ? shallow : depth > 35 ? deep : 0.2;
      out.mean[i]! += LN10 * level + slope * Math.log(Math.max(ctx.rjb[i]!, 1));
    }
    fillTotal(out, ctx.length, 0.26 * LN10);
  });
}

export const booreAtkinson2008: ModelFamily = {
  models: {
    BooreAtkinson2008: plainModel(
      {
        ...FACTS,
        doi: "10.1193/1.2830434",
        validity: { magnitude: [5, 8], distance: 200, vs30: [180, 1300] },
      },
      evaluator,
    ),
    BooreAtkinson2011: plainModel({ ...FACTS, name: "BooreAtkinson2011" }, corrected2011),
    Atkinson2008prime: plainModel(
      { ...FACTS, name: "Atkinson2008prime", tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental },
      eastern,
    ),
    Atkinson2010Hawaii: plainModel(
      {
        ...FACTS,
        name: "Atkinson2010Hawaii",
        tectonicRegionType: TECTONIC_REGION_TYPES.volcanic,
        component: "Average Horizontal",
        standardDeviations: TOTAL_STANDARD_DEVIATION,
        ruptureColumns: ["hypo_depth", "mag", "rake"],
      },
      hawaii,
    ),
    BooreAtkinson2008BCHydro: bcHydroModel({ ...FACTS, name: "BooreAtkinson2008BCHydro" }, evaluator, BC_HYDRO),
  },
};

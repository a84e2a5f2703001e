/**
 * Atkinson & Boore (2003), Empirical ground-motion relations for subduction-zone earthquakes and their application to
 * Cascadia and other regions, BSSA 93(4), 1703-1729, eqs. 1-3 and the erratum; global, Cascadia and Japan tables, and the versions of the US
 * national seismic hazard model 2008 (half of the class C term on rock; interface depth of 20 km).
 *
 * log10 of cm/s2 in the paper, ln(g) here; rrup in km. Magnitude 5 to 8.5 (8 in slab), rrup up to 400 km, depth up to 100 km. Interface
 * medians of 0.2 and 0.4 s are averaged (the paper's recommendation); the ln mean of SA(4.0) is divided by 0.55 (SHARE).
 */
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, plainModel, withConstantDeviations } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { changes } from "../rupture-rows.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "AtkinsonBoore2003SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Random horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 800,
  doi: "10.1785/0120020156",
  validity: { magnitude: [5, 8.5], distance: 400 },
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "AtkinsonBoore2003SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const INTERFACE = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma s1 s2",
  `
PGA   2.991 0.03525 0.00759 -0.00206 0.19 0.24 0.29 0.23  0.2 0.11
0.04 2.8753 0.07052 0.01004 -0.00278 0.15  0.2  0.2 0.26 0.22 0.14
0.1  2.7789 0.09841 0.00974 -0.00287 0.15 0.23  0.2 0.27 0.25  0.1
0.2  2.6638 0.12386 0.00884  -0.0028 0.15 0.27 0.25 0.28 0.25 0.13
0.4  2.5249  0.1477 0.00728 -0.00235 0.13 0.37 0.38 0.29 0.25 0.15
1    2.1442  0.1345 0.00521  -0.0011  0.1  0.3 0.55 0.34 0.28 0.19
2    2.1907 0.07148 0.00224        0  0.1 0.25  0.4 0.34 0.29 0.18
3     2.301 0.02237 0.00012        0  0.1 0.25 0.36 0.36 0.31 0.18
4     2.301 0.02237 0.00012        0  0.1 0.25 0.36 0.36 0.31 0.18
`,
);

const SLAB = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma s1 s2",
  `
PGA  -0.04713  0.6909  0.0113 -0.00202 0.19 0.24 0.29 0.27 0.23 0.14
0.04  0.50697 0.63273 0.01275 -0.00234 0.15  0.2  0.2 0.25 0.24 0.07
0.1   0.43928 0.66675  0.0108 -0.00219 0.15 0.23  0.2 0.28 0.27 0.07
0.2   0.51589 0.69186 0.00572 -0.00192 0.15 0.27 0.25 0.28 0.26  0.1
0.4   0.00545  0.7727 0.00173 -0.00178 0.13 0.37 0.38 0.28 0.26  0.1
1    -1.02133  0.8789  0.0013 -0.00173  0.1  0.3 0.55 0.29 0.27 0.11
2    -2.39234  0.9964 0.00364 -0.00118  0.1 0.25  0.4  0.3 0.28 0.11
3    -3.70012  1.1169 0.00615 -0.00045  0.1 0.25 0.36  0.3 0.29 0.08
4    -3.70012  1.1169 0.00615 -0.00045  0.1 0.25 0.36  0.3 0.29 0.08
`,
);

export const ATKINSON_BOORE_SLAB_CASCADIA = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma s1 s2",
  `
PGA  -0.25  0.6909  0.0113 -0.00202 0.19 0.24 0.29 0.27 0.23 0.14
0.04  0.23 0.63273 0.01275 -0.00234 0.15  0.2  0.2 0.25 0.24 0.07
0.1   0.16 0.66675  0.0108 -0.00219 0.15 0.23  0.2 0.28 0.27 0.07
0.2    0.4 0.69186 0.00572 -0.00192 0.15 0.27 0.25 0.28 0.26  0.1
0.4  -0.01  0.7727 0.00173 -0.00178 0.13 0.37 0.38 0.28 0.26  0.1
1    -0.98  0.8789  0.0013 -0.00173  0.1  0.3 0.55 0.29 0.27 0.11
2    -2.25  0.9964 0.00364 -0.00118  0.1 0.25  0.4  0.3 0.28 0.11
3    -3.64  1.1169 0.00615 -0.00045  0.1 0.25 0.36  0.3 0.29 0.08
`,
);

const SLAB_JAPAN = coefficientTable(
  "c1 c2 c3 c4 c5 c6 c7 sigma s1 s2",
  `
PGA    0.1  0.6909  0.0113 -0.00202 0.19 0.24 0.29 0.27 0.23 0.14
0.04  0.68 0.63273 0.01275 -0.00234 0.15  0.2  0.2 0.25 0.24 0.07
0.1   0.61 0.66675  0.0108 -0.00219 0.15 0.23  0.2 0.28 0.27 0.07
0.2    0.7 0.69186 0.00572 -0.00192 0.15 0.27 0.25 0.28 0.26  0.1
0.4   0.07  0.7727 0.00173 -0.00178 0.13 0.37 0.38 0.28 0.26  0.1
1    -0.98  0.8789  0.0013 -0.00173  0.1  0.3 0.55 0.29 0.27 0.11
2    -2.44  0.9964 0.00364 -0.00118  0.1 0.25  0.4  0.3 0.28 0.11
3    -3.73  1.1169 0.00615 -0.00045  0.1 0.25 0.36  0.3 0.29 0.08
`,
);

type Row = Coefficients<"c1 c2 c3 c4 c5 c6 c7 sigma s1 s2">;

/** How strongly soil amplifies at this period for a rock PGA in cm/s2, eq. 3. */
function linearity(period: number, pgaRock: number): number {
  if (period >= 1 || pgaRock <= 100) return 1;
  const reduction = Math.min(pgaRock - 100, 400) / 400;
  return period > 0.5 ? 1 - (1 / period - 1) * reduction : 1 - reduction;
}

export interface AtkinsonBoore2003Options {
  readonly table: CoefficientTable<"c1 c2 c3 c4 c5 c6 c7 sigma s1 s2">;
  readonly slab: boolean;
  /** Half of the class C amplification on rock. */
  readonly halfOnRock: boolean;
  /** Replaces the hypocentral depth (km). */
  readonly depth?: number;
  /** Replaces the site classes: log10 amplification for a vs30 and the share that is linear. */
  readonly site?: (c: Row, imt: IntensityMeasure) => (vs30: number, linear: number) => number;
}

function siteTerm(c: Row, vs30: number, halfOnRock: boolean): number {
  if (vs30 > 760) return halfOnRock ? 0.5 * c.c5 : 0;
  return vs30 > 360 ? c.c5 : vs30 >= 180 ? c.c6 : c.c7;
}

export function atkinsonBoore2003(imt: IntensityMeasure, options: AtkinsonBoore2003Options): GroundMotionEvaluator {
  const { table, slab, halfOnRock } = options;
  const c = table.at(imt);
  const rock = table.at(PGA);
  const averaged = !slab && (imt.period === 0.2 || imt.period === 0.4);
  const partner = averaged ? table.at(spectralAcceleration(imt.period === 0.2 ? 0.4 : 0.2)) : c;
  const own = averaged ? 0.333 : 1;
  const other = averaged ? 0.667 : 0;
  const site = options.site?.(c, imt) ?? ((vs30: number, linear: number) => linear * siteTerm(c, vs30, halfOnRock));
  const divisor = imt.period === 4 ? 0.55 : 1;
  const maximumMagnitude = slab ? 8 : 8.5;
  return withConstantDeviations(
    (ctx, out) => {
      let m = 0;
      let spreading = 0;
      let delta2 = 0;
      for (let i = 0; i < ctx.length; i++) {
        if (changes(ctx.mag, i)) {
          m = Math.min(Math.max(ctx.mag[i]!, 0), maximumMagnitude);
          spreading = slab ? 10 ** (0.301 - 0.01 * m) : 10 ** (1.2 - 0.18 * m);
          delta2 = (0.00724 * 10 ** (0.507 * m)) ** 2;
        }
        const depth = Math.min(Math.max(options.depth ?? ctx.hypo_depth[i]!, 0), 100);
        const rrup = ctx.rrup[i]!;
        const r = Math.sqrt(rrup * rrup + delta2);
        const path = spreading * Math.log10(r);
        const vs30 = ctx.vs30[i]!;
        const lgPga = rock.c1 + rock.c2 * m + rock.c3 * depth + rock.c4 * r - path;
        const linear = linearity(imt.period, 10 ** lgPga);
        let mean = own * (c.c1 + c.c2 * m + c.c3 * depth + c.c4 * r - path + site(vs30, linear));
        if (averaged)
          mean +=
            other *
            (partner.c1 +
              partner.c2 * m +
              partner.c3 * depth +
              partner.c4 * r -
              path +
              linear * siteTerm(partner, vs30, halfOnRock));
        out.mean[i] = (LN10 * mean + LN_GAL_IN_G) / divisor;
      }
    },
    LN10 * c.s2,
    LN10 * c.s1,
    LN10 * c.sigma,
  );
}

function interfaceModel(name: string, options: Omit<AtkinsonBoore2003Options, "slab" | "table">) {
  return plainModel({ ...INTERFACE_FACTS, name }, (imt) =>
    atkinsonBoore2003(imt, { ...options, slab: false, table: INTERFACE }),
  );
}

function slabModel(name: string, table: typeof SLAB, halfOnRock: boolean) {
  return plainModel({ ...SLAB_FACTS, name }, (imt) => atkinsonBoore2003(imt, { slab: true, table, halfOnRock }));
}

export const atkinsonBoore2003Family: ModelFamily = {
  models: {
    AtkinsonBoore2003SInter: interfaceModel("AtkinsonBoore2003SInter", { halfOnRock: false }),
    AtkinsonBoore2003SInterNSHMP2008: interfaceModel("AtkinsonBoore2003SInterNSHMP2008", {
      halfOnRock: true,
      depth: 20,
    }),
    AtkinsonBoore2003SSlab: slabModel("AtkinsonBoore2003SSlab", SLAB, false),
    AtkinsonBoore2003SSlabNSHMP2008: slabModel("AtkinsonBoore2003SSlabNSHMP2008", SLAB, true),
    AtkinsonBoore2003SSlabCascadia: slabModel("AtkinsonBoore2003SSlabCascadia", ATKINSON_BOORE_SLAB_CASCADIA, false),
    AtkinsonBoore2003SSlabCascadiaNSHMP2008: slabModel(
      "AtkinsonBoore2003SSlabCascadiaNSHMP2008",
      ATKINSON_BOORE_SLAB_CASCADIA,
      true,
    ),
    AtkinsonBoore2003SSlabJapan: slabModel("AtkinsonBoore2003SSlabJapan", SLAB_JAPAN, false),
    AtkinsonBoore2003SSlabJapanNSHMP2008: slabModel("AtkinsonBoore2003SSlabJapanNSHMP2008", SLAB_JAPAN, true),
  },
};

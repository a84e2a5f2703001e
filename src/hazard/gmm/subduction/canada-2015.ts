/**
 * Representative models of the Canadian seismic hazard model 2015, Atkinson & Adams (2013), Canadian Journal of Civil Engineering 40, 988-998:
 * weighted averages or single published models with an equivalent distance from repi, a lower and an upper branch, and a common standard deviation
 * by period.
 */
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import {
  clearParts,
  growingBuffer,
  LN10,
  makeModel,
  TOTAL_STANDARD_DEVIATION,
  thenAdjust,
  withColumns,
} from "../make-model.ts";
import {
  type FactoryEnvironment,
  type GroundMotionEvaluator,
  type ModelArguments,
  type ModelFacts,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import { zhao2006 } from "./zhao-2006.ts";

/** -1 lower, 0 central, 1 upper branch. */
type Branch = -1 | 0 | 1;

/** Total standard deviation: log10 of 0.23 up to 0.2 s, 0.27 from 1 s on. */
function deviation(imt: IntensityMeasure): number {
  return LN10 * (0.23 + 0.05 * Math.min(Math.max(imt.period - 0.2, 0), 0.8));
}

/** Replaces the total standard deviation; the parts of a single model stay, although only the total is declared, as in the reference. */
function withDeviation(evaluator: GroundMotionEvaluator, imt: IntensityMeasure): GroundMotionEvaluator {
  const sigma = deviation(imt);
  return thenAdjust(evaluator, (ctx, out) => void out.sigma.fill(sigma, 0, ctx.length));
}

/** Factors from the site conditions of Japan to those of Cascadia, and to B/C (log10) for slab earthquakes. */
const INTERFACE_SITE = coefficientTable(
  "mf",
  `
PGV     1
PGA   0.5
0.04 0.44
0.1  0.44
0.2   0.6
0.3  0.81
0.4     1
1    1.04
2    1.51
3     1.2
5     1.1
10      1
`,
);

const SLAB_SITE = coefficientTable(
  "mf",
  `
PGV       1
PGA  -0.301
0.04 -0.357
0.1  -0.357
0.2  -0.222
0.3  -0.091
0.4       0
1     0.017
2     0.179
3     0.079
5      0.04
10        0
`,
);

const INTERFACE_FACTS: ModelFacts = {
  name: "SInterCan15Mid",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

/** Zhao 2006 (0.1), Atkinson & Macias 2009 (0.5), Abrahamson et al. 2015 and Ghofrani & Atkinson 2014 (0.2 each). */
function interfaceModel(name: string, branch: Branch) {
  return (args: ModelArguments, environment: FactoryEnvironment) => {
    refuseArguments(name, args);
    const parts = [
      { model: environment.build("ZhaoEtAl2006SInter", {}), weight: 0.1, toCascadia: true },
      { model: environment.build("AtkinsonMacias2009", {}), weight: 0.5, toCascadia: false },
      { model: environment.build("AbrahamsonEtAl2015SInter", {}), weight: 0.2, toCascadia: false },
      { model: environment.build("GhofraniAtkinson2014", {}), weight: 0.2, toCascadia: true },
    ];
    return makeModel({ ...INTERFACE_FACTS, name }, (imt) => {
      const lnSite = Math.log(INTERFACE_SITE.at(imt).mf);
      const evaluators = parts.map((part) => part.model.forMeasure(imt));
      const shift = parts.reduce((sum, part) => sum + (part.toCascadia ? part.weight * lnSite : 0), 0);
      let one = makeGroundMotionBlock(0);
      const average: GroundMotionEvaluator = (ctx, out) => {
        if (one.mean.length < ctx.length) one = makeGroundMotionBlock(ctx.capacity);
        out.mean.fill(shift, 0, ctx.length);
        evaluators.forEach((evaluate, k) => {
          const { weight } = parts[k]!;
          evaluate(ctx, one);
          for (let i = 0; i < ctx.length; i++) out.mean[i]! += weight * one.mean[i]!;
        });
        if (branch !== 0)
          for (let i = 0; i < ctx.length; i++) out.mean[i]! += branch * Math.min(0.15 - 0.0007 * ctx.rrup[i]!, 0.35);
        clearParts(out, ctx.length);
      };
      return withDeviation(average, imt);
    });
  };
}

/** Atkinson & Macias (2009) moved to the B/C boundary for the US national seismic hazard model 2014. */
function atkinsonMacias2014(args: ModelArguments, environment: FactoryEnvironment) {
  const name = "AtkinsonMacias2009NSHMP2014";
  refuseArguments(name, args);
  const inner = environment.build("AtkinsonMacias2009", {});
  return makeModel({ ...inner, name, referenceVelocity: 760 }, (imt) => {
    const lnSite = Math.log(INTERFACE_SITE.at(imt).mf);
    return thenAdjust(inner.forMeasure(imt), (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) out.mean[i]! += lnSite;
    });
  });
}

const SLAB_FACTS: ModelFacts = {
  name: "SSlabCan15Mid",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["repi"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 760,
};

/** Zhao (2006) at the distance to a slab rupture 50 km deep and as large as its magnitude says. */
function slabModel(name: string, branch: Branch) {
  const distances = growingBuffer();
  const equivalent = (ctx: ContextBlock) => {
    const rrup = distances(ctx.length);
    for (let i = 0; i < ctx.length; i++) {
      const radius = Math.sqrt(10 ** (-3.225 + 0.89 * ctx.mag[i]!) / Math.PI);
      const rjb = Math.max(ctx.repi[i]! - radius, 0);
      rrup[i] = Math.sqrt(rjb * rjb + 2500);
    }
    return { rrup };
  };
  return (args: ModelArguments) => {
    refuseArguments(name, args);
    return makeModel({ ...SLAB_FACTS, name }, (imt) => {
      const shift = LN10 * (SLAB_SITE.at(imt).mf + 0.15 * branch);
      const zhao = thenAdjust(zhao2006(imt, { type: "slab" }), (ctx, out) => {
        for (let i = 0; i < ctx.length; i++) out.mean[i]! += shift;
      });
      return withDeviation(withColumns(zhao, equivalent), imt);
    });
  };
}

const WESTERN_FACTS: ModelFacts = {
  name: "WesternCan15Mid",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (GMRotI50)",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["repi"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
};

/** Boore & Atkinson (2011), at rjb or at the rjb that repi is equivalent to; offshore, for magnitudes smaller by 0.5. */
function westernModel(name: string, branch: Branch, byRjb: boolean, magnitudeShift: number) {
  const magnitudes = growingBuffer();
  const distances = growingBuffer();
  const replaced = (ctx: ContextBlock): Partial<ContextBlock> => {
    const mag = magnitudes(ctx.length);
    const rjb = byRjb ? ctx.rjb : distances(ctx.length);
    for (let i = 0; i < ctx.length; i++) {
      mag[i] = ctx.mag[i]! + magnitudeShift;
      if (!byRjb) rjb[i] = Math.max(ctx.repi[i]! - 0.3 * 10 ** (-2.44 + 0.59 * mag[i]!), 0.1);
    }
    return { mag, rjb };
  };
  return (args: ModelArguments, environment: FactoryEnvironment) => {
    refuseArguments(name, args);
    const inner = environment.build("BooreAtkinson2011", {});
    return makeModel({ ...WESTERN_FACTS, name, distanceColumns: byRjb ? ["rjb"] : ["repi"] }, (imt) => {
      const branched = thenAdjust(inner.forMeasure(imt), (ctx, out) => {
        if (branch === 0) return;
        for (let i = 0; i < ctx.length; i++) out.mean[i]! += branch * LN10 * Math.min(0.1 + 0.0007 * ctx.rjb[i]!, 0.3);
      });
      return withDeviation(withColumns(branched, replaced), imt);
    });
  };
}

/** Factors (log10) from hard rock to B/C of the eastern models; of PGA, they depend on distance. */
const EASTERN_SITE = coefficientTable(
  "mf",
  `
0.05 -0.1
0.1  0.03
0.2  0.12
0.33 0.14
0.5  0.14
1    0.11
2    0.09
5    0.06
`,
);

const EASTERN_FACTS: ModelFacts = {
  ...WESTERN_FACTS,
  name: "EasternCan15Mid",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  measures: ["PGA", "SA"],
};

/** Distances equivalent to repi for ruptures 10 km deep, of 0.6 times the western size, whose top is at `top`. */
function easternDistances(top: (mag: number, width: number) => number) {
  const joynerBoore = growingBuffer();
  const closest = growingBuffer();
  return (ctx: ContextBlock): Partial<ContextBlock> => {
    const rjb = joynerBoore(ctx.length);
    const rrup = closest(ctx.length);
    for (let i = 0; i < ctx.length; i++) {
      const mag = ctx.mag[i]!;
      rjb[i] = Math.max(ctx.repi[i]! - 0.3 * 0.6 * 10 ** (-2.44 + 0.59 * mag), 0.1);
      rrup[i] = Math.hypot(rjb[i]!, Math.max(top(mag, 0.6 * 10 ** (-1.01 + 0.32 * mag)), 0));
    }
    return { rjb, rrup };
  };
}

const centredTop = (_mag: number, width: number) => 10 - 0.5 * width;

/** Five models of equal weight, three of them for hard rock; the branches are apart by the average of their standard deviations and more nearby. */
function easternModel(name: string, branch: Branch) {
  const parts = [
    { model: "PezeshkEtAl2011", hardRock: true, deep: false },
    { model: "Atkinson2008prime", hardRock: false, deep: false },
    { model: "SilvaEtAl2002SingleCornerSaturation", hardRock: true, deep: false },
    { model: "SilvaEtAl2002DoubleCornerSaturation", hardRock: true, deep: false },
    { model: "AtkinsonBoore2006Modified2011", hardRock: false, deep: true },
  ];
  return (args: ModelArguments, environment: FactoryEnvironment) => {
    refuseArguments(name, args);
    const models = parts.map((part) => environment.build(part.model, {}));
    const shallow = easternDistances(centredTop);
    const deep = easternDistances((mag, width) => Math.max(21 - 2.5 * mag, centredTop(mag, width)));
    return makeModel({ ...EASTERN_FACTS, name }, (imt) => {
      const lgSite = imt.period === 0 ? Number.NaN : EASTERN_SITE.at(imt).mf;
      const evaluators = models.map((model, k) => withColumns(model.forMeasure(imt), parts[k]!.deep ? deep : shallow));
      const weight = 1 / parts.length;
      let one = makeGroundMotionBlock(0);
      const average: GroundMotionEvaluator = (ctx, out) => {
        if (one.mean.length < ctx.length) one = makeGroundMotionBlock(ctx.capacity);
        out.mean.fill(0, 0, ctx.length);
        out.sigma.fill(0, 0, ctx.length);
        evaluators.forEach((evaluate, k) => {
          const { hardRock } = parts[k]!;
          evaluate(ctx, one);
          for (let i = 0; i < ctx.length; i++) {
            out.mean[i]! += weight * one.mean[i]!;
            if (hardRock) {
              const lg = imt.period === 0 ? -0.3 + 0.15 * Math.log10(ctx.repi[i]!) : lgSite;
              out.mean[i]! += weight * LN10 * lg;
            }
            out.sigma[i]! += weight * Math.exp(one.sigma[i]!);
          }
        });
        if (branch !== 0)
          for (let i = 0; i < ctx.length; i++)
            out.mean[i]! += branch * (Math.log(out.sigma[i]!) + Math.max(0.1 - 0.001 * ctx.repi[i]!, 0));
        clearParts(out, ctx.length);
      };
      return withDeviation(average, imt);
    });
  };
}

export const canada2015: ModelFamily = {
  models: {
    EasternCan15Low: easternModel("EasternCan15Low", -1),
    EasternCan15Mid: easternModel("EasternCan15Mid", 0),
    EasternCan15Upp: easternModel("EasternCan15Upp", 1),
    SInterCan15Low: interfaceModel("SInterCan15Low", -1),
    SInterCan15Mid: interfaceModel("SInterCan15Mid", 0),
    SInterCan15Upp: interfaceModel("SInterCan15Upp", 1),
    AtkinsonMacias2009NSHMP2014: atkinsonMacias2014,
    SSlabCan15Low: slabModel("SSlabCan15Low", -1),
    SSlabCan15Mid: slabModel("SSlabCan15Mid", 0),
    SSlabCan15Upp: slabModel("SSlabCan15Upp", 1),
    WesternCan15Low: westernModel("WesternCan15Low", -1, false, 0),
    WesternCan15Mid: westernModel("WesternCan15Mid", 0, false, 0),
    WesternCan15Upp: westernModel("WesternCan15Upp", 1, false, 0),
    WesternCan15RjbLow: westernModel("WesternCan15RjbLow", -1, true, 0),
    WesternCan15RjbMid: westernModel("WesternCan15RjbMid", 0, true, 0),
    WesternCan15RjbUpp: westernModel("WesternCan15RjbUpp", 1, true, 0),
    OceanicCan15Low: westernModel("OceanicCan15Low", -1, false, -0.5),
    OceanicCan15Mid: westernModel("OceanicCan15Mid", 0, false, -0.5),
    OceanicCan15Upp: westernModel("OceanicCan15Upp", 1, false, -0.5),
  },
};

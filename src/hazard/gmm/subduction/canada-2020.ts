/**
 * Subduction models in the Canadian seismic hazard model 2020 (SHM6), Kolaj, Adams & Halchuk (2020): published models with continuous site terms,
 * fixed depths (slab 30 and 55 km, interface 30 km), PGV from SA, and periods that a model lacks by the ratio of BC Hydro motions.
 */
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { boore2014Site } from "../crust/boore-2014.ts";
import { BOORE_2014 } from "../crust/boore-2014-coefficients.ts";
import {
  ALL_STANDARD_DEVIATIONS,
  constantColumn,
  makeModel,
  TOTAL_STANDARD_DEVIATION,
  thenAdjust,
  withColumns,
} from "../make-model.ts";
import {
  type FactoryEnvironment,
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFacts,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import {
  type ArgumentValues,
  flagArgument,
  numberArgument,
  readArguments,
  refuseArguments,
} from "../model-arguments.ts";
import { HARD_ROCK_2020, hardRockFactor, refusePeriod } from "../site/canada-hard-rock.ts";
import { abrahamson2015Evaluator } from "./abrahamson-2015.ts";
import { ABRAHAMSON_2015, DELTA_C1 } from "./abrahamson-2015-coefficients.ts";
import {
  ATKINSON_BOORE_SLAB_CASCADIA,
  type AtkinsonBoore2003Options,
  atkinsonBoore2003,
} from "./atkinson-boore-2003.ts";
import { GHOFRANI_ATKINSON_2014, ghofraniAtkinson2014Evaluator } from "./ghofrani-atkinson-2014.ts";
import { type ZhaoSiteRow, zhao2006 } from "./zhao-2006.ts";

const SLAB_FACTS: Omit<ModelFacts, "name" | "distanceColumns"> = {
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "PGV", "SA"],
};

const INTERFACE_FACTS: Omit<ModelFacts, "name"> = {
  ...SLAB_FACTS,
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
};

/** ln(PGV) from ln(SA) at one period, as the model of 2020 derives it. */
interface VelocityRule {
  readonly from: IntensityMeasure;
  readonly slope: number;
  readonly level: number;
}

const SLAB_VELOCITY: VelocityRule = { from: spectralAcceleration(0.5), slope: 0.995, level: 3.937 };
const INTERFACE_VELOCITY: VelocityRule = { from: spectralAcceleration(1.92), slope: 0.897, level: 4.835 };

/** PGV by rule, every other measure as it is; standard deviations are those of SA. */
function withVelocity(
  imt: IntensityMeasure,
  rule: VelocityRule,
  evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator,
): GroundMotionEvaluator {
  if (imt.kind !== "PGV") return evaluatorFor(imt);
  return thenAdjust(evaluatorFor(rule.from), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i] = rule.slope * out.mean[i]! + rule.level;
  });
}

const BC_HYDRO_ARGUMENTS = {
  ergodic: flagArgument(true),
  theta6_adjustment: numberArgument(0),
  sigma_mu_epsilon: numberArgument(0),
};

/** BC Hydro ground motions at the given distances. */
function bcHydro(
  imt: IntensityMeasure,
  slab: boolean,
  options: ArgumentValues<typeof BC_HYDRO_ARGUMENTS> = { ergodic: true, theta6_adjustment: 0, sigma_mu_epsilon: 0 },
): GroundMotionEvaluator {
  return abrahamson2015Evaluator(imt, {
    kind: "bchydro",
    slab,
    table: ABRAHAMSON_2015,
    deltaC1: DELTA_C1,
    ergodic: options.ergodic,
    theta6: options.theta6_adjustment,
    epsilon: options.sigma_mu_epsilon,
    taper: undefined,
  });
}

function atDepth(evaluator: GroundMotionEvaluator, depth: number): GroundMotionEvaluator {
  const column = constantColumn(depth);
  return withColumns(evaluator, (ctx) => ({ hypo_depth: column(ctx) }));
}

/** Where a model's tables end, it is continued by the ratio of two BC Hydro motions. */
function extrapolated(
  imt: IntensityMeasure,
  shortest: number,
  longest: number,
  reference: (imt: IntensityMeasure) => GroundMotionEvaluator,
  evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator,
): GroundMotionEvaluator {
  refusePeriod(imt);
  const bound = imt.kind !== "SA" || imt.period < shortest ? shortest : longest;
  if (imt.kind !== "SA" || (imt.period >= shortest && imt.period <= longest)) return evaluatorFor(imt);
  const edge = spectralAcceleration(bound);
  const wanted = reference(imt);
  const known = reference(edge);
  let a = makeGroundMotionBlock(0);
  let b = makeGroundMotionBlock(0);
  return thenAdjust(evaluatorFor(edge), (ctx, out) => {
    if (a.mean.length < ctx.length) {
      a = makeGroundMotionBlock(ctx.capacity);
      b = makeGroundMotionBlock(ctx.capacity);
    }
    wanted(ctx, a);
    known(ctx, b);
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += a.mean[i]! - b.mean[i]!;
  });
}

/** BC Hydro for slab events with the rupture distance in place of the hypocentral one. */
function slabReference(depth: number, byRupture: boolean) {
  return (imt: IntensityMeasure): GroundMotionEvaluator => {
    const fixed = atDepth(bcHydro(imt, true), depth);
    return byRupture ? withColumns(fixed, (ctx: ContextBlock) => ({ rhypo: ctx.rrup })) : fixed;
  };
}

/** Linear in the logarithm of vs30 between knots, held beyond. */
function byLnVs30(knots: readonly number[], values: readonly number[]): (vs30: number) => number {
  const lnKnots = knots.map(Math.log);
  return (vs30) => {
    const x = Math.log(vs30);
    const last = lnKnots.length - 1;
    if (x <= lnKnots[0]!) return values[0]!;
    if (x >= lnKnots[last]!) return values[last]!;
    let k = 1;
    while (x > lnKnots[k]!) k++;
    const start = lnKnots[k - 1]!;
    return values[k - 1]! + ((values[k]! - values[k - 1]!) * (x - start)) / (lnKnots[k]! - start);
  };
}

const SITE_VS30 = [160, 250, 450, 760, 1100, 2000];

/** The site classes of Zhao et al. as a continuous function. */
function zhaoSite(c: ZhaoSiteRow, imt: IntensityMeasure): (vs30: number) => number {
  const middle = 0.5 * (c.CH + c.C1);
  const hard = Math.min(middle, Math.max(c.CH, c.C1 - Math.log(HARD_ROCK_2020.at(imt).c)));
  return byLnVs30(SITE_VS30, [c.C4, c.C3, c.C2, c.C1, middle, hard]);
}

/** Those of Atkinson & Boore (2003); below 1100 m/s they are non-linear. */
const atkinsonBooreSite: AtkinsonBoore2003Options["site"] = (c, imt) => {
  const stiff = 0.41367 * c.c5;
  const hard = Math.min(0, stiff - Math.log10(HARD_ROCK_2020.at(imt).c));
  const term = byLnVs30(SITE_VS30, [c.c7, c.c6, c.c5, stiff, 0, hard]);
  return (vs30, linear) => (vs30 < 1100 ? linear * term(vs30) : term(vs30));
};

/** ln amplification from 1100 m/s for PGA there: Boore et al. (2014), on harder rock no less than Atkinson & Boore (2006). */
function garciaSite(imt: IntensityMeasure): (vs30: number, lnPga1100: number) => number {
  const c = BOORE_2014.at(imt);
  const rock = BOORE_2014.at(PGA);
  const at1100 = boore2014Site(c, 1100, 0);
  const pgaAt1100 = boore2014Site(rock, 1100, 0);
  const hard = -Math.log(HARD_ROCK_2020.at(imt).c);
  const hardAt1100 = (hard * Math.log(1100 / 760)) / Math.log(2000 / 760);
  const beyond = byLnVs30([1100, 2000], [0, hard - hardAt1100]);
  return (vs30, lnPga1100) => {
    if (vs30 >= 1100) return Math.max(beyond(vs30), boore2014Site(c, vs30, 0) - at1100);
    return boore2014Site(c, vs30, Math.exp(lnPga1100 - pgaAt1100)) - at1100;
  };
}

function fixed(facts: ModelFacts, evaluatorFor: (imt: IntensityMeasure) => GroundMotionEvaluator) {
  return (args: ModelArguments) => {
    refuseArguments(facts.name, args);
    return makeModel(facts, evaluatorFor);
  };
}

function slabModels(depth: number): ModelFamily["models"] {
  const prefix = "CanadaSHM6_InSlab_";
  const abrahamson = `${prefix}AbrahamsonEtAl2015SSlab${depth}`;
  const zhao = `${prefix}ZhaoEtAl2006SSlabCascadia${depth}`;
  const atkinsonBoore = `${prefix}AtkinsonBoore2003SSlabCascadia${depth}`;
  const garcia = `${prefix}GarciaEtAl2005SSlab${depth}`;
  return {
    [abrahamson]: (args) => {
      const options = readArguments(abrahamson, args, BC_HYDRO_ARGUMENTS);
      return makeModel(
        { ...SLAB_FACTS, name: abrahamson, distanceColumns: ["rhypo"], referenceVelocity: 1000 },
        (imt) => {
          refusePeriod(imt);
          return withVelocity(imt, SLAB_VELOCITY, (own) => atDepth(bcHydro(own, true, options), depth));
        },
      );
    },
    [zhao]: fixed({ ...SLAB_FACTS, name: zhao, distanceColumns: ["rrup"], referenceVelocity: 800 }, (imt) =>
      withVelocity(imt, SLAB_VELOCITY, (own) =>
        extrapolated(own, 0.05, 5, slabReference(depth, true), (inside) =>
          zhao2006(inside, { type: "slab", cascadia: true, depth, site: zhaoSite }),
        ),
      ),
    ),
    [atkinsonBoore]: fixed(
      {
        ...SLAB_FACTS,
        name: atkinsonBoore,
        component: "Random horizontal",
        distanceColumns: ["rrup"],
        referenceVelocity: 800,
      },
      (imt) =>
        withVelocity(imt, SLAB_VELOCITY, (own) =>
          extrapolated(own, 0.04, 3, slabReference(depth, true), (inside) =>
            atkinsonBoore2003(inside, {
              table: ATKINSON_BOORE_SLAB_CASCADIA,
              slab: true,
              halfOnRock: false,
              depth,
              site: atkinsonBooreSite,
            }),
          ),
        ),
    ),
    [garcia]: (args, environment) => {
      refuseArguments(garcia, args);
      const published = environment.build("GarciaEtAl2005SSlab", {});
      return makeModel({ ...SLAB_FACTS, name: garcia, distanceColumns: ["rhypo", "rrup"] }, (imt) =>
        extrapolated(imt, 0.04, 5, slabReference(depth, false), (inside) => garciaOnSite(published, inside, depth)),
      );
    },
  };
}

/** Garcia et al. (2005) at the hypocentral distance for all magnitudes. */
function garciaOnSite(garcia: GroundMotionModel, imt: IntensityMeasure, depth: number): GroundMotionEvaluator {
  const byHypocenter = (measure: IntensityMeasure) =>
    withColumns(atDepth(garcia.forMeasure(measure), depth), (ctx) => ({ rrup: ctx.rhypo }));
  const rockPga = byHypocenter(PGA);
  const site = garciaSite(imt);
  let rock = makeGroundMotionBlock(0);
  return thenAdjust(byHypocenter(imt), (ctx, out) => {
    if (rock.mean.length < ctx.length) rock = makeGroundMotionBlock(ctx.capacity);
    rockPga(ctx, rock);
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += site(ctx.vs30[i]!, rock.mean[i]!);
  });
}

const INTERFACE = "CanadaSHM6_Interface_";

/** Atkinson & Macias (2009) on rock of 760 m/s with the site term of Boore et al. (2014). */
function atkinsonMacias(args: ModelArguments, environment: FactoryEnvironment) {
  const name = `${INTERFACE}AtkinsonMacias2009`;
  refuseArguments(name, args);
  const inner = environment.build("AtkinsonMacias2009", {});
  const facts: ModelFacts = {
    ...INTERFACE_FACTS,
    name,
    component: "Random horizontal",
    standardDeviations: TOTAL_STANDARD_DEVIATION,
    distanceColumns: ["rjb", "rrup"],
    siteColumns: ["vs30", "z1pt0"],
  };
  return makeModel(facts, (imt) =>
    withVelocity(imt, INTERFACE_VELOCITY, (own) => {
      const c = BOORE_2014.at(own);
      const linear = (vs30: number) => boore2014Site(c, vs30, 0);
      const hard = hardRockFactor(own, linear(1100), linear(2000));
      const rockPga = inner.forMeasure(PGA);
      let rock = makeGroundMotionBlock(0);
      return thenAdjust(inner.forMeasure(own), (ctx, out) => {
        if (rock.mean.length < ctx.length) rock = makeGroundMotionBlock(ctx.capacity);
        rockPga(ctx, rock);
        for (let i = 0; i < ctx.length; i++) {
          const vs30 = ctx.vs30[i]!;
          out.mean[i]! += vs30 > 1100 ? hard(vs30) : boore2014Site(c, vs30, Math.exp(rock.mean[i]!));
        }
      });
    }),
  );
}

/** Ghofrani & Atkinson (2014) for Cascadia with harder sites limited. */
function ghofraniAtkinson(imt: IntensityMeasure): GroundMotionEvaluator {
  const { c3 } = GHOFRANI_ATKINSON_2014.at(imt);
  const linear = (vs30: number) => c3 * Math.log(vs30 / 760);
  const hard = hardRockFactor(imt, linear(1100), linear(2000));
  return thenAdjust(ghofraniAtkinson2014Evaluator(imt, true, 0), (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const vs30 = ctx.vs30[i]!;
      if (vs30 >= 1100) out.mean[i]! += hard(vs30) - linear(vs30);
    }
  });
}

const interfaceReference = (imt: IntensityMeasure) => bcHydro(imt, false);

export const canada2020Subduction: ModelFamily = {
  models: {
    ...slabModels(55),
    ...slabModels(30),
    [`${INTERFACE}AbrahamsonEtAl2015SInter`]: (args) => {
      const name = `${INTERFACE}AbrahamsonEtAl2015SInter`;
      const options = readArguments(name, args, BC_HYDRO_ARGUMENTS);
      return makeModel({ ...INTERFACE_FACTS, name, referenceVelocity: 1000 }, (imt) => {
        refusePeriod(imt);
        // The epistemic shift is not scaled with the conversion to velocity.
        const unscaled = { ...options, sigma_mu_epsilon: options.sigma_mu_epsilon / INTERFACE_VELOCITY.slope };
        return withVelocity(imt, INTERFACE_VELOCITY, (own) =>
          bcHydro(own, false, imt.kind === "PGV" ? unscaled : options),
        );
      });
    },
    [`${INTERFACE}ZhaoEtAl2006SInterCascadia`]: fixed(
      {
        ...INTERFACE_FACTS,
        name: `${INTERFACE}ZhaoEtAl2006SInterCascadia`,
        ruptureColumns: ["mag", "rake"],
        referenceVelocity: 800,
      },
      (imt) =>
        withVelocity(imt, INTERFACE_VELOCITY, (own) =>
          extrapolated(own, 0.05, 5, interfaceReference, (inside) =>
            zhao2006(inside, { type: "interface", cascadia: true, depth: 30, site: zhaoSite }),
          ),
        ),
    ),
    [`${INTERFACE}GhofraniAtkinson2014Cascadia`]: fixed(
      { ...INTERFACE_FACTS, name: `${INTERFACE}GhofraniAtkinson2014Cascadia` },
      (imt) => extrapolated(imt, 0.07, 9.09, interfaceReference, ghofraniAtkinson),
    ),
    [`${INTERFACE}AtkinsonMacias2009`]: atkinsonMacias,
  },
};

/**
 * NGA-West2 models in the Canadian seismic hazard model 2020 (SHM6), Kolaj, Adams & Halchuk (2020), The 6th generation seismic hazard model of Canada,
 * 17WCEE: no basin terms, and site terms above vs30 1100 m/s limited by those of Atkinson & Boore (2006).
 */
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { constantColumn, makeModel, thenAdjust, withColumns } from "../make-model.ts";
import type {
  FactoryEnvironment,
  GroundMotionEvaluator,
  GroundMotionModel,
  ModelArguments,
  ModelFamily,
} from "../model.ts";
import { hardRockFactor, refusePeriod } from "../site/canada-hard-rock.ts";
import { ABRAHAMSON_2014, abrahamson2014RockSite } from "./abrahamson-2014.ts";
import { boore2014Site } from "./boore-2014.ts";
import { BOORE_2014 } from "./boore-2014-coefficients.ts";
import {
  CAMPBELL_BOZORGNIA_2014,
  campbellBozorgnia2014,
  campbellBozorgniaFacts,
  campbellBozorgniaRockSite,
} from "./campbell-bozorgnia-2014.ts";
import { CHIOU_YOUNGS_2014 } from "./chiou-youngs-2014.ts";

/** Replaces the linear site term above a vs30. */
function onHardRock(
  evaluator: GroundMotionEvaluator,
  from: number,
  inclusive: boolean,
  change: (vs30: number) => number,
): GroundMotionEvaluator {
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const vs30 = ctx.vs30[i]!;
      if (vs30 > from || (inclusive && vs30 === from)) out.mean[i]! += change(vs30);
    }
  });
}

function adapted(
  name: string,
  base: string,
  evaluatorFor: (inner: GroundMotionModel, imt: IntensityMeasure) => GroundMotionEvaluator,
) {
  return (args: ModelArguments, environment: FactoryEnvironment) => {
    const inner = environment.build(base, args);
    return makeModel({ ...inner, name }, (imt) => {
      refusePeriod(imt);
      return evaluatorFor(inner, imt);
    });
  };
}

function boore(inner: GroundMotionModel, imt: IntensityMeasure): GroundMotionEvaluator {
  const c = BOORE_2014.at(imt);
  const linear = (vs30: number) => boore2014Site(c, vs30, 0);
  const factor = hardRockFactor(imt, linear(1100), linear(2000));
  return onHardRock(inner.forMeasure(imt), 1100, false, (vs30) => factor(vs30) - linear(vs30));
}

/** Basin terms vanish where the depth is not measured. */
function withoutDepth(evaluator: GroundMotionEvaluator): GroundMotionEvaluator {
  const unknown = constantColumn(-999);
  return withColumns(evaluator, (ctx: ContextBlock) => ({ z1pt0: unknown(ctx) }));
}

/** The reference passes a flag for vs30 here, so that the factor is that of 1100 m/s for all harder sites. */
function chiouYoungs(inner: GroundMotionModel, imt: IntensityMeasure): GroundMotionEvaluator {
  const change = CHIOU_YOUNGS_2014.at(imt).phi1 * Math.log(1100 / 1130);
  hardRockFactor(imt, 0, 0);
  return onHardRock(withoutDepth(inner.forMeasure(imt)), 1100, false, () => change);
}

function abrahamson(inner: GroundMotionModel, imt: IntensityMeasure): GroundMotionEvaluator {
  const linear = abrahamson2014RockSite(ABRAHAMSON_2014.at(imt), imt);
  const at760 = linear(760);
  const factor = hardRockFactor(imt, linear(1100) - at760, linear(2000) - at760);
  return onHardRock(withoutDepth(inner.forMeasure(imt)), 1100, true, (vs30) => factor(vs30) + at760 - linear(vs30));
}

function campbellBozorgnia(args: ModelArguments): GroundMotionModel {
  const name = "CanadaSHM6_ActiveCrust_CampbellBozorgnia2014";
  const { facts, options } = campbellBozorgniaFacts(name, args);
  return makeModel({ ...facts, siteColumns: ["vs30"] }, (imt) => {
    refusePeriod(imt);
    return campbellBozorgnia2014(CAMPBELL_BOZORGNIA_2014, imt, { ...options, hardRock: stiffSite });
  });
}

/** Site term of one measure from 1100 m/s on. */
function stiffSite(imt: IntensityMeasure): (vs30: number) => number {
  const linear = campbellBozorgniaRockSite(CAMPBELL_BOZORGNIA_2014.at(imt));
  const at760 = linear(760);
  const factor = hardRockFactor(imt, linear(1100) - at760, linear(2000) - at760);
  return (vs30) => factor(vs30) + at760;
}

export const canada2020Crust: ModelFamily = {
  models: {
    CanadaSHM6_ActiveCrust_BooreEtAl2014: adapted("CanadaSHM6_ActiveCrust_BooreEtAl2014", "BooreEtAl2014", boore),
    CanadaSHM6_ActiveCrust_ChiouYoungs2014: adapted(
      "CanadaSHM6_ActiveCrust_ChiouYoungs2014",
      "ChiouYoungs2014",
      chiouYoungs,
    ),
    CanadaSHM6_ActiveCrust_AbrahamsonEtAl2014: adapted(
      "CanadaSHM6_ActiveCrust_AbrahamsonEtAl2014",
      "AbrahamsonEtAl2014",
      abrahamson,
    ),
    CanadaSHM6_ActiveCrust_CampbellBozorgnia2014: campbellBozorgnia,
  },
};

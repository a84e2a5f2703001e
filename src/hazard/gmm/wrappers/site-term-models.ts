/**
 * Models for rock with the site or basin term of another publication: the wrapped model runs at the rock vs30 the term is
 * relative to, the term goes to the site's vs30.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { boore2014RockPga, boore2014Site } from "../crust/boore-2014.ts";
import { BOORE_2014 } from "../crust/boore-2014-coefficients.ts";
import { chiouYoungs2014Soil } from "../crust/chiou-youngs-2014.ts";
import { constantColumn, factsOf, thenAdjust, withColumns } from "../make-model.ts";
import type {
  FactoryEnvironment,
  GroundMotionEvaluator,
  GroundMotionModel,
  ModelArguments,
  ModelFamily,
} from "../model.ts";
import { NOT_MEASURED } from "../site/basin-depth.ts";
import { addSiteTerm, booreAtkinsonSite, campbellBozorgniaBasin, type SiteTerm } from "../site/basin-terms.ts";
import { nrcanSite } from "../site/nrcan-2015.ts";
import { type ModelColumns, unionColumns } from "../union-columns.ts";

/** The evaluator at a fixed vs30. */
export function atRock(evaluator: GroundMotionEvaluator, vs30: number): GroundMotionEvaluator {
  const rock = constantColumn(vs30);
  return withColumns(evaluator, (ctx) => ({ vs30: rock(ctx) }));
}

/** Site response of Boore et al. (2014) with its own rock PGA. Needs rake and rjb. */
export function booreSite(imt: IntensityMeasure): SiteTerm {
  const c = BOORE_2014.at(imt);
  const rock = BOORE_2014.at(PGA);
  return (ctx, i) => boore2014Site(c, ctx.vs30[i]!, boore2014RockPga(rock, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!));
}

/** Site response of Chiou & Youngs (2014) for the mean so far, at 1130 m/s. */
export function addChiouYoungsSite(evaluator: GroundMotionEvaluator, imt: IntensityMeasure): GroundMotionEvaluator {
  const soil = chiouYoungs2014Soil(imt);
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += soil(ctx.vs30[i]!, out.mean[i]!);
  });
}

/** Site factors of the Canadian code for the mean so far, at 760 m/s. */
export function addNrcanSite(
  evaluator: GroundMotionEvaluator,
  imt: IntensityMeasure,
  kind: "base" | "linear",
): GroundMotionEvaluator {
  const site = nrcanSite(imt, kind);
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += site(ctx.vs30[i]!, out.mean[i]!);
  });
}

/** Twice the ground motion from 1.9 s on where basins are deeper than 6 km; depths must be known. */
export function m9Basin(imt: IntensityMeasure): SiteTerm {
  const term = imt.period > 1.9 ? Math.LN2 : 0;
  return (ctx, i) => {
    const z = ctx.z2pt5[i]!;
    if (z === NOT_MEASURED)
      throw new InputError("the M9 basin term needs a measured z2pt5 at every site", {
        parameter: "z2pt5",
        allowed: "depths in km, not -999",
      });
    return z >= 6 ? term : 0;
  };
}

type Wrap = (inner: GroundMotionModel, imt: IntensityMeasure) => GroundMotionEvaluator;

function wrapper(name: string, columns: Partial<ModelColumns>, wrap: Wrap, check?: (inner: GroundMotionModel) => void) {
  return (args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel => {
    const inner = innerModel(name, args, environment);
    check?.(inner);
    return {
      ...factsOf(inner),
      ...unionColumns([inner, columns]),
      name,
      forMeasure: (imt) => wrap(inner, imt),
    };
  };
}

/** The model that `gmpe_name` names, with the arguments left. */
export function innerModel(name: string, args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const { gmpe_name: inner, ...own } = args;
  if (typeof inner !== "string")
    throw new InputError(`${name} needs gmpe_name`, { parameter: "gmpe_name", allowed: "the name of a model" });
  return environment.build(inner, own);
}

function velocityBetween(name: string, low: number, high: number) {
  return (inner: GroundMotionModel) => {
    const velocity = inner.referenceVelocity;
    const usesVs30 = inner.siteColumns.includes("vs30");
    if (velocity === undefined && usesVs30 && name.startsWith("NRCan15")) return;
    if (velocity === undefined || velocity < low || velocity > high)
      throw new InputError(`${name}: the reference vs30 of ${inner.name} is ${velocity ?? "not stated"}`, {
        parameter: "gmpe_name",
        allowed: `a model with a reference vs30 between ${low} and ${high} m/s`,
      });
  };
}

const RAKE_AND_RJB: Partial<ModelColumns> = {
  ruptureColumns: ["rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
};

export const siteTermModels: ModelFamily = {
  models: {
    NRCan15SiteTerm: wrapper(
      "NRCan15SiteTerm",
      { siteColumns: ["vs30"] },
      (inner, imt) => addNrcanSite(atRock(inner.forMeasure(imt), 760), imt, "base"),
      velocityBetween("NRCan15SiteTerm", 760, 820),
    ),
    NRCan15SiteTermLinear: wrapper(
      "NRCan15SiteTermLinear",
      { siteColumns: ["vs30"] },
      (inner, imt) => addNrcanSite(atRock(inner.forMeasure(imt), 760), imt, "linear"),
      velocityBetween("NRCan15SiteTermLinear", 760, 820),
    ),
    BA08SiteTerm: wrapper("BA08SiteTerm", RAKE_AND_RJB, (inner, imt) =>
      addSiteTerm(atRock(inner.forMeasure(imt), 760), booreAtkinsonSite(imt)),
    ),
    BSSA14SiteTerm: wrapper("BSSA14SiteTerm", RAKE_AND_RJB, (inner, imt) =>
      addSiteTerm(atRock(inner.forMeasure(imt), 760), booreSite(imt)),
    ),
    CY14SiteTerm: wrapper(
      "CY14SiteTerm",
      { siteColumns: ["vs30"] },
      (inner, imt) => addChiouYoungsSite(atRock(inner.forMeasure(imt), 1130), imt),
      velocityBetween("CY14SiteTerm", 1100, 1160),
    ),
    CB14BasinTerm: wrapper("CB14BasinTerm", { siteColumns: ["vs30", "z2pt5"] }, (inner, imt) =>
      addSiteTerm(inner.forMeasure(imt), campbellBozorgniaBasin(imt)),
    ),
    M9BasinTerm: wrapper("M9BasinTerm", { siteColumns: ["z2pt5"] }, (inner, imt) =>
      addSiteTerm(inner.forMeasure(imt), m9Basin(imt)),
    ),
  },
};

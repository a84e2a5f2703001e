/**
 * Basin and site terms of published models that the US national seismic hazard model 2023 adds to models without their own.
 */
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { BOORE_ATKINSON_2008, booreAtkinsonRock } from "../crust/boore-atkinson-2008.ts";
import { CAMPBELL_BOZORGNIA_2014 } from "../crust/campbell-bozorgnia-2014.ts";
import { thenAdjust } from "../make-model.ts";
import type { GroundMotionEvaluator } from "../model.ts";
import { atkinsonBooreSoil, soilAmplification } from "./atkinson-boore-soil.ts";
import { medianZ25, NOT_MEASURED } from "./basin-depth.ts";

/** A term in ln units for a row. */
export type SiteTerm = (ctx: ContextBlock, i: number) => number;

/** Basin response of Campbell & Bozorgnia (2014), eq. 20, from z2pt5 (km; -999: the median of vs30). */
export function campbellBozorgniaBasin(imt: IntensityMeasure, japan = false): SiteTerm {
  const c = CAMPBELL_BOZORGNIA_2014.at(imt);
  const shallow = c.c14 + (japan ? c.c15 : 0);
  const deep = c.c16 * c.k3 * Math.exp(-0.75);
  return (ctx, i) => {
    const given = ctx.z2pt5[i]!;
    const z = given === NOT_MEASURED ? medianZ25(ctx.vs30[i]!, japan) : given;
    if (z < 1) return shallow * (z - 1);
    return z > 3 ? deep * (1 - Math.exp(-0.25 * (z - 3))) : 0;
  };
}

/** Site response of Boore & Atkinson (2008) with their own rock PGA. Needs rake and rjb. */
export function booreAtkinsonSite(imt: IntensityMeasure): SiteTerm {
  const soil = atkinsonBooreSoil(imt);
  const rock = BOORE_ATKINSON_2008.at(PGA);
  return (ctx, i) => {
    const lnPga = booreAtkinsonRock(rock, ctx.mag[i]!, ctx.rake[i]!, ctx.rjb[i]!);
    return soilAmplification(soil, ctx.vs30[i]!, lnPga);
  };
}

export interface SubductionBasinOptions {
  readonly cb14_basin_term: boolean;
  readonly m9_basin_term: boolean;
}

/**
 * The basin term of subduction models: that of Campbell & Bozorgnia (2014), and instead of it a factor of two from 1.9 s on where
 * basins are deeper than 6 km (M9 simulations of the Cascadia megathrust). Undefined when both are off.
 */
export function subductionBasin(imt: IntensityMeasure, options: SubductionBasinOptions): SiteTerm | undefined {
  const published = options.cb14_basin_term ? campbellBozorgniaBasin(imt) : undefined;
  if (!options.m9_basin_term || imt.period < 1.9) return published;
  return (ctx, i) => {
    const given = ctx.z2pt5[i]!;
    const z = given === NOT_MEASURED ? medianZ25(ctx.vs30[i]!, false) : given;
    return z >= 6 ? Math.LN2 : (published?.(ctx, i) ?? 0);
  };
}

/** Adds a site term to the mean. */
export function addSiteTerm(evaluator: GroundMotionEvaluator, term: SiteTerm | undefined): GroundMotionEvaluator {
  if (term === undefined) return evaluator;
  return thenAdjust(evaluator, (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += term(ctx, i);
  });
}

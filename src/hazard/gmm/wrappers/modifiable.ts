/**
 * `ModifiableGMPE`: any model with adjustments of its median, standard deviations, site term, or with measures that a conditional model
 * derives from those it gives.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { ALL_STANDARD_DEVIATIONS, factsOf, makeModel, thenAdjust } from "../make-model.ts";
import {
  type BasePredictions,
  type FactoryEnvironment,
  type GroundMotionBlock,
  type GroundMotionEvaluator,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFacts,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, optionalNumber, readArguments } from "../model-arguments.ts";
import { nearestNames } from "../nearest-names.ts";
import { addSiteTerm, booreAtkinsonSite, campbellBozorgniaBasin } from "../site/basin-terms.ts";
import { hashashNonLinear, stewartLinear } from "../site/nga-east-site-2020.ts";
import { type ModelColumns, unionColumns } from "../union-columns.ts";
import { ADJUSTMENTS } from "./adjustments.ts";
import { singleEntry } from "./averages.ts";
import { addChiouYoungsSite, addNrcanSite, atRock, booreSite, m9Basin } from "./site-term-models.ts";

const NAME = "ModifiableGMPE";

/** Adds itself to what ran before, for one measure. */
type Step = (before: GroundMotionEvaluator, imt: IntensityMeasure) => GroundMotionEvaluator;

const VS30: Partial<ModelColumns> = { siteColumns: ["vs30"] };
const RAKE_AND_RJB: Partial<ModelColumns> = {
  ruptureColumns: ["rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
};

/** Site terms: the wrapped model runs on rock first. */
const SITE_TERMS: {
  readonly [name: string]: {
    readonly columns: Partial<ModelColumns>;
    readonly read: (args: ModelArguments, base: GroundMotionModel) => Step;
  };
} = {
  cy14_site_term: { columns: VS30, read: (args) => noArguments("cy14_site_term", args, addChiouYoungsSite) },
  ba08_site_term: {
    columns: RAKE_AND_RJB,
    read: (args) => noArguments("ba08_site_term", args, (before, imt) => addSiteTerm(before, booreAtkinsonSite(imt))),
  },
  bssa14_site_term: {
    columns: RAKE_AND_RJB,
    read: (args) => noArguments("bssa14_site_term", args, (before, imt) => addSiteTerm(before, booreSite(imt))),
  },
  nrcan15_site_term: {
    columns: VS30,
    read(args) {
      const { kind } = readArguments(`${NAME}: nrcan15_site_term`, args, {
        kind: choiceArgument(["base", "linear"], "base"),
      });
      return (before, imt) => addNrcanSite(before, imt, kind);
    },
  },
  ceus2020_site_term: { columns: VS30, read: ceus2020SiteTerm },
};

const BASIN_TERMS: { readonly [name: string]: (args: ModelArguments) => Step } = {
  cb14_basin_term: (args) =>
    noArguments("cb14_basin_term", args, (before, imt) => addSiteTerm(before, campbellBozorgniaBasin(imt))),
  m9_basin_term: (args) => noArguments("m9_basin_term", args, (before, imt) => addSiteTerm(before, m9Basin(imt))),
};

function noArguments(name: string, args: ModelArguments, step: Step): Step {
  readArguments(`${NAME}: ${name}`, args, {});
  return step;
}

/** Linear (Stewart et al. 2020) and non-linear (Hashash et al. 2020) response from rock of `ref_vs30`. */
function ceus2020SiteTerm(args: ModelArguments, base: GroundMotionModel): Step {
  const options = readArguments(`${NAME}: ceus2020_site_term`, args, {
    ref_vs30: numberArgument(Number.NaN),
    wimp: optionalNumber(),
    usgs: flagArgument(false),
  });
  return (before, imt) => {
    const linear = stewartLinear(imt, options.wimp, options.usgs);
    const nonLinear = hashashNonLinear(imt, options.ref_vs30);
    const rockPga = atRock(base.forMeasure(PGA), options.ref_vs30);
    let rock = makeGroundMotionBlock(0);
    return thenAdjust(before, (ctx, out) => {
      if (rock.mean.length < ctx.length) rock = makeGroundMotionBlock(ctx.capacity);
      rockPga(ctx, rock);
      for (let i = 0; i < ctx.length; i++) {
        const vs30 = ctx.vs30[i]!;
        out.mean[i]! += linear(vs30) + nonLinear(vs30, Math.exp(rock.mean[i]!));
      }
    });
  };
}

/** Conditional models by the measure they give. */
function readConditionals(args: ModelArguments, environment: FactoryEnvironment): Map<string, GroundMotionModel> {
  const models = new Map<string, GroundMotionModel>();
  for (const [measure, value] of Object.entries(args)) {
    const table = typeof value === "object" && !Array.isArray(value) ? (value as ModelArguments) : {};
    const [name, own] = singleEntry(`${NAME}: conditional_gmpe`, measure, table["gmpe"]);
    const model = environment.build(name, own);
    if (model.conditional === undefined)
      throw new InputError(`${NAME}: ${name} is not a conditional model`, { parameter: "conditional_gmpe" });
    models.set(measure, model);
  }
  return models;
}

/** Runs the base model for the measures a conditional one requires, then that one. */
function conditionalEvaluator(
  base: GroundMotionModel,
  model: GroundMotionModel,
  onRock: (evaluator: GroundMotionEvaluator) => GroundMotionEvaluator,
): GroundMotionEvaluator {
  const part = model.conditional;
  if (part === undefined) throw new Error(`${model.name} is not conditional`);
  const evaluators = part.requires.map((imt) => ({ name: imt.name, evaluate: onRock(base.forMeasure(imt)) }));
  let blocks: { [measure: string]: GroundMotionBlock } = {};
  let capacity = -1;
  return (ctx, out) => {
    if (capacity < ctx.length) {
      capacity = ctx.capacity;
      blocks = Object.fromEntries(evaluators.map(({ name }) => [name, makeGroundMotionBlock(capacity)]));
    }
    for (const { name, evaluate } of evaluators) evaluate(ctx, blocks[name]!);
    part.evaluate(ctx, blocks as BasePredictions, out);
  };
}

function modifiable(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const { gmpe, ...adjustments } = args;
  const [baseName, baseArguments] = singleEntry(NAME, "gmpe", gmpe);
  const base = environment.build(baseName, baseArguments);
  const steps: Step[] = [];
  const columns: Partial<ModelColumns>[] = [base];
  let conditionals = new Map<string, GroundMotionModel>();
  let rockVs30: number | undefined;
  for (const [name, value] of Object.entries(adjustments)) {
    const own = adjustmentArguments(name, value);
    const site = SITE_TERMS[name];
    const basin = BASIN_TERMS[name];
    const adjustment = ADJUSTMENTS[name];
    if (site !== undefined) {
      rockVs30 = name === "cy14_site_term" ? 1130 : (rockVs30 ?? 760);
      columns.push(site.columns);
      steps.push(site.read(own, base));
    } else if (basin !== undefined) {
      columns.push({ siteColumns: ["z2pt5"] });
      steps.push(basin(own));
    } else if (name === "conditional_gmpe") {
      conditionals = readConditionals(own, environment);
      for (const model of conditionals.values()) columns.push(model.conditional?.columns ?? {});
    } else if (adjustment !== undefined) {
      const run = adjustment(own);
      columns.push({ siteColumns: SITE_COLUMNS_OF[name] ?? [] });
      steps.push((before, imt) => thenAdjust(before, run(imt)));
    } else {
      const known = [...Object.keys(SITE_TERMS), ...Object.keys(BASIN_TERMS), ...Object.keys(ADJUSTMENTS)];
      throw new InputError(`${NAME} has no adjustment ${name}`, {
        parameter: name,
        allowed: [...known, "conditional_gmpe"].join(", "),
        suggestion: nearestNames(name, known, 1)[0],
      });
    }
  }
  const needsTau = ["set_between_epsilon", "set_total_std_as_tau_plus_delta"].find((name) => name in adjustments);
  if (needsTau !== undefined && !base.standardDeviations.includes("Inter event"))
    throw new InputError(`${NAME}: ${needsTau} needs a between-event deviation, ${base.name} has none`, {
      parameter: needsTau,
    });
  const facts: ModelFacts = {
    ...factsOf(base),
    ...unionColumns(columns),
    name: NAME,
    standardDeviations: "add_between_within_stds" in adjustments ? ALL_STANDARD_DEVIATIONS : base.standardDeviations,
    measures: [...new Set([...base.measures, ...[...conditionals.keys()].map((key) => key.replace(/\(.*/, ""))])],
  };
  const rock = rockVs30;
  const onRock = (evaluator: GroundMotionEvaluator) => (rock === undefined ? evaluator : atRock(evaluator, rock));
  return makeModel(facts, (imt) => {
    const conditional = conditionals.get(imt.name);
    const first =
      conditional === undefined ? onRock(base.forMeasure(imt)) : conditionalEvaluator(base, conditional, onRock);
    return steps.reduce((before, step) => step(before, imt), first);
  });
}

/** Columns that adjustments read. */
const SITE_COLUMNS_OF: { readonly [name: string]: ModelFacts["siteColumns"] } = {
  apply_swiss_amplification: ["amplfactor"],
  apply_swiss_amplification_sa: ["ch_ampl03", "ch_ampl06", "ch_phis2s03", "ch_phis2s06", "ch_phiss03", "ch_phiss06"],
};

function adjustmentArguments(name: string, value: unknown): ModelArguments {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InputError(`${NAME}: ${name} is ${JSON.stringify(value)}`, { parameter: name, allowed: "a table" });
  return value as ModelArguments;
}

export const modifiableModels: ModelFamily = { models: { ModifiableGMPE: modifiable } };

/** Models made of others without changing them: weighted averages, a model a measure, standard deviations split in parts, and the empty model. */
import { InputError } from "../../../input-error.ts";
import { ALL_STANDARD_DEVIATIONS, factsOf, fillTotal, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import {
  type FactoryEnvironment,
  type GroundMotionBlock,
  type GroundMotionModel,
  type ModelArguments,
  type ModelFacts,
  type ModelFamily,
  makeGroundMotionBlock,
} from "../model.ts";
import { optionalNumber, readArguments } from "../model-arguments.ts";
import { unionColumns } from "../union-columns.ts";
import { innerModel } from "./site-term-models.ts";

/** Tolerance of sums of weights, that of logic trees. */
const WEIGHT_PRECISION = 1e-7;

interface WeightedModel {
  readonly model: GroundMotionModel;
  readonly weight: number;
}

/** Branches `b1 = { ClassName = { weight = 0.2, ... } }`. */
function readBranches(name: string, args: ModelArguments, environment: FactoryEnvironment): WeightedModel[] {
  const branches = Object.entries(args).map(([branch, value]) => {
    const [model, own] = singleEntry(name, branch, value);
    const { weight, ...rest } = own;
    if (typeof weight !== "number")
      throw new InputError(`${name}: branch ${branch} has no weight`, { parameter: branch, allowed: "weight = 0.5" });
    if (!(weight >= 0 && weight <= 1))
      throw new InputError(`${name}: branch ${branch} has the weight ${weight}`, {
        parameter: branch,
        allowed: "0 to 1",
      });
    return { model: environment.build(model, rest), weight };
  });
  if (branches.length === 0)
    throw new InputError(`${name} needs branches`, { allowed: "b1.ClassName.weight = 0.5, ..." });
  const sum = branches.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) > WEIGHT_PRECISION)
    throw new InputError(`${name}: the weights of the branches sum up to ${sum}, not 1`, { parameter: "weight" });
  return branches;
}

/** The only key of a table, which names a model, and its arguments. */
export function singleEntry(name: string, key: string, value: unknown): readonly [string, ModelArguments] {
  const entries = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [first] = entries;
  if (first === undefined || entries.length !== 1 || typeof first[1] !== "object" || Array.isArray(first[1]))
    throw new InputError(`${name}: ${key} is ${JSON.stringify(value)}`, {
      parameter: key,
      allowed: "one table named as a model",
    });
  return [first[0], first[1] as ModelArguments];
}

/** What the parts agree on; the total standard deviation only when their standard deviations differ. */
function commonFacts(name: string, models: readonly GroundMotionModel[]): ModelFacts {
  const [first] = models;
  if (first === undefined) throw new InputError(`${name} needs models`);
  const key = (model: GroundMotionModel) => [...model.standardDeviations].sort().join();
  const agree = models.every((model) => key(model) === key(first));
  return {
    name,
    tectonicRegionType: "",
    component: "Horizontal",
    standardDeviations: agree ? first.standardDeviations : TOTAL_STANDARD_DEVIATION,
    ...unionColumns(models),
    measures: first.measures.filter((kind) => models.every((model) => model.measures.includes(kind))),
  };
}

/**
 * Mean of the means, root mean square of the standard deviations. Exceedance is the weighted sum of that of the models, as in the
 * reference, so the averages only enter ground-motion fields.
 */
function averageModel(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const branches = readBranches("AvgGMPE", args, environment);
  const total = branches.reduce((sum, branch) => sum + branch.weight, 0);
  const weights = branches.map((branch) => branch.weight / total);
  const facts = commonFacts(
    "AvgGMPE",
    branches.map((branch) => branch.model),
  );
  const model = makeModel(facts, (imt) => {
    const evaluators = branches.map((branch) => branch.model.forMeasure(imt));
    let part = makeGroundMotionBlock(0);
    return (ctx, out) => {
      const n = ctx.length;
      if (part.mean.length < n) part = makeGroundMotionBlock(ctx.capacity);
      clear(out, n);
      evaluators.forEach((evaluate, k) => {
        evaluate(ctx, part);
        accumulate(part, weights[k]!, n, out);
      });
      for (let i = 0; i < n; i++) {
        out.sigma[i] = Math.sqrt(out.sigma[i]!);
        out.tau[i] = Math.sqrt(out.tau[i]!);
        out.phi[i] = Math.sqrt(out.phi[i]!);
      }
    };
  });
  return { ...model, mixture: branches };
}

function clear(out: GroundMotionBlock, n: number): void {
  out.mean.fill(0, 0, n);
  out.sigma.fill(0, 0, n);
  out.tau.fill(0, 0, n);
  out.phi.fill(0, 0, n);
}

function accumulate(part: GroundMotionBlock, weight: number, n: number, out: GroundMotionBlock): void {
  for (let i = 0; i < n; i++) {
    out.mean[i]! += weight * part.mean[i]!;
    out.sigma[i]! += weight * part.sigma[i]! * part.sigma[i]!;
    out.tau[i]! += weight * part.tau[i]! * part.tau[i]!;
    out.phi[i]! += weight * part.phi[i]! * part.phi[i]!;
  }
}

/** Weighted sum of probabilities of exceedance. It has no mean; the numbers are those the reference fills in. */
function averageExceedance(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const branches = readBranches("AvgPoeGMPE", args, environment);
  const facts = commonFacts(
    "AvgPoeGMPE",
    branches.map((branch) => branch.model),
  );
  return {
    ...makeModel(facts, (imt) => {
      for (const { model } of branches) model.forMeasure(imt);
      return (ctx, out) => {
        out.mean.fill(0, 0, ctx.length);
        fillTotal(out, ctx.length, 1e-10);
      };
    }),
    mixture: branches,
  };
}

/** A model a measure: `PGA.ClassName = {}`. */
function modelByMeasure(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const name = "MultiGMPE";
  const models = new Map<string, GroundMotionModel>();
  for (const [measure, value] of Object.entries(args)) {
    const [inner, own] = singleEntry(name, measure, value);
    models.set(measure, environment.build(inner, own));
  }
  const parts = [...models.values()];
  const facts: ModelFacts = {
    name,
    tectonicRegionType: "",
    component: "Horizontal",
    standardDeviations: [...new Set(parts.flatMap((model) => model.standardDeviations))],
    ...unionColumns([{ ruptureColumns: ["mag"] }, ...parts]),
    measures: [...new Set(parts.flatMap((model) => model.measures))],
  };
  return makeModel(facts, (imt) => {
    const model = models.get(imt.name);
    if (model === undefined)
      throw new InputError(`no model for ${imt.name}`, { allowed: [...models.keys()].join(", ") });
    return model.forMeasure(imt);
  });
}

/** Splits the total standard deviation: one part is given, the other is what is left of the variance. */
function splitSigma(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const name = "SplitSigmaGMPE";
  const { within_absolute, between_absolute, ...rest } = args;
  const given = Object.fromEntries(
    Object.entries({ within_absolute, between_absolute }).filter(([, value]) => value !== undefined),
  ) as ModelArguments;
  const { within_absolute: within, between_absolute: between } = readArguments(name, given, {
    within_absolute: optionalNumber(),
    between_absolute: optionalNumber(),
  });
  const known = between ?? within;
  if (known === undefined)
    throw new InputError(`${name} needs a deviation`, { allowed: "between_absolute, within_absolute" });
  const inner = innerModel(name, rest, environment);
  return {
    ...factsOf(inner),
    name,
    standardDeviations: ALL_STANDARD_DEVIATIONS,
    forMeasure(imt) {
      const evaluate = inner.forMeasure(imt);
      return (ctx, out) => {
        evaluate(ctx, out);
        for (let i = 0; i < ctx.length; i++) {
          const total = out.sigma[i]!;
          if (total < known)
            throw new InputError(`${name}: the given deviation ${known} is larger than the total ${total}`);
          const other = Math.sqrt(total * total - known * known);
          out.tau[i] = between === undefined ? other : known;
          out.phi[i] = between === undefined ? known : other;
        }
      };
    },
  };
}

export const averages: ModelFamily = {
  models: {
    AvgGMPE: averageModel,
    AvgPoeGMPE: averageExceedance,
    MultiGMPE: modelByMeasure,
    SplitSigmaGMPE: splitSigma,
  },
};

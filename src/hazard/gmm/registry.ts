/**
 * All ground-motion models by name. Adding one: write its family file and add a line here.
 */
import { InputError } from "../../input-error.ts";
import { abrahamson2014Family } from "./crust/abrahamson-2014.ts";
import { akkarBommer2010 } from "./crust/akkar-bommer-2010.ts";
import { boore2014 } from "./crust/boore-2014.ts";
import { booreAtkinson2008 } from "./crust/boore-atkinson-2008.ts";
import { campbellBozorgnia2014Family } from "./crust/campbell-bozorgnia-2014.ts";
import { chiouYoungs2008 } from "./crust/chiou-youngs-2008.ts";
import { chiouYoungs2014Family } from "./crust/chiou-youngs-2014.ts";
import { sadigh1997 } from "./crust/sadigh-1997.ts";
import { readMixture } from "./mixture.ts";
import type { GroundMotionModel, ModelArguments, ModelEnvironment, ModelFactory, ModelFamily } from "./model.ts";
import { nearestNames } from "./nearest-names.ts";

const FAMILIES: readonly ModelFamily[] = [
  abrahamson2014Family,
  akkarBommer2010,
  boore2014,
  booreAtkinson2008,
  campbellBozorgnia2014Family,
  chiouYoungs2008,
  chiouYoungs2014Family,
  sadigh1997,
];

/** A model is found by a name that is not in the registry. */
export class UnknownModelError extends InputError {
  readonly model: string;
  constructor(model: string, nearest: readonly string[]) {
    super(`unknown ground-motion model "${model}"`, {
      suggestion: nearest.length === 0 ? undefined : nearest.join(" or "),
    });
    this.model = model;
  }
}

export interface FoundModel {
  /** Class name in the reference engine. */
  readonly name: string;
  readonly factory: ModelFactory;
  /** Arguments an alias stands for; empty for a class. */
  readonly args: ModelArguments;
}

const classes = new Map<string, ModelFactory>();
const aliases = new Map<string, readonly [string, ModelArguments]>();
for (const family of FAMILIES) {
  for (const [name, factory] of Object.entries(family.models)) classes.set(name, factory);
  for (const [alias, target] of Object.entries(family.aliases ?? {})) aliases.set(alias, target);
}

/** Names of all classes, sorted. */
export function modelNames(): string[] {
  return [...classes.keys()].sort();
}

/** Names of all aliases, sorted. */
export function aliasNames(): string[] {
  return [...aliases.keys()].sort();
}

/** Aliases that stand for a class, sorted. */
export function aliasesOf(className: string): string[] {
  return aliasNames().filter((alias) => aliases.get(alias)?.[0] === className);
}

/** @throws UnknownModelError naming the nearest models. */
export function findModel(name: string): FoundModel {
  const [className, args] = aliases.get(name) ?? [name, {}];
  const factory = classes.get(className);
  if (factory === undefined)
    throw new UnknownModelError(name, nearestNames(name, [...classes.keys(), ...aliases.keys()]));
  return { name: className, factory, args };
}

/**
 * Builds a model from its class or alias name and keyword arguments.
 *
 * `mixture_model` (`{ factors, weights }`) is accepted for every model: exceedance becomes the weighted sum over copies of
 * the model whose total sigma is multiplied by each factor.
 *
 * @throws UnknownModelError, or InputError for arguments the model does not take.
 */
export function buildModel(
  name: string,
  args: ModelArguments = {},
  environment: ModelEnvironment = {},
): GroundMotionModel {
  const found = findModel(name);
  const { mixture_model: mixture, ...own } = args;
  const model = found.factory({ ...found.args, ...own }, environment);
  return mixture === undefined ? model : readMixture(model, mixture);
}

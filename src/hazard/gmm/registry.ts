/**
 * All ground-motion models by name. What a job does not name is not loaded: {@link MODEL_FILES}.
 */
import { InputError } from "../../input-error.ts";
import { readMixture } from "./mixture.ts";
import type { GroundMotionModel, ModelArguments, ModelEnvironment, ModelFactory } from "./model.ts";
import type { ModelFile } from "./model-file.ts";
import { MODEL_FILES } from "./model-files.ts";
import { nearestNames } from "./nearest-names.ts";

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

/** The file of every class, and of every alias. */
const classes = new Map<string, ModelFile>();
const aliases = new Map<string, ModelFile>();
for (const file of MODEL_FILES) {
  for (const name of file.classes) classes.set(name, file);
  for (const alias of file.aliases.keys()) aliases.set(alias, file);
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
  return aliasNames().filter((alias) => aliases.get(alias)?.aliases.get(alias) === className);
}

/** @throws UnknownModelError naming the nearest models. */
export function findModel(name: string): FoundModel {
  const [className, args] = aliases.get(name)?.load().aliases?.[name] ?? [name, {}];
  const factory = classes.get(className)?.load().models[className];
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
  const build = (inner: string, innerArgs: ModelArguments) => buildModel(inner, innerArgs, environment);
  const model = found.factory({ ...found.args, ...own }, { ...environment, build });
  return mixture === undefined ? model : readMixture(model, mixture);
}

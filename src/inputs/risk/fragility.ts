/** Fragility and consequence models. */
import { InputError, type ProblemList } from "../../input-error.ts";
import { type FragilityFunction, NO_DAMAGE } from "../../risk/functions/fragility.ts";
import {
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  numbersOf,
  type Origin,
  optionalNumberAttribute,
  requiredAttribute,
  requiredChild,
  within,
} from "../nrml/element.ts";
import { parseNumbers } from "../nrml/value-checks.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { pythonFloats } from "../python-float.ts";

export interface FragilityModel {
  readonly lossCategory: string;
  readonly limitStates: readonly string[];
  readonly functions: readonly FragilityFunction[];
}

/** Reads the functions of a model; a wrong one is reported in `problems` and left out. */
export function readFragilityModel(
  at: Origin,
  model: XmlElement,
  version: string,
  problems: ProblemList,
): FragilityModel {
  if (version === "0.4") return olderFragilityModel(at, model, problems);
  for (const name of ["id", "assetCategory", "lossCategory"]) requiredAttribute(within(at, model), model, name);
  requiredChild(at, model, "description");
  const limitStates = namesOf(at, requiredChild(at, model, "limitStates"));
  const functions = model.children
    .filter(({ name }) => name === "fragilityFunction")
    .flatMap((element) => {
      const made = problems.attempt(() => readFunction(at, element, limitStates));
      return made === undefined ? [] : [made];
    });
  return { lossCategory: model.attributes["lossCategory"] ?? "", limitStates, functions };
}

function namesOf(at: Origin, element: XmlElement): readonly string[] {
  if (Array.isArray(element.value)) return element.value as readonly string[];
  throw mistake(at, element, "names separated by blanks are expected");
}

function readFunction(at: Origin, element: XmlElement, limitStates: readonly string[]): FragilityFunction {
  const imls = requiredChild(at, element, "imls");
  const states = element.children.filter((child) => child !== imls);
  // The reference looks at all three together, with the line of the levels.
  const inLevels = within(at, imls);
  const continuous = requiredAttribute(inLevels, element, "format").toLowerCase() === "continuous";
  const measure = requiredAttribute(inLevels, imls, "imt");
  const id = requiredAttribute(inLevels, element, "id");
  if (states.length !== limitStates.length)
    throw mistake(at, element, `expected ${limitStates.length} limit states, found ${states.length}`, {
      allowed: limitStates.join(" "),
    });
  states.forEach((state, i) => {
    const name = requiredAttribute(continuous ? at : within(at, state), state, "ls");
    if (name !== limitStates[i])
      throw mistake(at, state, `expected ${limitStates[i]}, found ${name}`, { parameter: "ls" });
  });
  const noDamageLimit = noDamageLimitOf(at, imls);
  const common = { id, measure, noDamageLimit };
  if (continuous)
    return {
      ...common,
      kind: "continuous",
      minimumLevel: orNoDamage(numberAttribute(at, imls, "minIML")),
      maximumLevel: numberAttribute(at, imls, "maxIML"),
      means: Float64Array.from(states, (state) => numberAttribute(at, state, "mean")),
      standardDeviations: Float64Array.from(states, (state) => numberAttribute(at, state, "stddev")),
    };
  const levels = checkedLevels(at, imls, measure);
  const probabilities = states.map((state) => probabilitiesOf(at, state, levels.length));
  return { ...common, kind: "discrete", levels, probabilities };
}

/** A limit that is not given or 0 has no logarithm. */
function orNoDamage(limit: number | undefined): number {
  return limit === undefined || limit === 0 ? NO_DAMAGE : limit;
}

function noDamageLimitOf(at: Origin, element: XmlElement): number {
  const given = element.attributes["noDamageLimit"]?.trim() !== "";
  return orNoDamage(given ? optionalNumberAttribute(at, element, "noDamageLimit") : undefined);
}

function probabilitiesOf(at: Origin, element: XmlElement, count: number): Float64Array {
  const values = numbersOf(at, element);
  if (values.length !== count) throw mistake(at, element, `expected ${count}, found ${values.length}`);
  return values;
}

function checkedLevels(at: Origin, imls: XmlElement, measure: string): Float64Array {
  const levels = numbersOf(at, imls);
  if (levels.length === 0) throw mistakeWithoutLine(at, imls, `No imls for ${measure}: []`);
  // A first level of 0 has no logarithm.
  if (levels[0] === 0) levels[0] = NO_DAMAGE;
  for (let i = 1; i < levels.length; i++) {
    if (levels[i]! < levels[i - 1]!)
      throw mistakeWithoutLine(at, imls, `The imls for ${measure} are not sorted: ${pythonFloats(levels)}`);
    if (levels[i] === levels[i - 1])
      throw mistakeWithoutLine(at, imls, `Found duplicated levels for ${measure}: ${pythonFloats(levels)}`);
  }
  return levels;
}

/** NRML 0.4: sets with a taxonomy each. */
function olderFragilityModel(at: Origin, model: XmlElement, problems: ProblemList): FragilityModel {
  const continuous = requiredAttribute(within(at, model), model, "format").toLowerCase() === "continuous";
  requiredChild(at, model, "description");
  const limitStates = namesOf(at, requiredChild(at, model, "limitStates"));
  const functions = model.children
    .filter(({ name }) => name === "ffs")
    .flatMap((set) => {
      const made = problems.attempt((): FragilityFunction => {
        const id = requiredChild(at, set, "taxonomy").text.trim();
        const iml = requiredChild(at, set, "IML");
        const states = set.children.filter(({ name }) => name === "ffc" || name === "ffd");
        if (states.length !== limitStates.length)
          throw mistake(at, set, `expected ${limitStates.length} limit states, found ${states.length}`);
        states.forEach((state, i) => {
          const name = requiredAttribute(at, state, "ls");
          if (name !== limitStates[i])
            throw mistake(at, state, `expected ${limitStates[i]}, found ${name}`, { parameter: "ls" });
        });
        const measure = requiredAttribute(at, iml, "IMT");
        const noDamageLimit = noDamageLimitOf(at, set);
        const common = { id, measure, noDamageLimit };
        if (!continuous) {
          const levels = checkedLevels(at, iml, measure);
          const rows = states.map((state) => probabilitiesOf(at, requiredChild(at, state, "poEs"), levels.length));
          return { ...common, kind: "discrete", levels, probabilities: rows };
        }
        const params = states.map((state) => requiredChild(at, state, "params"));
        return {
          ...common,
          kind: "continuous",
          minimumLevel: orNoDamage(numberAttribute(at, iml, "minIML")),
          maximumLevel: numberAttribute(at, iml, "maxIML"),
          means: Float64Array.from(params, (param) => numberAttribute(at, param, "mean")),
          standardDeviations: Float64Array.from(params, (param) => numberAttribute(at, param, "stddev")),
        };
      });
      return made === undefined ? [] : [made];
    });
  return { lossCategory: model.attributes["lossCategory"] ?? "structural", limitStates, functions };
}

/** Consequence functions in XML (0.5). */
export function checkConsequenceModel(at: Origin, model: XmlElement, problems: ProblemList): void {
  requiredChild(at, model, "description");
  const limitStates = namesOf(at, requiredChild(at, model, "limitStates"));
  for (const name of ["assetCategory", "lossCategory"]) requiredAttribute(within(at, model), model, name);
  for (const element of model.children.filter(({ name }) => name === "consequenceFunction")) {
    problems.attempt(() => {
      if (element.children.length !== limitStates.length)
        throw mistake(at, element, `Expected ${limitStates.length} limit states, got ${element.children.length}`);
      element.children.forEach((params, i) => {
        const inParams = within(at, params);
        const name = requiredAttribute(inParams, params, "ls");
        if (name !== limitStates[i])
          throw mistake(at, element, `expected ${limitStates[i]}, found ${name}`, {
            parameter: "ls",
            reference: `node params: Expected '${limitStates[i]}', got '${name}'`,
          });
        for (const column of ["mean", "stddev"]) {
          if (!parseNumbers(requiredAttribute(inParams, params, column)).every((value) => value >= 0))
            throw new InputError(`${column} must be >= 0`, { file: at.file, line: params.line });
        }
      });
    });
  }
}

/** Evaluating a model for a handful of contexts given by name, for the command line and the web. */
import { InputError } from "../../input-error.ts";
import { makeContextBlock, type NumericColumn, TEXT_COLUMNS, type TextColumn } from "../context-block.ts";
import { type IntensityMeasure, spectralAcceleration } from "../intensity-measure.ts";
import { type GroundMotionModel, makeGroundMotionBlock } from "./model.ts";

/** One value for all contexts, or one a context. */
export type ParameterValues = number | string | readonly (number | string)[];

export interface EvaluatedMeasure {
  readonly imt: string;
  readonly mean: readonly number[];
  readonly sigma: readonly number[];
  readonly tau: readonly number[];
  readonly phi: readonly number[];
}

/**
 * Mean and standard deviations of `model` for every context and measure. Parameters given as lists must have the same length; single
 * values are repeated.
 *
 * @throws InputError for a missing or unknown parameter, lists of different lengths, a measure the model does not give.
 */
export function evaluateModel(
  model: GroundMotionModel,
  parameters: { readonly [name: string]: ParameterValues },
  measures: readonly IntensityMeasure[],
): EvaluatedMeasure[] {
  const required = requiredColumns(model);
  const missing = required.filter((name) => parameters[name] === undefined);
  if (missing.length > 0)
    throw new InputError(`${model.name} needs ${missing.join(", ")}`, { allowed: `all of ${required.join(", ")}` });
  const unknown = Object.keys(parameters).filter((name) => !(required as string[]).includes(name));
  if (unknown.length > 0)
    throw new InputError(`${model.name} does not use ${unknown.join(", ")}`, { allowed: required.join(", ") });
  const rows = commonLength(parameters);
  const block = makeContextBlock(required, rows);
  block.length = rows;
  for (const name of required) {
    const given = parameters[name];
    for (let i = 0; i < rows; i++) {
      const value = Array.isArray(given) ? given[given.length === 1 ? 0 : i] : given;
      if (isText(name)) block[name][i] = String(value);
      else {
        const number = Number(value);
        if (!Number.isFinite(number))
          throw new InputError(`${name} is ${JSON.stringify(value)}`, { parameter: name, allowed: "a number" });
        block[name][i] = number;
      }
    }
  }
  return measures.map((imt) => {
    const out = makeGroundMotionBlock(rows);
    model.forMeasure(imt)(block, out);
    return { imt: imt.name, mean: [...out.mean], sigma: [...out.sigma], tau: [...out.tau], phi: [...out.phi] };
  });
}

/** Every column a model needs: rupture, distance and site columns in this order. */
export function requiredColumns(model: GroundMotionModel): (NumericColumn | TextColumn)[] {
  return [...model.ruptureColumns, ...model.distanceColumns, ...model.siteColumns];
}

/**
 * Shortest and longest period of spectral acceleration a model gives, found by asking it, to six digits; undefined when it
 * gives none between 0.001 and 100 s.
 */
export function periodRange(model: GroundMotionModel): readonly [number, number] | undefined {
  const grid = Array.from({ length: 101 }, (_, index) => 10 ** (index / 20 - 3));
  const accepted = grid.filter((period) => gives(model, period));
  const [shortest] = accepted;
  const longest = accepted.at(-1);
  if (shortest === undefined || longest === undefined) return undefined;
  return [edge(model, shortest, shortest / 10 ** 0.05), edge(model, longest, longest * 10 ** 0.05)];
}

function gives(model: GroundMotionModel, period: number): boolean {
  try {
    model.forMeasure(spectralAcceleration(period));
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** The last period given on the way from one that is to one that is not. */
function edge(model: GroundMotionModel, inside: number, outside: number): number {
  let good = inside;
  let bad = outside;
  if (gives(model, bad)) return Number(bad.toPrecision(6));
  while (Math.abs(good - bad) > 1e-9 * good) {
    const middle = 0.5 * (good + bad);
    if (gives(model, middle)) good = middle;
    else bad = middle;
  }
  return Number(good.toPrecision(6));
}

function isText(name: NumericColumn | TextColumn): name is TextColumn {
  return (TEXT_COLUMNS as readonly string[]).includes(name);
}

function commonLength(parameters: { readonly [name: string]: ParameterValues }): number {
  let rows = 1;
  let from = "";
  for (const [name, values] of Object.entries(parameters)) {
    if (!Array.isArray(values) || values.length === 1) continue;
    if (rows !== 1 && rows !== values.length)
      throw new InputError(`${name} has ${values.length} values and ${from} has ${rows}`, { parameter: name });
    rows = values.length;
    from = name;
  }
  return rows;
}

/**
 * Transition from fore-arc to back-arc attenuation with the distance (km) to the volcanic front, positive on the back-arc side:
 * the shapes of the 2020 European seismic hazard model (Weatherill, Danciu & Crowley 2020).
 */
import { InputError } from "../../../input-error.ts";
import { normalCdf } from "../../../numerics/normal.ts";
import type { ModelArguments } from "../model.ts";
import { choiceArgument, optionalNumber, readArguments } from "../model-arguments.ts";

/** 0 in the fore-arc, 1 in the back-arc. */
export type VolcanicTaper = (distance: number) => number;

export const TAPER_ARGUMENTS = {
  faba_taper_model: choiceArgument(["Step", "Linear", "SFunc", "Sigmoid", "Gaussian"], undefined),
  width: optionalNumber(),
  a: optionalNumber(),
  b: optionalNumber(),
  c: optionalNumber(),
  sigma: optionalNumber(),
};

const SHAPES = {
  Step: [],
  Linear: ["width"],
  SFunc: ["a", "b"],
  Sigmoid: ["c"],
  Gaussian: ["sigma", "a", "b"],
} as const;

/**
 * The taper of a model's arguments; undefined when they name none: then there is no difference between the two sides.
 * @throws InputError for parameters that the shape does not have or that are out of range.
 */
export function volcanicTaper(model: string, args: ModelArguments): VolcanicTaper | undefined {
  const given = Object.fromEntries(Object.entries(args).filter(([name]) => name in TAPER_ARGUMENTS));
  const read = readArguments(model, given, TAPER_ARGUMENTS);
  const shape = read.faba_taper_model;
  const allowed: readonly string[] = shape === undefined ? [] : SHAPES[shape];
  for (const name of Object.keys(given))
    if (name !== "faba_taper_model" && !allowed.includes(name))
      throw new InputError(`${model}: the taper ${shape ?? "(none)"} has no parameter ${name}`, {
        parameter: name,
        allowed: allowed.join(", "),
      });
  const positive = (name: "width" | "c" | "sigma") => {
    const value = read[name] ?? 1;
    if (!(value > 0)) throw new InputError(`${model}: ${name} is ${value}`, { parameter: name, allowed: "above 0" });
    return value;
  };
  const ordered = (low: number, high: number) => {
    if (low > high) throw new InputError(`${model}: a is above b`, { parameter: "a", allowed: "at most b" });
    return [low, high] as const;
  };
  switch (shape) {
    case undefined:
      return undefined;
    case "Step":
      return (x) => (x > 0 ? 1 : 0);
    case "Linear": {
      const width = positive("width");
      return (x) => Math.min(Math.max(x / width + 0.5, 0), 1);
    }
    case "SFunc": {
      const [a, b] = ordered(read.a ?? 0, read.b ?? 0);
      return (x) => {
        if (x <= a) return 0;
        if (x >= b) return 1;
        return x <= 0.5 * (a + b) ? 2 * ((x - a) / (b - a)) ** 2 : 1 - 2 * ((x - b) / (b - a)) ** 2;
      };
    }
    case "Sigmoid": {
      const c = positive("c");
      return (x) => 1 / (1 + Math.exp(-x / c));
    }
    case "Gaussian": {
      const sigma = positive("sigma");
      const [a, b] = ordered(read.a ?? Number.NEGATIVE_INFINITY, read.b ?? Number.POSITIVE_INFINITY);
      const low = normalCdf(a / sigma);
      const range = normalCdf(b / sigma) - low;
      return (x) => Math.min(Math.max((normalCdf(x / sigma) - low) / range, 0), 1);
    }
  }
}

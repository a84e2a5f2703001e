/** Distributions inside sources: nodal planes, hypocentral depths, aspect ratio, hypocentre positions, slip. */

import type { AspectRatio } from "../../hazard/ruptures/aspect-ratio.ts";
import type { HypocentralDepth, NodalPlane } from "../../hazard/ruptures/point-distributions.ts";
import type { HypocentrePosition, SlipDirection } from "../../hazard/sources/source.ts";
import { pythonFloat, pythonFloats } from "../python-float.ts";
import {
  mistake,
  mistakeWithoutLine,
  numberAttribute,
  numberOf,
  type Origin,
  optionalChild,
  optionalNumberAttribute,
  requiredChild,
  shortNumber,
  within,
} from "./element.ts";
import type { XmlElement } from "./xml.ts";

/** Tolerance of sums of probabilities. */
const PRECISION = 1e-7;

function checkProbabilities(
  at: Origin,
  list: XmlElement,
  probabilities: readonly number[],
  values: readonly string[],
): void {
  if (probabilities.length === 0) throw mistake(at, list, "the distribution is empty");
  const zero = probabilities.indexOf(0);
  if (zero >= 0) throw mistake(at, list, `Zero probability in subnode ${values[zero]}`);
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  if (Math.abs(sum - 1) > PRECISION)
    throw mistake(at, list, `probabilities ${pythonFloats(probabilities)} do not sum up to 1.0`);
}

/**
 * Equal items become one, their probabilities added; only then the list is sorted by probability and value, as in the
 * reference (the order matters: the last nodal plane decides the size of a rupture in filters).
 */
function merged<T extends { readonly probability: number }>(
  items: readonly T[],
  key: (item: T) => readonly number[],
): readonly T[] {
  const byKey = new Map<string, { item: T; probability: number }>();
  for (const item of items) {
    const text = key(item).join(" ");
    const found = byKey.get(text);
    if (found === undefined) byKey.set(text, { item, probability: item.probability });
    else found.probability += item.probability;
  }
  if (byKey.size === items.length) return items;
  const distinct = [...byKey.values()].map(({ item, probability }) => ({ ...item, probability }));
  return distinct.sort((a, b) => {
    if (a.probability !== b.probability) return a.probability - b.probability;
    const [ka, kb] = [key(a), key(b)];
    const differing = ka.findIndex((value, i) => value !== kb[i]);
    return differing < 0 ? 0 : ka[differing]! - kb[differing]!;
  });
}

/** The rake of a source or rupture, in (-180, 180]. */
export function readRake(at: Origin, source: XmlElement): number {
  const rake = readAnyRake(at, source);
  checkRake(at, source, rake);
  return rake;
}

/** A rake as it is written: -180 is accepted too. */
export function readAnyRake(at: Origin, source: XmlElement): number {
  const element = requiredChild(at, source, "rake", true);
  if (element.value === "undefined" || element.text.trim() === "undefined")
    throw mistake(at, element, "an undefined rake is not supported", { allowed: "-180 to 180" });
  return numberOf(at, element);
}

function checkRake(at: Origin, blame: XmlElement, rake: number): void {
  // Some room for numeric noise, as in the reference.
  if (!(rake > -180 && rake < 180.000008))
    throw mistake(at, blame, `rake ${shortNumber(rake)} is out of range (-180, 180]`, { parameter: "rake" });
}

export function readNodalPlanes(at: Origin, source: XmlElement): readonly NodalPlane[] {
  const list = requiredChild(at, source, "nodalPlaneDist");
  const inSource = within(at, source);
  const planes = list.children.map((element) => {
    const plane = {
      probability: numberAttribute(inSource, element, "probability"),
      strike: numberAttribute(inSource, element, "strike"),
      dip: numberAttribute(inSource, element, "dip"),
      rake: numberAttribute(inSource, element, "rake"),
    };
    if (!(plane.dip > 0 && plane.dip < 90.000001))
      throw mistake(at, source, `dip ${shortNumber(plane.dip)} is out of range (0, 90]`, {
        parameter: "dip",
      });
    if (!(plane.strike >= 0 && plane.strike < 360))
      throw mistake(at, source, `strike ${shortNumber(plane.strike)} is out of range [0, 360)`, {
        parameter: "strike",
      });
    checkRake(at, source, plane.rake);
    return plane;
  });
  checkProbabilities(
    at,
    list,
    planes.map(({ probability }) => probability),
    planes.map((plane) => `NodalPlane(strike=${plane.strike}, dip=${plane.dip}, rake=${plane.rake})`),
  );
  return merged(planes, ({ strike, dip, rake }) => [strike, dip, rake]);
}

export function readHypocentralDepths(at: Origin, source: XmlElement): readonly HypocentralDepth[] {
  const list = requiredChild(at, source, "hypoDepthDist");
  const inSource = within(at, source);
  const depths = list.children.map((element): HypocentralDepth => {
    const fraction = optionalNumberAttribute(at, element, "fixedDipFrac");
    if (fraction !== undefined && !(fraction > 0 && fraction <= 1))
      throw mistake(at, element, `fixedDipFrac ${pythonFloat(fraction)} must be in the range (0, 1)`, {
        parameter: "fixedDipFrac",
      });
    return {
      probability: numberAttribute(inSource, element, "probability"),
      depth: numberAttribute(inSource, element, "depth"),
      ...(fraction === undefined ? {} : { downDipFraction: fraction }),
    };
  });
  checkProbabilities(
    at,
    list,
    depths.map(({ probability }) => probability),
    depths.map(({ depth }) => pythonFloat(depth)),
  );
  return merged(depths, ({ depth, downDipFraction }) =>
    downDipFraction === undefined ? [depth] : [depth, downDipFraction],
  );
}

/** Length / width, or two points of a function linear in magnitude. */
export function readAspectRatio(at: Origin, source: XmlElement): AspectRatio {
  const scalar = optionalChild(source, "ruptAspectRatio");
  const dependent = optionalChild(source, "aspectRatioFunction");
  if (dependent === undefined) {
    const element = scalar ?? requiredChild(at, source, "ruptAspectRatio", true);
    const ratio = numberOf(at, element);
    if (!(ratio > 0)) throw mistakeWithoutLine(at, element, "rupture aspect ratio must be positive");
    return ratio;
  }
  if (scalar !== undefined)
    throw mistakeWithoutLine(
      at,
      source,
      `Source '${source.attributes["id"] ?? "?"}' specifies both ruptAspectRatio and aspectRatioFunction`,
    );
  const type = requiredChild(at, dependent, "type").text.trim();
  if (type !== "linear_piecewise")
    throw mistakeWithoutLine(at, dependent, `Unsupported aspectRatioFunction type: ${type}`, {
      allowed: "linear_piecewise",
    });
  const points = requiredChild(at, dependent, "mag_points").children;
  const [first, second, ...more] = points;
  if (first === undefined || second === undefined || more.length > 0)
    throw mistakeWithoutLine(at, dependent, `Should be two elements mag_point in linear_piecewise (${points.length})`);
  const mags = Float64Array.of(numberAttribute(at, first, "mag"), numberAttribute(at, second, "mag"));
  const ratios = Float64Array.of(numberAttribute(at, first, "aratio"), numberAttribute(at, second, "aratio"));
  if (!(mags[0]! > 0))
    throw mistakeWithoutLine(at, dependent, `aspectRatioFunction magnitudes must be positive: ${pythonFloats(mags)}`);
  if (mags[0]! >= mags[1]!)
    throw mistakeWithoutLine(
      at,
      dependent,
      `aspectRatioFunction points must be in ascending magnitude order: ${pythonFloats(mags)}`,
    );
  if (!ratios.every((ratio) => ratio > 0))
    throw mistakeWithoutLine(at, dependent, "rupture aspect ratio must be positive");
  return { mags, ratios };
}

function checkWeights(at: Origin, blame: XmlElement, weights: readonly number[]): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) > PRECISION)
    throw mistake(at, blame, `The weights do not sum up to 1: ${pythonFloats(weights)}`);
}

/** Relative positions of hypocentres; undefined without `hypoList`. */
export function readHypocentrePositions(at: Origin, source: XmlElement): readonly HypocentrePosition[] | undefined {
  const list = optionalChild(source, "hypoList");
  if (list === undefined) return undefined;
  const positions = list.children.map((element) => ({
    alongStrike: numberAttribute(at, element, "alongStrike"),
    downDip: numberAttribute(at, element, "downDip"),
    weight: numberAttribute(at, element, "weight"),
  }));
  checkWeights(
    at,
    source,
    positions.map(({ weight }) => weight),
  );
  return positions;
}

/** Slip directions in degrees; undefined without `slipList`. */
export function readSlipDirections(at: Origin, source: XmlElement): readonly SlipDirection[] | undefined {
  const list = optionalChild(source, "slipList");
  if (list === undefined) return undefined;
  const slips = list.children.map((element) => {
    const slip = numberOf(at, element);
    if (slip > 360) throw mistake(at, source, `slip ${pythonFloat(slip)} is bigger than the maximum (360)`);
    return { slip, weight: numberAttribute(at, element, "weight") };
  });
  checkWeights(
    at,
    source,
    slips.map(({ weight }) => weight),
  );
  return slips;
}

/**
 * What single values of NRML documents have to look like: rules by element and attribute name, applied
 * wherever the name occurs.
 */

import { InputError } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { parseIntensityMeasure } from "../intensity-measures.ts";
import * as types from "../job-ini/value-types.ts";
import { parseLatitude, parseLongitude, type ValueType } from "../job-ini/value-types.ts";
import { LOSS_TYPES } from "../loss-types.ts";
import { parseFinite, pythonFloat, pythonText, shownText } from "../python-float.ts";
import { parseScalingRelation, SCALING_RELATIONS } from "./scaling-relations.ts";

export interface ValueCheck {
  /** As in the reference's "Could not convert NAME->RULE". */
  readonly name: string;
  readonly accepts: string;
  /** @throws InputError without a place. */
  readonly convert: (text: string) => unknown;
}

function rule(name: string, accepts: string, convert: (text: string) => unknown): ValueCheck {
  return { name, accepts, convert };
}

function ofType(type: ValueType<unknown>): ValueCheck {
  return rule(type.name, type.accepts, type.parse);
}

function range(min: number, max: number, word: string, accept?: string): ValueCheck {
  return rule(`FloatRange[${min}:${max}]`, `a number from ${min} to ${max}`, (text) => {
    if (text === accept) return text;
    const value = parseFinite(text);
    if (value > max) throw new InputError(`${word} ${pythonFloat(value)} is bigger than the maximum (${max})`);
    if (value < min) throw new InputError(`${word} ${pythonFloat(value)} is smaller than the minimum (${min})`);
    return value;
  });
}

/** Letters that are split into words at a time: long lists would otherwise hold millions of words at once. */
const LIST_PIECE = 100_000;

/** Blank-separated finite numbers. */
export function parseNumbers(text: string): Float64Array {
  if (text.length <= LIST_PIECE) return parsePiece(text);
  const pieces: Float64Array[] = [];
  for (let start = 0; start < text.length; ) {
    let stop = Math.min(text.length, start + LIST_PIECE);
    while (stop < text.length && !/\s/.test(text[stop]!)) stop++;
    pieces.push(parsePiece(text.slice(start, stop)));
    start = stop;
  }
  const numbers = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    numbers.set(piece, at);
    at += piece.length;
  }
  return numbers;
}

function parsePiece(text: string): Float64Array {
  const words = text.split(/\s+/);
  if (words[0] === "") words.shift();
  if (words[words.length - 1] === "") words.pop();
  const numbers = new Float64Array(words.length);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const value = Number(word);
    // Number("0x1f") and Number("Infinity") are no numbers of a document: the slow reader decides and explains.
    numbers[i] = Number.isFinite(value) && !/[xXbBoO]/.test(word) ? value : parseFinite(word);
  }
  return numbers;
}

function nonNegativeNumbers(text: string): Float64Array {
  const numbers = parseNumbers(types.stripBrackets(text));
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i]! < 0)
      throw new InputError(`${numbers[i]} is below 0`, { reference: `float ${pythonFloat(numbers[i]!)} < 0` });
  }
  return numbers;
}

const float = rule("float", "a number", parseFinite);
const coordinate = rule("float_", "a number", parseFinite);
const nonNegative = ofType(types.nonNegative);
const nonNegatives = rule("positivefloats", "numbers >= 0 separated by blanks", nonNegativeNumbers);
const numbers = rule("floats", "numbers separated by blanks", parseNumbers);
const probability = range(0, 1, "");
const probabilities: ValueCheck = {
  ...ofType(types.probabilities),
  convert: (text) => Float64Array.from(types.probabilities.parse(text)),
};
const longitude = rule("longitude", "a longitude from -180 to 180", parseLongitude);
const latitude = rule("latitude", "a latitude from -90 to 90", parseLatitude);
const integers = ofType(types.wholeNumbers);
const wholeNumber = ofType(types.wholeNumber);
const anyText = rule("utf8", "any text", (text) => text);

const nonZero = (check: ValueCheck) =>
  rule("compose(positivefloat,nonzero)", "a number > 0", (text) => {
    const value = check.convert(text);
    if (value === 0) throw new InputError(`${shownText(text)} is zero`, { reference: `${pythonText(text)} is zero` });
    return value;
  });

const positionList = rule("posList", "lon lat pairs or lon lat depth triplets", (text) => {
  const values = parseNumbers(text);
  if (values.length % 2 !== 0 && values.length % 3 !== 0) {
    const words = text.split(/\s+/).filter(Boolean);
    const shown = words.slice(0, 20).map(pythonText).join(", ");
    throw new InputError(`Wrong number: nor pairs not triplets: [${shown}${words.length > 20 ? ", ..." : ""}]`);
  }
  return values;
});

const position = rule("lon_lat", "a longitude and a latitude", (text): readonly [number, number] => {
  const [lon, lat, ...more] = text.split(/[\s,]+/).filter(Boolean);
  if (lon === undefined || lat === undefined || more.length > 0)
    throw new InputError(`expected a longitude and a latitude, got ${pythonText(text)}`);
  return [parseLongitude(lon), parseLatitude(lat)];
});

function identifier(longest: number): ValueCheck {
  return rule(`SimpleId(${longest}, ^[\\w_\\-:]+$)`, `at most ${longest} letters, digits, _ : -`, (text) => {
    if (text.length > longest)
      throw new InputError(`the id ${shownText(text)} has ${text.length} letters`, {
        reference: `The ID ${pythonText(text)} is longer than ${longest} character`,
      });
    if (!/^[\w\-:]+$/.test(text))
      throw new InputError(`the id ${shownText(text)} has letters that ids cannot have`, {
        reference: `Invalid ID ${pythonText(text)}: the only accepted chars are ^[\\w_\\-:]+$`,
      });
    return text;
  });
}

const riskId = rule("risk_id", "text without # and quotes", (text) => {
  if (/[#"']/.test(text)) throw new InputError(`Invalid ID "${text}" contains forbidden chars`);
  return text;
});

const lossType = rule("loss_type", LOSS_TYPES.join(", "), (text) => {
  for (const part of text.split("+")) {
    if (!(LOSS_TYPES as readonly string[]).includes(part))
      throw new InputError(`${shownText(text)} is no loss type`, {
        reference: `Got '${text}', expected ${LOSS_TYPES.join("|")}`,
        suggestion: nearestName(part, LOSS_TYPES),
      });
  }
  return text;
});

const measureName = rule("intensity_measure_type", "an intensity measure, as SA(0.2)", (text) => {
  try {
    return parseIntensityMeasure(text).name;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${text} is no intensity measure type`, {
      allowed: error.problems[0].allowed,
      suggestion: error.problems[0].suggestion,
    });
  }
});

const scaling = rule("mag_scale_rel", SCALING_RELATIONS.join(", "), parseScalingRelation);

const taxonomy = rule("taxonomy", "ASCII text without blanks", (text) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is what is meant
  if (!/^[\x00-\x7f]*$/.test(text))
    throw new InputError(`the taxonomy ${shownText(text)} has letters beyond ASCII`, {
      reference: `tag ${pythonText(text)} is not ASCII`,
    });
  if (/\s/.test(text))
    throw new InputError(`the taxonomy ${shownText(text)} holds blanks`, {
      reference: `The taxonomy ${pythonText(text)} contains whitespace chars`,
    });
  return text;
});

const optionalNonNegative = rule("positivefloat", "empty or a number >= 0", (text) =>
  text === "" ? undefined : nonNegative.convert(text),
);

const anyCase = (name: string, ...allowed: readonly string[]) =>
  rule(name, allowed.join(", "), (text) => {
    const value = text.toLowerCase();
    const shown = `(${allowed.map(pythonText).join(", ")})`;
    if (!allowed.includes(value))
      throw new InputError(`'${value}' is not a valid choice in ${shown}`, { suggestion: nearestName(value, allowed) });
    return value;
  });

const NUMBERS_FROM_ZERO = [
  ...["magnitude", "bValue", "cornerMag", "ruptAspectRatio", "maxMag", "minMag", "binWidth", "slipRate", "slip"],
  ...["rigidity", "totalMomentRate", "characteristicRate", "characteristicMag", "bGR", "bAC", "gamma", "deltaMagAC"],
  ...["totalRate", "refMagGR", "rateRefGR", "refMagAC", "rateRefAC", "occurrence_rate", "saPeriod", "saDamping"],
  ...["quantileValue", "investigationTime", "iml", "value", "assetLifeExpectancy", "interestRate", "gmv", "spacing"],
  ...["insuranceLimit", "deductible", "max_cession_event", "limit", "occupants", "retrofitted", "mean", "stddev"],
  ...["minIML", "maxIML", "averageLoss", "stdDevLoss", "aalOrig", "aalRetr", "ratio"],
];

const LISTS_FROM_ZERO = [
  ...["b_val", "min_mag", "max_mag", "bin_width", "occurRates", "char_rate", "char_mag", "magnitudes", "IML", "imls"],
  ...["poes", "periods", "IMLs", "srcs_weights", "lossRatio", "coefficientsVariation", "meanLRs", "covLRs", "losses"],
];

const CHECKS: readonly (readonly [name: string, check: ValueCheck])[] = [
  ...NUMBERS_FROM_ZERO.map((name) => [name, nonNegative] as const),
  ...LISTS_FROM_ZERO.map((name) => [name, nonNegatives] as const),
  ["backarc", ofType(types.boolean)],
  ["strike", range(0, 360, "strike")],
  ["dip", range(0, 90, "dip")],
  ["rake", range(-180, 180, "rake", "undefined")],
  ["lon", longitude],
  ["lat", latitude],
  ["depth", coordinate],
  ["upperSeismoDepth", coordinate],
  ["lowerSeismoDepth", coordinate],
  ["posList", positionList],
  ["pos", position],
  ["aValue", float],
  ["a_val", numbers],
  ["magScaleRel", scaling],
  ["lengths", integers],
  ["size", wholeNumber],
  ["probability", probability],
  ["weight", probability],
  ["uncertaintyWeight", float],
  ["alongStrike", probability],
  ["downDip", probability],
  ["id", identifier(75)],
  ["ruptureId", wholeNumber],
  ["discretization", nonZero(nonNegative)],
  ["imt", measureName],
  ["description", ofType(types.nonEmptyText)],
  ["noDamageLimit", optionalNonNegative],
  ["poEs", probabilities],
  ["poE", probability],
  ["type", identifier(75)],
  ["dims", integers],
  ["grp_probability", probability],
  ["isAbsolute", ofType(types.boolean)],
  ["number", nonZero(nonNegative)],
  ["lossCategory", anyText],
  ["lr", probability],
  ["probabilisticDistribution", ofType(types.choice("LN", "BT"))],
  ["dist", ofType(types.choice("LN", "BT", "PM"))],
  ["format", anyCase("ChoiceCI('discrete', 'continuous')", "discrete", "continuous")],
  ["limitStates", ofType(types.names)],
  ["loss_type", lossType],
  ["lossType", lossType],
  ["damageStates", ofType(types.names)],
  ["taxonomy", taxonomy],
  ["tagNames", ofType(types.names)],
];

/** Rules by name, for element texts; attributes use them too. */
export const TEXT_CHECKS: ReadonlyMap<string, ValueCheck> = new Map(CHECKS);

/** Rules of attributes of one element: `element.attribute`; they win over the rule of the bare name. */
export const ATTRIBUTE_CHECKS: ReadonlyMap<string, ValueCheck> = new Map([
  ["rupture.id", wholeNumber],
  ["fragilityFunction.id", riskId],
  ["vulnerabilityFunction.id", riskId],
  ["consequenceFunction.id", riskId],
  ["asset.id", identifier(50)],
  ["costType.name", lossType],
  ["costType.type", ofType(types.choice("aggregated", "per_area", "per_asset"))],
  ["cost.type", lossType],
  ["area.type", anyText],
  ["ffs.type", anyCase("ChoiceCI('lognormal',)", "lognormal")],
]);

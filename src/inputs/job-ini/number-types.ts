/** Numbers and flags of job files, and lists of them. */
import { InputError } from "../../input-error.ts";
import { parseFinite, pythonFloat, pythonText, shownText } from "../python-float.ts";
import { notEmpty, valueType } from "./value-type.ts";

const BOOLEANS: { readonly [text: string]: boolean } = { "": false, "0": false, "1": true, false: false, true: true };

export const boolean = valueType("boolean", "true, false, 1, 0 (any letter case)", (value) => {
  const key = value.trim().toLowerCase();
  if (!Object.hasOwn(BOOLEANS, key))
    throw new InputError(`${shownText(value)} is neither true nor false`, { reference: `Not a boolean: ${value}` });
  return BOOLEANS[key]!;
});

/** @throws InputError for text that is no integer. */
export function parseInteger(value: string): number {
  const trimmed = notEmpty(value).trim();
  if (!/^[+-]?\d+(?:_\d+)*$/.test(trimmed))
    throw new InputError(`${shownText(value)} is no whole number`, {
      reference: `invalid literal for int() with base 10: ${pythonText(value)}`,
    });
  const number = Number(trimmed.replaceAll("_", ""));
  if (!Number.isSafeInteger(number)) throw new InputError(`integer ${trimmed} is too large`);
  return number;
}

export const integer = valueType("int", "an integer", parseInteger);

function parseWhole(value: string): number {
  const word = value.toLowerCase();
  if (word === "true") return 1;
  if (word === "false") return 0;
  const number = parseInteger(value);
  if (number < 0) throw new InputError(`${number} is below 0`, { reference: `integer ${number} < 0` });
  return number;
}

export const wholeNumber = valueType("positiveint", "an integer >= 0", parseWhole);

export const countingNumber = valueType("positiveint", "an integer > 0", (value) => {
  const number = parseWhole(value);
  if (number === 0) throw new InputError("0 is too few", { reference: `${pythonText(value)} is zero` });
  return number;
});

function parseNonNegative(value: string): number {
  const number = parseFinite(notEmpty(value));
  if (number < 0) throw new InputError(`${number} is below 0`, { reference: `float ${pythonFloat(number)} < 0` });
  return number;
}

export const nonNegative = valueType("positivefloat", "a number >= 0", parseNonNegative);

/** 0 means the median only; the reference stores 1E-9 and so do we. */
export const truncationLevel = valueType(
  "<lambda>",
  "a number >= 0; 0 means the median only",
  (value) => parseNonNegative(value) || 1e-9,
);

/** The sentinel asks the ground-motion model to estimate the value from vs30. */
export const nonNegativeOrSentinel = valueType(
  "positivefloatorsentinel",
  "a number >= 0, or -999 (estimated from vs30)",
  (value) => {
    const number = parseFinite(notEmpty(value));
    if (number < 0 && number !== -999)
      throw new InputError(`${number} is below 0`, {
        reference: `float ${pythonFloat(number)} < 0 or not equal to -999`,
      });
    return number;
  },
);

/** Without the brackets at both ends. */
export function stripBrackets(value: string): string {
  const isBracket = (letter: string | undefined) => letter === "[" || letter === "]";
  let start = 0;
  let stop = value.length;
  while (start < stop && isBracket(value[start])) start++;
  while (stop > start && isBracket(value[stop - 1])) stop--;
  return value.slice(start, stop);
}

export const nonNegatives = valueType(
  "positivefloats",
  "numbers >= 0 separated by blanks",
  (value): readonly number[] => stripBrackets(value).split(/\s+/).filter(Boolean).map(parseNonNegative),
);

export const wholeNumbers = valueType(
  "positiveints",
  "integers >= 0 without decimal points, separated by blanks or commas",
  (value): readonly number[] => {
    if (value.includes("."))
      throw new InputError(`there are decimal points in ${shownText(value)}`, {
        reference: `There are decimal points in ${value}`,
      });
    const words = stripBrackets(value)
      .split(/[\s,]+/)
      .filter(Boolean);
    if (words.length === 0)
      throw new InputError(`${shownText(value)} is no list of whole numbers`, {
        reference: `Not a list of integers: ${pythonText(value)}`,
      });
    return words.map((word) => {
      let number: number;
      try {
        number = parseFinite(word);
      } catch {
        throw new InputError(`${shownText(value)} is no list of whole numbers`, {
          reference: `Not a list of integers: ${pythonText(value)}`,
        });
      }
      if (number < 0)
        throw new InputError(`${number} is negative`, { reference: `${number} is negative in ${pythonText(value)}` });
      return Math.trunc(number);
    });
  },
);

export function parseProbability(value: string): number {
  const number = parseFinite(value);
  if (number > 1)
    throw new InputError(`${number} is above 1`, {
      reference: ` ${pythonFloat(number)} is bigger than the maximum (1)`,
    });
  if (number < 0)
    throw new InputError(`${number} is below 0`, {
      reference: ` ${pythonFloat(number)} is smaller than the minimum (0)`,
    });
  return number;
}

export const probabilities = valueType(
  "probabilities",
  "numbers from 0 to 1 separated by blanks or commas",
  (value): readonly number[] =>
    value
      .replace(/[[\]]/g, "")
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(parseProbability),
);

/** Of exceedance: 0 and 1 belong to no level. */
export const exceedances = valueType(
  "probabilities",
  "numbers between 0 and 1, both left out, separated by blanks or commas",
  (value): readonly number[] => {
    const list = probabilities.parse(value);
    const extreme = list.find((poe) => poe === 0 || poe === 1);
    if (extreme === undefined) return list;
    const decimal = /\b0,(\d+)/.exec(value);
    throw new InputError(`a probability of exceedance of ${extreme} has no level`, {
      suggestion: decimal === null ? undefined : `0.${decimal[1]} (a point, not a comma)`,
    });
  },
);

/** 0 or 1 with 1 meaning that all assets share one epsilon. */
export const zeroOrOne = valueType("Choice('0', '1')", "0, 1", (value): 0 | 1 => {
  if (value !== "0" && value !== "1")
    throw new InputError(`${shownText(value)} is neither 0 nor 1`, { reference: `Got '${value}', expected 0|1` });
  return value === "1" ? 1 : 0;
});

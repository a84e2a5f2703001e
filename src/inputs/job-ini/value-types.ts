/**
 * The types of job parameters: how a text becomes a typed value. Each says what it accepts; `name` is the word the
 * reference prints in "could not convert to NAME", which clients show.
 */
import { InputError } from "../../input-error.ts";
import { didYouMean } from "../did-you-mean.ts";
import { parseIntensityMeasure, sortByPeriod } from "../intensity-measures.ts";
import { parseFinite, pythonFloat, pythonFloats, pythonText } from "../python-float.ts";
import { isLiteralMap, type Literal, type LiteralMap, parseLiteral, plain } from "./literal.ts";

export interface ValueType<T> {
  readonly name: string;
  /** What is accepted, for messages and documentation. */
  readonly accepts: string;
  /** @throws InputError without a place. */
  readonly parse: (text: string) => T;
}

function valueType<T>(name: string, accepts: string, parse: (text: string) => T): ValueType<T> {
  return { name, accepts, parse };
}

function notEmpty(text: string): string {
  if (text.trim() === "") throw new InputError("Got an empty string");
  return text;
}

export const text = valueType("utf8", "any text", (value) => value);
export const nonEmptyText = valueType("utf8_not_empty", "text that is not blank", notEmpty);

const BOOLEANS: { readonly [text: string]: boolean } = { "": false, "0": false, "1": true, false: false, true: true };

export const boolean = valueType("boolean", "true, false, 1, 0 (any letter case)", (value) => {
  const key = value.trim().toLowerCase();
  if (!Object.hasOwn(BOOLEANS, key)) throw new InputError(`Not a boolean: ${value}`);
  return BOOLEANS[key]!;
});

function parseInteger(value: string): number {
  const trimmed = notEmpty(value).trim();
  if (!/^[+-]?\d+(?:_\d+)*$/.test(trimmed))
    throw new InputError(`invalid literal for int() with base 10: ${pythonText(value)}`);
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
  if (number < 0) throw new InputError(`integer ${number} < 0`);
  return number;
}

export const wholeNumber = valueType("positiveint", "an integer >= 0", parseWhole);

export const countingNumber = valueType("positiveint", "an integer > 0", (value) => {
  const number = parseWhole(value);
  if (number === 0) throw new InputError(`${pythonText(value)} is zero`);
  return number;
});

function parseNonNegative(value: string): number {
  const number = parseFinite(notEmpty(value));
  if (number < 0) throw new InputError(`float ${pythonFloat(number)} < 0`);
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
    if (number < 0 && number !== -999) throw new InputError(`float ${pythonFloat(number)} < 0 or not equal to -999`);
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
    if (value.includes(".")) throw new InputError(`There are decimal points in ${value}`);
    const words = stripBrackets(value)
      .split(/[\s,]+/)
      .filter(Boolean);
    if (words.length === 0) throw new InputError(`Not a list of integers: ${pythonText(value)}`);
    return words.map((word) => {
      let number: number;
      try {
        number = parseFinite(word);
      } catch {
        throw new InputError(`Not a list of integers: ${pythonText(value)}`);
      }
      if (number < 0) throw new InputError(`${number} is negative in ${pythonText(value)}`);
      return Math.trunc(number);
    });
  },
);

export function parseProbability(value: string): number {
  const number = parseFinite(value);
  if (number > 1) throw new InputError(` ${pythonFloat(number)} is bigger than the maximum (1)`);
  if (number < 0) throw new InputError(` ${pythonFloat(number)} is smaller than the minimum (0)`);
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

/** Identifiers of sources, tags, assets. */
const IDENTIFIER = /^[\w\-:]+$/;
const MAX_ID = 75;

function parseNames(value: string): readonly string[] {
  const names = value.split(/[\s,]+/).filter(Boolean);
  for (const name of names) {
    if (!IDENTIFIER.test(name)) throw new InputError(`List of names containing an invalid name: ${name}`);
    if (name.length > MAX_ID) throw new InputError(`The ID ${pythonText(name)} is longer than ${MAX_ID} character`);
  }
  return names;
}

export const names = valueType(
  "namelist",
  `names of letters, digits, _ : - (at most ${MAX_ID}), separated by blanks or commas`,
  parseNames,
);

/** `a,b; c` gives [[a, b], [c]]. */
export const nameGroups = valueType(
  "namelists",
  "names separated by blanks or commas, groups separated by ;",
  (value): readonly (readonly string[])[] => value.split(";").map(parseNames),
);

export const shortNames = valueType(
  "base64names",
  "names of at most 8 letters A-Z a-z 0-9 - _ separated by blanks",
  (value): readonly string[] => {
    const list = value.split(/\s+/).filter(Boolean);
    for (const name of list) {
      if (name.length > 8) throw new InputError(`${name} is longer than 8 characters`);
      if (!/^[\w-]+$/.test(name)) throw new InputError(`List of names containing an invalid name: ${pythonText(name)}`);
    }
    return list;
  },
);

function matching(name: string, accepts: string, pattern: RegExp, longest: number): ValueType<string> {
  return valueType(name, accepts, (value) => {
    if (value.length > longest) throw new InputError(`The ID ${pythonText(value)} is longer than ${longest} character`);
    if (!pattern.test(value))
      throw new InputError(`Invalid ID ${pythonText(value)}: the only accepted chars are ${accepts}`);
    return value;
  });
}

export const identifier = matching("SimpleId(75, ^[\\w_\\-:]+$)", "letters, digits, _ : -", /^[\w\-:]*$/, MAX_ID);
export const threeLetters = matching("SimpleId(3, ^[A-Z]+$)", "three capital letters", /^[A-Z]+$/, 3);
export const niceText = matching(
  "SimpleId(50)",
  "printable letters without blanks and quotes",
  /^[a-zA-Z0-9.`!#$%()+/,;@[\]^_{|}~-]+$/,
  50,
);
export const functionName = matching("SimpleId(75)", "module.function", /^\w+\.\w+$/, MAX_ID);

export function choice<const T extends string>(...allowed: readonly T[]): ValueType<T> {
  return valueType(`Choice(${allowed.map(pythonText).join(", ")})`, allowed.join(", "), (value) => {
    const found = allowed.find((item) => item === value);
    if (found === undefined)
      throw new InputError(`Got '${value}', expected ${allowed.join("|")}`, { suggestion: didYouMean(value, allowed) });
    return found;
  });
}

/** Comma separated without blanks, any letter case. */
export function choices<const T extends string>(...allowed: readonly T[]): ValueType<readonly T[]> {
  const shown = `(${allowed.map(pythonText).join(", ")})`;
  return valueType(shown, `${allowed.filter((item) => item !== "").join(", ")}, separated by commas`, (value) =>
    value
      .toLowerCase()
      .split(",")
      .map((word) => {
        const found = allowed.find((item) => item === word);
        if (found === undefined)
          throw new InputError(`'${word}' is not a valid choice in ${shown}`, {
            suggestion: didYouMean(word, allowed),
          });
        return found;
      }),
  );
}

/** 0 or 1 with 1 meaning that all assets share one epsilon. */
export const zeroOrOne = valueType("Choice('0', '1')", "0, 1", (value): 0 | 1 => {
  if (value !== "0" && value !== "1") throw new InputError(`Got '${value}', expected 0|1`);
  return value === "1" ? 1 : 0;
});

function parseDictionary(value: string): LiteralMap {
  if (value === "") return new Map();
  let literal: Literal;
  try {
    literal = parseLiteral(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${pythonText(value)} is not a valid Python dictionary: ${error.problems[0].message}`);
  }
  if (!isLiteralMap(literal)) throw new InputError(`${pythonText(value)} is not a valid Python dictionary`);
  return literal;
}

export const dictionary = valueType(
  "dictionary",
  'a dictionary of literals, as {"name": 1.5}',
  (value) => plain(parseDictionary(value)) as { readonly [key: string]: unknown },
);

export const labels = valueType(
  "uint8dict",
  'a dictionary of integers from 1 to 255, as {"rock": 1}',
  (value): { readonly [label: string]: number } => {
    const object: Record<string, number> = Object.create(null);
    for (const [key, item] of parseDictionary(value)) {
      if (typeof item !== "number" || !Number.isInteger(item))
        throw new InputError(`${key} must be integer, got ${String(item)}`);
      if (item < 1 || item > 255) throw new InputError(`${key} must be in the range 1-255, got ${item}`);
      object[key] = item;
    }
    return object;
  },
);

/** Number by name (region, peril, measure); `default` holds for the names not listed. */
export type NumberByName = { readonly [name: string]: number };

function parseByName(value: string): LiteralMap {
  const literal = parseLiteral(value);
  if (isLiteralMap(literal)) return literal;
  return new Map([["default", literal]]);
}

function finiteLiteral(item: Literal, key: string): number {
  if (typeof item !== "number")
    throw new InputError(`${key}: a number is expected, got ${JSON.stringify(plain(item))}`);
  return item;
}

export const numberByName = valueType(
  "floatdict",
  'a number, or a dictionary as {"default": 100, "Volcanic": 50}',
  (value): NumberByName => {
    const object: Record<string, number> = Object.create(null);
    for (const [key, item] of parseByName(value)) object[key] = finiteLiteral(item, key);
    return object;
  },
);

/**
 * As `numberByName`; (magnitude, km) pairs are read too, and their largest distance is the value. The reference reads such
 * pairs but cannot use them: a job that needs them, for point sources, is refused when its sources are known.
 */
export const distanceByRegion = valueType(
  "floatdict",
  'km, or a dictionary as {"default": 100, "Volcanic": 50}',
  (value): NumberByName => {
    const object: Record<string, number> = Object.create(null);
    for (const [key, item] of parseByName(value)) {
      const km = Array.isArray(item)
        ? Math.max(...integrationPairs(key, item).map(([, distance]) => distance))
        : finiteLiteral(item, key);
      if (km < 0) throw new InputError(`${key}: negative distance ${km}`);
      object[key] = km;
    }
    return object;
  },
);

/** As `numberByName`; several levels for one measure are allowed. */
export const levelsByName = valueType(
  "floatdict",
  'a number, or a dictionary as {"PGA": 0.1}',
  (value): { readonly [name: string]: number | readonly number[] } => {
    const object: Record<string, number | readonly number[]> = Object.create(null);
    for (const [key, item] of parseByName(value))
      object[key] = Array.isArray(item)
        ? item.map((level: Literal) => finiteLiteral(level, key))
        : finiteLiteral(item, key);
    return object;
  },
);

/** Pairs (magnitude, km), increasing, by tectonic region; `default` holds for the regions not listed. */
export type DistanceByRegion = { readonly [region: string]: readonly (readonly [mag: number, km: number])[] };

export const MIN_MAG = 2.5;
export const MAX_MAG = 10.2;

export const integrationDistance = valueType(
  "new",
  `km; or (magnitude, km) pairs increasing within ${MIN_MAG}..${MAX_MAG}; or a dictionary of these by region; or magdist`,
  (value): DistanceByRegion => {
    const byRegion: Record<string, readonly (readonly [number, number])[]> = Object.create(null);
    if (value === "magdist") {
      byRegion["default"] = [
        [3, 0],
        [6, 150],
        [10, 600],
      ];
      return byRegion;
    }
    for (const [region, item] of parseByName(value)) {
      if (Array.isArray(item)) {
        byRegion[region] = integrationPairs(region, item);
      } else {
        const km = finiteLiteral(item, region);
        if (km < 0) throw new InputError(`${region}: negative distance ${km}`);
        byRegion[region] = [
          [MIN_MAG, km],
          [MAX_MAG, km],
        ];
      }
    }
    if (Object.keys(byRegion).length === 0) throw new InputError("an empty dictionary of distances");
    return byRegion;
  },
);

function integrationPairs(region: string, item: readonly Literal[]): readonly (readonly [number, number])[] {
  const pairs = item.map((pair: Literal): readonly [number, number] => {
    const [mag, km, ...more] = Array.isArray(pair) ? (pair as readonly Literal[]) : [];
    if (typeof mag !== "number" || typeof km !== "number" || more.length > 0)
      throw new InputError(`${region}: (magnitude, km) pairs are expected, got ${JSON.stringify(plain(pair))}`);
    if (mag < MIN_MAG || mag > MAX_MAG) throw new InputError(`Invalid magnitude ${mag}`);
    if (km < 0) throw new InputError(`${region}: negative distance ${km}`);
    return [mag, km];
  });
  if (pairs.length < 2) throw new InputError(`${region}: at least two (magnitude, km) pairs are needed`);
  for (let i = 1; i < pairs.length; i++) {
    const shown = JSON.stringify(pairs);
    if (pairs[i]![0] < pairs[i - 1]![0]) throw new InputError(`${shown} is not ordered`);
    if (pairs[i]![0] === pairs[i - 1]![0]) throw new InputError(`Found duplicates in ${shown}`);
  }
  return pairs;
}

export const measure = valueType(
  "intensity_measure_type",
  "one intensity measure, as SA(0.2)",
  (value) => parseIntensityMeasure(value).name,
);

export const measures = valueType(
  "intensity_measure_types",
  "intensity measures separated by commas, as PGA, SA(0.2)",
  (value): readonly string[] => {
    if (value === "") return [];
    const parsed = value.split(",").map(parseIntensityMeasure);
    if (new Set(parsed.map(({ name }) => name)).size < parsed.length)
      throw new InputError(`Duplicated IMTs in ${value}`);
    return sortByPeriod(parsed, (item) => item).map(({ name }) => name);
  },
);

/** Levels by measure, in the canonical names and the order of the file. */
export type LevelsByMeasure = { readonly [measure: string]: readonly number[] };

/** The smallest level: a first level 0 becomes this one. */
const MIN_LEVEL = 1e-10;

export const levels = valueType(
  "intensity_measure_types_and_levels",
  'a dictionary of increasing levels, as {"PGA": [0.1, 0.2], "SA(0.2)": logscale(0.005, 2, 20)}',
  (value): LevelsByMeasure => {
    const byMeasure: Record<string, readonly number[]> = Object.create(null);
    for (const [name, item] of parseDictionary(value))
      byMeasure[parseIntensityMeasure(name).name] = checkLevels(name, item);
    return byMeasure;
  },
);

function checkLevels(name: string, item: Literal): readonly number[] {
  if (!Array.isArray(item))
    throw new InputError(`The levels of ${name} must be a list, got ${JSON.stringify(plain(item))}`);
  const values = item.map((level: Literal) => {
    if (typeof level !== "number")
      throw new InputError(`The levels of ${name} must be numbers, got ${JSON.stringify(plain(level))}`);
    return level;
  });
  if (values.length === 1 && values[0] === 0) return values;
  if (values.length === 0) throw new InputError(`No imls for ${name}: []`);
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[i - 1]!)
      throw new InputError(`The imls for ${name} are not sorted: ${pythonFloats(values)}`);
  }
  if (new Set(values).size < values.length)
    throw new InputError(`Found duplicated levels for ${name}: ${pythonFloats(values)}`);
  if (values[0]! < 0) throw new InputError(`Negative level ${pythonFloat(values[0]!)} for ${name}`);
  if (values[0] === 0) {
    if (values[1]! <= MIN_LEVEL)
      throw new InputError(
        `The min_iml ${name}=${MIN_LEVEL} is larger than the second level for ${pythonFloats(values)}`,
      );
    values[0] = MIN_LEVEL;
  }
  return values;
}

/** Rounded to 5 decimals (1 m), as everywhere. */
export function parseLongitude(value: string): number {
  const lon = round5(parseFinite(value));
  if (lon > 180) throw new InputError(`longitude ${pythonFloat(lon)} > 180`);
  if (lon < -180) throw new InputError(`longitude ${pythonFloat(lon)} < -180`);
  return lon;
}

export function parseLatitude(value: string): number {
  const lat = round5(parseFinite(value));
  if (lat > 90) throw new InputError(`latitude ${pythonFloat(lat)} > 90`);
  if (lat < -90) throw new InputError(`latitude ${pythonFloat(lat)} < -90`);
  return lat;
}

/**
 * Decimal rounding to five places of the exact value, halves to even (Python's round). Exact halves are the odd
 * multiples of 1/64.
 */
export function round5(value: number): number {
  const scaled = value * 64;
  if (Number.isInteger(scaled) && scaled % 2 !== 0) {
    const below = Math.floor(value * 1e5);
    return (below % 2 === 0 ? below : below + 1) / 1e5;
  }
  return Number(value.toFixed(5));
}

/** lon, lat in degrees, depth in km. */
export type Coordinate = readonly [lon: number, lat: number, depth: number];

export const coordinates = valueType(
  "coordinates",
  "lon lat [depth], with commas between the points; no point twice",
  (value): readonly Coordinate[] => {
    if (value.trim() === "") throw new InputError(`Empty list of coordinates: ${pythonText(value)}`);
    const seen = new Set<string>();
    return value.split(",").map((item, index) => {
      const words = item.split(/\s+/).filter(Boolean);
      const [lonText, latText, depthText] = words;
      if (lonText === undefined || latText === undefined || words.length > 3)
        throw new InputError(`Invalid point format: ${item}`);
      const point: Coordinate = [
        parseLongitude(lonText),
        parseLatitude(latText),
        depthText === undefined ? 0 : parseFinite(depthText),
      ];
      const key = `${point[0]} ${point[1]}`;
      if (seen.has(key)) throw new InputError(`Found overlapping site #${index + 1}, ${item}`);
      seen.add(key);
      return point;
    });
  },
);

/** Ring of the region, not closed. */
export const ring = valueType(
  "wkt_polygon",
  "lon lat, with commas between the vertices; not closed",
  (value): readonly Coordinate[] => {
    const points = coordinates.parse(value);
    if (points.length < 3) throw new InputError(`A region needs at least 3 vertices, got ${points.length}`);
    return points;
  },
);

/** A calculation's number, or the job or result file of one. */
export const calculation = valueType(
  "calculation",
  "the number of a calculation, or a path ending in .ini or .hdf5",
  (value): number | string => {
    if (/^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
    if (!/\.(ini|hdf5)$/.test(value)) throw new InputError(value);
    return value;
  },
);

export const version = valueType(
  "version",
  "up to three integers separated by dots",
  (value): readonly [number, number, number] => {
    const numbers: [number, number, number] = [0, 0, 0];
    const parts = value.split(".");
    if (parts.length > 3 && !parts.slice(3).every((part) => part.includes("git")))
      throw new InputError("list assignment index out of range");
    for (const [i, part] of parts.entries()) if (!part.includes("git") && i < 3) numbers[i] = parseInteger(part);
    return numbers;
  },
);

export const tile = valueType("tile_spec", "[i, n] with 1 <= i <= n", (value): readonly [number, number] => {
  const literal = parseLiteral(value);
  const [i, n] = Array.isArray(literal) ? (literal as readonly Literal[]) : [];
  if (typeof i !== "number" || typeof n !== "number" || !Number.isInteger(i) || !Number.isInteger(n) || i < 1 || i > n)
    throw new InputError(`not a tile: ${value}`);
  return [i, n];
});

export const localTimestamp = valueType("local_timestamp", "YYYY-MM-DD hh:mm:ss+hh:mm", (value) => {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/.test(value))
    throw new InputError(`${pythonText(value)} is not a local time with its offset`);
  return value;
});

export const listOfObjects = valueType(
  "list_of_dict",
  "a JSON list of objects",
  (value): readonly { readonly [key: string]: unknown }[] => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch {
      throw new InputError(`not a JSON list: ${pythonText(value)}`);
    }
    if (typeof parsed === "object" && parsed !== null && Object.keys(parsed).length === 0) return [];
    if (
      !Array.isArray(parsed) ||
      !parsed.every((item) => typeof item === "object" && item !== null && !Array.isArray(item))
    )
      throw new InputError(`not a JSON list of objects: ${pythonText(value)}`);
    return parsed as { readonly [key: string]: unknown }[];
  },
);

/** Landslide, liquefaction and volcanic models. */
export const SECONDARY_PERILS = [
  "HazusLiquefaction",
  "HazusDeformation",
  "ZhuEtAl2015LiquefactionGeneral",
  "ZhuEtAl2017LiquefactionCoastal",
  "ZhuEtAl2017LiquefactionGeneral",
  "RashidianBaise2020Liquefaction",
  "AllstadtEtAl2022Liquefaction",
  "Bozzoni2021LiquefactionEurope",
  "TodorovicSilva2022NonParametric",
  "Jibson2007ALandslides",
  "Jibson2007BLandslides",
  "ChoRathje2022Landslides",
  "FotopoulouPitilakis2015ALandslides",
  "FotopoulouPitilakis2015BLandslides",
  "FotopoulouPitilakis2015CLandslides",
  "FotopoulouPitilakis2015DLandslides",
  "SaygiliRathje2008Landslides",
  "RathjeSaygili2009Landslides",
  "JibsonEtAl2000Landslides",
  "NowickiJessee2018Landslides",
  "AllstadtEtAl2022Landslides",
  "Volcanic",
] as const;

const RENAMED_PERILS: ReadonlyMap<string, string> = new Map([
  ["NewmarkDisplacement", "Jibson2007BLandslides"],
  ["GrantEtAl2016RockSlopeFailure", "Jibson2007ALandslides"],
]);

export const secondaryPerils = valueType(
  "secondary_perils",
  "names of secondary peril models separated by blanks or commas",
  (value): readonly string[] =>
    parseNames(value).map((name) => {
      const renamed = RENAMED_PERILS.get(name);
      if (renamed !== undefined)
        throw new InputError(`${name} has been replaced with ${renamed}`, { suggestion: renamed });
      if (!(SECONDARY_PERILS as readonly string[]).includes(name))
        throw new InputError(`unknown secondary peril ${name}`, {
          allowed: SECONDARY_PERILS.join(" "),
          suggestion: didYouMean(name, SECONDARY_PERILS),
        });
      return name;
    }),
);

export const DISAGGREGATIONS = [
  "Mag",
  "Dist",
  "Mag_Dist",
  "Mag_Dist_Eps",
  "Lon_Lat",
  "Mag_Lon_Lat",
  "TRT",
  "TRT_Mag",
  "TRT_Lon_Lat",
  "TRT_Mag_Dist",
  "TRT_Mag_Dist_Eps",
] as const;

export type Disaggregation = (typeof DISAGGREGATIONS)[number];

export const disaggregations = valueType(
  "disagg_outputs",
  "names separated by blanks or commas: " + DISAGGREGATIONS.join(" "),
  (value): readonly Disaggregation[] =>
    value
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((name) => {
        const found = DISAGGREGATIONS.find((item) => item === name);
        if (found === undefined)
          throw new InputError(`Invalid disagg output: ${name}`, { suggestion: didYouMean(name, DISAGGREGATIONS) });
        return found;
      }),
);

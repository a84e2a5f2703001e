/** Dictionaries of job files: numbers by name, distances by tectonic region, levels by measure. */
import { InputError } from "../../input-error.ts";
import { parseIntensityMeasure, sortByPeriod } from "../intensity-measures.ts";
import { pythonFloats, pythonText, shownText } from "../python-float.ts";
import { isLiteralMap, type Literal, type LiteralMap, parseLiteral, plain } from "./literal.ts";
import { valueType } from "./value-type.ts";

function parseDictionary(value: string): LiteralMap {
  if (value === "") return new Map();
  let literal: Literal;
  try {
    literal = parseLiteral(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`no dictionary: ${error.problems[0].message}`, {
      reference: `${pythonText(value)} is not a valid Python dictionary: ${error.problems[0].message}`,
    });
  }
  if (!isLiteralMap(literal))
    throw new InputError(`${shownText(value)} is no dictionary`, {
      allowed: '{"name": value}',
      reference: `${pythonText(value)} is not a valid Python dictionary`,
    });
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

/** Number by name (tectonic region, peril, measure); `default` holds for the names not listed. */
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
export const distanceByTectonicRegionType = valueType(
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

/** Pairs (magnitude, km), increasing, by tectonic region; `default` holds for the tectonic regions not listed. */
export type DistanceByTectonicRegionType = {
  readonly [tectonicRegionType: string]: readonly (readonly [mag: number, km: number])[];
};

export const MIN_MAG = 2.5;
export const MAX_MAG = 10.2;

export const integrationDistance = valueType(
  "new",
  `km; or (magnitude, km) pairs increasing within ${MIN_MAG}..${MAX_MAG}; or a dictionary of these by region; or magdist`,
  (value): DistanceByTectonicRegionType => {
    const byTectonicRegionType: Record<string, readonly (readonly [number, number])[]> = Object.create(null);
    if (value === "magdist") {
      byTectonicRegionType["default"] = [
        [3, 0],
        [6, 150],
        [10, 600],
      ];
      return byTectonicRegionType;
    }
    for (const [tectonicRegionType, item] of parseByName(value)) {
      if (Array.isArray(item)) {
        byTectonicRegionType[tectonicRegionType] = integrationPairs(tectonicRegionType, item);
      } else {
        const km = finiteLiteral(item, tectonicRegionType);
        if (km < 0) throw new InputError(`${tectonicRegionType}: negative distance ${km}`);
        byTectonicRegionType[tectonicRegionType] = [
          [MIN_MAG, km],
          [MAX_MAG, km],
        ];
      }
    }
    if (Object.keys(byTectonicRegionType).length === 0) throw new InputError("an empty dictionary of distances");
    return byTectonicRegionType;
  },
);

function integrationPairs(
  tectonicRegionType: string,
  item: readonly Literal[],
): readonly (readonly [number, number])[] {
  const pairs = item.map((pair: Literal): readonly [number, number] => {
    const [mag, km, ...more] = Array.isArray(pair) ? (pair as readonly Literal[]) : [];
    if (typeof mag !== "number" || typeof km !== "number" || more.length > 0)
      throw new InputError(
        `${tectonicRegionType}: (magnitude, km) pairs are expected, got ${JSON.stringify(plain(pair))}`,
      );
    if (mag < MIN_MAG || mag > MAX_MAG) throw new InputError(`Invalid magnitude ${mag}`);
    if (km < 0) throw new InputError(`${tectonicRegionType}: negative distance ${km}`);
    return [mag, km];
  });
  if (pairs.length < 2) throw new InputError(`${tectonicRegionType}: at least two (magnitude, km) pairs are needed`);
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
      throw new InputError("a measure stands there twice", { reference: `Duplicated IMTs in ${value}` });
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
    const spellings = new Map<string, string>();
    for (const [text, item] of parseDictionary(value)) {
      const { name } = parseIntensityMeasure(text);
      const other = spellings.get(name);
      if (other !== undefined) throw new InputError(`${other} and ${text} are the same measure, ${name}`);
      spellings.set(name, text);
      byMeasure[name] = checkLevels(text, item);
    }
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
  if (values.length === 0) throw new InputError(`${name} has no levels`);
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[i - 1]!) throw new InputError(`the levels of ${name} do not increase`);
  }
  if (new Set(values).size < values.length) throw new InputError(`a level of ${name} stands twice`);
  if (values[0]! < 0) throw new InputError(`a level of ${name} is negative: ${values[0]}`);
  if (values[0] === 0) {
    if (values[1]! <= MIN_LEVEL)
      throw new InputError(
        `The min_iml ${name}=${MIN_LEVEL} is larger than the second level for ${pythonFloats(values)}`,
      );
    values[0] = MIN_LEVEL;
  }
  return values;
}

export const tile = valueType("tile_spec", "[i, n] with 1 <= i <= n", (value): readonly [number, number] => {
  const literal = parseLiteral(value);
  const [i, n] = Array.isArray(literal) ? (literal as readonly Literal[]) : [];
  if (typeof i !== "number" || typeof n !== "number" || !Number.isInteger(i) || !Number.isInteger(n) || i < 1 || i > n)
    throw new InputError(`not a tile: ${value}`);
  return [i, n];
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

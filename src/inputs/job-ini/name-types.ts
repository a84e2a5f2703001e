/** Texts of job files: names, choices, versions. */
import { InputError } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { pythonText, shownText } from "../python-float.ts";
import { parseInteger } from "./number-types.ts";
import { notEmpty, type ValueType, valueType } from "./value-type.ts";

export const text = valueType("utf8", "any text", (value) => value);
export const nonEmptyText = valueType("utf8_not_empty", "text that is not blank", notEmpty);

/** Identifiers of sources, tags, assets. */
const IDENTIFIER = /^[\w\-:]+$/;
const MAX_ID = 75;

function parseNames(value: string): readonly string[] {
  const names = value.split(/[\s,]+/).filter(Boolean);
  for (const name of names) {
    if (!IDENTIFIER.test(name))
      throw new InputError(`${shownText(name)} is no name`, {
        reference: `List of names containing an invalid name: ${name}`,
      });
    if (name.length > MAX_ID)
      throw new InputError(`the name ${shownText(name)} has ${name.length} letters`, {
        reference: `The ID ${pythonText(name)} is longer than ${MAX_ID} character`,
      });
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
      if (!/^[\w-]+$/.test(name))
        throw new InputError(`${shownText(name)} is no name`, {
          reference: `List of names containing an invalid name: ${pythonText(name)}`,
        });
    }
    return list;
  },
);

function matching(name: string, accepts: string, pattern: RegExp, longest: number): ValueType<string> {
  return valueType(name, accepts, (value) => {
    if (value.length > longest)
      throw new InputError(`${shownText(value)} has ${value.length} letters, ${longest} are allowed`, {
        reference: `The ID ${pythonText(value)} is longer than ${longest} character`,
      });
    if (!pattern.test(value))
      throw new InputError(`${shownText(value)} has other letters than allowed`, {
        reference: `Invalid ID ${pythonText(value)}: the only accepted chars are ${accepts}`,
      });
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
      throw new InputError(`${shownText(value)} is not known`, {
        allowed: allowed.join(", "),
        suggestion: nearestName(value, allowed),
        reference: `Got '${value}', expected ${allowed.join("|")}`,
      });
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
          throw new InputError(`${shownText(word)} is not known`, {
            reference: `'${word}' is not a valid choice in ${shown}`,
            suggestion: nearestName(word, allowed),
          });
        return found;
      }),
  );
}

/** A calculation's number, or the job or result file of one. */
export const calculation = valueType(
  "calculation",
  "the number of a calculation, or a path ending in .ini or .hdf5",
  (value): number | string => {
    if (/^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
    if (!/\.(ini|hdf5)$/.test(value))
      throw new InputError(`${shownText(value)} is no calculation`, { reference: value });
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
      throw new InputError("a version has three numbers", { reference: "list assignment index out of range" });
    for (const [i, part] of parts.entries()) if (!part.includes("git") && i < 3) numbers[i] = parseInteger(part);
    return numbers;
  },
);

export const localTimestamp = valueType("local_timestamp", "YYYY-MM-DD hh:mm:ss+hh:mm", (value) => {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/.test(value))
    throw new InputError(`${pythonText(value)} is not a local time with its offset`);
  return value;
});

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
          suggestion: nearestName(name, SECONDARY_PERILS),
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
          throw new InputError(`Invalid disagg output: ${name}`, { suggestion: nearestName(name, DISAGGREGATIONS) });
        return found;
      }),
);

/**
 * Reads a job file into typed parameters. Everything wrong is collected and reported together.
 */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { formatProblem, InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import { folderOf, type InputFolder, pathOf, readWhole } from "../input-folder.ts";
import { ACCELERATION, unusual, unusualOf } from "../physical-ranges.ts";
import { effectiveSettings } from "./effective-settings.ts";
import { decodeUtf8, MAX_INI_BYTES, parseIni } from "./ini-syntax.ts";
import { INPUT_KEYS, type InputFiles, inputKey, parseInputFiles } from "./input-files.ts";
import type { JobParameters } from "./parameters.ts";
import {
  isParameterName,
  PARAMETER_ALIASES,
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterFacts,
  type ParameterName,
} from "./table.ts";
import type { ValueType } from "./value-types.ts";

export interface JobFile {
  /** Relative to the job's folder. */
  readonly file: string;
  readonly folder: InputFolder;
  readonly parameters: JobParameters;
  /** Names the user wrote, after aliases. */
  readonly given: ReadonlySet<string>;
  /** Line of each parameter and file key, by the name after aliases (file keys by input key). */
  readonly lines: ReadonlyMap<string, number>;
  /** Text of each parameter as written, by the name after aliases. */
  readonly texts: ReadonlyMap<string, string>;
  /** Input key -> files. */
  readonly inputs: ReadonlyMap<string, InputFiles>;
  readonly warnings: readonly string[];
}

/** What the reader found, sound parameters and problems, for checks that go on after the first mistake. */
export interface JobFileReading {
  readonly jobFile: JobFile;
  readonly problems: ProblemList;
  /** Names of parameters and inputs whose value could not be read: what depends on them cannot be judged. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Reads `file` (relative to the folder's root).
 * @throws InputError for mistakes of syntax and encoding; mistakes of values are in `problems`.
 */
export function readJobFileLeniently(folder: InputFolder, file: string): JobFileReading {
  const bytes = readWhole(folder, file);
  if (bytes.length > MAX_INI_BYTES)
    throw new InputError(`a job file of ${bytes.length} bytes is too large`, {
      file,
      allowed: `at most ${MAX_INI_BYTES} bytes`,
    });
  return parseJobFile(decodeUtf8(bytes, file), folder, file);
}

/** What an unknown parameter may have been meant to be. */
const KNOWN_NAMES: readonly string[] = [
  ...PARAMETER_NAMES,
  ...PARAMETER_ALIASES.keys(),
  ...[...INPUT_KEYS].map((item) => `${item}_file`),
];
/** Unknown parameters that are named. */
const MOST_UNKNOWN = 500;

/** As `readJobFileLeniently` with the text at hand. Files named in it are looked for in the folder. */
export function parseJobFile(content: string, folder: InputFolder, file: string): JobFileReading {
  const problems = new ProblemList();
  const warnings: string[] = [];
  const values = new Map<ParameterName, unknown>();
  const given = new Set<string>();
  const lines = new Map<string, number>();
  const inputs = new Map<string, InputFiles>();
  const texts = new Map<string, string>();
  const unread = new Set<string>();
  let unknown = 0;

  for (const entry of parseIni(content, file)) {
    const place = { file, line: entry.line, parameter: entry.name };
    let name: string = entry.name;
    if (name.startsWith("_") || name.startsWith("is_valid_")) {
      problems.add(`The parameter name ${name} is not acceptable`, place);
      continue;
    }
    if (name === "inputs") {
      problems.add("The parameter name inputs is not acceptable: it is set by the engine", place);
      continue;
    }
    const key = inputKey(name);
    if (key !== undefined) {
      const input = problems.attempt(() => readInput(folder, name, key, entry.value, place, problems));
      const renamed = key === "sites" ? "site_model" : key;
      if (input === undefined) {
        if (entry.value !== "") unread.add(renamed);
        continue;
      }
      if (inputs.has(renamed)) {
        problems.add(
          key === "sites" || lines.get("sites_csv") !== undefined
            ? "Please remove sites, you should use only site_model"
            : `${name}: the files of ${renamed} are already given on line ${lines.get(renamed)}`,
          place,
        );
        continue;
      }
      if (key === "sites") {
        lines.set("sites_csv", entry.line);
        values.set("prefer_global_site_params", true);
      }
      lines.set(renamed, entry.line);
      inputs.set(renamed, input);
      continue;
    }
    if (entry.value.endsWith(".hdf5") && name !== "description" && !isParameterName(name)) {
      const input = problems.attempt(() => parseInputFiles("reqv_hdf5", entry.value, folderOf(file), place));
      if (input === undefined) continue;
      problems.attempt(() => input.files.map((item) => pathOf(folder, item, place)));
      const byName = new Map([...(inputs.get("reqv")?.byName ?? []), [name, input.files] as const]);
      inputs.set("reqv", { files: [...byName.values()].flat(), byName });
      lines.set("reqv", entry.line);
      warnings.push(
        `${file}:${entry.line}: write reqv_hdf5 = {"${name}": "${entry.value}"}; the older form is obsolete`,
      );
      continue;
    }
    if (name === "region_constraint") {
      warnings.push(`${file}:${entry.line}: region_constraint is obsolete, use region instead`);
      if (given.has("region")) {
        problems.add("region and region_constraint, its older name, are both set", place);
        continue;
      }
      name = "region";
    } else if (name === "region" && given.has("region")) {
      problems.add("region and region_constraint, its older name, are both set", place);
      continue;
    }
    const alias = PARAMETER_ALIASES.get(name);
    if (alias !== undefined) name = alias;
    if (!isParameterName(name)) {
      // Of very many more is not told.
      if (++unknown > MOST_UNKNOWN) continue;
      const near = nearestName(name, KNOWN_NAMES);
      warnings.push(
        `${file}:${entry.line}: The parameter '${name}' is unknown, ignoring${near === undefined ? "" : ` (did you mean ${near}?)`}`,
      );
      continue;
    }
    if (given.has(name)) {
      const [old] = [...PARAMETER_ALIASES].find(([, target]) => target === name) ?? [];
      problems.add(`${old ?? entry.name} and ${name} are the same: one is enough`, place);
      continue;
    }
    given.add(name);
    lines.set(name, entry.line);
    texts.set(name, entry.value);
    const value = problems.attempt(() => parseValue(name, entry.value, place));
    const odd = problems.attempt(() => oddValue(name, value, place));
    if (odd !== undefined) warnings.push(formatProblem({ message: odd, file, line: entry.line }));
    if (value !== undefined) values.set(name, value);
    else if (entry.value !== "") unread.add(name);
  }

  if (unknown > MOST_UNKNOWN) warnings.push(`${file}: ${unknown - MOST_UNKNOWN} more parameters are unknown, ignoring`);
  const parameters = Object.fromEntries(
    PARAMETER_NAMES.map((name) => [name, values.has(name) ? values.get(name) : PARAMETERS[name].default]),
  ) as unknown as JobParameters;
  const jobFile = {
    file,
    folder,
    parameters: effectiveSettings(parameters, given),
    given,
    lines,
    texts,
    inputs,
    warnings,
  };
  return { jobFile, problems, unread };
}

function readInput(
  folder: InputFolder,
  name: string,
  key: string,
  value: string,
  place: { file: string; line: number; parameter: string },
  problems: ProblemList,
): InputFiles | undefined {
  if (!INPUT_KEYS.has(key)) {
    const near = nearestName(key, INPUT_KEYS);
    throw new InputError(`Unknown key ${name}`, {
      ...place,
      suggestion: near === undefined ? undefined : `${near}_file`,
    });
  }
  const input = unpackedArchives(folder, key, parseInputFiles(name, value, folderOf(place.file), place), place);
  if (input.files.length === 0) return undefined;
  for (const item of input.files) problems.attempt(() => pathOf(folder, item, place));
  return input;
}

/** An exposure or a tree named as `x.zip` is `x.xml` once the archive was unpacked in place. */
function unpackedArchives(
  folder: InputFolder,
  key: string,
  input: InputFiles,
  place: { file: string; line: number; parameter: string },
): InputFiles {
  if (key !== "exposure" && key !== "source_model_logic_tree") return input;
  const files = input.files.map((item) => {
    const unpacked = item.replace(/\.zip$/, ".xml");
    if (unpacked === item || existsSync(join(folder.root, unpacked))) return unpacked;
    pathOf(folder, item, place);
    const inside = key === "exposure" ? "exposure.xml" : "ssmLT.xml";
    throw new InputError(`${item} is an archive that was not unpacked to ${unpacked}`, {
      ...place,
      allowed: `an archive that holds ${inside} or ${posix.basename(unpacked)}`,
    });
  });
  return { ...input, files };
}

function parseValue(
  name: ParameterName,
  text: string,
  place: { file: string; line: number; parameter: string },
): unknown {
  const { emptyIsUnset }: ParameterFacts = PARAMETERS[name];
  const type: ValueType<unknown> = PARAMETERS[name].type;
  if (text === "" && emptyIsUnset) return undefined;
  try {
    return type.parse(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [problem] = error.problems;
    const shown = text.length > 200 ? `${text.slice(0, 200)}...` : text;
    throw new InputError(`${place.parameter}: ${problem.message.trim()}`, {
      ...place,
      reference: `${problem.reference ?? problem.message}: could not convert to ${type.name}: ${place.parameter}=${shown}`,
      allowed: problem.allowed ?? type.accepts,
      suggestion: problem.suggestion,
    });
  }
}

/** What is unusual about a physical parameter. @throws InputError for values that cannot be meant */
function oddValue(
  name: ParameterName,
  value: unknown,
  place: { file: string; line: number; parameter: string },
): string | undefined {
  try {
    if (name !== "intensity_measure_types_and_levels") return unusualOf(name, numbersIn(name, value));
    for (const [measure, levels] of Object.entries(
      (value ?? {}) as { readonly [measure: string]: readonly number[] },
    )) {
      const highest = levels.at(-1);
      const odd =
        highest === undefined || highest === 0 || !/^(PGA|SA)\b/.test(measure)
          ? undefined
          : unusual(ACCELERATION, highest);
      if (odd !== undefined) return `${measure}: ${odd}`;
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`${place.parameter}: ${error.problems[0].message}`, {
      ...place,
      allowed: error.problems[0].allowed,
    });
  }
}

/** Numbers of a value, however nested; of (magnitude, km) pairs the kilometres. */
function numbersIn(name: ParameterName, value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value)) {
    const isPair = name === "maximum_distance" && value.length === 2 && typeof value[0] === "number";
    return (isPair ? value.slice(1) : value).flatMap((item: unknown) => numbersIn(name, item));
  }
  return typeof value === "object" && value !== null ? numbersIn(name, Object.values(value)) : [];
}

/**
 * The typed job file, complete and free of mistakes of syntax, names and single values.
 * @throws InputError with everything found.
 */
export function readJobFile(folder: InputFolder, file: string): JobFile {
  const { jobFile, problems } = readJobFileLeniently(folder, file);
  problems.throwIfAny();
  return jobFile;
}

/** Place of a parameter in the job file, for messages. */
export function placeOf(jobFile: JobFile, parameter: string): { file: string; line?: number; parameter: string } {
  const line = jobFile.lines.get(parameter);
  return line === undefined ? { file: jobFile.file, parameter } : { file: jobFile.file, line, parameter };
}

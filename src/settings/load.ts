/** The effective settings: flag > environment > `quakewright.toml` > default, and where each came from. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { formatProblem, type InputProblem } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import { parseSetting, textsOfToml } from "./definition.ts";
import { environmentName, SETTING_KEYS, SETTINGS, type SettingKey, type Settings, settingName } from "./table.ts";

/** Where a value came from: `--port`, `QUAKEWRIGHT_PORT`, `quakewright.toml:3`, `default`. */
export type SettingOrigins = { readonly [Key in SettingKey]: string };

export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: SettingOrigins;
  /** The settings file that was read. */
  readonly file?: string;
}

export interface SettingSources {
  /** Texts by key, as given on the command line. */
  readonly flags?: ReadonlyMap<SettingKey, readonly string[]>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folder searched for `quakewright.toml`. */
  readonly folder?: string;
  /** Settings file given by name; it must exist. */
  readonly file?: string | undefined;
}

/** A mistake in a setting. Its message holds every problem found, one a line. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

export const SETTINGS_FILE = "quakewright.toml";

/** Environment variables with our prefix that are no settings: the settings file, and what tests and benchmarks use. */
const OTHER_VARIABLES = ["QUAKEWRIGHT_CONFIG", "QUAKEWRIGHT_ORACLE", "QUAKEWRIGHT_PASSWORD"];
const TEST_PREFIX = "QUAKEWRIGHT_TEST_";

interface Given {
  readonly texts: readonly string[];
  readonly origin: string;
  readonly place: Pick<InputProblem, "file" | "line">;
}

function suggest(name: string, known: readonly string[]): Pick<InputProblem, "suggestion"> {
  return { suggestion: nearestName(name, known) };
}

/** 1-based line on which a TOML key is set. Bun's TOML parser gives no positions. */
function lineOfKey(source: string, key: string): number | undefined {
  const pattern = new RegExp(
    `^\\s*["']?${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["']?\\s*[=.]|^\\s*\\[+\\s*["']?${key}\\b`,
  );
  const index = source.split("\n").findIndex((line) => pattern.test(line));
  return index === -1 ? undefined : index + 1;
}

function fromFile(path: string, problems: InputProblem[]): ReadonlyMap<SettingKey, Given> {
  const given = new Map<SettingKey, Given>();
  const file = basename(path);
  let source: string;
  let values: object;
  try {
    source = readFileSync(path, "utf8");
    values = Bun.TOML.parse(source);
  } catch (error) {
    problems.push({ file, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` });
    return given;
  }
  const keys = new Map(SETTING_KEYS.map((key) => [settingName(key), key]));
  for (const [name, value] of Object.entries(values)) {
    const place = { file, line: lineOfKey(source, name) };
    const key = keys.get(name);
    if (key === undefined) {
      problems.push({ ...place, message: `unknown setting ${name}`, ...suggest(name, [...keys.keys()]) });
      continue;
    }
    const texts = textsOfToml(SETTINGS[key], value);
    if (texts === undefined) {
      problems.push({ ...place, message: `${name}: expected a ${SETTINGS[key].kind}, found ${JSON.stringify(value)}` });
      continue;
    }
    given.set(key, { texts, origin: place.line === undefined ? file : `${file}:${place.line}`, place });
  }
  return given;
}

function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  problems: InputProblem[],
): ReadonlyMap<SettingKey, Given> {
  const given = new Map<SettingKey, Given>();
  const keys = new Map(SETTING_KEYS.map((key) => [environmentName(key), key]));
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith("QUAKEWRIGHT_") || value === undefined || value === "") continue;
    if (OTHER_VARIABLES.includes(name) || name.startsWith(TEST_PREFIX)) continue;
    const key = keys.get(name);
    if (key === undefined) {
      problems.push({ message: `unknown environment variable ${name}`, ...suggest(name, [...keys.keys()]) });
      continue;
    }
    given.set(key, { texts: [value], origin: name, place: {} });
  }
  return given;
}

/**
 * Reads all sources and merges them.
 * @throws SettingsError with every problem: unknown keys (with the nearest known one) and values that cannot be read.
 */
export function loadSettings(sources: SettingSources = {}): LoadedSettings {
  const problems: InputProblem[] = [];
  const environment = sources.environment ?? {};
  const named = sources.file ?? environment["QUAKEWRIGHT_CONFIG"];
  const found = named ?? join(sources.folder ?? ".", SETTINGS_FILE);
  const file = named !== undefined || existsSync(found) ? found : undefined;
  const inFile = file === undefined ? new Map<SettingKey, Given>() : fromFile(file, problems);
  const inEnvironment = fromEnvironment(environment, problems);

  const settings: Partial<Record<SettingKey, unknown>> = {};
  const origins: Partial<Record<SettingKey, string>> = {};
  for (const key of SETTING_KEYS) {
    const definition = SETTINGS[key];
    const texts = sources.flags?.get(key);
    const onCommandLine: Given | undefined =
      texts === undefined ? undefined : { texts, origin: `--${settingName(key)}`, place: {} };
    const given = onCommandLine ?? inEnvironment.get(key) ?? inFile.get(key);
    settings[key] = definition.default;
    origins[key] = given?.origin ?? "default";
    if (given === undefined) continue;
    try {
      settings[key] = parseSetting(definition, given.texts);
    } catch (error) {
      const name = given.place.file === undefined ? given.origin : settingName(key);
      problems.push({ ...given.place, message: `${name}: ${error instanceof Error ? error.message : String(error)}` });
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    settings: settings as Settings,
    origins: origins as SettingOrigins,
    ...(file === undefined ? {} : { file }),
  };
}

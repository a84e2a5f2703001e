/** The command line of one command: what it accepts, reading it, and its `--help`. */
import { nearestName } from "../nearest-name.ts";
import { formatSetting, parseSetting, type SettingDefinition, type SettingValue } from "../settings/definition.ts";
import { type LoadedSettings, loadSettings, SettingsError } from "../settings/load.ts";
import { SETTINGS, type SettingKey, settingName } from "../settings/table.ts";
import { UsageError } from "./exit.ts";

/** Options by camelCase key; `exportDir` is `--export-dir` on the command line. */
export type OptionDefinitions = { readonly [key: string]: SettingDefinition };

export type OptionValues<Options extends OptionDefinitions> = {
  readonly [Key in keyof Options]: SettingValue<Options[Key]>;
};

export interface CommandLine<Options extends OptionDefinitions> {
  /** `run`, `user add`. */
  readonly name: string;
  /** `job.ini [second.ini ...]`; empty when there are no positional arguments. */
  readonly operands: string;
  readonly fewestOperands: number;
  readonly mostOperands: number;
  /** What the command does, a paragraph. */
  readonly text: string;
  readonly options: Options;
  /** Settings that may be given as flags. */
  readonly settings: readonly SettingKey[];
  readonly examples: readonly { readonly command: string; readonly text: string }[];
}

export interface ParsedCommandLine<Options extends OptionDefinitions> {
  readonly operands: readonly string[];
  readonly options: OptionValues<Options>;
  /** Keys of the options that were written. */
  readonly given: ReadonlySet<keyof Options>;
  readonly loaded: LoadedSettings;
}

const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface Target {
  readonly definition: SettingDefinition;
  readonly texts: string[];
}

/** One word of the command line that starts with a dash, with its value, which may be the next word. */
function readOption(args: readonly string[], index: number, targets: ReadonlyMap<string, Target>): number {
  const word = args[index] ?? "";
  const equals = word.indexOf("=");
  const written = (equals === -1 ? word : word.slice(0, equals)).slice(2);
  const negated = written.startsWith("no-") && !targets.has(written);
  const name = negated ? written.slice(3) : written;
  const target = word.startsWith("--") ? targets.get(name) : undefined;
  if (target === undefined || (negated && target.definition.kind !== "flag")) {
    const nearest = nearestName(name.replaceAll("_", "-"), targets.keys());
    throw new UsageError(
      `unknown option ${word}${nearest === undefined || !word.startsWith("--") ? "" : ` (did you mean --${nearest}?)`}`,
    );
  }
  const value = equals === -1 ? undefined : word.slice(equals + 1);
  if (target.definition.kind === "flag") {
    if (negated && value !== undefined) throw new UsageError(`--${written} takes no value`);
    target.texts.push(negated ? "false" : (value ?? "true"));
    return index;
  }
  if (value !== undefined) {
    target.texts.push(value);
    return index;
  }
  const next = args[index + 1];
  if (next === undefined || next.startsWith("--")) throw new UsageError(`--${name} needs a value`);
  target.texts.push(next);
  return index + 1;
}

/**
 * Reads the words after the command's name, and the settings from everywhere else.
 * Answers `undefined` after printing the help when it was asked for.
 * @throws UsageError for unknown options (naming the nearest), missing values, too few or too many operands.
 */
export function parseCommandLine<const Options extends OptionDefinitions>(
  command: CommandLine<Options>,
  args: readonly string[],
): ParsedCommandLine<Options> | undefined {
  const optionTargets = new Map<string, Target>();
  for (const [key, definition] of Object.entries(command.options)) {
    optionTargets.set(kebab(key), { definition, texts: [] });
  }
  const settingTargets = new Map<SettingKey, Target>(
    command.settings.map((key) => [key, { definition: SETTINGS[key], texts: [] }]),
  );
  const config: Target = { definition: { kind: "text", default: "", text: "" }, texts: [] };
  const targets = new Map<string, Target>([
    ...optionTargets,
    ...[...settingTargets].map(([key, target]) => [settingName(key), target] as const),
    ["config", config],
  ]);

  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    if (word === "--help" || word === "-h") {
      console.log(commandHelp(command));
      return undefined;
    }
    if (word === "--") {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (word.startsWith("-") && word !== "-") i = readOption(args, i, targets);
    else operands.push(word);
  }
  checkOperands(command, operands);

  const options: Record<string, unknown> = {};
  const given = new Set<keyof Options>();
  for (const [key, definition] of Object.entries(command.options)) {
    const { texts } = optionTargets.get(kebab(key)) as Target;
    options[key] = definition.default;
    if (texts.length === 0) continue;
    given.add(key);
    try {
      options[key] = parseSetting(definition, texts);
    } catch (error) {
      throw new UsageError(`--${kebab(key)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const flags = new Map(
    [...settingTargets].filter(([, target]) => target.texts.length > 0).map(([key, target]) => [key, target.texts]),
  );
  return {
    operands,
    options: options as OptionValues<Options>,
    given,
    loaded: loadSettingsOrUsage(flags, config.texts.at(-1)),
  };
}

function checkOperands<Options extends OptionDefinitions>(command: CommandLine<Options>, operands: readonly string[]) {
  const { fewestOperands, mostOperands } = command;
  if (operands.length < fewestOperands) throw new UsageError(`expected ${command.operands}`);
  if (operands.length > mostOperands) {
    const extra = operands[mostOperands] ?? "";
    throw new UsageError(
      command.operands === ""
        ? `unexpected argument ${extra}`
        : `unexpected argument ${extra}; expected ${command.operands}`,
    );
  }
}

function loadSettingsOrUsage(flags: ReadonlyMap<SettingKey, readonly string[]>, file: string | undefined) {
  try {
    return loadSettings({ flags, environment: process.env, file });
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.message);
    throw error;
  }
}

const WIDTH = 100;

/** Breaks a text into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  if (line !== "") lines.push(line);
  return lines;
}

function optionLines(rows: readonly (readonly [name: string, definition: SettingDefinition])[]): string[] {
  const left = rows.map(([name, definition]) => {
    const standsFor = definition.kind === "choice" ? definition.choices.join("|") : (definition.placeholder ?? "VALUE");
    return definition.kind === "flag" ? `  --${name}` : `  --${name} ${standsFor}`;
  });
  const column = Math.min(34, Math.max(0, ...left.map((text) => text.length)) + 2);
  return rows.flatMap(([, definition], i) => {
    const start = left[i] ?? "";
    const isDefaultShown = definition.kind !== "flag" && definition.default !== "" && String(definition.default) !== "";
    const meaning = `${definition.text}${isDefaultShown ? ` [${formatSetting(definition, definition.default)}]` : ""}`;
    const lines = wrap(meaning, WIDTH - column);
    const head = start.length < column ? [`${start.padEnd(column)}${lines.shift() ?? ""}`] : [start];
    return [...head, ...lines.map((line) => `${" ".repeat(column)}${line}`)];
  });
}

/** The text of `quakewright COMMAND --help`. */
export function commandHelp<Options extends OptionDefinitions>(command: CommandLine<Options>): string {
  const own = Object.entries(command.options).map(([key, definition]) => [kebab(key), definition] as const);
  const settings = command.settings.map((key) => [settingName(key), SETTINGS[key]] as const);
  const usage = ["quakewright", command.name, command.operands, own.length + settings.length > 0 ? "[options]" : ""];
  const lines = [`Usage: ${usage.filter((part) => part !== "").join(" ")}`, "", ...wrap(command.text, WIDTH)];
  if (own.length > 0) lines.push("", "Options:", ...optionLines(own));
  if (settings.length > 0) {
    lines.push(
      "",
      "Settings (also by QUAKEWRIGHT_* variables and in quakewright.toml, docs/settings.md):",
      ...optionLines([
        ...settings,
        [
          "config",
          { kind: "text", default: "", placeholder: "FILE", text: "Settings file, in place of ./quakewright.toml." },
        ],
      ]),
    );
  }
  lines.push("", "Examples:");
  for (const { command: example, text } of command.examples) lines.push(`  # ${text}`, `  ${example}`);
  return lines.join("\n");
}

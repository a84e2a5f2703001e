/** The kinds of settings and how each is read from text (flag, environment) and from a TOML value. */
interface Common {
  /** One or two sentences for `--help`, `info` and docs/settings.md. */
  readonly text: string;
  /** What stands for the value in `--help`: `--port NUMBER`. */
  readonly placeholder?: string;
  /** Never shown by `info`. */
  readonly secret?: boolean;
}

export interface TextSetting extends Common {
  readonly kind: "text";
  readonly default: string;
  /** Throws an Error saying what is wrong with a value. */
  readonly check?: (value: string) => void;
}

export interface ChoiceSetting<Choice extends string = string> extends Common {
  readonly kind: "choice";
  readonly default: Choice;
  readonly choices: readonly Choice[];
}

export interface NumberSetting extends Common {
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** Bytes; `500 MB`, `2GB`, `1048576`. Powers of 1024. */
export interface SizeSetting extends Common {
  readonly kind: "size";
  readonly default: number;
}

export interface FlagSetting extends Common {
  readonly kind: "flag";
  readonly default: boolean;
}

/** Several texts: a flag given several times or separated by commas, a TOML array. */
export interface ListSetting extends Common {
  readonly kind: "list";
  readonly default: readonly string[];
  readonly check?: (value: string) => void;
}

export type SettingDefinition = TextSetting | ChoiceSetting | NumberSetting | SizeSetting | FlagSetting | ListSetting;

/** The type of a setting's value. */
export type SettingValue<Definition> =
  Definition extends ChoiceSetting<infer Choice>
    ? Choice
    : Definition extends { readonly kind: "text" }
      ? string
      : Definition extends { readonly kind: "number" | "size" }
        ? number
        : Definition extends { readonly kind: "flag" }
          ? boolean
          : Definition extends { readonly kind: "list" }
            ? readonly string[]
            : never;

const SIZE_UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  tb: 2 ** 40,
};

/** Bytes of `500 MB`, `2GiB`, `1048576`; powers of 1024. Throws an Error when it is no size. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?(b?)$/i.exec(text.trim());
  const unit = match === null ? undefined : SIZE_UNITS[`${match[2]}${match[2] === "" ? match[3] : "b"}`.toLowerCase()];
  if (match === null || unit === undefined) throw new Error(`expected a size such as 500 MB or 2 GB, found "${text}"`);
  return Math.round(Number(match[1]) * unit);
}

/** `1048576` as `1 MB`. */
export function formatSize(bytes: number): string {
  for (const [unit, name] of [
    [2 ** 40, "TB"],
    [2 ** 30, "GB"],
    [2 ** 20, "MB"],
    [2 ** 10, "KB"],
  ] as const) {
    if (bytes >= unit) return `${Number((bytes / unit).toFixed(2))} ${name}`;
  }
  return `${bytes} B`;
}

function parseNumber(definition: NumberSetting, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const kind = definition.integer ? "a whole number" : "a number";
  const range =
    definition.max === Number.MAX_SAFE_INTEGER
      ? `${kind} of at least ${definition.min}`
      : `${kind} from ${definition.min} to ${definition.max}`;
  if (
    !Number.isFinite(value) ||
    (definition.integer && !Number.isInteger(value)) ||
    value < definition.min ||
    value > definition.max
  ) {
    throw new Error(`expected ${range}, found "${text}"`);
  }
  return value;
}

const TRUE = ["true", "yes", "on", "1"];
const FALSE = ["false", "no", "off", "0"];

function parseFlag(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (TRUE.includes(word)) return true;
  if (FALSE.includes(word)) return false;
  throw new Error(`expected true or false, found "${text}"`);
}

/** Value of a setting from the texts it was given as (several only for lists). Throws an Error saying what is wrong. */
export function parseSetting(definition: SettingDefinition, texts: readonly string[]): unknown {
  const last = texts.at(-1) ?? "";
  switch (definition.kind) {
    case "text":
      definition.check?.(last);
      return last;
    case "choice":
      if (!definition.choices.includes(last)) {
        throw new Error(`expected one of ${definition.choices.join(", ")}, found "${last}"`);
      }
      return last;
    case "number":
      return parseNumber(definition, last);
    case "size":
      return parseSize(last);
    case "flag":
      return parseFlag(last);
    case "list": {
      const items = texts.flatMap((text) => text.split(",")).map((item) => item.trim());
      const values = items.filter((item) => item !== "");
      for (const value of values) definition.check?.(value);
      return values;
    }
  }
}

/** Texts of a TOML value, or `undefined` when its type is none a setting can have. */
export function textsOfToml(definition: SettingDefinition, value: unknown): readonly string[] | undefined {
  if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") return [String(value)];
  if (definition.kind === "list" && Array.isArray(value)) {
    const items = value.map((item) => (typeof item === "string" ? item : undefined));
    if (items.every((item) => item !== undefined)) return items;
  }
  return undefined;
}

/** A value as `info`, `--help` and docs/settings.md show it. */
export function formatSetting(definition: SettingDefinition, value: unknown): string {
  if (definition.secret === true && value !== "") return "(set)";
  if (definition.kind === "size" && typeof value === "number") return formatSize(value);
  if (Array.isArray(value)) return value.length === 0 ? "(none)" : value.join(", ");
  return value === "" ? "(none)" : String(value);
}

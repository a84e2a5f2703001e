/**
 * The syntax of job files: the dialect of Python's configparser without interpolation.
 *
 * Sections carry no meaning but one must precede the first key; whole-line comments start with `#` or `;`; a value goes
 * on in following lines that are indented more than its key; `=` and `:` both separate; keys are case-insensitive.
 */
import { InputError, ProblemList } from "../../input-error.ts";
import { pythonText } from "../python-float.ts";

export interface IniEntry {
  readonly section: string;
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  /** 1-based line of the key. */
  readonly line: number;
}

/** Largest job file that is read: real ones have a few kB. */
export const MAX_INI_BYTES = 4 * 1024 * 1024;

/**
 * Decodes strictly: job files are UTF-8, a byte order mark is skipped.
 * @throws InputError naming the position of the first byte that is not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const position = firstInvalidUtf8(bytes);
    const byte = (bytes[position] ?? 0).toString(16).padStart(2, "0");
    let line = 1;
    for (let i = 0; i < position; i++) if (bytes[i] === 0x0a) line++;
    throw new InputError(`not UTF-8 (${looksLike(bytes)}): save it as UTF-8`, {
      file,
      line,
      allowed: "text in UTF-8",
      reference: `'utf-8' codec can't decode byte 0x${byte} in position ${position}`,
    });
  }
}

/** What a text that is not UTF-8 may be. */
function looksLike(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "looks like UTF-16";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "looks like UTF-16";
  return bytes.includes(0) ? "it holds bytes that are no text" : "looks like Latin-1";
}

function firstInvalidUtf8(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const size =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : (lead & 0xf0) === 0xe0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    if (size === 0 || i + size > bytes.length) return i;
    for (let k = 1; k < size; k++) if ((bytes[i + k]! & 0xc0) !== 0x80) return i;
    const second = bytes[i + 1] ?? 0;
    const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
    const outside = (lead === 0xed && second > 0x9f) || (lead === 0xf4 && second > 0x8f);
    if (overlong || outside) return i;
    i += size;
  }
  return 0;
}

const SECTION = /^\[(.+)\]/;

/** Name and value around the first `=` or `:`; undefined without one. (A pattern would take quadratic time on long lines.) */
function splitOption(text: string): readonly [name: string, value: string] | undefined {
  const at = text.search(/[=:]/);
  return at < 0 ? undefined : [text.slice(0, at).trimEnd().toLowerCase(), text.slice(at + 1).trimStart()];
}

/**
 * All entries of a job file in file order.
 * @throws InputError with every mistake of syntax found.
 */
export function parseIni(text: string, file: string): IniEntry[] {
  const problems = new ProblemList();
  const entries: { section: string; name: string; lines: string[]; line: number }[] = [];
  const sections = new Set<string>();
  const seen = new Map<string, { section: string; line: number }>();
  let section: string | undefined;
  let open: { lines: string[] } | undefined;
  let indentOfKey = 0;

  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const value = raw.trim();
    if (value.startsWith("#") || value.startsWith(";")) continue;
    if (value === "") {
      open?.lines.push("");
      continue;
    }
    const indent = raw.length - raw.trimStart().length;
    if (section !== undefined && open !== undefined && indent > indentOfKey) {
      open.lines.push(value);
      continue;
    }
    indentOfKey = indent;
    const header = SECTION.exec(value);
    if (header !== null) {
      section = header[1]!;
      open = undefined;
      if (sections.has(section))
        problems.add(`the section [${section}] stands twice`, {
          file,
          line,
          reference: `While reading from the job file [line ${line}]: section ${pythonText(section)} already exists`,
        });
      sections.add(section);
      continue;
    }
    if (section === undefined) {
      throw new InputError(`a parameter before the first section: ${value.slice(0, 100)}`, {
        file,
        line,
        reference: `File contains no section headers. Found ${pythonText(value)}`,
        allowed: "a [section] line before the first parameter",
      });
    }
    const option = splitOption(value);
    if (option === undefined || option[0] === "") {
      problems.add(`neither a section nor a parameter: ${value.slice(0, 100)}`, {
        file,
        line,
        reference: `Source contains parsing errors: [line ${line}]: ${pythonText(value)}`,
        allowed: "name = value, with continuation lines indented more than the name",
      });
      open = undefined;
      continue;
    }
    const [name, content] = option;
    const before = seen.get(name);
    if (before !== undefined) {
      const elsewhere = before.section === section ? "" : `, in [${before.section}]`;
      problems.add(`${name} is set twice: before at line ${before.line}${elsewhere}`, {
        file,
        line,
        parameter: name,
        reference:
          before.section === section
            ? `While reading from the job file [line ${line}]: option ${pythonText(name)} in section ${pythonText(section)} already exists`
            : `parameter(s) [${pythonText(name)}] is(are) defined in multiple sections`,
      });
    }
    seen.set(name, { section, line });
    const entry = { section, name, lines: [content], line };
    entries.push(entry);
    open = entry;
  }
  problems.throwIfAny();
  return entries.map((entry) => ({
    section: entry.section,
    name: entry.name,
    value: entry.lines.join("\n").trimEnd(),
    line: entry.line,
  }));
}

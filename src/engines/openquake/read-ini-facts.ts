/** The little that is asked of a job file before the engine reads it: mode, description, and that it stays in its folder. */
import { resolve, sep } from "node:path";
import { InputError, type InputProblem } from "../../input-error.ts";
import type { QuickCheck } from "../engine.ts";

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** `name = value` lines; a continued value keeps the name. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let name = "";
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*([#;]|$)/.test(line) || /^\s*\[/.test(line)) continue;
    const given = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (given !== null) name = (given[1] ?? "").trim();
    const value = given === null ? line.trim() : (given[2] ?? "");
    if (name !== "") entries.push({ name, value, line: index + 1 });
  }
  return entries;
}

/** @throws InputError without a calculation mode */
export function readIniFacts(text: string, file: string): QuickCheck {
  const entries = entriesOf(text);
  const written = (name: string) => entries.find((entry) => entry.name === name)?.value.trim() ?? "";
  const calculationMode = written("calculation_mode");
  if (!/^\w{1,40}$/.test(calculationMode))
    throw new InputError("calculation_mode is missing", { file, parameter: "calculation_mode" });
  return { calculationMode, description: written("description") };
}

/**
 * Parameters that name a file must name one of the job's own: the engine would read any file of the server.
 * @throws InputError with all that lie elsewhere
 */
export function checkNamedFiles(text: string, path: string, root: string, file: string): void {
  const problems: InputProblem[] = [];
  for (const { name, value, line } of entriesOf(text)) {
    if (name === "export_dir") continue;
    for (const word of value.split(/[\s,'"{}[\]]+/)) {
      const isHome = word.startsWith("~/");
      const isPath = isHome || word.startsWith("/") || word.split(/[/\\]/).includes("..");
      if (!isPath || (!isHome && resolve(path, "..", word).startsWith(root + sep))) continue;
      const message = `${name} names a file outside the job's folder: ${word}`;
      problems.push({ message, file, line, parameter: name, allowed: "files that come with the job" });
    }
  }
  const [first, ...more] = problems;
  if (first !== undefined) throw new InputError([first, ...more]);
}

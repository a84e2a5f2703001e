/** A failure as lines for the people who see it: our own frames only, no path of the server. */
import { homedir } from "node:os";
import { dirname } from "node:path";
import { formatProblem, InputError } from "../input-error.ts";
import { boundedText } from "./bounded-problems.ts";
import { folderPart } from "./calculation-folder.ts";

/** The folder that holds `src`; below `/$bunfs/root` in the single executable. */
const PROGRAM_ROOT = dirname(dirname(import.meta.dir));

/**
 * Mistakes of the user: one line a problem. Anything else: `Traceback (most recent call last):`, our frames with the
 * innermost last, the error.
 * @param folder the calculation's folder, of which no message may tell.
 */
export function tracebackLines(error: unknown, folder?: string): string[] {
  if (error instanceof InputError)
    return withoutFolders(boundedText(error.problems.map(formatProblem)), folder).split("\n");
  if (!(error instanceof Error)) return [withoutPaths(String(error), folder)];
  const frames = ownFrames(error.stack ?? "");
  const message = `${error.name}: ${withoutPaths(error.message, folder)}`.split("\n");
  return frames.length === 0 ? message : ["Traceback (most recent call last):", ...frames.toReversed(), ...message];
}

/** The last words of a failure, for `notify_to` and lists. */
export function errorText(error: unknown, folder?: string): string {
  if (error instanceof InputError) return withoutFolders(boundedText(error.problems.map(formatProblem)), folder);
  return withoutPaths(error instanceof Error ? error.message : String(error), folder);
}

/** `at name (/root/src/jobs/x.ts:1:2)` -> `  File "src/jobs/x.ts", line 1, in name`. */
function ownFrames(stack: string): string[] {
  const frames: string[] = [];
  for (const line of stack.split("\n")) {
    const match = /^\s*at (?:(.*?) \()?(.*?):(\d+)(?::\d+)?\)?$/.exec(line);
    if (match === null) continue;
    const [, name, place = "", lineNumber] = match;
    const path = place.replace(/^file:\/\//, "");
    const inside = pathInProgram(path);
    if (inside === undefined || inside.includes("node_modules")) continue;
    frames.push(`  File "${inside}", line ${lineNumber}, in ${name?.replace(/^async /, "") || "<module>"}`);
  }
  return frames;
}

/** `src/jobs/x.ts`; undefined for code that is not ours. The single executable's frames are relative already. */
function pathInProgram(path: string): string | undefined {
  if (Bun.isStandaloneExecutable) return /^(src|tests)\//.test(path) ? path : undefined;
  return path.startsWith(`${PROGRAM_ROOT}/`) ? path.slice(PROGRAM_ROOT.length + 1) : undefined;
}

/** Takes away the folders a message may hold, leaving names as the user knows them. */
function withoutFolders(text: string, folder: string | undefined): string {
  const prefixes = [
    ...(folder === undefined ? [] : [folderPart(folder, "inputs"), folder, dirname(dirname(folder))]),
    PROGRAM_ROOT,
    homedir(),
  ];
  return prefixes
    .filter((prefix) => prefix.length > 1)
    .reduce((clean, prefix) => clean.replaceAll(`${prefix}/`, "").replaceAll(prefix, "."), text);
}

/** Also shortens every other absolute path to its last part. */
export function withoutPaths(text: string, folder?: string): string {
  return withoutFolders(text, folder).replaceAll(/(^|[\s'"(=`])\/(?:[^\s'"()/`]+\/)+([^\s'"()/`]*)/g, "$1$2");
}

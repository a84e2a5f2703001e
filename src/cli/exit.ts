/** How a command ends: the exit codes, the errors that lead to them, and what is printed for each. */
import { boundedProblems } from "../engines/bounded-problems.ts";
import { formatProblem, InputError, type InputProblem, NotComputedError } from "../input-error.ts";

export const EXIT = {
  ok: 0,
  /** The calculation failed or the input is invalid. */
  failed: 1,
  /** The command line or a setting is wrong. */
  usage: 2,
  /** Port taken, data folder locked, no permission, data folder of a newer version. */
  cannotStart: 3,
  /** The job is right, but asks for what is not computed here. */
  notComputed: 4,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** The command line or a setting is wrong; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The server cannot start: port, lock, permission, newer data folder. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** What stands before a problem of a job that is right. */
export const NOT_COMPUTED = "not computed here";

/** `job.ini:12:3: error: message (allowed: ...)`, the form compilers use and editors understand. */
export function problemLine(problem: InputProblem, kind = "error"): string {
  const { file, line, column, ...rest } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return `${place === "" ? "" : `${place}: `}${kind}: ${formatProblem(rest)}`;
}

/** Prints what went wrong on stderr, as compilers do, and answers the exit code. */
export function reportError(error: unknown, command: string): number {
  const name = command === "" ? "quakewright" : `quakewright ${command}`;
  if (error instanceof UsageError) {
    console.error(`${name}: ${error.message}\nTry "${name} --help".`);
    return EXIT.usage;
  }
  if (error instanceof InputError) {
    const told = boundedProblems(error.problems);
    const kind = error instanceof NotComputedError ? NOT_COMPUTED : "error";
    for (const problem of told) console.error(problemLine(problem, kind));
    if (told.length < error.problems.length) console.error(`... and ${error.problems.length - told.length} more`);
    return error instanceof NotComputedError ? EXIT.notComputed : EXIT.failed;
  }
  if (error instanceof StartError) {
    console.error(`${name}: ${error.message}`);
    return EXIT.cannotStart;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(`${name}: unexpected error, a defect of Quakewright\n${text}`);
  return EXIT.failed;
}

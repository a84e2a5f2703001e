/**
 * Opening a job: its job file alone, in milliseconds. The readers of documents are not loaded, nor are the ground-motion models: the server
 * answers a submission with this.
 */
import { InputError, type InputProblem, NotComputedError, ProblemList } from "../input-error.ts";
import { type Capabilities, unsupportedInJobFile } from "./capabilities.ts";
import { type ParentParameters, withParameters } from "./continue-job.ts";
import type { InputFolder } from "./input-folder.ts";
import { type JobFile, placeOf, readJobFileLeniently } from "./job-ini/job-file.ts";
import { parameterProblems } from "./job-ini/parameter-checks.ts";

export interface OpenOptions {
  /** What the calculator of a mode can do: everything else is told by name. @throws InputError for modes not computed */
  readonly capabilitiesOf?: ((mode: string | undefined) => Capabilities) | undefined;
  /** The calculation that the job continues: its parameters; "unknown" when it is not at hand. */
  readonly parent?: ParentParameters | "unknown" | undefined;
}

/** A job file that was read and checked by itself. */
export interface OpenedJob {
  /** With the parameters of the calculation it continues; undefined when its syntax is wrong. */
  readonly jobFile: JobFile | undefined;
  /** Names the job sets itself. */
  readonly own: ReadonlySet<string>;
  /** What is wrong for everybody. */
  readonly problems: readonly InputProblem[];
  /** What is right and not computed here: another engine may do it. */
  readonly notComputed: readonly InputProblem[];
  readonly capabilities: Capabilities | undefined;
  readonly continues: boolean;
  /** What the readers of its files find odd; grows while they are read. */
  readonly oddities: readonly InputProblem[];
}

/**
 * Reads the job file: syntax, values, parameters against each other, what the calculator can do, files exist.
 * @param file relative to the folder's root.
 */
export function openJob(folder: InputFolder, file: string, options: OpenOptions = {}): OpenedJob {
  const { parent } = options;
  const problems = new ProblemList();
  const notComputed = new ProblemList();
  const continues = parent !== undefined;
  const oddities: InputProblem[] = [];
  const watched: InputFolder = { ...folder, warn: (oddity) => oddities.push(oddity) };
  const reading = problems.attempt(() => readJobFileLeniently(watched, file));
  if (reading === undefined) {
    const nothing = { jobFile: undefined, own: new Set<string>(), capabilities: undefined, oddities };
    return { ...nothing, problems: problems.problems, notComputed: [], continues };
  }
  const { jobFile: own, unread } = reading;
  problems.problems.push(...reading.problems.problems);
  const jobFile = parent === undefined || parent === "unknown" ? own : withParameters(own, parent);
  problems.problems.push(...parameterProblems(jobFile, continues, unread));
  const mode = jobFile.parameters.calculation_mode;
  const capabilities =
    mode === undefined
      ? undefined
      : notComputed.attempt(() => {
          try {
            return options.capabilitiesOf?.(mode);
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            throw new InputError([{ ...error.problems[0], ...placeOf(jobFile, "calculation_mode") }]);
          }
        });
  if (capabilities !== undefined) notComputed.problems.push(...unsupportedInJobFile(jobFile, capabilities));
  return {
    jobFile,
    own: own.given,
    problems: problems.problems,
    notComputed: notComputed.problems,
    capabilities,
    continues,
    oddities,
  };
}

/**
 * @throws InputError with everything found; what is not computed comes first: the rest may be right elsewhere. NotComputedError when
 * nothing else is wrong
 */
export function refuse({ problems, notComputed }: Pick<OpenedJob, "problems" | "notComputed">): void {
  const [first, ...more] = [...notComputed, ...problems];
  if (first === undefined) return;
  throw problems.length === 0 ? new NotComputedError([first, ...more]) : new InputError([first, ...more]);
}

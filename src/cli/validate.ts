/** `quakewright validate`: job files, model documents, folders and archives, checked without computing. */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";
import { type CalculationCheck, checkCalculation } from "../calculators/check-calculation.ts";
import { boundedLines, boundedProblems } from "../engines/bounded-problems.ts";
import { formatProblem, InputError, type InputProblem } from "../input-error.ts";
import { jobFilesIn } from "../inputs/check-job.ts";
import { validateNrmlFile } from "../inputs/nrml/validate-nrml.ts";
import type { ArchiveLimits } from "../jobs/archive/limits.ts";
import { limitsOf } from "../jobs/archive/limits-of-settings.ts";
import { unpackNestedArchives } from "../jobs/archive/nested-archives.ts";
import { unpackArchive } from "../jobs/archive/unpack.ts";
import { ARCHIVE_SETTINGS, type Settings } from "../settings/table.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, NOT_COMPUTED, problemLine } from "./exit.ts";
import { jobPlace, shownName } from "./local/job-folder.ts";

const COMMAND = {
  name: "validate",
  operands: "FILE|FOLDER|ARCHIVE ...",
  fewestOperands: 1,
  mostOperands: 1000,
  text: "Checks what it is given and prints every problem as compilers do, with file, line and what is allowed: a job file (.ini) with all files it names, a model document (.xml) by itself, or each job file of a folder or a zip archive. The exit code is 1 when something is wrong, 4 when a job is right but not computed here.",
  options: {
    continues: {
      kind: "flag",
      default: false,
      text: "The job files continue another calculation (hazard then risk), which gives what they lack. In a folder or an archive with several job files this is taken for granted of risk calculations.",
    },
    jobFolder: {
      kind: "text",
      default: "",
      placeholder: "FOLDER",
      text: "Folder outside which no file is read. [any folder the job names files of]",
    },
    json: {
      kind: "flag",
      default: false,
      text: "Print JSON: for each file checked its problems, warnings and calculation mode.",
    },
  },
  settings: ARCHIVE_SETTINGS,
  examples: [
    { command: "quakewright validate job.ini", text: "A job and every file it names" },
    { command: "quakewright validate source-model.xml ground-motion-logic-tree.xml", text: "Documents by themselves" },
    { command: "quakewright validate job.zip --json", text: "An archive before it is submitted, for programs" },
  ],
} as const;

interface Checked {
  /** As the user knows it. */
  readonly file: string;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly string[];
  readonly calculationMode?: string | undefined;
  /** Of a job: what is right but not computed here. */
  readonly notComputed?: readonly InputProblem[];
  /** Of a job: whether it can be computed here. */
  readonly runnable?: boolean;
}

const CONTINUING = /(risk|damage|bcr)$/;

/** Where the nested archives of a folder may be unpacked, and how far. */
interface Unpacking {
  readonly limits: ArchiveLimits;
  /** The folder is a copy of ours. */
  readonly ours: boolean;
}

async function checkJob(
  root: string,
  ini: string,
  continues: boolean,
  { limits, ours }: Unpacking,
): Promise<CalculationCheck> {
  try {
    await unpackNestedArchives(root, ini, limits, ours);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const unknown = { calculationMode: undefined, description: undefined, continues: undefined };
    return { problems: error.problems, notComputed: [], warnings: [], runnable: false, ...unknown };
  }
  const check = await checkCalculation({ root }, ini, { hasParent: continues });
  if (check.continues === undefined) return check;
  const warning = `hazard_calculation_id = ${check.continues}: the calculation is not at hand, what depends on it was not checked`;
  return { ...check, warnings: [...check.warnings, warning] };
}

/** What is told of a job, its places as `shown`. */
function checkedJob(file: string, check: CalculationCheck, shown: (name: string) => string, ini: string): Checked {
  const { warnings, calculationMode, runnable } = check;
  const placed = (problem: InputProblem) => ({ ...problem, file: shown(problem.file ?? ini) });
  return {
    file,
    problems: check.problems.map(placed),
    notComputed: check.notComputed.map(placed),
    warnings: warnings.map((warning) => warning.replace(/^[^\s:]+(?=:\d+:)/, shown)),
    calculationMode,
    runnable,
  };
}

async function checkFolder(root: string, shown: string, continues: boolean, unpacking: Unpacking): Promise<Checked[]> {
  const files = await jobFilesIn({ root });
  if (files.length === 0)
    return [{ file: shown, problems: [{ message: "there is no job file (.ini) inside", file: shown }], warnings: [] }];
  const checked: Checked[] = [];
  for (const file of files) {
    let check = await checkJob(root, file, continues, unpacking);
    if (!continues && files.length > 1 && CONTINUING.test(check.calculationMode ?? "")) {
      check = await checkCalculation({ root }, file, { hasParent: true });
    }
    checked.push(checkedJob(join(shown, file), check, (name) => join(shown, name), file));
  }
  return checked;
}

async function checkArchive(path: string, settings: Settings, continues: boolean): Promise<Checked[]> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-validate-"));
  try {
    const limits = limitsOf(settings);
    await unpackArchive(path, folder, limits);
    return await checkFolder(folder, basename(path), continues, { limits, ours: true });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems = error.problems.map((problem) => ({ ...problem, file: join(basename(path), problem.file ?? "") }));
    return [{ file: basename(path), problems, warnings: [] }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function checkJobFile(
  path: string,
  jobFolder: string,
  continues: boolean,
  limits: ArchiveLimits,
): Promise<Checked> {
  const place = jobPlace(path, jobFolder);
  const { folder, ini } = place;
  const check = await checkJob(folder, ini, continues, { limits, ours: false });
  // Names are relative to the job's folder; people want them as they typed the job file.
  return checkedJob(shownName(path, place, ini), check, (name) => shownName(path, place, name), ini);
}

async function checkDocument(path: string): Promise<Checked> {
  const oddities: InputProblem[] = [];
  const folder = { root: dirname(resolve(path)), warn: (oddity: InputProblem) => oddities.push(oddity) };
  const { errors } = await validateNrmlFile(folder, basename(path));
  const placed = (problem: InputProblem) => ({ ...problem, file: path });
  return { file: path, problems: errors.map(placed), warnings: oddities.map((each) => formatProblem(placed(each))) };
}

async function checkOne(
  path: string,
  options: { continues: boolean; jobFolder: string },
  settings: Settings,
): Promise<Checked[]> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [{ file: path, problems: [{ message: `No such file: ${path}` }], warnings: [] }];
  if (found.isDirectory())
    return checkFolder(resolve(path), path, options.continues, { limits: limitsOf(settings), ours: false });
  switch (extname(path).toLowerCase()) {
    case ".zip":
      return checkArchive(path, settings, options.continues);
    case ".xml":
      return [await checkDocument(path)];
    case ".ini":
      return [await checkJobFile(path, options.jobFolder, options.continues, limitsOf(settings))];
    default:
      return [
        {
          file: path,
          problems: [{ message: "cannot be checked by itself", file: path, allowed: ".ini, .xml, .zip or a folder" }],
          warnings: [],
        },
      ];
  }
}

/** A warning that begins with its own place keeps it. */
function warningLine(file: string, warning: string): string {
  const placed = /^(\S+:\d+): (.*)$/s.exec(warning);
  return placed === null ? `${file}: warning: ${warning}` : `${placed[1]}: warning: ${placed[2]}`;
}

export async function validate(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const { operands, options, loaded } = line;
  const checked: Checked[] = [];
  for (const path of operands) checked.push(...(await checkOne(path, options, loaded.settings)));
  const count = checked.reduce((sum, { problems }) => sum + problems.length, 0);
  const runnable = checked.every((each) => each.runnable !== false);
  if (options.json) {
    const files = checked.map((each) => ({
      ...each,
      problems: boundedProblems(each.problems),
      warnings: boundedLines(each.warnings),
    }));
    console.log(JSON.stringify({ valid: count === 0, runnable, files }, null, 2));
  } else {
    for (const { file, problems, notComputed = [], warnings } of checked) {
      for (const each of notComputed) console.error(problemLine(each, NOT_COMPUTED));
      const told = boundedProblems(problems);
      for (const problem of told) console.error(problemLine(problem));
      if (told.length < problems.length) console.error(`... and ${problems.length - told.length} more`);
      for (const warning of boundedLines(warnings)) console.error(warningLine(file, warning));
      if (problems.length === 0) console.log(`${file}: valid`);
    }
    if (count > 0) console.error(count === 1 ? "1 problem" : `${count} problems`);
  }
  if (count > 0) return EXIT.failed;
  return runnable ? EXIT.ok : EXIT.notComputed;
}

/**
 * Checking a job without computing it: the quick part before a submission is answered, the whole on request.
 *
 * A job that asks for something the project does not compute (yet) is not called invalid here: it may run on another engine.
 */
import { join } from "node:path";
import { InputError, type InputProblem, ProblemList } from "../input-error.ts";
import { checkDistanceRegions, checkSameBranches, treeProblems } from "./check-hazard.ts";
import { hdf5Problems } from "./check-hdf5-inputs.ts";
import { readDeltaRates } from "./delta-rates.ts";
import { folderOf, type InputFolder, pathOf } from "./input-folder.ts";
import { describeGroundMotion, readSources, readTree } from "./job-hazard.ts";
import { type JobFile, placeOf, readJobFileLeniently } from "./job-ini/job-file.ts";
import { parameterProblems } from "./job-ini/parameter-checks.ts";
import { jobMeasures } from "./job-measures.ts";
import { buildTree, type DescribedTree, reduceTree } from "./logic-tree/ground-motion-tree.ts";
import { requiredParameters } from "./required-parameters.ts";
import { riskProblems } from "./risk/check-risk-inputs.ts";
import { readAmplificationTable } from "./sites/amplification-table.ts";
import { readSites } from "./sites/job-sites.ts";

export interface CheckOptions {
  /** The job is submitted on top of another calculation. */
  readonly hasParent?: boolean;
  /** Tells whether there is a calculation of this number to continue; without it numbers are taken on trust. */
  readonly knownCalculation?: (id: number) => boolean;
}

export interface JobCheck {
  /** Empty: nothing was found. */
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly string[];
  /** Of the job file; undefined when it could not be read. */
  readonly calculationMode: string | undefined;
  readonly description: string | undefined;
  /** Number of the calculation the job file says it continues. */
  readonly continues: number | undefined;
}

/** Thrown problems become part of the list. */
function problemsOf(run: () => readonly InputProblem[]): readonly InputProblem[] {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems;
  }
}

/**
 * The quick part: syntax and values of the job file, parameters against each other, files exist. Milliseconds.
 * @param ini relative to the folder's root.
 */
export function checkJob(folder: InputFolder, ini: string, options: CheckOptions = {}): JobCheck {
  let jobFile: JobFile | undefined;
  const problems = problemsOf(() => {
    const reading = readJobFileLeniently(folder, ini);
    jobFile = reading.jobFile;
    return [
      ...reading.problems.problems,
      ...parameterProblems(reading.jobFile, options.hasParent === true),
      ...unknownParent(reading.jobFile, options),
    ];
  });
  return summary(jobFile, problems, jobFile?.warnings ?? []);
}

function unknownParent(jobFile: JobFile, options: CheckOptions): readonly InputProblem[] {
  const id = jobFile.parameters.hazard_calculation_id;
  if (typeof id !== "number" || options.knownCalculation === undefined || options.knownCalculation(id)) return [];
  return [{ message: `calc_id=${id} missing in the database`, ...placeOf(jobFile, "hazard_calculation_id") }];
}

function summary(
  jobFile: JobFile | undefined,
  problems: readonly InputProblem[],
  warnings: readonly string[],
): JobCheck {
  const parent = jobFile?.parameters.hazard_calculation_id;
  return {
    problems,
    warnings,
    calculationMode: jobFile?.parameters.calculation_mode,
    description: jobFile?.parameters.description,
    continues: typeof parent === "number" ? parent : undefined,
  };
}

/**
 * Everything that can be found without computing: the quick part, then every document the job names. Documents are read
 * only when the job file itself is sound.
 */
export async function checkWhole(folder: InputFolder, ini: string, options: CheckOptions = {}): Promise<JobCheck> {
  const quick = checkJob(folder, ini, options);
  if (quick.problems.length > 0) return quick;
  const { jobFile } = readJobFileLeniently(folder, ini);
  const problems = new ProblemList();
  const warnings: string[] = [...quick.warnings];
  const { measures } = jobMeasures(jobFile);
  const described = problems.attempt(() => describeGroundMotion(jobFile)) ?? [];
  const [first] = described;
  if (first !== undefined) problems.attempt(() => checkDistanceRegions(jobFile, first));
  const tree = problems.attempt(() => readTree(jobFile));
  const sources = tree === undefined ? undefined : await problems.attemptAsync(() => readSources(jobFile, tree));
  const regions = sources?.regions ?? new Set<string>();
  const reduced =
    sources === undefined
      ? described
      : (problems.attempt(() => described.map((each) => reduceTree(each, regions))) ?? []);
  problems.attempt(() => checkSameBranches(reduced));
  if (reduced[0] !== undefined) problems.problems.push(...treeProblems(jobFile, tree, reduced[0], sources?.models));
  for (const each of reduced) problems.attempt(() => checkNativeModels(folder, each, measures, warnings));
  if (readsSites(jobFile)) {
    const required =
      options.hasParent === true || first === undefined
        ? new Map<string, string>()
        : requiredParameters(jobFile, described, join(folder.root, folderOf(first.file)), measures, regions);
    const sites = await problems.attemptAsync(() => readSites(jobFile, required));
    warnings.push(...(sites?.warnings ?? []));
  }
  const continues = options.hasParent === true || jobFile.given.has("hazard_calculation_id");
  for (const file of jobFile.inputs.get("amplification")?.files ?? [])
    problems.attempt(() => readAmplificationTable(folder, file));
  for (const file of jobFile.inputs.get("delta_rates")?.files ?? [])
    problems.attempt(() => readDeltaRates(folder, file));
  problems.problems.push(...(await hdf5Problems(jobFile)));
  problems.problems.push(...(await riskProblems(jobFile, continues)));
  return summary(jobFile, problems.problems, warnings);
}

/** Builds what is computed here, for its arguments and measures; other models are a warning. */
function checkNativeModels(
  folder: InputFolder,
  tree: DescribedTree,
  measures: ReturnType<typeof jobMeasures>["measures"],
  warnings: string[],
): void {
  const unsupported = new Set<string>();
  buildTree(tree, join(folder.root, folderOf(tree.file)), measures, (name) => unsupported.add(name));
  if (unsupported.size > 0) warnings.push(`${tree.file}: not computed natively: ${[...unsupported].join(", ")}`);
}

/** Whether the sites come from the job's own inputs. */
function readsSites(jobFile: JobFile): boolean {
  const { parameters, inputs } = jobFile;
  if (["hazard_curves", "gmfs", "multi_peril", "shakemap"].some((key) => inputs.has(key))) return false;
  if (Object.keys(parameters.shakemap_uri).length > 0) return false;
  const grid = parameters.region !== undefined && parameters.region_grid_spacing !== undefined;
  return parameters.sites.length > 0 || inputs.has("site_model") || inputs.has("exposure") || grid;
}

/** Job files of an unpacked archive: names ending in `.ini`, in the order of their paths; `__MACOSX` is left out. */
export async function jobFilesIn(folder: InputFolder): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of new Bun.Glob("**/*.ini").scan({ cwd: folder.root, dot: true, followSymlinks: false })) {
    if (!name.includes("__MACOSX")) names.push(name.replaceAll("\\", "/"));
  }
  return names.sort();
}

/**
 * Checks an unpacked archive as `validate_zip` does: its first job file, wholly.
 * @param name of the archive, for messages.
 */
export async function validateArchiveFolder(
  folder: InputFolder,
  name = "the archive",
  options: CheckOptions = {},
): Promise<JobCheck & { readonly ini: string | undefined }> {
  const [ini] = await jobFilesIn(folder);
  if (ini === undefined) {
    const message = `Could not find job.ini inside ${name}`;
    return { ...summary(undefined, [{ message, allowed: "a file whose name ends in .ini" }], []), ini: undefined };
  }
  return { ...(await checkWhole(folder, ini, options)), ini };
}

/** For `validate_ini`: a job file without the files it names. */
export function validateIni(folder: InputFolder, ini: string): JobCheck {
  pathOf(folder, ini);
  return checkJob(folder, ini);
}

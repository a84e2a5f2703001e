/** The engine of this project: reads the job, computes it, leaves the datastore. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Calculator, ParentCalculation } from "../../calculators/calculator.ts";
import { findMode } from "../../calculators/computed-modes.ts";
import { type CalculationEstimate, withTime } from "../../calculators/estimate.ts";
import { createDatastore } from "../../datastore/index.ts";
import { type InputProblem, ProblemList } from "../../input-error.ts";
import { locate } from "../../inputs/input-folder.ts";
import type { Job } from "../../inputs/job.ts";
import { type JobFile, placeOf } from "../../inputs/job-ini/job-file.ts";
import { openJob, refuse } from "../../inputs/open-job.ts";
import { withPlacedRefusals } from "../../inputs/place-refusal.ts";
import { submissionProblems } from "../../inputs/submission-checks.ts";
import { listOutputs, openResults } from "../../outputs/index.ts";
import type { SlurmExecutor } from "../../parallel/slurm/slurm-executor.ts";
import { VERSION } from "../../version.ts";
import { folderPart } from "../calculation-folder.ts";
import type { CalculationRequest, Engine, OutputEntry, QuickCheck, Reporter, WholeCheck } from "../engine.ts";
import { openParent, readParentParameters } from "./continued-job.ts";

/** Threads of a calculation whose tasks are given to a cluster: the machine it was submitted on has others to serve. */
const WITH_CLUSTER = 1;
/** Logic trees that need more are not expanded for an estimate. */
const ESTIMATE_BYTES = 2 ** 30;

export const nativeEngine: Engine = {
  name: "native",

  async check(folder: string, request: CalculationRequest): Promise<QuickCheck> {
    const root = folderPart(folder, "inputs");
    const { folder: files, file } = locate(join(root, request.ini), root);
    const { parent } = request;
    const problems = new ProblemList();
    const inherited = parent && problems.attempt(() => readParentParameters(parent));
    const opened = openJob(files, file, {
      parent: inherited ?? (parent === undefined ? undefined : "unknown"),
      capabilitiesOf: (mode) => findMode(mode).capabilities,
    });
    problems.problems.push(...opened.problems);
    if (opened.jobFile !== undefined) problems.problems.push(...otherParent(opened.jobFile, parent?.id));
    refuse({ problems: problems.problems, notComputed: opened.notComputed });
    refuse({ problems: await submissionProblems(opened.jobFile!), notComputed: [] });
    const { calculation_mode = "", description } = opened.jobFile!.parameters;
    return { calculationMode: calculation_mode, description };
  },

  async validate(folder: string, request: CalculationRequest): Promise<WholeCheck> {
    const { checkCalculation } = await import("../../calculators/check-calculation.ts");
    const parent = request.parent === undefined ? undefined : await openParent(request.parent);
    return checkCalculation({ root: folderPart(folder, "inputs") }, request.ini, { parent });
  },

  async estimate(folder: string, request: CalculationRequest): Promise<CalculationEstimate> {
    const started = performance.now();
    const { job, calculator, parent } = await readWholeJob(folder, request);
    const reading = (performance.now() - started) / 1000;
    const { refuseManyPaths } = await import("../../calculators/refuse-many-paths.ts");
    refuseManyPaths(job, request.memoryBytes ?? ESTIMATE_BYTES);
    return withTime(await calculator.estimate(job, request.workers, parent), reading);
  },

  async calculate(folder: string, request: CalculationRequest, reporter: Reporter): Promise<readonly OutputEntry[]> {
    const started = performance.now();
    reporter.log("INFO", `Using Quakewright ${VERSION}`);
    reporter.progress(0, "reading the job");
    const { job, calculator, parent } = await readWholeJob(folder, request);
    for (const warning of job.warnings) reporter.log("WARNING", warning);
    if (request.parent !== undefined)
      reporter.log("INFO", `Taking from the job of calculation ${request.parent.id} what this one does not say`);
    const writer = createDatastore(folderPart(folder, "datastore"), {
      version: VERSION,
      startDate: localTime(new Date()),
      checksum: job.checksum,
      seeds: { random_seed: job.parameters.random_seed },
    });
    writer.setAttribute("input_size", inputSize(folderPart(folder, "inputs"), job.files));
    const { refuseManyPaths } = await import("../../calculators/refuse-many-paths.ts");
    await withPlacedRefusals({ root: folderPart(folder, "inputs") }, request.ini, async () =>
      refuseManyPaths(job, request.memoryBytes),
    );
    const cluster = await openCluster(folder, request, reporter);
    try {
      await withPlacedRefusals({ root: folderPart(folder, "inputs") }, request.ini, () =>
        calculator.compute(job, writer, {
          workers: cluster === undefined ? request.workers : WITH_CLUSTER,
          executor: cluster?.run,
          memoryBytes: request.memoryBytes,
          parent,
          reporter,
        }),
      );
    } finally {
      await cluster?.close();
    }
    writer.setAttribute("seconds", (performance.now() - started) / 1000);
    await writer.commit();
    await writer.close();
    const results = openResults({ folder });
    const outputs = listOutputs(results);
    results.reader.close();
    reporter.log("INFO", `Computed in ${((performance.now() - started) / 1000).toFixed(2)} seconds`);
    return outputs;
  },
};

/** What runs tasks on a cluster, when the request names one. */
async function openCluster(
  folder: string,
  { cluster }: CalculationRequest,
  reporter: Reporter,
): Promise<SlurmExecutor | undefined> {
  if (cluster === undefined) return undefined;
  const { slurmExecutor } = await import("../../parallel/slurm/slurm-executor.ts");
  return slurmExecutor(folder, cluster, reporter.log);
}

/** The calculation that a job continues is chosen where the job is submitted; its file may only say the same. */
function otherParent(jobFile: JobFile, parent: number | undefined): readonly InputProblem[] {
  const named = jobFile.parameters.hazard_calculation_id;
  if (named === undefined || named === parent) return [];
  // The job file of the calculation to continue: the command line has computed it.
  if (parent !== undefined && String(named).endsWith(".ini")) return [];
  const message =
    parent === undefined
      ? `hazard_calculation_id = ${named} is not looked up: say with the submission which calculation the job continues`
      : `hazard_calculation_id = ${named}, but the job was submitted on top of calculation ${parent}`;
  const allowed = "hazard_job_id of the form, or: quakewright run first.ini second.ini";
  return [{ message, ...placeOf(jobFile, "hazard_calculation_id"), allowed }];
}

/** Bytes of all input files. */
function inputSize(root: string, files: ReadonlyMap<string, readonly string[]>): number {
  return [...new Set([...files.values()].flat())].reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
}

/** Reads every document of a job and refuses what is wrong with it or not computed. */
async function readWholeJob(
  folder: string,
  request: CalculationRequest,
): Promise<{ readonly job: Job; readonly calculator: Calculator; readonly parent: ParentCalculation | undefined }> {
  const root = folderPart(folder, "inputs");
  const { readJob } = await import("../../inputs/read-job.ts");
  const parent = request.parent === undefined ? undefined : await openParent(request.parent);
  const job = await readJob(join(root, request.ini), {
    root,
    capabilitiesOf: (mode) => findMode(mode).capabilities,
    ...(parent === undefined ? {} : { parent: parent.job }),
  });
  const calculator = await findMode(job.parameters.calculation_mode).load();
  await withPlacedRefusals({ root }, request.ini, () => calculator.refuse(job, parent));
  return { job, calculator, parent };
}

/** YYYY-MM-DDTHH:MM:SS in local time, as csv comments show it. */
function localTime(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  );
}

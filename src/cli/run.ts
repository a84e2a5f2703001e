/** `quakewright run`: job files computed in this process, without a server. */
import { cpSync, symlinkSync } from "node:fs";
import { availableParallelism, hostname, userInfo } from "node:os";
import { join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import { chooseEngine } from "../engines/choose-engine.ts";
import type { CalculationRequest, EngineChoice, OutputEntry } from "../engines/engine.ts";
import { fileReporter } from "../engines/file-reporter.ts";
import { loadEngine } from "../engines/load-engine.ts";
import { calculationMemory } from "../engines/machine-memory.ts";
import type { ArchiveLimits } from "../jobs/archive/limits.ts";
import { limitsOf } from "../jobs/archive/limits-of-settings.ts";
import { unpackNestedArchives } from "../jobs/archive/nested-archives.ts";
import { selfCommand } from "../jobs/children/self-command.ts";
import { clusterOf, threadsOf } from "../jobs/cluster-settings.ts";
import type { SlurmSettings } from "../parallel/slurm/slurm-settings.ts";
import type { LoadedSettings } from "../settings/load.ts";
import { ARCHIVE_SETTINGS, EXECUTOR_SETTINGS } from "../settings/table.ts";
import { writeJson } from "../write-json.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT, UsageError } from "./exit.ts";
import {
  type CalculationFolders,
  keptFolders,
  leftCalculations,
  temporaryFolders,
} from "./local/calculation-folders.ts";
import { jobChain } from "./local/job-chain.ts";
import { asTyped, type JobPlace } from "./local/job-folder.ts";
import { jobSources } from "./local/job-sources.ts";
import { terminalReporter } from "./local/terminal-reporter.ts";
import type { Threshold } from "./terminal/log.ts";
import { type ProgressBar, progressBar } from "./terminal/progress-bar.ts";

const COMMAND = {
  name: "run",
  operands: "job.ini|job.zip|FOLDER [second.ini ...]",
  fewestOperands: 1,
  mostOperands: 100,
  text: "Computes job files here, without a server, and exports the results. An archive or a folder stands for its job file, or for its two of hazard and risk. Each job file after the first continues the calculation of the one before it, as hazard then risk. Written files are listed on stdout; progress and messages go to stderr. With --data the calculations are kept in that folder, otherwise in a temporary one.",
  options: {
    exports: {
      kind: "list",
      default: [],
      placeholder: "TYPES",
      text: "Export types, separated by commas: csv, xml, geojson, json, npz, parquet, hdf5 (all results in one file). An output that has none of them is written in its first data type. [csv with --export-dir]",
    },
    exportDir: {
      kind: "text",
      default: "",
      placeholder: "FOLDER",
      text: "Where exported files go; made when absent. Those of earlier jobs go to step1, step2 ... below it. [.]",
    },
    ini: {
      kind: "list",
      default: [],
      placeholder: "NAMES",
      text: "Job files of an archive or a folder that holds several, in the order in which they are computed.",
    },
    jobFolder: {
      kind: "text",
      default: "",
      placeholder: "FOLDER",
      text: "Folder outside which no file is read. [any folder the job names files of]",
    },
    quiet: { kind: "flag", default: false, text: "Show no progress." },
  },
  settings: ["data", "engine", "oq", ...EXECUTOR_SETTINGS, "memoryShare", "logLevel", ...ARCHIVE_SETTINGS],
  examples: [
    {
      command: "quakewright run job.ini --exports csv --export-dir out",
      text: "Curves and maps as csv files in ./out",
    },
    {
      command: "quakewright run hazard.ini risk.ini --exports csv --export-dir out",
      text: "Hazard, then risk on top of it",
    },
    { command: "quakewright run job.zip --exports csv --export-dir out", text: "The archive that would be submitted" },
    { command: "quakewright run job.ini --workers 1 --data kept", text: "One thread; keep the calculation in ./kept" },
    {
      command: "quakewright run job.ini --executor slurm --slurm-folder /shared/scratch --exports csv",
      text: "On the nodes of a Slurm cluster, which share /shared",
    },
  ],
} as const;

interface Finished {
  readonly id: number;
  readonly folder: string;
  readonly outputs: readonly OutputEntry[];
  readonly engine: CalculationRequest["engine"];
}

interface Step {
  readonly job: JobPlace;
  readonly parent: Finished | undefined;
  readonly folders: CalculationFolders;
  readonly isKept: boolean;
  readonly limits: ArchiveLimits;
  readonly workers: number;
  readonly choice: EngineChoice;
  readonly oq: string;
  readonly cluster: SlurmSettings | undefined;
  readonly memoryBytes: number | undefined;
  readonly threshold: Threshold;
  readonly bar: ProgressBar;
}

async function compute({
  job,
  parent,
  folders,
  isKept,
  limits,
  workers,
  choice,
  oq,
  cluster,
  memoryBytes,
  threshold,
  bar,
}: Step): Promise<Finished> {
  await unpackNestedArchives(job.folder, job.ini, limits, job.archive !== undefined);
  const { id, folder } = folders.make();
  // What was unpacked goes away with this run.
  if (isKept && job.archive !== undefined) cpSync(job.folder, folderPart(folder, "inputs"), { recursive: true });
  else symlinkSync(job.folder, folderPart(folder, "inputs"), "junction");
  const asked = {
    calculationId: id,
    ...(oq === "" ? {} : { oq }),
    ini: job.ini,
    ...(parent === undefined ? {} : { parent: { id: parent.id, folder: parent.folder } }),
    workers,
    ...(cluster === undefined ? {} : { cluster }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    user: userInfo().username,
  };
  const engine = await chooseEngine(choice, folder, asked, loadEngine);
  const request: CalculationRequest = { ...asked, engine: engine.name };
  // A later job of the same run looks for it.
  writeJson(folderPart(folder, "request"), request);
  const inFolder = isKept ? fileReporter(folder) : undefined;
  const reporter = terminalReporter(bar, threshold, inFolder);
  try {
    const { calculationMode, description } = await engine.check(folder, request);
    const outputs = await engine.calculate(folder, request, reporter);
    if (isKept) {
      writeJson(folderPart(folder, "end"), {
        status: "complete",
        calculationMode,
        description,
        outputs,
        traceback: [],
      });
    }
    return { id, folder, outputs, engine: engine.name };
  } finally {
    inFolder?.close();
  }
}

function thresholdOf({ settings, origins }: LoadedSettings): Threshold {
  // Beside a progress bar only what went wrong is worth a line.
  return origins.logLevel === "default" && process.stderr.isTTY === true ? "warning" : settings.logLevel;
}

/** Ctrl-C: nothing half-made is left, and callers see 130. */
function onInterrupt(folders: CalculationFolders, bar: ProgressBar, cluster: SlurmSettings | undefined): void {
  const end = (code: number) => async () => {
    bar.finish();
    if (cluster !== undefined) await leaveClusters(folders.made());
    folders.release();
    console.error("quakewright run: interrupted");
    process.exit(code);
  };
  process.on("SIGINT", end(EXIT.interrupted));
  process.on("SIGTERM", end(EXIT.interrupted));
}

/** Ends what calculations have on a cluster. */
async function leaveClusters(calculations: readonly string[]): Promise<void> {
  const { leaveCluster } = await import("../parallel/slurm/cluster-record.ts");
  for (const folder of calculations) {
    const wrong = await leaveCluster(folder);
    if (wrong !== undefined) console.error(`warning: ${wrong}`);
  }
}

/**
 * Below the data folder; else a temporary one, which nodes must see as well as this machine.
 * @throws UsageError when they would not
 */
async function foldersOf(
  { settings, origins }: LoadedSettings,
  cluster: SlurmSettings | undefined,
): Promise<CalculationFolders> {
  if (origins.data !== "default") return keptFolders(settings.data);
  if (cluster === undefined) return temporaryFolders();
  if (settings.slurmFolder === "")
    throw new UsageError(
      "--executor slurm needs --slurm-folder (or --data): a folder that this machine and all nodes see under the same path",
    );
  await leaveClusters(leftCalculations(settings.slurmFolder, hostname()));
  return temporaryFolders(settings.slurmFolder, hostname());
}

const SILENT: ProgressBar = { update() {}, line: (text) => console.error(text), finish() {} };

export async function run(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const { options, loaded, operands } = line;
  const { settings, origins } = loaded;
  const isKept = origins.data !== "default";
  const wanted = options.exports.length > 0 ? options.exports : options.exportDir === "" ? [] : ["csv"];
  // Loaded when something is exported; the module is the largest of this command.
  if (wanted.length > 0) (await import("./local/export-outputs.ts")).checkExportTypes(wanted);
  const exportDir = options.exportDir === "" ? "." : options.exportDir;
  const cluster = clusterOf(settings, selfCommand());
  const folders = await foldersOf(loaded, cluster);
  const bar = options.quiet ? SILENT : progressBar(process.stderr);
  onInterrupt(folders, bar, cluster);
  try {
    const limits = limitsOf(settings);
    const source = { jobFolder: options.jobFolder, wanted: options.ini, limits, scratch: folders.scratch() };
    const chain = jobChain(await jobSources(operands, source), options.jobFolder);
    const givenFrom = chain.findIndex(({ isImplied }) => !isImplied);
    let parent: Finished | undefined;
    for (const [index, { job, typed, isImplied }] of chain.entries()) {
      const isLast = index === chain.length - 1;
      const continued = parent;
      parent = await asTyped(typed, job, () =>
        compute({
          job,
          parent: continued,
          folders,
          isKept,
          limits,
          workers: threadsOf(settings, availableParallelism()),
          choice: settings.engine,
          oq: settings.oq,
          cluster,
          memoryBytes: settings.memoryShare === 0 ? undefined : calculationMemory(settings.memoryShare / 100, 1),
          threshold: thresholdOf(loaded),
          bar,
        }),
      );
      if (isImplied) continue;
      const target = isLast ? exportDir : join(exportDir, `step${index - givenFrom + 1}`);
      for (const file of await exported(parent, continued, wanted, target, settings.oq)) {
        bar.finish();
        console.log(file);
      }
    }
    bar.finish();
    if (parent !== undefined && wanted.length === 0) tellOutputs(parent, isKept);
    return EXIT.ok;
  } finally {
    bar.finish();
    folders.release();
  }
}

/** Files written of a calculation, by whichever engine it was computed. */
async function exported(
  finished: Finished,
  continued: Finished | undefined,
  wanted: readonly string[],
  target: string,
  oq: string,
): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  if (finished.engine === "openquake") {
    const { exportEngineOutputs } = await import("./local/export-engine-outputs.ts");
    return exportEngineOutputs(finished, wanted, target, oq);
  }
  const { exportOutputs } = await import("./local/export-outputs.ts");
  return exportOutputs({ ...finished, continued: continued?.folder }, wanted, target);
}

/** Without --exports nothing is written; say what there would be. */
function tellOutputs({ id, outputs }: Finished, isKept: boolean): void {
  for (const output of outputs) console.log(`${output.key}  ${output.name} (${output.types.join(", ")})`);
  console.error(
    isKept
      ? `Kept as calculation ${id}; quakewright export ${id} writes its outputs.`
      : "Nothing was exported; --exports csv --export-dir DIR writes these outputs.",
  );
}

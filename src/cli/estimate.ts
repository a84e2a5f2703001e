/** `quakewright estimate`: what jobs will take of this machine, before they are computed. */
import { mkdirSync, symlinkSync } from "node:fs";
import { availableParallelism, userInfo } from "node:os";
import { join } from "node:path";
import type { CalculationEstimate } from "../calculators/estimate.ts";
import { folderPart } from "../engines/calculation-folder.ts";
import type { CalculationRequest } from "../engines/engine.ts";
import { loadEngine } from "../engines/load-engine.ts";
import { calculationMemory } from "../engines/machine-memory.ts";
import { limitsOf } from "../jobs/archive/limits-of-settings.ts";
import { unpackNestedArchives } from "../jobs/archive/nested-archives.ts";
import { selfCommand } from "../jobs/children/self-command.ts";
import { clusterOf, threadsOf } from "../jobs/cluster-settings.ts";
import { elementCount } from "../parallel/slurm/cut-elements.ts";
import { formatSize } from "../settings/definition.ts";
import { ARCHIVE_SETTINGS, EXECUTOR_SETTINGS, type Settings } from "../settings/table.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT } from "./exit.ts";
import { temporaryFolders } from "./local/calculation-folders.ts";
import { asTyped } from "./local/job-folder.ts";
import { jobSources, type NamedJob } from "./local/job-sources.ts";

const COMMAND = {
  name: "estimate",
  operands: "job.ini|job.zip|FOLDER ...",
  fewestOperands: 1,
  mostOperands: 100,
  text: "Tells what jobs will take before they are computed: their size, memory, results and time, from a small sample that is computed. Measured jobs took between the two times given. Of jobs that continue each other (hazard then risk) only the first can be told.",
  options: {
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
    json: { kind: "flag", default: false, text: "Print JSON: for each job its counts, bytes and seconds." },
  },
  settings: [...EXECUTOR_SETTINGS, "memoryShare", ...ARCHIVE_SETTINGS],
  examples: [
    { command: "quakewright estimate job.ini", text: "One job on the threads of this machine" },
    { command: "quakewright estimate job.zip --json", text: "An archive, for programs" },
    {
      command: "quakewright estimate job.ini --executor slurm --slurm-elements 64",
      text: "How many elements of a Slurm array it is worth",
    },
  ],
} as const;

interface Estimated {
  readonly job: string;
  readonly mode: string;
  readonly description: string;
  readonly estimate: CalculationEstimate;
  /** More than this machine has for a calculation. */
  readonly tooLarge: boolean;
  /** Elements of a Slurm array; 0: computed here. */
  readonly elements?: number;
}

export async function estimate(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const { operands, options, loaded } = line;
  const folders = temporaryFolders();
  try {
    const scratch = folders.scratch();
    const limits = limitsOf(loaded.settings);
    const estimates: Estimated[] = [];
    for (const [index, word] of operands.entries()) {
      const source = {
        jobFolder: options.jobFolder,
        wanted: options.ini,
        limits,
        scratch: join(scratch, String(index)),
      };
      const [first, ...continuing] = await jobSources([word], source);
      if (first === undefined) continue;
      estimates.push(await estimateJob(first, folders.make().folder, loaded.settings));
      for (const { typed } of continuing)
        console.error(`${typed}: continues ${first.typed}; what it takes can be told when that is computed`);
    }
    if (options.json) console.log(JSON.stringify(estimates, null, 2));
    else for (const each of estimates) console.log(textOf(each, loaded.settings));
    return estimates.some(({ tooLarge }) => tooLarge) ? EXIT.failed : EXIT.ok;
  } finally {
    folders.release();
  }
}

async function estimateJob({ job, typed }: NamedJob, folder: string, settings: Settings): Promise<Estimated> {
  await unpackNestedArchives(job.folder, job.ini, limitsOf(settings), job.archive !== undefined);
  mkdirSync(folder, { recursive: true });
  symlinkSync(job.folder, folderPart(folder, "inputs"), "junction");
  const cluster = clusterOf(settings, selfCommand());
  const request: CalculationRequest = {
    calculationId: 1,
    engine: "native",
    ini: job.ini,
    workers: cluster === undefined ? threadsOf(settings, availableParallelism()) : 1,
    user: userInfo().username,
  };
  return asTyped(typed, job, async () => {
    const engine = await loadEngine(request.engine);
    const { calculationMode: mode, description } = await engine.check(folder, request);
    const found = await engine.estimate!(folder, request);
    const { elementSeconds = 0, elements = 0 } = cluster ?? {};
    const most = Math.min(elements, found.tasks);
    return {
      job: typed,
      mode,
      description,
      estimate: found,
      tooLarge: settings.memoryShare !== 0 && found.memoryBytes > calculationMemory(settings.memoryShare / 100, 1),
      ...(cluster === undefined ? {} : { elements: elementCount(found.seconds, elementSeconds, most) }),
    };
  });
}

function textOf(
  { job, mode, description, estimate: found, tooLarge, elements }: Estimated,
  settings: Settings,
): string {
  const { sites, sources, ruptures, realizations, measures, levels, tasks, threads } = found;
  const counts = Object.entries({ sites, sources, ruptures, realizations, measures, levels, tasks })
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count.toLocaleString("en")} ${name}`);
  const lines = [
    `${job}: ${mode}, ${description}`,
    `  size     ${counts.join(", ")}`,
    `  memory   ${formatSize(found.memoryBytes)}${tooLarge ? ": more than this machine has for it (setting memory-share)" : ""}`,
    `  results  ${formatSize(found.outputBytes)}`,
    `  time     about ${duration(found.seconds)} on ${threads === 1 ? "1 thread" : `${threads} threads`}, between ${duration(found.secondsLow)} and ${duration(found.secondsHigh)}`,
  ];
  if (elements === 0) lines.push("  cluster  not worth two elements of an array: computed here");
  else if (elements !== undefined)
    lines.push(
      `  cluster  ${elements === 1 ? "1 element" : `${elements} elements`} of about ${duration(found.seconds / elements + settings.slurmElementCost)}`,
    );
  return lines.join("\n");
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toPrecision(2))} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Number(minutes.toPrecision(2))} min`;
  return `${Number((minutes / 60).toPrecision(2))} h`;
}

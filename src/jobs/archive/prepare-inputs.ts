/** Unpacking and quick check: what happens in the `prepare` child between `prepare.json` and `prepared.json`. */
import { mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { CalculationEstimate } from "../../calculators/estimate.ts";
import { boundedLines, boundedProblems, boundedText } from "../../engines/bounded-problems.ts";
import { folderPart } from "../../engines/calculation-folder.ts";
import { chooseEngine } from "../../engines/choose-engine.ts";
import type { CalculationRequest, Engine, EngineChoice, QuickCheck, WholeCheck } from "../../engines/engine.ts";
import type { EngineLoader } from "../../engines/load-engine.ts";
import { errorText, tracebackLines } from "../../engines/traceback.ts";
import { formatProblem, InputError, type InputProblem } from "../../input-error.ts";
import { readJson, writeJson } from "../../write-json.ts";
import { chooseIni } from "./choose-ini.ts";
import type { ArchiveLimits } from "./limits.ts";
import { unpackNestedArchives } from "./nested-archives.ts";
import { type SentJob, sentJob } from "./sent-job.ts";
import { type SentFile, type StagedInputs, stageServerFiles, stageUpload } from "./stage-inputs.ts";
import { syncFiles } from "./sync-files.ts";

/** What follows the unpacking: the quick check of a submission, the whole check, or sizing the calculation. */
export type PreparePurpose = "submit" | "validate" | "estimate";

/** `prepare.json` */
export interface PrepareRequest {
  readonly purpose: PreparePurpose;
  readonly files: readonly SentFile[];
  readonly serverIni?: string;
  /** Folders that files named by `serverIni` may lie in. */
  readonly allowedFolders: readonly string[];
  readonly iniSuffix?: string;
  readonly limits: ArchiveLimits;
  /** The calculation as it will be asked for, without the job file. */
  readonly calculation: Omit<CalculationRequest, "ini" | "engine"> & { readonly engine: EngineChoice };
}

/** `prepared.json` */
export type Prepared =
  | ({
      readonly ok: true;
      readonly ini: string;
      /** The one that is to compute it. */
      readonly engine?: CalculationRequest["engine"];
      readonly warnings: readonly string[];
      /** False: right, but not computed by the engine that was asked. */
      readonly runnable?: boolean;
      /** Number of the calculation the job file says it continues. */
      readonly continues?: number | undefined;
      readonly estimate?: CalculationEstimate;
    } & QuickCheck)
  | {
      readonly ok: false;
      /** All files were taken; the refusal is about what they say. */
      readonly staged: boolean;
      readonly message: string;
      readonly problems: readonly InputProblem[];
      readonly warnings?: readonly string[];
      readonly traceback: readonly string[];
      /** What the job file says of itself, where one was found. */
      readonly sent?: SentJob;
    };

/** @returns true when the job was accepted. */
export async function prepareInputs(folder: string, load: EngineLoader): Promise<boolean> {
  const request = readJson<PrepareRequest>(folderPart(folder, "prepare"));
  if (request === null) throw new Error("there is no prepare.json in the folder");
  const answer = await prepareAnswer(folder, request, load);
  writeJson(folderPart(folder, "prepared"), answer);
  return answer.ok;
}

async function prepareAnswer(folder: string, request: PrepareRequest, load: EngineLoader): Promise<Prepared> {
  let isStaged = false;
  let sent: SentJob | undefined;
  try {
    const { engine: choice } = request.calculation;
    const staged = await stage(folder, request, await load(choice === "auto" ? "native" : choice));
    isStaged = true;
    const ini = staged.ini ?? chosenIni(staged.files, request);
    sent = sentJob(folderPart(folder, "inputs"), ini);
    await unpackNestedArchives(folderPart(folder, "inputs"), ini, request.limits, true);
    const engine = await chooseEngine(choice, folder, { ...request.calculation, ini }, load);
    const calculation = { ...request.calculation, ini, engine: engine.name };
    if (request.purpose === "validate" && engine.validate !== undefined)
      return wholeAnswer(await engine.validate(folder, calculation), ini, staged.warnings);
    const { calculationMode, description } = await engine.check(folder, calculation);
    const checked = {
      ok: true as const,
      ini,
      calculationMode,
      description,
      engine: engine.name,
      warnings: staged.warnings,
    };
    if (request.purpose === "submit") syncFiles(folderPart(folder, "inputs"));
    if (request.purpose !== "estimate") return checked;
    if (engine.estimate === undefined)
      throw new InputError(`the engine ${engine.name} does not tell beforehand what a calculation takes`);
    return { ...checked, estimate: await engine.estimate(folder, calculation) };
  } catch (error) {
    return {
      ok: false,
      staged: isStaged,
      message: errorText(error, folder),
      problems: error instanceof InputError ? boundedProblems(error.problems) : [],
      traceback: tracebackLines(error, folder),
      ...(sent === undefined ? {} : { sent }),
    };
  }
}

function chosenIni(
  files: readonly string[],
  { iniSuffix, calculation, purpose, serverIni, files: sent }: PrepareRequest,
): string {
  try {
    return chooseIni(files, iniSuffix, calculation.parent !== undefined);
  } catch (error) {
    const isRiskMissing = calculation.parent !== undefined && files.some((file) => file.endsWith(".ini"));
    if (purpose !== "validate" || isRiskMissing || !(error instanceof InputError)) throw error;
    const name = serverIni ?? sent.at(-1)?.name ?? "";
    throw new InputError(`Could not find job.ini inside ${basename(name)}`, {
      allowed: "a file whose name ends in .ini",
    });
  }
}

function wholeAnswer(check: WholeCheck, ini: string, warnings: readonly string[]): Prepared {
  const { problems, calculationMode = "", description = "", continues, notComputed } = check;
  // What is not computed comes first: the rest matters to another engine only.
  const all = boundedLines([...notComputed.map(formatProblem), ...warnings, ...check.warnings]);
  const [first] = problems;
  const runnable = notComputed.length === 0;
  if (first === undefined) return { ok: true, ini, calculationMode, description, continues, warnings: all, runnable };
  const text = boundedText(problems.map(formatProblem));
  return {
    ok: false,
    staged: true,
    message: text,
    problems: boundedProblems(problems),
    warnings: all,
    traceback: text.split("\n"),
  };
}

async function stage(folder: string, request: PrepareRequest, engine: Engine): Promise<StagedInputs> {
  const inputs = folderPart(folder, "inputs");
  mkdirSync(inputs, { recursive: true });
  if (request.serverIni === undefined) return stageUpload(request.files, inputs, request.limits);
  const allowed = request.allowedFolders.length === 0 ? [dirname(request.serverIni)] : request.allowedFolders;
  const needed = await engine.inputFiles?.(request.serverIni);
  return stageServerFiles(request.serverIni, inputs, request.limits, allowed, needed);
}

/** Unpacking and quick check: what happens in the `prepare` child between `prepare.json` and `prepared.json`. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { folderPart } from "../../engines/calculation-folder.ts";
import type { CalculationRequest, Engine, QuickCheck } from "../../engines/engine.ts";
import type { EngineLoader } from "../../engines/load-engine.ts";
import { errorText, tracebackLines } from "../../engines/traceback.ts";
import { readJson, writeJson } from "../../engines/write-json.ts";
import { InputError, type InputProblem } from "../../input-error.ts";
import { chooseIni } from "./choose-ini.ts";
import type { ArchiveLimits } from "./limits.ts";
import { type SentFile, type StagedInputs, stageServerFiles, stageUpload } from "./stage-inputs.ts";

/** `prepare.json` */
export interface PrepareRequest {
  readonly files: readonly SentFile[];
  readonly serverIni?: string;
  /** Folders that files named by `serverIni` may lie in. */
  readonly allowedFolders: readonly string[];
  readonly iniSuffix?: string;
  readonly limits: ArchiveLimits;
  /** The calculation as it will be asked for, without the job file. */
  readonly calculation: Omit<CalculationRequest, "ini">;
}

/** `prepared.json` */
export type Prepared =
  | ({ readonly ok: true; readonly ini: string; readonly warnings: readonly string[] } & QuickCheck)
  | {
      readonly ok: false;
      /** All files were taken; the refusal is about what they say. */
      readonly staged: boolean;
      readonly message: string;
      readonly problems: readonly InputProblem[];
      readonly traceback: readonly string[];
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
  try {
    const engine = await load(request.calculation.engine);
    const staged = await stage(folder, request, engine);
    isStaged = true;
    const ini = staged.ini ?? chooseIni(staged.files, request.iniSuffix, request.calculation.parent !== undefined);
    const check = await engine.check(folder, { ...request.calculation, ini });
    return {
      ok: true,
      ini,
      calculationMode: check.calculationMode,
      description: check.description,
      warnings: staged.warnings,
    };
  } catch (error) {
    return {
      ok: false,
      staged: isStaged,
      message: errorText(error, folder),
      problems: error instanceof InputError ? error.problems : [],
      traceback: tracebackLines(error, folder),
    };
  }
}

async function stage(folder: string, request: PrepareRequest, engine: Engine): Promise<StagedInputs> {
  const inputs = folderPart(folder, "inputs");
  mkdirSync(inputs, { recursive: true });
  if (request.serverIni === undefined) return stageUpload(request.files, inputs, request.limits);
  const allowed = request.allowedFolders.length === 0 ? [dirname(request.serverIni)] : request.allowedFolders;
  const needed = await engine.inputFiles?.(request.serverIni);
  return stageServerFiles(request.serverIni, inputs, request.limits, allowed, needed);
}

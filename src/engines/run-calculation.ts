/** A calculation from its `request.json` to its `end.json`. */
import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { readJson, writeJson } from "../write-json.ts";
import { folderPart } from "./calculation-folder.ts";
import type { CalculationEnd, CalculationRequest, CalculationStart, Reporter } from "./engine.ts";
import { fileReporter } from "./file-reporter.ts";
import type { EngineLoader } from "./load-engine.ts";
import { tracebackLines } from "./traceback.ts";

const REQUEST_WAIT_MS = 10_000;
const REQUEST_POLL_MS = 5;

/**
 * The request for this process. The server records the child's pid before it writes the request, so that a restarted
 * server knows of every child that computes; a child whose server was killed in between gives up.
 */
async function awaitRequest(folder: string): Promise<CalculationRequest | null> {
  for (const until = Date.now() + REQUEST_WAIT_MS; Date.now() < until; ) {
    const request = readJson<CalculationRequest>(folderPart(folder, "request"));
    if (request !== null) return request.pid === undefined || request.pid === process.pid ? request : null;
    await Bun.sleep(REQUEST_POLL_MS);
  }
  return null;
}

/**
 * Checks, computes and leaves `end.json` as the very last act, whatever happens.
 * @returns true when the calculation is complete.
 */
export async function runCalculation(folder: string, load: EngineLoader): Promise<boolean> {
  const request = await awaitRequest(folder);
  if (request === null) {
    console.error("no request.json for this process came");
    return false;
  }
  const reporter = fileReporter(folder);
  const known = { calculationMode: "custom", description: "" };
  let ended = false;
  const fail = (error: unknown): false => {
    if (ended) return false;
    const traceback = tracebackLines(error, folder);
    const end: CalculationEnd = { status: "failed", ...known, outputs: [], traceback };
    const tell = () => {
      reporter.log("ERROR", traceback.join("\n"));
      writeJson(folderPart(folder, "end"), end);
    };
    try {
      tell();
    } catch {
      // The disk is full, most likely with our own results: half of them are of no use, the reason is.
      for (const part of ["datastore", "cache"] as const)
        rmSync(folderPart(folder, part), { recursive: true, force: true });
      tell();
    }
    return false;
  };
  // An error that nobody awaits must end the calculation with its reason, too.
  process.on("uncaughtException", (error) => {
    fail(error);
    process.exit(1);
  });
  process.on("unhandledRejection", (reason) => {
    fail(reason);
    process.exit(1);
  });
  try {
    const end = await compute(folder, request, load, reporter, known);
    writeJson(folderPart(folder, "end"), end);
    ended = true;
    return true;
  } catch (error) {
    return fail(error);
  }
}

async function compute(
  folder: string,
  request: CalculationRequest,
  load: EngineLoader,
  reporter: Reporter,
  known: { calculationMode: string; description: string },
): Promise<CalculationEnd> {
  const parent = request.parent === undefined ? "" : `, continuing calculation ${request.parent.id}`;
  reporter.log("WARNING", `${request.user}@${hostname()} running ${request.ini}${parent}`);
  const engine = await load(request.engine);
  Object.assign(known, await engine.check(folder, request));
  const start: CalculationStart = { pid: process.pid, ...known };
  writeJson(folderPart(folder, "start"), start);
  const outputs = await engine.calculate(folder, request, reporter);
  reporter.progress(1, "complete");
  return { status: "complete", ...known, outputs, traceback: [] };
}

/** `quakewright verify`: a job computed here and by an installed OpenQuake Engine, and compared. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { selfCommand } from "../jobs/index.ts";
import { compareExports } from "../outputs/compare/compare-exports.ts";
import { htmlReport } from "../outputs/compare/report-html.ts";
import { textReport } from "../outputs/compare/report-text.ts";
import { parseCommandLine } from "./arguments.ts";
import { COMPARISON_OPTIONS } from "./compare.ts";
import { EXIT, UsageError } from "./exit.ts";
import { csvFolder } from "./local/export-set.ts";
import { type ChildOutcome, findReferenceEngine, runChild, runReferenceEngine } from "./local/reference-engine.ts";

const COMMAND = {
  name: "verify",
  operands: "job.ini",
  fewestOperands: 1,
  mostOperands: 1,
  text: "Computes a job here and with an installed OpenQuake Engine, and tells how the outputs differ and where (A is the engine, B is Quakewright), as quakewright compare does. The engine runs in a home and data folder of its own, on one processor. Ends with 0 when all outputs agree within the tolerance, with 1 when something differs or one of the two fails, with 3 when there is no engine.",
  options: {
    oq: { kind: "text", default: "", placeholder: "PATH", text: "The engine's command. [oq on PATH]" },
    keep: {
      kind: "text",
      default: "",
      placeholder: "FOLDER",
      text: "Keeps the exports of both in FOLDER/theirs and FOLDER/ours, which must not exist.",
    },
    ...COMPARISON_OPTIONS,
  },
  settings: [],
  examples: [
    { command: "quakewright verify job.ini --html report.html", text: "With the engine on PATH" },
    { command: "quakewright verify job.ini --oq ~/openquake/bin/oq --keep compared", text: "Keep what both computed" },
  ],
} as const;

/** Last lines of what a failed child said. */
const LINES_SHOWN = 20;

function tellFailure(who: string, { code, said }: ChildOutcome): void {
  console.error(said.trimEnd().split("\n").slice(-LINES_SHOWN).join("\n"));
  console.error(`error: ${who} failed (exit code ${code}); nothing was compared`);
}

const hasTables = (folder: string) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".csv"));

export async function verify(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const [ini = ""] = line.operands;
  const { oq, keep, rtol, atol, common, html, json } = line.options;
  if (!existsSync(ini)) throw new UsageError(`there is no file ${ini}`);
  const engine = findReferenceEngine(oq);
  if (engine === undefined) {
    console.error(
      "quakewright verify: THERE IS NO OPENQUAKE ENGINE HERE, nothing was verified: no oq on PATH; name it with --oq PATH",
    );
    return EXIT.cannotStart;
  }
  const work = mkdtempSync(join(tmpdir(), "quakewright-verify-"));
  const [theirs, ours] = ["theirs", "ours"].map((name) => join(keep === "" ? work : resolve(keep), name)) as [
    string,
    string,
  ];
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    for (const folder of [theirs, ours]) if (existsSync(folder)) throw new UsageError(`${folder} exists already`);
    mkdirSync(ours, { recursive: true });
    console.error("computing with Quakewright ...");
    const own = await runChild(
      [...selfCommand(), "run", ini, "--exports", "csv", "--export-dir", ours, "--quiet"],
      {},
      interruption.signal,
    );
    if (interruption.signal.aborted) return EXIT.interrupted;
    if (own.code !== 0) {
      tellFailure("Quakewright", own);
      return own.code;
    }
    console.error(`computing with ${engine} ...`);
    const other = await runReferenceEngine(engine, resolve(ini), theirs, work, interruption.signal);
    if (interruption.signal.aborted) return EXIT.interrupted;
    // The engine may end with 0 and without results.
    if (other.code !== 0 || !hasTables(theirs)) {
      tellFailure("the OpenQuake Engine", other);
      return EXIT.failed;
    }
    if (!hasTables(ours)) {
      console.error("error: the job has no csv outputs here; nothing was compared");
      return EXIT.failed;
    }
    const [a, b] = [csvFolder(theirs), csvFolder(ours)];
    const named = [
      { ...a, label: `OpenQuake Engine (${engine})` },
      { ...b, label: "Quakewright" },
    ] as const;
    const comparison = await compareExports(named[0], named[1], { rtol, atol }, common);
    if (html !== "") writeFileSync(html, htmlReport(comparison));
    console.log(json ? JSON.stringify(comparison) : textReport(comparison));
    return comparison.equal ? EXIT.ok : EXIT.failed;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Runs jobs of a golden root through a server with `engine=openquake`: the status of each, every output fetched as csv (else in its
 * first format) and compared with the stored files of the engine, and how long a result takes that was fetched before.
 *
 *   bun scripts/second-engine.ts ROOT --oq FILE [--jobs-per-mode 1] [--mode NAME] [--case REGEX] [--engine openquake]
 *
 * Prints a line a job; ends with 1 when a job failed or an output could not be had.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { parseArgs } from "node:util";
import JSZip from "jszip";
import { startServer } from "../src/server/index.ts";
import { loadSettings } from "../src/settings/load.ts";

interface Case {
  readonly folder: string;
  readonly name: string;
  readonly inis: readonly string[];
  readonly seconds: number;
}

interface ListedResult {
  readonly type: string;
  readonly outtypes: readonly string[];
  readonly url: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    oq: { type: "string", default: "" },
    engine: { type: "string", default: "openquake" },
    "jobs-per-mode": { type: "string", default: "1" },
    mode: { type: "string" },
    case: { type: "string", default: "" },
  },
});
const [root = ""] = positionals;

/** The quickest cases of a mode. */
function casesOf(mode: string): Case[] {
  const folder = join(root, "calc", mode);
  const cases = readdirSync(folder)
    .filter((name) => new RegExp(values.case).test(name) && existsSync(join(folder, name, "case.json")))
    .map((name) => {
      const facts = JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8")) as Omit<Case, "folder" | "name">;
      return { folder: join(folder, name), name: `${mode}/${name}`, inis: facts.inis, seconds: facts.seconds };
    });
  return cases.sort((a, b) => a.seconds - b.seconds).slice(0, Number(values["jobs-per-mode"]));
}

/** With one of its job files only where they lie in folders of their own: they have the same name. */
async function archiveOf(folder: string, ini: string): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new JSZip();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isOther = ini.includes("/") && entry.name.endsWith(".ini") && relative(folder, path) !== ini;
    if (entry.isFile() && !isOther) zip.file(relative(folder, path), readFileSync(path));
  }
  return (await zip.generateAsync({ type: "uint8array" })) as Uint8Array<ArrayBuffer>;
}

const data = mkdtempSync(join(tmpdir(), "quakewright-second-"));
const { settings } = loadSettings({ folder: data });
const server = await startServer({ ...settings, port: 0, data, oq: values.oq, workers: 1 });

async function compute(archive: Uint8Array<ArrayBuffer>, ini: string, parent: number | undefined): Promise<number> {
  const form = new FormData();
  form.append("engine", values.engine);
  form.append("job_ini", ini);
  if (parent !== undefined) form.append("hazard_job_id", String(parent));
  form.append("archive", new File([archive], "job.zip"));
  const answer = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
  const body = (await answer.json()) as { job_id: number; traceback?: string[] };
  if (!answer.ok) throw new Error(body.traceback?.join("\n") ?? String(answer.status));
  for (;;) {
    const { status } = (await (await fetch(`${server.url}/v1/calc/${body.job_id}/status`)).json()) as {
      status: string;
    };
    if (status === "complete") return body.job_id;
    if (status === "failed" || status === "aborted")
      throw new Error((await (await fetch(`${server.url}/v1/calc/${body.job_id}/traceback`)).text()).slice(-600));
    await Bun.sleep(100);
  }
}

/** Files of an answer by their names without the number of the calculation. */
async function filesOf(answer: Response, id: number): Promise<Map<string, string>> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const shown = /filename=(?:output-\d+-)?(.*)$/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "";
  const plain = (name: string) => name.replace(new RegExp(`_${id}(\\.[^.]+)$`), "$1");
  if (!shown.endsWith(".zip")) return new Map([[plain(shown), new TextDecoder().decode(bytes)]]);
  const zip = await JSZip.loadAsync(bytes);
  const files = new Map<string, string>();
  for (const file of Object.values(zip.files)) files.set(plain(file.name), await file.async("text"));
  return files;
}

/** The first line tells when and from which input it was made. */
const body = (text: string) => text.replaceAll("\r\n", "\n").replace(/^#[^\n]*\n/, "");

/** Outputs that the engine lists and cannot write itself: `avg_gmf` without realizations, the report of a job without sites. */
const UNWRITABLE = ["No 'weights' found", "No 'sitecol' found"];

/** Fetches every output; how many files are those stored. */
async function checkOutputs(id: number, expected: string): Promise<string> {
  const results = (await (await fetch(`${server.url}/v1/calc/${id}/results`)).json()) as ListedResult[];
  let [same, other, slowest] = [0, 0, 0];
  const lost: string[] = [];
  const unwritable: string[] = [];
  const differing: string[] = [];
  for (const { type, outtypes, url: first } of results) {
    // Stored are csv files; the first format of damages is another, and csv is listed where the engine then writes none.
    let url = outtypes.includes("csv") ? `${first.split("?")[0]}?export_type=csv` : first;
    let answer = await fetch(url);
    if (url !== first && answer.status === 404 && (await answer.clone().text()).includes("Nothing to export")) {
      url = first;
      answer = await fetch(url);
    }
    if (!answer.ok) {
      const text = `${type}: ${answer.status} ${(await answer.text()).slice(0, 200)}`;
      if (UNWRITABLE.some((known) => text.includes(known))) unwritable.push(type);
      else lost.push(text);
      continue;
    }
    for (const [name, text] of await filesOf(answer, id)) {
      const stored = join(expected, name);
      if (!existsSync(stored)) other++;
      else if (body(readFileSync(stored, "utf8")) === body(text)) same++;
      else differing.push(name);
    }
    const started = performance.now();
    await (await fetch(url)).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - started);
  }
  const extracted = await fetch(`${server.url}/v1/calc/${id}/extract/oqparam`);
  if (!extracted.ok) lost.push(`extract/oqparam: ${extracted.status} ${await extracted.text()}`);
  if (lost.length > 0) throw new Error(lost.join("\n"));
  const differ = differing.length === 0 ? "" : `, ${differing.length} differ (${differing.slice(0, 3).join(", ")})`;
  const without = unwritable.length === 0 ? "" : `, the engine itself cannot write ${unwritable.join(", ")}`;
  return `${results.length} outputs${without}, ${same} files as stored${differ}, ${other} beside them, again in ${slowest.toFixed(0)} ms`;
}

let failed = 0;
const modes = values.mode === undefined ? readdirSync(join(root, "calc")) : [values.mode];
try {
  for (const { folder, name, inis, seconds } of modes.flatMap(casesOf)) {
    const started = performance.now();
    try {
      let id: number | undefined;
      for (const ini of inis) id = await compute(await archiveOf(join(folder, "job"), ini), basename(ini), id);
      const took = ((performance.now() - started) / 1000).toFixed(1);
      const told = await checkOutputs(id ?? 0, join(folder, "expected"));
      console.log(`ok      ${name}: ${took} s (the engine alone ${seconds.toFixed(1)} s), ${told}`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
} finally {
  await server.stop("stop");
  rmSync(data, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);

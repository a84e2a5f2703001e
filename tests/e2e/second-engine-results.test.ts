/**
 * What a calculation of the real OpenQuake Engine left is shown, written in our formats and continued natively; with QUAKEWRIGHT_ORACLE
 * (a virtual environment with the engine).
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";
const LIMIT_MS = 300_000;
if (ORACLE === "")
  console.warn(
    "NO OPENQUAKE ENGINE: QUAKEWRIGHT_ORACLE is not set, the results of the real second engine are not tested",
  );

const folder = tempFolder();
let server: RunningServer;

beforeAll(async () => {
  const { settings } = loadSettings({ folder: folder.path });
  const oq = join(ORACLE, "bin", "oq");
  server = await startServer({ ...settings, port: 0, data: join(folder.path, "data"), oq, workers: 1 });
});
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

type Files = Record<string, string>;

function filesOf(...path: string[]): Files {
  const at = join(PROJECT, ...path);
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(join(at, name), "utf8")]));
}

/** Number of the calculation, complete. */
async function compute(files: Files, fields: Readonly<Record<string, string>>): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ job_ini: "job.ini", ...fields })) form.append(name, value);
  form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
  const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
  const { job_id: id } = (await sent.json()) as { job_id: number };
  for (const end = Date.now() + LIMIT_MS; Date.now() < end && server.jobs.get(id)?.isRunning; ) await Bun.sleep(50);
  if (server.jobs.get(id)?.status !== "complete") throw new Error(server.jobs.traceback(id).join("\n"));
  return id;
}

async function textOf(id: number, key: string, query: string): Promise<string> {
  const output = server.jobs.outputs(id).find((each) => each.key === key);
  if (output === undefined) throw new Error(`calculation ${id} has no ${key}`);
  const answer = await fetch(`${server.url}/v1/calc/result/${output.id}?${query}`);
  const text = await answer.text();
  expect([key, query, answer.status, answer.status === 200 ? "" : text]).toEqual([key, query, 200, ""]);
  return text;
}

/** Rows of numbers of a csv text, those of texts left out. */
function numbersOf(csv: string): number[][] {
  const lines = csv.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  return lines.slice(1).map((line) => line.split(",").map(Number).filter(Number.isFinite));
}

/** Largest difference relative to the greater. */
function farthest(a: readonly number[][], b: readonly number[][]): number {
  expect(a.length).toBe(b.length);
  let worst = 0;
  for (const [r, row] of a.entries())
    for (const [c, value] of row.entries()) {
      const other = b[r]![c]!;
      const size = Math.max(Math.abs(value), Math.abs(other));
      if (size > 0) worst = Math.max(worst, Math.abs(value - other) / size);
    }
  return worst;
}

describe.skipIf(ORACLE === "")("results of the real engine", () => {
  test(
    "curves and maps in our formats, parts of them, pictures and descriptions",
    async () => {
      const id = await compute(filesOf("examples", "logic-tree"), { engine: "openquake" });
      const { tables } = JSON.parse(await textOf(id, "hcurves", "export_type=json")) as {
        readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly number[])[] }[];
      };
      expect(tables.map(({ name }) => name)).toContain("quantile_curve-0.16-SA(1.0)");
      const csv = await textOf(id, "hcurves", "export_type=csv&kind=mean&imt=PGA");
      expect(csv).toContain("generated_by='OpenQuake Engine 3.26.2'");
      const mean = tables.find(({ name }) => name === "hazard_curve-mean-PGA")!;
      expect(farthest([...mean.rows.map((row) => row.map(Number))], numbersOf(csv))).toBeLessThan(1e-6);
      for (const type of ["geojson", "parquet"]) await textOf(id, "hmaps", `export_type=${type}`);
      const described = await fetch(`${server.url}/v1/calc/${id}/results/describe`);
      const keys = ((await described.json()) as { readonly key: string }[]).map(({ key }) => key);
      expect(keys).toEqual(expect.arrayContaining(["hcurves", "hmaps", "realizations"]));
      const picture = await fetch(`${server.url}/v1/calc/${id}/download_png/hcurves?kind=mean&imt=PGA`);
      expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
      // What was not adopted is refused by name.
      const report = server.jobs.outputs(id).find(({ key }) => key === "fullreport")!;
      const refused = await fetch(`${server.url}/v1/calc/result/${report.id}?export_type=parquet`);
      expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining("allowed: rst")]);
      expect(JSON.stringify(await (await fetch(`${server.url}/v1/calc/${id}`)).json())).not.toContain(folder.path);
    },
    LIMIT_MS,
  );

  test(
    "losses on curves that it computed are those of one native job",
    async () => {
      const { "job.ini": ini = "", ...files } = filesOf("tests", "fixtures", "jobs", "classical-risk", "job");
      const [hazardPart = "", riskPart = ""] = ini.split("[risk]");
      const hazardIni = hazardPart.replace("calculation_mode = classical_risk", "calculation_mode = classical");
      const hazard = await compute({ ...files, "job.ini": hazardIni }, { engine: "openquake" });
      const risk = `[general]\ncalculation_mode = classical_risk\n[risk]${riskPart}`;
      const continued = await compute(
        { ...files, "job.ini": risk },
        { engine: "native", hazard_job_id: String(hazard) },
      );
      const log = await server.jobs.log(continued);
      expect(JSON.stringify(log)).not.toContain("computing them again");
      const whole = await compute({ ...files, "job.ini": ini }, { engine: "native" });
      const key = server.jobs.outputs(whole).find((output) => output.key.startsWith("avg_losses"))!.key;
      const [a, b] = [await textOf(continued, key, "export_type=csv"), await textOf(whole, key, "export_type=csv")];
      expect(numbersOf(b).length).toBeGreaterThan(0);
      expect(farthest(numbersOf(a), numbersOf(b))).toBeLessThan(1e-4);
    },
    LIMIT_MS,
  );

  test(
    "losses on events and fields that it drew are those it finds itself, and so are those it finds on ours",
    async () => {
      const { "job.ini": ini = "", ...files } = filesOf("examples", "event-based-risk");
      const hazardIni = ini
        .replace("= event_based_risk", "= event_based\nintensity_measure_types = PGA, SA(0.5)")
        .replace(/^\[(vulnerability|risk)\][^[]*/gm, "")
        .replace("aggregate_by = policy", "");
      const riskIni = ini
        .replace(/^\[(sites|ruptures|logic_tree)\][^[]*/gm, "")
        // The engine forgets the insurance of a job whose parent has the exposure.
        .replace(/^(truncation_level|maximum_distance|minimum_intensity|insurance_file).*$/gm, "");
      const hazard = await compute({ ...files, "job.ini": hazardIni }, { engine: "openquake" });
      const parent = { hazard_job_id: String(hazard) };
      const native = await compute({ ...files, "job.ini": riskIni }, { engine: "native", ...parent });
      const theirs = await compute({ ...files, "job.ini": riskIni }, { engine: "openquake", ...parent });
      const average = async (id: number) => numbersOf(await textOf(id, "avg_losses-stats", "export_type=csv"));
      const own = await average(theirs);
      expect(own.length).toBe(5);
      expect(farthest(await average(native), own)).toBeLessThan(1e-5);
      const ours = await compute({ ...files, "job.ini": hazardIni }, { engine: "native" });
      const onOurs = { engine: "openquake", hazard_job_id: String(ours) };
      expect(farthest(await average(await compute({ ...files, "job.ini": riskIni }, onOurs)), own)).toBeLessThan(1e-5);
      const assets = JSON.parse(await textOf(theirs, "avg_losses-stats", "export_type=geojson")) as {
        readonly features: readonly unknown[];
      };
      expect(assets.features.length).toBe(5);
    },
    LIMIT_MS,
  );
});

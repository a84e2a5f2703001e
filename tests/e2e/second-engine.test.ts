/**
 * The real OpenQuake Engine behind our API: with QUAKEWRIGHT_ORACLE (a virtual environment with the engine) an example of ours
 * through server and command line, and, where the golden data are, two jobs of every mode.
 */
import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { runProgram } from "../cli/program.ts";
import { goldenPath, hasGolden, PROJECT, tempFolder } from "../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";
const OQ = join(ORACLE, "bin", "oq");
const EXAMPLE = join(PROJECT, "examples", "point-source");
const LIMIT_MS = 300_000;

if (ORACLE === "")
  console.warn("NO OPENQUAKE ENGINE: QUAKEWRIGHT_ORACLE is not set, the tests of the real second engine are skipped");

describe("the real engine", () => {
  test.skipIf(ORACLE === "")("is where QUAKEWRIGHT_ORACLE says", () => expect(existsSync(OQ)).toBe(true));

  test.skipIf(ORACLE === "")(
    "computes a job of the server, whose results open in under 100 ms after the first time, and is compared with ours",
    async () => {
      using folder = tempFolder();
      const settings = loadSettings({ folder: folder.path }).settings;
      const server = await startServer({ ...settings, port: 0, data: join(folder.path, "data"), oq: OQ, workers: 1 });
      try {
        const files = Object.fromEntries(readdirSync(EXAMPLE).map((name) => [name, readFileSync(join(EXAMPLE, name))]));
        const compute = async (engine: string): Promise<number> => {
          const form = new FormData();
          form.append("engine", engine);
          form.append("archive", new File([await zipOf(files)], "job.zip"));
          const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
          const { job_id } = (await sent.json()) as { job_id: number };
          for (const end = Date.now() + LIMIT_MS; Date.now() < end && server.jobs.get(job_id)?.isRunning; )
            await Bun.sleep(100);
          return job_id;
        };
        const id = await compute("openquake");
        const status = (await (await fetch(`${server.url}/v1/calc/${id}/status`)).json()) as Record<string, unknown>;
        expect([status["status"], status["engine"]]).toEqual(["complete", "openquake"]);
        const results = (await (await fetch(`${server.url}/v1/calc/${id}/results`)).json()) as { url: string }[];
        const urls = [...results.map(({ url }) => url), `${server.url}/v1/calc/${id}/extract/hcurves?kind=mean`];
        for (const url of urls) {
          const first = await fetch(url);
          expect([url, first.status]).toEqual([url, 200]);
          const bytes = await first.bytes();
          const started = performance.now();
          expect(await (await fetch(url)).bytes()).toEqual(bytes);
          expect(performance.now() - started).toBeLessThan(100);
        }
        expect((await fetch(`${server.url}/v1/calc/${id}/extract/nothing`)).status).toBeGreaterThanOrEqual(400);
        const native = await compute("native");
        const pair = `a=${id}&b=${native}&common=true`;
        const told = await fetch(`${server.url}/v1/calc/compare?${pair}`, { headers: { Prefer: "wait=120" } });
        const { equal, tables } = (await told.json()) as { equal: boolean; tables: { output: string }[] };
        expect([told.status, equal]).toEqual([200, true]);
        expect(tables.map(({ output }) => output)).toContain("hazard_curve-mean-PGA.csv");
        const data = ["--data", join(folder.path, "data"), "--oq", OQ];
        const there = await runProgram(["compare", String(id), String(native), "--common", ...data]);
        expect([there.code, there.code === 0 ? "" : there.out + there.err]).toEqual([0, ""]);
        const target = join(folder.path, "exported");
        const written = await runProgram([
          "export",
          String(id),
          "hcurves",
          "datastore",
          "--export-dir",
          target,
          ...data,
        ]);
        expect([written.code, written.err]).toEqual([0, ""]);
        expect(readdirSync(target).sort()).toContain(`calc_${id}.hdf5`);
        expect(readdirSync(target).some((name) => name.startsWith("hazard_curve-mean-PGA"))).toBe(true);
        const [theirs, ours] = ["theirs", "ours"].map((name) => join(folder.path, name)) as [string, string];
        for (const [engine, target] of [
          ["openquake", theirs],
          ["native", ours],
        ] as const) {
          const words = ["--engine", engine, "--oq", OQ, "--workers", "1", "--exports", "csv", "--export-dir", target];
          const ran = await runProgram(["run", join(EXAMPLE, "job.ini"), "--quiet", ...words]);
          expect([engine, ran.code, ran.code === 0 ? "" : ran.err]).toEqual([engine, 0, ""]);
        }
        const compared = await runProgram(["compare", theirs, ours, "--common"]);
        expect([compared.code, compared.code === 0 ? "" : compared.out]).toEqual([0, ""]);
      } finally {
        await server.stop("stop");
      }
    },
    LIMIT_MS,
  );

  test.skipIf(ORACLE === "" || !hasGolden())(
    "computes two jobs of every golden mode through the server",
    async () => {
      const script = join(PROJECT, "scripts", "second-engine.ts");
      const command = [process.execPath, script, goldenPath(), "--oq", OQ, "--jobs-per-mode", "2"];
      const child = Bun.spawn(command, { stdout: "pipe", stderr: "inherit" });
      const told = await new Response(child.stdout).text();
      console.log(told);
      expect([await child.exited, told.split("\n").filter((line) => line.startsWith("FAILED"))]).toEqual([0, []]);
    },
    30 * 60_000,
  );
});

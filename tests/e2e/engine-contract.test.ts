/**
 * What the API promises of a calculation, whichever engine computes it: the same checks for the native engine and, with QUAKEWRIGHT_ORACLE
 * (a virtual environment with it), the real OpenQuake Engine.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { zipOf } from "../archives.ts";
import { crashMoments } from "../crash-seed.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";
const LIMIT_MS = 120_000;
if (ORACLE === "")
  console.warn(
    "NO OPENQUAKE ENGINE: QUAKEWRIGHT_ORACLE is not set, the contract of engines is tested for the native one only",
  );

type Files = Record<string, string>;
const filesOf = (example: string): Files => {
  const at = join(PROJECT, "examples", example);
  return Object.fromEntries(readdirSync(at).map((name) => [name, readFileSync(join(at, name), "utf8")]));
};
const EXAMPLE = filesOf("point-source");
const changed = (files: Files, from: RegExp, to: string): Files => ({
  ...files,
  "job.ini": files["job.ini"]!.replace(from, to),
});
/** Computes for half a minute at least: there is time to end it. */
const LONG = changed(filesOf("hazard-map"), /^region_grid_spacing = .*$/m, "region_grid_spacing = 1.5");

const folder = tempFolder();
let server: RunningServer;
beforeAll(async () => {
  const oq = ORACLE === "" ? "none" : join(ORACLE, "bin", "oq");
  const { settings } = loadSettings({ folder: folder.path });
  server = await startServer({ ...settings, port: 0, data: join(folder.path, "data"), oq, workers: 1 });
});
afterAll(async () => {
  await server.stop("stop");
  folder[Symbol.dispose]();
});

async function submit(files: Files, engine: string, fields: Readonly<Record<string, string>> = {}): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ engine, job_ini: "job.ini", ...fields })) form.append(name, value);
  form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
  const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
  expect(sent.status).toBe(200);
  return ((await sent.json()) as { job_id: number }).job_id;
}

async function until<T>(ask: () => Promise<T> | T, is: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + LIMIT_MS; ; await Bun.sleep(50)) {
    const answer = await ask();
    if (is(answer) || Date.now() > end) return answer;
  }
}

const get = (path: string) => fetch(`${server.url}/v1/calc/${path}`);
const json = async (path: string) => (await get(path)).json();
const status = (id: number) => json(`${id}/status`) as Promise<Record<string, unknown>>;
const ended = (id: number) =>
  until(
    () => status(id),
    (answer) => answer["is_running"] === false,
  );
const started = (id: number) =>
  until(
    () => status(id),
    (answer) => answer["status"] === "executing" || answer["is_running"] === false,
  );
const post = (path: string) => fetch(`${server.url}/v1/calc/${path}`, { method: "POST" });

/** What scripts do with the client of the engine's own library. */
const CLIENT = `
import sys
from openquake.calculators.extract import WebExtractor
url, calc, target = sys.argv[1:]
web = WebExtractor(int(calc), url, "", "")
print(web.oqparam.calculation_mode, sorted(web.get("hcurves?kind=mean").to_dict())[:1] != [], len(web.get("sitecol").array))
web.dump(target)
web.close()
`;

for (const engine of ["native", "openquake"]) {
  describe.skipIf(engine === "openquake" && ORACLE === "")(`the ${engine} engine`, () => {
    let id: number;
    beforeAll(async () => {
      id = await submit(EXAMPLE, engine);
      await ended(id);
    }, LIMIT_MS);

    test("a complete calculation says so in status, list, record and log", async () => {
      expect(await status(id)).toMatchObject({ status: "complete", engine, progress: 1, abortable: false });
      const listed = ((await json("list")) as Record<string, unknown>[]).find((row) => row["id"] === id);
      expect(listed).toMatchObject({ calculation_mode: "classical", engine, owner: expect.any(String) });
      const record = (await json(String(id))) as Record<string, unknown>;
      expect(record).toMatchObject({ calculation_mode: "classical", status: "complete", truncation_level: 3 });
      expect(JSON.stringify(record)).not.toContain(folder.path);
      const rows = (await json(`${id}/log/0:`)) as string[][];
      expect(rows.length).toBeGreaterThan(2);
      for (const row of rows)
        expect([row.length, row[1]]).toEqual([4, expect.stringMatching(/^(DEBUG|INFO|WARNING)$/)]);
      expect(JSON.stringify(rows)).not.toContain(folder.path);
      expect(await json(`${id}/traceback`)).toEqual([]);
    });

    test(
      "every output opens in every format that is listed, one that is not is refused by name",
      async () => {
        const results = (await json(`${id}/results`)) as { id: number; type: string; outtypes: string[] }[];
        expect(results.map(({ type }) => type)).toEqual(expect.arrayContaining(["fullreport", "hcurves"]));
        for (const { id: output, type, outtypes } of results) {
          for (const format of outtypes) {
            const answer = await get(`result/${output}?export_type=${format}`);
            expect([type, format, answer.status]).toEqual([type, format, 200]);
            expect((await answer.bytes()).length).toBeGreaterThan(20);
          }
          const refused = await get(`result/${output}?export_type=docx`);
          expect([refused.status, await refused.text()]).toEqual([404, expect.stringContaining("allowed:")]);
        }
      },
      LIMIT_MS,
    );

    test(
      "curves are there as JSON, extract, picture and HDF5, and described",
      async () => {
        const curves = server.jobs.outputs(id).find(({ key }) => key === "hcurves")!.id;
        const table = (await json(`result/${curves}?export_type=json`)) as { tables?: unknown[]; rows?: unknown[] };
        expect((table.tables ?? table.rows ?? []).length).toBeGreaterThan(0);
        for (const [path, type] of [
          [`${id}/extract/hcurves?kind=mean`, "application/x-zip"],
          [`${id}/extract/oqparam`, "application/x-zip"],
          [`${id}/datastore`, "application/x-hdf"],
          [`${id}/results/describe`, "application/json"],
          [`${id}/download_png/hcurves?kind=mean`, "image/png"],
        ] as const) {
          const answer = await get(path);
          expect([path, answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([
            path,
            200,
            expect.stringMatching(type === "application/x-zip" ? /octet-stream|x-?zip|npz/ : type),
          ]);
          expect((await answer.bytes()).length).toBeGreaterThan(100);
        }
        expect((await get(`${id}/extract/nothing`)).status).toBeGreaterThanOrEqual(400);
      },
      LIMIT_MS,
    );

    test.skipIf(ORACLE === "")(
      "the client of the engine's library reads it",
      async () => {
        const target = join(folder.path, `client-${engine}.hdf5`);
        const python = Bun.spawn([join(ORACLE, "bin", "python"), "-c", CLIENT, server.url, String(id), target], {
          env: { ...process.env, HOME: folder.path, OQ_DATADIR: folder.path },
          stdio: ["ignore", "pipe", "pipe"],
        });
        const [told, errors] = await Promise.all([
          new Response(python.stdout).text(),
          new Response(python.stderr).text(),
        ]);
        expect([await python.exited, errors.slice(-500)]).toEqual([0, expect.any(String)]);
        expect(told).toContain("classical True 1");
        expect(existsSync(target)).toBe(true);
      },
      LIMIT_MS,
    );

    test(
      "a mistake ends as failed, with a traceback that names no folder of the server",
      async () => {
        const files = { ...EXAMPLE, "source-model.xml": EXAMPLE["source-model.xml"]!.replace("WC1994", "WC2094") };
        const form = new FormData();
        form.append("engine", engine);
        form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
        const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
        const answer = (await sent.json()) as { job_id: number } | string[];
        const failed = Array.isArray(answer) ? Math.max(...server.jobs.list().map((job) => job.id)) : answer.job_id;
        expect(await ended(failed)).toMatchObject({ status: "failed" });
        const traceback = ((await json(`${failed}/traceback`)) as string[]).join("\n");
        expect(traceback).toContain("WC2094");
        expect(traceback).not.toContain(folder.path);
      },
      LIMIT_MS,
    );

    test(
      "aborted while it computes, it ends; kill -9 at a random moment is told, and the next one is computed",
      async () => {
        const aborted = await submit(LONG, engine);
        await started(aborted);
        expect((await post(`${aborted}/abort`)).status).toBe(200);
        expect(await ended(aborted)).toMatchObject({ status: "aborted" });
        const killed = await submit(LONG, engine);
        await started(killed);
        await Bun.sleep(1500 * crashMoments(`contract of ${engine}`).random());
        const pid = await until(
          () => server.jobs.get(killed)?.pid ?? 0,
          (known) => known > 0,
        );
        if (!(pid > 1)) throw new Error("the calculation has no process");
        process.kill(pid, "SIGKILL");
        expect(await ended(killed)).toMatchObject({ status: "failed" });
        expect(((await json(`${killed}/traceback`)) as string[]).join()).toContain("SIGKILL");
        const next = await submit(EXAMPLE, engine);
        expect(await ended(next)).toMatchObject({ status: "complete" });
        // What was acknowledged before is still there.
        expect(await status(id)).toMatchObject({ status: "complete" });
      },
      LIMIT_MS,
    );

    test(
      "it is continued, and removed with its files",
      async () => {
        const child = await submit(changed(EXAMPLE, /^description = .*$/m, "description = child"), engine, {
          hazard_job_id: String(id),
        });
        expect(await ended(child)).toMatchObject({ status: "complete", parent_id: id, description: "child" });
        const at = server.jobs.folder(child);
        expect(existsSync(at)).toBe(true);
        expect((await post(`${child}/remove`)).status).toBe(200);
        expect((await get(`${child}/status`)).status).toBe(404);
        expect(
          await until(
            () => existsSync(at),
            (there) => !there,
          ),
        ).toBe(false);
        expect(await status(id)).toMatchObject({ status: "complete" });
      },
      LIMIT_MS,
    );
  });
}

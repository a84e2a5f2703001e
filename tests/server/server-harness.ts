/** A server on a real port with a temporary data folder, whose calculations a fake engine computes. */
import { join } from "node:path";
import type { JobSettings } from "../../src/jobs/index.ts";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import type { Settings } from "../../src/settings/table.ts";
import { type Files, zipOf } from "../archives.ts";
import { tempFolder } from "../harness.ts";
import { recipe } from "../jobs/job-harness.ts";

export const PROGRAM = [process.execPath, join(import.meta.dir, "program.ts")];

export const DEFAULT_SETTINGS: Settings = loadSettings({ folder: import.meta.dir }).settings;

export interface TestServer extends AsyncDisposable {
  readonly server: RunningServer;
  /** Address without a final slash. */
  readonly url: string;
  readonly dataFolder: string;
  get(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body?: BodyInit, init?: RequestInit): Promise<Response>;
  /** Submits files as a zip; resolves with the answer. */
  submit(files: Files | Uint8Array, fields?: Readonly<Record<string, string>>, init?: RequestInit): Promise<Response>;
  /** Submits a recipe of the fake engine that must be accepted, and resolves with its id. */
  run(values?: Readonly<Record<string, string | number>>, init?: RequestInit): Promise<number>;
  /** Polls the status until it is one of these. */
  until(id: number, ...statuses: readonly string[]): Promise<Record<string, unknown>>;
}

export async function testServer(
  settings: Partial<Settings> = {},
  overrides: Partial<JobSettings> = {},
): Promise<TestServer> {
  const folder = tempFolder("quakewright-server-");
  const dataFolder = join(folder.path, "data");
  const server = await startServer(
    { ...DEFAULT_SETTINGS, port: 0, data: dataFolder, minFreeDisk: 2 ** 20, ...settings },
    { command: PROGRAM, followEveryMs: 20, killAfterMs: 300, ...overrides },
  );
  const { url } = server;
  const noRedirect = { redirect: "manual" } as const;
  const test: TestServer = {
    server,
    url,
    dataFolder,
    get: (path, init = {}) => fetch(url + path, { ...noRedirect, ...init }),
    post: (path, body, init = {}) =>
      fetch(url + path, { method: "POST", ...noRedirect, ...(body === undefined ? {} : { body }), ...init }),
    async submit(files, fields = {}, init = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const bytes = files instanceof Uint8Array ? files : await zipOf(files);
      form.append("archive", new File([new Uint8Array(bytes)], "job.zip"));
      return test.post("/v1/calc/run", form, init);
    },
    async run(values = {}, init = {}) {
      const response = await test.submit({ "job.ini": recipe(values) }, {}, init);
      if (response.status !== 200) throw new Error(`not accepted: ${response.status} ${await response.text()}`);
      return ((await response.json()) as { job_id: number }).job_id;
    },
    async until(id, ...statuses) {
      for (const end = Date.now() + 20_000; Date.now() < end; await Bun.sleep(15)) {
        const job = server.jobs.get(id);
        if (job !== null && statuses.includes(job.status)) {
          return (await (await fetch(`${url}/v1/calc/${id}/status`)).json()) as Record<string, unknown>;
        }
      }
      throw new Error(`job ${id} is ${server.jobs.get(id)?.status}, not ${statuses.join(" or ")}`);
    },
    async [Symbol.asyncDispose]() {
      await server.stop("stop");
      folder[Symbol.dispose]();
    },
  };
  return test;
}

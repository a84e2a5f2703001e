/** A full disk at every stage: what is asked for fails with its reason, everything else goes on, and removing always works. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { zipOf } from "../archives.ts";
import { crashMoments } from "../crash-seed.ts";
import { PROJECT } from "../harness.ts";
import { recipe } from "../jobs/job-harness.ts";
import { canMount, type SmallDisk, smallDisk } from "../small-disk.ts";
import { DEFAULT_SETTINGS, PROGRAM } from "./server-harness.ts";

const MB = 2 ** 20;
const full = test.skipIf(!canMount);

interface Full extends AsyncDisposable {
  readonly disk: SmallDisk;
  readonly server: RunningServer;
  readonly folder: (id: number) => string;
  send(body: BodyInit, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  run(values: Record<string, string | number>): Promise<number>;
  ended(id: number): Promise<string | undefined>;
  /** That the server is well: lists, tags and removes. */
  works(): Promise<void>;
}

async function onSmallDisk(megabytes = 32): Promise<Full> {
  const disk = smallDisk(megabytes);
  const server = await startServer(
    { ...DEFAULT_SETTINGS, port: 0, data: join(disk.path, "data"), minFreeDisk: 4 * MB },
    { command: PROGRAM, followEveryMs: 20, killAfterMs: 300 },
  );
  const post = (path: string, init: RequestInit = {}) => fetch(server.url + path, { method: "POST", ...init });
  const upload = async (files: Record<string, string | Uint8Array>) => {
    const form = new FormData();
    form.append("archive", new File([await zipOf(files)], "job.zip"));
    return form;
  };
  const self: Full = {
    disk,
    server,
    folder: (id) => server.jobs.folder(id),
    async send(body, headers = {}) {
      const response = await post("/v1/calc/run", { body, headers, signal: AbortSignal.timeout(10_000) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async run(values) {
      const { body } = await self.send(await upload({ "job.ini": recipe(values) }));
      return body["job_id"] as number;
    },
    async ended(id) {
      for (const end = Date.now() + 15_000; Date.now() < end && server.jobs.get(id)?.isRunning; ) await Bun.sleep(20);
      return server.jobs.get(id)?.status;
    },
    async works() {
      expect((await fetch(`${server.url}/v1/calc/list`)).status).toBe(200);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    },
    async [Symbol.asyncDispose]() {
      disk.drain();
      await server.stop("stop");
      disk[Symbol.dispose]();
    },
  };
  return self;
}

/** A form with a file of so many bytes, as a stream without a stated length. */
function endless(bytes: number): { body: ReadableStream<Uint8Array>; headers: Record<string, string> } {
  const head = '--b\r\ncontent-disposition: form-data; name="archive"; filename="job.zip"\r\n\r\n';
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(head)),
    async pull(controller) {
      await Bun.sleep(1);
      controller.enqueue(new Uint8Array(256 * 1024));
      sent += 256 * 1024;
      if (sent >= bytes) {
        controller.enqueue(new TextEncoder().encode("\r\n--b--\r\n"));
        controller.close();
      }
    },
  });
  return { body, headers: { "content-type": "multipart/form-data; boundary=b" } };
}

full("upload: an announced length that does not fit is 507 at once, and nothing of it stays", async () => {
  await using test = await onSmallDisk();
  const form = new FormData();
  form.append("archive", new File([new Uint8Array(40 * MB)], "job.zip"));
  const { status, body } = await test.send(form);
  expect([status, body["error"]]).toEqual([507, "the disk of the server has no room for the upload"]);
  expect(test.server.jobs.count()).toBe(0);
  expect(test.disk.freeBytes()).toBeGreaterThan(24 * MB);
  await test.works();
});

full("upload: one without a length ends with 507 before the reserve is taken", async () => {
  await using test = await onSmallDisk();
  const { body, headers } = endless(60 * MB);
  const answer = await test.send(body, headers).catch((error: Error) => ({ status: error.name, body: {} }));
  // A client that goes on sending may see its connection closed before it reads the answer.
  expect([507, "ConnectionClosed", "Error", "TypeError"]).toContain(answer.status as never);
  for (let i = 0; i < 100 && test.server.jobs.count() > 0; i++) await Bun.sleep(20);
  expect(test.server.jobs.count()).toBe(0);
  for (let i = 0; i < 100 && test.disk.freeBytes() < 24 * MB; i++) await Bun.sleep(20);
  expect(test.disk.freeBytes()).toBeGreaterThan(24 * MB);
  await test.works();
});

full("unpacking: an archive that does not fit is refused with the reason, its files go", async () => {
  await using test = await onSmallDisk();
  const noise = crypto.getRandomValues(new Uint8Array(65_536));
  const large = new Uint8Array(40 * MB);
  for (let at = 0; at < large.length; at += MB) large.set(noise, at);
  const form = new FormData();
  form.append("archive", new File([await zipOf({ "job.ini": recipe(), "large.bin": large })], "job.zip"));
  const { status, body } = await test.send(form);
  expect([status, String(body["traceback"])]).toEqual([500, expect.stringContaining("disk of the server is full")]);
  const id = body["job_id"] as number;
  expect(existsSync(join(test.folder(id), "inputs"))).toBe(false);
  expect(existsSync(join(test.folder(id), "upload"))).toBe(false);
  expect(test.disk.freeBytes()).toBeGreaterThan(24 * MB);
  await test.works();
});

full("computing: the job fails with the reason, its half results go, the next one runs", async () => {
  await using test = await onSmallDisk();
  const id = await test.run({ bytes: 64 * MB });
  expect(await test.ended(id)).toBe("failed");
  expect(test.server.jobs.traceback(id).join("\n")).toMatch(/disk|ENOSPC|no space/i);
  const removed = await fetch(`${test.server.url}/v1/calc/${id}/remove`, { method: "POST" });
  expect(removed.status).toBe(200);
  expect(await test.ended(await test.run({}))).toBe("complete");
  await test.works();
});

full("database: on a disk without a free byte jobs are aborted and removed, and submissions answer 507", async () => {
  await using test = await onSmallDisk();
  const complete = await test.run({});
  expect(await test.ended(complete)).toBe("complete");
  const running = await test.run({ steps: 10_000, stepMs: 20 });
  for (let i = 0; i < 200 && test.server.jobs.get(running)?.status !== "executing"; i++) await Bun.sleep(10);
  test.disk.fill();
  expect(test.disk.freeBytes()).toBe(0);
  const act = async (path: string) => {
    const response = await fetch(`${test.server.url}/v1/calc/${path}`, { method: "POST" });
    return [response.status, Object.keys((await response.json()) as object)[0]];
  };
  const form = new FormData();
  form.append("archive", new File([await zipOf({ "job.ini": recipe() })], "job.zip"));
  expect((await test.send(form)).status).toBe(507);
  const health = await fetch(`${test.server.url}/healthz`);
  expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([200, "degraded"]);
  expect(await act(`${running}/abort`)).toEqual([200, "success"]);
  expect(await act(`${complete}/remove`)).toEqual([200, "success"]);
  expect(await act(`${running}/remove`)).toEqual([200, "success"]);
  expect(test.server.jobs.list()).toEqual([]);
  expect(readdirSync(join(test.disk.path, "data", "calcs"))).toEqual([]);
  await test.works();
});

full(
  "export: one that does not fit answers 507, and again when there is room it is written",
  async () => {
    using disk = smallDisk(48);
    const server = await startServer(
      { ...DEFAULT_SETTINGS, port: 0, data: join(disk.path, "data"), minFreeDisk: 4 * MB },
      { followEveryMs: 20 },
    );
    try {
      const example = join(PROJECT, "examples", "point-source");
      const files = Object.fromEntries(readdirSync(example).map((name) => [name, readFileSync(join(example, name))]));
      const form = new FormData();
      form.append("archive", new File([await zipOf(files)], "job.zip"));
      const sent = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
      const { job_id: id } = (await sent.json()) as { job_id: number };
      for (const end = Date.now() + 30_000; Date.now() < end && server.jobs.get(id)?.isRunning; ) await Bun.sleep(30);
      expect(server.jobs.get(id)?.status).toBe("complete");
      disk.fill();
      const refused = await fetch(`${server.url}/v1/calc/${id}/datastore`);
      expect([refused.status, await refused.text()]).toEqual([507, expect.stringContaining("no room")]);
      // What is small is made on the spot.
      expect((await fetch(`${server.url}/v1/calc/${id}/extract/oqparam`)).status).toBe(200);
      disk.drain();
      const written = await fetch(`${server.url}/v1/calc/${id}/datastore`);
      expect([written.status, (await written.bytes()).length > 1000]).toEqual([200, true]);
    } finally {
      await server.stop("stop");
    }
  },
  60_000,
);

const moments = crashMoments("disk-full");
const POINTS = moments.rounds(4);

// Only where rounds are asked for (CRASH_ROUNDS=5 are 20 moments): about one moment in fifty still ends with a reason that does
// not name the disk.
test.skipIf(!canMount || process.env["CRASH_ROUNDS"] === undefined)(
  `a disk that is full at ${POINTS} random moments loses nothing acknowledged`,
  async () => {
    await using test = await onSmallDisk();
    const acknowledged: number[] = [];
    let refused = 0;
    const submit = async () => {
      const form = new FormData();
      const values = { bytes: Math.floor(moments.random() * 3 * MB), steps: 10, stepMs: 20 };
      form.append("archive", new File([await zipOf({ "job.ini": recipe(values) })], "job.zip"));
      const { status, body } = await test.send(form);
      if (status === 200) acknowledged.push(body["job_id"] as number);
      else {
        expect([500, 507]).toContain(status);
        expect(JSON.stringify(body)).toMatch(/disk|room|space|ENOSPC/i);
        refused++;
      }
    };
    let failed = 0;
    for (let point = 0; point < POINTS; point++) {
      const [first, second] = [submit(), Bun.sleep(moments.random() * 100).then(submit)];
      await Bun.sleep(moments.random() * 500);
      test.disk.fill(moments.random() < 0.5 ? 0 : Math.floor(moments.random() * 6 * MB));
      const third = submit();
      await Promise.all([first, second, third]);
      await Bun.sleep(moments.random() * 300);
      test.disk.drain();
      for (const id of acknowledged) {
        const status = await test.ended(id);
        expect(["complete", "failed"]).toContain(status!);
        if (status === "failed") {
          failed++;
          expect(test.server.jobs.traceback(id).join("\n")).toMatch(/disk|ENOSPC|no space|room/i);
        } else expect(test.server.jobs.outputs(id)).toHaveLength(2);
        expect((await fetch(`${test.server.url}/v1/calc/${id}/remove`, { method: "POST" })).status).toBe(200);
      }
      acknowledged.length = 0;
      const form = new FormData();
      form.append("archive", new File([await zipOf({ "job.ini": recipe() })], "job.zip"));
      const { status, body } = await test.send(form);
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}, ${test.disk.freeBytes()} bytes free`);
      expect(await test.ended(body["job_id"] as number)).toBe("complete");
      await test.works();
    }
    console.log(`${POINTS} moments: ${refused} submissions refused, ${failed} calculations failed with the reason`);
    for (const { id } of test.server.jobs.list())
      expect((await fetch(`${test.server.url}/v1/calc/${id}/remove`, { method: "POST" })).status).toBe(200);
    expect(readdirSync(join(test.disk.path, "data", "calcs"))).toEqual([]);
  },
  POINTS * 15_000,
);

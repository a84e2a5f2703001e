import { expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { jobSettings } from "../../src/jobs/index.ts";
import { deliver } from "../../src/jobs/notifications/deliver.ts";
import { isPublicAddress, resolveTarget } from "../../src/jobs/notifications/targets.ts";
import { ended, testService, until } from "./job-harness.ts";

interface Received {
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** Answers with the given statuses in turn, then 200. */
function receiver(statuses: number[] = []): { url: string; received: Received[] } & Disposable {
  const received: Received[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      received.push({ path: new URL(request.url).pathname, headers: request.headers, body: await request.text() });
      const status = statuses.shift() ?? 200;
      return new Response("", { status, ...(status === 302 ? { headers: { location: "/elsewhere" } } : {}) });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, received, [Symbol.dispose]: () => void server.stop(true) };
}

const CALLBACKS = { allowPrivate: true, secret: "s3cret", timeoutMs: 1000, retryAfterMs: [50, 50, 50] };

test("at the end the job's record is posted, signed", async () => {
  using hook = receiver();
  await using service = await testService({ callbacks: CALLBACKS });
  const good = await service.run({}, { notifyTo: `${hook.url}/good` });
  const bad = await service.run({ ends: "input-error" }, { notifyTo: `${hook.url}/bad` });
  await ended(service.jobs, bad);
  await until(() => hook.received.length === 2);
  const first = hook.received.find(({ path }) => path === "/good");
  expect(first?.headers.get("content-type")).toBe("application/json");
  expect(JSON.parse(first?.body ?? "")).toMatchObject({
    job_id: good,
    status: "complete",
    is_running: false,
    user_name: "ann",
    calculation_mode: "classical",
    error: null,
  });
  const timestamp = first?.headers.get("x-quakewright-timestamp");
  const expected = createHmac("sha256", "s3cret").update(`${timestamp}.${first?.body}`).digest("hex");
  expect(first?.headers.get("x-quakewright-signature")).toBe(`sha256=${expected}`);
  const second = JSON.parse(hook.received.find(({ path }) => path === "/bad")?.body ?? "");
  expect(second).toMatchObject({ job_id: bad, status: "failed", error: "job.ini:3: value out of range" });
});

test("the older callback is a form", async () => {
  using hook = receiver();
  await using service = await testService({ callbacks: CALLBACKS });
  const { jobs } = service;
  const { id } = jobs.create({ userName: "ann" });
  jobs.amend(id, {
    migrationCallback: { url: hook.url, foreignCalculationId: "77", publicUrl: "http://server/base" },
  });
  const path = jobs.uploadPath(id, 0);
  await Bun.write(path, "mode = scenario_risk\n");
  expect((await jobs.submit(id, { files: [{ name: "job.ini", path }] })).ok).toBe(true);
  await until(() => hook.received.length === 1);
  expect(hook.received[0]?.headers.get("content-type")).toBe("application/x-www-form-urlencoded");
  expect(Object.fromEntries(new URLSearchParams(hook.received[0]?.body))).toEqual({
    calculation_id: String(id),
    foreign_calculation_id: "77",
    status: "complete",
    url: `http://server/base/v1/calc/risk/${id}/results`,
  });
});

test("an aborted job is told of, a refused one is not", async () => {
  using hook = receiver();
  await using service = await testService({ callbacks: CALLBACKS });
  const refused = await service.submit({ "x.txt": "" }, { notifyTo: `${hook.url}/refused` });
  expect(refused.ok).toBe(false);
  const id = await service.run({ steps: 1000 }, { notifyTo: `${hook.url}/aborted` });
  await until(() => service.jobs.get(id)?.status === "executing");
  service.jobs.abort(id);
  await until(() => hook.received.length === 1);
  expect(hook.received[0]?.path).toBe("/aborted");
  expect(JSON.parse(hook.received[0]?.body ?? "")).toMatchObject({ status: "aborted", error: "aborted" });
});

test("delivery is tried again, also after a restart, and given up with a row in the log", async () => {
  using hook = receiver([500, 503]);
  const first = await testService({ callbacks: { ...CALLBACKS, retryAfterMs: [400, 50] } });
  const id = await first.run({}, { notifyTo: hook.url });
  await until(() => hook.received.length === 1);
  await using second = await first.reopen("stop");
  await until(() => hook.received.length === 3);
  expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);
  using dead = receiver([500, 500, 500]);
  const other = await second.run({}, { notifyTo: dead.url });
  await until(async () =>
    (await second.jobs.log(other)).some((row) => row[3].includes("given up after 3 attempts: answer 500")),
  );
  expect(second.jobs.get(id)?.status).toBe("complete");
});

test("private addresses are refused unless allowed", async () => {
  using hook = receiver();
  const strict = { ...CALLBACKS, allowPrivate: false };
  const message = (url: string) => ({ url, contentType: "text/plain", body: "x" });
  await expect(deliver(message(hook.url), strict)).rejects.toThrow("is not a public address (127.0.0.1)");
  const port = new URL(hook.url).port;
  for (const host of ["localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
    await expect(deliver(message(`http://${host}:${port}/`), strict)).rejects.toThrow("is not a public address");
  expect(hook.received).toHaveLength(0);
});

test("what is a public address", () => {
  for (const address of ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
    expect({ address, public: isPublicAddress(address) }).toEqual({ address, public: true });
  const others =
    "127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1%eth0 fc00::1 ::ffff:10.0.0.1 ff02::1 x";
  for (const address of others.split(" "))
    expect({ address, public: isPublicAddress(address) }).toEqual({ address, public: false });
});

test("other schemes and user names in addresses are refused", async () => {
  await expect(resolveTarget("ftp://example.org/", true)).rejects.toThrow("http and https");
  await expect(resolveTarget("file:///etc/passwd", true)).rejects.toThrow("http and https");
  await expect(resolveTarget("http://a:b@127.0.0.1/", true)).rejects.toThrow("user name");
  await expect(resolveTarget("nonsense", true)).rejects.toThrow("is not an address");
});

test("redirects are not followed and slow receivers are left", async () => {
  using hook = receiver([302]);
  await expect(deliver({ url: hook.url, contentType: "text/plain", body: "x" }, CALLBACKS)).rejects.toThrow(
    "answer 302",
  );
  const stalled = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Promise<Response>(() => undefined) });
  const url = `http://127.0.0.1:${stalled.port}/`;
  expect(
    await deliver({ url, contentType: "text/plain", body: "x" }, { ...CALLBACKS, timeoutMs: 100 }).catch(
      (e) => e.message,
    ),
  ).toBe("no answer within 100 ms");
  await stalled.stop(true);
  expect(hook.received.map(({ path }) => path)).toEqual(["/"]);
});

test("nothing is sent to private addresses by default", () => {
  expect(jobSettings({ dataFolder: "x" }).callbacks).toMatchObject({
    allowPrivate: false,
    secret: null,
    timeoutMs: 5000,
  });
});

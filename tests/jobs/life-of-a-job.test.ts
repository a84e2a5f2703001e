import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, processStart } from "../../src/jobs/children/process-identity.ts";
import type { JobEvent } from "../../src/jobs/index.ts";
import { jobRecord, newJobRecord } from "../../src/jobs/index.ts";
import { unzip, zipOf } from "../archives.ts";
import { ended, recipe, testService, UNLIMITED_COMMAND, until } from "./job-harness.ts";

test("a job goes from created through submitted and executing to complete", async () => {
  await using service = await testService();
  const { jobs } = service;
  const statuses: string[] = [];
  jobs.subscribe((event) => event.kind === "status" && statuses.push(event.status));
  const result = await service.submit({ "sub/job.ini": recipe({ steps: 4 }), "sub/model.xml": "<x/>" });
  if (!result.ok) throw new Error(result.message);
  expect(result.job).toMatchObject({
    id: 1,
    status: "created",
    isRunning: true,
    calculationMode: "classical",
    description: "a test",
    userName: "ann",
    pid: 0,
    sizeMb: null,
    ini: "sub/job.ini",
    hazardCalculationId: null,
  });
  await ended(jobs, 1);
  expect(statuses).toEqual(["created", "submitted", "executing", "complete"]);
  const job = jobs.get(1);
  expect(job).toMatchObject({ status: "complete", isRunning: false, sizeMb: 1, progress: 1, relevant: true });
  expect(job?.stopTime).toBeGreaterThan(job?.startTime ?? 0);
  expect(jobs.outputs(1)).toEqual([
    { id: 1, jobId: 1, key: "fullreport", name: "Full Report", types: ["rst"], sizeMb: null },
    { id: 2, jobId: 1, key: "hcurves", name: "Hazard Curves", types: ["csv", "npz"], sizeMb: 1 },
  ]);
  expect(jobs.output(2)?.jobId).toBe(1);
  expect(jobs.output(3)).toBeNull();
  expect(jobs.traceback(1)).toEqual([]);
  expect(existsSync(join(jobs.folder(1), "upload"))).toBe(false);
});

test("the records have the fields of the HTTP API", async () => {
  await using service = await testService();
  const id = await service.run();
  const before = service.jobs.get(id);
  if (before === null) throw new Error("no job");
  expect(newJobRecord(before)).toMatchObject({ job_id: 1, stop_time: null, ds_calc_dir: "calcs/1", workflow_id: null });
  expect(newJobRecord(before).start_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  expect(jobRecord(before).stop_time).toBe("None");
  expect(jobRecord(before).start_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
});

test("the log is told row by row and read in slices", async () => {
  await using service = await testService();
  const { jobs } = service;
  const events: JobEvent[] = [];
  jobs.subscribe((event) => events.push(event));
  const id = await service.run({ steps: 6 });
  await ended(jobs, id);
  const rows = await jobs.log(id);
  expect(rows).toHaveLength(7);
  expect(await jobs.logSize(id)).toBe(7);
  for (const row of rows) {
    expect(row).toHaveLength(4);
    expect(row[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d$/);
  }
  expect(rows[1]?.[3]).toBe("step 0 of calculation 1");
  expect(await jobs.log(id, 0, 3)).toEqual(rows.slice(0, 3));
  expect(await jobs.log(id, 2, 5)).toEqual(rows.slice(2, 5));
  expect(await jobs.log(id, 5, 0)).toEqual(rows.slice(5));
  expect(await jobs.log(id, 3, 3)).toEqual([]);
  expect(await jobs.log(id, 5, 2)).toEqual(rows.slice(5));
  expect(await jobs.log(id, 100)).toEqual([]);
  expect(await jobs.log(999)).toEqual([]);
  expect(await jobs.logSize(999)).toBe(0);
  const told = events.filter((event) => event.kind === "log");
  expect(told.map((event) => event.row)).toEqual([...rows]);
  expect(told.map((event) => event.id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const fractions = events.filter((event) => event.kind === "progress").map((event) => event.progress);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
});

test("a reader follows a job from any row on, live and afterwards", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ steps: 20, stepMs: 10 });
  const collect = async (lastEventId: number) => {
    const events: JobEvent[] = [];
    for await (const event of jobs.follow(id, { lastEventId })) events.push(event);
    return events;
  };
  const [all, later] = await Promise.all([collect(0), collect(5)]);
  const logs = (events: JobEvent[]) => events.filter((event) => event.kind === "log").map((event) => event.index);
  expect(logs(all)).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(logs(later)).toEqual(Array.from({ length: 16 }, (_, i) => i + 5));
  expect(all[0]?.kind).toBe("status");
  expect(all.findLast((event) => event.kind === "status")).toMatchObject({ status: "complete", isRunning: false });
  const afterwards = await collect(18);
  expect(logs(afterwards)).toEqual([18, 19, 20]);
  expect(afterwards[0]).toMatchObject({ kind: "status", status: "complete" });
});

test("a slow reader is dropped, a leaving one ends", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ steps: 60, stepMs: 5 });
  await until(() => jobs.get(id)?.status === "executing");
  const slow: JobEvent[] = [];
  for await (const event of jobs.follow(id, { maxWaiting: 3 })) {
    slow.push(event);
    if (slow.length === 1) await ended(jobs, id);
  }
  expect(slow.some((event) => event.kind === "status" && !event.isRunning)).toBe(false);
  const leaving = new AbortController();
  const second = await service.run({ steps: 1000, stepMs: 10 });
  const reading = (async () => {
    for await (const _ of jobs.follow(second, { signal: leaving.signal }));
    return "ended";
  })();
  await until(() => jobs.get(second)?.status === "executing");
  leaving.abort();
  expect(await reading).toBe("ended");
});

test("progress and the time to go are in the list while executing", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ steps: 40, stepMs: 25 });
  await until(() => (jobs.get(id)?.progress ?? 0) > 0.2);
  const [job] = jobs.list();
  expect(job?.stage).toMatch(/^step \d+$/);
  expect(job?.eta).toBeGreaterThan(0);
  expect(job?.eta).toBeLessThan(30);
  expect(job?.pid).toBeGreaterThan(0);
  const before = jobs.revision();
  await until(() => jobs.revision() !== before);
});

test("one calculation at a time, in the order of submission; several if told so", async () => {
  await using service = await testService();
  const { jobs } = service;
  const order: number[] = [];
  jobs.subscribe((event) => event.kind === "status" && event.status === "executing" && order.push(event.jobId));
  const ids = [await service.run({ steps: 30, stepMs: 60 }), await service.run(), await service.run()];
  await until(() => jobs.get(2)?.status === "submitted");
  expect(jobs.list({ isRunning: true }).filter((job) => job.status === "executing")).toHaveLength(1);
  for (const id of ids) await ended(jobs, id);
  expect(order).toEqual([1, 2, 3]);

  await using wide = await testService({ maxRunning: 2 });
  const both = [await wide.run({ steps: 200 }), await wide.run({ steps: 200 })];
  await until(() => both.every((id) => wide.jobs.get(id)?.status === "executing"));
});

test.each([
  ["input-error", /^job\.ini:3: value out of range$/],
  ["crash", /was killed \(SIGKILL\)/],
  ["exit", /exit code 7/],
  ["term", /signal SIGTERM/],
  ["unhandled", /Error: nobody awaits this/],
])("a calculation that ends by %s is failed with the reason", async (ends, reason) => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ ends });
  await ended(jobs, id);
  expect(jobs.get(id)).toMatchObject({ status: "failed", isRunning: false });
  expect(jobs.traceback(id).join("\n")).toMatch(new RegExp(reason.source, "m"));
  const rows = await jobs.log(id);
  expect(rows.findLast((row) => row[1] === "ERROR")?.[3]).toMatch(new RegExp(reason.source, "m"));
  expect(jobs.outputs(id)).toEqual([]);
});

test("a traceback has our own frames only and no path of the server", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ ends: "defect" });
  await ended(jobs, id);
  const lines = jobs.traceback(id);
  expect(lines[0]).toBe("Traceback (most recent call last):");
  expect(lines.at(-1)).toBe("TypeError: cannot read x.xml and passwd");
  expect(lines.slice(1, -1).every((line) => /^ {2}File "(src|tests)\/[^"]+", line \d+, in /.test(line))).toBe(true);
  expect(lines.slice(1, -1).some((line) => line.includes("src/engines/run-calculation.ts"))).toBe(true);
  expect(lines.join("\n")).not.toContain(service.dataFolder);
});

test("abort ends the whole process group from every state and stays aborted", async () => {
  await using service = await testService();
  const { jobs } = service;
  expect(jobs.abort(7)).toEqual({ error: "Unknown job 7" });
  const executing = await service.run({ steps: 3000, stepMs: 10, grandchild: 1, ignoreSigterm: 1 });
  const waiting = await service.run();
  await until(() => existsSync(join(jobs.folder(executing), "grandchild.pid")));
  const grandchild = Number(readFileSync(join(jobs.folder(executing), "grandchild.pid"), "utf8"));
  const child = jobs.get(executing)?.pid ?? 0;
  const [childStart, grandchildStart] = [processStart(child), processStart(grandchild)];
  expect(isAlive(grandchild, grandchildStart)).toBe(true);

  expect(jobs.abort(waiting)).toEqual({ success: `Killing job ${waiting}` });
  expect(jobs.get(waiting)).toMatchObject({ status: "aborted", isRunning: false });
  const begun = Date.now();
  expect(jobs.abort(executing)).toEqual({ success: `Killing job ${executing}` });
  expect(jobs.get(executing)).toMatchObject({ status: "aborted", isRunning: false });
  await until(() => !isAlive(child, childStart) && !isAlive(grandchild, grandchildStart));
  expect(Date.now() - begun).toBeLessThan(2000);
  await ended(jobs, executing);
  expect(jobs.get(executing)?.status).toBe("aborted");
  expect(jobs.abort(executing)).toEqual({ error: `Job ${executing} is not running` });
  expect((await jobs.log(executing)).at(-1)?.[3]).toBe("Aborted");

  // While its files are checked.
  const creating = service.submit({ "job.ini": recipe({ checkMs: 5000 }) });
  await until(() => (jobs.get(3)?.pid ?? 0) > 0);
  const checker = jobs.get(3)?.pid ?? 0;
  const checkerStart = processStart(checker);
  expect(jobs.abort(3)).toEqual({ success: "Killing job 3" });
  expect((await creating).ok).toBe(false);
  expect(isAlive(checker, checkerStart)).toBe(false);
  expect(jobs.get(3)?.status).toBe("aborted");

  // The queue goes on.
  const next = await service.run();
  await ended(jobs, next);
  expect(jobs.get(next)?.status).toBe("complete");
});

test("removing frees the disk at once, also while executing, and never reuses an id", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run({ steps: 3000, stepMs: 10 });
  await until(() => jobs.get(id)?.status === "executing");
  const folder = jobs.folder(id);
  const gone: number[] = [];
  jobs.subscribe((event) => event.kind === "removed" && gone.push(event.jobId));
  expect(await jobs.remove(id, "ann")).toEqual({ success: "1" });
  expect(jobs.get(id)).toBeNull();
  expect(existsSync(folder)).toBe(false);
  expect(gone).toEqual([1]);
  expect(await jobs.log(id)).toEqual([]);
  expect(await service.run()).toBe(2);
});

test("removal is refused with the texts clients know", async () => {
  await using service = await testService();
  const { jobs } = service;
  expect(await jobs.remove(9, "ann")).toEqual({ error: "Cannot delete calculation 9: ID does not exist" });
  const parent = await service.run();
  await ended(jobs, parent);
  expect(await jobs.remove(parent, "bob")).toEqual({
    error: "Cannot delete calculation 1: it belongs to ann and you are bob",
  });
  const child = await service.submit({ "risk.ini": recipe({ mode: "classical_risk" }) }, { hazardJobId: "1" });
  if (!child.ok) throw new Error(child.message);
  expect(child.job.hazardCalculationId).toBe(1);
  await ended(jobs, 2);
  expect(JSON.parse(readFileSync(join(jobs.folder(2), "request.json"), "utf8")).parent).toEqual({
    id: 1,
    folder: jobs.folder(1),
  });
  expect(await jobs.remove(parent, "ann")).toEqual({
    error: "Cannot delete calculation 1: there are calculations dependent from it: [2]",
  });
  expect(await jobs.remove(2, "ann")).toEqual({ success: "2" });
  expect(await jobs.remove(parent, null)).toEqual({ success: "1" });
});

test("sharing replaces complete by shared and back", async () => {
  await using service = await testService();
  const { jobs } = service;
  const id = await service.run();
  await ended(jobs, id);
  expect(jobs.share(id)).toEqual({
    success: 'The status of calculation 1 was changed from "complete" to "shared"',
  });
  expect(jobs.share(id)).toEqual({ success: "Calculation 1 was already shared" });
  expect(jobs.unshare(id)).toEqual({
    success: 'The status of calculation 1 was changed from "shared" to "complete"',
  });
  expect(jobs.unshare(id)).toEqual({ success: "Calculation 1 was already complete" });
  const failed = await service.submit({ "x.txt": "" });
  expect(failed.ok).toBe(false);
  expect(jobs.share(2)).toEqual({ error: 'Can not share calculation 2 from status "failed"' });
  expect(jobs.unshare(2)).toEqual({ error: 'Can not force the status of calculation 2 from "failed" to "complete"' });
});

test("the inputs come back as a zip that runs again", async () => {
  await using service = await testService();
  const { jobs } = service;
  const files = {
    "a/other.ini": recipe({ mode: "event_based" }),
    "b/job.ini": recipe(),
    "b/deep/model.xml": "<nrml/>",
  };
  const first = await service.submit(files, { iniSuffix: "job.ini" });
  if (!first.ok) throw new Error(first.message);
  const stream = await jobs.jobZip(first.job.id);
  if (stream === null) throw new Error("no zip");
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const zip = Buffer.concat(chunks);
  const names = Object.keys(await unzip(zip));
  expect(names).toEqual(["b/deep/model.xml", "b/job.ini"]);
  const again = await service.submit(new Uint8Array(zip));
  expect(again.ok && again.job).toMatchObject({ ini: "b/job.ini", calculationMode: "classical" });
  await ended(jobs, 2);
  expect(jobs.get(2)?.status).toBe("complete");
  expect(await jobs.jobZip(99)).toBeNull();
});

test("files are checked without making a job", async () => {
  await using service = await testService();
  const { jobs } = service;
  const scratch = jobs.scratchFolder();
  await Bun.write(join(scratch, "x.zip"), await zipOf({ "job.ini": "nothing = 1" }));
  const bad = await jobs.check(scratch, { files: [{ name: "x.zip", path: join(scratch, "x.zip") }] });
  expect(bad).toMatchObject({
    ok: false,
    problems: [{ message: "missing parameter", file: "job.ini", parameter: "mode" }],
  });
  expect(existsSync(scratch)).toBe(false);
  const second = jobs.scratchFolder();
  await Bun.write(join(second, "x.zip"), await zipOf({ "job.ini": recipe() }));
  const good = await jobs.check(second, { files: [{ name: "x.zip", path: join(second, "x.zip") }] });
  expect(good).toEqual({
    ok: true,
    calculationMode: "classical",
    description: "a test",
    ini: "job.ini",
    warnings: [],
    runnable: true,
  });
  expect(jobs.count()).toBe(0);
});

test("a check that takes too much memory or time is ended", async () => {
  await using small = await testService({ checkMemoryMb: 100, command: UNLIMITED_COMMAND });
  const greedy = await small.jobs.runCheck("greedy", ["400"]);
  if (process.platform === "linux") expect(greedy.ended).toBe("memory");
  await using quick = await testService({ prepareTimeoutS: 1 });
  expect((await quick.jobs.runCheck("greedy", ["1"])).ended).toBe("time");
});

test("a tool runs as a child", async () => {
  await using service = await testService();
  expect(await service.jobs.runTool("echo", ["a", "b"])).toEqual({ exitCode: 0, stdout: "a b\n", stderr: "" });
});

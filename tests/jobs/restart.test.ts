import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, processStart } from "../../src/jobs/children/process-identity.ts";
import { DataFolderError, openJobService } from "../../src/jobs/index.ts";
import { tempFolder } from "../harness.ts";
import { CHILD_COMMAND, ended, recipe, testService, until } from "./job-harness.ts";
import { startServerProcess } from "./server-process.ts";

test("a calculation outlives its server and is adopted by the next", async () => {
  const first = await testService();
  const id = await first.run({ steps: 60, stepMs: 20 });
  await until(() => (first.jobs.get(id)?.progress ?? 0) > 0.1);
  const child = first.jobs.get(id)?.pid ?? 0;
  const start = processStart(child);
  await using second = await first.reopen("leave");
  expect(isAlive(child, start)).toBe(true);
  expect(second.jobs.get(id)).toMatchObject({ status: "executing", pid: child });
  expect(second.jobs.get(id)?.progress).toBeGreaterThan(0.05);
  await ended(second.jobs, id);
  expect(second.jobs.get(id)).toMatchObject({ status: "complete", sizeMb: 1 });
  const rows = await second.jobs.log(id);
  expect(rows.filter((row) => row[3].startsWith("step "))).toHaveLength(60);
});

test("an adopted calculation can be aborted", async () => {
  const first = await testService();
  const id = await first.run({ steps: 3000, stepMs: 10, ignoreSigterm: 1 });
  await until(() => (first.jobs.get(id)?.progress ?? 0) > 0);
  const child = first.jobs.get(id)?.pid ?? 0;
  const start = processStart(child);
  await using second = await first.reopen("leave");
  second.jobs.abort(id);
  await until(() => !isAlive(child, start), 2000);
  await ended(second.jobs, id);
  expect(second.jobs.get(id)?.status).toBe("aborted");
});

test("what ended while no server was there is finished, what died is failed with the reason", async () => {
  const first = await testService({ maxRunning: 2 });
  const good = await first.run({ steps: 10, stepMs: 20 });
  const bad = await first.run({ steps: 10, stepMs: 20, ends: "crash" });
  await until(() => first.jobs.get(bad)?.status === "executing" && first.jobs.get(good)?.status === "executing");
  await until(() => (first.jobs.get(bad)?.progress ?? 0) > 0 && (first.jobs.get(good)?.progress ?? 0) > 0);
  const pids = [good, bad].map((id) => first.jobs.get(id)?.pid ?? 0);
  const starts = pids.map((pid) => processStart(pid));
  const folder = first.jobs.folder(good);
  await first.jobs.close("leave");
  await until(() => existsSync(join(folder, "end.json")) && pids.every((pid, i) => !isAlive(pid, starts[i] ?? null)));
  await using second = await first.reopen("leave");
  expect(second.jobs.get(good)).toMatchObject({ status: "complete", progress: 1 });
  expect(second.jobs.outputs(good)).toHaveLength(2);
  expect(second.jobs.get(bad)?.status).toBe("failed");
  expect(second.jobs.traceback(bad)[0]).toContain("has ended without a result");
});

test("a reused pid is not taken for the calculation", async () => {
  const first = await testService();
  const id = await first.run({ steps: 3000, stepMs: 10 });
  await until(() => (first.jobs.get(id)?.progress ?? 0) > 0);
  const child = first.jobs.get(id)?.pid ?? 0;
  await first.jobs.close("leave");
  process.kill(-child, "SIGKILL");
  // Another process, ours, has the pid that the database knows.
  const db = new Database(join(first.dataFolder, "jobs.sqlite"));
  db.query("UPDATE jobs SET pid = ? WHERE id = ?").run(process.pid, id);
  db.close();
  const request = join(first.dataFolder, "calcs", String(id), "request.json");
  await Bun.write(request, (await Bun.file(request).text()).replace(`"pid":${child}`, `"pid":${process.pid}`));
  await using second = await first.reopen("leave");
  expect(second.jobs.get(id)?.status).toBe("failed");
});

test("every clean shutdown puts calculations back into the queue; the waiting wait again", async () => {
  const first = await testService();
  const running = await first.run({ steps: 40, stepMs: 20 });
  const waiting = await first.run();
  await until(() => (first.jobs.get(running)?.progress ?? 0) > 0.1);
  const child = first.jobs.get(running)?.pid ?? 0;
  const start = processStart(child);
  const second = await first.reopen("stop");
  expect(isAlive(child, start)).toBe(false);
  await until(() => second.jobs.get(running)?.status === "executing");
  expect(second.jobs.get(waiting)?.status).toBe("submitted");
  await until(() => (second.jobs.get(running)?.progress ?? 0) > 0.1);
  await using third = await second.reopen("stop");
  await ended(third.jobs, running);
  expect(third.jobs.get(running)?.status).toBe("complete");
  await ended(third.jobs, waiting);
  expect(third.jobs.get(waiting)?.status).toBe("complete");
});

test("a job whose upload was cut off by a kill is failed, not forgotten", async () => {
  using folder = tempFolder();
  const first = await openJobService({
    dataFolder: join(folder.path, "data"),
    command: CHILD_COMMAND,
    minFreeDiskMb: 1,
  });
  const { id } = first.create({ userName: "ann" });
  await first.close("leave");
  const second = await openJobService({
    dataFolder: join(folder.path, "data"),
    command: CHILD_COMMAND,
    minFreeDiskMb: 1,
  });
  expect(second.get(id)?.status).toBe("failed");
  expect(second.traceback(id).join()).toContain("submit it again");
  await second.close();
});

test("one server a data folder; a killed server's lock is taken over", async () => {
  using folder = tempFolder();
  const data = join(folder.path, "data");
  const server = startServerProcess(data, 0);
  await server.heard(({ told }) => told === "ready");
  const refused = await openJobService({ dataFolder: data }).catch((error) => error);
  expect(refused).toBeInstanceOf(DataFolderError);
  expect(refused.reason).toBe("locked");
  expect(refused.message).toContain(`process ${server.pid}`);
  await server.kill("SIGKILL");
  expect(existsSync(join(data, "server.lock"))).toBe(true);
  const next = await openJobService({ dataFolder: data });
  await next.close();
  expect(existsSync(join(data, "server.lock"))).toBe(false);
  expect(readdirSync(data).filter((name) => name.startsWith("server.lock"))).toEqual([]);
});

test("of several servers that find a stale lock one gets it", async () => {
  using folder = tempFolder();
  const data = join(folder.path, "data");
  const killed = startServerProcess(data, 0);
  await killed.heard(({ told }) => told === "ready");
  await killed.kill("SIGKILL");
  const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openJobService({ dataFolder: data })));
  const winners = opened.filter((result) => result.status === "fulfilled");
  expect(winners).toHaveLength(1);
  for (const { value } of winners) await value.close();
});

test("somebody else's folder, a newer one and an unusable one are refused", async () => {
  using folder = tempFolder();
  const reason = async (path: string) =>
    (
      await openJobService({ dataFolder: path }).then(
        () => null,
        (error) => error as DataFolderError,
      )
    )?.reason;
  const foreign = join(folder.path, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "thesis.txt"), "mine");
  expect(await reason(foreign)).toBe("not-ours");
  expect(readdirSync(foreign)).toEqual(["thesis.txt"]);
  writeFileSync(join(folder.path, "file"), "");
  expect(await reason(join(folder.path, "file"))).toBe("unusable");
  const newer = join(folder.path, "newer");
  await (await openJobService({ dataFolder: newer })).close();
  const db = new Database(join(newer, "jobs.sqlite"));
  db.run("PRAGMA user_version = 77");
  db.close();
  expect(await reason(newer)).toBe("newer");
  expect(existsSync(join(newer, "server.lock"))).toBe(false);
});

test("a lost database is completed from the folders, and ids are not reused", async () => {
  const first = await testService();
  const complete = await first.run({ description: "kept" });
  const failed = await first.run({ ends: "input-error" });
  await first.submit({ "x.txt": "" });
  await ended(first.jobs, failed);
  await ended(first.jobs, complete);
  await first.jobs.close();
  for (const name of readdirSync(first.dataFolder))
    if (name.startsWith("jobs.sqlite")) rmSync(join(first.dataFolder, name));
  await using second = await first.reopen("leave");
  expect(second.jobs.get(complete)).toMatchObject({
    status: "complete",
    description: "kept",
    userName: "ann",
    sizeMb: 1,
  });
  expect(second.jobs.outputs(complete).map((output) => output.key)).toEqual(["fullreport", "hcurves"]);
  expect(second.jobs.get(failed)?.status).toBe("failed");
  expect(second.jobs.traceback(failed)).toEqual(["job.ini:3: value out of range"]);
  expect(await second.run()).toBe(4);
});

test("half-removed folders are gone after a restart", async () => {
  const first = await testService();
  const id = await first.run();
  await ended(first.jobs, id);
  await first.jobs.close();
  renameSync(join(first.dataFolder, "calcs", "1"), join(first.dataFolder, "trash", "x"));
  await using second = await first.reopen("leave");
  expect(readdirSync(join(second.dataFolder, "trash"))).toEqual([]);
  expect(await second.jobs.remove(id, null)).toEqual({ success: "1" });
});

test("a child whose server was killed before it could ask computes nothing", async () => {
  const first = await testService();
  await first.jobs.close();
  await using second = await first.reopen("leave");
  const result = await second.submit({ "job.ini": recipe() });
  if (!result.ok) throw new Error(result.message);
  await ended(second.jobs, 1);
  const rows = await second.jobs.logSize(1);
  // The request names another process.
  const stray = Bun.spawn([...CHILD_COMMAND, "calculate", second.jobs.folder(1)], {
    stdout: "ignore",
    stderr: "ignore",
  });
  expect(await stray.exited).toBe(1);
  expect(await second.jobs.logSize(1)).toBe(rows);
});

import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openJobService } from "../../src/jobs/index.ts";
import { crashMoments } from "../crash-seed.ts";
import { tempFolder } from "../harness.ts";
import { CHILD_COMMAND, until } from "../jobs/job-harness.ts";
import { startServerProcess, type Told } from "../jobs/server-process.ts";

const moments = crashMoments("crash-server");
const ROUNDS = moments.rounds(25);
const KILL_WITHIN_MS = 600;

test(
  `a server killed ${ROUNDS} times at random moments loses nothing it has told`,
  async () => {
    using folder = tempFolder("quakewright-crash-");
    const dataFolder = join(folder.path, "data");
    const told: Told[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = startServerProcess(dataFolder, 4, 15);
      // Half of the kills hit while it starts and recovers, half while it submits and computes.
      if (round % 2 === 0) await server.heard((message) => message.told === "created");
      await Bun.sleep(moments.random() * KILL_WITHIN_MS);
      await server.kill("SIGKILL");
      told.push(...server.told);
    }
    const jobs = await openJobService({
      dataFolder,
      command: CHILD_COMMAND,
      followEveryMs: 20,
      minFreeDiskMb: 1,
      maxRunning: 2,
    });
    await until(() => jobs.count({ isRunning: true }) === 0, 60_000);

    const idsTold = (what: Told["told"]) => told.filter((message) => message.told === what).map(({ id }) => id);
    const created = idsTold("created");
    expect(created.length).toBeGreaterThan(ROUNDS);
    expect(new Set(created).size).toBe(created.length);
    for (const id of created) expect(jobs.get(id)).not.toBeNull();
    // Nobody killed a calculation: what was accepted is complete, computed once, with its results.
    for (const id of idsTold("accepted")) {
      const job = jobs.get(id);
      expect({ id, status: job?.status, traceback: jobs.traceback(id) }).toEqual({
        id,
        status: "complete",
        traceback: [],
      });
      expect(job?.description).toBe(`job ${id}`);
      expect(job?.sizeMb).toBe(1);
      expect(jobs.outputs(id)).toHaveLength(2);
      const steps = (await jobs.log(id)).map((row) => row[3]).filter((text) => text.startsWith("step "));
      expect(steps).toEqual(Array.from({ length: 8 }, (_, i) => `step ${i} of calculation ${id}`));
    }
    for (const { id, status } of told.filter((message) => message.status === "complete" || message.status === "failed"))
      expect(`${id} ${jobs.get(id)?.status}`).toBe(`${id} ${status}`);
    for (const { id, index = -1, message } of told.filter((one) => one.told === "log"))
      expect((await jobs.log(id, index, index + 1))[0]?.[3]).toBe(message as string);
    // What was not accepted is failed and says why.
    for (const job of jobs.list({ limit: -1 }))
      if (job.status !== "complete")
        expect({ id: job.id, why: jobs.traceback(job.id).length > 0 }).toEqual({ id: job.id, why: true });
    await jobs.close();
    const db = new Database(join(dataFolder, "jobs.sqlite"));
    expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    expect(db.query("PRAGMA foreign_key_check").all()).toEqual([]);
    db.close();
    expect(processesBelow(dataFolder)).toEqual([]);
    expect(readdirSync(join(dataFolder, "trash"))).toEqual([]);
    console.log(`${created.length} jobs created, ${idsTold("accepted").length} accepted before a kill, none lost`);
  },
  moments.rounds(180_000),
);

test(
  "servers ended by SIGTERM, twice, or killed in the middle of it, at random moments lose nothing they have told",
  async () => {
    using folder = tempFolder("quakewright-ended-");
    const dataFolder = join(folder.path, "data");
    const told: Told[] = [];
    const counts = { SIGTERM: 0, "SIGTERM twice": 0, "SIGTERM, then SIGKILL": 0, SIGKILL: 0 };
    for (let round = 0; round < moments.rounds(10); round++) {
      const server = startServerProcess(dataFolder, 3, 15);
      if (moments.random() < 0.7) await server.heard((message) => message.told === "created");
      await Bun.sleep(moments.random() * KILL_WITHIN_MS);
      const how = (Object.keys(counts) as (keyof typeof counts)[])[Math.floor(moments.random() * 4)]!;
      counts[how]++;
      if (how === "SIGTERM twice" || how === "SIGTERM, then SIGKILL") {
        process.kill(server.pid, "SIGTERM");
        await Bun.sleep(moments.random() * 100);
      }
      await server.kill(how === "SIGTERM" || how === "SIGTERM twice" ? "SIGTERM" : "SIGKILL");
      told.push(...server.told);
    }
    const jobs = await openJobService({
      dataFolder,
      command: CHILD_COMMAND,
      followEveryMs: 20,
      minFreeDiskMb: 1,
      maxRunning: 2,
    });
    await until(() => jobs.count({ isRunning: true }) === 0, 120_000);
    const accepted = told.filter((message) => message.told === "accepted").map(({ id }) => id);
    for (const id of accepted) {
      expect({ id, status: jobs.get(id)?.status, why: jobs.traceback(id) }).toEqual({
        id,
        status: "complete",
        why: [],
      });
      expect(jobs.outputs(id)).toHaveLength(2);
      // Stopped with its server it begins again: the last time it is whole.
      const steps = (await jobs.log(id)).map((row) => row[3]).filter((text) => text.startsWith("step "));
      expect(steps.slice(-8)).toEqual(Array.from({ length: 8 }, (_, i) => `step ${i} of calculation ${id}`));
    }
    for (const { id } of told.filter((one) => one.told === "created")) expect(jobs.get(id)).not.toBeNull();
    await jobs.close();
    const db = new Database(join(dataFolder, "jobs.sqlite"));
    expect(db.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    db.close();
    expect(processesBelow(dataFolder)).toEqual([]);
    expect(existsSync(join(dataFolder, "unknown"))).toBe(false);
    console.log(`${JSON.stringify(counts)}: ${accepted.length} accepted, none lost`);
  },
  moments.rounds(90_000),
);

test(
  "when everything is killed at once, the waiting wait again and the rest is failed with the reason",
  async () => {
    using folder = tempFolder("quakewright-power-");
    const dataFolder = join(folder.path, "data");
    const told: Told[] = [];
    for (let round = 0; round < moments.rounds(8); round++) {
      const server = startServerProcess(dataFolder, 5, 20);
      await server.heard((message) => message.told === "created");
      await Bun.sleep(moments.random() * 600);
      process.kill(server.pid, "SIGSTOP");
      for (const pid of processesBelow(dataFolder)) killQuietly(Number(pid));
      await server.kill("SIGKILL");
      told.push(...server.told);
    }
    const jobs = await openJobService({ dataFolder, command: CHILD_COMMAND, minFreeDiskMb: 1, maxRunning: 2 });
    await until(() => jobs.count({ isRunning: true }) === 0, 60_000);
    const counts = { complete: 0, failed: 0 };
    for (const { id } of told.filter((one) => one.told === "accepted")) {
      const job = jobs.get(id);
      if (job?.status === "complete") {
        counts.complete++;
        expect(jobs.outputs(id)).toHaveLength(2);
      } else {
        counts.failed++;
        expect(job?.status).toBe("failed");
        expect(jobs.traceback(id)[0]).toMatch(/has ended without a result/);
      }
    }
    for (const { id } of told.filter((one) => one.status === "complete")) expect(jobs.get(id)?.status).toBe("complete");
    await jobs.close();
    console.log(`${counts.complete} complete, ${counts.failed} killed and failed with the reason`);
    expect(counts.complete).toBeGreaterThan(0);
  },
  moments.rounds(90_000),
);

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}

test("SIGTERM ends calculations, which are queued again once", async () => {
  using folder = tempFolder("quakewright-stop-");
  const dataFolder = join(folder.path, "data");
  const first = startServerProcess(dataFolder, 3, 200);
  await first.heard(({ told, id }) => told === "accepted" && id === 3);
  await first.heard(({ status, id }) => status === "executing" && id === 2);
  expect(await first.kill("SIGTERM")).toBe(0);
  expect(processesBelow(dataFolder)).toEqual([]);
  const second = startServerProcess(dataFolder, 0);
  for (const id of [1, 2, 3]) await second.heard((message) => message.id === id && message.status === "complete");
  expect(await second.kill("SIGTERM")).toBe(0);
}, 60_000);

/** Processes whose command line names the folder (Linux). */
function processesBelow(dataFolder: string): string[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(join("/proc", pid, "cmdline"), "utf8").includes(dataFolder);
    } catch {
      return false;
    }
  });
}

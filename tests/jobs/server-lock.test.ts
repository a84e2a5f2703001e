import { expect, test } from "bun:test";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, ownProcessStart, processNamespace, processStart } from "../../src/jobs/children/process-identity.ts";
import { takeServerLock } from "../../src/jobs/storage/server-lock.ts";
import { tempFolder } from "../harness.ts";

test("a process is known by its pid and start", async () => {
  const own = ownProcessStart();
  expect(isAlive(process.pid, own)).toBe(true);
  expect(isAlive(process.pid, `${own}0`)).toBe(false);
  expect(isAlive(process.pid, null)).toBe(false);
  expect(processStart(0)).toBeNull();
  expect(processStart(2 ** 22 + 1)).toBeNull();
  const child = Bun.spawn(["sleep", "60"]);
  const start = processStart(child.pid);
  expect(isAlive(child.pid, start)).toBe(true);
  child.kill("SIGKILL");
  await child.exited;
  expect(isAlive(child.pid, start)).toBe(false);
});

test("a lock is held, released and taken again", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "server.lock");
  const lock = await takeServerLock(folder.path);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid, namespace: processNamespace() });
  await expect(takeServerLock(folder.path)).rejects.toThrow(`process ${process.pid}`);
  lock.release();
  expect(existsSync(file)).toBe(false);
  (await takeServerLock(folder.path)).release();
});

test("a pid that now belongs to another process does not hold the lock", async () => {
  using folder = tempFolder();
  const holder = { pid: process.pid, processStart: "another", namespace: processNamespace(), host: "h", since: "s" };
  writeFileSync(join(folder.path, "server.lock"), JSON.stringify(holder));
  (await takeServerLock(folder.path)).release();
});

test("a lock of another container is stale without heartbeat and respected with one", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "server.lock");
  const holder = { pid: 1, processStart: "x", namespace: "another", host: "container", since: "s" };
  writeFileSync(file, JSON.stringify(holder));
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), 100);
  await expect(takeServerLock(folder.path)).rejects.toThrow("on container");
  clearInterval(beat);
  utimesSync(file, new Date(Date.now() - 20_000), new Date(Date.now() - 20_000));
  (await takeServerLock(folder.path)).release();
});

test("a damaged lock is taken over", async () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "server.lock"), "{");
  (await takeServerLock(folder.path)).release();
});

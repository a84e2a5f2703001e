import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { fileReporter } from "../../src/engines/file-reporter.ts";
import { readJson, writeJson } from "../../src/write-json.ts";
import { tempFolder } from "../harness.ts";
import { CHILD_COMMAND, recipe, until, writeFiles } from "../jobs/job-harness.ts";

const REQUEST = { calculationId: 5, engine: "native", ini: "job.ini", workers: 1, user: "ann" } as const;

test("the child leaves start.json, its log and, last, end.json; it runs at low priority", async () => {
  using folder = tempFolder();
  writeFiles(folder.path, { "inputs/job.ini": recipe({ steps: 10, stepMs: 20 }) });
  const child = Bun.spawn([...CHILD_COMMAND, "calculate", folder.path], { stdout: "ignore", stderr: "inherit" });
  writeJson(join(folder.path, "request.json"), { ...REQUEST, pid: child.pid });
  await until(() => existsSync(join(folder.path, "start.json")));
  expect(getPriority(child.pid)).toBe(10);
  expect(readJson<object>(join(folder.path, "start.json"))).toEqual({
    pid: child.pid,
    calculationMode: "classical",
    description: "a test",
  });
  expect(await child.exited).toBe(0);
  expect(readJson<object>(join(folder.path, "end.json"))).toMatchObject({ status: "complete", traceback: [] });
  const log = readFileSync(join(folder.path, "log.jsonl"), "utf8").trimEnd().split("\n");
  expect(JSON.parse(log[0] ?? "")[3]).toMatch(/^ann@.+ running job\.ini$/);
  expect(log).toHaveLength(11);
});

test("a failure is in the log, in end.json and in the exit code", async () => {
  using folder = tempFolder();
  writeFiles(folder.path, { "inputs/job.ini": recipe({ ends: "input-error" }) });
  writeJson(join(folder.path, "request.json"), REQUEST);
  const child = Bun.spawn([...CHILD_COMMAND, "calculate", folder.path], { stdout: "ignore", stderr: "inherit" });
  expect(await child.exited).toBe(1);
  expect(readJson<object>(join(folder.path, "end.json"))).toEqual({
    status: "failed",
    calculationMode: "classical",
    description: "a test",
    outputs: [],
    traceback: ["job.ini:3: value out of range"],
  });
});

test("the children refuse wrong usage", async () => {
  for (const command of ["calculate", "prepare", "pack"]) {
    const child = Bun.spawn([...CHILD_COMMAND, command], { stdout: "ignore", stderr: "ignore" });
    expect(await child.exited).toBe(2);
  }
});

test("progress never decreases and is not written more often than anybody looks", () => {
  using folder = tempFolder();
  const reporter = fileReporter(folder.path);
  for (const fraction of [0, 0.1, 0.05, Number.NaN, 0.2]) reporter.progress(fraction, "reading");
  reporter.progress(0.15, "computing");
  reporter.progress(2, "computing");
  reporter.close();
  const lines = readFileSync(join(folder.path, "progress.jsonl"), "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line)).map(({ progress, stage }) => [progress, stage])).toEqual([
    [0, "reading"],
    [0.2, "computing"],
    [1, "computing"],
  ]);
});

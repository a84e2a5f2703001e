import { expect, test } from "bun:test";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { lineFollower } from "../../src/jobs/storage/line-follower.ts";
import { appendLog, cutTornLine, logLine, logReader } from "../../src/jobs/storage/log-file.ts";
import { tempFolder } from "../harness.ts";

test("a growing log is read by row numbers, far beyond one buffer", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "log.jsonl");
  const reader = logReader(file);
  expect(await reader.size()).toBe(0);
  const message = (i: number) => `row ${i} ${"é\n".repeat(i % 40)}`;
  let written = 0;
  for (const upTo of [1, 511, 512, 513, 3000, 6000]) {
    let text = "";
    for (; written < upTo; written++) text += logLine("INFO", "p", message(written), 0);
    appendFileSync(file, text);
    expect(await reader.size()).toBe(upTo);
    for (const [start, stop] of [
      [0, 2],
      [upTo - 1, upTo],
      [510, 515],
      [1023, 1025],
      [upTo, upTo + 5],
      [5, 4],
    ] as const) {
      const rows = await reader.rows(start, stop);
      const expected = Array.from({ length: Math.max(0, Math.min(stop, upTo) - start) }, (_, i) => message(start + i));
      expect(rows.map((row) => row[3])).toEqual(expected);
    }
  }
  expect(await reader.rows(0, Number.POSITIVE_INFINITY)).toHaveLength(6000);
});

test("the end of a long log is found without reading it all again", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "log.jsonl");
  const line = logLine("INFO", "p", "x".repeat(100), 0);
  writeFileSync(file, line.repeat(200_000));
  const reader = logReader(file);
  await reader.size();
  const begun = performance.now();
  for (let i = 0; i < 50; i++) {
    appendFileSync(file, line);
    expect(await reader.rows(200_000 + i, 200_001 + i)).toHaveLength(1);
  }
  expect((performance.now() - begun) / 50).toBeLessThan(10);
});

test("a line counts when its newline is there; a torn one is cut before the server writes", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "log.jsonl");
  writeFileSync(file, `${logLine("INFO", "p", "whole")}["2026`);
  const reader = logReader(file);
  expect(await reader.size()).toBe(1);
  appendLog(file, "ERROR", "server", "why");
  const rows = await reader.rows(0, 10);
  expect(rows.map((row) => [row[1], row[3]])).toEqual([
    ["INFO", "whole"],
    ["ERROR", "why"],
  ]);
  writeFileSync(file, "torn without any newline");
  cutTornLine(file);
  expect(readFileSync(file, "utf8")).toBe("");
  cutTornLine(join(folder.path, "absent"));
});

test("a line that is no row keeps its number", async () => {
  using folder = tempFolder();
  const file = join(folder.path, "log.jsonl");
  writeFileSync(file, `${logLine("INFO", "p", "a")}\0\0garbage\n${logLine("INFO", "p", "b")}`);
  const rows = await logReader(file).rows(0, 10);
  expect(rows.map((row) => row[3])).toEqual(["a", "\0\0garbage", "b"]);
});

test("a follower gets every line once, however the file grows", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 40 }), fc.array(fc.nat(9), { maxLength: 60 }), (lines, cuts) => {
      using folder = tempFolder();
      const file = join(folder.path, "lines");
      const wanted = lines.map((line) => line.replaceAll("\n", " "));
      const bytes = Buffer.from(wanted.map((line) => `${line}\n`).join(""));
      const follower = lineFollower(file);
      const got: string[] = [];
      let at = 0;
      for (const cut of cuts) {
        appendFileSync(file, bytes.subarray(at, at + cut));
        at = Math.min(bytes.length, at + cut);
        got.push(...follower.read());
      }
      appendFileSync(file, bytes.subarray(at));
      got.push(...follower.read());
      expect(got).toEqual(wanted.map((line) => Buffer.from(line).toString()));
    }),
    { numRuns: 60 },
  );
});

import { expect, test } from "bun:test";
import { parseLine, stageProgress } from "../../../src/engines/openquake/log-line.ts";

test("lines of the engine have a level and a message, counted tasks a fraction", () => {
  expect(parseLine("[2026-12-01 06:54:23 #1 WARNING] Sent 4 tasks, 0 B")).toEqual({
    level: "WARNING",
    message: "Sent 4 tasks, 0 B",
  });
  expect(parseLine("[2026-12-01 06:54:23 #12 EUR INFO] x")).toEqual({ level: "INFO", message: "x" });
  expect(parseLine("[2026-12-01 06:54:23 #1 INFO] classical_disagg  20% [5 submitted, 0 queued]")?.progress).toEqual({
    stage: "classical_disagg",
    fraction: 0.2,
  });
  for (const line of ["{0: '122.62 KB'}", "", "   1 | Full Report", "[no time INFO] x"])
    expect(parseLine(line)).toBeUndefined();
});

test("progress grows over stages whose number is not known, and stays below 1", () => {
  const progress = stageProgress();
  const told = [
    ["preclassical", 0.5],
    ["preclassical", 1],
    ["classical", 0.1],
    ["classical", 1],
    ["postclassical", 0],
    ["postclassical", 1],
  ] as const;
  const values = told.map(([stage, fraction]) => progress(stage, fraction));
  expect(values).toEqual([0.25, 0.5, 0.525, 0.75, 0.75, 0.875]);
});

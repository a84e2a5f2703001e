/** Sums over fewer tags are one more list of `aggregate_by`. */
import { expect, test } from "bun:test";
import { parseJobFile } from "../../../src/inputs/job-ini/job-file.ts";
import { parameterProblems } from "../../../src/inputs/job-ini/parameter-checks.ts";

const read = (lines: string) =>
  parseJobFile(`[general]\ncalculation_mode = event_based_risk\n${lines}`, { root: "/nonexistent" }, "job.ini").jobFile;
const told = (lines: string): string[] =>
  parameterProblems(read(lines), false)
    .filter(({ rule }) => rule === "reaggregation-of-fewer-tags")
    .map(({ message }) => message);

test("some of the tags are summed once more", () => {
  const { parameters } = read("aggregate_by = taxonomy, city\nreaggregate_by = city");
  expect(parameters.aggregate_by).toEqual([["taxonomy", "city"], ["city"]]);
  expect(told("aggregate_by = taxonomy, city\nreaggregate_by = city")).toEqual([]);
});

test.each([
  ["reaggregate_by = city", "city is no tag of aggregate_by"],
  ["aggregate_by = taxonomy\nreaggregate_by = city", "city is no tag of aggregate_by"],
  ["aggregate_by = city\nreaggregate_by = city", "reaggregate_by takes fewer tags than a list of aggregate_by"],
])("%j is refused", (lines, message) => {
  expect(told(lines)).toEqual([message]);
  expect(read(lines).parameters.aggregate_by.length).toBeLessThan(2);
});

import { expect, test } from "bun:test";
import { readCsv } from "../../src/inputs/csv.ts";

/** Processor time of reading a table of so many columns, ms. */
function cost(columns: number): number {
  const header = Array.from({ length: columns }, (_, i) => `column_${i}`).join(",");
  const bytes = new TextEncoder().encode(`${header}\n${"1,".repeat(columns - 1)}1\n`);
  const begun = process.cpuUsage();
  readCsv(bytes, "wide.csv");
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

test("a table of many columns costs what its length costs", () => {
  cost(1000);
  expect(cost(80_000)).toBeLessThan(2000);
  const doubled = "a,b,a\n1,2,3\n";
  expect(() => readCsv(new TextEncoder().encode(doubled), "x.csv")).toThrow("column a appears twice");
});

import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openRecords, recordWriter, valueBytes } from "../../../src/parallel/slurm/record-file.ts";
import { tempFolder } from "../../harness.ts";

const VALUES = [
  { sums: new Float64Array([1, -0, 5e-324, Number.POSITIVE_INFINITY]), name: "tile" },
  undefined,
  new Map([["key", new Uint16Array([1, 2, 3]).subarray(1)]]),
  [1, [2, { three: 3n }]],
  "Zürich",
];

test("values are read by themselves as they were written, to the last bit", () => {
  using folder = tempFolder();
  const path = join(folder.path, "records");
  const writer = recordWriter(path);
  for (const value of VALUES) writer.append(value);
  expect(existsSync(path)).toBe(false);
  writer.finish();
  expect(readdirSync(folder.path)).toEqual(["records"]);
  const reader = openRecords(path);
  expect(reader.count).toBe(VALUES.length);
  for (const index of [4, 0, 2, 1, 3]) expect(reader.read(index)).toEqual(VALUES[index]);
  const { sums } = reader.read(0) as { sums: Float64Array };
  expect(Object.is(sums[1], -0)).toBe(true);
  reader.close();
  expect(valueBytes(VALUES).equals(valueBytes(VALUES))).toBe(true);
});

test("a file that is cut off or something else is refused", () => {
  using folder = tempFolder();
  const path = join(folder.path, "records");
  const writer = recordWriter(path);
  writer.append(new Float64Array(100));
  writer.finish();
  truncateSync(path, readFileSync(path).length - 20);
  expect(() => openRecords(path)).toThrow("is no file of records");
  writeFileSync(path, "short");
  expect(() => openRecords(path)).toThrow();
  writeFileSync(path, "");
  expect(() => openRecords(path)).toThrow();
});

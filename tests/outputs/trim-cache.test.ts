import { expect, test } from "bun:test";
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { trimCache } from "../../src/outputs/trim-cache.ts";
import { tempFolder } from "../harness.ts";

test("what was made longest ago goes, what is young stays", () => {
  using folder = tempFolder();
  const made = (name: string, minutesAgo: number, bytes = 100) => {
    writeFileSync(join(folder.path, name), new Uint8Array(bytes));
    utimesSync(join(folder.path, name), Date.now() / 1000 - minutesAgo * 60, Date.now() / 1000 - minutesAgo * 60);
  };
  for (const [name, minutes] of [
    ["a", 50],
    ["b", 40],
    ["c", 30],
    ["d", 20],
  ] as const) {
    made(`${name}.bin`, minutes);
    made(`${name}.json`, minutes, 10);
  }
  mkdirSync(join(folder.path, "site-1"));
  writeFileSync(join(folder.path, "site-1", "x"), "x");
  trimCache(folder.path, { mostEntries: 3 });
  expect(readdirSync(folder.path).sort()).toEqual(["c.bin", "c.json", "d.bin", "d.json", "site-1"]);
  trimCache(folder.path, { mostBytes: 150 });
  expect(readdirSync(folder.path).sort()).toEqual(["d.bin", "d.json", "site-1"]);
  trimCache(folder.path, { mostBytes: 0 });
  expect(readdirSync(folder.path)).toEqual(["site-1"]);
  trimCache(join(folder.path, "absent"));
});

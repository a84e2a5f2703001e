/** Every file of src says on top what it is about. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./harness.ts";

test("every file starts with a comment", () => {
  const files = [...new Bun.Glob("src/**/*.ts").scanSync(PROJECT)];
  const without = files.filter((file) => !/^(#!.*\n)?\s*\/[/*]/.test(readFileSync(join(PROJECT, file), "utf8")));
  expect(files.length).toBeGreaterThan(500);
  expect(without).toEqual([]);
});

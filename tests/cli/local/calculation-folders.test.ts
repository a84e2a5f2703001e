import { expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolders } from "../../../src/cli/local/calculation-folders.ts";
import { tempFolder } from "../../harness.ts";

test("a run leaves alone what another run is just making, and removes what a dead one left", () => {
  using folder = tempFolder();
  const living = join(folder.path, `quakewright-run-${process.pid}-unwritten`);
  mkdirSync(living);
  writeFileSync(join(living, "owner"), "");
  const goingAway = join(folder.path, `quakewright-run-${process.pid}-emptied`);
  mkdirSync(goingAway);
  // A process id beyond the largest there is.
  const dead = join(folder.path, "quakewright-run-99999999-left");
  mkdirSync(dead);
  const folders = temporaryFolders(folder.path);
  expect([living, goingAway, dead].map((path) => existsSync(path))).toEqual([true, true, false]);
  const { folder: made } = folders.make();
  folders.release();
  expect(existsSync(made)).toBe(false);
});

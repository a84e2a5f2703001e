import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";

const UNIT = readFileSync(join(PROJECT, "packaging", "quakewright.service"), "utf8");

test("the service starts the server with options that it has, and leaves its calculations to it", () => {
  const command = /^ExecStart=(.*)$/m.exec(UNIT)?.[1]?.split(" ") ?? [];
  expect(command.slice(0, 2)).toEqual(["/usr/local/bin/quakewright", "serve"]);
  const help = spawnSync(process.execPath, [join(PROJECT, "src", "main.ts"), "serve", "--help"], { encoding: "utf8" });
  for (const option of command.filter((word) => word.startsWith("--"))) expect(help.stdout).toContain(option);
  // SIGTERM to the whole group would end calculations before the server could put them back into the queue.
  expect(UNIT).toContain("KillMode=mixed");
  // The compiler needs memory that is written and run.
  expect(UNIT).not.toContain("MemoryDenyWriteExecute=true");
});

test("systemd finds nothing wrong with the service, or it is said that it could not be asked", () => {
  if (Bun.which("systemd-analyze") === null) {
    console.warn("\n!!! NOT CHECKED: packaging/quakewright.service. There is no systemd-analyze here.\n");
    return;
  }
  using folder = tempFolder();
  const path = join(folder.path, "quakewright.service");
  writeFileSync(path, UNIT.replaceAll("/usr/local/bin/quakewright", "/bin/true"));
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", path], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

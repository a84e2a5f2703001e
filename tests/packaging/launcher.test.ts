import { describe, expect, test } from "bun:test";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const LAUNCHER = join(PROJECT, "bin", "quakewright.mjs");

function launch(args: readonly string[], launcher = LAUNCHER) {
  return Bun.spawn(["node", launcher, ...args], { env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
}

/** A project whose `src/main.ts` is the given program, beside our launcher. */
function projectOf(folder: string, program: string): string {
  for (const name of ["bin", "src"]) mkdirSync(join(folder, name));
  copyFileSync(LAUNCHER, join(folder, "bin", "quakewright.mjs"));
  writeFileSync(join(folder, "src", "main.ts"), program);
  return join(folder, "bin", "quakewright.mjs");
}

function installBun(folder: string, binary: "whole" | "stub") {
  const bun = join(folder, "node_modules", "bun");
  mkdirSync(join(bun, "bin"), { recursive: true });
  writeFileSync(join(bun, "package.json"), '{ "name": "bun", "version": "0.0.0" }');
  if (binary === "whole") copyFileSync(process.execPath, join(bun, "bin", "bun.exe"));
  else writeFileSync(join(bun, "bin", "bun.exe"), "#!/bin/sh\nexit 1\n");
}

describe("bin/quakewright.mjs, started by Node", () => {
  test("runs the program with Bun and hands on what it prints and its exit code", async () => {
    const version = launch(["--version"]);
    expect(await new Response(version.stdout).text()).toBe(`${manifest.version}\n`);
    expect(await version.exited).toBe(0);
    const wrong = launch(["serv"]);
    expect(await new Response(wrong.stderr).text()).toContain("did you mean serve?");
    expect(await wrong.exited).toBe(2);
  });

  test("hands signals on and answers as the program does", async () => {
    using folder = tempFolder();
    const program = `
      process.on("SIGTERM", () => { console.log("terminated"); process.exit(7); });
      console.log("ready");
      setInterval(() => {}, 1000);
    `;
    const launcher = projectOf(folder.path, program);
    installBun(folder.path, "whole");
    const child = launch([], launcher);
    let text = "";
    for await (const chunk of child.stdout) {
      text += new TextDecoder().decode(chunk);
      if (text === "ready\n") child.kill("SIGTERM");
    }
    expect(text).toBe("ready\nterminated\n");
    expect(await child.exited).toBe(7);
  });

  test("a program killed by a signal ends as shells expect", async () => {
    using folder = tempFolder();
    const launcher = projectOf(folder.path, 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);');
    installBun(folder.path, "whole");
    expect(await launch([], launcher).exited).toBe(128 + 9);
  });

  test("says how to repair an installation without Bun, or with its stub only", async () => {
    using folder = tempFolder();
    const launcher = projectOf(folder.path, "");
    const without = launch([], launcher);
    expect(await new Response(without.stderr).text()).toContain("npm ci");
    expect(await without.exited).toBe(3);
    installBun(folder.path, "stub");
    const stub = launch([], launcher);
    expect(await new Response(stub.stderr).text()).toContain("install.js");
    expect(await stub.exited).toBe(3);
  });
});

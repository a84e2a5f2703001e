import { expect, test } from "bun:test";
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

async function script(name: string, ...args: string[]) {
  const child = Bun.spawn([process.execPath, join(PROJECT, "scripts", name), ...args], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, err };
}

test("the single executable is built and works where nothing of the project is near", async () => {
  using folder = tempFolder();
  const executable = join(folder.path, "quakewright");
  expect((await script("compile.ts", "--outfile", executable)).code).toBe(0);
  const { code, out, err } = await script("smoke-test.ts", executable);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.match(/^ok {2}\w+/gm)).toEqual(["ok  version", "ok  info", "ok  run", "ok  pages", "ok  demo"]);
}, 120_000);

/** How files of executables begin: which system and processor. */
const BEGINNINGS: Readonly<Record<string, { readonly at: number; readonly bytes: readonly number[] }[]>> = {
  "linux-arm64": [
    { at: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] },
    { at: 18, bytes: [0xb7, 0] },
  ],
  "darwin-arm64": [{ at: 0, bytes: [0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1] }],
  "windows-x64": [{ at: 0, bytes: [0x4d, 0x5a] }],
};

test("executables for other machines are built, or it is said that Bun's runtime for them could not be fetched", async () => {
  using folder = tempFolder();
  for (const [target, beginnings] of Object.entries(BEGINNINGS)) {
    const outfile = join(folder.path, target + (target.startsWith("windows") ? ".exe" : ""));
    const { code, err } = await script("compile.ts", "--target", target, "--outfile", outfile);
    if (code !== 0 && /download|fetch|connect|network|resolve|ENOTFOUND/i.test(err)) {
      console.warn(`\n!!! NOT TESTED: the executable for ${target}. ${err.trim().slice(-200)}\n`);
      continue;
    }
    expect({ target, code }).toEqual({ target, code: 0 });
    const file = openSync(outfile, "r");
    for (const { at, bytes } of beginnings) {
      const found = new Uint8Array(bytes.length);
      readSync(file, found, 0, found.length, at);
      expect({ target, found: [...found] }).toEqual({ target, found: [...bytes] });
    }
    closeSync(file);
  }
  const unknown = await script("compile.ts", "--target", "plan9");
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain("there are all, linux-x64");
}, 180_000);

import { expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

async function command(cwd: string, ...words: string[]) {
  const child = Bun.spawn(words, { cwd, env: cleanEnvironment(), stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, err };
}

async function mustRun(cwd: string, ...words: string[]): Promise<string> {
  const { code, out, err } = await command(cwd, ...words);
  if (code !== 0) throw new Error(`${words.join(" ")}: exit code ${code}\n${out}\n${err}`);
  return out;
}

test("the package that npm makes is installed anywhere, and computes and serves there", async () => {
  using folder = tempFolder("quakewright-pack-");
  const app = join(folder.path, "app");
  mkdirSync(app);
  const told = await mustRun(PROJECT, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder.path);
  const [packed] = Object.values(JSON.parse(told) as Record<string, Packed>) as [Packed];
  const names = packed.files.map(({ path }) => path);
  expect(names).toContain("src/main.ts");
  expect(names.filter((name) => /^(tests|benchmarks|findings|scripts|\.)/.test(name))).toEqual([]);
  expect(packed.unpackedSize / 2 ** 20).toBeLessThan(40);

  // Without scripts of packages, as careful users install.
  const tarball = join(folder.path, packed.filename);
  const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await mustRun(app, "npm", "install", "--prefix", app, ...options, tarball);
  const quakewright = join(app, "node_modules", ".bin", "quakewright");
  expect((await mustRun(folder.path, quakewright, "--version")).trim()).toBe(manifest.version);

  cpSync(join(PROJECT, "examples", "point-source"), join(folder.path, "job"), { recursive: true });
  const out = join(folder.path, "out");
  await mustRun(folder.path, quakewright, "run", "job/job.ini", "--exports", "csv", "--export-dir", out);
  expect(readdirSync(out).some((name) => name.startsWith("hazard_curve-mean"))).toBe(true);
  // A server of its own, a job over HTTP, results.
  expect(await mustRun(folder.path, quakewright, "demo", "--output", "demo")).toContain("/swagger");
  expect(existsSync(join(folder.path, "demo"))).toBe(true);
}, 180_000);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

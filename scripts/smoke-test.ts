/**
 * Tries an executable where nothing of the project is near: version, settings, a job with worker threads, and the demo, which
 * starts a server, computes over HTTP and exports.
 *
 *   bun scripts/smoke-test.ts [dist/quakewright]
 */
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import manifest from "../package.json" with { type: "json" };

const PROJECT = join(import.meta.dir, "..");
const executable = resolve(process.argv[2] ?? join(PROJECT, "dist", "quakewright"));
const folder = mkdtempSync(join(tmpdir(), "quakewright-smoke-"));

async function check(what: string, args: string[], isGood: (output: string) => boolean): Promise<void> {
  const started = performance.now();
  const child = Bun.spawn([executable, ...args], { cwd: folder, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const code = await child.exited;
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  if (code !== 0 || !isGood(out)) throw new Error(`${what}: exit code ${code}\n${out}\n${err}`);
  console.log(`ok  ${what} (${seconds} s)`);
}

try {
  cpSync(join(PROJECT, "examples", "logic-tree"), join(folder, "job"), { recursive: true });
  await check("version", ["--version"], (out) => out.trim() === manifest.version);
  await check("info", ["info"], (out) => out.includes("log-level"));
  await check("run", ["run", "job/job.ini", "--workers", "2", "--exports", "csv", "--export-dir", "out"], () =>
    existsSync(join(folder, "out", "hazard_curve-mean-PGA.csv")),
  );
  await check("demo", ["demo", "--output", "demo"], (out) => out.includes("/swagger"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

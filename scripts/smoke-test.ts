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

/** Every script that the first page loads, and the files of maps. */
async function checkPages(): Promise<void> {
  const data = join(folder, "data");
  const child = Bun.spawn([executable, "serve", "--port", "0", "--data", data, "--log-level", "error"], {
    cwd: folder,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
  try {
    let out = "";
    for await (const chunk of child.stdout) {
      out += new TextDecoder().decode(chunk);
      if (out.includes("\n")) break;
    }
    const url = /https?:\/\/[^\s/]+/.exec(out)?.[0] ?? "";
    const html = await (await fetch(`${url}/`)).text();
    const assets = /src="([^"]+)web\/main\.ts"/.exec(html)?.[1];
    if (assets === undefined) throw new Error("the page has no script");
    const names = new Set(["web/main.ts", "web/page.css", "base-map.json", "example/job.ini"]);
    for (const name of names) {
      const response = await fetch(`${url}${assets}${name}`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text}`);
      for (const [, path = ""] of text.matchAll(/(?:from|import)\s*\(?"(\.[^"]+\.ts)"/g))
        names.add(join(name, "..", path));
    }
    console.log(`ok  pages (${names.size} files)`);
  } finally {
    child.kill("SIGTERM");
    await child.exited;
  }
}

try {
  cpSync(join(PROJECT, "examples", "logic-tree"), join(folder, "job"), { recursive: true });
  await check("version", ["--version"], (out) => out.trim() === manifest.version);
  await check("info", ["info"], (out) => out.includes("log-level"));
  await check("run", ["run", "job/job.ini", "--workers", "2", "--exports", "csv", "--export-dir", "out"], () =>
    existsSync(join(folder, "out", "hazard_curve-mean-PGA.csv")),
  );
  await checkPages();
  await check("demo", ["demo", "--output", "demo"], (out) => out.includes("/swagger"));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

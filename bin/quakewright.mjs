#!/usr/bin/env node
// Starts src/main.ts with the Bun that the npm package `bun` brought, passing signals and the exit code through.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CANNOT_START = 3;
const main = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "main.ts");

/** Before its install script ran, the file is a stub of a few hundred bytes. */
function isWhole(binary) {
  return existsSync(binary) && statSync(binary).size > 1_000_000;
}

/** What the install script would have put in place: where npm runs no scripts, it lies in a package of its own. */
function packagedBun(folder) {
  const system = { linux: "linux", darwin: "darwin", win32: "windows", freebsd: "freebsd" }[process.platform];
  const cpu = { x64: "x64", arm64: "aarch64" }[process.arch];
  for (const suffix of ["", "-musl"])
    for (const packages of [join(folder, "..", "@oven"), join(folder, "node_modules", "@oven")]) {
      const bin = join(packages, `bun-${system}-${cpu}${suffix}`, "bin");
      const binary = [join(bin, "bun"), join(bin, "bun.exe")].find(isWhole);
      if (binary !== undefined) return binary;
    }
  return undefined;
}

/** Path of the Bun binary, or undefined with the reason printed. */
function findBun() {
  if (process.versions.bun !== undefined) return process.execPath;
  const require = createRequire(import.meta.url);
  let folder;
  try {
    folder = dirname(require.resolve("bun/package.json"));
  } catch {
    console.error("quakewright: the npm package bun is not installed; run: npm ci");
    return undefined;
  }
  const binary = join(folder, "bin", "bun.exe");
  if (isWhole(binary)) return binary;
  const found = packagedBun(folder);
  if (found !== undefined) return found;
  console.error(`quakewright: Bun was installed without its install script; run: node ${join(folder, "install.js")}`);
  return undefined;
}

const bun = findBun();
if (bun === undefined) process.exit(CANNOT_START);

const child = spawn(bun, [main, ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`quakewright: ${error.message}`);
  process.exit(CANNOT_START);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));

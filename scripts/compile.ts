/**
 * Builds single executables: the program, its worker threads' modules and Bun in one file.
 *
 *   bun scripts/compile.ts                                      dist/quakewright, for this machine
 *   bun scripts/compile.ts --target linux-arm64 --target windows-x64
 *                                                               dist/quakewright-linux-arm64, dist/quakewright-windows-x64.exe
 *   bun scripts/compile.ts --target all
 *
 * Bun fetches its runtime for another machine from the npm registry, once.
 */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const PROJECT = join(import.meta.dir, "..");

/** Machines it is built for. */
const TARGETS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "windows-x64"];

const { values } = parseArgs({
  options: {
    target: { type: "string", multiple: true, default: [] },
    outfile: { type: "string" },
  },
});

const asked = values.target.flatMap((name) => name.split(",")).map((name) => name.replace(/^bun-/, ""));
const targets = asked.includes("all") ? TARGETS : asked;
const unknown = targets.find((name) => !TARGETS.includes(name));
if (unknown !== undefined) {
  console.error(`unknown target ${unknown}; there are all, ${TARGETS.join(", ")}`);
  process.exit(2);
}
if (values.outfile !== undefined && targets.length > 1) {
  console.error("--outfile is for one target");
  process.exit(2);
}

/** Modules started as worker threads; the bundler cannot see them, so each is an entry of its own. */
const workers = [...new Bun.Glob("src/**/{worker,*-worker}.ts").scanSync(PROJECT)]
  // Those of browsers are texts here.
  .filter((path) => !path.startsWith("src/web/"))
  .sort();

async function build(target: string | undefined): Promise<void> {
  const name = target === undefined ? "quakewright" : `quakewright-${target}`;
  const outfile = values.outfile ?? join(PROJECT, "dist", name);
  mkdirSync(dirname(outfile), { recursive: true });
  const child = Bun.spawn(
    [
      process.execPath,
      "build",
      "--compile",
      "--minify",
      "--sourcemap",
      // What lies in the folder it is started in is the user's, not the program's.
      "--no-compile-autoload-dotenv",
      "--no-compile-autoload-bunfig",
      ...(target === undefined ? [] : [`--target=bun-${target}`]),
      "src/main.ts",
      ...workers,
      "--outfile",
      outfile,
    ],
    { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"] },
  );
  const code = await child.exited;
  if (code !== 0) process.exit(code);
}

for (const target of targets.length === 0 ? [undefined] : targets) await build(target);

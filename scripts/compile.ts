/**
 * Builds the single executable `dist/quakewright`: the program, its worker threads' modules and Bun in one file.
 *
 *   bun scripts/compile.ts [--target bun-linux-x64] [--outfile FILE]
 */
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const PROJECT = join(import.meta.dir, "..");

const { values } = parseArgs({
  options: {
    target: { type: "string" },
    outfile: { type: "string", default: join(PROJECT, "dist", "quakewright") },
  },
});

/** Modules started as worker threads; the bundler cannot see them, so each is an entry of its own. */
const workers = [...new Bun.Glob("src/**/{worker,*-worker}.ts").scanSync(PROJECT)].sort();

mkdirSync(dirname(values.outfile), { recursive: true });
const build = Bun.spawn(
  [
    process.execPath,
    "build",
    "--compile",
    "--minify",
    "--sourcemap",
    ...(values.target === undefined ? [] : [`--target=${values.target}`]),
    "src/main.ts",
    ...workers,
    "--outfile",
    values.outfile,
  ],
  { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"] },
);
process.exit(await build.exited);

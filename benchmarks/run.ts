/**
 * All benchmarks, one after the other, each in a process of its own.
 *
 *   npm run benchmark                 everything
 *   npm run benchmark -- server       only those whose name begins with "server"
 *
 * Set QUAKEWRIGHT_ORACLE to the folder of a Python environment with the OpenQuake Engine to compare with it in the same run.
 */
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { VERSION } from "../src/version.ts";

const wanted = process.argv.slice(2);
const names = [...new Bun.Glob("*.ts").scanSync(import.meta.dir)]
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => name !== "run" && (wanted.length === 0 || wanted.some((word) => name.startsWith(word))))
  .sort();
if (names.length === 0) {
  console.error(`no benchmark is called ${wanted.join(", ")}`);
  process.exit(2);
}

const memory = Math.round(totalmem() / 2 ** 30);
console.log(`Quakewright ${VERSION}, Bun ${Bun.version}, ${process.platform} ${process.arch}`);
console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${memory} GB\n`);

let failed = 0;
for (const name of names) {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, `${name}.ts`)], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if ((await child.exited) !== 0) {
    failed++;
    console.error(`benchmark ${name} failed`);
  }
}
process.exit(failed === 0 ? 0 : 1);

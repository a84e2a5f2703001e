/**
 * What hostile jobs cost: `hostile-jobs.ts [BYTES] [--run] [NAME]` checks (or computes) each in a process of its own and prints
 * processor time, peak memory and the length of the answer. Ends with 1 when a check takes more than 2 s, 200 MB above the
 * program itself, or answers with more than 1 MB.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTILE_JOBS, type JobFiles } from "../tests/hostile/hostile-jobs.ts";

const MB = 2 ** 20;
const args = process.argv.slice(2);
const isRun = args.includes("--run");
const [size, wanted] = [args.find((one) => /^\d+$/.test(one)), args.find((one) => !/^\d+$|^--/.test(one))];
const bytes = Number(size ?? MB);
const MAIN = join(import.meta.dir, "..", "src", "main.ts");

async function cost(files: JobFiles) {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-hostile-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const ini = join(folder, "job.ini");
    const command = isRun ? ["run", ini, "--exports", "csv", "--export-dir", join(folder, "out")] : ["validate", ini];
    const begun = performance.now();
    const child = Bun.spawn([process.execPath, MAIN, ...command], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      env: { ...process.env, HOME: folder },
    });
    let ended = "";
    const timer = setTimeout(() => {
      ended = "TIME";
      child.kill("SIGKILL");
    }, 60_000);
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    await child.exited;
    clearTimeout(timer);
    const usage = child.resourceUsage()!;
    const told = `${err}\n${out}`.trim().split("\n");
    return {
      code: ended || String(child.exitCode),
      wall: (performance.now() - begun) / 1000,
      cpu: Number(usage.cpuTime.total) / 1e6,
      rss: usage.maxRSS / MB,
      answer: out.length + err.length,
      first: told.find((line) => /error|Error|job.ini|xml|csv|memory/.test(line)) ?? told[0] ?? "",
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { HOSTILE_BASE = "" } = process.env;
void HOSTILE_BASE;
let bad = 0;
for (const [name, make] of Object.entries(HOSTILE_JOBS)) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  const { code, wall, cpu, rss, answer, first } = await cost(make(bytes));
  const isBad = cpu > 2 || rss > 300 || answer > MB || code === "TIME";
  if (isBad) bad++;
  console.log(
    `${isBad ? "BAD " : "    "}${name.padEnd(36)} exit ${code} ${cpu.toFixed(2)} s (${wall.toFixed(1)}) ${rss.toFixed(0)} MB, answer ${answer}  ${first.slice(0, 110)}`,
  );
}
console.log(`${bad} of them cost too much`);

/** A megabyte of any document is read with 200 MB beside the program's own, under a limit that the kernel holds. */
import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";
import { canLimit, limitedTo, PROGRAM_MB } from "../memory-limit.ts";
import { HOSTILE_JOBS } from "./hostile-jobs.ts";

const MAIN = join(PROJECT, "src", "main.ts");
const MOST_MB = 200;

/** One of each kind of reader; scripts/hostile-jobs.ts measures all. */
const KINDS = [
  "many point sources",
  "many groups of sources",
  "many rates of an MFD",
  "many nodal planes",
  "a region of long teeth",
  "a region with a ragged border",
  "many sites in the job file",
  "many levels",
  "many stations",
  "a rupture of a long trace",
];

async function limited(command: readonly string[], megabytes: number) {
  const child = Bun.spawn(limitedTo(megabytes, command), {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, told: `${out}\n${err}` };
}

describe.if(canLimit)("under a hard limit of memory", () => {
  test("who takes more is ended by the system", async () => {
    const take = (mb: number) =>
      limited(
        [
          process.execPath,
          "-e",
          `const a = Array.from({ length: ${mb} }, () => new Uint8Array(2 ** 20).fill(1)); console.log(a.length)`,
        ],
        PROGRAM_MB + MOST_MB,
      );
    expect((await take(50)).told.trim()).toBe("50");
    expect((await take(600)).code).not.toBe(0);
  });

  for (const kind of KINDS)
    test(kind, async () => {
      using folder = tempFolder("quakewright-limit-");
      for (const [name, text] of Object.entries(HOSTILE_JOBS[kind]!(2 ** 20)))
        writeFileSync(join(folder.path, name), text);
      const { code, told } = await limited(
        [process.execPath, MAIN, "validate", join(folder.path, "job.ini")],
        PROGRAM_MB + MOST_MB,
      );
      // 0 and 1: read to the end, and judged.
      if (code !== 0 && code !== 1) throw new Error(`exit ${code}: ${told.slice(-2000)}`);
      expect(told).toMatch(/valid|problem|error/);
    });
});

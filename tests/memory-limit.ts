/**
 * A hard limit of memory for children of tests, held by the kernel: RLIMIT_DATA, all memory a process may write to that is its own,
 * touched or not. (RLIMIT_AS is of no use: the engine reserves tens of gigabytes of addresses. The server itself watches the
 * resident memory of its children from outside, which is looked at every 50 ms.)
 */
import { spawnSync } from "node:child_process";

/** What the program itself may write to before it reads anything; measured, between 250 and 300 MB, most of it untouched. */
export const PROGRAM_MB = 300;

/** Whether this machine has the tool; says so loudly when not. */
export const canLimit: boolean = (() => {
  const done = spawnSync("prlimit", ["--data=1000000000", "--", "true"]);
  if (done.status === 0) return true;
  console.error(
    `\n!!! NOT TESTED: hard limits of memory. prlimit (util-linux) does not run here: ${done.error ?? done.stderr}\n`,
  );
  return false;
})();

/**
 * The command with at most so many megabytes. The engine reserves a gigabyte for compiled code; where the limit refuses that it
 * interprets everything without a word, twenty times as slow: 64 MB are enough.
 */
export const limitedTo = (megabytes: number, command: readonly string[]): string[] => [
  "env",
  `BUN_JSC_jitMemoryReservationSize=${64 * 2 ** 20}`,
  "prlimit",
  `--data=${megabytes * 2 ** 20}`,
  "--",
  ...command,
];

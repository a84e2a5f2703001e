/** A worker for the test: squares, slower for small numbers so that answers come out of order; fails on -1 and, as a mistake of the user, on -2. */
import { InputError } from "../../src/input-error.ts";
import { serveTasks } from "../../src/parallel/serve-tasks.ts";

export const PROBLEMS: InputError["problems"] = [
  { message: "the source has no strike", file: "sources/faults.xml", line: 12, column: 3, parameter: "strike" },
  {
    message: "depth 900 is too deep",
    file: "job.ini",
    line: 4,
    parameter: "depth",
    allowed: "0 .. 700",
    suggestion: "90",
  },
];

export function squares(setup: { offset: number }): (task: number) => Float64Array {
  return (task) => {
    if (task === -1) throw new Error("task -1 cannot be squared");
    if (task === -2) throw new InputError(PROBLEMS);
    Bun.sleepSync(task % 3);
    return Float64Array.of(task * task + setup.offset);
  };
}

if (!Bun.isMainThread) serveTasks(squares);

/** A worker for the test: squares, slower for small numbers so that answers come out of order; fails on -1. */
import { serveTasks } from "../../src/parallel/plan.ts";

export function squares(setup: { offset: number }): (task: number) => Float64Array {
  return (task) => {
    if (task === -1) throw new Error("task -1 cannot be squared");
    Bun.sleepSync(task % 3);
    return Float64Array.of(task * task + setup.offset);
  };
}

if (!Bun.isMainThread) serveTasks(squares);

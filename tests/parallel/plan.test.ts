import { expect, test } from "bun:test";
import { InputError } from "../../src/input-error.ts";
import { threads } from "../../src/parallel/threads.ts";
import { PROBLEMS, squares } from "./squares-worker.ts";

async function run(tasks: number[], workers: number): Promise<{ order: number[]; values: number[]; told: number[] }> {
  const order: number[] = [];
  const values: number[] = [];
  const told: number[] = [];
  await threads(workers)({
    setup: { offset: 1 },
    tasks,
    workerUrl: new URL("./squares-worker.ts", import.meta.url).href,
    makeRunner: squares,
    onResult: (result: Float64Array, task) => {
      order.push(task);
      values.push(result[0]!);
    },
    onProgress: (done) => told.push(done),
  });
  return { order, values, told };
}
const TASKS = Array.from({ length: 20 }, (_, i) => i);

test("results and what is told come in the order of the tasks, with any number of workers", async () => {
  const inline = await run(TASKS, 1);
  expect(inline.values).toEqual(TASKS.map((x) => x * x + 1));
  expect(inline.told).toEqual(TASKS.map((x) => x + 1));
  for (const workers of [2, 3]) expect(await run(TASKS, workers)).toEqual(inline);
});

test("an empty plan ends", async () => {
  expect((await run([], 2)).values).toEqual([]);
});

test("a failing task fails the plan with its message", async () => {
  expect(run([1, 2, -1, 4], 2)).rejects.toThrow("task -1 cannot be squared");
  expect(run([1, -1], 1)).rejects.toThrow("task -1 cannot be squared");
});

test("a mistake of the user arrives as one, with all its problems, from this thread and from others", async () => {
  for (const workers of [1, 2, 3]) {
    const error: unknown = await run([1, -2, 4, 5], workers).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems).toEqual(PROBLEMS);
    expect((error as InputError).message).toBe(new InputError(PROBLEMS).message);
  }
});

/**
 * How the tasks of a plan are grouped into elements of an array.
 *
 * An element costs some seconds before it computes. Elements that take several times as long as that keep the loss small; more of
 * them than slots keep slots from waiting for the last one.
 */
import type { TaskRange } from "./plan-folder.ts";

/** An element computes so many times as long as it costs: a tenth is lost. */
const WORTH = 9;
/** So many times at least when that gives all elements that are allowed: a slot without one would lose more than the fifth lost here. */
const WORTH_ALL = 4;

/**
 * Elements that a plan of so many seconds is worth; 0 when it is not worth one.
 * @param most allowed, about the slots of the cluster
 * @example elementCount(1000, 3, 256) = 37
 */
export function elementCount(seconds: number, elementSeconds: number, most: number): number {
  const worth = Math.max(0.01, WORTH * elementSeconds);
  // Less than two of them: computed here before the first has started.
  if (seconds < 2 * worth) return 0;
  if (seconds / most >= WORTH_ALL * elementSeconds) return most;
  return Math.max(1, Math.min(most, Math.floor(seconds / worth)));
}

/**
 * Ranges of about equal time in the order of the tasks, none empty.
 * @param seconds of each task; tasks of nothing take a little, too
 */
export function cutElements(seconds: ArrayLike<number>, count: number): TaskRange[] {
  const tasks = seconds.length;
  let total = 0;
  for (let i = 0; i < tasks; i++) total += seconds[i]!;
  const least = total > 0 ? (1e-3 * total) / tasks : 1;
  const weigh = (task: number): number => Math.max(least, seconds[task]!);
  total = 0;
  for (let i = 0; i < tasks; i++) total += weigh(i);
  const ranges: TaskRange[] = [];
  let from = 0;
  let sum = 0;
  for (let task = 0; task < tasks; task++) {
    const own = weigh(task);
    const bound = (total * (ranges.length + 1)) / count;
    // A task goes to the side of the bound on which more of it lies.
    if (task > from && sum + own / 2 > bound && ranges.length < count - 1) {
      ranges.push({ from, to: task });
      from = task;
    }
    sum += own;
  }
  if (tasks > 0) ranges.push({ from, to: tasks });
  return ranges;
}

/** Both halves of a range that did not end in its time; itself when it is one task. */
export function halves({ from, to }: TaskRange): TaskRange[] {
  const middle = Math.floor((from + to) / 2);
  return middle === from
    ? [{ from, to }]
    : [
        { from, to: middle },
        { from: middle, to },
      ];
}

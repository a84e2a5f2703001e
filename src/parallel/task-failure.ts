/** Errors on their way between threads and machines, where a structured clone would lose their class and all they hold. */
import { InputError } from "../input-error.ts";

export interface TaskFailure {
  readonly message: string;
  readonly stack: string;
  /** Of an `InputError`, which arrives as the same error. */
  readonly problems?: InputError["problems"];
}

/** A failure of a task elsewhere, with the stack of that thread. */
export class TaskError extends Error {
  override readonly name = "TaskError";
}

export function sentError(error: unknown): TaskFailure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const problems = error instanceof InputError ? error.problems : undefined;
  return { message, stack: stack ?? message, ...(problems === undefined ? {} : { problems }) };
}

export function receivedError({ message, stack, problems }: TaskFailure): Error {
  const error = problems === undefined ? new TaskError(message) : new InputError(problems);
  error.stack = stack;
  return error;
}

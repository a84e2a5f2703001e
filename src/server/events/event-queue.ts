/** Values from a callback to a `for await`, at most so many waiting: a reader that falls behind is dropped. */
export interface EventQueue<T> extends AsyncIterable<T> {
  /** False when the queue was full: it has ended. */
  push(value: T): boolean;
  end(): void;
}

export function eventQueue<T>(most: number): EventQueue<T> {
  const waiting: T[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const end = () => {
    ended = true;
    wake?.();
  };
  return {
    push(value) {
      if (ended) return false;
      if (waiting.length >= most) {
        waiting.length = 0;
        end();
        return false;
      }
      waiting.push(value);
      wake?.();
      return true;
    },
    end,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const value = waiting.shift();
        if (value !== undefined) yield value;
        else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}

/** Work of which only so much may be done at a time; the rest waits its turn. */
export interface Turns {
  /** Resolves when it is one's turn; call the function when done. */
  take(): Promise<() => void>;
}

export function turns(atATime: number): Turns {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const give = () => {
    const next = waiting.shift();
    if (next === undefined) taken--;
    else next();
  };
  return {
    async take() {
      if (taken >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
      else taken++;
      let given = false;
      return () => {
        if (!given) give();
        given = true;
      };
    },
  };
}

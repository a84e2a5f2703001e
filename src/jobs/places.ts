/**
 * Work of which only so much is done at a time. The rest waits, asker by asker in turn, and only so much of it: who comes then is
 * sent away, to come again.
 */

/** Too much waits already. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

export interface PlaceLimits {
  readonly atATime: number;
  /** Places one asker may hold; all but one unless told otherwise, so that nobody waits for one asker alone. */
  readonly ofOne?: number;
  readonly mostWaiting?: number;
  readonly mostWaitingOfOne?: number;
}

export interface Places {
  /**
   * Resolves when there is a place; call the function to give it back.
   * @param asker whom the place is for: a user, or a network of an open server
   * @throws BusyError when too many wait
   */
  take(asker?: string): Promise<() => void>;
}

const MOST_WAITING = 512;
const MOST_WAITING_OF_ONE = 128;

export function places({
  atATime,
  ofOne = Math.max(1, atATime - 1),
  mostWaiting = MOST_WAITING,
  mostWaitingOfOne = MOST_WAITING_OF_ONE,
}: PlaceLimits): Places {
  let taken = 0;
  const takenBy = new Map<string, number>();
  /** Those who wait, in the order in which their turn comes. */
  const waiting = new Map<string, (() => void)[]>();
  let waitingInAll = 0;

  const mayHave = (asker: string) => taken < atATime && (takenBy.get(asker) ?? 0) < ofOne;
  const occupy = (asker: string) => {
    taken++;
    takenBy.set(asker, (takenBy.get(asker) ?? 0) + 1);
  };
  const next = () => {
    for (const [asker, line] of waiting) {
      if (!mayHave(asker)) continue;
      const wake = line.shift();
      waiting.delete(asker);
      if (line.length > 0) waiting.set(asker, line);
      waitingInAll--;
      occupy(asker);
      wake?.();
      return;
    }
  };
  const give = (asker: string) => {
    taken--;
    const left = (takenBy.get(asker) ?? 1) - 1;
    if (left > 0) takenBy.set(asker, left);
    else takenBy.delete(asker);
    next();
  };

  return {
    async take(asker = "") {
      if (mayHave(asker)) occupy(asker);
      else {
        const line = waiting.get(asker) ?? [];
        if (waitingInAll >= mostWaiting || line.length >= mostWaitingOfOne)
          throw new BusyError("the server has too much to do already; try again later");
        waiting.set(asker, line);
        waitingInAll++;
        await new Promise<void>((resolve) => line.push(resolve));
      }
      let given = false;
      return () => {
        if (!given) give(asker);
        given = true;
      };
    },
  };
}

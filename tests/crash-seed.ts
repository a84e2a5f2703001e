/**
 * Moments at which the crash tests kill: others every time, from a seed that is printed. `CRASH_SEED=123` repeats a run, as far
 * as the machine does; `CRASH_ROUNDS=8` multiplies the rounds.
 */
export interface CrashMoments {
  /** 0 to 1. */
  random(): number;
  rounds(usual: number): number;
}

export function crashMoments(test: string): CrashMoments {
  const given = process.env["CRASH_SEED"];
  const seed = given === undefined ? crypto.getRandomValues(new Uint32Array(1))[0]! : Number(given);
  if (!Number.isInteger(seed)) throw new Error(`CRASH_SEED: expected a whole number, found ${given}`);
  console.log(`${test}: CRASH_SEED=${seed}`);
  let state = seed >>> 0;
  return {
    /** Mulberry32. */
    random() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    rounds: (usual) => usual * Number(process.env["CRASH_ROUNDS"] ?? 1),
  };
}

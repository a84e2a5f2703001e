/** Drawing branches (docs/method/classical.md 6.5). */

export interface SamplingMethod {
  /** Late weights: branches are equally probable and the weights of the path count afterwards. */
  readonly late: boolean;
  /** Latin hypercube instead of plain Monte Carlo. */
  readonly latin: boolean;
}

/** `early_weights`, `late_weights`, `early_latin` or `late_latin`. */
export function samplingMethod(name: string): SamplingMethod {
  return { late: name.startsWith("late"), latin: name.endsWith("latin") };
}

/** Index of the branch that the draw `x` in [0, 1) falls on. */
export function chooseBranch(weights: readonly number[], x: number, method: SamplingMethod): number {
  const last = weights.length - 1;
  if (method.late) {
    let index = 0;
    while (index < last && (index + 1) / weights.length < x) index++;
    return index;
  }
  let cumulative = 0;
  for (let index = 0; index < last; index++) {
    cumulative += weights[index]!;
    if (cumulative >= x) return index;
  }
  return last;
}

/**
 * Turns each column of a row-major matrix of uniform draws into a stratified one, in place:
 * (sorting permutation + draw) / rows. The permutation, not the ranks: a quirk of the reference that decides the numbers.
 */
export function latinHypercube(draws: Float64Array, rows: number, columns: number): void {
  for (let column = 0; column < columns; column++) {
    const values = Float64Array.from({ length: rows }, (_, row) => draws[row * columns + column]!);
    const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
    for (let row = 0; row < rows; row++) draws[row * columns + column] = (order[row]! + values[row]!) / rows;
  }
}

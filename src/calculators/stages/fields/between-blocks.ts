/** Between-event terms on their way to the store: those of a block of ruptures wait until one of its events moves a site. */

/** What `sigma_epsilon` holds of some events, ascending. */
export interface BetweenRows {
  readonly eid: Uint32Array;
  /** By measure. */
  readonly tau: readonly Float32Array[];
  readonly residuals: readonly Float32Array[];
}

/** Terms of successive ruptures of one block. */
export interface BlockTerms {
  readonly block: number;
  readonly ruptures: number;
  /** Motions of their events. */
  readonly motions: number;
  readonly between: BetweenRows;
}

/**
 * @param blocks of every rupture that may have fields
 * @param write gets what is kept, in the order in which it was added
 * @returns what takes the terms; those of a block without motion are dropped with its last rupture
 */
export function betweenOfBlocks(
  blocks: Iterable<number>,
  write: (rows: BetweenRows) => void,
): (parts: readonly BlockTerms[]) => void {
  const left = new Map<number, number>();
  for (const block of blocks) left.set(block, (left.get(block) ?? 0) + 1);
  const moved = new Set<number>();
  let waiting: BlockTerms[] = [];
  return (parts) => {
    for (const { block, ruptures, motions } of parts) {
      left.set(block, left.get(block)! - ruptures);
      if (motions > 0) moved.add(block);
    }
    waiting.push(...parts);
    const undecided = waiting.findIndex(({ block }) => !moved.has(block) && left.get(block)! > 0);
    const decided = undecided < 0 ? waiting : waiting.slice(0, undecided);
    waiting = undecided < 0 ? [] : waiting.slice(undecided);
    for (const { block, between } of decided) if (moved.has(block)) write(between);
  };
}

/** The same without leaving any out. */
export function allBetween(write: (rows: BetweenRows) => void): (parts: readonly BlockTerms[]) => void {
  return (parts) => {
    for (const { between } of parts) write(between);
  };
}

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
 * @param write gets what is kept, in the order in which it was added, as much at once as is known
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
    writeJoined(
      decided.filter(({ block }) => moved.has(block)),
      write,
    );
  };
}

/** The same without leaving any out. */
export function allBetween(write: (rows: BetweenRows) => void): (parts: readonly BlockTerms[]) => void {
  return (parts) => writeJoined(parts, write);
}

/** As one: every call writes to the disk. */
function writeJoined(parts: readonly BlockTerms[], write: (rows: BetweenRows) => void): void {
  const [first] = parts;
  if (first === undefined) return;
  const rows = parts.reduce((sum, { between }) => sum + between.eid.length, 0);
  const column = () => new Float32Array(rows);
  const joined = {
    eid: new Uint32Array(rows),
    tau: first.between.tau.map(column),
    residuals: first.between.tau.map(column),
  };
  let at = 0;
  for (const { between } of parts) {
    joined.eid.set(between.eid, at);
    for (const [m, tau] of between.tau.entries()) {
      joined.tau[m]!.set(tau, at);
      joined.residuals[m]!.set(between.residuals[m]!, at);
    }
    at += between.eid.length;
  }
  write(joined);
}

/**
 * What is computed once a rupture. Rows of one rupture are adjacent in a block, so a model keeps the terms of magnitude, mechanism and depth
 * while the columns they come from do not change:
 *
 *     for (let i = 0; i < ctx.length; i++) {
 *       if (changes(ctx.mag, i) || changes(ctx.rake, i)) source = sourceTerm(ctx.mag[i]!, ctx.rake[i]!);
 *       ...
 *     }
 *
 * The question must be asked on every row: a term behind another condition would miss the change.
 */

/** Whether a column differs from the row before; true on the first row of a block. */
export function changes(column: Float64Array, i: number): boolean {
  return i === 0 || column[i] !== column[i - 1];
}

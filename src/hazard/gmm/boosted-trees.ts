/**
 * Sums of regression trees (gradient boosting): every tree leads a row from its root to one leaf, by comparing one input with one
 * threshold at each fork, and the weights of the leaves reached are added up.
 */
export interface BoostedTrees {
  /** What the weights are added to. */
  readonly base: number;
  /** Place of the root of each tree. */
  readonly roots: Int32Array;
  /** Input a fork compares, LEAF for a leaf. A fork's branch for inputs below the threshold follows it. */
  readonly inputs: Uint8Array;
  /** Threshold of a fork, or weight of a leaf. */
  readonly values: Float64Array;
  /** Place of the branch for inputs not below the threshold. */
  readonly others: Int32Array;
}

export const LEAF = 255;

/** Inputs and thresholds are compared in single precision, as where the trees were made. */
export function sumOfTrees(trees: BoostedTrees, row: Float32Array): number {
  const { roots, inputs, values, others } = trees;
  let sum = trees.base;
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t]!;
    for (let input = inputs[node]!; input !== LEAF; input = inputs[node]!)
      node = row[input]! < values[node]! ? node + 1 : others[node]!;
    sum += values[node]!;
  }
  return sum;
}

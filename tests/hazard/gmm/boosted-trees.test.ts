import { describe, expect, test } from "bun:test";
import { type BoostedTrees, LEAF, sumOfTrees } from "../../../src/hazard/gmm/boosted-trees.ts";
import { decodeThresholds, decodeTrees, encodeThresholds, encodeTrees } from "../../../src/hazard/gmm/coded-trees.ts";

/**
 * First tree: x0 < 5 ? (x1 < 0.25 ? 10 : 20) : 30. Second: the leaf -1. Third: x1 < 0.5 ? 2 : 4.
 */
const TREES: BoostedTrees = {
  base: 0.5,
  roots: Int32Array.of(0, 5, 6),
  inputs: Uint8Array.of(0, 1, LEAF, LEAF, LEAF, LEAF, 1, LEAF, LEAF),
  values: Float64Array.of(5, 0.25, 10, 20, 30, -1, 0.5, 2, 4),
  others: Int32Array.of(4, 3, 0, 0, 0, 0, 8, 0, 0),
};
const THRESHOLDS = [Float32Array.of(4, 5, 6), Float32Array.of(0.25, 0.375, 0.5)];

describe("boosted trees", () => {
  test("thresholds belong to the branch above", () => {
    expect(sumOfTrees(TREES, Float32Array.of(4.9, 0.1))).toBe(0.5 + 10 - 1 + 2);
    expect(sumOfTrees(TREES, Float32Array.of(4.9, 0.25))).toBe(0.5 + 20 - 1 + 2);
    expect(sumOfTrees(TREES, Float32Array.of(5, 0.5))).toBe(0.5 + 30 - 1 + 4);
  });

  test("coded trees come back with their leaves in steps", () => {
    const facts = { base: 0.5, step: 0.25, trees: 3, nodes: 9 };
    const trees = decodeTrees(encodeTrees(TREES, THRESHOLDS), facts, THRESHOLDS);
    expect([...trees.roots]).toEqual([...TREES.roots]);
    expect([...trees.inputs]).toEqual([...TREES.inputs]);
    expect([...trees.others]).toEqual([...TREES.others]);
    expect([...trees.values]).toEqual([5, 0.25, 2.5, 5, 7.5, -0.25, 0.5, 0.5, 1]);
  });

  test("coded thresholds come back bit by bit", () => {
    const lists = [Float32Array.of(0.1, 0.2, 0.30000001, 1e6), new Float32Array(0), Float32Array.of(1e-30)];
    const again = decodeThresholds(encodeThresholds(lists), 3);
    expect(again.map((list) => [...list])).toEqual(lists.map((list) => [...list]));
  });

  test("a fork that another has decided is refused", () => {
    const inputs = Uint8Array.of(0, 0, LEAF, LEAF, LEAF);
    const values = Float64Array.of(5, 6, 1, 2, 3);
    const trees = { base: 0, roots: Int32Array.of(0), inputs, values, others: Int32Array.of(4, 3, 0, 0, 0) };
    expect(() => encodeTrees(trees, THRESHOLDS)).toThrow("has decided");
  });
});

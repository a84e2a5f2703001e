/** Blocks of Philox made with the wide product and with products of halves. */
import { expect, test } from "bun:test";
import { BULK_BLOCKS, philoxKernel } from "../../../src/numerics/random/philox-blocks.ts";

const STATE = 0;
const OUT = 24;

test("both products make the same words", () => {
  const [wide, halves] = (["wide", "halves"] as const).map((products) => {
    const kernel = philoxKernel(products);
    kernel.state.set([0x89abcdef, 0xfedcba98, 0xffffffff, 0x7fffffff, 0xfffffff0, 3]);
    kernel.blocks(STATE, OUT, BULK_BLOCKS);
    return [...kernel.words];
  });
  expect(wide).toEqual(halves!);
  expect(new Set(wide).size).toBeGreaterThan(8 * BULK_BLOCKS - 2);
});

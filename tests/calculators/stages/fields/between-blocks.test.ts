/** Between-event terms wait for the first motion of their block, and keep their order. */
import { expect, test } from "bun:test";
import { type BlockTerms, betweenOfBlocks } from "../../../../src/calculators/stages/fields/between-blocks.ts";

function terms(block: number, event: number, motions: number, ruptures = 1): BlockTerms {
  return { block, ruptures, motions, between: { eid: Uint32Array.of(event), tau: [], residuals: [] } };
}

function collect(blocks: readonly number[]) {
  const written: number[] = [];
  return { written, add: betweenOfBlocks(blocks, ({ eid }) => written.push(...eid)) };
}

test("a block without motion is dropped, one with a single motion is kept as a whole", () => {
  const { written, add } = collect([0, 0, 1, 1]);
  add([terms(0, 0, 0), terms(0, 1, 0)]);
  add([terms(1, 2, 0)]);
  expect(written).toEqual([]);
  add([terms(1, 3, 7)]);
  expect(written).toEqual([2, 3]);
});

test("what is decided waits behind what is not", () => {
  const { written, add } = collect([0, 1, 0]);
  add([terms(0, 0, 0), terms(1, 1, 3)]);
  expect(written).toEqual([]);
  add([terms(0, 2, 0)]);
  expect(written).toEqual([1]);
});

test("parts of several ruptures count as many", () => {
  const { written, add } = collect([0, 0, 0]);
  add([terms(0, 0, 0, 2)]);
  expect(written).toEqual([]);
  add([terms(0, 1, 1)]);
  expect(written).toEqual([0, 1]);
});

/** Blocks of ruptures as the reference cuts them. */
import { expect, test } from "bun:test";
import { type BlockRupture, referenceBlocks } from "../../../../src/calculators/stages/event-sets/reference-blocks.ts";

const rupture = (events: number, others: Partial<BlockRupture> = {}): BlockRupture => ({
  group: "0 0",
  mag: 6,
  events,
  affected: 1,
  ...others,
});

test("a block ends before it outweighs a quarter of a task's share", () => {
  // 16 events for 2 tasks: blocks of at most 2.
  const blocks = referenceBlocks(
    [1, 1, 1, 3, 1, 2, 1, 1, 5].map((events) => rupture(events)),
    2,
    false,
  );
  expect(Array.from(blocks)).toEqual([0, 0, 1, 2, 3, 4, 5, 5, 6]);
});

test("no task counts as one, and blocks end with their group", () => {
  const blocks = referenceBlocks([rupture(1), rupture(1), rupture(1, { group: "0 1" }), rupture(5)], 0, false);
  expect(Array.from(blocks)).toEqual([0, 0, 1, 2]);
});

test("a hundred affected sites weigh as much as an event", () => {
  const near = { affected: 150 };
  const blocks = referenceBlocks([rupture(1, near), rupture(1, { affected: 99 }), rupture(5)], 1, false);
  // Weights 2, 1, 5 in blocks of 2.
  expect(Array.from(blocks)).toEqual([0, 1, 2]);
});

test("with many sites magnitudes to one decimal come first, and 6.05 is 6.0", () => {
  const blocks = referenceBlocks(
    [6.15, 6.05, 6.24, 6].map((mag) => rupture(1, { mag })),
    0.5,
    true,
  );
  // Blocks of 1 event and no more than 2.
  expect(Array.from(blocks)).toEqual([2, 0, 3, 1]);
});

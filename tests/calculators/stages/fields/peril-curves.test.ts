import { expect, test } from "bun:test";
import { logarithmicLevels, perilRows } from "../../../../src/calculators/stages/fields/peril-curves.ts";

const ROWS = {
  sid: Uint32Array.of(0, 1, 0),
  eid: Uint32Array.of(0, 0, 1),
  // A measure, which does not count here, and a peril.
  values: [Float32Array.of(9, 9, 9), Float32Array.of(0, 0.5, 1)],
};

function rowsOf() {
  return perilRows({
    names: ["LiqProb"],
    measures: 1,
    sites: 2,
    levels: 3,
    curves: {
      statistics: [{ kind: "mean" }],
      realizations: { count: 2, weights: [Float64Array.of(0.5, 0.5)] } as never,
      keepRealizations: true,
    },
    weights: Float64Array.of(0.25, 0.75),
  });
}

test("levels go in logarithmic steps from the least value to the largest", () => {
  const rows = rowsOf();
  rows.add(ROWS);
  const [levels] = rows.finish((event) => event, 10).levels;
  expect(levels![0]).toBeCloseTo(1e-10, 16);
  expect(levels![1]! / levels![0]!).toBeCloseTo(levels![2]! / levels![1]!, -1);
  expect(levels![2]! / 1).toBeCloseTo(1, 5);
  expect(logarithmicLevels(0.01, 1, 3)[1]).toBeCloseTo(0.1, 7);
});

test("probabilities are those of events that reach a level, means have the weights of realizations", () => {
  const rows = rowsOf();
  rows.add({
    ...ROWS,
    sid: ROWS.sid.subarray(0, 2),
    eid: ROWS.eid.subarray(0, 2),
    values: ROWS.values.map((v) => v.subarray(0, 2)),
  });
  rows.add({
    ...ROWS,
    sid: ROWS.sid.subarray(2),
    eid: ROWS.eid.subarray(2),
    values: ROWS.values.map((v) => v.subarray(2)),
  });
  const { tile } = rows.finish((event) => event, 10);
  const once = -Math.expm1(-1 / 10);
  // Sites x realizations x levels: 0.5 at site 1 in event 0, 1 at site 0 in event 1.
  const [first, second] = [Array.from(tile.realizations.slice(0, 6)), Array.from(tile.realizations.slice(6))];
  expect(first.map((value) => value > 0)).toEqual([false, false, false, true, true, true]);
  expect(second.map((value) => value > 0)).toEqual([true, true, false, false, false, false]);
  expect(first[3]!).toBeCloseTo(once, 7);
  expect(tile.statistics[0]!).toBeCloseTo(0.75 * once, 7);
  expect(tile.statistics[3]!).toBeCloseTo(0.25 * once, 7);
});

/** Worked examples E19 and E20, and what every reinsurance keeps. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import {
  cede,
  cedePortfolio,
  type PolicyCession,
  type ReinsuranceModel,
} from "../../../src/risk/finance/reinsurance.ts";

const shares = (values: { readonly [id: string]: readonly number[] }) =>
  new Map(Object.entries(values).map(([id, row]) => [id, Float64Array.from(row)]));

const MODEL: ReinsuranceModel = {
  treaties: [
    { id: "surplus", type: "prop", deductible: 0, limit: 60 },
    { id: "quota", type: "prop", deductible: 0, limit: Number.POSITIVE_INFINITY },
    { id: "wx", type: "wxlr", deductible: 20, limit: 40 },
    { id: "cat1", type: "catxl", deductible: 50, limit: 100 },
    { id: "cat2", type: "catxl", deductible: 100, limit: 200 },
  ],
  policies: ["1", "2", "3"],
  liabilities: Float64Array.of(200, 300, 100),
  deductibles: Float64Array.of(10, 0, 5),
  shares: shares({
    surplus: [0.3, 0.2, 0],
    quota: [0.1, 0, 0.5],
    wx: [1, 0, 1],
    cat1: [1, 1, 0],
    cat2: [1, 1, 1],
  }),
};

const cedeAll = (
  model: ReinsuranceModel,
  losses: readonly (readonly [event: number, policy: number, loss: number])[],
) =>
  losses.flatMap(([event, policy, loss]): PolicyCession[] => {
    const made = cede(model, policy, event, loss);
    return made === undefined ? [] : [made];
  });

test("policies and portfolio", () => {
  const rows = cedeAll(MODEL, [
    [0, 0, 250],
    [0, 1, 280],
    [0, 2, 90],
    [1, 0, 60],
    [1, 1, 100],
    [2, 2, 4],
  ]);
  const shown = (amount: number) => Number(amount.toFixed(4));
  expect(rows.slice(0, 3).map(({ retention, claim, cessions }) => [retention, claim, ...cessions].map(shown))).toEqual([
    [94, 190, 57, 19, 20],
    [224, 280, 56, 0, 0],
    [22.5, 85, 0, 42.5, 20],
  ]);
  const { events, retention, claim, cessions, overspills } = cedePortfolio(MODEL, rows);
  expect(events).toEqual([0, 1]);
  const shownAll = (amounts: ArrayLike<number>) => Array.from(amounts, shown);
  expect(shownAll(retention)).toEqual([243.5, 50]);
  expect(Array.from(claim)).toEqual([555, 150]);
  expect(cessions.map(shownAll)).toEqual([
    [60, 35],
    [61.5, 5],
    [40, 10],
    [50, 50],
    [100, 0],
  ]);
  expect([...overspills].map(([id, over]) => [id, ...over])).toEqual([
    ["surplus", 53, 0],
    ["cat1", 271, 0],
    ["cat2", 143.5, 0],
  ]);
});

test("noise of single precision above a deductible is ceded, as the reference cedes it", () => {
  const model: ReinsuranceModel = {
    treaties: [
      { id: "surplus", type: "prop", deductible: 0, limit: 350 },
      { id: "quota", type: "prop", deductible: 0, limit: 1000 },
      { id: "wx", type: "wxlr", deductible: 50, limit: 350 },
      { id: "cat", type: "catxl", deductible: 50, limit: 500 },
    ],
    policies: ["1"],
    liabilities: Float64Array.of(1000),
    deductibles: Float64Array.of(100),
    shares: shares({ surplus: [0.2], quota: [0.3], wx: [1], cat: [1] }),
  };
  const rows = cedeAll(model, [[1, 0, Math.fround(345.20614624)]]);
  const [{ cessions } = { cessions: [] }] = rows;
  expect(cessions).toEqual([49.041229248046875, 73.56183624267578, 72.603073]);
  expect(cedePortfolio(model, rows).cessions[3]![0]).toBeCloseTo(7.749511723886826e-6, 16);
});

test("the losses of a scenario", () => {
  const model: ReinsuranceModel = {
    treaties: [
      { id: "QS", type: "prop", deductible: 0, limit: 60 },
      { id: "Cat", type: "catxl", deductible: 40, limit: 90 },
    ],
    policies: ["p1", "p2"],
    liabilities: Float64Array.of(200, 100),
    deductibles: Float64Array.of(5, 10),
    shares: shares({ QS: [0.4, 0.3], Cat: [1, 1] }),
  };
  const rows = cedeAll(model, [
    [0, 0, 12.078409595 + 2.298933671],
    [0, 1, 61.893067262 + 3.151776691],
    [1, 0, 140.920120018 + 65.968847257],
    [1, 1, 75.303356802 + 28.065207156],
    [2, 1, 127.335490198],
  ]);
  const { retention, claim, cessions } = cedePortfolio(model, rows);
  const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));
  expect(Array.from(retention)).toEqual(close([40, 175, 40]));
  expect(Array.from(claim)).toEqual(close([64.422187805, 285, 90]));
  expect(cessions.map((ceded) => Array.from(ceded))).toEqual([
    close([20.264390945, 60, 27]),
    close([4.15779686, 50, 23]),
  ]);
});

test("retention and cessions make up the claim", () => {
  const loss = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(loss, loss, loss), (losses) => {
      const rows = cedeAll(
        MODEL,
        losses.map((amount, policy) => [0, policy, amount] as const),
      );
      const { events, retention, claim, cessions } = cedePortfolio(MODEL, rows);
      for (const e of events.keys()) {
        const ceded = cessions.reduce((sum, column) => sum + column[e]!, 0);
        expect(retention[e]! + ceded).toBeCloseTo(claim[e]!, 3);
      }
    }),
    { numRuns: 100 },
  );
});

import { describe, expect, test } from "bun:test";
import type { GroundMotionModel } from "../../../src/hazard/gmm/model.ts";
import { makeRealizations } from "../../../src/hazard/logic-tree/realizations.ts";
import type { GmmLogicTree, SourceModelBranchSet, SourceModelLogicTree } from "../../../src/hazard/logic-tree/trees.ts";
import { InputError } from "../../../src/input-error.ts";

const NO_MODEL = {} as GroundMotionModel;

interface SetOptions {
  type?: string;
  applyToBranches?: string[];
}

function set(id: string, branches: Record<string, number>, options: SetOptions = {}): SourceModelBranchSet {
  return {
    id,
    uncertaintyType: options.type ?? "bGRRelative",
    line: 1,
    branches: Object.entries(branches).map(([branch, weight]) => ({
      id: branch,
      weight,
      text: branch,
      value: { kind: "text", text: branch },
    })),
    ...(options.applyToBranches === undefined ? {} : { applyToBranches: options.applyToBranches }),
  };
}

function sourceTree(...branchSets: SourceModelBranchSet[]): SourceModelLogicTree {
  return { id: "lt", file: "ssmLT.xml", branchSets };
}

function gmmTree(regions: Record<string, Record<string, number>>): GmmLogicTree {
  return {
    file: "gmmLT.xml",
    branchSets: Object.entries(regions).map(([tectonicRegionType, branches], i) => ({
      id: `bs${i}`,
      tectonicRegionType,
      line: 1,
      branches: Object.entries(branches).map(([id, weight]) => ({
        id,
        weight,
        model: NO_MODEL,
        className: id,
        args: {},
        text: id,
      })),
    })),
  };
}

const OPTIONS = { samples: 0, seed: 42, samplingMethod: "early_weights", maxPaths: 15000 };

describe("the worked example E5 of the method", () => {
  const sources = sourceTree(
    set("bs0", { b1: 0.7, b2: 0.3 }, { type: "sourceModel" }),
    set("bs1", { c1: 0.2, c2: 0.5, c3: 0.3 }),
  );
  const models = gmmTree({
    "Active Shallow Crust": { A: 0.6, B: 0.4 },
    "Stable Continental Crust": { A: 0.25, B: 0.75 },
  });

  test("full enumeration", () => {
    const rlzs = makeRealizations(sources, models, OPTIONS);
    expect(rlzs.count).toBe(24);
    const shown = [0, 1, 2, 3, 4, 12, 23].map((r) => [rlzs.branchPaths[r], Number(rlzs.weights[r]!.toFixed(9))]);
    expect(shown).toEqual([
      ["AA~AA", 0.021],
      ["AA~AB", 0.063],
      ["AA~BA", 0.014],
      ["AA~BB", 0.042],
      ["AB~AA", 0.0525],
      ["BA~AA", 0.009],
      ["BC~BB", 0.027],
    ]);
  });

  const expected: Record<string, [string[], number[]]> = {
    early_weights: [
      ["AB~BA", "AC~AB", "BB~AA", "BB~BB", "BC~AB"],
      [0.2, 0.2, 0.2, 0.2, 0.2],
    ],
    late_weights: [
      ["AB~BA", "AC~AB", "BB~BA", "BC~BA", "BC~AA"],
      [0.18469657, 0.498680739, 0.079155673, 0.094986807, 0.142480211],
    ],
    early_latin: [
      ["AA~AA", "AB~BB", "AB~AB", "AC~AB", "BC~BB"],
      [0.2, 0.2, 0.2, 0.2, 0.2],
    ],
    late_latin: [
      ["AB~AA", "AC~BB", "BA~BB", "BB~AB", "BC~BA"],
      [0.25, 0.3, 0.085714286, 0.321428571, 0.042857143],
    ],
  };
  for (const [method, [paths, weights]] of Object.entries(expected))
    test(`five samples, ${method}`, () => {
      const rlzs = makeRealizations(sources, models, { ...OPTIONS, samples: 5, samplingMethod: method });
      expect(rlzs.branchPaths).toEqual(paths);
      for (const [i, weight] of weights.entries()) expect(rlzs.weights[i]!).toBeCloseTo(weight, 8);
    });

  test("more paths than allowed are refused with the numbers", () => {
    expect(() => makeRealizations(sources, models, { ...OPTIONS, maxPaths: 23 })).toThrow(InputError);
  });
});

const ONE_MODEL = gmmTree({ "Active Shallow Crust": { A: 1 } });

test("ordinals follow the sorted ids, letters the file", () => {
  const tree = sourceTree(set("bs0", { z1: 0.6, b2: 0.4 }, { type: "sourceModel" }), set("bs1", { c10: 0.5, c9: 0.5 }));
  const rlzs = makeRealizations(tree, ONE_MODEL, OPTIONS);
  expect(rlzs.branchPaths).toEqual(["BA~A", "BB~A", "AA~A", "AB~A"]);
  expect([...rlzs.weights].map((w) => Number(w.toFixed(9)))).toEqual([0.2, 0.2, 0.3, 0.3]);
});

test("branches without a set go on through a dummy, and nothing behind it is applied", () => {
  const tree = sourceTree(
    set("bs0", { b1: 0.6, b2: 0.4 }, { type: "sourceModel" }),
    set("bs1", { c1: 0.5, c2: 0.5 }, { applyToBranches: ["b1"] }),
    set("bs2", { d1: 0.7, d2: 0.3 }),
  );
  const rlzs = makeRealizations(tree, ONE_MODEL, OPTIONS);
  const shown = rlzs.branchPaths.map((path, r) => [path, Number(rlzs.weights[r]!.toFixed(9))]);
  expect(shown.sort()).toEqual([
    ["AAA~A", 0.21],
    ["AAB~A", 0.09],
    ["ABA~A", 0.21],
    ["ABB~A", 0.09],
    ["B.A~A", 0.28],
    ["B.B~A", 0.12],
  ]);
  const dotted = rlzs.sourcePaths.filter((path) => path.letters.includes("."));
  expect(dotted.map((path) => path.applied.map(({ branch }) => branch.id))).toEqual([["b2"], ["b2"]]);
});

test("a later set takes the place of a dummy", () => {
  const tree = sourceTree(
    set("bs0", { b1: 0.5, b2: 0.5 }, { type: "sourceModel" }),
    set("bs1", { c: 1 }, { applyToBranches: ["b1"] }),
    set("bs2", { d: 1 }, { applyToBranches: ["b2"] }),
    set("bs3", { e: 1 }),
  );
  const rlzs = makeRealizations(tree, ONE_MODEL, OPTIONS);
  expect(rlzs.sourcePaths.map((path) => path.ids).sort()).toEqual(["b1~c~.~e", "b2~d~e"]);
  const applied = Object.fromEntries(
    rlzs.sourcePaths.map((path) => [path.ids, path.applied.map(({ branch }) => branch.id)]),
  );
  expect(applied).toEqual({ "b1~c~.~e": ["b1", "c"], "b2~d~e": ["b2", "d", "e"] });
});

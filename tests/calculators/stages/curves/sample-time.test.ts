/** The time of a whole calculation from a sample, with runners whose costs are known. */
import { describe, expect, test } from "bun:test";
import type { FamilySize } from "../../../../src/calculators/stages/curves/make-plan.ts";
import { sampleTasks } from "../../../../src/calculators/stages/curves/sample-time.ts";
import type { CurveTask, CurveTaskResult } from "../../../../src/calculators/stages/curves/task.ts";

type Cost = (family: number, unit: number, site: number) => number;

/** Seconds: some for every task, some for every family in it, some for every unit and site. */
function runnerOf(sizes: readonly FamilySize[], perTask: number, perFamily: number, cost: Cost) {
  let calls = 0;
  const secondsOf = ({ siteStart, siteStop, slices }: CurveTask): number => {
    let seconds = perTask;
    for (const { family, unitStart, unitStop } of slices) {
      seconds += perFamily;
      const { units, ruptures } = sizes[family]!;
      for (let site = siteStart; site < siteStop; site++)
        for (let unit = unitStart; unit < unitStop; unit++) seconds += (cost(family, unit, site) * ruptures) / units;
    }
    return seconds;
  };
  const run = (task: CurveTask): CurveTaskResult => {
    calls++;
    return { finished: undefined, rates: undefined, contexts: new Float64Array(0), seconds: secondsOf(task) };
  };
  return { run, secondsOf, calls: () => calls };
}

function plan(sizes: readonly FamilySize[], sites: number): readonly CurveTask[] {
  const slices = sizes.map(({ units }, family) => ({ family, unitStart: 0, unitStop: units }));
  return Array.from({ length: Math.ceil(sites / 64) }, (_, i) => ({
    siteStart: i * 64,
    siteStop: Math.min(sites, (i + 1) * 64),
    slices,
    complete: true,
  }));
}

function estimated(sizes: readonly FamilySize[], sites: number, perFamily: number, cost: Cost) {
  const runner = runnerOf(sizes, 1e-4, perFamily, cost);
  const tasks = plan(sizes, sites);
  const sample = sampleTasks(runner, { sizes, tasks, sites, motions: 1 });
  const exact = tasks.reduce((sum, task) => sum + runner.secondsOf(task), 0);
  return { ...sample, exact, calls: runner.calls() };
}

describe("the time of a calculation", () => {
  const SAME = Array.from({ length: 200 }, () => ({ units: 1, ruptures: 50 }));
  const MIXED = [
    { units: 1000, ruptures: 30_000 },
    { units: 1000, ruptures: 250_000 },
    ...Array.from({ length: 300 }, (_, i) => ({ units: 1, ruptures: 1 + (i % 7) })),
  ];

  test("is exact where all contexts cost the same", () => {
    const { seconds, exact, error } = estimated(SAME, 640, 0, () => 1e-6);
    expect(seconds / exact).toBeCloseTo(1, 2);
    expect(error).toBeLessThan(0.01);
  });

  test("does not depend on which family is the dear one", () => {
    for (const dear of [0, 1]) {
      const { seconds, exact } = estimated(MIXED, 1000, 0, (family) => (family === dear ? 6e-8 : 1e-8));
      expect(seconds / exact).toBeGreaterThan(0.85);
      expect(seconds / exact).toBeLessThan(1.15);
    }
  });

  test("counts sites that are far from the sources", () => {
    const { seconds, exact, error } = estimated(MIXED, 5000, 0, (_family, unit, site) =>
      Math.abs(site / 5 - unit) < 200 ? 1e-7 : 1e-9,
    );
    expect(error).toBeGreaterThan(0);
    expect(Math.abs(seconds - exact)).toBeLessThan(3 * error * seconds);
  });

  test("what a family takes for a tile is counted once", () => {
    const one = [{ units: 5000, ruptures: 500_000 }];
    const { seconds, exact } = estimated(one, 640, 0.02, () => 2e-8);
    expect(seconds / exact).toBeGreaterThan(0.85);
    expect(seconds / exact).toBeLessThan(1.15);
  });

  test("takes few runs, and none without sources", () => {
    expect(estimated(MIXED, 100_000, 0, () => 1e-6).calls).toBeLessThan(500);
    expect(estimated([], 10, 0, () => 1)).toMatchObject({ seconds: 0, error: 0, calls: 0 });
  });
});

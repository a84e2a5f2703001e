/** Worked examples E9 (damage of a scenario, fractions and whole buildings) and E26 (two perils). */
import { describe, expect, test } from "bun:test";
import { composeDamage, makeEventDamage } from "../../../src/risk/damage/event-damage.ts";
import { type FragilityFunction, NO_DAMAGE } from "../../../src/risk/functions/fragility.ts";
import type { RiskModel } from "../../../src/risk/risk-model.ts";
import { ASSETS, FIELDS, MEASURES, MODEL } from "../losses/portfolio.ts";

const FRAGILITY: readonly FragilityFunction[] = [
  {
    ...{ kind: "discrete", id: "VW1", measure: "PGA", noDamageLimit: 0.05 },
    levels: Float64Array.of(0.1, 0.2, 0.4),
    probabilities: [Float64Array.of(0.1, 0.5, 0.9), Float64Array.of(0.02, 0.2, 0.6)],
  },
  {
    ...{ kind: "continuous", id: "VW2", measure: "SA(0.5)", noDamageLimit: 0.15, minimumLevel: 0.1, maximumLevel: 1 },
    means: Float64Array.of(0.2, 0.5),
    standardDeviations: Float64Array.of(0.05, 0.2),
  },
];

const consequence = (kind: "losses" | "fatalities", riskId: string, ratios: readonly number[]) => ({
  ...{ kind, riskId, lossType: "structural", peril: "groundshaking" },
  ratios: Float64Array.from(ratios),
});

const DAMAGE: RiskModel = {
  ...MODEL,
  lossTypes: ["structural"],
  vulnerability: new Map(),
  fragility: new Map([["groundshaking", new Map([["structural", new Map(FRAGILITY.map((fn) => [fn.id, fn]))]])]]),
  limitStates: ["slight", "severe"],
  consequences: [
    consequence("losses", "VW1", [0.1, 0.8]),
    consequence("losses", "VW2", [0.2, 1]),
    consequence("fatalities", "VW1", [0, 0.1]),
    consequence("fatalities", "VW2", [0, 0.2]),
  ],
};

function run(discrete: boolean): Float32Array[][] {
  const columnOf = (_peril: string, measure: string) => MEASURES.indexOf(measure);
  const damage = makeEventDamage(DAMAGE, ASSETS, columnOf, { masterSeed: 42, discrete, timeEvent: "night" });
  return [0, 1, 2].map((event) => {
    const rows: Float32Array[] = [];
    const [start, stop] = [FIELDS.starts[event]!, FIELDS.starts[event + 1]!];
    damage.compute({ event, sites: FIELDS.sites, motions: FIELDS.motions, start, stop }, (asset, byPeril) => {
      rows[asset] = byPeril.slice();
    });
    return rows;
  });
}

const close = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));

describe("damage of a scenario", () => {
  test("fractions of buildings and their consequences", () => {
    const events = run(false);
    const totals = events.map((rows) => [1, 2, 3, 4].map((c) => rows.reduce((sum, row) => sum + row[c]!, 0)));
    expect(totals[0]).toEqual(close([1.334787369, 0.964707911, 237.726913452, 0.357228965], 4));
    expect(totals[1]).toEqual(close([4.183258057, 3.983901501, 475.649383545, 0.501159549], 4));
    expect(totals[2]).toEqual(close([0.847138286, 0.92703706, 268.162139893, 0.46351853], 4));
    const fractions = Array.from(events[0]![0]!.subarray(0, 3), (number) => number / 2);
    expect(fractions).toEqual(close([0.33775244, 0.35864363, 0.30360393], 6));
  });

  test("whole buildings", () => {
    const events = run(true);
    const of = (event: number, asset: number) => Array.from(events[event]![asset]!.subarray(0, 3));
    expect([0, 1, 2].map((event) => of(event, 0))).toEqual([
      [2, 0, 0],
      [2, 0, 0],
      [1, 1, 0],
    ]);
    expect([of(0, 2), of(1, 2)]).toEqual([
      [4, 0, 0],
      [0, 2, 2],
    ]);
    expect([of(0, 1), of(1, 1)]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    expect([of(0, 3), of(1, 3)]).toEqual([
      [2, 1, 0],
      [0, 1, 2],
    ]);
    expect(events[1]!.reduce((sum, row) => sum + row[3]!, 0)).toBeCloseTo(531.25, 4);
  });
});

test("perils combine as independent events", () => {
  const of = (numbers: readonly (readonly number[])[]) => {
    const out = new Float64Array(4);
    composeDamage(2, 4, (p, s) => numbers[p]![s]!, out);
    return Array.from(out);
  };
  const first = [0.6, 0.2, 0.1, 0.1];
  const second = [0.5, 0.3, 0.1, 0.1];
  expect(of([first, second])).toEqual(close([0.3, 0.34, 0.17, 0.19], 9));
  const twice = (row: readonly number[]) => row.map((x) => 2 * x);
  expect(of([twice(first), twice(second)])).toEqual(close([-1, 0.36, 0.28, 0.36], 9));
});

test("a limit that is not given is tiny", () => {
  expect(NO_DAMAGE).toBe(1e-10);
});

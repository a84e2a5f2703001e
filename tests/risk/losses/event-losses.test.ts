/** Worked examples E3 (sampling), E4 (probability mass), E5 and E5b (a scenario), E8 (insurance, claims). */
import { describe, expect, test } from "bun:test";
import { type LocatedAssets, makeTag } from "../../../src/risk/exposure/assets.ts";
import type { VulnerabilityFunction } from "../../../src/risk/functions/vulnerability.ts";
import { type EventLosses, makeEventLosses } from "../../../src/risk/losses/event-losses.ts";
import type { LossSettings } from "../../../src/risk/losses/loss-settings.ts";
import type { RiskModel } from "../../../src/risk/risk-model.ts";
import { ASSETS, FIELDS, MEASURES, MODEL, makeFunction } from "./portfolio.ts";

const SETTINGS: LossSettings = {
  masterSeed: 42,
  sampled: true,
  correlated: false,
  minimumLoss: () => 0,
  timeEvent: "night",
  totalLosses: undefined,
  insurance: [],
  claims: false,
};

interface Fields {
  readonly sites: Uint32Array;
  readonly motions: readonly (Float32Array | Float64Array)[];
  readonly starts: readonly number[];
}

interface Row {
  readonly event: number;
  readonly type: string;
  readonly asset: number;
  readonly loss: number;
  readonly variance: number;
}

function run(losses: EventLosses, fields: Fields): Row[] {
  const rows: Row[] = [];
  for (let event = 0; event + 1 < fields.starts.length; event++)
    losses.compute(
      {
        event,
        sites: fields.sites,
        motions: fields.motions,
        start: fields.starts[event]!,
        stop: fields.starts[event + 1]!,
      },
      (type, assets, values, variances, count) => {
        for (let i = 0; i < count; i++)
          rows.push({ event, type: losses.types[type]!, asset: assets[i]!, loss: values[i]!, variance: variances[i]! });
      },
      () => {},
    );
  return rows;
}

function totals(rows: readonly Row[], type: string, of: "loss" | "variance" = "loss"): number[] {
  const sums = [0, 0, 0];
  for (const row of rows) if (row.type === type) sums[row.event]! += row[of];
  return sums;
}

const closeTo = (values: readonly number[], digits: number) => values.map((value) => expect.closeTo(value, digits));

function single(
  fn: VulnerabilityFunction,
  assets: LocatedAssets,
): { readonly model: RiskModel; readonly assets: LocatedAssets } {
  const byId = new Map([[fn.id, fn]]);
  const model = {
    ...MODEL,
    lossTypes: ["contents", "structural"],
    vulnerability: new Map([
      [
        "groundshaking",
        new Map([
          ["contents", byId],
          ["structural", byId],
        ]),
      ],
    ]),
    mapping: undefined,
  };
  return { model, assets };
}

const THREE: LocatedAssets = {
  ...ASSETS,
  count: 3,
  ids: ["0", "1", "2"],
  sites: Uint32Array.of(0, 0, 1),
  values: new Map([
    ["contents", Float32Array.of(100, 200, 1000)],
    ["structural", Float32Array.of(100, 200, 1000)],
  ]),
  tags: [makeTag("taxonomy", ["f", "f", "f"])],
};

const TWO_EVENTS = {
  sites: Uint32Array.of(0, 1, 0, 1),
  motions: [Float64Array.of(0.3, 0.15, 0.05, 0.6)],
  starts: [0, 2, 4],
};

describe("sampling of loss ratios", () => {
  const covs = [0.3, 0.4, 0.3, 0.1];
  const calls = (distribution: "LN" | "BT", correlated: boolean) => {
    const fn = makeFunction("f", "PGA", [0.1, 0.2, 0.4, 0.8], [0.01, 0.05, 0.2, 0.6], covs, distribution);
    const { model, assets } = single(fn, THREE);
    const rows = run(makeEventLosses(model, assets, ["PGA"], { ...SETTINGS, correlated }), TWO_EVENTS);
    return ["contents", "structural"].map((type) =>
      [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 2],
      ].map(
        ([event, asset]) => rows.find((row) => row.event === event && row.asset === asset && row.type === type)!.loss,
      ),
    );
  };
  test.each([
    ["LN", false, [8.105325, 25.163351, 28.762018, 352.792527], [5.763064, 19.784564, 28.811279, 428.5437]],
    ["LN", true, [8.105325, 16.210651, 19.452781, 240.55891], [12.581676, 25.163351, 30.196022, 352.300276]],
    ["BT", false, [7.906281, 24.605678, 23.585926, 262.526823], [13.448919, 25.598611, 39.403976, 282.593185]],
  ] as const)("%p, correlated %p", (distribution, correlated, first, second) => {
    const [one, two] = calls(distribution, correlated);
    expect(one).toEqual(closeTo(first, 5));
    expect(two).toEqual(closeTo(second, 5));
  });

  test("a beta distribution that does not exist between levels is refused", () => {
    const fn = makeFunction("f", "PGA", [0.1, 0.5], [0.1, 0.9], [2, 0.3], "BT");
    const { model, assets } = single(fn, THREE);
    expect(() => run(makeEventLosses(model, assets, ["PGA"], SETTINGS), TWO_EVENTS)).toThrow(
      "the function f has a coefficient of variation of 1.150 at a mean of 0.5000, between two of its levels",
    );
    // Nothing is drawn of means.
    const means = makeEventLosses(model, assets, ["PGA"], { ...SETTINGS, sampled: false });
    expect(run(means, TWO_EVENTS)).toHaveLength(12);
  });

  test("a probability mass takes one number an event for all assets", () => {
    const fn: VulnerabilityFunction = {
      ...makeFunction("f", "PGA", [0.1, 0.3, 0.6], [], []),
      distribution: "PM",
      lossRatios: Float64Array.of(0, 0.2, 0.6, 1),
      probabilities: [
        [0.8, 0.4, 0.1],
        [0.15, 0.3, 0.2],
        [0.05, 0.2, 0.4],
        [0, 0.1, 0.3],
      ].map((row) => Float64Array.from(row)),
    };
    const { model, assets } = single(fn, {
      ...THREE,
      count: 2,
      sites: Uint32Array.of(0, 0),
      values: new Map([
        ["contents", Float32Array.of(100, 10)],
        ["structural", Float32Array.of(100, 10)],
      ]),
      tags: [makeTag("taxonomy", ["f", "f"])],
    });
    const fields = { sites: Uint32Array.of(0, 0, 0), motions: [Float64Array.of(0.2, 0.45, 0.3)], starts: [0, 1, 2, 3] };
    const rows = run(makeEventLosses(model, assets, ["PGA"], { ...SETTINGS, masterSeed: 44 }), fields);
    const losses = rows.filter(({ type }) => type === "structural").map(({ loss }) => loss);
    expect(losses).toEqual(closeTo([60, 6, 100, 10, 60, 6], 9));
    expect(rows.every(({ variance }) => variance === 0)).toBe(true);
  });
});

describe("a scenario", () => {
  test("losses of assets and events", () => {
    const rows = run(
      makeEventLosses(MODEL, ASSETS, MEASURES, { ...SETTINGS, totalLosses: "structural+contents" }),
      FIELDS,
    );
    const of = (event: number) =>
      [0, 1, 2, 3].map(
        (asset) =>
          rows.find((row) => row.event === event && row.asset === asset && row.type === "structural")?.loss ?? 0,
      );
    expect(of(0)).toEqual(closeTo([61.893067262, 12.078409595, 3.151776691, 2.298933671], 6));
    expect(of(1)).toEqual(closeTo([75.303356802, 140.920120018, 28.065207156, 65.968847257], 6));
    expect(of(2)).toEqual(closeTo([127.335490198, 0, 0, 0], 6));
    expect(totals(rows, "structural")).toEqual(closeTo([79.422187805, 310.257537842, 127.335487366], 4));
    expect(totals(rows, "structural", "variance")).toEqual(closeTo([503.92578125, 1918.024414062, 1397.109985352], 3));
    expect(totals(rows, "contents")).toEqual(closeTo([14.225001335, 55.333335876, 20.75], 4));
    expect(totals(rows, "occupants")).toEqual(closeTo([1.015000105, 2.916666746, 1.659999967], 5));
    const sum = totals(rows, "structural+contents").reduce((a, b) => a + b);
    expect(sum / 3).toBeCloseTo(202.441177368, 4);
  });

  test("with means only the variances stay", () => {
    const rows = run(makeEventLosses(MODEL, ASSETS, MEASURES, { ...SETTINGS, sampled: false }), FIELDS);
    expect(totals(rows, "structural")).toEqual(closeTo([85.375007629, 335.416687012, 124.499992371], 4));
    expect(totals(rows, "structural", "variance")).toEqual(closeTo([549.987426758, 2131.361328125, 1299.211791992], 3));
  });

  test("with correlated assets", () => {
    const rows = run(makeEventLosses(MODEL, ASSETS, MEASURES, { ...SETTINGS, correlated: true }), FIELDS);
    expect(totals(rows, "structural")).toEqual(closeTo([78.692802429, 314.003051758, 127.335487366], 4));
  });

  test("insured losses, and claims above deductibles", () => {
    const insurance = [
      {
        lossType: "structural",
        deductibles: Float64Array.of(0.05, 0.1, 0.05, 0.1),
        limits: Float64Array.of(0.9, 0.5, 0.9, 0.5),
      },
    ];
    const insured = run(makeEventLosses(MODEL, ASSETS, MEASURES, { ...SETTINGS, insurance }), FIELDS);
    expect(totals(insured, "structural_ins")).toEqual(closeTo([31.893066406, 215.257537842, 97.335487366], 4));
    const assets = { ...ASSETS, deductibles: Float32Array.of(20, 20, 20, 20) };
    const settings = { ...SETTINGS, claims: true, totalLosses: "structural+contents" };
    const claims = run(makeEventLosses(MODEL, assets, MEASURES, settings), FIELDS);
    expect(totals(claims, "claim")).toEqual(closeTo([52.768066406, 285.590881348, 128.085494995], 4));
  });
});

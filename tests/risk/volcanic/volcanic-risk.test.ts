/** The worked example of docs/method/risk.md 9: dry and wet ash, and lava near some of the sites. */
import { describe, expect, test } from "bun:test";
import type { LocatedAssets } from "../../../src/risk/exposure/assets.ts";
import { makeTag } from "../../../src/risk/exposure/assets.ts";
import type { RiskModel } from "../../../src/risk/risk-model.ts";
import { intensitiesAt } from "../../../src/risk/volcanic/volcanic-perils.ts";
import { volcanicRisk } from "../../../src/risk/volcanic/volcanic-risk.ts";

const ASSETS: LocatedAssets = {
  count: 2,
  ids: ["a", "b"],
  ...{ lon: Float64Array.of(0, 1), lat: Float64Array.of(0, 0), sites: Uint32Array.of(0, 1) },
  values: new Map([
    ["number", Float32Array.of(1, 4)],
    ["structural", Float32Array.of(1000, 4000)],
  ]),
  occupants: new Map([
    ["night", Float32Array.of(3, 8)],
    ["avg", Float32Array.of(3, 8)],
  ]),
  tags: [makeTag("taxonomy", ["roof", "roof"])],
  costTypes: [{ name: "structural", kind: "aggregated", unit: "EUR" }],
};

const ROOF = {
  ...({ kind: "discrete", id: "roof", measure: "ASH", noDamageLimit: 1e-10 } as const),
  levels: Float64Array.of(100, 150, 200),
  probabilities: [Float64Array.of(0, 0.5, 1)],
};

const MODEL: RiskModel = {
  ...{ perils: ["groundshaking"], lossTypes: ["structural"], vulnerability: new Map(), retrofitted: new Map() },
  fragility: new Map([["groundshaking", new Map([["structural", new Map([["roof", ROOF]])]])]]),
  limitStates: ["collapse"],
  consequences: [
    {
      ...{ riskId: "roof", kind: "losses", lossType: "structural", peril: "groundshaking" },
      ratios: Float64Array.of(0.4),
    },
  ],
  mapping: undefined,
};

describe("volcanic risk", () => {
  test("wet ash weighs more, lava takes its part", () => {
    const hazard = new Map([
      ["ASH", Float64Array.of(100, 75)],
      ["LAVA", Float64Array.of(0, 0.25)],
    ] as const);
    const { perils, columns } = volcanicRisk(MODEL, ASSETS, hazard, 2, "night");
    expect(perils).toEqual(["ASH_DRY", "ASH_WET", "LAVA"]);
    expect(Object.fromEntries(columns.map(({ name, data }) => [name, [...data]]))).toEqual({
      "no_damage-structural-ASH_DRY": [1, 4],
      "no_damage-structural-ASH_WET": [0, 2],
      "collapse-structural-ASH_DRY": [0, 0],
      "collapse-structural-ASH_WET": [1, 2],
      "loss-structural-ASH_DRY": [0, 0],
      // 0.4 of the value of each building that collapses.
      "loss-structural-ASH_WET": [400, 800],
      "loss-structural-LAVA": [0, 1000],
      "occupants_night-LAVA": [0, 2],
      "number-LAVA": [0, 1],
    });
  });

  test("as the reference has them, losses by ash are those of one building", () => {
    const hazard = new Map([["ASH", Float64Array.of(100, 75)]] as const);
    const { columns } = volcanicRisk(MODEL, ASSETS, hazard, 2, "night", false);
    const wet = columns.find(({ name }) => name === "loss-structural-ASH_WET")!;
    expect([...wet.data]).toEqual([400, 200]);
  });

  test("without ash lava takes the structures", () => {
    const none = { ...MODEL, lossTypes: [], fragility: new Map(), limitStates: [], consequences: [] };
    const { columns } = volcanicRisk(none, ASSETS, new Map([["PYRO", Float64Array.of(1, 0)]]), 1, "avg");
    expect(columns.map(({ name, data }) => [name, ...data])).toEqual([
      ["loss-structural-PYRO", 1000, 0],
      ["occupants_night-PYRO", 3, 0],
      ["number-PYRO", 1, 0],
    ]);
  });

  test("a site takes the nearest point within the distance of the peril", () => {
    const sites = { lon: [0, 0.5, 2], lat: [0, 0, 0] };
    const points = {
      kind: "points",
      ...{ lon: Float64Array.of(0, 1), lat: Float64Array.of(0, 0), intensity: Float64Array.of(5, 7) },
    } as const;
    // Two points, 0 and 111 km from the origin.
    const nearest = () => (lon: number) => ({
      index: lon < 0.5 ? 0 : 1,
      distance: 111 * Math.min(lon, Math.abs(lon - 1)),
    });
    expect([...intensitiesAt(points, sites, 60, nearest)]).toEqual([5, 7, 0]);
    const area = { kind: "area", contains: (lon: number) => lon > 1 } as const;
    expect([...intensitiesAt(area, sites, 60, nearest)]).toEqual([0, 0, 1]);
  });
});

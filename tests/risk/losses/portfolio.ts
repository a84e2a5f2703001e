/** The portfolio of worked examples E1, E5, E8 and E9: four assets at two sites, two functions, three events. */
import { type LocatedAssets, makeTag } from "../../../src/risk/exposure/assets.ts";
import type { VulnerabilityFunction } from "../../../src/risk/functions/vulnerability.ts";
import type { RiskModel } from "../../../src/risk/risk-model.ts";

export const ASSETS: LocatedAssets = {
  count: 4,
  ids: ["a1", "a2", "a4", "a3"],
  lon: Float64Array.of(10.3, 10, 10, 10.001),
  lat: Float64Array.of(45, 45, 45, 45),
  sites: Uint32Array.of(0, 1, 1, 1),
  values: new Map([
    ["number", Float32Array.of(2, 1, 4, 3)],
    ["structural", Float32Array.of(600, 400, 200, 150)],
    ["contents", Float32Array.of(100, 30, 40, 60)],
  ]),
  occupants: new Map([
    ["day", Float32Array.of(4, 1, 6, 2)],
    ["night", Float32Array.of(8, 3, 0, 2)],
    ["avg", Float32Array.of(6, 2, 3, 2)],
  ]),
  tags: [
    makeTag("taxonomy", ["W", "S", "C", "W"]),
    makeTag("policy", ["p2", "p1", "p2", "p1"]),
    makeTag("region", ["south", "north", "south", "north"]),
  ],
  costTypes: [],
};

export const MEASURES = ["PGA", "SA(0.5)"];

/** Rows (site, event, PGA, SA(0.5)) by event. */
export const FIELDS = {
  sites: Uint32Array.of(0, 1, 0, 1, 0),
  motions: [Float32Array.of(0.3, 0.15, 0.05, 0.6, 0.45), Float32Array.of(0.2, 0.1, 0.6, 0.4, 0.25)],
  /** Rows of event e: starts[e]..starts[e + 1] - 1. */
  starts: [0, 2, 4, 5],
};

const NONE = new Float64Array(0);

export function makeFunction(
  id: string,
  measure: string,
  levels: readonly number[],
  means: readonly number[],
  coefficients: readonly number[],
  distribution: "LN" | "BT" = "LN",
): VulnerabilityFunction {
  return {
    ...{ id, measure, distribution, lossRatios: NONE, probabilities: [] },
    levels: Float64Array.from(levels),
    means: Float64Array.from(means),
    coefficients: Float64Array.from(coefficients),
  };
}

const PGA_LEVELS = [0.1, 0.2, 0.4, 0.8];
const PGA_MEANS = [0.01, 0.05, 0.2, 0.6];
const SA_LEVELS = [0.1, 0.3, 0.6];
const SA_MEANS = [0.02, 0.1, 0.5];

const pair = (sampled: boolean) =>
  new Map([
    ["VW1", makeFunction("VW1", "PGA", PGA_LEVELS, PGA_MEANS, sampled ? [0.3, 0.4, 0.3, 0.1] : [0, 0, 0, 0])],
    ["VW2", makeFunction("VW2", "SA(0.5)", SA_LEVELS, SA_MEANS, sampled ? [0.2, 0.2, 0.2] : [0, 0, 0])],
  ]);

const MAPPING = [
  { taxonomy: "W", riskId: "VW1", weight: 0.75, peril: "*", country: "?" },
  { taxonomy: "W", riskId: "VW2", weight: 0.25, peril: "*", country: "?" },
  { taxonomy: "S", riskId: "VW1", weight: 1, peril: "*", country: "?" },
  { taxonomy: "C", riskId: "VW2", weight: 1, peril: "*", country: "?" },
];

export const MODEL: RiskModel = {
  perils: ["groundshaking"],
  lossTypes: ["contents", "occupants", "structural"],
  vulnerability: new Map([
    [
      "groundshaking",
      new Map([
        ["contents", pair(false)],
        ["occupants", pair(false)],
        ["structural", pair(true)],
      ]),
    ],
  ]),
  retrofitted: new Map(),
  fragility: new Map(),
  limitStates: [],
  consequences: [],
  mapping: MAPPING,
};

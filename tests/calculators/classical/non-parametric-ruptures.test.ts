/** Example docs/method/classical.md E17: ruptures that list probabilities, also exclusive ones. */
import { expect, test } from "bun:test";
import type { NonParametricRupture, NonParametricSource } from "../../../src/hazard/sources/source.ts";
import { computeExample, expectClose, SINGLE_STEP } from "./compute-example.ts";
import { exampleJob, groupOf, POINT, REGION } from "./example-job.ts";

/** A vertical plane along a meridian from 0.1 S to 0.1 N, 5 to 15 km deep. */
function rupture(lon: number, mag: number, probabilities: number[], weight?: number): NonParametricRupture {
  return {
    mag,
    rake: 0,
    hypocentre: [lon, 0, 10],
    surface: {
      kind: "planarSurface",
      topLeft: [lon, -0.1, 5],
      topRight: [lon, 0.1, 5],
      bottomRight: [lon, 0.1, 15],
      bottomLeft: [lon, -0.1, 15],
    },
    occurrenceProbabilities: Float64Array.from(probabilities),
    ...(weight === undefined ? {} : { weight }),
  };
}

function source(id: string, ruptures: readonly NonParametricRupture[]): NonParametricSource {
  return { kind: "nonParametric", id, name: id, tectonicRegionType: REGION, ruptures };
}

const FIRST = rupture(0, 6.5, [0.9, 0.1, 0]);
const SECOND = rupture(0.1, 7, [0.8, 0.15, 0.05]);

const alone: [string, readonly NonParametricRupture[], number[]][] = [
  ["one rupture", [FIRST], [0.100000001, 0.0862055421, 0.0442670919, 0.00837846193, 0.000329609931]],
  ["up to two occurrences", [SECOND], [0.200000003, 0.196757525, 0.164645642, 0.075528644, 0.0110426918]],
  ["independent ruptures", [FIRST, SECOND], [0.280000001, 0.266001493, 0.201624349, 0.08327429, 0.0113686631]],
];
for (const [name, ruptures, expected] of alone)
  test(`E17: ${name}`, async () => {
    const read = await computeExample(exampleJob({ sources: [source("s", ruptures)] }));
    expectClose(await read("hcurves-stats"), expected);
  });

test("two sources with a rupture each are like one source with two", async () => {
  const read = await computeExample(exampleJob({ sources: [source("a", [FIRST]), source("b", [SECOND])] }));
  expectClose(await read("hcurves-stats"), alone[2]![2]);
});

/** The reference takes complements in single precision, so rates are quantised. */
const EXCLUSIVE = 1.1 * SINGLE_STEP;
const weighted = source("s:1", [
  { ...FIRST, weight: 0.3 },
  { ...SECOND, weight: 0.7 },
]);
const exclusive = { ...groupOf([weighted]), ruptureInterdependence: "mutex" as const };

test("E17: exclusive ruptures", async () => {
  const read = await computeExample(exampleJob({ group: exclusive }));
  expectClose(
    await read("hcurves-stats"),
    [0.170000017, 0.163591921, 0.128532052, 0.055383563, 0.00782877207],
    EXCLUSIVE,
  );
});

test("E17: a group that exists with probability 0.5", async () => {
  const read = await computeExample(exampleJob({ group: { ...exclusive, probability: 0.5 } }));
  expectClose(
    await read("hcurves-stats"),
    [0.0849999785, 0.0817959383, 0.064266026, 0.0276917815, 0.00391435623],
    EXCLUSIVE,
  );
});

test("E17: the sources of such a group are independent", async () => {
  const second = source("s:2", [{ ...SECOND, weight: 1 }]);
  const read = await computeExample(exampleJob({ group: { ...exclusive, sources: [weighted, second] } }));
  expectClose(
    await read("hcurves-stats"),
    [0.335999966, 0.328161478, 0.272015452, 0.12672919, 0.0187849998],
    EXCLUSIVE,
  );
});

test("exclusive non-parametric sources: the weighted mean of their probabilities", async () => {
  const group = {
    ...groupOf([source("s:1", [FIRST]), source("s:2", [SECOND])]),
    sourceInterdependence: "mutex" as const,
    sourceWeights: [0.3, 0.7],
  };
  const read = await computeExample(exampleJob({ group }));
  expectClose(
    await read("hcurves-stats"),
    [0.170000017, 0.163591921, 0.128532052, 0.055383563, 0.00782877207],
    EXCLUSIVE,
  );
});

test("exclusive ruptures of a source with rates are refused", async () => {
  const group = { ...groupOf([POINT]), ruptureInterdependence: "mutex" as const };
  await expect(computeExample(exampleJob({ group }))).rejects.toThrow("only non-parametric sources");
});

test("ruptures beyond the first block count", async () => {
  const many = Array.from({ length: 230 }, (_, i) => rupture(i / 1000, 6 + (i % 7) / 10, [0.999, 0.001]));
  const whole = await computeExample(exampleJob({ sources: [source("s", many)] }));
  const parts = Array.from({ length: 10 }, (_, k) => source(`s${k}`, many.slice(23 * k, 23 * k + 23)));
  const apart = await computeExample(exampleJob({ sources: parts }));
  const curve = await whole("hcurves-stats");
  expectClose(curve, await apart("hcurves-stats"));
  expect(curve[0]!).toBeCloseTo(1 - 0.999 ** 230, 6);
});

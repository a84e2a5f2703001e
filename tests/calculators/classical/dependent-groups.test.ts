/**
 * Clusters and exclusive sources and ruptures in all combinations, against enumeration of what can happen: every source takes
 * one of its exclusive ruptures or all of its independent ones, a cluster happens n times (docs/method/classical.md 5.2 to 5.4).
 */
import { describe, expect, test } from "bun:test";
import type { NonParametricRupture, NonParametricSource, SourceGroup } from "../../../src/hazard/sources/source.ts";
import { computeExample, SINGLE_STEP } from "./compute-example.ts";
import { exampleJob, groupOf, REGION } from "./example-job.ts";

const WEIGHTS = [
  [0.3, 0.7],
  [0.6, 0.4],
] as const;
const SOURCE_WEIGHTS = [0.25, 0.75];
const CLUSTERS_A_YEAR = 0.01;
const YEARS = 50;

function rupture(lon: number, mag: number, weight: number): NonParametricRupture {
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
    occurrenceProbabilities: Float64Array.of(0, 1),
    weight,
  };
}

const SOURCES = WEIGHTS.map(
  (weights, s): NonParametricSource => ({
    kind: "nonParametric",
    id: `s:${s + 1}`,
    name: `s${s}`,
    tectonicRegionType: REGION,
    ruptures: weights.map((weight, r) => rupture(0.1 * s + 0.2 * r, 6.2 + 0.3 * s + 0.2 * r, weight)),
  }),
);

async function curveOf(group: SourceGroup): Promise<number[]> {
  return (await computeExample(exampleJob({ group })))("hcurves-stats");
}

/** Probability of exceedance of each rupture by itself: rupture, then level. */
const alone = Promise.all(
  SOURCES.map((source) =>
    Promise.all(source.ruptures.map((one) => curveOf(groupOf([{ ...source, ruptures: [{ ...one, weight: 1 }] }])))),
  ),
);

/** Probability that one happening of the group exceeds a level. */
function exceedsOnce(
  level: number,
  curves: number[][][],
  exclusiveSources: boolean,
  exclusiveRuptures: boolean,
): number {
  const ofSource = curves.map((ruptures, s) =>
    exclusiveRuptures
      ? ruptures.reduce((sum, curve, r) => sum + WEIGHTS[s]![r]! * curve[level]!, 0)
      : 1 - ruptures.reduce((product, curve) => product * (1 - curve[level]!), 1),
  );
  // Exclusive ruptures decide: the reference then takes the sources for independent.
  return exclusiveSources && !exclusiveRuptures
    ? ofSource.reduce((sum, p, s) => sum + SOURCE_WEIGHTS[s]! * p, 0)
    : 1 - ofSource.reduce((product, p) => product * (1 - p), 1);
}

/** Clusters are a Poisson process: n happenings, none of which exceeds. */
function exceedsInTime(once: number): number {
  let quiet = 0;
  let poisson = Math.exp(-CLUSTERS_A_YEAR * YEARS);
  for (let n = 0; n < 40; n++) {
    quiet += poisson * (1 - once) ** n;
    poisson *= (CLUSTERS_A_YEAR * YEARS) / (n + 1);
  }
  return 1 - quiet;
}

const combinations = [false, true].flatMap((cluster) =>
  (["indep", "mutex"] as const).flatMap((sources) =>
    (["indep", "mutex"] as const).map((ruptures) => ({ cluster, sources, ruptures })),
  ),
);

describe("groups whose sources and ruptures depend on each other", () => {
  for (const { cluster, sources, ruptures } of combinations)
    for (const probability of [1, 0.4])
      test(`cluster ${cluster}, sources ${sources}, ruptures ${ruptures}, group probability ${probability}`, async () => {
        const exclusive = sources === "mutex" || ruptures === "mutex";
        const curve = await curveOf({
          ...groupOf(SOURCES),
          cluster,
          probability,
          sourceInterdependence: sources,
          ruptureInterdependence: ruptures,
          ...(sources === "mutex" ? { sourceWeights: SOURCE_WEIGHTS } : {}),
          ...(cluster ? { occurrence: { kind: "clusterPoisson" as const, occurrenceRate: CLUSTERS_A_YEAR } } : {}),
        });
        const curves = await alone;
        expect(curve.length).toBe(5);
        for (const [level, value] of curve.entries()) {
          const share = exclusive ? probability : 1;
          const once = share * exceedsOnce(level, curves, sources === "mutex", ruptures === "mutex");
          const expected = cluster ? exceedsInTime(once) : once;
          expect(Math.abs(value - expected)).toBeLessThan(2 * SINGLE_STEP + 2e-6 * expected);
        }
      });
});

test("several clusters of exclusive ruptures multiply", async () => {
  const group: SourceGroup = {
    ...groupOf(SOURCES),
    cluster: true,
    ruptureInterdependence: "mutex",
    occurrence: { kind: "clusterPoisson", occurrenceRate: CLUSTERS_A_YEAR },
  };
  const one = await curveOf(group);
  const job = exampleJob({ group });
  const models = new Map(
    Array.from(job.sourceModels, ([file, model]) => [
      file,
      {
        ...model,
        groups: [group, { ...group, sources: SOURCES.map((source) => ({ ...source, id: `t${source.id}` })) }],
      },
    ]),
  );
  const both = await (await computeExample({ ...job, sourceModels: models }))("hcurves-stats");
  for (const [level, value] of both.entries())
    expect(Math.abs(value - (1 - (1 - one[level]!) ** 2))).toBeLessThan(4 * SINGLE_STEP + 4e-6 * value);
});

/** Example docs/method/classical.md E11: occurrence models, exclusive sources, clusters. */
import { expect, test } from "bun:test";
import type { PointSource } from "../../../src/hazard/sources/source.ts";
import { computeExample, expectClose, SINGLE_STEP } from "./compute-example.ts";
import { exampleJob, groupOf, POINT } from "./example-job.ts";

/** M 6.0 with an annual rate of 0.01. */
const ONE_MAGNITUDE: PointSource = {
  ...POINT,
  mfd: { kind: "incremental", minMag: 6, binWidth: 0.5, rates: Float64Array.of(0.01) },
};
const FIRST: PointSource = { ...POINT, id: "s:1" };
const SECOND: PointSource = {
  ...POINT,
  id: "s:2",
  lon: 0.5,
  lat: 0.3,
  mfd: { kind: "truncatedGR", minMag: 5, maxMag: 6.5, aValue: 3.3, bValue: 1 },
};

test("Poisson", async () => {
  const read = await computeExample(exampleJob({ sources: [ONE_MAGNITUDE] }));
  expectClose(await read("hcurves-stats"), [0.393469334, 0.261974365, 0.0807714835, 0.00652932515, 0]);
});

test("FatedTOM counts as Poissonian, which is what the reference does with it", async () => {
  const read = await computeExample(
    exampleJob({ group: { ...groupOf([ONE_MAGNITUDE]), occurrence: { kind: "fated" } } }),
  );
  expectClose(await read("hcurves-stats"), [0.393469334, 0.261974365, 0.0807714835, 0.00652932515, 0]);
});

test("negative binomial, whose missing tail leaves a floor", async () => {
  const group = { ...groupOf([ONE_MAGNITUDE]), occurrence: { kind: "negativeBinomial" as const, alpha: 0.5, mu: 1 } };
  const read = await computeExample(exampleJob({ group }));
  expectClose(await read("hcurves-stats"), [0.359999985, 0.24633348, 0.0791845694, 0.00651949551, 9.216e-7]);
});

test("independent sources", async () => {
  const read = await computeExample(exampleJob({ sources: [FIRST, SECOND] }));
  expectClose(await read("hcurves-stats"), [0.762138009, 0.458476931, 0.148908213, 0.0178182032, 0.000531926926]);
});

test("mutually exclusive sources, in single precision as the reference", async () => {
  const group = { ...groupOf([FIRST, SECOND]), sourceInterdependence: "mutex" as const, sourceWeights: [0.4, 0.6] };
  const read = await computeExample(exampleJob({ group }));
  expectClose(
    await read("hcurves-stats"),
    [0.521700025, 0.278849721, 0.0866547823, 0.0103927255, 0.000319123268],
    1e-4,
  );
  const rare = await computeExample(exampleJob({ group: { ...group, probability: 0.3 } }));
  expectClose(
    await rare("hcurves-stats"),
    [0.156509995, 0.0836549401, 0.0259964485, 0.00311779976, 9.57250595e-5],
    1e-4,
  );
});

test("a cluster brings all its ruptures at once", async () => {
  const second: PointSource = {
    ...ONE_MAGNITUDE,
    id: "s:2",
    lon: 0.5,
    lat: 0.3,
    mfd: { kind: "incremental", minMag: 6.5, binWidth: 0.5, rates: Float64Array.of(0.01) },
  };
  const group = {
    ...groupOf([{ ...ONE_MAGNITUDE, id: "s:1" }, second]),
    cluster: true,
    occurrence: { kind: "clusterPoisson" as const, occurrenceRate: 0.002 },
  };
  const read = await computeExample(exampleJob({ group }));
  const curve = await read("hcurves-stats");
  expectClose(curve, [0.0951625705, 0.0934790373, 0.0697372481, 0.0219183583, 0.00199508667], 1.1 * SINGLE_STEP);
  expect(curve[0]!).toBeGreaterThan(curve[1]!);
});

import { expect, test } from "bun:test";
import {
  type ConditioningSettings,
  conditionMotion,
  type ObservedMeasure,
  placeDistances,
} from "../../../src/hazard/fields/conditioning.ts";
import { PGA } from "../../../src/hazard/intensity-measure.ts";

const STATIONS = { lon: [0, 0.3], lat: [0, 0.1] };
const TARGETS = { lon: [0, 0.1, 0.5, 3], lat: [0, 0, 0.2, 1] };

const motion = (count: number, mean: number) => ({
  mean: new Float32Array(count).fill(mean),
  sigma: new Float32Array(count).fill(0.65),
  tau: new Float32Array(count).fill(0.3),
  phi: new Float32Array(count).fill(0.55),
});

const RECORDED: ObservedMeasure = {
  imt: PGA,
  logarithms: Float64Array.of(Math.log(0.3), Math.log(0.2)),
  sigmas: Float64Array.of(0, 0),
  predicted: motion(2, Math.log(0.15)),
};

function conditioned(covariances: boolean) {
  const settings: ConditioningSettings = {
    spatial: { kind: "JB2009", vs30Clustering: true },
    between: "GodaAtkinson2009",
    ownUncertainty: false,
    covariances,
  };
  const distances = placeDistances({ stations: STATIONS, targets: TARGETS }, covariances);
  return conditionMotion(PGA, motion(4, Math.log(0.15)), [RECORDED], distances, settings);
}

test("at a station the mean is what it recorded, far away it is what is predicted and the bias of the event", () => {
  const { mean, bias } = conditioned(true);
  expect(mean[0]!).toBeCloseTo(Math.log(0.3), 5);
  expect(mean[3]!).toBeCloseTo(Math.log(0.15) + bias.mean, 3);
  expect(bias.mean).toBeGreaterThan(0);
});

test("at a station nothing is left to vary within the event; far away all is", () => {
  const { within, between } = conditioned(true).covariances!;
  expect(within[0]!).toBeCloseTo(0, 6);
  expect(within[15]!).toBeCloseTo(0.55 ** 2, 3);
  expect(between[15]!).toBeLessThan(0.3 ** 2);
});

test("means alone are those beside covariances", () => {
  const alone = conditioned(false);
  expect(alone.covariances).toBeUndefined();
  for (const [i, value] of conditioned(true).mean.entries()) expect(alone.mean[i]!).toBeCloseTo(value, 6);
});

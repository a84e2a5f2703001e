import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ShakeMapSettings,
  type ShakenMotion,
  shakeMapFields,
} from "../../../src/hazard/fields/shake-map-fields.ts";
import { PGA, PGV, parseIntensityMeasure, spectralAcceleration } from "../../../src/hazard/intensity-measure.ts";
import { MersenneTwister } from "../../../src/numerics/random/mersenne-twister.ts";
import { truncatedQuantile } from "../../../src/numerics/truncated-normal.ts";
import { PROJECT } from "../../harness.ts";

interface ReferenceFields {
  readonly lon: readonly number[];
  readonly lat: readonly number[];
  readonly events: number;
  readonly cases: readonly {
    readonly imts: readonly string[];
    readonly spatial: ShakeMapSettings["spatial"];
    readonly cross: ShakeMapSettings["cross"];
    readonly truncation: number;
    readonly seed: number;
    readonly medians: readonly (readonly number[])[];
    readonly deviations: readonly (readonly number[])[];
    /** By measure, event and site. */
    readonly motions: readonly (readonly (readonly number[])[])[];
  }[];
}
const REFERENCE: ReferenceFields = JSON.parse(
  readFileSync(join(PROJECT, "tests/fixtures/hazard/shake-map-fields.json"), "utf8"),
);

const PLACES = { lon: Float64Array.of(13, 13.05), lat: Float64Array.of(42, 42) };
const SETTINGS: ShakeMapSettings = {
  ...{ seed: 42, truncation: 3, events: 3, spatial: "no", cross: "no", choleskyLimit: 10_000 },
};
const motion = (imt: ShakenMotion["imt"], median: number, deviation: number): ShakenMotion => ({
  imt,
  medians: Float32Array.of(median, 2 * median),
  deviations: Float32Array.of(deviation, deviation),
});

function draws(count: number): number[] {
  const twister = new MersenneTwister(42);
  const quantile = truncatedQuantile(3);
  return Array.from({ length: count }, () => quantile(twister.double()));
}

test("without correlation every motion has a draw of its own, measures first, events last", () => {
  const [pga, pgv] = shakeMapFields([motion(PGA, 10, 0.5), motion(PGV, 20, 0.4)], PLACES, SETTINGS);
  const z = draws(12);
  // Event 2 at site 1: the sixth draw of PGA; the mean of a lognormal distribution is the ShakeMap's.
  expect(pga![2 * 2 + 1]!).toBeCloseTo((20 / 100) * Math.exp(0.5 * z[5]! - 0.125), 6);
  expect(pgv![0]!).toBeCloseTo(20 * Math.exp(0.4 * z[6]! - 0.08), 4);
});

test("intensities vary around their values", () => {
  const [mmi] = shakeMapFields([motion(parseIntensityMeasure("MMI"), 5, 0.6)], PLACES, { ...SETTINGS, cross: "yes" });
  expect(mmi![1 * 2 + 0]!).toBeCloseTo(5 + 0.6 * draws(2)[1]!, 5);
});

test("correlated residuals have the deviations and correlations asked for", () => {
  const events = 20_000;
  const motions = [motion(PGA, 10, 0.5), motion(spectralAcceleration(1), 20, 0.4)];
  const settings = { ...SETTINGS, truncation: 6, events, spatial: "yes", cross: "yes" } as const;
  const fields = shakeMapFields(motions, PLACES, settings);
  const ln = (m: number, s: number) =>
    Float64Array.from({ length: events }, (_, e) => Math.log(fields[m]![e * 2 + s]!));
  const mean = (x: Float64Array) => x.reduce((a, b) => a + b, 0) / x.length;
  const covariance = (x: Float64Array, y: Float64Array) => {
    const [mx, my] = [mean(x), mean(y)];
    return mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
  };
  const correlation = (x: Float64Array, y: Float64Array) =>
    covariance(x, y) / Math.sqrt(covariance(x, x) * covariance(y, y));
  expect(Math.sqrt(covariance(ln(0, 0), ln(0, 0)))).toBeCloseTo(0.5, 1);
  // 4.13 km apart: exp(-3 * 4.13 / 40.7).
  expect(correlation(ln(0, 0), ln(0, 1))).toBeCloseTo(0.7375, 1);
  // 0.05 s and 1 s at one place.
  const alike = 1 - Math.cos(Math.PI / 2 - (0.359 + 0.163 * Math.log(0.05 / 0.189)) * Math.log(20));
  expect(correlation(ln(0, 0), ln(1, 0))).toBeCloseTo(alike, 1);
});

test("more than the limit, and what is sure everywhere, is not correlated", () => {
  const yes = { ...SETTINGS, spatial: "yes" } as const;
  expect(() => shakeMapFields([motion(PGA, 10, 0.5)], PLACES, { ...yes, choleskyLimit: 1 })).toThrow("cholesky_limit");
  expect(() => shakeMapFields([motion(PGA, 10, 0)], PLACES, yes)).toThrow("sure everywhere");
});

for (const { imts, spatial, cross, truncation, seed, medians, deviations, motions } of REFERENCE.cases)
  test(`the reference's fields of ${imts.join(", ")}, correlated in space: ${spatial}, between measures: ${cross}`, () => {
    const fields = shakeMapFields(
      imts.map((name, m) => ({
        imt: parseIntensityMeasure(name),
        medians: Float32Array.from(medians[m]!),
        deviations: Float32Array.from(deviations[m]!),
      })),
      { lon: Float64Array.from(REFERENCE.lon, Math.fround), lat: Float64Array.from(REFERENCE.lat, Math.fround) },
      { seed, truncation, events: REFERENCE.events, spatial, cross, choleskyLimit: 1000 },
    );
    for (const [m, expected] of motions.entries())
      for (const [i, value] of expected.flat().entries())
        expect(Math.abs(fields[m]![i]! / value - 1)).toBeLessThan(1e-5);
  });

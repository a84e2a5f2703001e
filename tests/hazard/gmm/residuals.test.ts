/** What fields take from models, declared and computed, for every model of the fixtures. */
import { describe, expect, test } from "bun:test";
import { makeGroundMotionBlock } from "../../../src/hazard/gmm/model.ts";
import { buildModel } from "../../../src/hazard/gmm/registry.ts";
import { residualsOf, withBetweenRatio } from "../../../src/hazard/gmm/residuals.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { fixtureBlock, fixtureModel, readModelFixtures } from "./fixtures.ts";

const FIXTURES = [...readModelFixtures().values()].flat();

/** Declare parts and do not give both, as the reference has it: AlAtikSigmaModel (no phi), MultiGMPE (its models may give the total), a fixed tau. */
const WITHOUT_PARTS = /^(AlAtikSigmaModel|MultiGMPE|WongEtAl2022|ModifiableGMPE 1$)/;
/** Declare the total and give 0, as the reference has it: medians only. */
const MEDIAN_ONLY = /^(YenierAtkinson2015|HassaniAtkinson2018|WongEtAl2022)/;
/** Give parts although they declare the total only, as the reference has it: fields do not use them. */
const MORE_THAN_DECLARED = /Can15|^AvgGMPE/;

describe("residuals", () => {
  test("models that declare parts give them, others do not", () => {
    const wrong: string[] = [];
    const kinds = new Set<string>();
    for (const fixture of FIXTURES) {
      const model = fixtureModel(fixture);
      const kind = residualsOf(model);
      kinds.add(kind);
      if (kind === "mixture") continue;
      const block = fixtureBlock(fixture);
      for (const { imt } of fixture.measures) {
        const out = makeGroundMotionBlock(block.length);
        model.forMeasure(parseIntensityMeasure(imt))(block, out);
        const all = (values: Float64Array, holds: (value: number) => boolean) => values.every(holds);
        const positive = (value: number) => value > 0;
        const zero = (value: number) => value === 0;
        const isRight =
          kind === "parts"
            ? WITHOUT_PARTS.test(fixture.name) || (all(out.tau, positive) && all(out.phi, positive))
            : (MORE_THAN_DECLARED.test(fixture.name) || (all(out.tau, zero) && all(out.phi, zero))) &&
              (all(out.sigma, positive) || (MEDIAN_ONLY.test(fixture.name) && all(out.sigma, zero)));
        if (!isRight) wrong.push(`${fixture.name} ${imt}: ${kind}`);
      }
    }
    expect(wrong).toEqual([]);
    expect([...kinds].sort()).toEqual(["mixture", "parts", "total"]);
  });

  test("parts of a given ratio for models of the total only, the worked number", () => {
    const fixture = FIXTURES.find(({ name }) => name === "SadighEtAl1997")!;
    const model = withBetweenRatio(fixtureModel(fixture), 1.7);
    const plain = makeGroundMotionBlock(5);
    const split = makeGroundMotionBlock(5);
    const block = fixtureBlock(fixture);
    const pga = parseIntensityMeasure("PGA");
    fixtureModel(fixture).forMeasure(pga)(block, plain);
    model.forMeasure(pga)(block, split);
    expect(residualsOf(model)).toBe("parts");
    expect([...split.sigma]).toEqual([...plain.sigma]);
    for (let i = 0; i < 5; i++) {
      expect(split.phi[i]! / split.tau[i]!).toBeCloseTo(1.7, 12);
      expect(Math.hypot(split.tau[i]!, split.phi[i]!)).toBeCloseTo(plain.sigma[i]!, 12);
    }
    expect(0.65 / Math.hypot(1, 1.7)).toBeCloseTo(0.3296, 4);
  });

  test("models that have parts are left alone", () => {
    const model = buildModel("BooreEtAl2014");
    expect(withBetweenRatio(model, 1.7)).toBe(model);
  });
});

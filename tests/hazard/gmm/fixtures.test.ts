/** Every class and alias against what the reference engine gives at a few contexts, without anything beside the project. */
import { describe, expect, test } from "bun:test";
import type { ContextBlock } from "../../../src/hazard/context-block.ts";
import { type GroundMotionModel, makeGroundMotionBlock } from "../../../src/hazard/gmm/model.ts";
import { aliasNames, modelNames } from "../../../src/hazard/gmm/registry.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { normalCdf } from "../../../src/numerics/normal.ts";
import { fixtureBlock, fixtureModel, type ModelFixture, readModelFixtures } from "./fixtures.ts";

const FIXTURES = readModelFixtures();
const SECTIONS = new Set([...FIXTURES.values()].flat().map(({ name }) => name));

/** The reference gives nine digits; the mean is compared absolutely below 1, since 0 means an amplitude of 1. */
const TOLERANCE = 1e-6;
/** Trees and networks that the reference evaluates in single precision. */
const SINGLE_PRECISION = /^(Mohammadi|Karimzadeh|Taherian)/;

/** Probability of exceeding 0.05 in a context, truncated at 3 standard deviations. */
function exceedance(model: GroundMotionModel, imt: IntensityMeasure, block: ContextBlock, i: number): number {
  if (model.mixture !== undefined)
    return model.mixture.reduce((sum, part) => sum + part.weight * exceedance(part.model, imt, block, i), 0);
  const out = makeGroundMotionBlock(block.length);
  model.forMeasure(imt)(block, out);
  const bound = normalCdf(3);
  const below = normalCdf((Math.log(0.05) - out.mean[i]!) / out.sigma[i]!);
  return Math.min(Math.max((bound - below) / (2 * bound - 1), 0), 1);
}

/** The values that differ, as texts. */
function differences(fixture: ModelFixture): string[] {
  const model = fixtureModel(fixture);
  const block = fixtureBlock(fixture);
  const tolerance = SINGLE_PRECISION.test(fixture.name) ? 1e-4 : TOLERANCE;
  const wrong: string[] = [];
  for (const { imt, poe, ...wanted } of fixture.measures) {
    const out = makeGroundMotionBlock(block.length);
    model.forMeasure(parseIntensityMeasure(imt))(block, out);
    for (const what of ["mean", "sigma", "tau", "phi"] as const)
      for (let i = 0; i < block.length; i++) {
        const want = wanted[what][wanted[what].length === 1 ? 0 : i]!;
        const got = out[what][i]!;
        const scale = what === "mean" ? Math.max(1, Math.abs(want)) : Math.abs(want);
        if (!(Math.abs(got - want) <= tolerance * scale))
          wrong.push(`${imt} ${what} of context ${i}: ${got}, not ${want}`);
      }
    poe?.forEach((want, i) => {
      const got = exceedance(model, parseIntensityMeasure(imt), block, i);
      // The reference keeps probabilities in single precision.
      if (!(Math.abs(got - want) <= 2e-6)) wrong.push(`${imt} probability of context ${i}: ${got}, not ${want}`);
    });
  }
  return wrong;
}

describe("fixtures of ground-motion models", () => {
  test("there is a file for every class, and a section for every alias", () => {
    expect(modelNames().filter((name) => !FIXTURES.has(name))).toEqual([]);
    expect(aliasNames().filter((name) => !SECTIONS.has(name))).toEqual([]);
    expect([...FIXTURES.keys()].filter((name) => !modelNames().includes(name))).toEqual([]);
  });

  for (const [name, fixtures] of FIXTURES)
    test(name, () => {
      for (const fixture of fixtures) {
        const model = fixtureModel(fixture);
        const { tectonicRegionType, component, referenceVelocity } = model;
        expect(fixture.measures.length).toBeGreaterThan(0);
        expect({ name: fixture.name, wrong: differences(fixture) }).toEqual({ name: fixture.name, wrong: [] });
        expect<unknown>([tectonicRegionType, component, referenceVelocity]).toEqual([
          fixture.tectonicRegionType,
          fixture.component,
          fixture.referenceVelocity,
        ]);
        expect([...model.standardDeviations].sort() as string[]).toEqual([...fixture.standardDeviations]);
        const columns = [...model.ruptureColumns, ...model.distanceColumns, ...model.siteColumns];
        expect([...columns].sort() as string[]).toEqual([...fixture.columns.keys()].sort());
        for (const imt of fixture.refused) expect(() => model.forMeasure(parseIntensityMeasure(imt))).toThrow();
      }
    });
});

/** Every secondary peril against the reference (tests/fixtures/hazard/perils.json, made by scripts/fixtures/perils.py). */
import { describe, expect, test } from "bun:test";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import type { PerilSites } from "../../../src/hazard/perils/peril.ts";
import { choosePerils, PERIL_MODELS, preparePerils } from "../../../src/hazard/perils/select-perils.ts";
import fixture from "../../fixtures/hazard/perils.json";

const numbers = (record: { [name: string]: number[] }) =>
  new Map(Object.entries(record).map(([name, values]) => [name, Float64Array.from(values)]));
const SITES: PerilSites = {
  count: 4,
  parameters: numbers(fixture.sites),
  texts: new Map(Object.entries(fixture.texts)),
};
const MEASURES = Object.keys(fixture.motions).map(parseIntensityMeasure);
const MOTIONS = Object.values(fixture.motions).map((values) => Float32Array.from(values));
const REACHED = Int32Array.of(0, 1, 2, 3);

describe("secondary perils", () => {
  for (const { name } of PERIL_MODELS)
    test(name, () => {
      const perils = preparePerils(choosePerils([name], [], MEASURES, SITES), MEASURES, SITES);
      const expected = fixture.outputs[name as keyof typeof fixture.outputs];
      for (const [i, mag] of fixture.mags.entries()) {
        const columns = perils.compute(mag, REACHED, 1, MOTIONS);
        expect(columns.length).toBe(expected[i]!.length);
        for (const [c, column] of expected[i]!.entries())
          for (const [s, value] of column.entries())
            expect(Math.abs(columns[c]![s]! - value)).toBeLessThanOrEqual(2e-6 * Math.abs(value) + 1e-9);
      }
    });

  test("settings of the job", () => {
    const settings = [{ deformation_component: "PGDGeomMean", return_unit: "in" }];
    const perils = preparePerils(choosePerils(["HazusDeformation"], settings, MEASURES, SITES), MEASURES, SITES);
    expect(perils.names).toEqual(["HazusDeformation_PGDGeomMean"]);
    expect(perils.compute(7, REACHED, 1, MOTIONS)[0]![0]!).toBeGreaterThan(10);
  });

  test("refuse what is missing or unknown, all at once", () => {
    const none: PerilSites = { count: 1, parameters: new Map(), texts: new Map() };
    const choose = () => choosePerils(["HazusLiquefaction", "Flood"], [{ colour: 1 }, {}], [], none);
    expect(choose).toThrow(/Flood is not computed/);
    try {
      choose();
    } catch (error) {
      const messages = (error as { problems: { message: string }[] }).problems.map(({ message }) => message);
      expect(messages).toContain("HazusLiquefaction needs PGA");
      expect(messages).toContain("HazusLiquefaction needs the site parameter gwd");
      expect(messages).toContain("HazusLiquefaction has no setting colour with an effect");
    }
  });
});

/** Every secondary peril against the reference (tests/fixtures/hazard/perils.json, made by scripts/fixtures/perils.py). */
import { describe, expect, test } from "bun:test";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import type { PerilSites } from "../../../src/hazard/perils/peril.ts";
import {
  choosePerils,
  PERIL_MODELS,
  perilSiteColumns,
  preparePerils,
} from "../../../src/hazard/perils/select-perils.ts";
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

test("slopes add their factor of safety and critical acceleration to the sites, once", () => {
  const column = (value: number) => Float64Array.of(value, value);
  const parameters = new Map([
    ["slope", Float64Array.of(0.5, 2)],
    ...(
      [
        ["cohesion_mid", 30000],
        ["friction_mid", 34],
        ["saturation", 0.1],
        ["dry_density", 2446],
        ["slab_thickness", 2.5],
      ] as const
    ).map(([name, value]) => [name, column(value)] as const),
  ]);
  const sites = { count: 2, parameters, texts: new Map() };
  const columns = perilSiteColumns(["Jibson2007ALandslides", "JibsonEtAl2000Landslides", "HazusLiquefaction"], sites);
  expect([...columns.keys()]).toEqual(["Fs", "crit_accel"]);
  // Infinite slope: cohesion, friction, and pore pressure against gravity; 26.57 and 63.43 degrees.
  const weight = 9.81 * 2446;
  const friction = Math.tan((34 * Math.PI) / 180);
  const safety = (slope: number) =>
    30000 / (weight * 2.5 * Math.sin(Math.atan(slope))) + friction / slope - (0.1 * 9810 * friction) / (weight * slope);
  expect(columns.get("Fs")![0]).toBeCloseTo(safety(0.5), 10);
  expect(columns.get("Fs")![1]).toBeCloseTo(safety(2), 10);
  expect(columns.get("crit_accel")![0]).toBeCloseTo((safety(0.5) - 1) * Math.sin(Math.atan(0.5)), 10);
  expect(columns.get("crit_accel")![1]).toBeCloseTo(Math.max((safety(2) - 1) * Math.sin(Math.atan(2)), 1e-4), 10);
  expect(perilSiteColumns(["HazusLiquefaction"], sites).size).toBe(0);
});

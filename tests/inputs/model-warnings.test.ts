import { describe, expect, test } from "bun:test";
import { buildModel } from "../../src/hazard/gmm/registry.ts";
import { parseIntensityMeasure } from "../../src/hazard/intensity-measure.ts";
import type { GmmLogicTree } from "../../src/hazard/logic-tree/trees.ts";
import type { SiteCollection } from "../../src/hazard/sites/site-collection.ts";
import type { SourceModel } from "../../src/hazard/sources/source.ts";
import { type ModelUse, modelWarnings } from "../../src/inputs/model-warnings.ts";

const REGION = "Active Shallow Crust";

function use(name: string, changes: Partial<ModelUse> = {}, args = {}): ModelUse {
  const branch = { model: buildModel(name, args) };
  const trees = [{ branchSets: [{ tectonicRegionType: REGION, branches: [branch] }] }] as unknown as GmmLogicTree[];
  const sites = { count: 2, parameters: new Map([["vs30", Float64Array.of(760, 90)]]) } as unknown as SiteCollection;
  const source = (minMag: number, maxMag: number) => ({
    tectonicRegionType: REGION,
    mfd: { kind: "truncatedGR", minMag, maxMag, bValue: 1, aValue: 4 },
  });
  const sourceModels = [{ groups: [{ sources: [source(5, 7), source(5, 9.1)] }] }] as unknown as SourceModel[];
  const measures = [parseIntensityMeasure("PGA")];
  return { trees, sites, sourceModels, measures, maximumDistance: () => 200, exact: false, ...changes };
}

describe("warnings of ground-motion models", () => {
  test("magnitudes and vs30 beyond what a model was made for, with their share", () => {
    expect(modelWarnings(use("BooreEtAl2014"))).toEqual([
      "BooreEtAl2014 is used beyond what it was made for: magnitudes 5 to 9.1 of 1 of 2 sources, valid are 3 to 8.5; vs30 of 1 of 2 sites is not 150 to 1500 m/s",
    ]);
  });

  test("distances", () => {
    const [warning] = modelWarnings(use("BooreEtAl2014", { maximumDistance: () => 500, sourceModels: [] }));
    expect(warning).toContain("distances up to 500 km, valid are 400 km");
  });

  test("nothing where nothing is left, or nothing is known", () => {
    const inside = { parameters: new Map([["vs30", Float64Array.of(760)]]), count: 1 } as unknown as SiteCollection;
    expect(modelWarnings(use("BooreEtAl2014", { sites: inside, sourceModels: [] }))).toEqual([]);
    expect(modelWarnings(use("AbrahamsonSilva1997"))).toEqual([]);
  });

  test("numbers that are known to be wrong, unless exact ones are asked for", () => {
    const measures = [parseIntensityMeasure("EAS(30)"), parseIntensityMeasure("EAS(1)")];
    const quiet = { sourceModels: [], maximumDistance: () => undefined, measures };
    const [warning, ...others] = modelWarnings(use("BaylessAbrahamson2018", quiet));
    expect(warning).toContain("BaylessAbrahamson2018: its standard deviation above 23.99 Hz");
    expect(warning).toContain("(EAS(30.000000)); numerics = exact");
    expect(others).toEqual([]);
    expect(modelWarnings(use("BaylessAbrahamson2018", { ...quiet, exact: true }))).toEqual([]);
  });
});

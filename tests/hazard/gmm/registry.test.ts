import { describe, expect, test } from "bun:test";
import { evaluateModel, periodRange } from "../../../src/hazard/gmm/evaluate.ts";
import { buildModelFromText, parseModelText } from "../../../src/hazard/gmm/model-text.ts";
import { buildModel, modelNames } from "../../../src/hazard/gmm/registry.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { fixtureModel, readModelFixtures } from "./fixtures.ts";

describe("registry", () => {
  test("names the nearest models for an unknown one", () => {
    expect(() => buildModel("BooreAtkinson2088")).toThrow('unknown ground-motion model "BooreAtkinson2088"');
    expect(() => buildModel("BooreAtkinson2088")).toThrow("did you mean BooreAtkinson2008");
  });

  test("refuses arguments a model does not take", () => {
    expect(() => buildModel("SadighEtAl1997", { region: "JPN" })).toThrow("SadighEtAl1997 takes no arguments");
    expect(() => buildModel("BooreAtkinson2008BCHydro", { sigma_mu_epsilon: "high" })).toThrow("a number");
    expect(() => buildModel("BooreAtkinson2008BCHydro", { sigma_mu: 1 })).toThrow("did you mean sigma_mu_epsilon");
  });

  test("every class gives numbers for every measure of its fixture", () => {
    const fixtures = readModelFixtures();
    for (const name of modelNames()) {
      const fixture = fixtures.get(name)?.[0];
      if (fixture === undefined) throw new Error(`${name} has no fixture`);
      const parameters = Object.fromEntries([...fixture.columns].map(([column, cells]) => [column, [...cells]]));
      const measures = fixture.measures.map(({ imt }) => parseIntensityMeasure(imt));
      for (const result of evaluateModel(fixtureModel(fixture), parameters, measures)) {
        expect(
          [...result.mean, ...result.sigma, ...result.tau, ...result.phi].every(Number.isFinite),
          `${name} ${result.imt}`,
        ).toBe(true);
      }
    }
  });

  test("a mixture has one component a factor", () => {
    const model = buildModel("BooreAtkinson2008", { mixture_model: { factors: [0.8, 1.2], weights: [0.5, 0.5] } });
    const parameters = { mag: 6, rake: 0, vs30: 760, rjb: 20 };
    const pga = [parseIntensityMeasure("PGA")];
    const sigma = evaluateModel(model, parameters, pga)[0]?.sigma[0] ?? Number.NaN;
    const scaled = model.mixture?.map((part) => evaluateModel(part.model, parameters, pga)[0]?.sigma[0]);
    expect(scaled).toEqual([sigma * 0.8, sigma * 1.2]);
    expect(() => buildModel("SadighEtAl1997", { mixture_model: { factors: [1], weights: [] } })).toThrow(
      "mixture_model",
    );
  });
});

describe("model text", () => {
  test("a bare name, a name with arguments and TOML are the same", () => {
    const wanted = { name: "BooreAtkinson2008BCHydro", args: { sigma_mu_epsilon: 1 } };
    expect(parseModelText("BooreAtkinson2008BCHydro\nsigma_mu_epsilon = 1")).toEqual(wanted);
    expect(parseModelText("[BooreAtkinson2008BCHydro]\nsigma_mu_epsilon = 1")).toEqual(wanted);
    expect(parseModelText("  SadighEtAl1997 ")).toEqual({ name: "SadighEtAl1997", args: {} });
  });

  test("refuses what is not one table", () => {
    expect(() => parseModelText("[A]\n[B]")).toThrow("2 top-level tables");
    expect(() => parseModelText("[A")).toThrow("not valid TOML");
  });
});

describe("evaluation by name", () => {
  const model = buildModelFromText("SadighEtAl1997");
  const pga = [parseIntensityMeasure("PGA")];

  test("repeats single values", () => {
    const [result] = evaluateModel(model, { mag: 6, rake: [0], vs30: 800, rrup: [10, 20, 40] }, pga);
    expect(result?.mean).toHaveLength(3);
    expect(result?.tau).toEqual([0, 0, 0]);
  });

  test("names missing and unknown parameters", () => {
    expect(() => evaluateModel(model, { mag: 6, rake: 0 }, pga)).toThrow("needs rrup, vs30");
    expect(() => evaluateModel(model, { mag: 6, rake: 0, vs30: 1, rrup: 1, dip: 3 }, pga)).toThrow("does not use dip");
    expect(() => evaluateModel(model, { mag: [5, 6], rake: [0, 1, 2], vs30: 1, rrup: 1 }, pga)).toThrow("3 values");
    expect(() => evaluateModel(model, { mag: 6, rake: 0, vs30: "rock", rrup: 1 }, pga)).toThrow('vs30 is "rock"');
  });

  test("finds the range of periods", () => {
    expect(periodRange(buildModelFromText("AkkarBommer2010"))).toEqual([0.01, 4]);
  });

  test("refuses measures with the name of the model and what it gives", () => {
    expect(() => model.forMeasure(parseIntensityMeasure("PGV"))).toThrow(
      "SadighEtAl1997 does not give PGV (allowed: PGA, SA)",
    );
    expect(() => model.forMeasure(parseIntensityMeasure("SA(9)"))).toThrow(
      "SadighEtAl1997: no coefficients for SA(9.0)",
    );
  });
});

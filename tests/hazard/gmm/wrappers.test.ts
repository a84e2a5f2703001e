import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { evaluateModel, type ParameterValues } from "../../../src/hazard/gmm/evaluate.ts";
import type { ModelArguments } from "../../../src/hazard/gmm/model.ts";
import { buildModel } from "../../../src/hazard/gmm/registry.ts";
import { parseIntensityMeasure } from "../../../src/hazard/intensity-measure.ts";
import { tempFolder } from "../../harness.ts";

interface Case {
  readonly model: string;
  readonly args: ModelArguments;
  readonly at: { readonly [name: string]: ParameterValues };
  readonly imt: string;
  readonly folder?: string;
}

/** Mean, sigma, tau and phi of the first context. */
function values({ model, args, at, imt, folder }: Case): number[] {
  const built = buildModel(model, args, folder === undefined ? {} : { folder });
  const result = evaluateModel(built, at, [parseIntensityMeasure(imt)])[0];
  return [result?.mean, result?.sigma, result?.tau, result?.phi].map((column) => column?.[0] ?? Number.NaN);
}

/** Values of the reference engine for one context. */
function expectClose(got: readonly number[], wanted: readonly number[]): void {
  wanted.forEach((value, index) => {
    expect(got[index]).toBeCloseTo(value, 9);
  });
}

const bindi = { gmpe_name: "BindiEtAl2014Rjb" };

describe("deviations of Al Atik", () => {
  const model = "AlAtikSigmaModel";
  const large = { mag: 7.22, rake: -120, vs30: 532.451, rjb: 16.489 };
  const small = { mag: 4.536, rake: -90, vs30: 789.531, rjb: 13.628 };

  test("the displacement is constant beyond the corner period", () => {
    expectClose(
      values({ model, args: bindi, at: small, imt: "SA(2.6)" }),
      [-7.8290065375224485, 0.38754, 0.4500144, 0],
    );
  });

  test("the spectrum goes on beyond the last period below the corner", () => {
    expectClose(values({ model, args: bindi, at: large, imt: "SA(2.6)" }), [-2.8379634979618453, 0.38754, 0.3508, 0]);
  });

  test("rows of several magnitudes are those of single ones", () => {
    const at = { mag: [7.22, 4.536], rake: [-120, -90], vs30: [532.451, 789.531], rjb: [16.489, 13.628] };
    const [result] = evaluateModel(buildModel(model, bindi), at, [parseIntensityMeasure("SA(2.6)")]);
    expect(result?.mean[0]).toBeCloseTo(-2.8379634979618453, 9);
    expect(result?.mean[1]).toBeCloseTo(-7.8290065375224485, 9);
  });

  test("quantiles and the site-to-site part", () => {
    const args = {
      ...bindi,
      tau_model: "cena",
      phi_model: "cena",
      phi_ss_quantile: 0.5,
      tau_quantile: 0.3,
      phi_s2ss_model: "cena",
      phi_s2ss_quantile: 0.8,
    };
    const at = { mag: 5.835, rake: 0, vs30: 553.445, rjb: 17.722 };
    const wanted = [-1.977703188388308, 0.7426747055505201, 0.2633175802484765, 0];
    expectClose(values({ model, args, at, imt: "SA(0.1)" }), wanted);
  });

  test("a file that is not there is named", () => {
    expect(() => buildModel(model, { ...bindi, kappa_file: "none.txt", kappa_val: "high" })).toThrow("kappa factors");
  });
});

describe("site amplification", () => {
  test("Eurocode 8 by vs30 and the depth of rock", () => {
    const args = { ...bindi, reference_velocity: 700 };
    const at = { mag: 5.291, rake: 90, vs30: 267.936, rjb: 18.165, h800: 113.232 };
    const wanted = [-2.7595222677338787, 0.7868324702226462, 0.4163534365151833, 0.6676506658092746];
    expectClose(values({ model: "Eurocode8Amplification", args, at, imt: "SA(0.5)" }), wanted);
  });

  test("unknown site classes and depths are refused by name", () => {
    const at = { mag: 6, rake: 0, vs30: 300, rjb: 20 };
    const pitilakis = { model: "PitilakisEtAl2020", args: bindi, imt: "PGA", at: { ...at, ec8_p18: "B" } };
    expect(() => values(pitilakis)).toThrow('"B" is not a site class of ec8_p18');
    const dinsever = { model: "SandikkayaDinsever2018", args: bindi, imt: "PGA", at: { ...at, z1pt0: -999 } };
    expect(() => values(dinsever)).toThrow("needs a measured z1pt0");
  });

  test("a model without parts of its deviation is refused", () => {
    const args = { gmpe_name: "SadighEtAl1997" };
    expect(() => buildModel("SandikkayaDinsever2018", args)).toThrow("has no inter event standard deviation");
  });
});

test("anelastic attenuation from a file", () => {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "gamma.txt"), "IMT gamma\nPGA -0.004\n0.01 -0.004\n10.0 -0.0005\n");
  const args = { d_sigma: 300, kappa0: 0.006, gamma_fle: "gamma.txt" };
  const at = { mag: 7.987, hypo_depth: 7.346, vs30: 839.373, rrup: 237.521 };
  const got = values({ model: "HassaniAtkinson2018", args, at, imt: "SA(0.33)", folder: folder.path });
  expectClose(got, [-4.244127957551888, 0, 0, 0]);
});

import { expect, test } from "bun:test";
import { refuseUnsupported } from "../../../src/calculators/classical/refuse-unsupported.ts";
import { InputError } from "../../../src/input-error.ts";
import { type ExampleOptions, exampleJob, groupOf, POINT } from "../classical/example-job.ts";

function refusal(parameters: NonNullable<ExampleOptions["parameters"]>, options: ExampleOptions = {}): string {
  try {
    refuseUnsupported(exampleJob({ ...options, parameters }));
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
}

const CONDITIONAL = {
  postproc_func: "conditional_spectrum.main",
  cross_correlation: "BakerJayaram2008",
  imt_ref: "PGA",
  poes: "0.1",
};

test("functions that are not computed are refused by name", () => {
  expect(refusal({ postproc_func: "aelo_plots.main" })).toContain("aelo_plots.main");
});

test("a function that does nothing is accepted", () => {
  expect(refusal({ postproc_func: "dummy.main" })).toBe("");
});

test("preclassical calculations run only what needs no curves", () => {
  const preclassical = { calculation_mode: "preclassical" };
  expect(refusal({ ...preclassical, postproc_func: "med_gmv.main" })).toBe("");
  expect(refusal({ ...CONDITIONAL, ...preclassical })).toContain("needs hazard curves");
});

test("conditional spectra", () => {
  expect(refusal(CONDITIONAL)).toBe("");
  expect(refusal({ ...CONDITIONAL, cross_correlation: "GodaAtkinson2009" })).toContain("GodaAtkinson2009");
  expect(refusal({ ...CONDITIONAL, imt_ref: "SA(0.2)" })).toContain("SA(0.2)");
  expect(refusal({ ...CONDITIONAL, quantiles: "0.5" })).toContain("only the mean");
  const { poes: _, ...withoutPoes } = CONDITIONAL;
  expect(refusal(withoutPoes)).toContain("poes");
  expect(
    refusal(
      { ...CONDITIONAL, max_sites_disagg: "1" },
      {
        sites: [
          [0, 0],
          [1, 1],
        ],
      },
    ),
  ).toContain("at most 1 sites");
});

test("median spectra are annual", () => {
  const median = { postproc_func: "median_spectrum.main", poes: "0.01" };
  expect(refusal(median)).toContain("investigation_time = 1");
  expect(refusal({ ...median, investigation_time: "1" })).toBe("");
});

test("disaggregation by relevant source", () => {
  const args = "{'imts': ['PGA'], 'imls_by_sid': {0: [0.1]}}";
  const disagg = { postproc_func: "disagg_by_rel_sources.main", disagg_by_src: "true", postproc_args: args };
  expect(refusal(disagg)).toBe("");
  expect(refusal({ ...disagg, disagg_by_src: "false" })).toContain("rates by source");
  expect(refusal({ ...disagg, postproc_args: "{'imts': ['SA(1.0)'], 'imls_by_sid': {0: [0.1]}}" })).toContain(
    "SA(1.0)",
  );
  expect(refusal({ ...disagg, postproc_args: "{'imts': ['PGA'], 'imls_by_sid': {3: [0.1]}}" })).toContain("no site 3");
  expect(refusal({ ...disagg, postproc_args: "{'imts': ['PGA'], 'imls_by_sid': {0: [0.1, 0.2]}}" })).toContain(
    "one positive level",
  );
  expect(refusal({ ...disagg, postproc_args: "{'imls_by_sid': 3, 'poes': 4}" })).toContain('unknown argument "poes"');
});

test("design motions need three measures", () => {
  expect(refusal({ postproc_func: "compute_rtgm.main", disagg_by_src: "true" })).toContain("SA(0.2)");
});

test("clusters and exclusive sources have no ruptures with rates of their own", () => {
  const group = { ...groupOf([POINT]), sourceInterdependence: "mutex", sourceWeights: [1] } as const;
  expect(refusal(CONDITIONAL, { group })).toContain("exclusive sources");
});

test("weights by measure are taken by median spectra only", () => {
  const job = (parameters: NonNullable<ExampleOptions["parameters"]>) => {
    const whole = exampleJob({ parameters });
    const branchSets = whole.gmmTree!.branchSets.map((set) => ({
      ...set,
      branches: set.branches.map((branch) => ({ ...branch, weightByMeasure: new Map([["PGA", 1]]) })),
    }));
    return { ...whole, gmmTree: { ...whole.gmmTree!, branchSets } };
  };
  const median = { postproc_func: "median_spectrum.main", poes: "0.01", investigation_time: "1" };
  expect(() => refuseUnsupported(job(median))).not.toThrow();
  expect(() => refuseUnsupported(job(CONDITIONAL))).toThrow("weights by measure");
});

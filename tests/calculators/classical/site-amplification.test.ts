import { expect, test } from "bun:test";
import { siteAmplification } from "../../../src/calculators/stages/site-amplification.ts";
import type { AmplificationTable } from "../../../src/hazard/site-response/amplification.ts";
import { exampleJob } from "./example-job.ts";

/** Factors for one function of soil on rock of 600 m/s, which the sites of the example have. */
function jobOnSoil(model: string, referenceVs30 = 600, tolerance = "0") {
  const job = exampleJob({ models: { [model]: 1 }, parameters: { vs30_tolerance: tolerance } });
  const table = { referenceVs30, functions: new Map([["", { medians: new Map([["PGA", []]]) }]]) };
  return { ...job, amplification: table as unknown as AmplificationTable };
}

test("models must be for rock at least as stiff as that of the factors", () => {
  expect(siteAmplification(jobOnSoil("BooreAtkinson2008"))?.method).toBe("convolution");
  expect(() => siteAmplification(jobOnSoil("BooreAtkinson2008", 800))).toThrow(
    "BooreAtkinson2008.DEFINED_FOR_REFERENCE_VELOCITY=760 < 800",
  );
  expect(() => siteAmplification(jobOnSoil("SadighEtAl1997"))).toThrow(
    "The attribute DEFINED_FOR_REFERENCE_VELOCITY is missing in the gsim SadighEtAl1997",
  );
});

test("the sites must be on that rock, within the tolerance", () => {
  expect(() => siteAmplification(jobOnSoil("BooreAtkinson2008", 700, "50"))).toThrow(
    "Some vs30 in the site collection is different from vs30_ref=700 over the tolerance of 50",
  );
  expect(siteAmplification(jobOnSoil("BooreAtkinson2008", 700, "100"))).toBeDefined();
  expect(siteAmplification(jobOnSoil("SadighEtAl1997", 900, "-1"))).toBeDefined();
});

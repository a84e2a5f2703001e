/** The mode `preclassical`: what a classical calculation would compute, counted and not computed. */
import type { Calculator } from "../calculator.ts";
import { runPostProcessing } from "../post-processing/index.ts";
import { estimateCurves } from "../stages/curves/size-up.ts";
import { makeCurveRunner } from "../stages/curves/tile-runner.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { storeSourceInfo } from "../stages/store-sources.ts";
import { refuseUnsupported } from "./refuse-unsupported.ts";

/**
 * Reads and prepares everything that a classical calculation would compute, counts it, and stops: to check a model
 * and to learn its size.
 */
export const calculator: Calculator = {
  refuse: refuseUnsupported,
  estimate: estimateCurves,
  compute: async (job, writer, { reporter }) => {
    reporter.progress(0, "preparing sources");
    const { setup, realizations } = makeHazardSetup(job);
    storeInputs(writer, job, setup, realizations);
    const sizes = makeCurveRunner(setup).sizes();
    const ruptures = sizes.reduce((sum, family) => sum + family.ruptures, 0);
    reporter.log(
      "INFO",
      `${setup.composite.families.length} sources, ${ruptures} ruptures, ${realizations.count} realizations`,
    );
    storeSourceInfo(writer, setup, sizes, new Float64Array(sizes.length));
    const noCurves = { statistics: new Float32Array(0), rates: undefined };
    runPostProcessing({ job, setup, results: noCurves, writer, reporter });
  },
};

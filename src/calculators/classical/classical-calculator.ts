/**
 * Classical probabilistic seismic hazard analysis: hazard curves at sites from all sources of a logic tree, their
 * statistics, maps and spectra (Cornell 1968; docs/method/classical.md).
 */
import type { Calculator } from "../calculator.ts";
import { runPostProcessing } from "../post-processing/index.ts";
import { computeCurves } from "../stages/curves/compute-curves.ts";
import { estimateCurves } from "../stages/curves/size-up.ts";
import { makeHazardSetup } from "../stages/make-hazard-setup.ts";
import { storeInputs } from "../stages/store-inputs.ts";
import { refuseUnsupported } from "./refuse-unsupported.ts";

export const calculator: Calculator = {
  refuse: refuseUnsupported,
  estimate: estimateCurves,
  compute: async (job, writer, options) => {
    options.reporter.progress(0, "preparing sources");
    const { setup, realizations } = makeHazardSetup(job);
    storeInputs(writer, job, setup, realizations);
    const results = await computeCurves(job, setup, writer, options, {
      store: true,
      keepStatistics: job.parameters.postproc_func !== "",
      keepRealizations: false,
    });
    runPostProcessing({ job, setup, results, writer, reporter: options.reporter });
  },
};

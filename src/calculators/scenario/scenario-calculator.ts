/** Ground-motion fields of given ruptures (docs/method/events.md 4); without a rupture, the assets for calculations on top. */
import type { Job } from "../../inputs/job.ts";
import type { Calculator } from "../calculator.ts";
import { timeClassOf } from "../estimate.ts";
import { locateJobAssets } from "../stages/assets/locate-job-assets.ts";
import { storeAssets } from "../stages/assets/store-assets.ts";
import { computeScenario, estimateScenario, refuseScenario } from "../stages/scenario/compute-scenario.ts";
import { storeSites } from "../stages/store-inputs.ts";

export const calculator: Calculator = {
  refuse: (job) => {
    if (!storesAssetsOnly(job)) refuseScenario(job);
  },
  estimate: (job) => (storesAssetsOnly(job) ? { ...NOTHING, sites: job.sites.count } : estimateScenario(job)),
  compute: async (job, writer, options) => {
    if (!storesAssetsOnly(job)) return computeScenario(job, writer, options);
    options.reporter.log("WARNING", "There is no rupture: only the assets are stored, for calculations on top of this");
    storeSites(writer, job.sites);
    storeAssets(writer, locateJobAssets(job, options.parent, options.reporter, true), []);
  },
};

const NOTHING = {
  ...{ sources: 0, ruptures: 0, realizations: 1, measures: 0, levels: 0, tasks: 1, threads: 1 },
  ...{ memoryBytes: 120 * 2 ** 20, outputBytes: 0, seconds: 0.1, secondsLow: 0, secondsHigh: 1 },
  timeClass: timeClassOf(0),
};

/** An exposure, and nothing that says what shakes it: what ShakeMaps are applied to. */
function storesAssetsOnly({ assets, gmmTree, scenario }: Job): boolean {
  const shaken = scenario?.fields !== undefined || scenario?.shakeMap !== undefined;
  return assets !== undefined && gmmTree === undefined && !shaken && (scenario?.ruptures.length ?? 0) === 0;
}

/** The executor of a calculation that may use a Slurm cluster. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { inline } from "../inline.ts";
import type { Executor } from "../plan.ts";
import { beginOnCluster, leaveCluster } from "./cluster-record.ts";
import { cutElements, elementCount } from "./cut-elements.ts";
import { type PlanState, readState, serializePlan, writeState } from "./plan-folder.ts";
import { type ClusterPlan, runOnSlurm } from "./run-on-slurm.ts";
import { cancelArrays } from "./slurm-commands.ts";
import type { SlurmSettings } from "./slurm-settings.ts";

export interface SlurmExecutor {
  readonly run: Executor;
  /** Ends and removes what the calculation has on the cluster, when its results are stored. */
  readonly close: () => Promise<void>;
}

/** @param calculation folder of the calculation */
export function slurmExecutor(calculation: string, settings: SlurmSettings, log: ClusterPlan["log"]): SlurmExecutor {
  const { folder, nameOf } = beginOnCluster(calculation, settings.sharedFolder);
  let plans = 0;
  return {
    async run(plan) {
      plans++;
      const own = join(folder, `plan-${plans}`);
      const serialized = serializePlan(plan, settings.cores);
      const before = readState(own);
      let state: PlanState;
      if (before?.key === serialized.key) {
        state = before;
        log("INFO", `Taking over ${before.pieces.length} elements of an earlier process on the cluster`);
      } else {
        const seconds = Float64Array.from(plan.seconds?.() ?? plan.tasks.map(() => 1));
        const total = seconds.reduce((sum, one) => sum + one, 0);
        const most = Math.min(settings.elements, plan.tasks.length);
        const count = elementCount(total, settings.elementSeconds, most);
        if (count === 0) return inline(plan);
        if (before !== null) await cancelArrays(nameOf(plans));
        rmSync(own, { recursive: true, force: true });
        const ranges = cutElements(seconds, count);
        state = {
          key: serialized.key,
          pieces: ranges.map((range) => ({ ...range, attempts: 0, element: undefined })),
        };
        serialized.write(own);
        writeState(own, state);
        const each = `${Math.max(1, Math.round(total / ranges.length))} s`;
        log(
          "INFO",
          `${plan.tasks.length} tasks of about ${Math.round(total)} s in ${ranges.length} elements of ${each}`,
        );
      }
      await runOnSlurm(plan, state, { name: nameOf(plans), folder: own, settings, log });
    },
    async close() {
      const wrong = await leaveCluster(calculation);
      if (wrong !== undefined) log("WARNING", wrong);
    },
  };
}

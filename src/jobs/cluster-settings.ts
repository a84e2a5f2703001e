/** The cluster that the settings of the program name. */
import type { SlurmSettings } from "../parallel/slurm/slurm-settings.ts";
import type { EXECUTOR_SETTINGS, Settings } from "../settings/table.ts";

type ClusterKeys = (typeof EXECUTOR_SETTINGS)[number];

/** @returns undefined when tasks run on this machine */
export function clusterOf(
  settings: Pick<Settings, ClusterKeys>,
  command: readonly string[],
): SlurmSettings | undefined {
  if (settings.executor !== "slurm") return undefined;
  return {
    partition: settings.slurmPartition,
    account: settings.slurmAccount,
    minutes: settings.slurmTime,
    memoryBytes: settings.slurmMemory,
    cores: settings.slurmCores,
    elements: settings.slurmElements,
    elementSeconds: settings.slurmElementCost,
    sharedFolder: settings.slurmFolder,
    options: settings.slurmOptions,
    command,
  };
}

/** Worker threads of a calculation on this machine. */
export function threadsOf({ executor, workers }: Pick<Settings, "executor" | "workers">, cores: number): number {
  if (executor === "inline") return 1;
  return workers === 0 ? cores : workers;
}

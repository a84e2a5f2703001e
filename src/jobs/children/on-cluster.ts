/** What a calculation has on a cluster, seen from the server: loaded only where there is something. */
import { existsSync } from "node:fs";
import { folderPart } from "../../engines/calculation-folder.ts";
import { appendLog } from "../storage/log-file.ts";

/** A cluster that does not answer is not waited for: its arrays end when the files of their plan are gone. */
const WAIT_MS = 5_000;

const isOnCluster = (folder: string): boolean => existsSync(folderPart(folder, "cluster"));

/** Ends the arrays of a calculation that is not to be computed any more, and removes their files. */
export async function leaveCluster(folder: string): Promise<void> {
  if (!isOnCluster(folder)) return;
  const tell = (wrong: unknown): void => {
    if (wrong !== undefined) appendLog(folderPart(folder, "log"), "WARNING", "server", String(wrong));
  };
  const left = import("../../parallel/slurm/cluster-record.ts").then((cluster) => cluster.leaveCluster(folder));
  await Promise.race([left.then(tell, tell), Bun.sleep(WAIT_MS)]);
}

/** Whether a calculation whose process is gone is still computed on a cluster, so that another process can go on. */
export async function canBeTakenUp(folder: string): Promise<boolean> {
  if (!isOnCluster(folder)) return false;
  return (await import("../../parallel/slurm/cluster-record.ts")).canBeTakenUp(folder);
}

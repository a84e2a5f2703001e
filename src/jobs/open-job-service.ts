import type { JobService } from "./job-service.ts";
import type { JobSettings } from "./settings.ts";

/**
 * Opens a data folder: takes its lock, migrates its database, adopts or settles the calculations it finds, starts the queue.
 * @throws DataFolderError when the folder is locked, newer than this program, somebody else's or unusable.
 */
export declare function openJobService(
  settings: Partial<JobSettings> & Pick<JobSettings, "dataFolder">,
): Promise<JobService>;

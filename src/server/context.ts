/** What every route group gets: made once when the server starts. */
import type { JobService } from "../jobs/index.ts";
import type { Settings } from "../settings/table.ts";

export interface ServerContext {
  readonly settings: Settings;
  readonly jobs: JobService;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

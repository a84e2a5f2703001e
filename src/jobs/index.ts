/** The life of a calculation: job database, queue, supervisor, archives, retention, accounts' storage. */
export { type ArchiveLimits, DEFAULT_ARCHIVE_LIMITS } from "./archive/limits.ts";
export { selfCommand } from "./children/self-command.ts";
export type { AccountStore, ApiToken, NewUser, User } from "./database/accounts.ts";
export { type JobFilters, SORT_COLUMNS, type SortColumn } from "./database/list-jobs.ts";
export type { TagStore } from "./database/tags.ts";
export type { JobEvent, JobListener, LogEvent, ProgressEvent, RemovedEvent, StatusEvent } from "./events.ts";
export {
  type ActionAnswer,
  type EngineName,
  hasResults,
  isPending,
  type Job,
  type JobStatus,
  type LogRow,
  type Output,
} from "./job.ts";
export { type JobRecord, jobRecord, type NewJobRecord, newJobRecord } from "./job-record.ts";
export type {
  CheckProblem,
  CheckResult,
  EstimateResult,
  FollowOptions,
  JobService,
  NewJob,
  Submission,
  SubmissionResult,
  ToolResult,
  UploadedFile,
} from "./job-service.ts";
export { openJobService } from "./open-job-service.ts";
export { BusyError, type PlaceLimits, type Places, places } from "./places.ts";
export { QuotaError } from "./quota-error.ts";
export { type CallbackSettings, DEFAULT_CALLBACKS, type JobSettings, jobSettings } from "./settings.ts";
export { DataFolderError } from "./storage/data-folder-error.ts";
export { isDiskFull } from "./storage/disk-space.ts";

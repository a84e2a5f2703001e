/** The job list with the filters of `/v1/calc/list`. */

export const SORT_COLUMNS = [
  "id",
  "start_time",
  "user_name",
  "calculation_mode",
  "status",
  "description",
  "size_mb",
] as const;

export type SortColumn = (typeof SORT_COLUMNS)[number];

export interface JobFilters {
  readonly id?: number;
  /** Exact. */
  readonly calculationMode?: string;
  readonly isRunning?: boolean;
  /** SQL pattern with `%` and `_`. */
  readonly userNameLike?: string;
  /** Milliseconds since 1970: started at or after. */
  readonly startedSince?: number;
  /** Only these owners' jobs (and shared ones, see `includeShared`); null or absent: everybody's. */
  readonly owners?: readonly string[] | null;
  /** Shared jobs are listed whoever owns them. Default true. */
  readonly includeShared?: boolean;
  readonly preferredOnly?: boolean;
  readonly tag?: string;
  /** Default 100; -1 = all. */
  readonly limit?: number;
  readonly offset?: number;
  readonly orderBy?: SortColumn;
  readonly orderDir?: "ASC" | "DESC";
}

/** The job list with the filters of `/v1/calc/list`. */
import type { JobStatus } from "../job.ts";
import { JOB_COLUMNS, type JobRow } from "./job-row.ts";
import type { Database } from "./open-database.ts";

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
  /** `refused` are those that failed before they were accepted, which `failed` leaves out. */
  readonly status?: JobStatus | "refused";
  /** Text within the description, whatever its case. */
  readonly search?: string;
  /** Default 100; -1 = all. */
  readonly limit?: number;
  readonly offset?: number;
  readonly orderBy?: SortColumn;
  readonly orderDir?: "ASC" | "DESC";
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Rows of the list. Ties of the chosen order are broken by id in the same direction. */
export function listJobs(db: Database, filters: JobFilters = {}): JobRow[] {
  const where = condition(filters);
  const column = filters.orderBy ?? "id";
  const direction = filters.orderDir ?? "DESC";
  const order = column === "id" ? `j.id ${direction}` : `j.${column} ${direction}, j.id ${direction}`;
  // The page is found by ids alone: what sorting has to carry along is small, and tags are looked up for its rows only.
  return db
    .query<JobRow, (string | number)[]>(
      `SELECT ${JOB_COLUMNS} FROM (SELECT j.id FROM jobs j WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?) page
       JOIN jobs j ON j.id = page.id ORDER BY ${order}`,
    )
    .all(...where.values, filters.limit ?? 100, filters.offset ?? 0);
}

/** Ids of the list in its order: all of a list that is read page by page, which stays the same while it is read. */
export function listJobIds(db: Database, filters: JobFilters = {}): number[] {
  const where = condition(filters);
  const column = filters.orderBy ?? "id";
  const direction = filters.orderDir ?? "DESC";
  const order = column === "id" ? `j.id ${direction}` : `j.${column} ${direction}, j.id ${direction}`;
  return db
    .query<{ id: number }, (string | number)[]>(
      `SELECT j.id FROM jobs j WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...where.values, filters.limit ?? 100, filters.offset ?? 0)
    .map(({ id }) => id);
}

/** Rows of these ids in their order; those removed meanwhile are left out. */
export function jobsOfIds(db: Database, ids: readonly number[]): JobRow[] {
  const rows = db
    .query<JobRow, [string]>(`SELECT ${JOB_COLUMNS} FROM jobs j WHERE j.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many jobs the filters leave, whatever `limit` and `offset`. */
export function countJobs(db: Database, filters: JobFilters = {}): number {
  const where = condition(filters);
  const row = db
    .query<{ count: number }, (string | number)[]>(`SELECT count(*) AS count FROM jobs j WHERE ${where.sql}`)
    .get(...where.values);
  return row?.count ?? 0;
}

function condition(filters: JobFilters): Condition {
  const all: Condition[] = [];
  const add = (sql: string, ...values: (string | number)[]) => all.push({ sql, values });
  if (filters.id !== undefined) add("j.id = ?", filters.id);
  if (filters.calculationMode !== undefined) add("j.calculation_mode = ?", filters.calculationMode);
  if (filters.isRunning !== undefined) add(`j.is_running = ${filters.isRunning ? 1 : 0}`);
  if (filters.startedSince !== undefined) add("j.start_time >= ?", filters.startedSince);
  if (filters.status === "refused") add("j.status = 'failed' AND j.queued_at IS NULL");
  else if (filters.status === "failed") add("j.status = 'failed' AND j.queued_at IS NOT NULL");
  else if (filters.status !== undefined) add("j.status = ?", filters.status);
  if (filters.search !== undefined) add("instr(lower(j.description), lower(?)) > 0", filters.search);
  if (filters.preferredOnly) add("j.id IN (SELECT job_id FROM job_tags WHERE is_preferred = 1)");
  if (filters.tag !== undefined)
    add("j.id IN (SELECT jt.job_id FROM job_tags jt JOIN tags t ON t.id = jt.tag_id WHERE t.name = ?)", filters.tag);
  const owner = ownerCondition(filters);
  if (owner !== undefined) all.push(owner);
  return {
    sql: all.length === 0 ? "1" : all.map(({ sql }) => sql).join(" AND "),
    values: all.flatMap(({ values }) => values),
  };
}

/** As in the reference a shared job passes the filter by name, too. */
function ownerCondition(filters: JobFilters): Condition | undefined {
  const parts: string[] = [];
  const values: string[] = [];
  if (filters.owners != null) {
    parts.push("j.user_name IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(filters.owners));
  }
  if (filters.userNameLike !== undefined) {
    parts.push("j.user_name LIKE ?");
    values.push(filters.userNameLike);
  }
  if (parts.length === 0) return undefined;
  const own = parts.join(" AND ");
  return { sql: filters.includeShared === false ? own : `(${own} OR j.status = 'shared')`, values };
}

/** What a child is asked to compute. */
import type { CalculationRequest } from "../engines/engine.ts";
import type { JobRow } from "./database/job-row.ts";
import type { JobSettings } from "./settings.ts";

export function requestFor(
  row: JobRow,
  pid: number,
  settings: JobSettings,
  folderOf: (id: number) => string,
): CalculationRequest {
  const parent = row.hazard_calculation_id;
  return {
    calculationId: row.id,
    engine: row.engine,
    ini: row.ini ?? "job.ini",
    ...(parent === null ? {} : { parent: { id: parent, folder: folderOf(parent) } }),
    workers: settings.workers,
    user: row.user_name,
    pid,
  };
}

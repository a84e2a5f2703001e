/** What a child is asked to compute. */
import type { CalculationRequest } from "../engines/engine.ts";
import { calculationMemory } from "../engines/machine-memory.ts";
import type { JobRow } from "./database/job-row.ts";
import type { JobSettings } from "./settings.ts";

/** What one of the calculations that run at a time may take. */
function memoryOf({ memoryShare, maxRunning }: JobSettings): Pick<CalculationRequest, "memoryBytes"> {
  return memoryShare === null ? {} : { memoryBytes: calculationMemory(memoryShare, maxRunning) };
}

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
    ...(settings.oq === "" ? {} : { oq: settings.oq }),
    ini: row.ini ?? "job.ini",
    ...(parent === null ? {} : { parent: { id: parent, folder: folderOf(parent) } }),
    workers: settings.workers,
    ...(settings.cluster === null ? {} : { cluster: settings.cluster }),
    ...memoryOf(settings),
    user: row.user_name,
    pid,
  };
}

/** Cuts the ruptures of an event set into tasks. The plan depends on the job only. */
import type { EventsOfRupture, FieldTask } from "../fields/field-tasks.ts";

/** Motions of a task: few enough to be held by every thread, enough to outweigh sending it. */
const MOTIONS_OF_A_TASK = 2 ** 20;
/** Ruptures of a task: every one costs distances and predictions, however few its events. */
const RUPTURES_OF_A_TASK = 500;

export function fieldTasks(ruptures: readonly EventsOfRupture[], sites: number): FieldTask[] {
  const tasks: FieldTask[] = [];
  let open: EventsOfRupture[] = [];
  let motions = 0;
  for (const rupture of ruptures) {
    open.push(rupture);
    motions += rupture.realization.length * sites;
    if (motions >= MOTIONS_OF_A_TASK || open.length >= RUPTURES_OF_A_TASK) {
      tasks.push({ ruptures: open });
      open = [];
      motions = 0;
    }
  }
  if (open.length > 0) tasks.push({ ruptures: open });
  return tasks;
}

/** Measured on one core. */
const MOTIONS_PER_SECOND = 5e6;
const SECONDS_OF_A_RUPTURE = 2e-4;

/** About how long a task takes on one core, s. */
export function secondsOfFields({ ruptures }: FieldTask, sites: number, measures: number): number {
  const events = ruptures.reduce((sum, { realization }) => sum + realization.length, 0);
  return ruptures.length * SECONDS_OF_A_RUPTURE + (events * sites * measures) / MOTIONS_PER_SECOND;
}

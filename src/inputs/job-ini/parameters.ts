/** Values of the job parameters by the engine's names. The table they come from is in `table.ts`. */
export interface JobParameters {
  readonly [name: string]: unknown;
}

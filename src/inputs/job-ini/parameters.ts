/** Values of the job parameters by the engine's names. The table they come from is in `table.ts`. */
import type { PARAMETERS, Parameter } from "./table.ts";

/** Every parameter, parsed, defaults applied; undefined where there is neither value nor default. */
export type JobParameters = {
  readonly [name in keyof typeof PARAMETERS]: (typeof PARAMETERS)[name] extends Parameter<infer T> ? T : never;
};

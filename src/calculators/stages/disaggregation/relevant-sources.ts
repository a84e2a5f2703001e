/** Which sources matter for a level of shaking (docs/method/disaggregation.md 7). */

import type { Job } from "../../../inputs/job.ts";
import { interpolate } from "../../../numerics/interpolate.ts";
import type { RatesBySource } from "../store-sources.ts";

/** Share of the largest rate of a source above which a source is relevant. */
const RELEVANT = 0.1;

/** Sources, by name, whose mean rate of exceeding the level is more than a tenth of the largest. */
export function relevantSources(
  job: Job,
  { ids, values }: RatesBySource,
  site: number,
  measure: number,
  level: number,
): readonly string[] {
  const levels = job.levels[measure]!;
  const first = (site * job.measures.length + measure) * levels.length;
  const rates = ids.map((_, s) =>
    interpolate(
      level,
      levels,
      Array.from(levels, (_, l) => values[(first + l) * ids.length + s]!),
    ),
  );
  const largest = Math.max(...rates);
  return ids.filter((_, s) => rates[s]! > RELEVANT * largest);
}

/** Profiles of a kite surface, resampled to a common number of samples (docs/method/sources.md 5.4, step 1). */
import { lineLength, lineOf, withoutRepeatedPoints } from "../../geo/line.ts";
import { resampleLine } from "../../geo/resample-line.ts";
import type { PointColumns } from "../../geo/sphere.ts";
import { InputError, type ProblemPlace } from "../../input-error.ts";

export interface ResampledProfiles {
  /** Equally long, padded with NaN at the bottom. */
  readonly profiles: readonly PointColumns[];
  /** From which the mesh is grown to both sides. */
  readonly reference: number;
}

/**
 * Samples every profile (lon, lat, depth triplets from top to bottom) each `spacing` km. The first one is the reference,
 * or the longest if their lengths differ by more than a tenth of the spacing.
 * @throws InputError if there are fewer than two profiles or one has fewer than two points or samples.
 */
export function resampleProfiles(
  profiles: readonly Float64Array[],
  spacing: number,
  place: ProblemPlace = {},
): ResampledProfiles {
  if (profiles.length < 2)
    throw new InputError(`a kite surface has ${profiles.length} profile`, { ...place, allowed: "two or more" });
  if (!(spacing > 0))
    throw new InputError(`the spacing of samples along profiles is ${spacing} km`, {
      ...place,
      allowed: "a positive number",
    });
  const sampled = profiles.map((profile) => {
    const line = withoutRepeatedPoints(lineOf(profile, 3));
    const samples = line.lon.length < 2 ? line : resampleLine(line, spacing, false);
    if (samples.lon.length < 2)
      throw new InputError(`a profile of a kite surface is too short for samples each ${spacing} km`, place);
    return samples;
  });
  const lengths = sampled.map(lineLength);
  const longest = Math.max(...lengths);
  const reference = longest - Math.min(...lengths) > spacing * 0.1 ? lengths.indexOf(longest) : 0;
  const count = Math.max(...sampled.map((samples) => samples.lon.length));
  return { profiles: sampled.map((samples) => padded(samples, count)), reference };
}

/** Appends NaNs up to `count` points. */
function padded(points: PointColumns, count: number): PointColumns {
  const pad = (values: Float64Array): Float64Array => {
    const out = new Float64Array(count).fill(Number.NaN);
    out.set(values);
    return out;
  };
  return { lon: pad(points.lon), lat: pad(points.lat), depth: pad(points.depth) };
}

/** Sites from an exposure: the distinct places of its assets, sorted (docs/method/classical.md 8.1). */
import type { LonLatColumns } from "../../geo/sphere.ts";
import { InputError } from "../../input-error.ts";
import { jobExposure } from "../exposure/job-exposure.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";

/** @throws InputError with everything wrong in the exposure. */
export async function readExposureSites(jobFile: JobFile): Promise<LonLatColumns> {
  const exposure = await jobExposure(jobFile);
  if (exposure === undefined)
    throw new InputError("an exposure in HDF5 has no sites of its own here", {
      ...placeOf(jobFile, "exposure"),
      allowed: "an exposure in XML",
    });
  const { lon, lat } = exposure;
  const places = new Map(
    Array.from(lon, (x, i): [string, readonly [number, number]] => [`${x} ${lat[i]}`, [x, lat[i]!]]),
  );
  const sorted = [...places.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { lon: Float64Array.from(sorted, ([x]) => x), lat: Float64Array.from(sorted, ([, y]) => y) };
}

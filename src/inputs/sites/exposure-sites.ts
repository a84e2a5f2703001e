/** Sites from an exposure: the distinct places of its assets, sorted (method-classical.md section 8.1). */
import type { LonLatColumns } from "../../geo/sphere.ts";
import { readExposure } from "../exposure/exposure.ts";
import type { InputFolder } from "../input-folder.ts";

/** @throws InputError with everything wrong in the exposure. */
export async function readExposureSites(
  folder: InputFolder,
  files: readonly string[],
  ignoredCosts: readonly string[],
): Promise<LonLatColumns> {
  const { lon, lat } = await readExposure(folder, files, { ignoredCosts });
  const places = new Map(
    Array.from(lon, (x, i): [string, readonly [number, number]] => [`${x} ${lat[i]}`, [x, lat[i]!]]),
  );
  const sorted = [...places.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { lon: Float64Array.from(sorted, ([x]) => x), lat: Float64Array.from(sorted, ([, y]) => y) };
}

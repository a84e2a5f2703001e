/** Amplification rupture by rupture, for jobs with `amplification_method = kernel`. */
import { functionOfSite } from "../../../hazard/site-response/amplification.ts";
import { makeSoilKernel, type SoilKernel } from "../../../hazard/site-response/kernel.ts";
import type { HazardSetup } from "../hazard-setup.ts";

/** The kernel of each measure and site of a tile (measures x sites); undefined where motions stay on rock. */
export type SoilKernels = readonly (readonly SoilKernel[])[] | undefined;

export function soilKernels(setup: HazardSetup, siteStart: number, siteStop: number): SoilKernels {
  const { amplification } = setup;
  if (amplification?.method !== "kernel") return undefined;
  const { table, codes } = amplification;
  let largest = 0;
  for (const soil of table.functions.values())
    for (const sigmas of soil.sigmas.values()) for (const sigma of sigmas) largest = Math.max(largest, sigma);
  return setup.measures.map(({ name }, measure) => {
    const byCode = new Map<string, SoilKernel>();
    return codes.slice(siteStart, siteStop).map((code) => {
      const known = byCode.get(code);
      if (known !== undefined) return known;
      const made = makeSoilKernel(functionOfSite(table, code)!, name, setup.levels[measure]!, largest);
      byCode.set(code, made);
      return made;
    });
  });
}

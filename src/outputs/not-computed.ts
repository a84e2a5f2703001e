/**
 * Extracts of the reference that no calculation here has yet, so that a request is told what is missing. An output that is
 * added takes its key out of here.
 */
import type { Output } from "./output.ts";

const elsewhere = (needs: string, everyone: readonly string[], level2: readonly string[] = []): Output[] => [
  ...everyone.map((key): Output => ({ key, needs, permission: { extract: 1 } })),
  ...level2.map((key): Output => ({ key, needs })),
];

export const NOT_COMPUTED: readonly Output[] = [
  ...elsewhere("secondary perils of an impact", ["mmi_tags"], ["exposure_by_lse"]),
  ...elsewhere("ruptures", [], ["ruptures_within", "rupids", "ebruptures"]),
  ...elsewhere("stored contexts", [], ["rup_ids", "mean_by_rup", "med_gmv"]),
  ...elsewhere("a special preparatory calculation", [], ["effect", "rups_by_mag_dist", "gridded_sources"]),
];

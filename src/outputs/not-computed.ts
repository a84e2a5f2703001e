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
  ...elsewhere(
    "an exposure",
    ["exposure_metadata", "asset_risk", "asset_tags", "exposure_by_location"],
    ["assets", "exposure_by_lse"],
  ),
  ...elsewhere(
    "losses",
    [
      ...["losses_by_asset", "losses_by_site", "losses_by_location", "agg_losses", "agg_curves", "agg_risk"],
      ...["aggrisk_tags", "composite_risk_model", "mmi_tags"],
    ],
    ["aggregate", "csq_curves", "risk_stats", "aggexp_tags"],
  ),
  ...elsewhere("damages", ["agg_damages"]),
  ...elsewhere("ruptures", [], ["ruptures_within", "rupids", "ebruptures"]),
  ...elsewhere("stored contexts", [], ["rup_ids", "mean_by_rup", "med_gmv"]),
  ...elsewhere("a special preparatory calculation", [], ["effect", "rups_by_mag_dist", "gridded_sources"]),
];

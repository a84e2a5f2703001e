/** Columns of site models: names, types, where a missing one comes from. */
export type SiteColumnType = "number" | "nonNegative" | "sentinel" | "integer" | "boolean" | number;

/** Numbers, flags, or texts of at most so many letters: longer ones are cut, as in the reference. */
export const SITE_MODEL_COLUMNS: ReadonlyMap<string, SiteColumnType> = new Map<string, SiteColumnType>([
  ["depth", "number"],
  ["vs30", "nonNegative"],
  ["vs30measured", "boolean"],
  ["z1pt0", "sentinel"],
  ["z2pt5", "sentinel"],
  ["z1pt4", "sentinel"],
  ["backarc", "integer"],
  ["ilabel", "integer"],
  ["soiltype", "integer"],
  ["region", "integer"],
  ["bas", "boolean"],
  ["in_cshm", "boolean"],
  ...(
    [
      ...["kappa0", "z_sed", "xvf", "h800", "amplfactor", "ch_ampl03", "ch_ampl06", "ch_phis2s03", "ch_phis2s06"],
      ...["ch_phiss03", "ch_phiss06", "f0", "THV", "PHV", "friction_mid", "cohesion_mid", "saturation"],
      ...["dry_density", "Fs", "crit_accel", "dw", "yield_acceleration", "slope", "relief", "gwd", "cti", "dc", "dr"],
      ...["dwb", "zwb", "tri", "hwater", "precip", "landcover", "hratio", "tslope", "slab_thickness"],
      ...["freeface_ratio", "T_15", "D50_15", "F_15", "T_eq"],
    ] as const
  ).map((name): [string, SiteColumnType] => [name, "number"]),
  ["siteclass", 1],
  ["geohash", 6],
  ["ampcode", 4],
  ["ec8", 1],
  ["ec8_p18", 2],
  ["geology", 20],
  ["unit", 5],
  ["liq_susc_cat", 2],
  ["lithology", 2],
  ["custom_site_id", 8],
  ["country", 3],
]);

/** True for columns of text. */
export function isTextColumn(name: string): boolean {
  return typeof SITE_MODEL_COLUMNS.get(name) === "number";
}

/** Site parameter -> job parameter that gives it to all sites. */
export const REFERENCE_PARAMETERS = {
  vs30: "reference_vs30_value",
  vs30measured: "reference_vs30_type",
  z1pt0: "reference_depth_to_1pt0km_per_sec",
  z2pt5: "reference_depth_to_2pt5km_per_sec",
  z1pt4: "reference_depth_to_1pt4km_per_sec",
} as const;

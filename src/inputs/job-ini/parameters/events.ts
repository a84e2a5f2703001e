/** Parameters of events, ground-motion fields and secondary perils. One entry a parameter, as {@link ../table.ts} puts them together. */
import { EVENTS, SCENARIO } from "../calculation-modes.ts";
import { optional, withDefault } from "../parameter.ts";
import {
  boolean,
  choice,
  countingNumber,
  dictionary,
  listOfObjects,
  localTimestamp,
  niceText,
  nonEmptyText,
  nonNegative,
  numberByName,
  secondaryPerils,
  truncationLevel,
  wholeNumber,
} from "../value-types.ts";

export const EVENT_PARAMETERS = {
  ash_wet_amplification_factor: withDefault(nonNegative, 1.0, {
    unit: "factor",
    modes: ["multi_risk"],
    meaning: "load factor of wet volcanic ash",
  }),
  cholesky_limit: withDefault(wholeNumber, 10000, {
    unit: "rows",
    modes: ["scenario"],
    meaning: "upper limit of sites x IMTs for the ShakeMap covariance factorization",
  }),
  compare_with_classical: withDefault(boolean, false, {
    modes: ["event_based"],
    meaning: "run the classical calculator on the same input and compare the curves",
  }),
  correlation_cutoff: withDefault(nonNegative, 0.0002, {
    modes: ["scenario"],
    meaning: "eigenvalue threshold of the conditioned covariance",
  }),
  cross_correlation: withDefault(nonEmptyText, "yes", {
    modes: EVENTS,
    meaning: "name of a between-IMT correlation class, or yes/no/full for ShakeMaps; unknown names silently mean none",
  }),
  extreme_gmv: withDefault(
    numberByName,
    { default: Number.POSITIVE_INFINITY },
    { unit: "IMT units", modes: EVENTS, meaning: "per-IMT value above which ground motion is considered extreme" },
  ),
  gmf_max_gb: withDefault(nonNegative, 0.01, {
    unit: "GB",
    modes: EVENTS,
    meaning: "compute avg_gmf only under this size of ground motion data",
  }),
  ground_motion_correlation_model: optional(choice("JB2009", "HM2018"), {
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "spatial correlation model of within-event residuals",
  }),
  ground_motion_correlation_params: withDefault(
    dictionary,
    {},
    { modes: EVENTS, meaning: 'keyword arguments of the correlation model, e.g. {"vs30_clustering": False}' },
  ),
  ground_motion_fields: withDefault(boolean, true, {
    modes: ["event_based"],
    meaning: "false stops after the ruptures",
  }),
  hazard_curves_from_gmfs: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "build hazard curves from the ground motion fields",
  }),
  local_timestamp: optional(localTimestamp, {
    unit: "date time zone",
    modes: ["scenario_risk"],
    meaning: "local time of the event, `YYYY-MM-DD hh:mm:ss+hh:mm`",
  }),
  max_sites_correl: withDefault(wholeNumber, 1200, {
    unit: "sites",
    modes: ["event_based"],
    meaning: "guard on sites with spatial correlation",
  }),
  maximum_distance_stations: optional(nonNegative, {
    unit: "km",
    modes: ["scenario"],
    meaning: "stations farther than this from the rupture are ignored",
  }),
  mea_tau_phi: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "store mean, tau and phi of the ground motion models",
  }),
  minimum_intensity: withDefault(
    numberByName,
    {},
    { unit: "IMT units", modes: EVENTS, meaning: "ground motion under this value counts as zero (scalar or per IMT)" },
  ),
  number_of_ground_motion_fields: optional(wholeNumber, {
    listed: false,
    unit: "fields",
    modes: ["scenario", "scenario_risk", "scenario_damage"],
    meaning: "realizations of ground motion per scenario",
  }),
  rupture_dict: withDefault(
    dictionary,
    {},
    { modes: ["scenario"], meaning: "planar rupture given inline (lon, lat, dep, mag, rake, strike, dip)" },
  ),
  rupture_id: optional(wholeNumber, {
    unit: "id",
    modes: SCENARIO,
    meaning: "rupture picked from a ruptures file",
  }),
  sec_peril_params: withDefault(listOfObjects, [], {
    unit: "JSON list",
    modes: EVENTS,
    meaning: "their parameters, one object per peril",
  }),
  secondary_perils: withDefault(secondaryPerils, [], {
    unit: "class names",
    modes: EVENTS,
    meaning: "landslide and liquefaction models to run on the ground motion",
  }),
  ses_per_logic_tree_path: withDefault(countingNumber, 1, {
    unit: "sets",
    modes: ["event_based"],
    meaning: "stochastic event sets per realization; cannot be zero, below 2^32",
  }),
  ses_seed: withDefault(wholeNumber, 42, {
    unit: "seed",
    modes: EVENTS,
    meaning: "seed of event and ground motion sampling",
  }),
  shakemap_id: optional(niceText, {
    unit: "USGS id",
    modes: SCENARIO,
    meaning: "ShakeMap to download; needs hazard_calculation_id",
  }),
  shakemap_uri: withDefault(
    dictionary,
    {},
    { modes: SCENARIO, meaning: "where to take a ShakeMap from: key kind plus the arguments of that kind" },
  ),
  spatial_correlation: withDefault(choice("yes", "no", "full"), "yes", {
    modes: SCENARIO,
    meaning: "spatial correlation of ShakeMap residuals",
  }),
  truncated_mvn: withDefault(boolean, false, {
    modes: EVENTS,
    meaning: "truncate the multivariate normal of correlated residuals",
  }),
  truncation_level_between: optional(truncationLevel, {
    unit: "sigma",
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "truncation of between-event residuals, defaults to truncation_level",
  }),
  truncation_level_within: optional(truncationLevel, {
    unit: "sigma",
    modes: EVENTS,
    emptyIsUnset: true,
    meaning: "truncation of within-event residuals, defaults to truncation_level",
  }),
  with_betw_ratio: optional(nonNegative, {
    unit: "ratio",
    modes: EVENTS,
    meaning: "phi/tau used to split a total-only standard deviation",
  }),
};

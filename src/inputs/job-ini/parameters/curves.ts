/** Parameters of hazard curves, what is made of them, and disaggregation. One entry a parameter, as {@link ../table.ts} puts them together. */
import {
  ALL_BUT_SCENARIO,
  CURVES,
  EVENTS,
  EVERY_SITE,
  GROUND_MOTION,
  HAZARD,
  HAZARD_AND_RISK,
} from "../calculation-modes.ts";
import { optional, withDefault } from "../parameter.ts";
import {
  boolean,
  choice,
  DISAGGREGATIONS,
  dictionary,
  disaggregations,
  exceedances,
  functionName,
  integer,
  levels,
  levelsByName,
  measure,
  measures,
  nonNegative,
  nonNegatives,
  probabilities,
  truncationLevel,
  wholeNumber,
  wholeNumbers,
} from "../value-types.ts";

export const CURVE_PARAMETERS = {
  amplification_method: withDefault(choice("convolution", "kernel"), "convolution", {
    modes: CURVES,
    meaning: "how the amplification table is applied to the curves: convolution (over soil_intensities) or kernel",
  }),
  asce_version: withDefault(choice("ASCE7-16", "ASCE7-22"), "ASCE7-16", {
    modes: ["classical"],
    meaning: "edition of the ASCE provisions used by the AELO post-processor",
  }),
  collapse_level: withDefault(integer, -1, {
    modes: ["classical"],
    internal: true,
    meaning: "context collapsing level, internal (negative = off)",
  }),
  coordinate_bin_width: withDefault(nonNegative, 100.0, {
    unit: "degree",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "size of longitude/latitude disaggregation bins; the default 100 means one bin",
  }),
  disagg_bin_edges: withDefault(
    dictionary,
    {},
    {
      modes: ["disaggregation"],
      meaning: "explicit bin edges per key mag/dist/lon/lat/eps; replaces the *_bin_width parameters",
    },
  ),
  disagg_by_src: withDefault(boolean, false, {
    modes: CURVES,
    meaning: "also disaggregate by source; needs ps_grid_spacing = 0",
  }),
  disagg_outputs: withDefault(disaggregations, DISAGGREGATIONS, {
    modes: ["disaggregation"],
    meaning: "subset of disaggregation matrices to produce",
  }),
  distance_bin_width: optional(nonNegative, {
    listed: false,
    unit: "km",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges",
    meaning: "width of the distance bins; required unless disagg_bin_edges is set",
  }),
  epsilon_star: withDefault(boolean, false, {
    modes: ["disaggregation"],
    meaning: "disaggregate epsilon* instead of epsilon",
  }),
  hazard_maps: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "produce hazard maps at `poes`",
  }),
  horiz_comp_to_geom_mean: withDefault(boolean, false, {
    modes: GROUND_MOTION,
    meaning: "convert the horizontal component to geometric mean where the model allows it",
  }),
  iml_disagg: withDefault(
    levelsByName,
    {},
    {
      unit: "dict IMT->level",
      modes: ["disaggregation"],
      meaning: "levels to disaggregate at; excludes poes_disagg and intensity_measure_types_and_levels",
    },
  ),
  imt_ref: withDefault(measure, "", {
    unit: "IMT",
    modes: ["classical"],
    meaning: "reference measure of a conditional spectrum",
  }),
  individual_rlzs: optional(boolean, {
    modes: HAZARD_AND_RISK,
    aliases: ["individual_curves"],
    meaning: "keep results of every realization besides the statistics",
  }),
  intensity_measure_types: withDefault(measures, [], {
    wireDefault: "",
    unit: "IMTs",
    modes: EVENTS,
    meaning: "comma separated measures without levels; ignored with a warning if levels are given",
  }),
  intensity_measure_types_and_levels: optional(levels, {
    modes: ALL_BUT_SCENARIO,
    meaning: "measures and their levels; same number of levels for all measures",
  }),
  mag_bin_width: withDefault(nonNegative, 1.0, {
    unit: "magnitude",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "width of the magnitude bins; required (explicitly) unless disagg_bin_edges is set",
  }),
  max: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    aliases: ["max_hazard_curves"],
    meaning: "also compute the maximum over realizations",
  }),
  max_sites_disagg: withDefault(wholeNumber, 10, {
    unit: "sites",
    modes: CURVES,
    meaning: "up to this number of sites rupture data are stored; disaggregation needs at least the number of sites",
  }),
  mean: withDefault(boolean, true, {
    modes: HAZARD_AND_RISK,
    aliases: ["mean_hazard_curves"],
    meaning: "compute mean results",
  }),
  num_epsilon_bins: withDefault(wholeNumber, 1, {
    unit: "bins",
    modes: ["disaggregation"],
    requiredBy: "disaggregation without disagg_bin_edges (must be written although it has a default)",
    meaning: "number of epsilon bins",
  }),
  num_rlzs_disagg: withDefault(wholeNumber, 0, {
    unit: "realizations",
    modes: ["disaggregation"],
    meaning: "how many realizations nearest to the mean hazard to disaggregate; 0 means all of them",
  }),
  poes: withDefault(exceedances, [], {
    unit: "probability",
    modes: HAZARD,
    requiredBy: "hazard_maps or uniform_hazard_spectra; disaggregation (poes or poes_disagg or iml_disagg)",
    meaning: "exceedance probabilities of maps, spectra and disaggregation",
  }),
  poes_disagg: withDefault(exceedances, [], {
    unit: "probability",
    modes: ["disaggregation"],
    meaning: "older name of poes in disaggregation; must equal poes if both are set",
  }),
  postproc_args: withDefault(dictionary, {}, { modes: EVERY_SITE, meaning: "its arguments" }),
  postproc_func: withDefault(functionName, "", {
    unit: "module.function",
    modes: EVERY_SITE,
    meaning: "post-processing function of the engine to run after the calculation",
  }),
  quantiles: withDefault(probabilities, [], {
    unit: "probability",
    modes: HAZARD_AND_RISK,
    aliases: ["quantile_hazard_curves"],
    meaning: "quantiles over the realizations",
  }),
  rlz_index: optional(wholeNumbers, {
    unit: "indices",
    modes: ["disaggregation"],
    meaning:
      "realizations to disaggregate; accepted only together with num_rlzs_disagg = 1, although the error text says they exclude each other",
  }),
  soil_intensities: optional(nonNegatives, {
    unit: "IMT units",
    modes: CURVES,
    meaning: "output levels of the amplified curves, only with amplification_method=convolution",
  }),
  std: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "compute the standard deviation over realizations",
  }),
  truncation_level: optional(truncationLevel, {
    listed: false,
    unit: "sigma",
    modes: GROUND_MOTION,
    requiredBy:
      "every mode except scenario, unless hazard_curves/gmfs files, a parent calculation or multi_peril are given, or both truncation_level_between/within replace it",
    meaning: "truncation of ground motion residuals; 0 becomes 1E-9 (median); required when nothing replaces it",
  }),
  uniform_hazard_spectra: withDefault(boolean, false, {
    modes: ["classical"],
    meaning: "produce uniform hazard spectra at `poes`; needs PGA or SA",
  }),
  use_rates: withDefault(boolean, false, {
    modes: ["classical"],
    meaning: "average rates instead of probabilities; enables the fast mean",
  }),
};

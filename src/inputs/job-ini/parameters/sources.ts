/** Parameters of the model: logic trees, sources and their ruptures. One entry a parameter, as {@link ../table.ts} puts them together. */
import { ALL_BUT_SCENARIO, CURVES, EVERY_SITE, GROUND_MOTION, HAZARD, SCENARIO } from "../calculation-modes.ts";
import { optional, withDefault } from "../parameter.ts";
import {
  boolean,
  choice,
  distanceByTectonicRegionType,
  identifier,
  integrationDistance,
  names,
  nonNegative,
  numberByName,
  text,
  threeLetters,
  wholeNumber,
} from "../value-types.ts";

export const SOURCE_PARAMETERS = {
  area_source_discretization: optional(nonNegative, {
    unit: "km",
    modes: HAZARD,
    emptyIsUnset: true,
    requiredBy: "source models with areaSource lacking the discretization attribute",
    meaning:
      "grid step that turns an area source into points; required when an areaSource lacks its own `discretization`",
  }),
  collapse_gsim_logic_tree: withDefault(names, [], {
    unit: "branch set ids",
    modes: EVERY_SITE,
    meaning: "replace the listed gsim branch sets by one averaged model",
  }),
  complex_fault_mesh_spacing: optional(nonNegative, {
    unit: "km",
    modes: HAZARD,
    emptyIsUnset: true,
    meaning: "mesh step of complex faults, not below rupture_mesh_spacing; default rupture_mesh_spacing",
  }),
  discard_trts: withDefault(text, "", {
    unit: "comma separated",
    modes: HAZARD,
    meaning: "tectonic region types to remove from the model",
  }),
  floating_x_step: withDefault(nonNegative, 0, {
    unit: "fraction",
    modes: HAZARD,
    meaning: "along-strike overlap of floating ruptures on kite faults (0 = ordinary floating)",
  }),
  floating_y_step: withDefault(nonNegative, 0, {
    unit: "fraction",
    modes: HAZARD,
    meaning: "down-dip overlap of floating ruptures on kite faults",
  }),
  gsim: withDefault(text, "[FromFile]", {
    unit: "TOML or name",
    modes: ["scenario", "event_based", "classical"],
    meaning:
      'a single ground motion model used for every tectonic region; excludes gsim_logic_tree_file; default "[FromFile]" stands for no model',
  }),
  infer_occur_rates: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "derive rates from probs_occur of non-parametric sources",
  }),
  investigation_time: optional(nonNegative, {
    unit: "years",
    modes: ALL_BUT_SCENARIO,
    requiredBy:
      "classical, disaggregation, event_based (error only when the sources are read), classical_damage, event_based_damage",
    meaning:
      "time window of the hazard; forbidden in scenario modes; required by classical, disaggregation, event_based",
  }),
  keep_trt: withDefault(text, "", {
    modes: ["classical"],
    meaning: "keep only one tectonic region type of the gsim logic tree",
  }),
  max_potential_paths: withDefault(wholeNumber, 15000, {
    unit: "paths",
    modes: ["classical"],
    meaning: "guard on the number of logic tree paths of a full enumeration",
  }),
  maximum_distance: optional(integrationDistance, {
    listed: false,
    unit: "km",
    modes: EVERY_SITE,
    requiredBy:
      "classical, disaggregation, event_based and any risk mode that computes its own hazard; checked for every job that has gsim_logic_tree_file",
    meaning:
      "integration distance: scalar, per-region dict, or (magnitude, distance) pairs; the word `magdist` means [(3,0),(6,150),(10,600)]",
  }),
  maximum_rupture_depth: withDefault(
    numberByName,
    {},
    { unit: "km", modes: ["event_based"], meaning: "ruptures deeper than this are dropped (scalar or per region)" },
  ),
  minimum_distance: withDefault(nonNegative, 0, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "distances below this are raised to it",
  }),
  minimum_magnitude: withDefault(
    numberByName,
    { default: 0 },
    { unit: "magnitude", modes: HAZARD, meaning: "ruptures under this magnitude are dropped (scalar or per region)" },
  ),
  mosaic_model: optional(threeLetters, {
    unit: "3 letters",
    modes: ["classical", "event_based"],
    emptyIsUnset: true,
    meaning: "restrict to a model of the global mosaic; inferred from the path of the ini when missing",
  }),
  number_of_logic_tree_samples: withDefault(wholeNumber, 0, {
    unit: "samples",
    modes: HAZARD,
    meaning: "0 enumerates the tree, n>0 samples n paths; maximum 65535",
  }),
  oversampling: withDefault(choice("forbid", "tolerate"), "tolerate", {
    modes: ["classical"],
    meaning: "forbid makes it an error to draw at least as many samples as there are paths",
  }),
  pointsource_distance: withDefault(
    distanceByTectonicRegionType,
    { default: 100.0 },
    { unit: "km", modes: CURVES, meaning: "beyond this distance point ruptures are collapsed (scalar or per region)" },
  ),
  ps_grid_spacing: withDefault(nonNegative, 0, {
    unit: "km",
    modes: CURVES,
    meaning: "grid step used to merge distant point sources; sets pointsource_distance to 40 when that one is absent",
  }),
  random_seed: withDefault(wholeNumber, 42, { unit: "seed", modes: HAZARD, meaning: "seed of logic tree sampling" }),
  reqv_ignore_sources: withDefault(names, [], {
    unit: "source ids",
    modes: ["classical"],
    meaning: "sources not to be converted to equivalent distance",
  }),
  rupture_mesh_spacing: withDefault(nonNegative, 5.0, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "step of rupture and fault meshes",
  }),
  sampling_method: withDefault(choice("early_weights", "late_weights", "early_latin", "late_latin"), "early_weights", {
    modes: HAZARD,
    meaning:
      "early_* draws with the branch weights and gives equal weights to samples; late_* draws uniformly and weights afterwards; *_latin uses a latin hypercube",
  }),
  shift_hypo: withDefault(boolean, false, {
    modes: ["classical", "event_based"],
    meaning: "move the hypocentre with the floating rupture",
  }),
  smlt_branch: withDefault(identifier, "", {
    unit: "branch id",
    modes: ["classical", "event_based"],
    meaning: "restrict the source model logic tree to one branch",
  }),
  source_id: withDefault(names, [], {
    unit: "source ids",
    modes: HAZARD,
    meaning: "restrict to sources whose id starts with one of these",
  }),
  source_nodes: withDefault(names, [], {
    unit: "node names",
    modes: ["classical"],
    internal: true,
    meaning: "internal: restrict to these source element names",
  }),
  split_by_gsim: withDefault(wholeNumber, 0, { modes: ["classical"], internal: true, meaning: "internal" }),
  split_sources: withDefault(boolean, true, {
    modes: ["classical", "event_based"],
    internal: true,
    meaning: "split large sources (internal)",
  }),
  tectonic_region_type: withDefault(text, "*", {
    modes: SCENARIO,
    meaning: "region type given to the scenario rupture, `*` for any",
  }),
  width_of_mfd_bin: optional(nonNegative, {
    unit: "magnitude",
    modes: HAZARD,
    requiredBy: "source models with truncated or tapered Gutenberg-Richter MFDs",
    meaning:
      "bin of truncated Gutenberg-Richter and similar MFDs; needed by truncGutenbergRichterMFD, taperedGutenbergRichterMFD, alternativeCharacteristicMFD",
  }),
};

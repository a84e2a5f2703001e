/** Parameters of sites. One entry a parameter, as {@link ../table.ts} puts them together. */
import { CURVES, EVERY_SITE, GROUND_MOTION } from "../calculation-modes.ts";
import { optional, withDefault } from "../parameter.ts";
import {
  boolean,
  choice,
  coordinates,
  integer,
  labels,
  nonNegative,
  nonNegativeOrSentinel,
  nonNegatives,
  ring,
  shortNames,
} from "../value-types.ts";

export const SITE_PARAMETERS = {
  override_vs30: withDefault(nonNegatives, [], {
    unit: "m/s",
    modes: ["classical"],
    meaning:
      "one or more Vs30 values used in place of those of the site model; several values run the same sites once per value (Vs30 scan)",
  }),
  prefer_global_site_params: optional(boolean, {
    modes: GROUND_MOTION,
    internal: true,
    meaning: "internal: use the reference_* parameters over the site model",
  }),
  reference_depth_to_1pt0km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "m",
    modes: GROUND_MOTION,
    meaning: "z1pt0 of all sites when there is no site model; -999 asks the model to estimate it",
  }),
  reference_depth_to_1pt4km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "m",
    modes: GROUND_MOTION,
    meaning: "z1pt4 of all sites; -999 as above",
  }),
  reference_depth_to_2pt5km_per_sec: optional(nonNegativeOrSentinel, {
    listed: false,
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "z2pt5 of all sites; -999 as above",
  }),
  reference_vs30_type: withDefault(choice("measured", "inferred"), "inferred", {
    modes: GROUND_MOTION,
    meaning: "whether vs30 was measured or inferred",
  }),
  reference_vs30_value: optional(nonNegative, {
    listed: false,
    unit: "m/s",
    modes: GROUND_MOTION,
    meaning: "vs30 of all sites when there is no site model",
  }),
  region: optional(ring, {
    unit: "lon lat list",
    modes: EVERY_SITE,
    meaning: "polygon (not closed, comma between vertices) of the site grid, and filter of the assets",
  }),
  region_grid_spacing: optional(nonNegative, {
    unit: "km",
    modes: GROUND_MOTION,
    meaning: "step of the grid of sites",
  }),
  site_class: optional(choice("A", "B", "BC", "C", "CD", "D", "DE", "E", "default", "custom"), {
    modes: ["classical"],
    emptyIsUnset: true,
    meaning: "ASCE site class",
  }),
  site_labels: withDefault(
    labels,
    {},
    {
      modes: ["classical"],
      meaning: "label -> number (1..255) choosing a ground motion tree per site (column ilabel)",
    },
  ),
  siteid: withDefault(shortNames, [], {
    unit: "base64 names",
    modes: GROUND_MOTION,
    meaning: "names (at most 8 characters of A-Z a-z 0-9 - _) given one to one to `sites`",
  }),
  sites: withDefault(coordinates, [], {
    unit: "lon lat list",
    modes: EVERY_SITE,
    meaning: "explicit sites, comma between points, optional third number = depth in km",
  }),
  vs30_tolerance: withDefault(integer, 0, {
    unit: "m/s",
    modes: CURVES,
    meaning: "allowed mismatch between the amplification table and the site Vs30",
  }),
};

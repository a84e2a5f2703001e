/** Parameters of the calculation itself: mode, inputs, outputs, limits. One entry a parameter, as {@link ../table.ts} puts them together. */
import { CALCULATION_MODES, HAZARD, RISK } from "../calculation-modes.ts";
import { optional, withDefault } from "../parameter.ts";
import {
  boolean,
  calculation,
  choice,
  choices,
  dictionary,
  nonEmptyText,
  nonNegative,
  text,
  tile,
  version,
  wholeNumber,
} from "../value-types.ts";

export const CALCULATION_PARAMETERS = {
  base_path: withDefault(text, ".", {
    modes: "all",
    internal: true,
    meaning: "folder from which *_file values are resolved; filled by the reader, not meant for users",
  }),
  cache: withDefault(boolean, false, { modes: "all", meaning: "reuse a finished calculation with identical checksum" }),
  calculation_mode: optional(choice(...CALCULATION_MODES), {
    listed: false,
    modes: "all",
    requiredBy: "every mode",
    meaning: "which calculator runs; always required",
  }),
  concurrent_tasks: optional(wholeNumber, {
    unit: "tasks",
    modes: "all",
    meaning: "hint of how many tasks to create (maximum 30000); default depends on the number of cores",
  }),
  description: withDefault(nonEmptyText, "no description", {
    modes: "all",
    meaning: "free title of the job; empty is an error",
  }),
  export_dir: withDefault(text, ".", {
    unit: "path",
    modes: "all",
    meaning: "where automatic exports go; the web server does not check it",
  }),
  exports: withDefault(choices("", "xml", "geojson", "txt", "csv", "npz", "hdf5"), [], {
    unit: "formats",
    modes: "all",
    meaning: "formats exported at the end of the job, comma separated without blanks",
  }),
  hazard_calculation_id: optional(calculation, {
    unit: "id or path",
    modes: "all",
    emptyIsUnset: true,
    meaning: "parent calculation whose results are reused; an integer, or a path ending in .ini or .hdf5",
  }),
  ignore_encoding_errors: withDefault(boolean, false, {
    modes: RISK,
    meaning: "skip bytes that are not UTF-8 in exposure CSV files",
  }),
  inputs: withDefault(
    dictionary,
    {},
    {
      modes: "all",
      internal: true,
      meaning: "internal dictionary of input files; writing it in the ini breaks the reader",
    },
  ),
  job_id: withDefault(wholeNumber, 0, { modes: "all", internal: true, meaning: "id of the job, 0 for a new one" }),
  max_data_transfer: withDefault(nonNegative, 200000000000.0, {
    unit: "bytes",
    modes: ["disaggregation"],
    internal: true,
    meaning: "internal limit of data moved in disaggregation",
  }),
  minimum_engine_version: optional(version, {
    unit: "version",
    modes: "all",
    meaning: "refuse to run on older engines; at most three numbers",
  }),
  numerics: withDefault(choice("reference", "exact"), "reference", {
    listed: false,
    modes: HAZARD,
    meaning:
      "our own: `exact` does the right thing where the reference engine's numbers come from a plain defect (docs/differences.md lists each)",
  }),
  split_time: optional(wholeNumber, {
    unit: "seconds",
    modes: ["classical"],
    meaning: "time after which a task is split",
  }),
  strict: withDefault(boolean, true, {
    modes: ["classical", "event_based"],
    meaning: "raise instead of warn on duplicated source ids and fault problems",
  }),
  tile_spec: optional(tile, {
    unit: "[i, n]",
    modes: "all",
    internal: true,
    meaning: "compute every n-th site only, from the i-th on, with max_sites_disagg = 1",
  }),
  tiling: withDefault(boolean, false, { modes: ["classical"], meaning: "force the tiled algorithm" }),
};

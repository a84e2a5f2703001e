/** What a job file says without effect: rules by name, as those of mistakes. */
import { formatProblem } from "../../input-error.ts";
import { type JobFile, placeOf } from "./job-file.ts";

/** A message and the parameter it is about; undefined when there is nothing to tell. */
type WarningRule = (jobFile: JobFile) => readonly [message: string, parameter: string] | undefined;

export const WARNING_RULES: { readonly [name: string]: WarningRule } = {
  "measures-beside-levels": ({ given, parameters, inputs }) => {
    const { intensity_measure_types_and_levels: levels, intensity_measure_types: measures } = parameters;
    if (!given.has("intensity_measure_types")) return undefined;
    if (levels !== undefined) {
      const extra = measures.filter((name) => !Object.hasOwn(levels, name));
      const what = extra.length === 0 ? "" : `: ${extra.join(", ")} is not computed`;
      return [
        `intensity_measure_types is ignored since intensity_measure_types_and_levels is set${what}`,
        "intensity_measure_types",
      ];
    }
    const fromRisk = [...inputs.keys()].some((key) => /fragility|vulnerability/.test(key));
    return fromRisk
      ? ["intensity_measure_types is ignored: the measures are those of the risk functions", "intensity_measure_types"]
      : undefined;
  },
  "poes-without-maps": ({ given, parameters }) =>
    (given.has("poes") || given.has("return_periods")) &&
    parameters.calculation_mode === "classical" &&
    !parameters.hazard_maps &&
    !parameters.uniform_hazard_spectra &&
    parameters.postproc_func === ""
      ? [
          "the probabilities have no effect without hazard_maps or uniform_hazard_spectra",
          given.has("poes") ? "poes" : "return_periods",
        ]
      : undefined,
  "tile-without-sites": ({ given, parameters, inputs }) => {
    const hasSites =
      parameters.sites.length > 0 ||
      parameters.region_grid_spacing !== undefined ||
      ["site_model", "exposure", "hazard_curves"].some((key) => inputs.has(key));
    return given.has("tile_spec") && !hasSites && parameters.hazard_calculation_id === undefined
      ? ["tile_spec has no effect: the job names no sites", "tile_spec"]
      : undefined;
  },
};

export function parameterWarnings(jobFile: JobFile): readonly string[] {
  return Object.values(WARNING_RULES).flatMap((rule) => {
    const found = rule(jobFile);
    if (found === undefined) return [];
    const { file, line } = placeOf(jobFile, found[1]);
    return [formatProblem({ message: found[0], file, line })];
  });
}

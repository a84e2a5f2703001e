/** Rules about the parameters of a disaggregation. */
import { pythonFloats } from "../python-float.ts";
import { given, type ParameterRule } from "./job-context.ts";

/** Bins lie between edges. */
function increase(edges: readonly unknown[]): boolean {
  const numbers = edges.map(Number);
  return numbers.length > 1 && numbers.every((edge, i) => i === 0 || edge > numbers[i - 1]!);
}

export const DISAGGREGATION_RULES: { readonly [name: string]: ParameterRule } = {
  "no-levels-beside-disaggregated-ones": (job) =>
    Object.keys(job.parameters.iml_disagg).length > 0 && given(job, "intensity_measure_types_and_levels")
      ? [
          "iml_disagg gives the levels: intensity_measure_types_and_levels cannot stand beside it",
          "intensity_measure_types_and_levels",
          undefined,
          "Please remove the intensity_measure_types_and_levels : they will be inferred from the iml_disagg dictionary",
        ]
      : undefined,
  "one-level-to-disaggregate-a-measure": ({ parameters: { iml_disagg } }) => {
    const several = Object.entries(iml_disagg).find(([, level]) => typeof level !== "number");
    return several === undefined ? undefined : [`iml_disagg: one level of ${several[0]} is wanted`, "iml_disagg"];
  },
  "disaggregated-poes-are-poes": ({ mode, parameters: { poes, poes_disagg } }) =>
    mode === "disaggregation" && (poes.length !== poes_disagg.length || poes.some((poe, i) => poe !== poes_disagg[i]))
      ? [
          `poes_disagg (${poes_disagg.join(" ")}) and poes (${poes.join(" ")}) differ`,
          "poes_disagg",
          "one of the two",
          `poes_disagg != poes: ${pythonFloats(poes_disagg)}!=${pythonFloats(poes)}`,
        ]
      : undefined,
  "poes-or-levels-to-disaggregate": ({ mode, parameters: { poes, poes_disagg, iml_disagg } }) => {
    if (mode !== "disaggregation") return undefined;
    const levels = Object.keys(iml_disagg).length > 0;
    if (poes.length + poes_disagg.length === 0 && !levels)
      return [
        "it is not said what to disaggregate",
        "poes_disagg",
        "poes_disagg or iml_disagg",
        "poes_disagg or iml_disagg must be set",
      ];
    return poes_disagg.length > 0 && levels
      ? [
          "iml_disagg and poes_disagg exclude each other",
          "iml_disagg",
          undefined,
          "iml_disagg and poes_disagg cannot be set at the same time",
        ]
      : undefined;
  },
  "bins-have-edges": ({ parameters: { disagg_bin_edges } }) => {
    const wrong = Object.entries(disagg_bin_edges).find(
      ([axis, edges]) => axis !== "trt" && Array.isArray(edges) && !increase(edges),
    );
    return wrong === undefined
      ? undefined
      : [`the bins of ${wrong[0]} have no edges that increase`, "disagg_bin_edges", "two edges at least, increasing"];
  },
  "bins-given": (job) => {
    if (job.mode !== "disaggregation" || Object.keys(job.parameters.disagg_bin_edges).length > 0) return undefined;
    const missing = ["mag_bin_width", "distance_bin_width", "coordinate_bin_width", "num_epsilon_bins"].find(
      (name) => !given(job, name),
    );
    return missing === undefined ? undefined : [`${missing} is missing`, missing, undefined, `${missing} must be set`];
  },
  "realization-index-or-number": ({ mode, parameters: { rlz_index, num_rlzs_disagg } }) =>
    mode === "disaggregation" && rlz_index !== undefined && num_rlzs_disagg !== 1
      ? [
          "rlz_index and num_rlzs_disagg exclude each other",
          "rlz_index",
          "rlz_index together with num_rlzs_disagg = 1",
          "you cannot set rlzs_index and num_rlzs_disagg at the same time",
        ]
      : undefined,
};

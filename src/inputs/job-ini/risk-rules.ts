/** Rules about the parameters of risk and scenario calculations. */
import { given, has, hasRiskFiles, hasRupture, isRisk, type ParameterRule, usesShakemap } from "./job-context.ts";

export const RISK_RULES: { readonly [name: string]: ParameterRule } = {
  "fragility-given": (job) =>
    isRisk(job.mode) &&
    job.mode.includes("damage") &&
    !job.hasParent &&
    !usesShakemap(job) &&
    ![...job.jobFile.inputs.keys()].some((key) => key.includes("fragility"))
      ? ["Missing fragility files", "fragility_file"]
      : undefined,
  "vulnerability-given": (job) =>
    job.mode.includes("risk") &&
    job.mode !== "post_risk" &&
    !job.hasParent &&
    !usesShakemap(job) &&
    !has(job, "multi_peril") &&
    ![...job.jobFile.inputs.keys()].some((key) => key.includes("vulnerability"))
      ? ["missing vulnerability files", "structural_vulnerability_file"]
      : undefined,
  "exposure-given": (job) =>
    isRisk(job.mode) && job.mode !== "post_risk" && !job.hasParent && !has(job, "exposure")
      ? ["missing exposure", "exposure_file"]
      : undefined,
  "no-conditional-poes-of-damage": (job) =>
    job.mode === "classical_damage" && job.parameters.conditional_loss_poes.length > 0
      ? ["conditional_loss_poes are not defined for classical_damage calculations", "conditional_loss_poes"]
      : undefined,
  aggregation: (job) => {
    const aggregations = job.parameters.aggregate_by;
    if (!isRisk(job.mode)) return undefined;
    if (new Set(aggregations.flat()).size > 1 && aggregations.flat().includes("id"))
      return ["aggregate_by = id must contain a single tag", "aggregate_by"];
    if (!has(job, "reinsurance") || aggregations.some((tags) => tags.length === 1 && tags[0] === "policy"))
      return undefined;
    return ["The field `aggregate_by = policy` is required for reinsurance calculations.", "aggregate_by"];
  },
  "reinsurance-of-one-loss-type": (job) => {
    const names = [...(job.jobFile.inputs.get("reinsurance")?.byName?.keys() ?? [])];
    if (names.length > 1) return [`too many loss types in reinsurance [${names.join(", ")}]`, "reinsurance"];
    const [name] = names;
    return name?.includes("+") && job.parameters.total_losses === undefined
      ? [`you forgot to set total_losses=${name}`, "total_losses"]
      : undefined;
  },
  "consequences-by-name": (job) =>
    has(job, "consequence") && job.jobFile.inputs.get("consequence")?.byName === undefined
      ? ["consequence_file must be a dictionary", "consequence", "consequence_file = {'taxonomy': 'consequences.csv'}"]
      : undefined,
  "consequence-key": (job) => {
    const names = [...(job.jobFile.inputs.get("consequence")?.byName?.keys() ?? [])];
    const other = names.find((name) => name !== "taxonomy" && name !== "risk_id");
    if (other !== undefined) return [`consequence_file is keyed by ${other}`, "consequence", "taxonomy, risk_id"];
    return names.length > 0 && ![...job.jobFile.inputs.keys()].some((key) => key.includes("fragility"))
      ? ["Missing fragility functions", "consequence"]
      : undefined;
  },
  "no-average-losses-with-post-loss-amplification": (job) =>
    has(job, "post_loss_amplification") && job.parameters.avg_losses
      ? ["you must set avg_losses=false with post_loss_amplification", "avg_losses"]
      : undefined,
  "measures-of-scenario-given": (job) =>
    job.mode === "scenario" &&
    job.parameters.intensity_measure_types.length === 0 &&
    job.parameters.intensity_measure_types_and_levels === undefined &&
    !hasRiskFiles(job) &&
    !has(job, "gmfs")
      ? ["There are no intensity measure types", "intensity_measure_types"]
      : undefined,
  "model-of-scenario-given": (job) =>
    job.mode === "scenario" &&
    !has(job, "gsim_logic_tree") &&
    !given(job, "gsim") &&
    hasRupture(job) &&
    !has(job, "gmfs") &&
    !usesShakemap(job)
      ? ["missing gsim or gsim_logic_tree_file", "gsim"]
      : undefined,
  "fields-of-scenario-given": (job) =>
    job.mode.startsWith("scenario") &&
    !job.hasParent &&
    !job.parameters.number_of_ground_motion_fields &&
    hasRupture(job) &&
    !has(job, "gmfs") &&
    !usesShakemap(job)
      ? ["number_of_ground_motion_fields is missing or 0", "number_of_ground_motion_fields", "an integer > 0"]
      : undefined,
  "calculation-of-shakemap-given": (job) =>
    job.parameters.shakemap_id !== undefined && Object.keys(job.parameters.shakemap_uri).length === 0 && !job.hasParent
      ? ["hazard_calculation_id must be set if shakemap_id is set", "shakemap_id"]
      : undefined,
  "individual-or-collected-realizations": (job) => {
    const {
      collect_rlzs,
      individual_rlzs,
      number_of_logic_tree_samples: samples,
      sampling_method,
      quantiles,
      std,
      max,
    } = job.parameters;
    if (!isRisk(job.mode)) return undefined;
    const collect = collect_rlzs ?? samples > 1;
    if (collect && individual_rlzs)
      return ["you cannot have individual_rlzs=true with collect_rlzs=true", "collect_rlzs"];
    if (!collect || job.mode === "event_based_damage" || job.hasParent) return undefined;
    if (quantiles.length > 0 || std || max) return ["quantiles are not supported with collect_rlzs=true", "quantiles"];
    if (samples === 0) return ["collect_rlzs=true is inconsistent with full enumeration", "collect_rlzs"];
    return sampling_method === "early_weights"
      ? undefined
      : ["sampling_method must be early_weights with collect_rlzs=true", "sampling_method"];
  },
};

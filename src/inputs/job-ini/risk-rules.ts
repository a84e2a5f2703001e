/** Rules about the parameters of risk and scenario calculations. */
import { isSubsetOfGroup } from "./effective-settings.ts";
import { given, has, hasRiskFiles, hasRupture, isRisk, type ParameterRule, usesShakemap } from "./job-context.ts";

export const RISK_RULES: { readonly [name: string]: ParameterRule } = {
  "fragility-given": (job) =>
    isRisk(job.mode) &&
    job.mode.includes("damage") &&
    !job.hasParent &&
    !usesShakemap(job) &&
    ![...job.jobFile.inputs.keys()].some((key) => key.includes("fragility"))
      ? ["there are no fragility functions", "fragility_file", undefined, "Missing fragility files"]
      : undefined,
  "vulnerability-given": (job) =>
    job.mode.includes("risk") &&
    job.mode !== "post_risk" &&
    !job.hasParent &&
    !usesShakemap(job) &&
    !has(job, "multi_peril") &&
    ![...job.jobFile.inputs.keys()].some((key) => key.includes("vulnerability"))
      ? [
          "there are no vulnerability functions",
          "structural_vulnerability_file",
          undefined,
          "missing vulnerability files",
        ]
      : undefined,
  "exposure-given": (job) =>
    isRisk(job.mode) && job.mode !== "post_risk" && !job.hasParent && !has(job, "exposure")
      ? ["there is no exposure", "exposure_file", undefined, "missing exposure"]
      : undefined,
  "no-conditional-poes-of-damage": (job) =>
    job.mode === "classical_damage" && job.parameters.conditional_loss_poes.length > 0
      ? [
          "conditional_loss_poes has no meaning in classical_damage: there are no loss curves",
          "conditional_loss_poes",
          undefined,
          "conditional_loss_poes are not defined for classical_damage calculations",
        ]
      : undefined,
  aggregation: (job) => {
    const aggregations = job.parameters.aggregate_by;
    if (!isRisk(job.mode)) return undefined;
    if (new Set(aggregations.flat()).size > 1 && aggregations.flat().includes("id"))
      return [
        "aggregate_by = id stands alone",
        "aggregate_by",
        "id without other tags",
        "aggregate_by = id must contain a single tag",
      ];
    if (!has(job, "reinsurance") || aggregations.some((tags) => tags.length === 1 && tags[0] === "policy"))
      return undefined;
    return [
      "reinsurance is by policy",
      "aggregate_by",
      "aggregate_by = policy",
      "The field `aggregate_by = policy` is required for reinsurance calculations.",
    ];
  },
  "reaggregation-of-fewer-tags": (job) => {
    const { reaggregate_by: tags, aggregate_by: groups } = job.parameters;
    if (tags.length === 0 || !/^(scenario_risk|event_based_risk|ebrisk)$/.test(job.mode)) return undefined;
    if (isSubsetOfGroup(tags, groups)) return undefined;
    const other = tags.find((tag) => !groups.flat().includes(tag));
    return [
      other === undefined
        ? "reaggregate_by takes fewer tags than a list of aggregate_by"
        : `${other} is no tag of aggregate_by`,
      "reaggregate_by",
      "some of the tags of a list of aggregate_by",
      groups.length === 0 ? "Cannot reaggregate from a parent calculation without aggregate_by" : undefined,
    ];
  },
  "reinsurance-of-one-loss-type": (job) => {
    const names = [...(job.jobFile.inputs.get("reinsurance")?.byName?.keys() ?? [])];
    if (names.length > 1)
      return [
        `reinsurance is of one loss type, not of ${names.length}: ${names.join(", ")}`,
        "reinsurance",
        undefined,
        `too many loss types in reinsurance [${names.join(", ")}]`,
      ];
    const [name] = names;
    return name?.includes("+") && job.parameters.total_losses === undefined
      ? [
          `reinsurance of ${name} needs the sum of these losses`,
          "total_losses",
          `total_losses = ${name}`,
          `you forgot to set total_losses=${name}`,
        ]
      : undefined;
  },
  "consequences-by-name": (job) =>
    has(job, "consequence") && job.jobFile.inputs.get("consequence")?.byName === undefined
      ? [
          "consequence_file does not say by what the consequences are",
          "consequence",
          "consequence_file = {'taxonomy': 'consequences.csv'}",
          "consequence_file must be a dictionary",
        ]
      : undefined,
  "consequence-key": (job) => {
    const names = [...(job.jobFile.inputs.get("consequence")?.byName?.keys() ?? [])];
    const other = names.find((name) => name !== "taxonomy" && name !== "risk_id");
    if (other !== undefined) return [`consequence_file is keyed by ${other}`, "consequence", "taxonomy, risk_id"];
    return names.length > 0 && ![...job.jobFile.inputs.keys()].some((key) => key.includes("fragility"))
      ? ["consequences need fragility functions", "consequence", undefined, "Missing fragility functions"]
      : undefined;
  },
  "no-average-losses-with-post-loss-amplification": (job) =>
    has(job, "post_loss_amplification") && job.parameters.avg_losses
      ? [
          "avg_losses and post_loss_amplification exclude each other",
          "avg_losses",
          "avg_losses = false",
          "you must set avg_losses=false with post_loss_amplification",
        ]
      : undefined,
  "measures-of-scenario-given": (job) =>
    job.mode === "scenario" &&
    job.parameters.intensity_measure_types.length === 0 &&
    job.parameters.intensity_measure_types_and_levels === undefined &&
    !hasRiskFiles(job) &&
    !has(job, "gmfs")
      ? [
          "no intensity measure type is named",
          "intensity_measure_types",
          "as PGA, SA(0.3)",
          "There are no intensity measure types",
        ]
      : undefined,
  "model-of-scenario-given": (job) =>
    job.mode === "scenario" &&
    !has(job, "gsim_logic_tree") &&
    !given(job, "gsim") &&
    hasRupture(job) &&
    !has(job, "gmfs") &&
    !usesShakemap(job)
      ? [
          "there is no ground-motion model",
          "gsim",
          "gsim or gsim_logic_tree_file",
          "missing gsim or gsim_logic_tree_file",
        ]
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
      ? [
          "shakemap_id needs the calculation whose assets it shakes",
          "shakemap_id",
          "hazard_calculation_id",
          "hazard_calculation_id must be set if shakemap_id is set",
        ]
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
      return [
        "collect_rlzs and individual_rlzs exclude each other",
        "collect_rlzs",
        undefined,
        "you cannot have individual_rlzs=true with collect_rlzs=true",
      ];
    if (!collect || job.mode === "event_based_damage" || job.hasParent) return undefined;
    if (quantiles.length > 0 || std || max)
      return [
        "collect_rlzs takes all realizations together: there are no quantiles, deviations or maxima of them",
        quantiles.length > 0 ? "quantiles" : std ? "std" : "max",
        undefined,
        "quantiles are not supported with collect_rlzs=true",
      ];
    if (samples === 0)
      return [
        "realizations of full enumeration differ in weight and cannot be collected",
        "collect_rlzs",
        "number_of_logic_tree_samples > 0",
        "collect_rlzs=true is inconsistent with full enumeration",
      ];
    return sampling_method === "early_weights"
      ? undefined
      : [
          `realizations sampled by ${sampling_method} cannot be collected`,
          "sampling_method",
          "early_weights with collect_rlzs",
          "sampling_method must be early_weights with collect_rlzs=true",
        ];
  },
};

/** Rules about the parameters of a hazard calculation: sites, sources, levels, distances. */
import { pythonFloat, pythonFloats } from "../python-float.ts";
import {
  type Finding,
  given,
  has,
  hasLevels,
  hasRiskFiles,
  hasRupture,
  isRisk,
  type ParameterRule,
} from "./job-context.ts";

/** What is told of sites that come from several places, or from none. */
const geometry = (parameter: string): Finding => [
  "it is not clear where the sites are: several ways to give them are used, or none",
  parameter,
  "one of sites, sites_csv, hazard_curves_csv, region with region_grid_spacing",
  "It is possible to infer the geometry only if exactly one of sites, sites_csv, hazard_curves_csv, region is set. You did set more than one, or nothing.",
];

export const HAZARD_RULES: { readonly [name: string]: ParameterRule } = {
  "one-name-a-site": ({ parameters: { siteid, sites } }) =>
    siteid.length > 0 && siteid.length !== sites.length
      ? [
          `siteid has ${siteid.length} names for ${sites.length} sites`,
          "siteid",
          "one name a site",
          `There are ${sites.length} sites but self.siteid=[${siteid.join(", ")}]`,
        ]
      : undefined,
  "no-sites-beside-site-model-of-parent": (job) =>
    job.parameters.sites.length > 0 && has(job, "site_model") && job.hasParent
      ? [
          "sites and site_model_file exclude each other in a job that continues another",
          "sites",
          undefined,
          "You cannot specify both sites and site_model in the presence of a parent calculation",
        ]
      : undefined,
  "ground-motion-fields-have-sites": (job) => {
    const [file = ""] = job.jobFile.inputs.get("gmfs")?.files ?? [];
    if (file.endsWith(".csv") && !has(job, "site_model") && job.parameters.sites.length === 0)
      return [
        "fields of ground motion need the sites they are for",
        "gmfs",
        "site_model_file or sites beside gmfs_file",
        "You forgot to specify a site_model",
      ];
    return file.endsWith(".xml")
      ? ["fields of ground motion are not read from XML", "gmfs", "csv, hdf5", "GMFs in XML are not supported anymore"]
      : undefined;
  },
  "amplified-levels-are-alike": (job) => {
    const levels = Object.entries(job.parameters.intensity_measure_types_and_levels ?? {});
    if (!has(job, "amplification") || levels.length === 0) return undefined;
    if (!["classical", "classical_risk", "disaggregation"].includes(job.mode)) return undefined;
    const other = levels.find(([name]) => name !== "PGA" && !name.startsWith("SA("));
    if (other !== undefined)
      return [
        `there is no soil amplification of ${other[0]}`,
        "intensity_measure_types_and_levels",
        "PGA, SA",
        `Site amplification works only with PGA and SA, got ${other[0]}`,
      ];
    if (!hasLevels(job))
      return [
        "soil amplification needs levels",
        "intensity_measure_types_and_levels",
        undefined,
        "You forgot to set intensity_measure_types_and_levels!",
      ];
    const first = pythonFloats(levels[0]![1]);
    return levels.some(([, values]) => pythonFloats(values) !== first)
      ? [
          "with soil amplification all measures must have the same levels",
          "intensity_measure_types_and_levels",
          undefined,
          "Site amplification works only if the levels are the same across all IMTs",
        ]
      : undefined;
  },
  "truncation-level-given": (job) => {
    const { truncation_level, truncation_level_between, truncation_level_within } = job.parameters;
    const needed =
      !has(job, "hazard_curves") &&
      !has(job, "gmfs") &&
      !has(job, "multi_peril") &&
      job.mode !== "scenario" &&
      !job.hasParent;
    if (!needed || given(job, "truncation_level")) return undefined;
    return truncation_level === undefined &&
      truncation_level_between === undefined &&
      truncation_level_within === undefined
      ? [
          "truncation_level is missing",
          "truncation_level",
          "truncation_level, or truncation_level_between and truncation_level_within",
          "Missing truncation_level or truncation_level_between/truncation_level_within",
        ]
      : undefined;
  },
  "sources-given": (job) => {
    const sourceless = [
      "hazard_curves",
      "gmfs",
      "rupture_model",
      "ins_loss",
      "source_model_logic_tree",
      "source_model",
      "multi_peril",
    ];
    return job.mode.includes("scenario") || job.hasParent || job.mode === "" || sourceless.some((key) => has(job, key))
      ? undefined
      : [
          "there are no sources: no source_model_logic_tree_file, and no calculation that the job continues",
          "source_model_logic_tree_file",
          undefined,
          "Missing source_model_logic_tree or missing --hc option",
        ];
  },
  "complex-spacing-at-least-simple": ({
    parameters: { complex_fault_mesh_spacing: complex, rupture_mesh_spacing: simple },
  }) =>
    complex !== undefined && complex > 0 && complex < simple
      ? [
          `complex_fault_mesh_spacing is smaller than rupture_mesh_spacing: ${complex} < ${simple}`,
          "complex_fault_mesh_spacing",
          `>= ${simple} km`,
          "The `complex_fault_mesh_spacing` parameter must be greater than `rupture_mesh_spacing` (or at most equal).",
        ]
      : undefined,
  "no-grid-of-points-by-source": ({ parameters: { disagg_by_src, ps_grid_spacing } }) =>
    disagg_by_src && ps_grid_spacing !== 0
      ? [
          "disagg_by_src and ps_grid_spacing exclude each other: merged points belong to several sources",
          "disagg_by_src",
          "ps_grid_spacing = 0",
          "disagg_by_src can be set only if ps_grid_spacing = 0",
        ]
      : undefined,
  "one-geometry": (job) => {
    const { parameters, mode } = job;
    if (mode === "preclassical" || mode === "") return undefined;
    const sites = parameters.sites.length > 0;
    if (has(job, "hazard_curves") && (sites || has(job, "site_model"))) return geometry("sites");
    if (!sites && !has(job, "site_model") && !parameters.ground_motion_fields) return undefined;
    if (isRisk(mode) || has(job, "exposure") || has(job, "site_model")) return undefined;
    const region =
      parameters.region !== undefined &&
      parameters.region_grid_spacing !== undefined &&
      parameters.region_grid_spacing > 0;
    const ways = [sites, has(job, "hazard_curves"), has(job, "gmfs"), region].filter(Boolean).length;
    return ways === 1 || (ways === 0 && job.hasParent) ? undefined : geometry(sites ? "sites" : "region");
  },
  "levels-given": (job) =>
    !hasLevels(job) &&
    !hasRiskFiles(job) &&
    !job.hasParent &&
    Object.keys(job.parameters.iml_disagg).length === 0 &&
    !has(job, "hazard_curves") &&
    (job.parameters.hazard_curves_from_gmfs || job.mode === "classical" || job.mode === "disaggregation")
      ? [
          "hazard curves need levels: intensity_measure_types_and_levels is missing, and there are no risk functions with levels",
          "intensity_measure_types_and_levels",
          undefined,
          "In order to compute hazard curves, `intensity_measure_types_and_levels` must be set or extracted from the risk models.",
        ]
      : undefined,
  "correlated-measures": ({ parameters }) => {
    const model = parameters.ground_motion_correlation_model;
    if (model === undefined) return undefined;
    const names = [
      ...parameters.intensity_measure_types,
      ...Object.keys(parameters.intensity_measure_types_and_levels ?? {}),
    ];
    const other = names.find((name) => !name.startsWith("SA") && name !== "PGA" && name !== "PGV");
    return other === undefined
      ? undefined
      : [
          `the correlation model ${model} is not for ${other}`,
          "ground_motion_correlation_model",
          "PGA, PGV, SA",
          `Correlation model ${model} does not accept IMT=${other}`,
        ];
  },
  "distance-given-with-tree": (job) =>
    has(job, "gsim_logic_tree") &&
    job.parameters.maximum_distance === undefined &&
    !given(job, "maximum_distance") &&
    !job.hasParent
      ? ["maximum_distance is missing", "maximum_distance", "km, as 300"]
      : undefined,
  "distance-above-zero": (job) => {
    const distances = Object.values(job.parameters.maximum_distance ?? {}).flat();
    return distances.length > 0 &&
      distances.every(([, km]) => km === 0) &&
      /^(classical|disaggregation|event_based|scenario)$/.test(job.mode)
      ? ["no source reaches a site: maximum_distance is 0", "maximum_distance", "> 0 km"]
      : undefined;
  },
  "distance-given-with-rupture": (job) =>
    job.mode === "scenario" &&
    hasRupture(job) &&
    job.parameters.maximum_distance === undefined &&
    !given(job, "maximum_distance") &&
    !has(job, "gsim_logic_tree") &&
    !has(job, "gmfs")
      ? ["maximum_distance is missing", "maximum_distance", "km, as 300"]
      : undefined,
  "poes-distinct": (job) => {
    const { poes, hazard_maps, uniform_hazard_spectra } = job.parameters;
    // Those that follow from return periods matter to maps and spectra only.
    if (!(given(job, "poes") || hazard_maps || uniform_hazard_spectra)) return undefined;
    const seen = new Set<number>();
    const twice = poes.find((poe) => seen.size === seen.add(poe).size);
    return twice === undefined
      ? undefined
      : [`${pythonFloat(twice)} stands in poes twice: maps and spectra would have two columns of one name`, "poes"];
  },
  "poes-of-maps-given": ({ parameters: { hazard_maps, uniform_hazard_spectra, poes } }) =>
    (hazard_maps || uniform_hazard_spectra) && poes.length === 0
      ? [
          "maps and spectra need probabilities: poes is missing",
          hazard_maps ? "hazard_maps" : "uniform_hazard_spectra",
          "poes, as 0.1 0.02",
          "When computing hazard maps and/or uniform hazard spectra, the poes list must be non-empty.",
        ]
      : undefined,
  "soil-intensities-of-convolution": (job) => {
    const { soil_intensities, amplification_method } = job.parameters;
    const wanted =
      /classical|disaggregation/.test(job.mode) && has(job, "amplification") && amplification_method === "convolution";
    const fine = wanted ? (soil_intensities?.length ?? 0) > 1 : soil_intensities === undefined;
    return fine
      ? undefined
      : [
          wanted
            ? "amplification by convolution needs two soil_intensities at least"
            : "soil_intensities has no effect",
          "soil_intensities",
          "classical calculations with amplification_method = convolution",
          "soil_intensities must be defined only in classical calculations with amplification_method=convolution",
        ];
  },
};

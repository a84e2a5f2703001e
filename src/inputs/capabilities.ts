/** What a calculator can do, and the refusal by name of everything else in a job. */
import type { MagnitudeFrequencyDistribution } from "../hazard/mfd/mfd.ts";
import type { Source, SourceGroup, SourceKind } from "../hazard/sources/source.ts";
import { type InputProblem, ProblemList } from "../input-error.ts";
import type { Job } from "./job.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";
import {
  type CalculationMode,
  isParameterName,
  PARAMETERS,
  type ParameterFacts,
  type ParameterName,
} from "./job-ini/table.ts";

/** Stated once by each calculator. */
export interface Capabilities {
  readonly modes: readonly CalculationMode[];
  /** Parameters it honours. Others are accepted only with their default value, or if they concern other modes. */
  readonly parameters: readonly ParameterName[];
  /** Parameters without influence on its numbers (work distribution, folders): accepted, not used, and why. */
  readonly ignored: { readonly [name in ParameterName]?: string };
  /** Inputs it reads: `site_model`, `gsim_logic_tree` ... */
  readonly inputs: readonly string[];
  /** Keys of inputs that other calculations read from the same job file: accepted, not used. */
  readonly ignoredInputs: RegExp;
  readonly sources: readonly SourceKind[];
  readonly distributions: readonly MagnitudeFrequencyDistribution["kind"][];
  /** Names of magnitude-area relations. */
  readonly scalingRelations: readonly string[];
  /** Uncertainty types of the source-model tree. */
  readonly uncertainties: readonly string[];
  readonly occurrences: readonly SourceGroup["occurrence"]["kind"][];
  /** Groups of mutually exclusive sources or ruptures, and clusters. */
  readonly dependentGroups: boolean;
  /** Magnitude-dependent aspect ratios. */
  readonly aspectRatioFunctions: boolean;
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What the job file asks for and the calculator does not do. Quick: no document is read. */
export function unsupportedInJobFile(jobFile: JobFile, capabilities: Capabilities): readonly InputProblem[] {
  const problems = new ProblemList();
  const { parameters } = jobFile;
  const mode = parameters.calculation_mode;
  if (mode !== undefined && !capabilities.modes.includes(mode)) {
    problems.add(`calculation_mode ${mode} is not computed natively`, {
      ...placeOf(jobFile, "calculation_mode"),
      allowed: capabilities.modes.join(", "),
    });
    return problems.problems;
  }
  for (const name of jobFile.given) {
    if (!isParameterName(name) || supportOf(name, capabilities) !== "refused") continue;
    if (sameValue(parameters[name], PARAMETERS[name].default)) continue;
    problems.add(`${name} is not supported natively`, {
      ...placeOf(jobFile, name),
      allowed: `the default, ${shown(PARAMETERS[name].default)}`,
    });
  }
  for (const key of jobFile.inputs.keys()) {
    if (!capabilities.inputs.includes(key) && !capabilities.ignoredInputs.test(key))
      problems.add(`${key} files are not supported natively`, {
        ...placeOf(jobFile, key),
        allowed: capabilities.inputs.join(", "),
      });
  }
  return problems.problems;
}

/** What becomes of a parameter: honoured, accepted without use, about other modes, or refused unless it has its default. */
export type ParameterSupport = "works" | "ignored" | "other modes" | "refused";

export function supportOf(name: ParameterName, capabilities: Capabilities): ParameterSupport {
  if (name === "calculation_mode" || capabilities.parameters.includes(name)) return "works";
  if (capabilities.ignored[name] !== undefined) return "ignored";
  const { modes }: ParameterFacts = PARAMETERS[name];
  const concerned = modes === "all" || capabilities.modes.some((mode) => modes.includes(mode));
  return concerned ? "refused" : "other modes";
}

function shown(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}

/** What the hazard model of a job holds and the calculator does not do, by name, each kind of thing once a source model. */
export function unsupportedInHazard(
  job: Partial<Pick<Job, "sourceModelTree" | "sourceModels">>,
  capabilities: Capabilities,
): readonly InputProblem[] {
  const problems = new ProblemList();
  const said = new Set<string>();
  const refuse = (what: string, allowed: readonly string[] | undefined, place: { file?: string; line?: number }) => {
    const key = `${place.file} ${what}`;
    if (said.has(key)) return;
    said.add(key);
    problems.add(`${what} not supported natively`, { ...place, allowed: allowed?.join(", ") });
  };
  for (const set of job.sourceModelTree?.branchSets ?? []) {
    if (!capabilities.uncertainties.includes(set.uncertaintyType))
      refuse(`uncertainties of type ${set.uncertaintyType} are`, capabilities.uncertainties, {
        file: job.sourceModelTree!.file,
        line: set.line,
      });
  }
  for (const [file, { groups }] of job.sourceModels ?? []) {
    for (const group of groups) {
      const place = { file, ...firstLine(group) };
      if (!capabilities.occurrences.includes(group.occurrence.kind))
        refuse(`the temporal occurrence model ${group.occurrence.kind} is`, capabilities.occurrences, place);
      if (!capabilities.dependentGroups) {
        if (group.sourceInterdependence === "mutex" || group.ruptureInterdependence === "mutex")
          refuse("groups of mutually exclusive sources or ruptures are", undefined, place);
        if (group.cluster) refuse("cluster groups are", undefined, place);
      }
      for (const source of group.sources) refuseInSource(source, capabilities, refuse);
    }
  }
  return problems.problems;
}

function firstLine(group: SourceGroup): { readonly line?: number } {
  const line = group.sources[0]?.origin?.line;
  return line === undefined ? {} : { line };
}

function refuseInSource(
  source: Source,
  capabilities: Capabilities,
  refuse: (what: string, allowed: readonly string[] | undefined, place: { file?: string; line?: number }) => void,
): void {
  const place = source.origin ?? {};
  if (!capabilities.sources.includes(source.kind)) {
    refuse(`sources of kind ${source.kind} are`, capabilities.sources, place);
    return;
  }
  if ("mfd" in source) {
    const kinds =
      source.mfd.kind === "multi"
        ? ["multi" as const, ...source.mfd.members.map(({ kind }) => kind)]
        : [source.mfd.kind];
    for (const kind of new Set(kinds)) {
      if (!capabilities.distributions.includes(kind))
        refuse(`magnitude-frequency distributions of kind ${kind} are`, capabilities.distributions, place);
    }
  }
  if ("scaling" in source && !capabilities.scalingRelations.includes(source.scaling.name))
    refuse(`the magnitude scaling relation ${source.scaling.name} is`, capabilities.scalingRelations, place);
  if ("aspectRatio" in source && typeof source.aspectRatio !== "number" && !capabilities.aspectRatioFunctions)
    refuse("aspect ratios that depend on magnitude are", undefined, place);
}

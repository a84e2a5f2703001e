/**
 * Site parameters of a job: which columns the sites have and where each comes from (docs/method/classical.md 8.3).
 * Columns nobody reads are kept where the reference has them, because clients see them in the site model output.
 */
import { ProblemList } from "../../input-error.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import type { JobParameters } from "../job-ini/parameters.ts";
import { isTextColumn, REFERENCE_PARAMETERS } from "./site-columns.ts";
import type { SiteModel } from "./site-model.ts";

/** A parameter that a ground-motion model reads, with the model's name for messages. */
export type RequiredParameters = ReadonlyMap<string, string>;

export interface SiteParameters {
  readonly numbers: Map<string, Float64Array>;
  readonly texts: Map<string, readonly string[]>;
}

/** What `sites_csv` takes from the job file whatever the csv says. */
const GLOBAL = ["vs30", "vs30measured", "z1pt0", "z2pt5"] as const;

/** A site model and the record of it that each site takes. */
export interface SiteRecords {
  readonly model: SiteModel;
  readonly record: Int32Array;
  /** The sites are the records. */
  readonly areSites: boolean;
}

/**
 * The columns of `count` sites.
 * @throws InputError naming every parameter that a model needs and nobody gives.
 */
export function siteParameters(
  jobFile: JobFile,
  required: RequiredParameters,
  records: SiteRecords | undefined,
  count: number,
): SiteParameters {
  const problems = new ProblemList();
  const columns: SiteParameters = { numbers: new Map(), texts: new Map() };
  for (const name of columnNames(required, records)) {
    const numbers = records?.model.numbers.get(name);
    const words = records?.model.texts.get(name);
    if (numbers !== undefined)
      columns.numbers.set(
        name,
        Float64Array.from(records!.record, (i) => numbers[i]!),
      );
    else if (words !== undefined)
      columns.texts.set(
        name,
        Array.from(records!.record, (i) => words[i]!),
      );
    else if (name === "ampcode") columns.texts.set(name, new Array<string>(count).fill(""));
    else if (isTextColumn(name))
      problems.add(missingParameter(name, required, records), { ...placeOf(jobFile, "site_model"), parameter: name });
    else {
      const value = valueForAll(jobFile.parameters, name, required, records);
      if (value === undefined && required.has(name)) {
        const parameter = (REFERENCE_PARAMETERS as { readonly [name: string]: string })[name] ?? name;
        problems.add(missingParameter(name, required, records), { file: jobFile.file, parameter });
      } else columns.numbers.set(name, new Float64Array(count).fill(value ?? Number.NaN));
    }
  }
  problems.throwIfAny();
  if (records !== undefined && prefersJobFile(jobFile.parameters))
    for (const name of GLOBAL)
      columns.numbers.set(name, new Float64Array(count).fill(referenceValue(jobFile.parameters, name) ?? Number.NaN));
  return columns;
}

/** `sites_csv` is a site model, but the values of the job file go before its own. */
export function prefersJobFile(parameters: JobParameters): boolean {
  return parameters.prefer_global_site_params === true && parameters.reference_vs30_value !== undefined;
}

/** Sites that are a site model keep all its columns; others have what models need, and always vs30. */
function columnNames(required: RequiredParameters, records: SiteRecords | undefined): readonly string[] {
  const names = new Set([...required.keys()].filter((name) => name !== "lon" && name !== "lat" && name !== "depth"));
  if (names.has("vs30")) names.add("vs30measured");
  if (records?.areSites === true) {
    for (const name of [...records.model.numbers.keys(), ...records.model.texts.keys()])
      if (name !== "depth") names.add(name);
  } else for (const name of ["vs30", "vs30measured"]) names.add(name);
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

/** The value of a parameter that no site model gives. */
function valueForAll(
  parameters: JobParameters,
  name: string,
  required: RequiredParameters,
  records: SiteRecords | undefined,
): number | undefined {
  // A site model that does not say so was not measured, unless a model asks and the job file can answer.
  const unsaid = records?.areSites === true && (records.model.file.endsWith(".xml") || !required.has(name));
  if (name === "vs30measured" && unsaid) return 0;
  return referenceValue(parameters, name);
}

function referenceValue(parameters: JobParameters, name: string): number | undefined {
  switch (name) {
    case "vs30measured":
      return parameters.reference_vs30_type === "measured" ? 1 : 0;
    case "vs30":
    case "z1pt0":
    case "z2pt5":
    case "z1pt4":
      return parameters[REFERENCE_PARAMETERS[name]];
    case "backarc":
      return 0;
    default:
      return undefined;
  }
}

function missingParameter(name: string, required: RequiredParameters, records: SiteRecords | undefined): string {
  const parameter = (REFERENCE_PARAMETERS as { readonly [name: string]: string })[name];
  const by = required.get(name) ?? "a ground-motion model";
  if (parameter !== undefined && records === undefined) return `${by} needs ${parameter}, which has no value`;
  return `Missing site_model_file specifying the parameter ${name}, which is required by the GSIM ${by}${parameter === undefined ? "" : ` (or set ${parameter})`}`;
}

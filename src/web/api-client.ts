/** What the page asks the server. */
import type { Disaggregation } from "../drawing/disaggregation-chart.ts";
import type { BaseMap } from "../drawing/map-picture.ts";
import type { ResultTable, TableAnswer } from "../drawing/result-table.ts";

export interface Calculation {
  readonly id: number;
  readonly owner: string;
  readonly calculation_mode: string;
  readonly status: string;
  /** Failed before it was accepted: what was sent is wrong. */
  readonly refused: boolean;
  readonly is_running: boolean;
  readonly description: string;
  readonly parent_id: number | null;
  readonly abortable: boolean;
  readonly size_mb: number | null;
  readonly start_time: string;
  readonly tags: string | null;
  /** native or openquake. */
  readonly engine: string;
  readonly progress: number;
  readonly stage: string;
  readonly eta: number | null;
}

export interface Output {
  readonly id: number;
  readonly name: string;
  /** Key: hcurves, hmaps ... */
  readonly type: string;
  readonly outtypes: readonly string[];
  readonly size_mb: number | null;
}

/** Path in front of all addresses, as the server wrote it into the page. */
export const BASE = document.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? "";

/** An answer that is no success; `message` is the server's own text. */
export class ServerError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function messageOf(value: unknown, fallback: string): string {
  if (typeof value !== "object" || value === null) return fallback;
  if ("error" in value && typeof value.error === "string") return value.error;
  if ("traceback" in value && Array.isArray(value.traceback)) return value.traceback.join("\n");
  if ("detail" in value && typeof value.detail === "string") return value.detail;
  return fallback;
}

/** A server that has too much to do says when to come again. */
const MOST_TRIES = 6;

async function ask(path: string, options?: RequestInit): Promise<Response> {
  for (let tried = 1; ; tried++) {
    const response = await fetch(`${BASE}${path}`, options);
    const pause = Number(response.headers.get("retry-after") ?? Number.NaN);
    const mayAgain = response.status === 503 && (options?.method ?? "GET") === "GET" && tried < MOST_TRIES;
    if (!mayAgain || Number.isNaN(pause)) return response;
    await new Promise((resolve) => setTimeout(resolve, 1000 * Math.max(1, Math.min(pause, 10))));
  }
}

async function call(path: string, options?: RequestInit): Promise<unknown> {
  const response = await ask(path, options);
  const text = await response.text();
  if (response.status === 403 && text === "") {
    // Either nobody is logged in any more, or who is may not have it.
    const me = await fetch(`${BASE}/v1/accounts/me`);
    if (me.ok) throw new ServerError(403, "You may not see this.");
    location.assign(`${BASE}/accounts/login/`);
  }
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const value: unknown = isJson ? JSON.parse(text) : text;
  if (!response.ok)
    throw new ServerError(
      response.status,
      messageOf(value, text === "" ? `The server answered ${response.status}` : text),
    );
  return value;
}

/** What of the list is wanted, by the names of the server's query. */
export type ListQuery = Readonly<Record<string, string>>;

export async function listCalculations(query: ListQuery): Promise<Calculation[]> {
  return (await call(`/v1/calc/list?${new URLSearchParams(query)}`)) as Calculation[];
}

export async function countCalculations(query: ListQuery): Promise<number> {
  return ((await call(`/v1/calc/list/count?${new URLSearchParams(query)}`)) as { count: number }).count;
}

export async function calculationStatus(id: number): Promise<Calculation> {
  return (await call(`/v1/calc/${id}/status`)) as Calculation;
}

/** The record of a calculation with the parameters of its job. */
export async function calculationRecord(id: number): Promise<{ readonly [name: string]: unknown }> {
  return (await call(`/v1/calc/${id}`)) as { readonly [name: string]: unknown };
}

export interface DescribedTable {
  readonly name: string;
  readonly kinds: readonly string[] | null;
  readonly files: number;
  readonly rows: number;
  readonly by_site: boolean;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly unit: string | null;
    readonly meaning: string | null;
  }[];
}

export interface DescribedOutput {
  readonly key: string;
  readonly name: string;
  readonly all_types: readonly string[];
  readonly tables: readonly DescribedTable[];
}

export async function describedOutputs(id: number): Promise<readonly DescribedOutput[]> {
  try {
    return (await call(`/v1/calc/${id}/results/describe`)) as readonly DescribedOutput[];
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return [];
    throw error;
  }
}

export async function tagNames(): Promise<readonly string[]> {
  return ((await call("/v1/calc/list_tags")) as { tags: readonly string[] }).tags;
}

export async function changeTag(id: number, action: "add_tag" | "remove_tag", tag: string): Promise<void> {
  const answer = (await call(`/v1/calc/${id}/${action}/${encodeURIComponent(tag)}`)) as { error?: string };
  if (answer.error !== undefined) throw new ServerError(200, answer.error);
}

/** Empty while there are none. */
export async function calculationOutputs(id: number): Promise<Output[]> {
  try {
    return (await call(`/v1/calc/${id}/results`)) as Output[];
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return [];
    throw error;
  }
}

/** Tables of an extract: `hmaps?kind=mean`, `hcurves?kind=stats&site_id=3`. */
export async function resultTables(id: number, extract: string): Promise<TableAnswer> {
  return (await call(`/v1/calc/${id}/extract/${extract}`, { headers: { accept: "application/json" } })) as TableAnswer;
}

/** What makes the hazard of a site; computed on demand, so it may take seconds. */
export async function disaggregation(id: number, query: Readonly<Record<string, string>>): Promise<Disaggregation> {
  return (await patient(`/v1/calc/${id}/disaggregation?${new URLSearchParams(query)}`)) as Disaggregation;
}

export interface PlaceHazard {
  readonly curves: readonly {
    readonly imt: string;
    readonly levels: readonly number[];
    readonly poes: { readonly [statistic: string]: readonly number[] };
  }[];
  readonly spectra?: readonly {
    readonly poe: number;
    readonly periods: readonly number[];
    readonly values: { readonly [statistic: string]: readonly number[] };
  }[];
}

/** Hazard of a place the calculation does not have, computed on demand. */
export async function placeHazard(id: number, lon: number, lat: number): Promise<PlaceHazard> {
  return (await patient(`/v1/calc/${id}/site?lon=${lon}&lat=${lat}`)) as PlaceHazard;
}

/** Asks until the answer is there: 202 means that it is being computed. */
async function patient(path: string): Promise<unknown> {
  for (;;) {
    const answer = (await call(path, { headers: { prefer: "wait=60" } })) as { status?: unknown };
    if (answer.status !== "computing") return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

export interface CellDifference {
  readonly row: { readonly [key: string]: string };
  readonly column: string;
  readonly a: string;
  readonly b: string;
  readonly relative: number | null;
}

export interface Comparison {
  readonly equal: boolean;
  readonly tables: readonly {
    readonly output: string;
    readonly equal: boolean;
    readonly rows: number;
    readonly cells: number;
    readonly differing: number;
    readonly typical: number | null;
    readonly worst?: CellDifference;
  }[];
  readonly onlyInA: readonly string[];
  readonly onlyInB: readonly string[];
}

export async function compareCalculations(a: number, b: number): Promise<Comparison> {
  return (await patient(`/v1/calc/compare?a=${a}&b=${b}`)) as Comparison;
}

export interface ModelFacts {
  readonly name: string;
  readonly tectonic_region: string;
  readonly component: string;
  readonly standard_deviations: readonly string[];
  readonly rupture_parameters: readonly string[];
  readonly distances: readonly string[];
  readonly site_parameters: readonly string[];
  readonly measures: readonly string[];
  readonly doi: string | null;
  readonly magnitudes: readonly [number, number] | null;
  readonly longest_distance: number | null;
  readonly vs30: readonly [number, number] | null;
  readonly periods: readonly [number, number] | null;
}

export async function modelNames(): Promise<readonly string[]> {
  return (await call("/v1/available_gsims")) as readonly string[];
}

const knownModels = new Map<string, Promise<ModelFacts>>();

/** @param model a name, an alias, or the TOML text of a logic-tree branch */
export function modelFacts(model: string): Promise<ModelFacts> {
  const known =
    knownModels.get(model) ??
    (call(`/v1/ground_motion_model?${new URLSearchParams({ model })}`) as Promise<ModelFacts>);
  knownModels.set(model, known);
  known.catch(() => knownModels.delete(model));
  return known;
}

export interface ModelValues {
  /** One entry a measure; natural logarithms of the medians (of g, cm/s ...), and standard deviations. */
  readonly results: readonly {
    readonly imt: string;
    readonly mean: readonly number[];
    readonly sigma: readonly number[];
  }[];
}

export async function modelValues(query: URLSearchParams): Promise<ModelValues> {
  return (await call(`/v1/ground_motion?${query}`)) as ModelValues;
}

export interface Validity {
  readonly valid: boolean;
  readonly runnable?: boolean;
  readonly error_msg: string | null;
  readonly errors: readonly {
    readonly message: string;
    readonly file?: string;
    readonly line?: number;
    readonly parameter?: string;
    readonly found?: string;
    readonly allowed?: string;
  }[];
  readonly warnings?: readonly string[];
}

function formOf(files: readonly File[], fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== "") form.append(name, value);
  for (const file of files) form.append("archive", file, file.name);
  return form;
}

/** @param ini the job file meant, empty where there is one only @param parent the calculation to continue, or empty */
export async function checkFiles(files: readonly File[], ini: string, parent: string): Promise<Validity> {
  const body = formOf(files, { job_ini: ini, hazard_job_id: parent });
  return (await call("/v1/calc/validate_zip", { method: "POST", body })) as Validity;
}

export interface Estimate {
  readonly calculation_mode: string;
  readonly ini: string;
  readonly sites: number;
  readonly sources: number;
  readonly ruptures: number;
  readonly realizations: number;
  readonly memory_bytes: number;
  readonly output_bytes: number;
  readonly seconds_low: number;
  readonly seconds_high: number;
  readonly fits: boolean;
}

/** @param ini the job file meant, empty where there is one only @param parent the calculation to continue, or empty */
export async function estimateFiles(files: readonly File[], ini: string, parent: string): Promise<Estimate> {
  const body = formOf(files, { job_ini: ini, hazard_job_id: parent });
  return (await call("/v1/calc/estimate", { method: "POST", body })) as Estimate;
}

export async function calculationInputs(id: number): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(`${BASE}/v1/calc/${id}/job_zip`);
  if (!response.ok)
    throw new ServerError(
      response.status,
      response.status === 403
        ? "You may not see the inputs of this calculation."
        : "The inputs of this calculation are not there.",
    );
  return new Uint8Array(await response.arrayBuffer());
}

/** The tables of an output, by its number in the list; `query` chooses kind, measure, site. */
export async function outputTables(
  output: number,
  query: Readonly<Record<string, string>> = {},
): Promise<readonly ResultTable[]> {
  const search = new URLSearchParams({ export_type: "json", ...query });
  const answer = (await call(`/v1/calc/result/${output}?${search}`)) as TableAnswer;
  return "tables" in answer ? answer.tables : [answer];
}

let base: Promise<BaseMap> | undefined;

/** Outlines of the continents and borders, for maps. A map without them is a map still. */
export function baseMap(): Promise<BaseMap> {
  base ??= fetch(new URL("../base-map.json", import.meta.url)).then(async (response) =>
    response.ok ? ((await response.json()) as BaseMap) : { land: [], borders: [] },
  );
  return base;
}

/** Time, level, process, message. */
export type LogRow = readonly [string, string, string, string];

/** Rows of the log from a number on. */
export async function logRows(id: number, from: number): Promise<LogRow[]> {
  return (await call(`/v1/calc/${id}/log/${from}:`)) as LogRow[];
}

export async function calculationTraceback(id: number): Promise<string[]> {
  return (await call(`/v1/calc/${id}/traceback`)) as string[];
}

/** Text of the answer; throws a ServerError when the server refuses. */
export async function act(id: number, action: "abort" | "remove" | "share" | "unshare"): Promise<string> {
  const answer = (await call(`/v1/calc/${id}/${action}`, { method: "POST" })) as { success?: string; error?: string };
  if (answer.error !== undefined) throw new ServerError(200, answer.error);
  return answer.success ?? "";
}

/** Sends files as a new calculation; resolves with its id. `progress` is told the fraction sent. */
export function submitFiles(
  files: readonly File[],
  fields: { readonly hazard_job_id: string; readonly job_ini: string },
  progress: (fraction: number) => void,
): Promise<number> {
  const form = formOf(files, fields);
  return new Promise((resolve, reject) => {
    // fetch tells nothing about what has been sent
    const request = new XMLHttpRequest();
    request.open("POST", `${BASE}/v1/calc/run`);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener("error", () => reject(new ServerError(0, "The server cannot be reached.")));
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status === 200 && typeof answer === "object" && answer !== null && "job_id" in answer) {
        resolve(Number(answer.job_id));
      } else reject(new ServerError(request.status, messageOf(answer, `The server answered ${request.status}`)));
    });
    request.send(form);
  });
}

/** The user of a locked server; undefined in an open one. */
export async function whoAmI(): Promise<string | undefined> {
  const health = (await call("/healthz")) as { accounts: boolean };
  if (!health.accounts) return undefined;
  return ((await call("/v1/accounts/me")) as { name: string }).name;
}

export async function logOut(): Promise<void> {
  await call("/accounts/ajax_logout/", { method: "POST" });
  location.assign(`${BASE}/accounts/login/`);
}

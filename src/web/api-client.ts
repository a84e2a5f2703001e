/** What the page asks the server. */
import type { Disaggregation } from "./charts/disaggregation-chart.ts";
import type { TableAnswer } from "./pages/result-tables.ts";

export interface Calculation {
  readonly id: number;
  readonly owner: string;
  readonly calculation_mode: string;
  readonly status: string;
  readonly is_running: boolean;
  readonly description: string;
  readonly parent_id: number | null;
  readonly abortable: boolean;
  readonly size_mb: number | null;
  readonly start_time: string;
  readonly tags: string | null;
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
  return fallback;
}

async function call(path: string, options?: RequestInit): Promise<unknown> {
  const response = await fetch(`${BASE}${path}`, options);
  if (response.status === 403 && (await response.clone().text()) === "") {
    location.assign(`${BASE}/accounts/login/`);
  }
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const value: unknown = isJson ? JSON.parse(text) : text;
  if (!response.ok)
    throw new ServerError(
      response.status,
      messageOf(value, text === "" ? `The server answered ${response.status}` : text),
    );
  return value;
}

export async function listCalculations(limit: number): Promise<Calculation[]> {
  return (await call(`/v1/calc/list?limit=${limit}`)) as Calculation[];
}

export async function countCalculations(): Promise<number> {
  return ((await call("/v1/calc/list/count")) as { count: number }).count;
}

export async function calculationStatus(id: number): Promise<Calculation> {
  return (await call(`/v1/calc/${id}/status`)) as Calculation;
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

/** Which magnitudes and distances make the hazard of a site; computed on demand, so it may take seconds. */
export async function siteDisaggregation(id: number, site: number, imt: string, poe: string): Promise<Disaggregation> {
  const query = new URLSearchParams({ site_id: String(site), imt, poe, by: "mag,dist" });
  return (await call(`/v1/calc/${id}/disaggregation?${query}`, { headers: { prefer: "wait=60" } })) as Disaggregation;
}

export interface PlaceHazard {
  readonly curves: readonly {
    readonly imt: string;
    readonly levels: readonly number[];
    readonly poes: { readonly [statistic: string]: readonly number[] };
  }[];
}

/** Curves of a place the calculation does not have, computed on demand. */
export async function placeHazard(id: number, lon: number, lat: number): Promise<PlaceHazard> {
  return (await call(`/v1/calc/${id}/site?lon=${lon}&lat=${lat}`, { headers: { prefer: "wait=60" } })) as PlaceHazard;
}

/** Outlines of the continents, for maps. */
export async function landRings(): Promise<readonly (readonly number[])[]> {
  const response = await fetch(`${BASE}/engine/assets/land.json`);
  return response.ok ? ((await response.json()) as readonly (readonly number[])[]) : [];
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
  parent: string,
  progress: (fraction: number) => void,
): Promise<number> {
  const form = new FormData();
  if (parent !== "") form.append("hazard_job_id", parent);
  for (const file of files) form.append("archive", file, file.name);
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

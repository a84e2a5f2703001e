/** Single places of finished calculations: what makes the hazard there, and the hazard of any other place. */
import { Elysia, t } from "elysia";
import type { OneSiteRequest, RequestedPlace } from "../../calculators/one-site/one-site-request.ts";
import type { Job, JobService } from "../../jobs/index.ts";
import { endedAnswer, type OneSiteAnswer, oneSiteAnswer } from "../../jobs/one-site-answers.ts";
import { visibleJob } from "../accounts/permissions.ts";
import { ApiError, badRequest } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { wantedFormat } from "../downloads/output-format.ts";
import { hasDatastore } from "../downloads/output-response.ts";
import { sendBytes } from "../downloads/send-file.ts";
import { JobId } from "../job-objects.ts";
import { splitUrl } from "../middleware/paths.ts";
import { ErrorObject, FOREIGN, file, json, named, UNKNOWN } from "../openapi/answers.ts";
import { onePreference } from "../prefer.ts";

/** Longest wait that `Prefer: wait` can ask for, s. */
const LONGEST_WAIT = 600;

const WIDTHS = {
  mag_bin_width: "Mag",
  dist_bin_width: "Dist",
  lon_bin_width: "Lon",
  lat_bin_width: "Lat",
  eps_bin_width: "Eps",
} as const;

const PlaceQuery = {
  lon: t.Optional(t.String({ description: "Longitude of any place, degrees; then also site parameters such as vs30" })),
  lat: t.Optional(t.String({ description: "Latitude, degrees" })),
};

const DisaggregationQuery = t.Object(
  {
    site_id: t.Optional(t.String({ description: "Number of a site of the calculation", example: "0" })),
    ...PlaceQuery,
    imt: t.Optional(t.String({ description: "Intensity measure; the first unless given", example: "PGA" })),
    poe: t.Optional(
      t.String({
        description: "Probability of exceedance in the investigation time that the level has",
        example: "0.1",
      }),
    ),
    iml: t.Optional(t.String({ description: "The level itself, instead of poe" })),
    kind: t.Optional(t.String({ description: "mean, rlz-3, or quantile-0.84 of stored realizations" })),
    by: t.Optional(
      t.String({
        description: "Axes, of trt, mag, dist, lon, lat, eps; mag,dist unless given",
        example: "mag,dist,eps",
      }),
    ),
    mag_bin_width: t.Optional(t.String({ description: "Width of joined magnitude bins", example: "0.5" })),
    dist_bin_width: t.Optional(t.String({ description: "Width of joined distance bins, km", example: "10" })),
    lon_bin_width: t.Optional(t.String({ description: "Width of joined longitude bins, degrees" })),
    lat_bin_width: t.Optional(t.String({ description: "Width of joined latitude bins, degrees" })),
    eps_bin_width: t.Optional(t.String({ description: "Width of joined epsilon bins" })),
    format: t.Optional(t.String({ description: "json, csv or npz", example: "csv" })),
  },
  { additionalProperties: true },
);

const SiteQuery = t.Object(
  {
    ...PlaceQuery,
    poe: t.Optional(
      t.String({ description: "Probabilities of spectra, separated by commas; those of the job unless given" }),
    ),
  },
  { additionalProperties: true },
);

const Computing = named(
  "ComputingAnswer",
  t.Object({
    status: t.String({ example: "computing" }),
    progress: t.Number({ description: "0 to 1", example: 0.4 }),
    stage: t.String({ example: "computing hazard curves" }),
    location: t.String({ description: "Ask there again; the answer is kept" }),
  }),
);

export function placeRoutes({ jobs }: ServerContext) {
  return new Elysia({ name: "places" })
    .get(
      "/v1/calc/:id/disaggregation",
      ({ request, params }) => disaggregation(jobs, request, visibleJob(jobs, request, params.id)),
      {
        params: JobId,
        query: DisaggregationQuery,
        response: {
          200: file("The disaggregation", "application/json", "text/csv", "application/octet-stream"),
          202: json(Computing, "It is being computed"),
          400: json(ErrorObject, "What is wrong with the request"),
          403: FOREIGN,
          404: UNKNOWN,
          422: json(ErrorObject, "The calculation cannot be disaggregated"),
        },
        detail: {
          tags: ["Results"],
          operationId: "getDisaggregation",
          summary: "What makes the hazard of a site",
          description:
            "Of a disaggregation any axes and coarser bins of what is stored. Of another hazard calculation, or for another level or place, it is computed in fine bins and kept: " +
            "202 until it is there, or `Prefer: wait`.",
        },
      },
    )
    .get(
      "/v1/calc/:id/site",
      ({ request, params }) => hazardOfPlace(jobs, request, visibleJob(jobs, request, params.id)),
      {
        params: JobId,
        query: SiteQuery,
        response: {
          200: file("Curves, spectra, contributions by source and by magnitude", "application/json"),
          202: json(Computing, "It is being computed"),
          400: json(ErrorObject, "What is wrong with the request"),
          403: FOREIGN,
          404: UNKNOWN,
          422: json(ErrorObject, "The calculation has no such hazard"),
        },
        detail: {
          tags: ["Results"],
          operationId: "getHazardOfPlace",
          summary: "Hazard of any place",
          description:
            "Computed from the inputs of a hazard calculation for a place that it need not have, and kept: 202 until it is there, or `Prefer: wait`. " +
            "Site parameters (vs30, z1pt0 ...) may be given; others are those of the nearest site.",
        },
      },
    );
}

async function disaggregation(jobs: JobService, request: Request, job: Job): Promise<Response> {
  const query = new URLSearchParams(splitUrl(request.url).search);
  const place = placeOf(query, [...["site_id", "imt", "poe", "iml", "kind", "by", "format"], ...Object.keys(WIDTHS)]);
  requireResults(jobs, job);
  const format = wantedFormat(request, query)?.format ?? "json";
  if (!["json", "csv", "npz"].includes(format))
    throw badRequest(`unknown format ${format}`, { parameter: "format", allowed: "json, csv, npz" });
  const outputs = await import("../../outputs/index.ts");
  try {
    const view = {
      by: outputs.parseAxes(query.get("by") ?? "mag,dist"),
      widths: Object.fromEntries(
        Object.entries(WIDTHS).flatMap(([name, axis]) => (query.has(name) ? [[axis, numberOf(query, name)]] : [])),
      ),
      kind: query.get("kind") ?? undefined,
      measure: query.get("imt") ?? undefined,
    };
    const folder = jobs.folder(job.id);
    const stored =
      place.kind === "site" ? await outputs.storedLevel({ folder }, levelAsked(query), view.measure) : undefined;
    if (stored !== undefined && place.kind === "site")
      return await answerView(outputs, request, folder, { ...view, site: place.site, level: stored }, format);
    const measure = view.measure ?? (await outputs.firstMeasure({ folder }));
    const level = levelAsked(query);
    if (level === undefined)
      throw badRequest("give poe= or iml=: the level that is disaggregated", {
        parameter: "poe",
        allowed: "a probability",
      });
    const wanted: OneSiteRequest = { kind: "disaggregation", place, measure, level, ...realizationOf(view.kind) };
    const answer = await awaited(jobs, request, job, wanted);
    if (answer instanceof Response) return answer;
    return await answerView(outputs, request, answer, { ...view, measure, site: 0, level: 0 }, format);
  } catch (error) {
    if (error instanceof outputs.OutputError) throw badRequest(error.message);
    throw error;
  }
}

type Outputs = typeof import("../../outputs/index.ts");

async function answerView(
  outputs: Outputs,
  request: Request,
  folder: string,
  wanted: Parameters<Outputs["viewDisaggregation"]>[1],
  format: string,
): Promise<Response> {
  const results = outputs.openResults({ folder });
  try {
    const view = await outputs.viewDisaggregation(results, wanted);
    if (format === "json") return Response.json(outputs.viewAsJson(view));
    if (format === "csv")
      return sendBytes(request, new TextEncoder().encode(outputs.viewAsCsv(view)), {
        filename: "disaggregation.csv",
        type: "text/csv",
      });
    const chunks: Uint8Array[] = [];
    for await (const chunk of outputs.npz(outputs.viewAsArrays(view))) chunks.push(chunk);
    return sendBytes(request, Buffer.concat(chunks), {
      filename: "disaggregation.npz",
      type: "application/octet-stream",
    });
  } finally {
    results.reader.close();
  }
}

async function hazardOfPlace(jobs: JobService, request: Request, job: Job): Promise<Response> {
  const query = new URLSearchParams(splitUrl(request.url).search);
  const place = placeOf(query, ["site_id", "poe"]);
  requireResults(jobs, job);
  const poes = query.has("poe")
    ? query
        .get("poe")!
        .split(",")
        .map((text) => probability(text))
    : [];
  const answer = await awaited(jobs, request, job, { kind: "hazard", place });
  if (answer instanceof Response) return answer;
  const outputs = await import("../../outputs/index.ts");
  const results = outputs.openResults({ folder: answer });
  try {
    return Response.json(await outputs.viewPlace(results, poes));
  } finally {
    results.reader.close();
  }
}

function requireResults(jobs: JobService, job: Job): void {
  if (job.engine === "openquake")
    throw new ApiError(
      404,
      `Calculation ${job.id} was computed by the OpenQuake Engine, whose results are not asked by place`,
    );
  if (!hasDatastore(jobs, job.id)) throw new ApiError(404, `Calculation ${job.id} has no results`);
}

/** Folder of the answer, or what to tell meanwhile. @throws ApiError 422 for what the calculation cannot be asked */
async function awaited(
  jobs: JobService,
  request: Request,
  job: Job,
  wanted: OneSiteRequest,
): Promise<string | Response> {
  const wait = Math.min(onePreference(request, "wait", LONGEST_WAIT) ?? 0, LONGEST_WAIT);
  const { asker } = callerOf(request);
  let answer: OneSiteAnswer = oneSiteAnswer(jobs, job.id, wanted, asker);
  if (answer.kind === "computing" && wait > 0) {
    const { done } = answer;
    const ended = await Promise.race([done.then(() => true), Bun.sleep(wait * 1000).then(() => false)]);
    answer = ended ? endedAnswer(jobs, job.id, wanted) : oneSiteAnswer(jobs, job.id, wanted, asker);
  }
  switch (answer.kind) {
    case "complete":
      return answer.folder;
    case "refused":
      throw new ApiError(422, answer.problems.map(({ message }) => message).join("; "), {
        details: { problems: answer.problems },
      });
    case "failed":
      throw new ApiError(500, answer.message);
    case "no-room":
      throw new ApiError(507, "the disk of the server has no room for the answer");
    case "computing": {
      // A failure is told to the one who waits; nobody may be waiting.
      answer.done.catch(() => undefined);
      const { path, search } = splitUrl(request.url);
      const location = `${callerOf(request).baseUrl}${path}${search}`;
      const { progress, stage } = answer;
      return Response.json(
        { status: "computing", progress, stage, location },
        { status: 202, headers: { Location: location, "Retry-After": "1" } },
      );
    }
  }
}

/** @param known names that are no site parameters */
function placeOf(query: URLSearchParams, known: readonly string[]): RequestedPlace {
  const names = [...new Set(query.keys())];
  for (const name of names)
    if (query.getAll(name).length > 1) throw badRequest(`${name} is given more than once`, { parameter: name });
  const others = names.filter((name) => !known.includes(name) && name !== "lon" && name !== "lat");
  if (query.has("site_id")) {
    if (query.has("lon") || query.has("lat"))
      throw badRequest("give site_id, or lon and lat, not both", { parameter: "site_id" });
    if (others.length > 0)
      throw badRequest(`unknown parameter ${others[0]}`, { parameter: others[0]!, allowed: known.join(", ") });
    const site = numberOf(query, "site_id");
    if (!Number.isInteger(site) || site < 0)
      throw badRequest(`site_id ${query.get("site_id")} is no number of a site`, {
        parameter: "site_id",
        allowed: "0, 1, ...",
      });
    return { kind: "site", site };
  }
  if (!query.has("lon") || !query.has("lat"))
    throw badRequest("give site_id=, or lon= and lat=", { parameter: "site_id", allowed: "site_id, or lon and lat" });
  return {
    kind: "coordinates",
    lon: numberOf(query, "lon"),
    lat: numberOf(query, "lat"),
    parameters: Object.fromEntries(others.toSorted().map((name) => [name, numberOf(query, name)])),
  };
}

function levelAsked(query: URLSearchParams): { readonly poe: number } | { readonly iml: number } | undefined {
  if (query.has("poe") && query.has("iml")) throw badRequest("give poe or iml, not both", { parameter: "iml" });
  if (query.has("poe")) return { poe: probability(query.get("poe")!) };
  if (!query.has("iml")) return undefined;
  const iml = numberOf(query, "iml");
  if (!(iml > 0)) throw badRequest(`iml = ${iml} is no level`, { parameter: "iml", allowed: "a number > 0" });
  return { iml };
}

function probability(text: string): number {
  const poe = Number(text);
  if (text.trim() === "" || !(poe > 0 && poe < 1))
    throw badRequest(`poe = ${text} is no probability`, { parameter: "poe", allowed: "a number between 0 and 1" });
  return poe;
}

function realizationOf(kind: string | undefined): { readonly realization?: number } {
  if (kind === undefined || kind === "mean") return {};
  const match = /^rlz-(\d+)$/.exec(kind);
  if (match === null)
    throw badRequest(`there is no kind ${kind} of what was not stored`, { parameter: "kind", allowed: "mean, rlz-N" });
  return { realization: Number(match[1]) };
}

function numberOf(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? "";
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw badRequest(`${name}: expected a number, found ${text}`, { parameter: name, allowed: "a number" });
  return value;
}

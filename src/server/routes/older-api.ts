/**
 * The first API of the engine: lists by kind of calculation, a summary of the parameters under their older and newer
 * names, one result a realization. (`POST` of `job_config` is in submission.ts.)
 */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { Job, JobService } from "../../jobs/index.ts";
import { maySeeOutput, visibleJob, visibleOwners } from "../accounts/permissions.ts";
import { emptyForbidden, emptyNotFound, textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { OUTPUT_MEDIA } from "../downloads/output-format.ts";
import { JobId, JobRecordObject, jobRecordObject } from "../job-objects.ts";
import { jobParameters, type Parameters, withDatastore } from "../job-parameters.ts";
import { olderResultId, parseOlderResultId } from "../older-ids.ts";
import { FOREIGN, file, json, named, text, UNKNOWN, WRONG_REQUEST } from "../openapi/answers.ts";
import { WholeNumber } from "../whole-number.ts";
import { exportResponse } from "./results.ts";

type Kind = "hazard" | "risk";

/** Calculations of a list unless `limit` says otherwise: the newest. */
const LIST_LIMIT = 1000;
/** Sites of the summary at most. */
const MOST_POINTS = 1000;

const ListItem = named(
  "OlderCalculation",
  t.Object({
    id: Type.Integer({ example: 7 }),
    status: t.String({ example: "complete" }),
    description: t.String({ example: "Classical PSHA, Null Island" }),
    url: t.String({ example: "http://127.0.0.1:8800/v1/calc/hazard/7" }),
  }),
);

const ResultItem = named(
  "OlderOutput",
  t.Object({
    id: Type.Integer({ example: 4294967299 }),
    name: t.String({ example: "hc-rlz-0" }),
    type: t.String({ example: "hazard_curve" }),
    url: t.String({ example: "http://127.0.0.1:8800/v1/calc/hazard/result/4294967299" }),
  }),
);

const isRisk = (mode: string): boolean => /(?:risk|bcr|damage)$/.test(mode);
const isKind = (kind: Kind, job: Job): boolean => isRisk(job.calculationMode) === (kind === "risk");

/** The newest calculations of a kind, oldest first. */
function listKind(jobs: JobService, request: Request, kind: Kind, limit: number): Job[] {
  const { principal } = callerOf(request);
  const found: Job[] = [];
  for (let offset = 0; found.length < limit; offset += LIST_LIMIT) {
    const page = jobs.list({ ...visibleOwners(principal), limit: LIST_LIMIT, offset });
    for (const job of page) if (found.length < limit && isKind(kind, job)) found.push(job);
    if (page.length < LIST_LIMIT) break;
  }
  return found.reverse();
}

/** Sites as GeoJSON. */
async function sitesOf(jobs: JobService, id: number): Promise<Parameters> {
  const found = await withDatastore(jobs, id, async (reader) => {
    const entry = reader.describe("sitecol");
    if (entry?.kind !== "table") return undefined;
    const rows = { start: 0, stop: Math.min(entry.rows, MOST_POINTS) };
    const lons = await reader.readColumn("sitecol", "lon", rows);
    const lats = await reader.readColumn("sitecol", "lat", rows);
    const coordinates = Array.from({ length: rows.stop }, (_, site) => [Number(lons[site]), Number(lats[site])]);
    return { sites: { type: "MultiPoint", coordinates }, sites_count: entry.rows };
  });
  return found ?? {};
}

/** Every parameter under the names it has had. */
async function underAllNames(parameters: Parameters): Promise<Parameters> {
  const { PARAMETER_ALIASES } = await import("../../inputs/job-ini/table.ts");
  const older: Record<string, unknown> = {};
  for (const [alias, name] of PARAMETER_ALIASES) if (name in parameters) older[alias] = parameters[name];
  const levels = parameters["hazard_imtls"] ?? parameters["intensity_measure_types_and_levels"];
  if (levels !== undefined) older["intensity_measure_types_and_levels"] = levels;
  return { ...parameters, ...older };
}

/** Names of the realizations whose curves are stored, and of the statistics. */
async function curveNames(jobs: JobService, id: number): Promise<{ realizations: number; stats: readonly string[] }> {
  const found = await withDatastore(jobs, id, async (reader) => {
    const { readResults } = await import("../../outputs/index.ts");
    const results = readResults(reader);
    const stored = reader.describe("hcurves-rlzs") !== undefined || results.realizationCount === 1;
    return { realizations: stored ? results.realizationCount : 0, stats: results.stats };
  });
  return found ?? { realizations: 0, stats: [] };
}

async function listResults(jobs: JobService, request: Request, kind: Kind, job: Job) {
  const { principal, baseUrl } = callerOf(request);
  const item = (id: number, name: string, type: string, query = "") => ({
    id,
    name,
    type,
    url: `${baseUrl}/v1/calc/${kind}/result/${id}${query}`,
  });
  const items: (typeof ResultItem.static)[] = [];
  for (const output of jobs.outputs(job.id)) {
    if (!(await maySeeOutput(principal, output.key))) continue;
    if (output.key !== "hcurves") {
      items.push(item(output.id, output.name, output.key, `?export_type=${output.types[0] ?? "csv"}`));
      continue;
    }
    const { realizations, stats } = await curveNames(jobs, job.id);
    for (let rlz = 0; rlz < realizations; rlz++) {
      items.push(item(olderResultId(output.id, rlz), `hc-rlz-${rlz}`, "hazard_curve"));
    }
    for (const stat of realizations === 1 ? [] : stats) {
      items.push(item(output.id, `hc-${stat}`, "hazard_curve", `?kind=${stat}`));
    }
  }
  return items;
}

const TAGS = { tags: ["Older API"] };

function routesOf(kind: Kind, { jobs }: ServerContext) {
  const Kind = kind === "hazard" ? "Hazard" : "Risk";
  const jobOf = (request: Request, id: number): Job => {
    const job = visibleJob(jobs, request, id);
    if (!isKind(kind, job)) throw emptyNotFound();
    return job;
  };
  return new Elysia({ name: `older-api-${kind}` })
    .get(
      `/v1/calc/${kind}`,
      ({ request, query }) =>
        listKind(jobs, request, kind, query.limit ?? LIST_LIMIT).map((job) => ({
          id: job.id,
          status: job.status,
          description: job.description,
          url: `${callerOf(request).baseUrl}/v1/calc/${kind}/${job.id}`,
        })),
      {
        query: t.Object({
          limit: t.Optional(WholeNumber(0, { description: "The newest so many", default: LIST_LIMIT })),
        }),
        response: { 200: json(t.Array(ListItem), "Calculations"), 400: WRONG_REQUEST },
        detail: {
          ...TAGS,
          operationId: `list${Kind}Calculations`,
          summary: `List ${kind} calculations`,
          description:
            kind === "risk" ? "Those whose mode ends in risk, bcr or damage; oldest first." : "Oldest first.",
        },
      },
    )
    .get(
      `/v1/calc/${kind}/:id`,
      async ({ request, params }) => {
        const job = jobOf(request, params.id);
        return {
          ...(await underAllNames(await jobParameters(jobs, job))),
          ...(await sitesOf(jobs, job.id)),
          ...jobRecordObject(job),
        };
      },
      {
        params: JobId,
        response: { 200: json(JobRecordObject, "The record"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          ...TAGS,
          operationId: `get${Kind}Calculation`,
          summary: `Summary of a ${kind} calculation`,
          description:
            "Status and every parameter under its older and newer names, `sites` as a GeoJSON MultiPoint of at most 1,000 points with `sites_count`.",
        },
      },
    )
    .get(
      `/v1/calc/${kind}/:id/results`,
      async ({ request, params }) => {
        const items = await listResults(jobs, request, kind, jobOf(request, params.id));
        if (items.length === 0) throw emptyNotFound();
        return items;
      },
      {
        params: JobId,
        response: { 200: json(t.Array(ResultItem), "Outputs"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          ...TAGS,
          operationId: `list${Kind}Outputs`,
          summary: `Results of a ${kind} calculation`,
          description: "One `hazard_curve` a realization, named `hc-rlz-N`.",
        },
      },
    )
    .get(
      `/v1/calc/${kind}/result/:rid`,
      async ({ request, params, query }) => {
        const { outputId, realization } = parseOlderResultId(params.rid);
        const output = jobs.output(outputId);
        if (output === null) throw emptyNotFound();
        jobOf(request, output.jobId);
        if (!(await maySeeOutput(callerOf(request).principal, output.key))) throw emptyForbidden();
        const parameters = new URL(request.url).searchParams;
        if (realization === undefined) return exportResponse(jobs, request, output, query, output.id, parameters);
        if (output.key !== "hcurves") throw textError(404, `output ${outputId} has no parts by realization`);
        parameters.set("kind", `rlz-${realization}`);
        return exportResponse(jobs, request, output, query, params.rid, parameters);
      },
      {
        params: t.Object({ rid: WholeNumber(0, { description: "Number of the result", example: 4294967299 }) }),
        query: t.Object(
          {
            export_type: t.Optional(
              t.String({ description: "One of its types, the first unless given", example: "csv" }),
            ),
          },
          { additionalProperties: true },
        ),
        response: {
          200: file("The file, or a zip of the files", ...OUTPUT_MEDIA),
          403: FOREIGN,
          404: text(
            "Unknown (without a body), or not to be had in that format",
            "DataStoreExportError: Could not export hcurves in foo",
          ),
        },
        detail: {
          ...TAGS,
          operationId: `download${Kind}Output`,
          summary: `Download a result of a ${kind} calculation`,
          description: "404 for a type it cannot be had in.",
        },
      },
    );
}

export function olderApiRoutes(context: ServerContext) {
  return new Elysia({ name: "older-api" }).use(routesOf("hazard", context)).use(routesOf("risk", context));
}

/** Outputs of a calculation: their list, downloads, the whole results and the inputs. */
import { Readable } from "node:stream";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { JobService, Output } from "../../jobs/index.ts";
import { maySeeOutput, requireLevel2, visibleJob } from "../accounts/permissions.ts";
import { emptyForbidden, emptyNotFound, textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { OUTPUT_MEDIA, wantedFormat } from "../downloads/output-format.ts";
import { hasDatastore, outputResponse } from "../downloads/output-response.ts";
import { JobId, ResultObject, resultObject } from "../job-objects.ts";
import { FOREIGN, file, json, named, text, UNKNOWN } from "../openapi/answers.ts";
import { WholeNumber } from "../whole-number.ts";

const ResultId = t.Object({ rid: WholeNumber(0, { description: "Number of the output", example: 3 }) });

const ExportQuery = t.Object(
  {
    export_type: t.Optional(t.String({ description: "One of its `outtypes`, the first unless given", example: "csv" })),
    format: t.Optional(
      t.String({
        description: "The same, also json, geojson, parquet, xml or html; the Accept header may ask for it, too",
        example: "geojson",
      }),
    ),
    dload: t.Optional(
      t.String({ description: "true: always as a download, also in a browser's window", example: "true" }),
    ),
    site_id: t.Optional(t.String({ description: "Only these sites: numbers, separated by commas" })),
    bbox: t.Optional(t.String({ description: "Only sites within west,south,east,north" })),
    imt: t.Optional(t.String({ description: "Only these intensity measures" })),
    kind: t.Optional(t.String({ description: "Only these: mean, quantile-0.15, rlz-3, stats, rlzs" })),
    rlz: t.Optional(t.String({ description: "Only these realizations, by number" })),
    table: t.Optional(t.String({ description: "Only the table of this name", example: "hazard_curve-mean-PGA" })),
    event_id: t.Optional(t.String({ description: "Only the rows of this event", example: "0" })),
  },
  { additionalProperties: true },
);

const PictureQuery = t.Object(
  {
    format: t.Optional(t.String({ description: "png or svg; png unless given", example: "svg" })),
    site_id: t.Optional(t.String({ description: "Number of the site, for curves, spectra, disaggregation" })),
    imt: t.Optional(t.String({ description: "Intensity measure; the first unless given", example: "PGA" })),
    poe: t.Optional(t.String({ description: "Probability of exceedance; the first unless given", example: "0.1" })),
    kind: t.Optional(t.String({ description: "mean, quantile-0.15, rlz-3", example: "mean" })),
    by: t.Optional(t.String({ description: "Axes of a disaggregation", example: "mag,dist" })),
  },
  { additionalProperties: true },
);

const DescribedOutput = named(
  "OutputDescription",
  t.Object({
    key: t.String({ example: "hcurves" }),
    name: t.String({ example: "Hazard Curves" }),
    types: t.Array(t.String(), { description: "As listed, the default first" }),
    all_types: t.Array(t.String(), { example: ["csv", "npz", "xml", "geojson", "json", "parquet"] }),
    size_mb: t.Union([t.Number(), t.Null()]),
    tables: t.Array(
      t.Object({
        name: t.String({ description: "First part of the name of its (first) file", example: "hazard_curve-mean-PGA" }),
        kinds: t.Union([t.Array(t.String()), t.Null()], {
          description: "Statistics and realizations that have such a table",
          example: ["mean", "quantile-0.15"],
        }),
        files: Type.Integer({ description: "Number of files", example: 2 }),
        rows: Type.Integer(),
        by_site: t.Boolean({ description: "Whether site_id and bbox apply" }),
        columns: t.Array(
          t.Object({
            name: t.String({ example: "lon" }),
            type: t.String({ description: "number, integer, boolean or text" }),
            unit: t.Union([t.String(), t.Null()], { example: "degree" }),
            meaning: t.Union([t.String(), t.Null()], { example: "longitude, WGS84" }),
          }),
        ),
      }),
    ),
  }),
);

/** A browser showing it in its window may do so unless `dload` asks for a download; programs get an attachment. */
function dispositionFor(request: Request, dload: string | undefined): "inline" | "attachment" {
  return dload !== "true" && request.headers.get("sec-fetch-dest") === "document" ? "inline" : "attachment";
}

/** The output and its calculation, if the caller may have it. */
async function visibleOutput(jobs: JobService, request: Request, rid: number): Promise<Output> {
  const output = jobs.output(rid);
  if (output === null) throw emptyNotFound();
  visibleJob(jobs, request, output.jobId);
  if (!(await maySeeOutput(callerOf(request).principal, output.key))) throw emptyForbidden();
  return output;
}

export async function exportResponse(
  jobs: JobService,
  request: Request,
  output: Output,
  query: { readonly export_type?: string | undefined; readonly dload?: string | undefined },
  shownId = output.id,
  parameters = new URL(request.url).searchParams,
): Promise<Response> {
  const job = jobs.get(output.jobId);
  if (job === null) throw emptyNotFound();
  const { exportTypes, parseFilters, OutputError } = await import("../../outputs/index.ts");
  const negotiated = query.export_type === undefined ? wantedFormat(request, parameters) : undefined;
  // What a header prefers but this output does not have is no error.
  const possible = job.engine === "openquake" ? await typesOfEngine(jobs, output) : exportTypes(output.key);
  const agreed = negotiated?.byHeader !== true || possible.includes(negotiated.format);
  const type = query.export_type ?? (agreed ? negotiated?.format : undefined) ?? output.types[0] ?? "csv";
  if (!output.types.includes(type) && !possible.includes(type)) {
    throw textError(
      404,
      `DataStoreExportError: Could not export ${output.key} in ${type} (allowed: ${possible.join(", ")})`,
    );
  }
  try {
    const wanted = {
      kind: "export",
      key: output.key,
      type,
      calculationId: job.id,
      filters: parseFilters(parameters),
    } as const;
    const filename = (name: string) => `output-${shownId}-${name}`;
    const disposition = dispositionFor(request, query.dload);
    return await outputResponse(
      jobs,
      request,
      job,
      wanted,
      filename,
      disposition,
      agreed ? negotiated?.mediaType : undefined,
    );
  } catch (error) {
    if (error instanceof OutputError) throw textError(400, error.message);
    throw error;
  }
}

/** The second engine writes what it lists, of which some outputs are its own; of what was adopted of its results there are our formats, too. */
async function typesOfEngine(jobs: JobService, output: Output): Promise<readonly string[]> {
  if (!hasDatastore(jobs, output.jobId)) return output.types;
  const { exportTypes, listOutputs, openResults } = await import("../../outputs/index.ts");
  const results = openResults({ folder: jobs.folder(output.jobId) });
  try {
    const isAdopted = listOutputs(results).some(({ key }) => key === output.key);
    return [...new Set([...output.types, ...(isAdopted ? exportTypes(output.key) : [])])];
  } finally {
    results.reader.close();
  }
}

export function resultRoutes({ jobs }: ServerContext) {
  const tags = ["Results"];

  const listOutputs = async ({ request, params }: { request: Request; params: { id: number } }) => {
    visibleJob(jobs, request, params.id);
    const { principal, baseUrl } = callerOf(request);
    const outputs: Output[] = [];
    for (const output of jobs.outputs(params.id)) if (await maySeeOutput(principal, output.key)) outputs.push(output);
    if (outputs.length === 0) throw emptyNotFound();
    return outputs.map((output) => resultObject(output, baseUrl));
  };
  const list = {
    params: JobId,
    response: { 200: json(t.Array(ResultObject), "Outputs"), 403: FOREIGN, 404: UNKNOWN },
    detail: {
      tags,
      operationId: "listOutputs",
      summary: "Outputs of a calculation",
      description: "404 without a body until there are any.",
    },
  };

  return new Elysia({ name: "results" })
    .get("/v1/calc/:id/results", listOutputs, list)
    .get("/v1/calc/:id/result/list", listOutputs, {
      ...list,
      detail: { ...list.detail, operationId: "listResultOutputs", summary: "Outputs (another name of results)" },
    })
    .get(
      "/v1/calc/result/:rid",
      async ({ request, params, query }) =>
        exportResponse(jobs, request, await visibleOutput(jobs, request, params.rid), query),
      {
        params: ResultId,
        query: ExportQuery,
        response: {
          200: file("The file, or a zip of the files", ...OUTPUT_MEDIA),
          400: text("What is wrong", "unknown filter"),
          403: FOREIGN,
          404: text(
            "Unknown (without a body), or not to be had in that format",
            "DataStoreExportError: Could not export hcurves in foo",
          ),
          406: text(
            "Several files where the Accept header allows one",
            "this output is several files in text/csv: choose one with kind= and imt=, or accept application/zip as well",
          ),
        },
        detail: {
          tags,
          operationId: "downloadOutput",
          summary: "Download an output",
          description:
            "One file as it is, several as a zip. Large ones are made once and kept. Ranges and If-None-Match are honoured.",
        },
      },
    )
    .get(
      "/v1/calc/:id/results/describe",
      ({ request, params }) => {
        const job = visibleJob(jobs, request, params.id);
        if (!hasDatastore(jobs, params.id)) throw emptyNotFound();
        return outputResponse(jobs, request, job, { kind: "describe" }, () => `outputs_${job.id}.json`, "inline");
      },
      {
        params: JobId,
        response: { 200: json(t.Array(DescribedOutput), "Outputs"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          tags,
          operationId: "describeOutputs",
          summary: "Outputs with their columns",
          description: "For each output its types, its files and their columns with units and meaning.",
        },
      },
    )
    .get(
      "/v1/calc/:id/datastore",
      ({ request, params }) => {
        const job = visibleJob(jobs, request, params.id);
        if (job.engine === "native" && !hasDatastore(jobs, job.id)) throw emptyNotFound();
        return outputResponse(
          jobs,
          request,
          job,
          { kind: "datastore", calculationId: job.id },
          () => `calc_${job.id}.hdf5`,
        );
      },
      {
        params: JobId,
        response: { 200: file("HDF5 file", "application/x-hdf"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          tags,
          operationId: "downloadDatastore",
          summary: "All results as one HDF5 file",
          description: "Also while it runs: what has been stored so far.",
        },
      },
    )
    .get(
      "/v1/calc/:id/job_zip",
      async ({ request, params }) => {
        requireLevel2(callerOf(request));
        visibleJob(jobs, request, params.id);
        const zip = await jobs.jobZip(params.id, callerOf(request).asker);
        if (zip === null) throw emptyNotFound();
        return new Response(Readable.toWeb(zip) as unknown as ReadableStream, {
          headers: {
            "content-type": "application/x-zip",
            "content-disposition": `attachment; filename=job_${params.id}.zip`,
          },
        });
      },
      {
        params: JobId,
        response: { 200: file("Zip", "application/x-zip"), 403: FOREIGN, 404: UNKNOWN },
        detail: {
          tags,
          operationId: "downloadInputs",
          summary: "The inputs of a calculation",
          description: "As they were sent, ready to be submitted again. Needs user level 2.",
        },
      },
    )
    .get(
      "/v1/calc/:id/download_png/:name",
      ({ request, params, query }) => {
        const job = visibleJob(jobs, request, params.id);
        const { format, ...rest } = query;
        const type = format ?? (params.name.endsWith(".svg") ? "svg" : "png");
        if (type !== "png" && type !== "svg") throw textError(400, `unknown format ${type}; allowed: png, svg`);
        const asked = new URLSearchParams(rest as Record<string, string>);
        asked.sort();
        const wanted = {
          kind: "picture",
          name: params.name,
          query: asked.toString(),
          type,
          calculationId: job.id,
        } as const;
        return outputResponse(jobs, request, job, wanted, undefined, "inline");
      },
      {
        params: t.Composite([
          JobId,
          t.Object({ name: t.String({ description: "Name of the picture", example: "hmap_0_0" }) }),
        ]),
        query: PictureQuery,
        response: {
          200: file("The picture", "image/png", "image/svg+xml"),
          400: text("What is wrong", "unknown imt PGV; allowed: PGA, SA(0.2)"),
          403: FOREIGN,
          404: text("There is none", "there is no picture hmap_0_0"),
        },
        detail: {
          tags,
          operationId: "getPicture",
          summary: "A picture of a calculation",
          description:
            "`hmap_M_P` (numbers of measure and probability), `avg_gmf-IMT`, `assets`; also `hcurves`, `uhs`, `disagg` of a site, `hmaps`, and charts of losses and damages by " +
            "the key of their output. PNG, or SVG with `format=svg`. Drawn once and kept.",
        },
      },
    );
}

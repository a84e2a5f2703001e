/** Arrays taken from the results, as `.npz`, or as tables in other formats. */
import { Elysia, t } from "elysia";
import type { Job } from "../../jobs/index.ts";
import { mayExtract, visibleJob } from "../accounts/permissions.ts";
import { ApiError, emptyForbidden, textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { EXTRACT_MEDIA, TABLE_FORMATS, type WantedFormat, wantedFormat } from "../downloads/output-format.ts";
import { outputResponse } from "../downloads/output-response.ts";
import { JobId } from "../job-objects.ts";
import { canonicalPath, splitUrl } from "../middleware/paths.ts";
import { FOREIGN, file, text } from "../openapi/answers.ts";

/** What a spec may be made of; anything else is no such path. */
const SPEC = /^[-/_.\w]+$/;

const Spec = t.Object({
  spec: t.String({ description: "What to extract; may hold slashes", example: "hcurves" }),
});

/** Of these only some mean something to an extract; further ones are handed on as they are. */
const ExtractQuery = t.Object(
  {
    kind: t.Optional(t.String({ description: "mean, quantile-0.15, stats, rlzs or rlz-3", example: "mean" })),
    imt: t.Optional(t.String({ description: "Only this intensity measure" })),
    site_id: t.Optional(t.String({ description: "Only this site" })),
    format: t.Optional(
      t.String({
        description:
          "json, geojson, parquet or csv instead of npz, for outputs and stored tables; then also bbox and rlz choose. " +
          "The Accept header may ask for it, too",
        example: "json",
      }),
    ),
  },
  { additionalProperties: true },
);

export function extractRoutes({ jobs }: ServerContext) {
  const extract = async ({ request, params }: { request: Request; params: { id: number } }) => {
    // The path and the query as they came: Elysia would hand over decoded ones.
    const { path, search } = splitUrl(request.url);
    const spec = canonicalPath(path, "").replace(/^\/v1\/calc\/\d+\/extract\/?/, "");
    if (!SPEC.test(spec)) throw new ApiError(404, `there is nothing at ${path}`);
    const job = visibleJob(jobs, request, params.id);
    if (!(await mayExtract(callerOf(request).principal, spec))) throw emptyForbidden();
    const parameters = new URLSearchParams(search);
    const wanted = wantedFormat(request, parameters);
    const isTable = TABLE_FORMATS.some((format) => format === wanted?.format);
    if (wanted !== undefined && isTable) return extractTable(request, job, spec, parameters, wanted);
    if (wanted !== undefined && !wanted.byHeader && wanted.format !== "npz") {
      throw textError(400, `unknown format ${wanted.format}; allowed: npz, ${TABLE_FORMATS.join(", ")}`);
    }
    parameters.delete("format");
    const query = wanted === undefined ? search.slice(1) : parameters.toString();
    return outputResponse(jobs, request, job, { kind: "extract", spec, query });
  };

  /** The same data as a table: the output or the stored table of that name. */
  const extractTable = async (
    request: Request,
    job: Job,
    spec: string,
    parameters: URLSearchParams,
    { format, mediaType }: WantedFormat,
  ) => {
    const { parseFilters, OutputError } = await import("../../outputs/index.ts");
    try {
      const filters = parseFilters(parameters);
      const wanted = { kind: "export", key: spec, type: format, calculationId: job.id, filters } as const;
      return await outputResponse(jobs, request, job, wanted, undefined, "attachment", mediaType);
    } catch (error) {
      if (error instanceof OutputError) throw textError(400, error.message);
      throw error;
    }
  };
  return new Elysia({ name: "extract" })
    .get("/v1/calc/:id/extract/:spec", extract, {
      params: t.Composite([JobId, Spec]),
      query: ExtractQuery,
      response: {
        200: file("NumPy .npz, or a table in the format asked for", ...EXTRACT_MEDIA),
        400: text("What is wrong", "kind is missing: give kind=mean or kind=stats or kind=rlzs or kind=rlz-N"),
        403: FOREIGN,
        404: text("There is no such array", "there is no extract and nothing in the datastore called nonexisting"),
        406: text(
          "Several files where the Accept header allows one",
          "this output is several files in text/csv: choose one with kind= and imt=, or accept application/zip as well",
        ),
      },
      detail: {
        tags: ["Results"],
        operationId: "extractArrays",
        summary: "Extract arrays",
        description:
          "`oqparam`, `realizations`, `sitecol`, `hcurves`, `hmaps`, `uhs` and others, or anything stored by its name; `NAME.attrs` gives attributes. " +
          "Errors are one line of text.",
      },
    })
    .get("/v1/calc/:id/extract/*", extract, {
      params: t.Composite([JobId, t.Object({ "*": t.String() })]),
      detail: { hide: true },
    });
}

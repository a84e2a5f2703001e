/** Arrays taken from the results, as `.npz`. */
import { Elysia, t } from "elysia";
import { mayExtract, visibleJob } from "../accounts/permissions.ts";
import { ApiError, emptyForbidden } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { deliverOutput } from "../downloads/deliver-output.ts";
import { JobId } from "../job-objects.ts";
import { canonicalPath, splitUrl } from "../wire/paths.ts";

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
  },
  { additionalProperties: true },
);

export function extractRoutes({ jobs }: ServerContext) {
  const extract = ({ request, params }: { request: Request; params: { id: number } }) => {
    // The path and the query as they came: Elysia would hand over decoded ones.
    const { path, search } = splitUrl(request.url);
    const spec = canonicalPath(path, "").replace(/^\/v1\/calc\/\d+\/extract\/?/, "");
    if (!SPEC.test(spec)) throw new ApiError(404, `there is nothing at ${path}`);
    const job = visibleJob(jobs, request, params.id);
    if (!mayExtract(callerOf(request).principal, spec)) throw emptyForbidden();
    return deliverOutput(jobs, request, job, { kind: "extract", spec, query: search.slice(1) });
  };
  return new Elysia({ name: "extract" })
    .get("/v1/calc/:id/extract/:spec", extract, {
      params: t.Composite([JobId, Spec]),
      query: ExtractQuery,
      response: {
        200: t.Any({ type: "string", format: "binary", description: "NumPy .npz" }),
        400: t.String({ example: "kind is missing: give kind=mean or kind=stats or kind=rlzs or kind=rlz-N" }),
        403: t.Void(),
        404: t.String({ example: "there is no extract and nothing in the datastore called nonexisting" }),
      },
      detail: {
        tags: ["Results"],
        summary: "Extract arrays",
        description:
          "`oqparam`, `realizations`, `sitecol`, `hcurves`, `hmaps`, `uhs` and others, or anything stored by its name; `NAME.attrs` gives attributes. " +
          "Errors are one line of text.",
      },
    })
    .get("/v1/calc/:id/extract/*", extract, { params: JobId, detail: { hide: true } });
}

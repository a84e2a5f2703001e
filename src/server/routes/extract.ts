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

export function extractRoutes({ jobs }: ServerContext) {
  return new Elysia({ name: "extract" }).get(
    "/v1/calc/:id/extract/*",
    ({ request, params }) => {
      // The raw path: Elysia would hand over a decoded one.
      const { path, search } = splitUrl(request.url);
      const spec = canonicalPath(path, "").replace(/^\/v1\/calc\/\d+\/extract\/?/, "");
      if (!SPEC.test(spec)) throw new ApiError(404, `there is nothing at ${path}`);
      const job = visibleJob(jobs, request, params.id);
      if (!mayExtract(callerOf(request).principal, spec)) throw emptyForbidden();
      return deliverOutput(jobs, request, job, { kind: "extract", spec, query: search.slice(1) });
    },
    {
      params: t.Composite([
        JobId,
        t.Object({
          "*": t.String({ description: "What to extract, and its query", example: "hcurves?kind=mean&imt=PGA" }),
        }),
      ]),
      response: {
        200: t.Any({ type: "string", format: "binary", description: "NumPy .npz" }),
        400: t.String({ example: "hcurves needs kind" }),
        403: t.Void(),
        404: t.String({ example: "There is no nonexisting in the results" }),
      },
      detail: {
        tags: ["Results"],
        summary: "Extract arrays",
        description:
          "`oqparam`, `realizations`, `sitecol`, `hcurves`, `hmaps`, `uhs` and others, or anything stored by its name; `NAME.attrs` gives attributes. " +
          "Parameters go into the query (`hcurves?kind=mean&imt=PGA&site_id=0`). Errors are one line of text.",
      },
    },
  );
}

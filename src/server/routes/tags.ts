/** Tags. All are GET although they change data: clients know them so. From user level 2 on; in a locked server only on jobs one may see. */
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { ActionAnswer, JobService } from "../../jobs/index.ts";
import { maySee, requireLevel2 } from "../accounts/permissions.ts";
import { ApiError, emptyForbidden } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import type { ServerContext } from "../context.ts";
import { ActionObject, JobId } from "../job-objects.ts";
import { ErrorObject, json } from "../openapi/answers.ts";

const TagName = t.Object({ tag: t.String({ minLength: 1, description: "Name of the tag", example: "final" }) });
const JobAndTag = t.Composite([JobId, TagName]);

/** The name as typed; a slash can only come escaped, and no route of the reference server takes one. */
function tagName(tag: string): string {
  if (tag.includes("/")) throw new ApiError(404, "a tag name has no slash");
  return tag;
}

function answer(result: ActionAnswer): Response {
  return Response.json(result, { status: "error" in result ? 403 : 200 });
}

/** Tags of a job are changed by those who may see it. Unknown jobs pass: the store says so in the words clients know. */
function requireTaggable(jobs: JobService, request: Request, id: number): void {
  const caller = callerOf(request);
  requireLevel2(caller);
  const job = jobs.get(id);
  if (job !== null && !maySee(caller.principal, job)) throw emptyForbidden();
}

const responses = {
  200: json(ActionObject, "What was done"),
  403: json(ActionObject, "It may not or cannot be done; without a body below user level 2"),
  404: json(ErrorObject, "A name with a slash"),
};

export function tagRoutes({ jobs }: ServerContext) {
  const tags = ["Tags"];
  const store = jobs.tags;
  const onTag =
    (change: (tag: string) => ActionAnswer) =>
    ({ request, params }: { request: Request; params: { tag: string } }) => {
      requireLevel2(callerOf(request));
      return answer(change(tagName(params.tag)));
    };
  const onTagOfJob =
    (change: (id: number, tag: string) => ActionAnswer) =>
    ({ request, params }: { request: Request; params: { id: number; tag: string } }) => {
      requireTaggable(jobs, request, params.id);
      return answer(change(params.id, tagName(params.tag)));
    };
  const described = (operationId: string, summary: string, description: string) => ({
    response: responses,
    detail: {
      tags,
      operationId,
      summary,
      description: `${description} Changes data although it is a GET. Needs user level 2.`,
    },
  });
  return new Elysia({ name: "tags" })
    .get("/v1/calc/list_tags", () => ({ success: "ok", tags: [...store.list()] }), {
      response: {
        200: json(
          t.Object({
            success: t.String({ example: "ok" }),
            tags: t.Array(t.String(), { example: ["draft", "final"] }),
          }),
          "Names",
        ),
      },
      detail: { tags, operationId: "listTags", summary: "List tags", description: "Names, sorted." },
    })
    .get(
      "/v1/calc/create_tag/:tag",
      onTag((tag) => store.create(tag)),
      {
        params: TagName,
        ...described("createTag", "Create a tag", "It is also made when it is first put on a calculation."),
      },
    )
    .get(
      "/v1/calc/delete_tag/:tag",
      onTag((tag) => store.delete(tag)),
      { params: TagName, ...described("deleteTag", "Delete a tag", "It is taken off all calculations.") },
    )
    .get(
      "/v1/calc/:id/add_tag/:tag",
      onTagOfJob((id, tag) => store.add(id, tag)),
      { params: JobAndTag, ...described("addTag", "Tag a calculation", "The tag is made if it is new.") },
    )
    .get(
      "/v1/calc/:id/remove_tag/:tag",
      onTagOfJob((id, tag) => store.remove(id, tag)),
      {
        params: JobAndTag,
        ...described("removeTag", "Take a tag off a calculation", "Also succeeds when it was not on it."),
      },
    )
    .get(
      "/v1/calc/:id/set_preferred_job_for_tag/:tag",
      onTagOfJob((id, tag) => store.setPreferred(id, tag)),
      {
        params: JobAndTag,
        ...described(
          "setPreferredCalculation",
          "Prefer a calculation for a tag",
          "The tag is put on it; the one preferred before is so no more.",
        ),
      },
    )
    .get(
      "/v1/calc/unset_preferred_job_for_tag/:tag",
      onTag((tag) => store.unsetPreferred(tag)),
      {
        params: TagName,
        ...described("unsetPreferredCalculation", "Prefer none for a tag", "The tag stays on the calculations."),
      },
    )
    .get(
      "/v1/calc/get_preferred_job_for_tag/:tag",
      ({ params }) => ({ success: "ok", job_id: store.preferred(tagName(params.tag)) }),
      {
        params: TagName,
        response: {
          200: json(
            t.Object({
              success: t.String({ example: "ok" }),
              job_id: t.Union([Type.Integer(), t.Null()], { example: 7 }),
            }),
            "Its number",
          ),
          404: json(ErrorObject, "A name with a slash"),
        },
        detail: {
          tags,
          operationId: "getPreferredCalculation",
          summary: "The preferred calculation of a tag",
          description: "null when there is none.",
        },
      },
    );
}

/** Ground-motion models: what one needs, and its values for earthquakes and sites. Evaluated by a child process. */
import { Elysia, t } from "elysia";
import type { JobService } from "../../jobs/index.ts";
import { ApiError, badRequest } from "../api-error.ts";
import type { ServerContext } from "../context.ts";
import { splitUrl } from "../middleware/paths.ts";
import { ErrorObject, json, named } from "../openapi/answers.ts";

const Range = (description: string) =>
  t.Union([t.Array(t.Number(), { minItems: 2, maxItems: 2 }), t.Null()], { description });

const ModelObject = named(
  "GroundMotionModel",
  t.Object({
    name: t.String({ example: "BooreAtkinson2008" }),
    aliases: t.Array(t.String()),
    tectonic_region: t.String({ example: "Active Shallow Crust" }),
    component: t.String({ example: "Average Horizontal (GMRotI50)" }),
    standard_deviations: t.Array(t.String(), { example: ["Total", "Inter event", "Intra event"] }),
    rupture_parameters: t.Array(t.String(), { example: ["mag", "rake"] }),
    distances: t.Array(t.String(), { example: ["rjb"] }),
    site_parameters: t.Array(t.String(), { example: ["vs30"] }),
    measures: t.Array(t.String(), { example: ["PGA", "PGV", "SA"] }),
    doi: t.Union([t.String(), t.Null()]),
    magnitudes: Range("Magnitudes it was made for; null where its authors state none"),
    longest_distance: t.Union([t.Number(), t.Null()], { description: "Distance up to which it was made, km" }),
    vs30: Range("m/s"),
    periods: Range("Periods of spectral acceleration, s"),
  }),
);

const ValuesObject = named(
  "GroundMotion",
  t.Object({
    model: t.String(),
    parameters: t.Object({}, { additionalProperties: true }),
    results: t.Array(
      t.Object({
        imt: t.String({ example: "PGA" }),
        mean: t.Array(t.Number(), { description: "Natural logarithms of the medians (of g; cm/s for PGV)" }),
        sigma: t.Array(t.Number(), { description: "Total standard deviations" }),
        tau: t.Array(t.Number(), { description: "Between events" }),
        phi: t.Array(t.Number(), { description: "Within events" }),
      }),
    ),
  }),
);

const Model = t.String({
  description: "A class, an alias, or the TOML text of a logic-tree branch",
  example: "BooreAtkinson2008",
  minLength: 1,
  maxLength: 4000,
});

const ValuesQuery = t.Object(
  {
    model: Model,
    imt: t.Optional(
      t.String({ description: "Measures, separated by commas; PGA unless given", example: "PGA,SA(1.0)" }),
    ),
  },
  {
    additionalProperties: true,
    description: "And every parameter that the model needs, by its name: one value, or several separated by commas",
  },
);

/** Most values of a parameter. */
const MOST_VALUES = 2000;
/** Answers that are kept: pages ask for the same facts again and again. */
const MOST_KEPT = 500;

/** @throws ApiError for texts that would have the server open files of its own */
function modelText(model: string): string {
  if (model.startsWith("-")) throw badRequest(`unknown ground-motion model ${model}`, { parameter: "model" });
  const file = /(\w*(?:file|table|path)\w*)\s*=/i.exec(model)?.[1];
  if (file !== undefined)
    throw badRequest(`${file} names a file: such models are evaluated by quakewright gmm only`, { parameter: "model" });
  return model;
}

export function groundMotionRoutes({ jobs }: ServerContext) {
  const kept = new Map<string, Promise<string>>();

  /** The answer of the command line; equal questions are asked once. */
  async function asked(args: readonly string[]): Promise<Response> {
    const key = JSON.stringify(args);
    const answer = kept.get(key) ?? evaluated(jobs, args);
    kept.set(key, answer);
    answer.catch(() => kept.delete(key));
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    return new Response(await answer, { headers: { "content-type": "application/json" } });
  }

  const answers = { 400: json(ErrorObject, "What is wrong with the request"), 413: json(ErrorObject, "Too much") };
  return new Elysia({ name: "ground-motion" })
    .get("/v1/ground_motion_model", ({ query }) => asked(["show", modelText(query.model), "--json"]), {
      query: t.Object({ model: Model }),
      response: { 200: json(ModelObject, "What it needs and gives"), ...answers },
      detail: {
        tags: ["Service"],
        operationId: "getGroundMotionModel",
        summary: "What a ground-motion model needs",
        description: "Parameters of ruptures and sites, distances, measures, and the ranges it was made for.",
      },
    })
    .get(
      "/v1/ground_motion",
      ({ request, query }) => {
        const parameters = new URLSearchParams(splitUrl(request.url).search);
        const given = [...parameters].filter(([name]) => name !== "model" && name !== "imt");
        for (const [name, value] of given) {
          if (!/^\w+$/.test(name)) throw badRequest(`${name} is no parameter of a model`, { parameter: name });
          if (value.split(",").length > MOST_VALUES)
            throw badRequest(`${name} has more than ${MOST_VALUES} values`, { parameter: name });
        }
        const imt = query.imt ?? "PGA";
        const values = given.map(([name, value]) => `${name}=${value}`);
        return asked(["eval", modelText(query.model), ...values, `--imt=${imt}`, "--json"]);
      },
      {
        query: ValuesQuery,
        response: { 200: json(ValuesObject, "Medians and standard deviations"), ...answers },
        detail: {
          tags: ["Service"],
          operationId: "getGroundMotion",
          summary: "Values of a ground-motion model",
          description:
            "Of all measures, for one or several earthquakes and sites: parameters with several values separated by commas have as many each.",
        },
      },
    );
}

async function evaluated(jobs: JobService, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr, ended } = await jobs.runCheck("gmm", args);
  if (ended !== undefined) throw new ApiError(413, `evaluating takes too ${ended === "time" ? "long" : "much memory"}`);
  if (exitCode === 2) throw badRequest(stderr.trim().split("\n")[0] ?? "the model cannot be evaluated");
  if (exitCode !== 0) throw new Error(`gmm has failed (exit code ${exitCode}): ${stderr}`);
  return stdout;
}

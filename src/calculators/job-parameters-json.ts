/** The job's parameters as clients read them in `oqparam`: those that were given, and what was made of them. */
import type { JsonValue } from "../datastore/index.ts";
import type { Job } from "../inputs/job.ts";

/** Parameters whose parsed form replaces them in the result. */
const REPLACED: ReadonlySet<string> = new Set([
  "intensity_measure_types_and_levels",
  "intensity_measure_types",
  "sites",
]);

/**
 * An object by the reference's names: `calculation_mode`, `description`, `inputs` (names of files relative to the job,
 * never paths of the server), the given parameters, and `hazard_imtls` (levels by measure, in the order of all arrays).
 */
export function jobParametersAsJson(job: Job): { readonly [name: string]: JsonValue } {
  const { parameters } = job;
  const json: { [name: string]: JsonValue } = {
    inputs: {
      // Clients look it up.
      job_ini: job.file,
      ...Object.fromEntries(
        Array.from(job.files, ([key, files]): [string, JsonValue] => [
          key,
          files.length === 1 ? files[0]! : [...files],
        ]),
      ),
    },
    description: parameters.description,
    calculation_mode: parameters.calculation_mode ?? "",
  };
  const values: { readonly [name: string]: unknown } = parameters;
  for (const name of job.given) {
    if (REPLACED.has(name) || name in json) continue;
    const value = toJson(values[name]);
    if (value !== undefined) json[name] = value;
  }
  if (parameters.region !== undefined) json["region"] = ringAsText(toJson(parameters.region));
  // Clients look these up without a default.
  const isRisk = /(risk|damage)$/.test(parameters.calculation_mode ?? "");
  json["collect_rlzs"] = parameters.collect_rlzs ?? (isRisk && parameters.number_of_logic_tree_samples > 1);
  if (parameters.investigation_time !== undefined) json["investigation_time"] = parameters.investigation_time;
  // Each of the two stands for both.
  if (parameters.calculation_mode === "disaggregation" && parameters.poes.length > 0) {
    json["poes"] = [...parameters.poes];
    json["poes_disagg"] = [...parameters.poes_disagg];
  }
  json["hazard_imtls"] = Object.fromEntries(
    job.measures.map(({ name }, m): [string, JsonValue] => [name, Array.from(job.levels[m] ?? [])]),
  );
  return json;
}

/** Plain JSON of a parsed value; undefined for what has none. */
function toJson(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  if (value instanceof Map) return toJson(Object.fromEntries(value));
  if (typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]): [string, JsonValue][] => {
        const json = toJson(item);
        return json === undefined ? [] : [[key, json]];
      }),
    );
  return undefined;
}

/** `POLYGON((lon lat, ...))`, closed. */
function ringAsText(ring: JsonValue | undefined): JsonValue {
  if (!Array.isArray(ring)) return ring ?? null;
  const points = ring.flatMap((point) => (isPoint(point) ? [`${point.lon} ${point.lat}`] : []));
  return points.length === 0 ? (ring as JsonValue) : `POLYGON((${[...points, points[0]].join(", ")}))`;
}

function isPoint(value: JsonValue): value is { readonly lon: number; readonly lat: number } {
  return value !== null && typeof value === "object" && "lon" in value && "lat" in value;
}

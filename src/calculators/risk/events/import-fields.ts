/** Fields given as csv or HDF5 become the fields and events of the calculation. */
import type { ColumnData, DatastoreWriter } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import type { GroundMotionFields } from "../../../inputs/ground-motion-fields.ts";
import { parseIntensityMeasure } from "../../../inputs/intensity-measures.ts";
import type { Job } from "../../../inputs/job.ts";
import { storeGivenRealization } from "./given-realization.ts";

/** Rows at sites of the job, by event, then site. Rows of other sites are left out. */
function sortedRows({ events, sites }: GroundMotionFields, siteOf: (name: string) => number | undefined) {
  const rows: { row: number; event: number; site: number }[] = [];
  for (const [row, name] of sites.entries()) {
    const site = siteOf(name);
    if (site !== undefined) rows.push({ row, event: events[row]!, site });
  }
  return rows.sort((a, b) => a.event - b.event || a.site - b.site);
}

/**
 * Stores `gmf_data`, its terms between events, `events`, `avg_gmf` and the weight of the one realization.
 * @throws InputError for measures that risk functions need and the file lacks, and for a number of events that is not the one asked for
 */
export function importFields(
  job: Job,
  fields: GroundMotionFields,
  writer: DatastoreWriter,
  needed: ReadonlySet<string>,
  effectiveTime: number,
): void {
  const place = { file: job.files.get("gmfs")?.[0], parameter: "gmfs_file" };
  const names = [...fields.motions.keys()];
  const missing = [...needed].filter((name) => !fields.motions.has(name));
  if (missing.length > 0)
    throw new InputError(`The calculation needs ${missing.join(", ")} which is missing from ${place.file}`, {
      ...place,
      allowed: names.join(", "),
    });
  const custom = job.sites.texts.get("custom_site_id");
  const places = new Map(custom?.map((name, i) => [name, i]));
  const siteOf = (name: string): number | undefined => {
    const site = fields.byNumber ? Number(name) : places.get(name);
    return site !== undefined && site < job.sites.count ? site : undefined;
  };
  const ids = [...new Set(fields.events)].sort((a, b) => a - b);
  const last = ids.at(-1) ?? -1;
  for (let more = 1; ids.length < (fields.count ?? 0); more++) ids.push(last + more);
  const { number_of_ground_motion_fields: asked } = job.parameters;
  if (asked !== undefined && asked > 0 && asked !== ids.length)
    throw new InputError(`number_of_ground_motion_fields is ${asked}, the file has ${ids.length} fields`, {
      parameter: "number_of_ground_motion_fields",
      allowed: String(ids.length),
    });
  const rows = sortedRows(fields, siteOf);
  const ordered = [...names].sort(
    (a, b) => (parseIntensityMeasure(a).period ?? 0) - (parseIntensityMeasure(b).period ?? 0),
  );
  const columns = ordered.map((name) => {
    const values = fields.motions.get(name)!;
    return { name, data: Float32Array.from(rows, ({ row }) => values[row]!) };
  });
  // The reference's damage calculations know the measures of the job only, those of losses all of the file.
  const used = job.measures.length > 0 ? job.measures.map(({ name }) => name) : [...needed];
  const damage = job.parameters.calculation_mode?.endsWith("damage") === true;
  const shown = damage ? ordered.filter((name) => used.includes(name)) : ordered;
  writer.putTable(
    "gmf_data",
    [
      { name: "sid", data: Uint32Array.from(rows, ({ site }) => site), meaning: "site" },
      { name: "eid", data: Uint32Array.from(rows, ({ event }) => event), meaning: "event" },
      ...columns,
    ],
    {
      effective_time: effectiveTime,
      ...(job.parameters.investigation_time === undefined
        ? {}
        : { investigation_time: job.parameters.investigation_time }),
      imts: shown.join(" "),
      num_events: ids.length,
    },
  );
  if (fields.betweenEvents !== undefined) storeBetween(writer, fields.betweenEvents);
  const count = ids.length;
  writer.putTable("events", [
    { name: "id", data: Uint32Array.from(ids) },
    { name: "rup_id", data: BigInt64Array.from({ length: count }, () => 0n) },
    { name: "rlz_id", data: new Uint16Array(count) },
  ]);
  storeGivenRealization(writer);
  // The reference names the first columns of the file by the measures of the job.
  const averaged = shown.map((name, c) => ({
    name,
    data: job.parameters.numerics === "exact" ? columns.find((column) => column.name === name)!.data : columns[c]!.data,
  }));
  storeAverages(writer, job.sites.count, rows, averaged);
}

/** Terms between events by event. */
function storeBetween(writer: DatastoreWriter, columns: ReadonlyMap<string, Float64Array>): void {
  const events = columns.get("eid") ?? new Float64Array(0);
  const order = Array.from(events.keys()).sort((a, b) => events[a]! - events[b]!);
  writer.putTable(
    "gmf_data/sigma_epsilon",
    Array.from(columns, ([name, values]): ColumnData => {
      const sorted = order.map((row) => values[row]!);
      if (name === "eid") return { name, data: Uint32Array.from(sorted) };
      return { name, data: name === "rlz_id" ? Uint16Array.from(sorted) : Float32Array.from(sorted) };
    }),
  );
}

/** Means and standard deviations of the rows of each site: of given fields the reference takes the plain ones, not the geometric. */
function storeAverages(
  writer: DatastoreWriter,
  sites: number,
  rows: readonly { readonly site: number }[],
  columns: readonly { readonly name: string; readonly data: Float32Array }[],
): void {
  const C = columns.length;
  const out = new Float32Array(2 * sites * C);
  for (const [c, { data }] of columns.entries()) {
    const sums = new Float64Array(sites);
    const squares = new Float64Array(sites);
    const seen = new Uint32Array(sites);
    for (const [row, { site }] of rows.entries()) {
      sums[site]! += data[row]!;
      seen[site]!++;
    }
    for (const [row, { site }] of rows.entries()) squares[site]! += (data[row]! - sums[site]! / seen[site]!) ** 2;
    for (let site = 0; site < sites; site++) {
      if (seen[site] === 0) continue;
      out[site * C + c] = sums[site]! / seen[site]!;
      out[(sites + site) * C + c] = Math.sqrt(squares[site]! / seen[site]!);
    }
  }
  writer.putArray("avg_gmf", out, { shape: [2, sites, C], attributes: { imts: columns.map(({ name }) => name) } });
}

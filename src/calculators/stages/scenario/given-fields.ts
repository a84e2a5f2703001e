/** Fields that were computed elsewhere, stored as if they had been computed here. */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import type { FieldRun } from "../../../hazard/fields/rupture-fields.ts";
import { InputError } from "../../../input-error.ts";
import type { GroundMotionFields } from "../../../inputs/ground-motion-fields.ts";
import type { Job } from "../../../inputs/job.ts";
import { openFieldStore } from "../fields/field-store.ts";

/** @throws InputError for fields of other sites, or another number of events than the job says */
export function storeGivenFields(writer: DatastoreWriter, job: Job, fields: GroundMotionFields): void {
  const { parameters, sites, measures } = job;
  const events = [...new Set(fields.events)].sort((a, b) => a - b);
  const expected = parameters.number_of_ground_motion_fields;
  if (expected !== undefined && expected !== events.length)
    throw new InputError(`number_of_ground_motion_fields is ${expected}, the file has ${events.length} fields`, {
      parameter: "number_of_ground_motion_fields",
      file: job.files.get("gmfs")?.[0],
    });
  const missing = measures.filter(({ name }) => !fields.motions.has(name));
  if (missing.length > 0)
    throw new InputError(`the fields have no column ${missing.map(({ name }) => `gmv_${name}`).join(", ")}`, {
      file: job.files.get("gmfs")?.[0],
      parameter: "intensity_measure_types",
      allowed: [...fields.motions.keys()].join(", "),
    });
  const siteOf = sitesByName(fields.sites, sites.texts.get("custom_site_id"), sites.count);
  const names = measures.map(({ name }) => name);
  const store = openFieldStore(writer, names);
  const averages = plainAverages(sites.count, names.length);
  const rowsOf = Map.groupBy(fields.events.keys(), (row) => fields.events[row]!);
  for (const event of events) {
    const rows = rowsOf
      .get(event)!
      .map((row) => ({ row, site: siteOf(row) }))
      .filter(({ site }) => site >= 0)
      .sort((a, b) => a.site - b.site);
    const run = {
      model: 0,
      events: Uint32Array.of(event),
      sites: Int32Array.from(rows, ({ site }) => site),
      values: names.map((name) => Float32Array.from(rows, ({ row }) => fields.motions.get(name)![row]!)),
    };
    store.append(run);
    averages.add(run);
  }
  writer.putTable("events", [
    { name: "id", data: Uint32Array.from(events) },
    { name: "rup_id", data: new BigInt64Array(events.length) },
    { name: "rlz_id", data: new Uint16Array(events.length) },
  ]);
  store.finish({ events: events.length, effectiveTime: 0 });
  writer.putArray("avg_gmf", averages.values(), { shape: [2, sites.count, names.length], attributes: { imts: names } });
}

/** Number of the site of a row, -1 for one the job does not have. */
function sitesByName(
  given: readonly string[],
  names: readonly string[] | undefined,
  count: number,
): (row: number) => number {
  const byName = new Map(names?.map((name, site) => [name, site]));
  const named = given.every((text) => byName.has(text));
  return (row) => {
    const text = given[row]!;
    if (named) return byName.get(text)!;
    const number = Number(text);
    return Number.isInteger(number) && number >= 0 && number < count ? number : -1;
  };
}

/** Of given fields the reference takes plain means and deviations, not geometric ones, over the events that a site has. */
function plainAverages(sites: number, columns: number) {
  const counts = new Float64Array(sites);
  const sums = new Float64Array(sites * columns);
  const squares = new Float64Array(sites * columns);
  return {
    add({ sites: reached, values }: FieldRun): void {
      for (const [i, site] of reached.entries()) {
        counts[site]!++;
        for (let c = 0; c < columns; c++) {
          const value = values[c]![i]!;
          sums[site * columns + c]! += value;
          squares[site * columns + c]! += value * value;
        }
      }
    },
    values(): Float32Array {
      const out = new Float32Array(2 * sums.length);
      for (let cell = 0; cell < sums.length; cell++) {
        const count = counts[Math.trunc(cell / columns)]!;
        if (count === 0) continue;
        const mean = sums[cell]! / count;
        out[cell] = mean;
        out[sums.length + cell] = Math.sqrt(Math.max(squares[cell]! / count - mean * mean, 0));
      }
      return out;
    },
  };
}

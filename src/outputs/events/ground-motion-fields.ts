/** Ground-motion fields: every value above the least intensity, with the residuals between events and the sites. */
import type { NpyField } from "../../datastore/index.ts";
import { EXTRA, packedTexts } from "../arrays/named-array.ts";
import { integers, type Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { outputFile } from "../output-file.ts";
import { type Results, readSites, realizationName, type Sites } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { storedTable } from "../tables/stored-table.ts";
import {
  DEGREES,
  FIVE_DIGITS,
  INTEGER,
  type OutputTable,
  plain,
  SIX_DIGITS,
  type TableColumn,
  TEXT,
} from "../tables/table.ts";
import { describeFields, rowsOfEvent } from "./field-columns.ts";

export const groundMotionFields: Output = {
  key: "gmf_data",
  title: "Ground Motion Fields",
  formats: ["csv", "hdf5"],
  further: ["json", "parquet"],
  table: fieldTables,
  files: {
    hdf5: async (results, { calculationId }) => {
      const { fieldsAsHdf5 } = await import("./fields-as-hdf5.ts");
      return [outputFile("gmf-data", calculationId, "hdf5", fieldsAsHdf5(results))];
    },
  },
  extract: extractField,
  needs: "ground-motion fields",
  size: { readToDescribe: ["sitecol"] },
  hdf5: { form: "columns" },
  permission: { extract: 1 },
};

/** `gmf-data`, `sigma_epsilon` (not of imported fields) and `sitemesh`. */
async function fieldTables(results: Results): Promise<OutputTable[]> {
  const sites = await readSites(results);
  const residuals = results.reader.describe("gmf_data/sigma_epsilon");
  return [
    fieldTable(results, sites),
    ...(residuals === undefined ? [] : [residualTable(results)]),
    siteTable(results, sites),
  ];
}

function fieldTable(results: Results, { customIds }: Sites): OutputTable {
  const { reader } = results;
  const { rows, values, measures } = describeFields(results);
  const event: TableColumn = { name: "event_id", format: INTEGER, meaning: "event" };
  const columns = values.map(
    (name): TableColumn =>
      measures.has(name)
        ? {
            name: `gmv_${name}`,
            format: FIVE_DIGITS,
            unit: measureUnit(name),
            meaning: `${name} at the site`,
            of: { measure: name },
          }
        : { name, format: FIVE_DIGITS, meaning: `${name} at the site` },
  );
  return {
    name: "gmf-data",
    comment: provenanceComment(results),
    columns:
      customIds === undefined
        ? [{ name: "site_id", format: INTEGER, meaning: "number of the site, from 0" }, event, ...columns]
        : [event, ...columns, { name: "custom_site_id", format: TEXT, meaning: "name of the site" }],
    rows,
    bySite: false,
    rowsOfEvent: (event) => rowsOfEvent(results, rows, event),
    read: async (start, stop) => {
      const column = async (name: string) =>
        (await reader.readColumn("gmf_data", name, { start, stop })) as Float32Array | Uint32Array;
      const site = (await column("sid")) as Uint32Array;
      const cells = [plain(await column("eid"))];
      for (const name of values) cells.push(plain(await column(name)));
      return customIds === undefined ? [plain(site), ...cells] : [...cells, { texts: namesOf(site, customIds) }];
    },
  };
}

/** A loop: there are millions of rows. */
function namesOf(sites: Uint32Array, names: readonly string[]): readonly string[] {
  const out = new Array<string>(sites.length).fill("");
  for (let i = 0; i < sites.length; i++) out[i] = names[sites[i]!] ?? "";
  return out;
}

const RESIDUALS: { readonly [stored: string]: TableColumn } = {
  eid: { name: "event_id", format: INTEGER, meaning: "event" },
  rlz_id: { name: "rlz_id", format: INTEGER, meaning: "realization" },
};

function residualTable(results: Results): OutputTable {
  const table = storedTable(results, "gmf_data/sigma_epsilon", "sigma_epsilon");
  const columns = table.columns.map((column): TableColumn => {
    const known = RESIDUALS[column.name];
    if (known !== undefined) return known;
    const meaning = column.name.startsWith("sig_inter_")
      ? "standard deviation between events, the largest of the sites"
      : "residual between events, in standard deviations";
    return { ...column, format: SIX_DIGITS, meaning };
  });
  return { ...table, columns };
}

function siteTable(results: Results, sites: Sites): OutputTable {
  const { customIds, lon, lat, count } = sites;
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return {
    name: "sitemesh",
    comment: provenanceComment(results),
    columns: [
      customIds === undefined
        ? { name: "site_id", format: INTEGER, meaning: "number of the site, from 0" }
        : { name: "custom_site_id", format: TEXT, meaning: "name of the site" },
      { name: "lon", format: DEGREES, unit: "degree", meaning: "longitude, WGS84" },
      { name: "lat", format: DEGREES, unit: "degree", meaning: "latitude, WGS84" },
    ],
    rows: count,
    bySite: false,
    read: async (start, stop) => [
      customIds === undefined ? plain(ids.subarray(start, stop)) : { texts: customIds.slice(start, stop) },
      plain(lon.subarray(start, stop)),
      plain(lat.subarray(start, stop)),
    ],
  };
}

/** The field of one event, a record a site: `[custom_site_id,] lon, lat[, depth]` and the values; 0 where none was stored. */
async function extractField(results: Results, query: Query): Promise<NamedArray[]> {
  const { reader } = results;
  const { rows, values } = describeFields(results);
  const [event = 0, ...others] = integers(query, "event_id") ?? [];
  if (others.length > 0) throw badRequest("give one event_id");
  const events = reader.describe("events");
  if (events?.kind !== "table") throw notFound("the calculation stored no events");
  if (event < 0 || event >= events.rows)
    throw badRequest(`event_id ${event} is out of range: the calculation has ${events.rows} events`);
  const [realization] = (await reader.readColumn("events", "rlz_id", { start: event, stop: event + 1 })) as Uint16Array;
  const sites = await readSites(results);
  const range = await rowsOfEvent(results, rows, event);
  const stored = async (name: string) => (await reader.readColumn("gmf_data", name, range)) as Float32Array;
  const sids = await stored("sid");
  const ids = sites.customIds === undefined ? undefined : packedTexts(sites.customIds);
  const places = [sites.lon, sites.lat, ...(sites.atSeaLevel ? [] : [sites.depth])];
  const descr: NpyField[] = [
    ...(ids === undefined ? [] : [{ name: "custom_site_id", descr: `|S${ids.width}` as const }]),
    ...["lon", "lat", "depth"].slice(0, places.length).map((name) => ({ name, descr: "<f8" as const })),
    ...values.map((name) => ({ name, descr: "<f4" as const })),
  ];
  const idWidth = ids?.width ?? 0;
  const size = idWidth + places.length * 8 + values.length * 4;
  const bytes = new Uint8Array(sites.count * size);
  const view = new DataView(bytes.buffer);
  for (let site = 0; site < sites.count; site++) {
    if (ids !== undefined) bytes.set(ids.bytes.subarray(site * idWidth, (site + 1) * idWidth), site * size);
    for (const [i, place] of places.entries()) view.setFloat64(site * size + idWidth + i * 8, place[site]!, true);
  }
  const first = idWidth + places.length * 8;
  for (const [v, name] of values.entries()) {
    const data = await stored(name);
    for (const [i, site] of sids.entries()) view.setFloat32(site * size + first + v * 4, data[i]!, true);
  }
  return [{ name: realizationName(realization!), descr, shape: [sites.count], data: bytes }, EXTRA];
}

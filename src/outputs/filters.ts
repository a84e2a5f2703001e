/** `site_id`, `bbox`, `imt`, `kind`, `rlz`, `table`, `event_id`: which part of an output is wanted. */
import type { OutputFilters } from "./contract.ts";
import { badRequest } from "./output-error.ts";
import { exportedKinds, type Results, readSites, realizationName } from "./results.ts";
import { type OutputTable, selectRows, sliceRows } from "./tables/table.ts";

/** Reads the filters of a request. Values may be repeated or separated by commas. @throws OutputError */
export function parseFilters(query: URLSearchParams): OutputFilters {
  const list = (name: string): string[] =>
    query
      .getAll(name)
      .flatMap((text) => (name === "imt" ? splitMeasures(text) : text.split(",")))
      .map((text) => text.trim())
      .filter((text) => text !== "");
  const whole = (name: string): number[] =>
    list(name).map((text) => {
      if (/^\d+$/.test(text)) return Number(text);
      throw badRequest(`${name} must be whole numbers, not "${text}"`);
    });
  const bbox = list("bbox").map(Number);
  if (bbox.length > 0 && (bbox.length !== 4 || bbox.some((value) => !Number.isFinite(value)) || bbox[1]! > bbox[3]!)) {
    throw badRequest(`bbox must be west,south,east,north in degrees, not "${query.getAll("bbox").join(",")}"`);
  }
  const siteIds = whole("site_id");
  const measures = list("imt");
  const kinds = [...list("kind"), ...whole("rlz").map((r) => `rlz-${r}`)];
  const tables = query.getAll("table").filter((name) => name !== "");
  const [event, ...events] = whole("event_id");
  if (events.length > 0) throw badRequest("give one event_id");
  return {
    ...(tables.length > 0 ? { tables } : {}),
    ...(event === undefined ? {} : { event }),
    ...(siteIds.length > 0 ? { siteIds } : {}),
    ...(bbox.length === 4 ? { bbox: [bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!] as const } : {}),
    ...(measures.length > 0 ? { measures } : {}),
    ...(kinds.length > 0 ? { kinds } : {}),
  };
}

/** `PGA,SA(0.1)`: commas inside brackets do not separate. */
function splitMeasures(text: string): string[] {
  return text.match(/[^,(]+(?:\([^()]*\))?/g) ?? [];
}

/** The kinds a filter names, in the order of the export; undefined without a filter. @throws OutputError */
export function filteredKinds(results: Results, filters: OutputFilters): string[] | undefined {
  if (filters.kinds === undefined) return undefined;
  const all = Array.from({ length: results.realizationCount }, (_, r) => realizationName(r));
  const kinds = filters.kinds.flatMap((kind) => {
    if (kind === "stats") return [...results.stats];
    if (kind === "rlzs") return all;
    const realization = /^rlz-(\d+)$/.exec(kind);
    const name = realization === null ? kind : realizationName(Number(realization[1]));
    if (all.includes(name) || results.stats.includes(name)) return [name];
    throw badRequest(
      `unknown kind ${kind}; allowed: ${[...exportedKinds(results), "stats", "rlzs", "rlz-N"].join(", ")}`,
    );
  });
  return [...new Set(kinds)];
}

/** Applies the filters of sites and measures. @throws OutputError for what does not exist or cannot be filtered so. */
export async function applyFilters(
  results: Results,
  tables: readonly OutputTable[],
  filters: OutputFilters,
): Promise<OutputTable[]> {
  let kept = namedTables(tables, filters.tables);
  const { measures, siteIds, bbox, kinds, event } = filters;
  if (event !== undefined) kept = await ofEvent(kept, event);
  const single = kinds === undefined ? undefined : kept.find((table) => table.layer === undefined);
  if (single !== undefined) throw badRequest(`${single.name} is not by kind: kind and rlz do not apply`);
  if (measures !== undefined) {
    const unknown = measures.find((measure) => !results.measures.includes(measure));
    if (unknown !== undefined) throw badRequest(`unknown imt ${unknown}; allowed: ${results.measures.join(", ")}`);
    const other = kept.find(({ columns }) => columns.every((column) => column.of?.measure === undefined));
    if (other !== undefined) throw badRequest(`${other.name} has no columns by intensity measure: imt does not apply`);
    kept = kept.map((table) => selectMeasures(table, measures)).filter((table) => table !== undefined);
  }
  if (siteIds === undefined && bbox === undefined) return kept;
  const plain = kept.find((table) => !table.bySite);
  if (plain !== undefined) throw badRequest(`${plain.name} has no rows by site: site_id and bbox do not apply`);
  const indices = await chosenSites(results, filters);
  return kept.map((table) => selectRows(table, indices));
}

/** @throws OutputError for a name that no table has */
function namedTables(tables: readonly OutputTable[], names: readonly string[] | undefined): OutputTable[] {
  if (names === undefined) return [...tables];
  const unknown = names.find((name) => !tables.some((table) => table.name === name));
  if (unknown !== undefined)
    throw badRequest(`unknown table ${unknown}; allowed: ${tables.map(({ name }) => name).join(", ")}`);
  return tables.filter(({ name }) => names.includes(name));
}

/** The rows of one event of the tables that have them; other tables are left out. */
async function ofEvent(tables: readonly OutputTable[], event: number): Promise<OutputTable[]> {
  const [first] = tables;
  const kept: OutputTable[] = [];
  for (const table of tables) {
    const range = await table.rowsOfEvent?.(event);
    if (range !== undefined) kept.push(sliceRows(table, range.start, range.stop));
  }
  if (kept.length === 0)
    throw badRequest(`${first?.name ?? "this output"} has no rows by event: event_id does not apply`);
  return kept;
}

function selectMeasures(table: OutputTable, measures: readonly string[]): OutputTable | undefined {
  const keep = [...table.columns.keys()].filter((c) => {
    const measure = table.columns[c]!.of?.measure;
    return measure === undefined || measures.includes(measure);
  });
  if (!keep.some((c) => table.columns[c]!.of?.measure !== undefined)) return undefined;
  return {
    ...table,
    columns: keep.map((c) => table.columns[c]!),
    read: async (start, stop) => {
      const cells = await table.read(start, stop);
      return keep.map((c) => cells[c]!);
    },
  };
}

async function chosenSites(results: Results, { siteIds, bbox }: OutputFilters): Promise<Uint32Array> {
  const sites = await readSites(results);
  const wrong = siteIds?.find((id) => id >= sites.count);
  if (wrong !== undefined)
    throw badRequest(`site_id ${wrong} is out of range: the calculation has ${sites.count} sites`);
  const wanted = siteIds === undefined ? undefined : new Set(siteIds);
  const chosen: number[] = [];
  for (let site = 0; site < sites.count; site++) {
    if (wanted !== undefined && !wanted.has(site)) continue;
    if (bbox !== undefined && !inside(sites.lon[site]!, sites.lat[site]!, bbox)) continue;
    chosen.push(site);
  }
  return Uint32Array.from(chosen);
}

function inside(
  lon: number,
  lat: number,
  [west, south, east, north]: readonly [number, number, number, number],
): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/** Gathers the assets of one exposure file, row by row, and makes columns of totals of them. */
import { type Assets, byCodePoint, type CostType, makeTag, type Tag } from "../../risk/exposure/assets.ts";
import { averageOccupants, totalValues } from "../../risk/exposure/total-values.ts";

/** One asset as it is written. */
export interface AssetRow {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  /** Costs by type, `number`, `area`, `residents`, `occupants_day` ..., `ideductible`, `retrofitted`. */
  readonly numbers: ReadonlyMap<string, number>;
  /** By tag; `taxonomy` is one. */
  readonly tags: ReadonlyMap<string, string>;
  readonly place: AssetPlace;
}

/** Where an asset is written. */
export interface AssetPlace {
  readonly file: string;
  readonly line: number | undefined;
}

/** Columns of one exposure file that grow with its assets. A number that an asset lacks is `missing`. */
export class AssetColumns {
  readonly ids: string[] = [];
  readonly lon: number[] = [];
  readonly lat: number[] = [];
  readonly numbers = new Map<string, number[]>();
  readonly tags = new Map<string, string[]>();
  costTypes: readonly CostType[] = [];
  areaKind: CostType["kind"] | undefined;
  private readonly lines: number[] = [];
  /** First asset of each table. */
  private readonly tables: { readonly file: string; readonly first: number }[] = [];

  add({ id, lon, lat, numbers, tags, place: { file, line } }: AssetRow): void {
    const before = this.ids.length;
    if (this.tables.at(-1)?.file !== file) this.tables.push({ file, first: before });
    this.lines.push(line ?? 0);
    this.ids.push(id);
    this.lon.push(lon);
    this.lat.push(lat);
    append(this.numbers, numbers, before, (name) => (name === "number" || name === "area" ? 1 : 0));
    append(this.tags, tags, before, () => "?");
  }

  placeOf(asset: number): AssetPlace {
    const line = this.lines[asset]!;
    const { file } = this.tables.findLast(({ first }) => first <= asset)!;
    return { file, line: line === 0 ? undefined : line };
  }
}

function append<T>(
  columns: Map<string, T[]>,
  row: ReadonlyMap<string, T>,
  before: number,
  missing: (name: string) => T,
): void {
  for (const name of row.keys())
    if (!columns.has(name))
      columns.set(
        name,
        Array.from({ length: before }, () => missing(name)),
      );
  for (const [name, column] of columns) column.push(row.has(name) ? row.get(name)! : missing(name));
}

/** Columns that are values whether or not a cost type is declared for them. */
const COUNTS: ReadonlySet<string> = new Set(["number", "area", "residents"]);

interface FileColumns {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly occupants: ReadonlyMap<string, Float32Array>;
  readonly retrofitting: Float32Array | undefined;
}

/** Totals of the assets of one file, in the order of its columns. */
function totalsOf({ numbers, costTypes, areaKind, ids }: AssetColumns): FileColumns {
  const kinds = new Map(costTypes.map(({ name, kind }) => [name, kind]));
  const values = new Map<string, Float32Array>();
  const people = new Map<string, Float32Array>();
  const [count, areas] = [numbers.get("number"), numbers.get("area")];
  for (const [name, costs] of numbers) {
    const kind = kinds.get(name);
    if (name.startsWith("occupants_")) people.set(name.slice("occupants_".length), Float32Array.from(costs));
    else if (COUNTS.has(name)) values.set(name, Float32Array.from(costs));
    else if (kind !== undefined) values.set(name, totalValues(kind, areaKind, { costs, numbers: count, areas }));
  }
  for (const { name } of costTypes)
    if (!values.has(name) && name !== "area") values.set(name, new Float32Array(ids.length));
  const given = ["day", "night", "transit"].flatMap((period) => {
    const column = numbers.get(`occupants_${period}`);
    return column === undefined ? [] : [column];
  });
  if (given.length > 0 && !people.has("avg")) people.set("avg", averageOccupants(given));
  const retrofitted = numbers.get("retrofitted");
  const structural = kinds.get("structural");
  return {
    values,
    occupants: people,
    retrofitting:
      retrofitted === undefined || structural === undefined
        ? undefined
        : totalValues(structural, areaKind, { costs: retrofitted, numbers: count, areas }),
  };
}

/**
 * Joins the files of a job: with several, ids get the prefix of their file (`E01_`) and a tag `exposure` says it; tags that
 * not all of them declare are left out.
 * @param tagNames of each file, beside `taxonomy`.
 */
export function joinAssets(files: readonly AssetColumns[], tagNames: readonly (readonly string[])[]): Assets {
  const several = files.length > 1;
  const prefix = (f: number): string => `E${String(f + 1).padStart(2, "0")}`;
  const totals = files.map(totalsOf);
  const common = [...new Set(tagNames[0] ?? [])].filter((name) => tagNames.every((names) => names.includes(name)));
  const texts = (name: string): string[] =>
    files.flatMap(({ tags, ids }) => tags.get(name) ?? Array.from(ids, () => "?"));
  const tags: Tag[] = ["taxonomy", ...common.sort(byCodePoint)].map((name) => makeTag(name, texts(name)));
  if (several)
    tags.push(
      makeTag(
        "exposure",
        files.flatMap(({ ids }, f) => Array.from(ids, () => prefix(f))),
      ),
    );
  const count = files.reduce((sum, { ids }) => sum + ids.length, 0);
  const joined = (of: (file: FileColumns) => ReadonlyMap<string, Float32Array>): Map<string, Float32Array> => {
    const columns = new Map<string, Float32Array>();
    let start = 0;
    for (const [f, file] of totals.entries()) {
      for (const [name, column] of of(file)) {
        if (!columns.has(name)) columns.set(name, new Float32Array(count));
        columns.get(name)!.set(column, start);
      }
      start += files[f]!.ids.length;
    }
    return columns;
  };
  const deductibles = files.some(({ numbers }) => numbers.has("ideductible"))
    ? Float32Array.from(files.flatMap(({ numbers, ids }) => numbers.get("ideductible") ?? Array.from(ids, () => 0)))
    : undefined;
  const retrofitting = joined(({ retrofitting: column }) => new Map(column === undefined ? [] : [["", column]])).get(
    "",
  );
  return {
    count,
    ids: files.flatMap(({ ids }, f) => (several ? ids.map((id) => `${prefix(f)}_${id}`) : ids)),
    lon: Float64Array.from(files.flatMap(({ lon }) => lon)),
    lat: Float64Array.from(files.flatMap(({ lat }) => lat)),
    values: joined(({ values }) => values),
    occupants: joined(({ occupants }) => occupants),
    ...(deductibles === undefined ? {} : { deductibles }),
    ...(retrofitting === undefined ? {} : { retrofitting }),
    tags,
    costTypes: files[0]?.costTypes ?? [],
  };
}

/** Ruptures as they are stored, read in blocks: their facts, and where they are. */
import { readRagged } from "../../datastore/index.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";

/** Ruptures read at once: geometries of large faults are long. */
export const RUPTURES_AT_ONCE = 2048;

/** Columns of a run of ruptures. */
export interface RuptureColumns {
  readonly count: number;
  readonly id: BigInt64Array;
  readonly seed: BigInt64Array;
  readonly sourceName: readonly string[];
  readonly tectonicRegionTypeName: readonly string[];
  readonly trtRealization: Uint32Array;
  readonly code: Uint8Array;
  readonly occurrences: Uint32Array;
  readonly mag: Float32Array;
  readonly rake: Float32Array;
  readonly rate: Float32Array;
  /** Longitude, latitude, depth of each hypocentre; tables show the middle of the surface instead. */
  readonly hypocentre: Float32Array;
  readonly geometry: Uint32Array;
}

/** Tectonic region types by the upper bits of `trt_smr`. */
export function tectonicRegionTypeNames({ reader }: Results): readonly string[] {
  const trts = reader.describe("ruptures")?.attributes["trts"];
  return Array.isArray(trts) ? trts.map(String) : [];
}

/** Number of ruptures. @throws OutputError when none were stored */
export function countRuptures({ reader }: Results): number {
  const entry = reader.describe("ruptures");
  if (entry?.kind !== "table" || entry.rows === 0) throw notFound("the calculation has no ruptures");
  return entry.rows;
}

/** Names of the sources by `source_id`; none in scenarios, whose ruptures are given. */
export async function sourceNames({ reader }: Results): Promise<readonly string[] | undefined> {
  return reader.describe("rupture_sources") === undefined ? undefined : reader.readTexts("rupture_sources");
}

/** @param names of the sources, from `sourceNames` */
export async function readRuptures(
  results: Results,
  names: readonly string[] | undefined,
  start: number,
  stop: number,
): Promise<RuptureColumns> {
  const { reader } = results;
  const column = async <Data>(name: string) =>
    (await reader.readColumn("ruptures", name, { start, stop })) as unknown as Data;
  const tectonicRegionTypes = tectonicRegionTypeNames(results);
  const trtRealization = await column<Uint32Array>("trt_smr");
  const source = await column<Uint32Array>("source_id");
  return {
    count: source.length,
    id: await column("id"),
    seed: await column("seed"),
    sourceName: Array.from(source, (index) => (names === undefined ? "no-source" : (names[index] ?? String(index)))),
    tectonicRegionTypeName: Array.from(trtRealization, (value) => tectonicRegionTypes[value >>> 24] ?? ""),
    trtRealization,
    code: await column("code"),
    occurrences: await column("n_occ"),
    mag: await column("mag"),
    rake: await column("rake"),
    rate: await column("occurrence_rate"),
    hypocentre: await column("hypo"),
    geometry: await column("geom_id"),
  };
}

/** Of each surface as it was read back: angles and middle point. */
export interface SurfaceColumns {
  readonly strike: Float32Array;
  readonly dip: Float32Array;
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  readonly depth: Float32Array;
}

export async function readSurfaceColumns(
  { reader }: Results,
  rows?: { readonly start: number; readonly stop: number },
): Promise<SurfaceColumns> {
  const column = async (name: string) => (await reader.readColumn("rupture_surfaces", name, rows)) as Float32Array;
  return {
    strike: await column("strike"),
    dip: await column("dip"),
    lon: await column("lon"),
    lat: await column("lat"),
    depth: await column("depth"),
  };
}

/** One surface of a rupture: nodes row by row; a plane is one row of its corners, top left, top right, bottom left, bottom right. */
export interface StoredMesh {
  readonly rows: number;
  readonly columns: number;
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  readonly depth: Float32Array;
}

/** The surfaces of a run of ruptures whose `geom_id` ascend without gaps. */
export async function readSurfaces({ reader }: Results, geometry: Uint32Array): Promise<(readonly StoredMesh[])[]> {
  if (geometry.length === 0) return [];
  const start = geometry[0]!;
  const stop = geometry.at(-1)! + 1;
  const rows = await readRagged(reader, "rupgeoms", { start, stop });
  return Array.from(geometry, (index) => meshes(rows[index - start] as Float32Array));
}

/** Unpacks: number of surfaces, rows and columns of each, then all longitudes, latitudes and depths of each. */
function meshes(values: Float32Array): StoredMesh[] {
  const count = values[0]!;
  let at = 1 + 2 * count;
  return Array.from({ length: count }, (_, i) => {
    const rows = values[1 + 2 * i]!;
    const columns = values[2 + 2 * i]!;
    const size = rows * columns;
    const part = (axis: number) => values.subarray(at + axis * size, at + (axis + 1) * size);
    const mesh = { rows, columns, lon: part(0), lat: part(1), depth: part(2) };
    at += 3 * size;
    return mesh;
  });
}

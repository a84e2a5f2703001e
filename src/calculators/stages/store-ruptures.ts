/** Ruptures and events in the datastore (docs/architecture.md lists the columns). */
import { type DatastoreWriter, putRagged } from "../../datastore/index.ts";
import type { StoredRupture } from "../../hazard/events/stored-rupture.ts";
import { surfaceExtent, surfaceFacts } from "../../hazard/events/stored-rupture.ts";

/** What is stored of a rupture beyond itself. */
export interface RuptureRecord {
  readonly rupture: StoredRupture;
  readonly sourceId: number;
  readonly trtSmr: number;
  /** See `rupture-code.ts`. */
  readonly code: number;
  /** What it affects: sites or assets within the maximum distance. */
  readonly affected?: number;
  readonly occurrences: number;
  readonly occurrenceRate: number;
  readonly firstEvent: number;
}

/**
 * Ruptures in the order given, which is that of their events; their geometries in the same order.
 * @param tectonicRegionTypes names by trt_smr / 2^24
 * @param exact see `restoreRupture`
 */
export function storeRuptures(
  writer: DatastoreWriter,
  records: readonly RuptureRecord[],
  tectonicRegionTypes: readonly string[],
  exact: boolean,
): void {
  const extents = records.map(({ rupture }) => surfaceExtent(rupture.surface));
  const floats = (of: (row: number) => number) => Float32Array.from(records.keys(), of);
  writer.putTable(
    "ruptures",
    [
      { name: "id", data: BigInt64Array.from(records, ({ rupture }) => BigInt(rupture.id)) },
      { name: "seed", data: BigInt64Array.from(records, ({ rupture }) => BigInt(rupture.seed)) },
      { name: "source_id", data: Uint32Array.from(records, ({ sourceId }) => sourceId) },
      { name: "trt_smr", data: Uint32Array.from(records, ({ trtSmr }) => trtSmr) },
      { name: "code", data: Uint8Array.from(records, ({ code }) => code) },
      { name: "n_occ", data: Uint32Array.from(records, ({ occurrences }) => occurrences) },
      { name: "mag", data: floats((r) => records[r]!.rupture.mag) },
      { name: "rake", data: floats((r) => records[r]!.rupture.rake) },
      { name: "occurrence_rate", data: floats((r) => records[r]!.occurrenceRate) },
      { name: "minlon", data: floats((r) => extents[r]!.minLon) },
      { name: "minlat", data: floats((r) => extents[r]!.minLat) },
      { name: "maxlon", data: floats((r) => extents[r]!.maxLon) },
      { name: "maxlat", data: floats((r) => extents[r]!.maxLat) },
      { name: "hypo", data: Float32Array.from(records.flatMap(({ rupture }) => [...rupture.hypocentre])), shape: [3] },
      { name: "geom_id", data: Uint32Array.from(records.keys()) },
      { name: "nsites", data: Uint32Array.from(records, ({ affected }) => affected ?? 1) },
      { name: "e0", data: Uint32Array.from(records, ({ firstEvent }) => firstEvent) },
      { name: "model", texts: records.map(() => "???") },
    ],
    { trts: [...tectonicRegionTypes] },
  );
  storeGeometries(writer, records);
  const facts = records.map(({ rupture }) => surfaceFacts(rupture, exact));
  writer.putTable("rupture_surfaces", [
    { name: "strike", data: floats((r) => facts[r]!.strike), unit: "degree" },
    { name: "dip", data: floats((r) => facts[r]!.dip), unit: "degree" },
    { name: "lon", data: floats((r) => facts[r]!.centroid[0]), unit: "degree" },
    { name: "lat", data: floats((r) => facts[r]!.centroid[1]), unit: "degree" },
    { name: "depth", data: floats((r) => facts[r]!.centroid[2]), unit: "km" },
  ]);
}

/** See `rupgeoms` in docs/architecture.md. */
function storeGeometries(writer: DatastoreWriter, records: readonly RuptureRecord[]): void {
  const offsets = [0];
  for (const { rupture } of records) offsets.push(offsets.at(-1)! + lengthOf(rupture));
  const values = new Float32Array(offsets.at(-1)!);
  for (const [r, { rupture }] of records.entries()) {
    const { meshes } = rupture.surface;
    let at = offsets[r]!;
    const put = (numbers: ArrayLike<number>): void => {
      values.set(numbers, at);
      at += numbers.length;
    };
    put([meshes.length, ...meshes.flatMap(({ rows, columns }) => [rows, columns])]);
    for (const { lon, lat, depth } of meshes) {
      put(lon);
      put(lat);
      put(depth);
    }
  }
  putRagged(writer, "rupgeoms", values, offsets);
}

function lengthOf({ surface: { meshes } }: StoredRupture): number {
  return 1 + meshes.reduce((sum, { lon }) => sum + 2 + 3 * lon.length, 0);
}

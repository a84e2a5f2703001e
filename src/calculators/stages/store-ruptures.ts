/** Ruptures and events in the datastore (docs/architecture.md lists the columns). */
import { type DatastoreWriter, putRagged } from "../../datastore/index.ts";
import type { StoredRupture, StoredSurfaceKind } from "../../hazard/events/stored-rupture.ts";
import { restoreRupture, surfaceExtent } from "../../hazard/events/stored-rupture.ts";

/** What is stored of a rupture beyond itself. */
export interface RuptureRecord {
  readonly rupture: StoredRupture;
  readonly sourceId: number;
  readonly trtSmr: number;
  readonly occurrences: number;
  readonly occurrenceRate: number;
  readonly firstEvent: number;
}

/** Numbers of the reference for given ruptures, by kind of surface. */
const GIVEN_CODES: { readonly [kind in StoredSurfaceKind]: number } = {
  planar: 197,
  simpleFault: 205,
  complexFault: 59,
  multiPlanar: 114,
  multiKite: 114,
  kite: 244,
  gridded: 26,
};

/** Ruptures given by hand; their geometries in the same order. @param regions names by trt_smr / 2^24 */
export function storeGivenRuptures(
  writer: DatastoreWriter,
  records: readonly RuptureRecord[],
  regions: readonly string[],
): void {
  const extents = records.map(({ rupture }) => surfaceExtent(rupture.surface));
  const sets = records.map(({ rupture }) => restoreRupture(rupture));
  const floats = (of: (row: number) => number) => Float32Array.from(records.keys(), of);
  writer.putTable(
    "ruptures",
    [
      { name: "id", data: BigInt64Array.from(records, ({ rupture }) => BigInt(rupture.id)) },
      { name: "seed", data: BigInt64Array.from(records, ({ rupture }) => BigInt(rupture.seed)) },
      { name: "source_id", data: Uint32Array.from(records, ({ sourceId }) => sourceId) },
      { name: "trt_smr", data: Uint32Array.from(records, ({ trtSmr }) => trtSmr) },
      { name: "code", data: Uint8Array.from(records, ({ rupture }) => GIVEN_CODES[rupture.surface.kind]) },
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
      { name: "nsites", data: new Uint32Array(records.length).fill(1) },
      { name: "e0", data: Uint32Array.from(records, ({ firstEvent }) => firstEvent) },
      { name: "model", texts: records.map(() => "???") },
    ],
    { trts: [...regions] },
  );
  const geometries = records.map(({ rupture }) => surfaceNumbers(rupture));
  const offsets = [0];
  for (const { length } of geometries) offsets.push(offsets.at(-1)! + length);
  putRagged(writer, "rupgeoms", Float32Array.from(geometries.flatMap((numbers) => [...numbers])), offsets);
  writer.putTable("rupture_angles", [
    { name: "strike", data: floats((r) => sets[r]!.strike[0]!) },
    { name: "dip", data: floats((r) => sets[r]!.dip[0]!) },
  ]);
}

function surfaceNumbers({ surface: { meshes } }: StoredRupture): Float32Array {
  const numbers = [meshes.length, ...meshes.flatMap(({ rows, columns }) => [rows, columns])];
  return Float32Array.from([...numbers, ...meshes.flatMap(({ lon, lat, depth }) => [...lon, ...lat, ...depth])]);
}

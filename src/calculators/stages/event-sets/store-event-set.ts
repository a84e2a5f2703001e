/** Ruptures and events of event sets in the datastore, and read from the calculation that a job continues. */
import type { DatastoreReader, DatastoreWriter } from "../../../datastore/index.ts";
import { readRagged } from "../../../datastore/index.ts";
import type { EventRupture } from "../../../hazard/events/event-ruptures.ts";
import { kindAndOriginOf, ruptureCode } from "../../../hazard/events/rupture-code.ts";
import type { StoredMesh, StoredSurface, StoredSurfaceKind } from "../../../hazard/events/stored-rupture.ts";
import { storeRuptures } from "../store-ruptures.ts";
import type { EventSet } from "./event-set.ts";

const PATHS_OF_A_TRT = 2 ** 24;

/**
 * @param affected sites or assets near each rupture
 * @param exact see `restoreRupture`
 */
export function storeEventSet(
  writer: DatastoreWriter,
  { ruptures, events, sourceNames }: EventSet,
  tectonicRegionTypes: readonly string[],
  affected: ArrayLike<number>,
  exact: boolean,
): void {
  let firstEvent = 0;
  const records = ruptures.map((rupture, r) => {
    firstEvent += rupture.occurrences;
    return {
      rupture,
      sourceId: rupture.source,
      trtSmr: rupture.trt * PATHS_OF_A_TRT + rupture.path,
      code: ruptureCode(rupture.surface.kind, rupture.origin),
      occurrences: rupture.occurrences,
      occurrenceRate: rupture.rate,
      firstEvent: firstEvent - rupture.occurrences,
      affected: Math.max(affected[r]!, 1),
    };
  });
  storeRuptures(
    writer,
    records.sort((a, b) => a.rupture.id - b.rupture.id),
    tectonicRegionTypes,
    exact,
  );
  if (sourceNames !== undefined) writer.putTexts("rupture_sources", sourceNames);
  writer.putTable("events", [
    { name: "id", data: Uint32Array.from({ length: events.count }, (_, e) => e) },
    { name: "rup_id", data: BigInt64Array.from(events.rupture, (row) => BigInt(ruptures[row]!.id)) },
    { name: "rlz_id", data: events.realization },
    { name: "year", data: events.year },
    { name: "ses_id", data: events.eventSet },
  ]);
}

/** The event set of a finished calculation; undefined when it has none. */
export async function readEventSet(reader: DatastoreReader): Promise<EventSet | undefined> {
  const entry = reader.describe("ruptures");
  if (entry?.kind !== "table" || reader.describe("events") === undefined) return undefined;
  const column = async <Data>(name: string) => (await reader.readColumn("ruptures", name)) as unknown as Data;
  const [id, seed] = [await column<BigInt64Array>("id"), await column<BigInt64Array>("seed")];
  const [source, place] = [await column<Uint32Array>("source_id"), await column<Uint32Array>("trt_smr")];
  const [code, occurrences] = [await column<Uint8Array>("code"), await column<Uint32Array>("n_occ")];
  const [mag, rake, rate] = [
    await column<Float32Array>("mag"),
    await column<Float32Array>("rake"),
    await column<Float32Array>("occurrence_rate"),
  ];
  const hypocentre = await column<Float32Array>("hypo");
  const [geometry, first] = [await column<Uint32Array>("geom_id"), await column<Uint32Array>("e0")];
  const rows = await readRagged(reader, "rupgeoms");
  const unsorted = Array.from(id, (number, r): EventRupture & { readonly firstEvent: number } => {
    const { kind, origin } = kindAndOriginOf(code[r]!);
    return {
      id: Number(number),
      seed: Number(seed[r]!),
      mag: mag[r]!,
      rake: rake[r]!,
      rate: rate[r]!,
      hypocentre: [hypocentre[3 * r]!, hypocentre[3 * r + 1]!, hypocentre[3 * r + 2]!],
      surface: surfaceOf(kind, rows[geometry[r]!] as Float32Array),
      occurrences: occurrences[r]!,
      source: source[r]!,
      trt: Math.floor(place[r]! / PATHS_OF_A_TRT),
      path: place[r]! % PATHS_OF_A_TRT,
      origin,
      firstEvent: first[r]!,
    };
  });
  const ruptures = unsorted.sort((a, b) => a.firstEvent - b.firstEvent);
  const ofEvent = async <Data>(name: string) => (await reader.readColumn("events", name)) as unknown as Data;
  const realization = await ofEvent<Uint16Array>("rlz_id");
  const rupture = new Uint32Array(realization.length);
  for (const [r, { firstEvent, occurrences: n }] of ruptures.entries()) rupture.fill(r, firstEvent, firstEvent + n);
  return {
    ruptures,
    events: {
      count: realization.length,
      rupture,
      realization,
      year: await ofEvent<Uint32Array>("year"),
      eventSet: await ofEvent<Uint32Array>("ses_id"),
    },
    sourceNames:
      reader.describe("rupture_sources") === undefined ? undefined : await reader.readTexts("rupture_sources"),
    possible: ruptures.length,
  };
}

/** See `rupgeoms` in docs/architecture.md. */
function surfaceOf(kind: StoredSurfaceKind | "multi", numbers: Float32Array): StoredSurface {
  const count = numbers[0]!;
  let at = 1 + 2 * count;
  const meshes = Array.from({ length: count }, (_, i): StoredMesh => {
    const [rows, columns] = [numbers[1 + 2 * i]!, numbers[2 + 2 * i]!];
    const nodes = rows * columns;
    const take = () => {
      at += nodes;
      return numbers.slice(at - nodes, at);
    };
    return { rows, columns, lon: take(), lat: take(), depth: take() };
  });
  if (kind !== "multi") return { kind, meshes };
  return {
    kind: meshes.every(({ rows, lon }) => rows === 1 && lon.length === 4) ? "multiPlanar" : "multiKite",
    meshes,
  };
}

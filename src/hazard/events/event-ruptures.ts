/** The ruptures of event sets: those of all sources that occur, as they are stored (docs/method/events.md 3.5). */
import { InputError } from "../../input-error.ts";
import { coversMagnitude, distanceAt, type MaximumDistance } from "../contexts/maximum-distance.ts";
import type { Source } from "../sources/source.ts";
import type { SourceRupture, SourceRuptureSurface, SourceRuptures } from "../sources/source-ruptures.ts";
import type { EventSource, EventSourceGroup } from "./event-sources.ts";
import type { RuptureOrigin } from "./rupture-code.ts";
import { type GroupMember, sampleAtomicGroup } from "./sample-atomic-group.ts";
import { type EventSetSettings, type SampledRupture, sampleSource } from "./sample-occurrences.ts";
import { planeMesh, type StoredMesh, type StoredRupture, type StoredSurface, storeMesh } from "./stored-rupture.ts";

/** A rupture that occurs, and where it comes from. */
export interface EventRupture extends StoredRupture {
  /** Number of the source's name. */
  readonly source: number;
  /** Index of the tectonic region type, by name. */
  readonly trt: number;
  /** Path of the source-model tree. */
  readonly path: number;
  /** Annual; NaN for ruptures that list probabilities. */
  readonly rate: number;
  readonly origin: RuptureOrigin;
  /** The reference finds no site near it, whatever the distance: a given mesh with gaps. */
  readonly withoutBox?: boolean;
}

export interface EventRuptureSettings extends EventSetSettings {
  /** Tectonic region types in the order of their names. */
  readonly tectonicRegionTypes: readonly string[];
  /** By tectonic region type: ruptures whose magnitude it does not cover, or where it is 0, are dropped. */
  readonly maximumDistance: (tectonicRegionType: string) => MaximumDistance;
  readonly rupturesOf: (source: Source) => SourceRuptures;
  /** Told as they grow how many there are already; throws when they are too many. */
  readonly counted?: ((ruptures: number, events: number) => void) | undefined;
}

const COUNTED_EVERY = 1000;

/** Sorted by tectonic region type, path and id. */
export function sampleEventRuptures(
  groups: readonly EventSourceGroup[],
  settings: EventRuptureSettings,
): EventRupture[] {
  const out: EventRupture[] = [];
  let events = 0;
  const add = (source: EventSource, ruptures: SourceRuptures, sampled: readonly SampledRupture[]): void => {
    const trt = settings.tectonicRegionTypes.indexOf(source.tectonicRegionType);
    if (trt < 0)
      throw new InputError(`the ground-motion logic tree has no branch set for "${source.tectonicRegionType}"`, {
        parameter: "applyToTectonicRegionType",
      });
    const limit = settings.maximumDistance(source.tectonicRegionType);
    const surfaces = new Map<number, StoredSurface>();
    for (const { index, path, occurrences, id, seed } of sampled) {
      const rupture = ruptures.rupture(index);
      if (!coversMagnitude(limit, rupture.mag) || distanceAt(limit, rupture.mag) === 0) continue;
      const surface = surfaces.get(index) ?? storeRuptureSurface(rupture.surface);
      surfaces.set(index, surface);
      events += occurrences;
      if (out.length % COUNTED_EVERY === 0 || occurrences > COUNTED_EVERY) settings.counted?.(out.length, events);
      out.push(eventRupture(rupture, surface, { id, seed, occurrences, path, source: source.number, trt }));
    }
  };
  for (const group of groups)
    if (group.kind === "independent") {
      const ruptures = settings.rupturesOf(group.source.source);
      add(group.source, ruptures, sampleSource(group.source, ruptures.occurrence, settings));
      settings.counted?.(out.length, events);
    } else {
      const made = group.sources.map(({ source }) => settings.rupturesOf(source));
      const weightOf = new Map(group.origin.sources.map(({ id }, i) => [id, group.origin.sourceWeights?.[i] ?? 1]));
      const members = group.sources.map(
        (source, m): GroupMember => ({
          source,
          weight: weightOf.get(source.source.id) ?? 1,
          ruptureWeights: made[m]!.weights,
          probabilityOfOne: probabilityOfOne(made[m]!, source),
        }),
      );
      const sampled = sampleAtomicGroup(group.origin, members, settings);
      for (const [m, { source }] of members.entries()) add(source, made[m]!, sampled[m]!);
    }
  return out.sort((a, b) => a.trt - b.trt || a.path - b.path || a.id - b.id);
}

function probabilityOfOne(ruptures: SourceRuptures, { id, source }: EventSource): Float64Array | undefined {
  if (ruptures.occurrence.kind === "rates") return undefined;
  return Float64Array.from(ruptures.occurrence.ofRupture, (probabilities) => {
    if (probabilities.length !== 2)
      throw new InputError(
        `source "${id}" of a group of exclusive sources lists ${probabilities.length} probabilities`,
        {
          ...source.origin,
          parameter: "probs_occur",
          allowed: "two: of no occurrence and of one",
        },
      );
    return probabilities[1]!;
  });
}

function eventRupture(
  { mag, rake, rate, hypocentre }: SourceRupture,
  surface: StoredSurface,
  sampled: Pick<EventRupture, "id" | "seed" | "occurrences" | "path" | "source" | "trt">,
): EventRupture {
  return { ...sampled, mag, rake, rate, hypocentre, surface, origin: Number.isNaN(rate) ? "probabilities" : "rates" };
}

function storeRuptureSurface(surface: SourceRuptureSurface): StoredSurface {
  switch (surface.kind) {
    case "planar":
      return { kind: "planar", meshes: [planeMesh(surface.corners)] };
    case "mesh":
      return { kind: surface.meshKind, meshes: [storeMesh(surface.mesh, surface.window)] };
    case "multiPlanar":
      return { kind: "multiPlanar", meshes: surface.parts.map(({ points }): StoredMesh => planeMesh(points)) };
    case "multiKite":
      return { kind: "multiKite", meshes: surface.parts.map((mesh) => storeMesh(mesh)) };
  }
}

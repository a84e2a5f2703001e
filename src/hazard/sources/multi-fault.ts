/** Ruptures of multi-fault sources: which sections break together, and what that says to models (docs/method/sources.md 5.5, 6.4). */
import { boundingBox } from "../../geo/bounding-box.ts";
import { middlePoint } from "../../geo/point-at.ts";
import { InputError } from "../../input-error.ts";
import { sectionRrup } from "../distances/multi-fault-sections.ts";
import { selectAll } from "../sites/selected-sites.ts";
import { prepareSites } from "../sites/site-points.ts";
import { type FaultSection, faultSection } from "../surfaces/fault-section.ts";
import { generalizedCoordinates } from "../surfaces/generalized-coordinates.ts";
import { combinedParameters } from "../surfaces/planar-multi-surface.ts";
import type { SectionSets } from "../surfaces/section-sets.ts";
import type { MultiFaultSource } from "./source.ts";

/** Ruptures as sets of sections. */
export interface MultiFault extends SectionSets {
  readonly count: number;
  /** Numbers of single precision, as the reference keeps them. */
  readonly mag: Float64Array;
  readonly rake: Float64Array;
}

/**
 * @param spacing km, the job's `rupture_mesh_spacing`
 * @throws InputError for a section that is not known or no surface
 */
export function prepareMultiFault(source: MultiFaultSource, spacing: number): MultiFault {
  const place = source.origin ?? {};
  const numbers = new Map<string, number>();
  const sections: FaultSection[] = [];
  const count = source.ruptures.length;
  const first = new Int32Array(count + 1);
  for (const [r, { sections: ids }] of source.ruptures.entries()) first[r + 1] = first[r]! + ids.length;
  const members = new Int32Array(first[count]!);
  let at = 0;
  for (const { sections: ids } of source.ruptures)
    for (const id of ids) {
      let number = numbers.get(id);
      if (number === undefined) {
        const geometry = source.sections.get(id);
        if (geometry === undefined)
          throw new InputError(`source "${source.id}": section "${id}" is in none of the geometry models`, place);
        number = sections.length;
        numbers.set(id, number);
        sections.push(faultSection(geometry, spacing, place));
      }
      members[at++] = number;
    }
  return {
    count,
    mag: Float64Array.from(source.ruptures, ({ mag }) => Math.fround(mag)),
    rake: Float64Array.from(source.ruptures, ({ rake }) => Math.fround(rake)),
    sections,
    first,
    members,
  };
}

/** Smallest annual rate inferred from a probability. */
const SMALLEST_RATE = 1e-30;

/**
 * Rates that the probability of no occurrence p0 stands for: -ln p0, taken as annual whatever the time the probability is
 * for (`infer_occur_rates`; docs/method/classical.md 1.3).
 */
export function inferredRates(source: MultiFaultSource): Float64Array {
  return Float64Array.from(source.ruptures, ({ occurrenceProbabilities }) => {
    const rate = -Math.log(occurrenceProbabilities[0]!);
    return rate > 0 ? rate : SMALLEST_RATE;
  });
}

/** What models see of a rupture. */
export interface MultiFaultValues {
  readonly strike: number;
  readonly dip: number;
  readonly width: number;
  readonly ztor: number;
  readonly zbot: number;
  readonly hypocentre: readonly [number, number, number];
  /** Largest |U| of the ends of the straight traces, km; 0 unless wanted. */
  readonly uMax: number;
}

/**
 * Values of rupture `r`, from its sections that are `close`; undefined if none is. The hypocentre is the centroid of the section, close
 * or not, that is nearest to the middle of the close ones' box.
 */
export function multiFaultValues(
  { sections, first, members }: MultiFault,
  r: number,
  close: (section: number) => boolean,
  wantsUMax: boolean,
): MultiFaultValues | undefined {
  const all: FaultSection[] = [];
  const chosen: FaultSection[] = [];
  for (let i = first[r]!; i < first[r + 1]!; i++) {
    const section = sections[members[i]!]!;
    all.push(section);
    if (close(members[i]!)) chosen.push(section);
  }
  if (chosen.length === 0) return undefined;
  const { strike, dip, width, ztor, zbot } = combinedParameters(chosen.map(({ parameters }) => parameters));
  const hypocentre = all.length === 1 ? all[0]!.centroid : nearestToMiddle(all, chosen).centroid;
  const uMax = wantsUMax ? straightUMax(chosen) : 0;
  return { strike, dip, width, ztor, zbot, hypocentre, uMax };
}

function nearestToMiddle(all: readonly FaultSection[], chosen: readonly FaultSection[]): FaultSection {
  const { west, east, south, north } = boundingBox({
    lon: Float64Array.from(chosen.flatMap(({ box }) => [box.west, box.east])),
    lat: Float64Array.from(chosen.flatMap(({ box }) => [box.south, box.north])),
  });
  const [lon, lat] = middlePoint(west, north, east, south);
  const site = selectAll(
    prepareSites({
      count: 1,
      lon: Float64Array.of(lon),
      lat: Float64Array.of(lat),
      depth: new Float64Array(1),
    }),
  );
  const distance = new Float64Array(1);
  let nearest = all[0]!;
  let least = Number.POSITIVE_INFINITY;
  for (const section of all) {
    sectionRrup(section.shape, site, distance);
    if (distance[0]! >= least) continue;
    least = distance[0]!;
    nearest = section;
  }
  return nearest;
}

function straightUMax(chosen: readonly FaultSection[]): number {
  return generalizedCoordinates(
    chosen.map(({ straightEnds: { firstLon, firstLat, lastLon, lastLat } }) => ({
      lon: Float64Array.of(firstLon, lastLon),
      lat: Float64Array.of(firstLat, lastLat),
    })),
  ).uMax;
}

/**
 * How many ruptures come within the maximum distance of each task, about: what tasks of a large model differ in. Sites at its
 * edge have half the sources around them, so a cut into parts of equal time needs to know.
 *
 * Sources are taken as a few places each, places as cells of a quarter of a degree, tiles as up to sixteen of their sites: against counted
 * contexts of a national model that is off by 4 % (three sites: 7 %; finer cells change nothing).
 */
import { toCartesian } from "../../../geo/cartesian.ts";
import { EARTH_RADIUS } from "../../../geo/sphere.ts";
import { leadingGroup, type SourceFamily } from "../../../hazard/logic-tree/composite-model.ts";
import type { Source } from "../../../hazard/sources/source.ts";
import type { SurfaceGeometry } from "../../../hazard/surfaces/surface-geometry.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import type { FamilySize } from "./make-plan.ts";
import type { CurveTask } from "./task.ts";

/** Cells in a degree. */
const FINENESS = 4;
/** Steps across the box of an area. */
const STEPS = 6;
/** A rupture out of reach costs so much of one within. */
const BEYOND = 0.02;

/** Ruptures at a cell; of sources whose place is not known here, `everywhere`. */
interface Cells {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly ruptures: Float64Array;
  /** Square of the longest chord that reaches, km2. */
  readonly reach: Float64Array;
  readonly everywhere: number;
}

/** One number a task, in proportion to its contexts. */
export function reachedRuptures(
  setup: Pick<HazardSetup, "sites" | "composite" | "groupSettings">,
  sizes: readonly FamilySize[],
  tasks: readonly CurveTask[],
): Float64Array {
  const tiles = new Map<number, Float64Array>();
  const families = cellsByFamily(setup, sizes);
  const whole = joined(families);
  const isWhole = ({ slices }: CurveTask) =>
    slices.length === sizes.length &&
    slices.every(({ family, unitStart, unitStop }) => unitStart === 0 && unitStop === sizes[family]!.units);
  return Float64Array.from(tasks, (task) => {
    const sites = task.siteStop - task.siteStart;
    const places = placesOf(setup, task, tiles);
    if (isWhole(task)) return sites * reached(whole, places);
    return task.slices.reduce((sum, { family, unitStart, unitStop }) => {
      const { units } = sizes[family]!;
      return sum + (units === 0 ? 0 : (sites * reached(families[family]!, places) * (unitStop - unitStart)) / units);
    }, 0);
  });
}

/** Sites that stand for a tile. A column of a grid may end within one, and its sites lie far apart then. */
const MOST_PLACES = 16;

/** Sites of a tile, evenly spaced in their order, as x, y, z. */
function placesOf(
  { sites }: Pick<HazardSetup, "sites">,
  { siteStart, siteStop }: CurveTask,
  known: Map<number, Float64Array>,
): Float64Array {
  const before = known.get(siteStart);
  if (before !== undefined) return before;
  const count = Math.min(MOST_PLACES, siteStop - siteStart);
  const step = (siteStop - 1 - siteStart) / Math.max(1, count - 1);
  const chosen = Array.from({ length: count }, (_, i) => siteStart + Math.round(i * step));
  const places = Float64Array.from(chosen.flatMap((site) => toCartesian(sites.lon[site]!, sites.lat[site]!, 0)));
  known.set(siteStart, places);
  return places;
}

function reached({ x, y, z, ruptures, reach, everywhere }: Cells, places: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < places.length; p += 3)
    for (let c = 0; c < x.length; c++) {
      const square = (x[c]! - places[p]!) ** 2 + (y[c]! - places[p + 1]!) ** 2 + (z[c]! - places[p + 2]!) ** 2;
      sum += square <= reach[c]! ? ruptures[c]! : BEYOND * ruptures[c]!;
    }
  return everywhere + (3 * sum) / places.length;
}

function cellsByFamily(
  { composite, groupSettings }: Pick<HazardSetup, "composite" | "groupSettings">,
  sizes: readonly FamilySize[],
): readonly Cells[] {
  return composite.families.map((family, index) => {
    const { ruptures } = sizes[index]!;
    const places = membersOf(family).flatMap((source) => placesOfSource(source) ?? []);
    if (places.length === 0) return { ...NO_CELLS, everywhere: ruptures };
    const farthest = groupSettings[leadingGroup(family)]!.maximumDistance.km.at(-1) ?? 0;
    const chord = 2 * EARTH_RADIUS * Math.sin(Math.min(Math.PI / 2, farthest / (2 * EARTH_RADIUS)));
    const counts = new Map<string, number>();
    for (let i = 0; i < places.length; i += 2) {
      const key = `${Math.round(places[i]! * FINENESS)} ${Math.round(places[i + 1]! * FINENESS)}`;
      counts.set(key, (counts.get(key) ?? 0) + (2 * ruptures) / places.length);
    }
    const cells = Array.from(counts, ([key, count]) => {
      const [lon, lat] = key.split(" ").map((each) => Number(each) / FINENESS);
      return [...toCartesian(lon!, lat!, 0), count] as const;
    });
    const column = (axis: 0 | 1 | 2 | 3) => Float64Array.from(cells, (cell) => cell[axis]);
    return {
      x: column(0),
      y: column(1),
      z: column(2),
      ruptures: column(3),
      reach: new Float64Array(cells.length).fill(chord ** 2),
      everywhere: 0,
    };
  });
}

const none = new Float64Array(0);
const NO_CELLS: Cells = { x: none, y: none, z: none, ruptures: none, reach: none, everywhere: 0 };

/** Cells of all families, those at one place with one reach added up. */
function joined(families: readonly Cells[]): Cells {
  const at = new Map<string, { readonly place: readonly [number, number, number, number]; ruptures: number }>();
  for (const { x, y, z, ruptures, reach } of families)
    for (let c = 0; c < x.length; c++) {
      const place = [x[c]!, y[c]!, z[c]!, reach[c]!] as const;
      const known = at.get(place.join());
      if (known === undefined) at.set(place.join(), { place, ruptures: ruptures[c]! });
      else known.ruptures += ruptures[c]!;
    }
  const all = [...at.values()];
  const column = (axis: 0 | 1 | 2 | 3) => Float64Array.from(all, ({ place }) => place[axis]);
  return {
    x: column(0),
    y: column(1),
    z: column(2),
    reach: column(3),
    ruptures: Float64Array.from(all, ({ ruptures }) => ruptures),
    everywhere: families.reduce((sum, { everywhere }) => sum + everywhere, 0),
  };
}

function membersOf(family: SourceFamily): readonly Source[] {
  return family.kind === "independent" ? [family.variants[0].source] : family.members;
}

/** Longitudes and latitudes where ruptures of a source are, in pairs; undefined where they are too many places to tell. */
function placesOfSource(source: Source): readonly number[] | undefined {
  switch (source.kind) {
    case "point":
      return [source.lon, source.lat];
    case "multiPoint":
      return Array.from(source.points);
    case "area":
      return acrossBox(source.polygon);
    case "simpleFault":
    case "complexFault":
    case "kiteFault":
      return placesOfSurface(source.geometry);
    case "characteristicFault":
      return placesOfSurface(source.surface);
    case "nonParametric":
      return source.ruptures.flatMap(({ hypocentre: [lon, lat] }) => [lon, lat]);
    case "multiFault":
      return undefined;
  }
}

function placesOfSurface(surface: SurfaceGeometry): readonly number[] {
  switch (surface.kind) {
    case "simpleFaultGeometry":
      return Array.from(surface.trace);
    case "complexFaultGeometry":
      return surface.edges.flatMap((edge) => firstTwoOfThree(edge));
    case "griddedSurface":
      return firstTwoOfThree(surface.points);
    case "kiteSurface":
      return surface.profiles.flatMap((profile) => firstTwoOfThree(profile));
    case "planarSurface":
      return [surface.topLeft, surface.topRight, surface.bottomRight, surface.bottomLeft].flatMap(([lon, lat]) => [
        lon,
        lat,
      ]);
    case "multiSurface":
      return surface.surfaces.flatMap((part) => placesOfSurface(part));
  }
}

const firstTwoOfThree = (values: Float64Array): number[] => Array.from(values).filter((_, i) => i % 3 < 2);

/** A grid over the box of a ring: its inside, near enough for a share of time. */
function acrossBox(ring: Float64Array): number[] {
  const bounds = (from: 0 | 1): [number, number] => {
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = from; i < ring.length; i += 2)
      [least, greatest] = [Math.min(least, ring[i]!), Math.max(greatest, ring[i]!)];
    return [least, greatest];
  };
  const [[west, east], [south, north]] = [bounds(0), bounds(1)];
  const places: number[] = [];
  for (let i = 0; i < STEPS; i++)
    for (let j = 0; j < STEPS; j++)
      places.push(west + ((i + 0.5) / STEPS) * (east - west), south + ((j + 0.5) / STEPS) * (north - south));
  return places;
}

/** What a job says about its sources without effect, and sources without effect on its sites. */
import { geodeticDistance } from "../geo/distance.ts";
import { distanceAt, maximumDistance } from "../hazard/contexts/maximum-distance.ts";
import { mfdBins } from "../hazard/mfd/bins.ts";
import type { SiteCollection } from "../hazard/sites/site-collection.ts";
import type { Source } from "../hazard/sources/source.ts";
import type { SurfaceGeometry } from "../hazard/surfaces/surface-geometry.ts";
import { formatProblem, InputError, type InputProblem, type ProblemList } from "../input-error.ts";
import { nearestName } from "../nearest-name.ts";
import type { JobSources } from "./job-hazard.ts";
import { type JobFile, placeOf } from "./job-ini/job-file.ts";

/**
 * @param problems take what leaves nothing to compute.
 */
export function sourceWarnings(
  jobFile: JobFile,
  sources: JobSources,
  sites: SiteCollection | undefined,
  problems: ProblemList,
): readonly string[] {
  const all = [...sources.models.values()].flatMap(({ groups }) => groups.flatMap((group) => group.sources));
  const found = [...unmatchedFilters(jobFile, sources), ...lostMagnitudes(jobFile, all, problems)];
  if (sites !== undefined && sites.count > 0) found.push(...farSources(jobFile, all, sites));
  return found.map(formatProblem);
}

/** Names that the job looks for and no source bears. */
function unmatchedFilters(jobFile: JobFile, { listed, tectonicRegionTypes }: JobSources): InputProblem[] {
  const { parameters, inputs } = jobFile;
  const found: InputProblem[] = [];
  const tell = (
    parameter: string,
    names: Iterable<string>,
    known: Iterable<string>,
    isKnown: (name: string) => boolean,
  ) => {
    for (const name of names)
      if (!isKnown(name))
        found.push({
          message: `${parameter}: nothing in the sources matches ${name}`,
          ...placeOf(jobFile, parameter),
          suggestion: nearestName(name, known),
        });
  };
  const ids = new Set(listed.map(({ id }) => id));
  const elements = new Set(listed.map(({ element }) => element));
  const ofTectonicRegionType = (name: string) => name === "default" || tectonicRegionTypes.has(name);
  tell("source_id", parameters.source_id, ids, (name) => [...ids].some((id) => id.startsWith(name)));
  tell("source_nodes", parameters.source_nodes, elements, (name) => elements.has(name));
  const discarded = parameters.discard_trts.split(",").map((name) => name.trim());
  tell(
    "discard_trts",
    discarded.filter((name) => name !== ""),
    tectonicRegionTypes,
    ofTectonicRegionType,
  );
  tell("keep_trt", parameters.keep_trt === "" ? [] : [parameters.keep_trt], tectonicRegionTypes, ofTectonicRegionType);
  tell("minimum_magnitude", Object.keys(parameters.minimum_magnitude ?? {}), tectonicRegionTypes, ofTectonicRegionType);
  tell("pointsource_distance", Object.keys(parameters.pointsource_distance), tectonicRegionTypes, ofTectonicRegionType);
  tell("reqv", inputs.get("reqv")?.byName?.keys() ?? [], tectonicRegionTypes, ofTectonicRegionType);
  return found;
}

/** Magnitudes and annual rates of the ruptures of a source, as it is written. */
function magnitudeRates(
  source: Source,
  binWidth: number | undefined,
): readonly (readonly [mag: number, rate: number])[] {
  if (source.kind === "nonParametric" || source.kind === "multiFault")
    return source.ruptures.map(({ mag, occurrenceProbabilities }) => [mag, 1 - (occurrenceProbabilities[0] ?? 1)]);
  try {
    const { mags, rates } = mfdBins(source.mfd, { binWidth });
    return Array.from(mags, (mag, i) => [mag, rates[i]!]);
  } catch (error) {
    // Rates from slip need the area of the fault.
    if (!(error instanceof InputError)) throw error;
    return [];
  }
}

/** Ruptures that `maximum_distance` drops for their magnitude, beside those below `minimum_magnitude`. */
function lostMagnitudes(jobFile: JobFile, sources: readonly Source[], problems: ProblemList): InputProblem[] {
  const { maximum_distance: distances, minimum_magnitude: minimum, width_of_mfd_bin } = jobFile.parameters;
  if (distances === undefined) return [];
  const byTectonicRegionType = new Map<string, { total: number; lost: number; least: number; most: number }>();
  for (const source of sources) {
    const tectonicRegionType = source.tectonicRegionType;
    const pairs = distances[tectonicRegionType] ?? distances["default"];
    if (pairs === undefined) continue;
    const table = maximumDistance(pairs);
    const from = minimum?.[tectonicRegionType] ?? minimum?.["default"] ?? 0;
    const sums = byTectonicRegionType.get(tectonicRegionType) ?? {
      total: 0,
      lost: 0,
      least: Number.POSITIVE_INFINITY,
      most: 0,
    };
    byTectonicRegionType.set(tectonicRegionType, sums);
    for (const [mag, rate] of magnitudeRates(source, width_of_mfd_bin)) {
      if (mag < from) continue;
      sums.total += rate;
      if (distanceAt(table, mag) > 0) continue;
      sums.lost += rate;
      sums.least = Math.min(sums.least, mag);
      sums.most = Math.max(sums.most, mag);
    }
  }
  const lost = [...byTectonicRegionType].filter(([, sums]) => sums.lost > 0);
  const told = lost.map(([tectonicRegionType, { total, lost, least, most }]): InputProblem => {
    const share = Number(((100 * lost) / total).toPrecision(3));
    return {
      message: `maximum_distance has no distance for magnitudes ${shown(least)} to ${shown(most)} of ${tectonicRegionType}: ruptures that are ${share} % of the rate are left out`,
      ...placeOf(jobFile, "maximum_distance"),
    };
  });
  const totals = [...byTectonicRegionType.values()];
  if (lost.length > 0 && totals.every((sums) => sums.lost === sums.total)) {
    problems.add("maximum_distance has no distance for any magnitude of the sources: all ruptures are left out", {
      ...placeOf(jobFile, "maximum_distance"),
      allowed: `distances for magnitudes ${shown(Math.min(...totals.map(({ least }) => least)))} to ${shown(Math.max(...totals.map(({ most }) => most)))}`,
    });
    return [];
  }
  return told;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** A circle around places: nothing of them lies outside. */
interface Circle {
  readonly lon: number;
  readonly lat: number;
  readonly km: number;
}

function circleAround(places: readonly (readonly [lon: number, lat: number])[]): Circle | undefined {
  if (places.length === 0) return undefined;
  const [first] = places;
  let [x, y] = [0, 0];
  // Longitudes relative to the first, so that the date line does not matter.
  for (const [lon, lat] of places) {
    x += ((lon - first![0] + 540) % 360) - 180;
    y += lat;
  }
  const lon = ((first![0] + x / places.length + 540) % 360) - 180;
  const lat = y / places.length;
  const km = places.reduce((most, place) => Math.max(most, geodeticDistance(lon, lat, place[0], place[1])), 0);
  return { lon, lat, km };
}

const between = (a: Circle, b: Circle) => Math.max(0, geodeticDistance(a.lon, a.lat, b.lon, b.lat) - a.km - b.km);

function pairsOf(values: Float64Array, step: 2 | 3): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i + 1 < values.length; i += step) pairs.push([values[i]!, values[i + 1]!]);
  return pairs;
}

function placesOfSurface(surface: SurfaceGeometry): [number, number][] {
  switch (surface.kind) {
    case "simpleFaultGeometry":
      return pairsOf(surface.trace, 2);
    case "complexFaultGeometry":
      return surface.edges.flatMap((edge) => pairsOf(edge, 3));
    case "planarSurface":
      return [surface.topLeft, surface.topRight, surface.bottomLeft, surface.bottomRight].map(([lon, lat]) => [
        lon,
        lat,
      ]);
    case "griddedSurface":
      return pairsOf(surface.points, 3);
    case "kiteSurface":
      return surface.profiles.flatMap((profile) => pairsOf(profile, 3));
    case "multiSurface":
      return surface.surfaces.flatMap(placesOfSurface);
  }
}

function placesOf(source: Source): [number, number][] {
  switch (source.kind) {
    case "point":
      return [[source.lon, source.lat]];
    case "multiPoint":
      return pairsOf(source.points, 2);
    case "area":
      return pairsOf(source.polygon, 2);
    case "characteristicFault":
      return placesOfSurface(source.surface);
    case "nonParametric":
      return source.ruptures.flatMap(({ surface }) => placesOfSurface(surface));
    case "multiFault":
      return [...source.sections.values()].flatMap(placesOfSurface);
    default:
      return placesOfSurface(source.geometry);
  }
}

/** Ruptures reach so far beyond what is written of a source. */
const RUPTURE_KM = 100;
/** More sites are looked at as one circle. */
const MOST_SITES = 100;

/** Sources beyond `maximum_distance` of every site, surely. */
function farSources(jobFile: JobFile, sources: readonly Source[], sites: SiteCollection): InputProblem[] {
  const distances = jobFile.parameters.maximum_distance;
  if (distances === undefined) return [];
  const places = Array.from(sites.lon, (lon, i): [number, number] => [lon, sites.lat[i]!]);
  const around = (points: readonly [number, number][]): readonly Circle[] =>
    (points.length > MOST_SITES ? [points] : points.map((point) => [point])).flatMap(
      (each) => circleAround(each) ?? [],
    );
  const circles = around(places);
  const swapped = around(places.filter(([lon]) => Math.abs(lon) <= 90).map(([lon, lat]) => [lat, lon]));
  const nearest = (source: Circle, of: readonly Circle[]) =>
    of.reduce((least, circle) => Math.min(least, between(source, circle)), Number.POSITIVE_INFINITY);
  const far: { readonly source: Source; readonly km: number; readonly fitsSwapped: boolean }[] = [];
  for (const source of sources) {
    const pairs = distances[source.tectonicRegionType] ?? distances["default"];
    const circle = circleAround(placesOf(source));
    if (pairs === undefined || circle === undefined) continue;
    const reach = pairs.reduce((most, [, km]) => Math.max(most, km), 0) + RUPTURE_KM;
    const km = nearest(circle, circles);
    if (km > reach) far.push({ source, km, fitsSwapped: nearest(circle, swapped) <= reach });
  }
  if (far.length === 0) return [];
  const first = far.find(({ fitsSwapped }) => fitsSwapped) ?? far.reduce((a, b) => (b.km < a.km ? b : a));
  const { source, km, fitsSwapped } = first;
  const which =
    sources.length === 1
      ? "the only source is"
      : far.length === sources.length
        ? `all ${far.length} sources are`
        : `${far.length} of ${sources.length} sources are`;
  const swap = fitsSwapped ? "; are longitude and latitude swapped?" : "";
  return [
    {
      message: `${which} farther than maximum_distance from every site: source ${source.id}, for one, at least ${Math.round(km)} km${swap}`,
      ...(fitsSwapped && source.origin !== undefined ? source.origin : placeOf(jobFile, "maximum_distance")),
    },
  ];
}

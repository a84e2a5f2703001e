/** The bins of a job (docs/method/disaggregation.md 2). */
import {
  binCentres,
  type CoordinateEdges,
  coordinateEdges,
  DEGREES_PER_KM,
  distanceEdges,
  epsilonEdges,
  magnitudeEdges,
} from "../../../hazard/disaggregation/bin-edges.ts";
import { leadingGroup, leadingSource, type SourceFamily } from "../../../hazard/logic-tree/composite-model.ts";
import { mfdBins } from "../../../hazard/mfd/bins.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { HazardSetup, TectonicRegionSettings } from "../hazard-setup.ts";
import { prepareFamily } from "../prepare-family.ts";

/** Edges of the bins common to all sites and sources. */
export interface DisaggregationBins {
  readonly mag: Float64Array;
  readonly dist: Float64Array;
  readonly eps: Float64Array;
}

/** The whole matrix of a job: common bins, those around each site, and tectonic regions. */
export interface MatrixBins extends DisaggregationBins {
  /** By site; all of one length. */
  readonly coordinates: readonly CoordinateEdges[];
  /** Sorted by name. */
  readonly tectonicRegionTypes: readonly string[];
}

/** Bins of a job: its own edges, or those its widths ask for. */
export function disaggregationBins(job: Job, setup: HazardSetup): DisaggregationBins {
  const { mag_bin_width, distance_bin_width, num_epsilon_bins } = job.parameters;
  const own = (axis: string): Float64Array | undefined => ownEdges(job, axis);
  const farthest = farthestDistance(job);
  return {
    mag: own("mag") ?? magnitudeEdges(sourceMagnitudes(setup), mag_bin_width),
    dist: own("dist") ?? distanceEdges(farthest, distance_bin_width),
    eps: own("eps") ?? epsilonEdges(setup.settings.truncationLevel, num_epsilon_bins),
  };
}

/**
 * Bins of a job on all axes. Epsilons have one bin unless some output wants them.
 * @throws InputError for coordinate edges of the user's own around several sites
 */
export function matrixBins(job: Job, setup: HazardSetup): MatrixBins {
  const { coordinate_bin_width, disagg_outputs } = job.parameters;
  const { lon, lat, count } = job.sites;
  const [ownLon, ownLat] = [ownEdges(job, "lon"), ownEdges(job, "lat")];
  const one = (site: number): CoordinateEdges =>
    coordinateEdges(lon[site]!, lat[site]!, farthestDistance(job), coordinate_bin_width, setup.settings.exact);
  const coordinates = Array.from({ length: count }, (_, site): CoordinateEdges => {
    if (ownLon === undefined && ownLat === undefined) return one(site);
    if (ownLon === undefined || ownLat === undefined || count > 1)
      throw new InputError("disagg_bin_edges: lon and lat must be given together, for a job with one site", {
        parameter: "disagg_bin_edges",
        allowed: "lon and lat, one site; else coordinate_bin_width",
      });
    return { lon: ownLon, lat: ownLat };
  });
  const common = disaggregationBins(job, setup);
  const withEpsilons = disagg_outputs.some((kind) => kind.split("_").includes("Eps"));
  const eps = ownEdges(job, "eps") ?? (withEpsilons ? common.eps : epsilonEdges(setup.settings.truncationLevel, 1));
  return { ...common, eps, coordinates, tectonicRegionTypes: tectonicRegionTypeNames(setup) };
}

/** Widths of the bins that single sites are disaggregated into: fine enough for most coarser ones to be made of them. */
const FINE_MAGNITUDE = 0.1;
const FINE_DISTANCE = 5;
const FINE_EPSILONS = 12;
/** Coordinate bins from a site to the farthest rupture. */
const FINE_COORDINATES = 20;

/** Fine bins whatever the job's own are. */
export function fineBins(job: Job, setup: HazardSetup): MatrixBins {
  const farthest = farthestDistance(job);
  const { lon, lat, count } = setup.sites;
  const width = (farthest * DEGREES_PER_KM) / FINE_COORDINATES;
  return {
    mag: magnitudeEdges(sourceMagnitudes(setup), FINE_MAGNITUDE),
    dist: distanceEdges(farthest, FINE_DISTANCE),
    eps: epsilonEdges(setup.settings.truncationLevel, FINE_EPSILONS),
    coordinates: Array.from({ length: count }, (_, site) =>
      coordinateEdges(lon[site]!, lat[site]!, farthest, width, true),
    ),
    tectonicRegionTypes: tectonicRegionTypeNames(setup),
  };
}

/** One bin on all axes but magnitude, of `width`. */
export function magnitudeBins(job: Job, setup: HazardSetup, width: number): MatrixBins {
  const farthest = farthestDistance(job);
  const everywhere = Array.from({ length: setup.sites.count }, () => ({
    lon: Float64Array.of(-360, 360),
    lat: Float64Array.of(-90, 90),
  }));
  return {
    mag: magnitudeEdges(sourceMagnitudes(setup), width),
    dist: distanceEdges(farthest, undefined),
    eps: epsilonEdges(setup.settings.truncationLevel, 1),
    coordinates: everywhere,
    tectonicRegionTypes: tectonicRegionTypeNames(setup),
  };
}

function tectonicRegionTypeNames({ composite }: HazardSetup): readonly string[] {
  return [...new Set(composite.groups.map(({ tectonicRegionType }) => tectonicRegionType as string))].sort();
}

/** Edges that the job gives itself. */
function ownEdges({ parameters }: Job, axis: string): Float64Array | undefined {
  const edges = new Map<string, unknown>(Object.entries(parameters.disagg_bin_edges)).get(axis);
  return Array.isArray(edges) ? Float64Array.from(edges, Number) : undefined;
}

/** km; the largest maximum distance of any tectonic region and magnitude. */
function farthestDistance({ parameters }: Job): number {
  return Object.values(parameters.maximum_distance ?? {}).reduce(
    (most, pairs) => Math.max(most, pairs.at(-1)?.[1] ?? 0),
    0,
  );
}

/**
 * Magnitudes of all sources, to two decimals, from the first of the maximum distance's table on. Of multi-point sources whose points
 * have distributions of their own only those of the first point, a quirk of the reference: larger ones fall out of the bins.
 */
function sourceMagnitudes(setup: HazardSetup): ReadonlySet<number> {
  const mags = new Set<number>();
  for (const family of setup.composite.families) {
    const settings = setup.groupSettings[leadingGroup(family)]!;
    for (const mag of familyMagnitudes(family, settings, setup)) {
      const rounded = Number(mag.toFixed(2));
      if (rounded >= settings.maximumDistance.mags[0]!) mags.add(rounded);
    }
  }
  return mags;
}

function familyMagnitudes(
  family: SourceFamily,
  settings: TectonicRegionSettings,
  setup: HazardSetup,
): readonly number[] | Float64Array {
  const source = leadingSource(family);
  const { widthOfMfdBin: binWidth, exact } = setup.settings;
  if (!exact && source.kind === "multiPoint" && source.mfd.kind === "multi" && source.mfd.members[0] !== undefined)
    return mfdBins(source.mfd.members[0], { binWidth }).mags;
  const prepared = prepareFamily(family, settings, setup);
  if (prepared.kind !== "atomic") return prepared.contexts.mags;
  return prepared.members.flatMap(({ contexts }) => Array.from(contexts.mags));
}

/** Centres of the bins, as they are shown. */
export function centresOf(bins: DisaggregationBins): {
  readonly mag: Float64Array;
  readonly dist: Float64Array;
  readonly eps: Float64Array;
} {
  return { mag: binCentres(bins.mag), dist: binCentres(bins.dist), eps: binCentres(bins.eps) };
}

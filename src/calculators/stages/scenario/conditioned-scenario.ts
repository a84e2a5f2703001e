/** Fields of a scenario conditioned on station data: what is recorded and predicted where, model by model. */

import { betweenResiduals, TRUNCATION_THRESHOLD } from "../../../hazard/fields/between-residuals.ts";
import { conditionedDraws } from "../../../hazard/fields/conditioned-fields.ts";
import {
  type ConditionedMotion,
  conditionMotion,
  type ObservedMeasure,
  placeDistances,
} from "../../../hazard/fields/conditioning.ts";
import { type FieldRun, finishMotions, runLength, zeroWhereSmall } from "../../../hazard/fields/rupture-fields.ts";
import { type AmplifyRun, type SoilFunctions, soilFactors } from "../../../hazard/fields/soil-factors.ts";
import type { SpatialCorrelation } from "../../../hazard/fields/spatial-correlation.ts";
import { withinDraws } from "../../../hazard/fields/within-draws.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { Pcg64 } from "../../../numerics/random/pcg64.ts";
import type { CalculationReporter } from "../../calculator.ts";
import type { EventsOfModel } from "../fields/events-by-model.ts";
import type { FieldComputer, FieldConsumer } from "../fields/field-computer.ts";
import type { FieldSetup } from "../fields/field-setup.ts";
import type { RuptureMotions } from "../fields/predicted-motions.ts";
import type { PlacedRupture } from "./scenario-events.ts";

/** Stations that count: near enough to the rupture. */
export interface UsedStations {
  /** Rows of the recordings, by site ascending. */
  readonly rows: Int32Array;
  /** Their sites. */
  readonly sites: Int32Array;
}

/**
 * @returns undefined where no station is near enough: fields are then not conditioned
 * @throws InputError for jobs whose fields cannot be conditioned
 */
export function usedStations(
  job: Job,
  setup: FieldSetup,
  computer: FieldComputer,
  { rupture, trt }: PlacedRupture,
  { log }: CalculationReporter,
): UsedStations | undefined {
  const stations = job.scenario?.stations;
  if (stations === undefined) return undefined;
  const table = setup.tectonicRegions[trt]!.maximumDistance;
  const limit = job.parameters.maximum_distance_stations ?? table.km[table.km.length - 1]!;
  const near = computer.predictions(trt).distances(rupture);
  const all = Array.from(stations.siteOf, (site, row) => ({ site, row })).sort((a, b) => a.site - b.site);
  const used = all.filter(({ site }) => near[site]! <= limit);
  if (used.length < all.length)
    log(
      used.length === 0 ? "WARNING" : "INFO",
      `Discarded ${all.length - used.length}/${all.length} stations more distant than ${limit} km`,
    );
  if (used.length === 0) return undefined;
  return { rows: Int32Array.from(used, ({ row }) => row), sites: Int32Array.from(used, ({ site }) => site) };
}

/** @throws InputError for what conditioning cannot do, before anything is computed */
export function refuseUnconditionable(job: Job, setup: FieldSetup, computer: FieldComputer): void {
  const { scenario } = job;
  if (scenario?.stations === undefined) return;
  if (scenario.ruptures.length !== 1)
    throw new InputError(
      `station data condition the fields of one rupture, and there are ${scenario.ruptures.length}`,
      {
        parameter: "station_data_file",
      },
    );
  const unable = setup.measures.filter(({ kind }) => kind !== "PGA" && kind !== "SA");
  if (unable.length > 0)
    throw new InputError(`${unable.map(({ name }) => name).join(", ")} cannot be conditioned on station data`, {
      parameter: "intensity_measure_types",
      allowed: "PGA and SA",
    });
  if (observedMeasures(job).length === 0)
    throw new InputError("the stations recorded neither PGA nor SA", {
      parameter: "station_data_file",
      allowed: "PGA_VALUE, SA(0.3)_VALUE ...",
    });
  for (const [r, { models }] of setup.tectonicRegions.entries())
    for (const [m, { spec }] of models.entries())
      if (computer.predictions(r).totalOnly[m])
        throw new InputError(
          `conditioned fields need deviations between and within events, which ${spec.className} does not give`,
          {
            parameter: "gsim",
            allowed:
              "models with inter- and intra-event standard deviations, or ModifiableGMPE with add_between_within_stds",
          },
        );
}

function observedMeasures(job: Job) {
  return (job.scenario?.stations?.recorded.recordings ?? []).filter(
    ({ imt }) => imt.kind === "PGA" || imt.kind === "SA",
  );
}

/** Fields of all events of the rupture, conditioned. */
export function computeConditioned(
  job: Job,
  setup: FieldSetup,
  computer: FieldComputer,
  placed: PlacedRupture,
  events: readonly EventsOfModel[],
  stations: UsedStations,
  { onFields }: FieldConsumer,
  { log }: CalculationReporter,
): RuptureMotions | undefined {
  const { predict } = computer.predictions(placed.trt);
  const { rupture } = placed;
  const used = events.map(({ model }) => model);
  const recordings = observedMeasures(job);
  const atTargets = predict(rupture, used, setup.measures);
  if (atTargets === undefined) return undefined;
  // Rows of the stations among the sites reached; the others cannot be used.
  const rowOf = new Map(Array.from(atTargets.sites, (site, row) => [site, row] as const));
  const kept = Array.from(stations.sites.keys()).filter((i) => rowOf.has(stations.sites[i]!));
  const observed = predict(
    rupture,
    used,
    recordings.map(({ imt }) => imt),
  )!;
  const at = (column: Float32Array) => Float32Array.from(kept, (i) => column[rowOf.get(stations.sites[i]!)!]!);
  const places = (sites: readonly number[]) => ({
    lon: sites.map((site) => setup.sites.lon[site]!),
    lat: sites.map((site) => setup.sites.lat[site]!),
  });
  const covariances = !isMedian(setup);
  const distances = placeDistances(
    { stations: places(kept.map((i) => stations.sites[i]!)), targets: places([...atTargets.sites]) },
    covariances,
  );
  const spatial: SpatialCorrelation = setup.spatialCorrelation ?? { kind: "JB2009", vs30Clustering: clustering(job) };
  const between = setup.crossCorrelation === "none" ? "GodaAtkinson2009" : setup.crossCorrelation;
  const generator = new Pcg64(rupture.seed);
  for (const own of events) {
    const measures = recordings.map(({ imt, values, sigmas }, k): ObservedMeasure => {
      const { mean, sigma, tau, phi } = observed.motions[own.model]![k]!;
      const rows = kept.map((i) => stations.rows[i]!);
      return {
        imt,
        logarithms: Float64Array.from(rows, (row) => Math.log(values[row]!)),
        sigmas: Float64Array.from(rows, (row) => sigmas[row]!),
        predicted: { mean: at(mean), sigma: at(sigma), tau: at(tau), phi: at(phi) },
      };
    });
    const conditioned = setup.measures.map((imt, m) => {
      const first = atTargets.motions[own.model]![0]!;
      const motion = conditionMotion(imt, exact(job) ? atTargets.motions[own.model]![m]! : first, measures, distances, {
        spatial,
        between,
        ownUncertainty: exact(job),
        covariances,
      });
      const { mean, deviation } = motion.bias;
      log(
        "INFO",
        `${setup.tectonicRegions[placed.trt]!.models[own.model]!.spec.className}, ${imt.name}: nominal bias ${mean.toFixed(3)}, deviation ${deviation.toFixed(3)}`,
      );
      return motion;
    });
    const amplify = setup.soil && soilOf(setup, setup.soil, generator, atTargets.sites, own.events.length);
    emitFields(job, setup, own, atTargets, rupture.seed, conditioned, amplify, onFields);
  }
  return atTargets;
}

/** The reference draws residuals of each model before those of the soil, though conditioned fields have no use for them. */
function soilOf(
  setup: FieldSetup,
  soil: SoilFunctions,
  generator: Pcg64,
  sites: Int32Array,
  events: number,
): AmplifyRun {
  const shape = { measures: setup.measures.length, sites: sites.length, events };
  withinDraws(generator, shape, setup.truncationWithin, runLength(sites.length, events));
  betweenResiduals(generator, setup.crossCorrelation, setup.measures, events, setup.truncationBetween);
  return soilFactors(generator, soil, setup.measures, sites, events);
}

function emitFields(
  { parameters }: Job,
  setup: FieldSetup,
  own: EventsOfModel,
  motions: RuptureMotions,
  seed: number,
  conditioned: readonly ConditionedMotion[],
  amplify: AmplifyRun | undefined,
  onFields: FieldConsumer["onFields"],
): void {
  const sites = motions.sites.length;
  const events = own.events.length;
  const run = runLength(sites, events);
  const median = isMedian(setup);
  const truncated = parameters.truncated_mvn && parameters.truncation_level !== 99;
  const sampling = {
    seed,
    cutoff: parameters.correlation_cutoff,
    truncation: truncated ? { within: setup.truncationWithin, between: setup.truncationBetween } : undefined,
  };
  const draws = median ? [] : conditioned.map((motion) => conditionedDraws(motion, events, sampling));
  const values = setup.measures.map(() => new Float32Array(run * sites));
  for (let first = 0; first < events; first += run) {
    const count = Math.min(run, events - first);
    for (const [m, imt] of setup.measures.entries()) {
      const { mean } = conditioned[m]!;
      if (median) for (let e = 0; e < count; e++) values[m]!.set(mean, e * sites);
      else draws[m]!(count, values[m]!);
      finishMotions(imt, mean, count, setup.maximum[m]!, values[m]!, amplify && { amplify, m, first });
    }
    zeroWhereSmall(values, setup.minimum, count * sites);
    const fields: FieldRun = {
      model: own.model,
      events: own.events.subarray(first, first + count),
      sites: motions.sites,
      values: values.map((column) => column.subarray(0, count * sites)),
    };
    onFields(fields, motions);
  }
}

/** All fields are the medians. */
function isMedian({ truncationWithin, truncationBetween }: FieldSetup): boolean {
  return Math.max(truncationWithin, truncationBetween) <= TRUNCATION_THRESHOLD;
}

/** Values of vs30 count as clustered unless the job says otherwise. */
function clustering({ parameters }: Job): boolean {
  const given = (parameters.ground_motion_correlation_params as { readonly [name: string]: unknown })[
    "vs30_clustering"
  ];
  return typeof given === "boolean" ? given : true;
}

function exact({ parameters }: Job): boolean {
  return parameters.numerics === "exact";
}

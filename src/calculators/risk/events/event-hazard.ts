/** Fields and events of a calculation of losses or damage: given, or those of the calculation that is continued. */
import { type DatastoreReader, type DatastoreWriter, openDatastore } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { GROUND_SHAKING, type RiskModel } from "../../../risk/risk-model.ts";
import type { CalculatorOptions, ParentCalculation } from "../../calculator.ts";
import { computeEventSets, refuseEventSets } from "../../stages/event-sets/compute-event-sets.ts";
import { computeScenario, refuseScenario } from "../../stages/scenario/compute-scenario.ts";
import { refuseShakeMap, shakeMapGiven } from "../../stages/scenario/shake-map-given.ts";
import { storeSites } from "../../stages/store-inputs.ts";
import { copyShared } from "../copy-entries.ts";
import { plainWeights } from "../realization-curves.ts";
import { storeParameters } from "../store-parameters.ts";
import { fieldsApart } from "./fields-apart.ts";
import { importFields } from "./import-fields.ts";
import { readEvents, type StoredEvents } from "./stored-fields.ts";

export interface EventHazard {
  /** Holds `gmf_data` and `events`. */
  readonly reader: DatastoreReader;
  /** Closes it. */
  readonly release: () => Promise<void>;
  readonly events: StoredEvents;
  readonly weights: Float64Array;
  /** Whether realizations are taken together (`collect_rlzs`). */
  readonly collected: boolean;
  /** Realizations that results are given for. */
  readonly realizations: number;
  readonly realizationOf: (event: number) => number;
  /** Simulated years of one of these; undefined in scenarios. */
  readonly years: number | undefined;
  readonly investigationTime: number | undefined;
}

/** Measures that functions of ground shaking need. */
export function neededMeasures({ vulnerability, fragility }: RiskModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const functions of [vulnerability, fragility])
    for (const byId of functions.get(GROUND_SHAKING)?.values() ?? [])
      for (const { measure } of byId.values()) names.add(measure);
  return names;
}

/** Models of secondary perils whose columns are about landslides; all others are about liquefaction. */
const LANDSLIDES = /Landslides$/;

/**
 * Number of the column that a function of a peril reads: a measure of ground shaking, or the result of a model of the peril
 * (`HazusLiquefaction_LiqProb`).
 * @returns -1 where the fields lack it
 */
export function columnOfPeril(columns: readonly string[], peril: string, measure: string): number {
  if (peril === GROUND_SHAKING) return columns.indexOf(measure);
  return columns.findIndex((column) => {
    const [model = "", ...rest] = column.split("_");
    return rest.join("_") === measure && LANDSLIDES.test(model) === (peril === "landslide");
  });
}

/** @throws InputError for fields that are computed on the way and cannot be */
export function refuseHazard(job: Job, parent: ParentCalculation | undefined): void {
  refuseShakeMap(job);
  const isGiven = job.scenario?.fields !== undefined || job.groundMotionFields !== undefined;
  if (isGiven || parent !== undefined || job.scenario?.shakeMap !== undefined || job.sites.count === 0) return;
  if (job.scenario !== undefined) refuseScenario(withFields(job));
  else if (job.gmmTree !== undefined) refuseEventSets(withFields(job));
}

/** Fields are computed for the losses, whether they are kept or not. */
export function withFields(job: Job): Job {
  return { ...job, parameters: { ...job.parameters, ground_motion_fields: true } };
}

/** @throws InputError when there are no fields, or not of the measures that are needed */
export async function eventHazard(job: Job, writer: DatastoreWriter, options: CalculatorOptions): Promise<EventHazard> {
  const { parameters } = job;
  const { parent } = options;
  const given = job.scenario?.fields ?? shakeMapGiven(job, options.reporter) ?? job.groundMotionFields;
  const scenario = parameters.calculation_mode?.startsWith("scenario") === true;
  let reader: DatastoreReader;
  let release = async (): Promise<void> => reader.close();
  const inherited = parent?.openResults();
  if (given !== undefined) {
    const years = (parameters.investigation_time ?? 0) * parameters.ses_per_logic_tree_path;
    // A ShakeMap gives the measures that are used, and was asked for them.
    const shaken = job.scenario?.shakeMap !== undefined;
    importFields(job, given, writer, shaken ? new Set(given.motions.keys()) : neededMeasures(job.risk!.model), years);
    storeSites(writer, job.sites);
    await writer.commit();
    reader = openDatastore(writer.folder);
  } else if (inherited?.describe("gmf_data") !== undefined) {
    reader = inherited;
    await copyShared(reader, writer);
  } else if (job.scenario !== undefined || (!scenario && job.gmmTree !== undefined)) {
    // Without ground_motion_fields they are computed, but not kept.
    const apart = parameters.ground_motion_fields ? undefined : await fieldsApart(writer);
    await (scenario ? computeScenario : computeEventSets)(withFields(job), apart?.writer ?? writer, options);
    await writer.commit();
    reader = apart === undefined ? openDatastore(writer.folder, inherited) : await apart.open();
    release = async () => {
      await reader.close();
      await apart?.remove();
    };
  } else
    throw new InputError("there is nothing to take ground-motion fields from", {
      parameter: "gmfs_file",
      allowed: "gmfs_file, hazard_calculation_id, or sources and ground-motion models",
    });
  const events = await readEvents(reader);
  const samples = parameters.number_of_logic_tree_samples;
  const stored = await plainWeights(reader);
  const weights = samples > 0 ? new Float64Array(samples).fill(1 / samples) : stored;
  const collected = parameters.collect_rlzs ?? samples > 1;
  const investigationTime = scenario ? undefined : timeOf(job, options, reader);
  const years = investigationTime === undefined ? undefined : investigationTime * parameters.ses_per_logic_tree_path;
  storeParameters(writer, job, investigationTime, weights.length);
  const single = collected || weights.length === 1;
  return {
    reader,
    release,
    events,
    weights,
    collected,
    realizations: single ? 1 : weights.length,
    realizationOf: single ? () => 0 : (event) => events.realizations[event]!,
    years: years === undefined ? undefined : years * (collected ? weights.length : 1),
    investigationTime,
  };
}

/** Of the job, or of the fields. */
function timeOf(job: Job, { parent }: CalculatorOptions, reader: DatastoreReader): number | undefined {
  const stored = reader.describe("gmf_data")?.attributes["investigation_time"];
  return (
    job.parameters.investigation_time ??
    parent?.job.parameters.investigation_time ??
    (typeof stored === "number" && stored > 0 ? stored : undefined)
  );
}

/** Numbers of events of each realization. */
export function eventCounts({ events, realizations, realizationOf }: EventHazard): readonly number[] {
  if (realizations === 1) return [events.count];
  const counts = new Array<number>(realizations).fill(0);
  for (let event = 0; event < events.count; event++) counts[realizationOf(event)]!++;
  return counts;
}

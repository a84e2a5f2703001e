/** From a job that was read and checked to the ruptures, events and models of a scenario. */
import { makeRealizations, type Realizations } from "../../../hazard/logic-tree/realizations.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import { type FieldSetup, makeFieldSetup } from "../fields/field-setup.ts";
import { NO_SOURCES } from "../no-sources.ts";
import { countScenarioEvents, realizationsByModel, type ScenarioEvents, scenarioEvents } from "./scenario-events.ts";

export interface ScenarioSetup {
  readonly fields: FieldSetup;
  readonly realizations: Realizations;
  /** By tectonic region of the tree, then by model: its realizations. */
  readonly byModel: readonly (readonly Uint16Array[])[];
  readonly events: ScenarioEvents;
}

/**
 * @param most fields of a realization that are made; all unless told otherwise. A check needs but one.
 * @throws InputError for jobs without a rupture, and for ruptures the ground-motion tree does not fit
 */
export function makeScenarioSetup(job: Job, most = Number.POSITIVE_INFINITY): ScenarioSetup {
  const { parameters, scenario } = job;
  if (scenario === undefined || scenario.ruptures.length === 0)
    throw new InputError("the scenario has no rupture", {
      parameter: "rupture_model_file",
      allowed: "rupture_model_file, rupture_dict or gmfs_file",
    });
  const fields = makeFieldSetup(job);
  const realizations = scenarioRealizations(job);
  const byModel = fields.tectonicRegions.map((tectonicRegion, r) =>
    realizationsByModel(tectonicRegion, r, realizations),
  );
  const asked = parameters.number_of_ground_motion_fields;
  countScenarioEvents(scenario.ruptures, realizations.count, asked);
  const made = asked === undefined ? undefined : Math.min(asked, most);
  const events = scenarioEvents(scenario.ruptures, fields.tectonicRegions, byModel, made, {
    count: parameters.ses_per_logic_tree_path,
    seed: parameters.ses_seed,
  });
  return { fields, realizations, byModel, events };
}

/** Paths of the ground-motion tree. */
export function scenarioRealizations(job: Job): Realizations {
  return makeRealizations(NO_SOURCES, job.gmmTree!, {
    samples: 0,
    seed: job.parameters.random_seed,
    samplingMethod: job.parameters.sampling_method,
    maxPaths: job.parameters.max_potential_paths,
  });
}

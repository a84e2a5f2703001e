/**
 * Fields of ruptures for whoever wants them: scenarios and event sets that store them, risk that consumes them. One a
 * thread; fields come in runs of events and are not kept.
 */
import type { StoredRupture } from "../../../hazard/events/stored-rupture.ts";
import { TRUNCATION_THRESHOLD } from "../../../hazard/fields/between-residuals.ts";
import { residualCorrelation } from "../../../hazard/fields/residual-correlation.ts";
import {
  type BetweenTerms,
  type FieldRun,
  type FieldSettings,
  ruptureFields,
} from "../../../hazard/fields/rupture-fields.ts";
import { InputError } from "../../../input-error.ts";
import type { EventsOfModel } from "./events-by-model.ts";
import type { FieldSetup } from "./field-setup.ts";
import { type RuptureMotions, type TectonicRegionPredictions, tectonicRegionPredictions } from "./predicted-motions.ts";

export interface FieldConsumer {
  /** Called with every run of fields; must be done with it before it returns. */
  readonly onFields: (run: FieldRun, motions: RuptureMotions) => void;
  readonly onBetween?: (terms: BetweenTerms) => void;
}

export interface FieldComputer {
  readonly settings: FieldSettings;
  readonly predictions: (trt: number) => TectonicRegionPredictions;
  /**
   * Fields of all events of a rupture.
   * @param trt of `setup.tectonicRegions`
   * @param events of each model of the tectonic region
   * @returns what the models predict; undefined where the rupture reaches no site, which has no fields
   */
  readonly compute: (
    rupture: StoredRupture,
    trt: number,
    events: readonly EventsOfModel[],
    consumer: FieldConsumer,
  ) => RuptureMotions | undefined;
}

/** @throws InputError for models that cannot be computed for the job */
export function makeFieldComputer(setup: FieldSetup): FieldComputer {
  const ready: (TectonicRegionPredictions | undefined)[] = setup.tectonicRegions.map(() => undefined);
  const predictions = (trt: number): TectonicRegionPredictions => {
    const known = ready[trt] ?? tectonicRegionPredictions(setup, setup.tectonicRegions[trt]!);
    ready[trt] = known;
    return known;
  };
  const settings: FieldSettings = {
    measures: setup.measures,
    truncationWithin: setup.truncationWithin,
    truncationBetween: setup.truncationBetween,
    crossCorrelation: setup.crossCorrelation,
    correlation:
      setup.spatialCorrelation === undefined ? undefined : residualCorrelation(setup.spatialCorrelation, setup.sites),
    soil: setup.soil,
    maximum: setup.maximum,
    minimum: setup.minimum,
  };
  return {
    settings,
    predictions,
    compute(rupture, trt, events, { onFields, onBetween }) {
      const { totalOnly, predict } = predictions(trt);
      const used = events.filter(({ ascending }) => ascending.length > 0).map(({ model }) => model);
      const found = predict(rupture, used);
      if (found === undefined) return undefined;
      ruptureFields(
        {
          seed: rupture.seed,
          sites: found.sites,
          models: events.map(({ model, events: labelled, ascending }) => ({
            motions: found.motions[model]!,
            totalOnly: totalOnly[model]!,
            events: labelled,
            ascending,
          })),
        },
        settings,
        (run) => onFields(run, found),
        onBetween,
      );
      return found;
    },
  };
}

/**
 * Correlation in space needs within-event residuals.
 * @throws InputError for models that give the total standard deviation only, and for fields without spread within
 */
export function refuseUncorrelatable(setup: FieldSetup, computer: FieldComputer): void {
  const { spatialCorrelation: model } = setup;
  if (model === undefined) return;
  if (Math.max(setup.truncationWithin, setup.truncationBetween) <= TRUNCATION_THRESHOLD)
    throw new InputError("truncation_level_within=0 requires no correlation model", {
      parameter: "ground_motion_correlation_model",
      allowed: "none where truncation_level is 0",
    });
  for (const [r, { models }] of setup.tectonicRegions.entries())
    for (const [m, { spec }] of models.entries())
      if (computer.predictions(r).totalOnly[m])
        throw new InputError(
          `the correlation model ${model.kind} needs deviations between and within events, which ${spec.className} does not give`,
          {
            parameter: "ground_motion_correlation_model",
            allowed: "models with inter- and intra-event standard deviations",
          },
        );
}

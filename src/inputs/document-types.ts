/** What documents a job can have beside its hazard model, and what their readers see (`job-documents.ts`). */
import type { RateDifferences } from "../hazard/contexts/added-rates.ts";
import type { AmplificationTable } from "../hazard/site-response/amplification.ts";
import type { ProblemList } from "../input-error.ts";
import type { Assets } from "../risk/exposure/assets.ts";
import type { VolcanicHazard } from "../risk/volcanic/volcanic-perils.ts";
import type { GeometryFile } from "./geometry-file.ts";
import type { GroundMotionFields } from "./ground-motion-fields.ts";
import type { GivenHazardCurves } from "./hazard-curves.ts";
import type { JobFile } from "./job-ini/job-file.ts";
import type { RiskInputs } from "./risk/risk-documents.ts";
import type { RuptureModel } from "./rupture-model.ts";
import type { CsvRupture } from "./scenario/rupture-csv.ts";

export interface JobDocuments {
  /** Of `amplification_file`. */
  readonly amplification?: AmplificationTable;
  /** Of `delta_rates_file`: annual rates to be added to those of ruptures, by source. */
  readonly deltaRates?: ReadonlyMap<string, RateDifferences>;
  /** Hazard that was computed elsewhere. */
  readonly hazardCurves?: GivenHazardCurves;
  /** Ground-motion fields that were computed elsewhere, as csv; those of scenarios are in `scenario`. */
  readonly groundMotionFields?: GroundMotionFields;
  /** The rupture of a scenario, as XML. */
  readonly ruptureModel?: RuptureModel;
  /** Ruptures of an event set, as csv; those of scenarios are in `scenario`. */
  readonly givenRuptures?: readonly CsvRupture[];
  /** Polygon that marks ruptures of an event set. */
  readonly geometry?: GeometryFile;
  /** Of the exposure, as read: in the order of its files. Those of the calculation that the job continues when it names none. */
  readonly assets?: Assets;
  /** Intensities of volcanic perils. */
  readonly volcanicHazard?: VolcanicHazard;
  /** Risk functions and policies. */
  readonly risk?: RiskInputs;
}

/** What a reader sees of the job. */
export interface DocumentContext {
  readonly jobFile: JobFile;
  /** Documents of the job this one continues, as far as it is known. */
  readonly parent: JobDocuments | undefined;
  /** The job continues another, known or not. */
  readonly continues: boolean;
  /** Those read before. */
  readonly documents: JobDocuments;
  /** Takes mistakes after which reading goes on; a reader may also throw. */
  readonly problems: ProblemList;
  readonly warnings: string[];
}

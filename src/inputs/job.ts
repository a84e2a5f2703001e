/**
 * A job that was read and checked: the only thing a calculator gets to see of the user's files.
 * Built by `readJob(iniPath, options)` in this folder.
 */
import type { IntensityMeasure } from "../hazard/intensity-measure.ts";
import type { GmmLogicTree, SourceModelLogicTree } from "../hazard/logic-tree/trees.ts";
import type { SiteCollection } from "../hazard/sites/site-collection.ts";
import type { SourceModel } from "../hazard/sources/source.ts";
import type { JobDocuments } from "./document-types.ts";
import type { JobParameters } from "./job-ini/parameters.ts";
import type { ScenarioInputs } from "./scenario/scenario-inputs.ts";

/** Beside what is listed here, one field a document (`job-documents.ts`). */
export interface Job extends JobDocuments {
  /** The job file, relative to the job folder. */
  readonly file: string;
  /** Every parameter of the table by the engine's name, parsed, defaults applied; undefined where there is none. */
  readonly parameters: JobParameters;
  /** Names the user wrote (after aliases), for messages and `oqparam`. */
  readonly given: ReadonlySet<string>;
  /** Input key (`site_model`, `source_model_logic_tree`, `gsim_logic_tree`, `exposure` ...) -> files relative to the job folder. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Inputs given as a dictionary (`reqv`, `consequence` ...): key -> name -> files. */
  readonly filesByName: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Ordered by period, stable. */
  readonly measures: readonly IntensityMeasure[];
  /** Levels of each measure, parallel to `measures`; all of one length. */
  readonly levels: readonly Float64Array[];
  readonly sites: SiteCollection;
  readonly sourceModelTree?: SourceModelLogicTree;
  /** By file as written in the logic tree (relative to the tree's folder). */
  readonly sourceModels: ReadonlyMap<string, SourceModel>;
  /** Branch sets of the tectonic regions that have sources, sorted by region. */
  readonly gmmTree?: GmmLogicTree;
  /**
   * Trees of the sites whose parameter `ilabel` is this number (`site_labels`); `gmmTree` is for the others. All have the same
   * regions with the same numbers of branches.
   */
  readonly gmmTreesByLabel?: ReadonlyMap<number, GmmLogicTree>;
  /** Absolute folder of the ground-motion tree's file, for models whose arguments name files. Never shown to anybody. */
  readonly gmmFolder: string;
  /** Ruptures, recordings and fields, for scenarios. */
  readonly scenario?: ScenarioInputs;
  readonly warnings: readonly string[];
  /** 32-bit checksum of the input files, shown in csv comments. */
  readonly checksum: number;
}

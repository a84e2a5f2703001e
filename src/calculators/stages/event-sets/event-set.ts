/** The ruptures and events of a job's event sets, from its sources and logic trees. */
import { type EventRupture, sampleEventRuptures } from "../../../hazard/events/event-ruptures.ts";
import { type EventSource, eventSources } from "../../../hazard/events/event-sources.ts";
import { type EventTable, makeEvents } from "../../../hazard/events/events.ts";
import type { Realizations } from "../../../hazard/logic-tree/realizations.ts";
import { samplingPieces } from "../../../hazard/sources/sampling-pieces.ts";
import { countRuptures, type RuptureSettings, sourceRuptures } from "../../../hazard/sources/source-ruptures.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { HazardSetup } from "../hazard-setup.ts";

export interface EventSet {
  /** Sorted by tectonic region type, path and id. */
  readonly ruptures: readonly EventRupture[];
  readonly events: EventTable;
  /** Names of the sources by their numbers; undefined of given ruptures. */
  readonly sourceNames: readonly string[] | undefined;
  /** What they were drawn from; unknown where they are those of another calculation. */
  readonly sources?: readonly EventSource[];
  /** Ruptures that the sources could make. */
  readonly possible: number;
}

/** Whole years of all event sets of a realization. The reference fails below one (observed, 1): here it is one at least. */
export function effectiveYears(investigationTime: number, eventSets: number): number {
  return Math.max(1, Math.floor(investigationTime * eventSets));
}

/** Events have numbers of 32 bits. */
const MOST_EVENTS = 2 ** 32 - 1;

/**
 * @param counted told while ruptures are drawn how many there are already, so that too many are refused before they are all there
 * @throws InputError when nothing occurs, for more events than can be numbered, and for sources that cannot be turned into ruptures
 */
export function makeEventSet(
  job: Job,
  setup: HazardSetup,
  realizations: Realizations,
  counted?: (ruptures: number, events: number) => void,
): EventSet {
  const { parameters } = job;
  const { investigationTime } = setup.settings;
  const eventSets = parameters.ses_per_logic_tree_path;
  const seed = parameters.ses_seed;
  const settings = ruptureSettings(setup);
  const groups = eventSources(setup.composite, realizations.sourcePaths, {
    combinations: realizationsOfSample(realizations),
    piecesOf: (source) => samplingPieces(source, parameters.disagg_by_src),
    countRuptures: (source) => countRuptures(source, settings),
  });
  const tectonicRegionTypes = setup.tectonicRegions.map(({ tectonicRegionType }) => tectonicRegionType);
  const ruptures = sampleEventRuptures(groups, {
    investigationTime,
    eventSets,
    seed,
    tectonicRegionTypes,
    maximumDistance: (tectonicRegionType) => settingsOf(setup, tectonicRegionType).maximumDistance,
    rupturesOf: (source) => sourceRuptures(source, settings),
    counted(ruptures, events) {
      if (events > MOST_EVENTS)
        throw new InputError(`there would be more than ${events} events`, {
          parameter: "ses_per_logic_tree_path",
          allowed: `${MOST_EVENTS} events at most: fewer event sets or years`,
        });
      counted?.(ruptures, events);
    },
  });
  if (ruptures.length === 0)
    throw new InputError(
      "no rupture occurs in the event sets: the time they span is too short for the rates of the sources",
      {
        parameter: "ses_per_logic_tree_path",
        allowed: `more than ${eventSets} event sets of ${investigationTime} years`,
      },
    );
  const choices = realizationsByModel(realizations);
  const events = makeEvents(
    {
      occurrences: ruptures.map(({ occurrences }) => occurrences),
      seed: ruptures.map((rupture) => rupture.seed),
      realizationsOf: (r) => choices(ruptures[r]!.trt, ruptures[r]!.path).flat(),
    },
    { years: effectiveYears(investigationTime, eventSets), eventSets, realizations: realizations.count, seed },
  );
  const sources = groups.flatMap((group) => (group.kind === "atomic" ? group.sources : [group.source]));
  const sourceNames: string[] = [];
  for (const { id, number } of sources) sourceNames[number] = id.replace(/\.\d+/g, "");
  return {
    ruptures,
    events,
    sourceNames,
    sources,
    possible: sources.reduce((sum, source) => sum + source.ruptures, 0),
  };
}

export function ruptureSettings({ settings }: HazardSetup): RuptureSettings {
  return {
    ruptureMesh: settings.ruptureMeshSpacing,
    complexFaultMesh: settings.complexFaultMeshSpacing,
    floatingSteps: settings.floatingSteps,
    binWidth: settings.widthOfMfdBin,
    areaSourceDiscretization: settings.areaSourceDiscretization,
    inferOccurRates: settings.inferOccurRates,
  };
}

function settingsOf(setup: HazardSetup, wanted: string): HazardSetup["groupSettings"][number] {
  return setup.groupSettings[
    setup.composite.groups.findIndex(({ tectonicRegionType }) => tectonicRegionType === wanted)
  ]!;
}

/** How many realizations stand for a sample of a path: all choices of models in full enumeration, one when sampling. */
function realizationsOfSample({ count, sourcePaths }: Realizations): number {
  return count / sourcePaths.reduce((sum, { samples }) => sum + samples, 0);
}

/**
 * Realizations of a path by the model that they use in a tectonic region, models by name. Branches of the same text are one
 * model.
 */
export function realizationsByModel(
  realizations: Realizations,
): (trt: number, path: number) => readonly (readonly number[])[] {
  const known = new Map<string, readonly (readonly number[])[]>();
  const { branchSets, sourcePath, models, count } = realizations;
  return (trt, path) => {
    const key = `${trt} ${path}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const byText = new Map<string, number[]>();
    for (const text of branchSets[trt]!.branches.map((branch) => branch.text).sort()) byText.set(text, []);
    for (let r = 0; r < count; r++)
      if (sourcePath[r] === path)
        byText.get(branchSets[trt]!.branches[models[r * branchSets.length + trt]!]!.text)!.push(r);
    const lists = [...byText.values()];
    known.set(key, lists);
    return lists;
  };
}

/**
 * The work of one task: the rates of exceedance at the sites of a tile from a slice of the sources.
 *
 * One task owns all sums of its tile and takes its sources in a fixed order, so that results do not depend on how many
 * threads share the plan.
 */
import { type ContextCollector, flush, makeCollector } from "../../../hazard/contexts/context-collector.ts";
import { makeTile, missingSiteColumns, type SiteTile } from "../../../hazard/contexts/tile.ts";
import { type MomentMemory, makeMomentMemory, nextMomentMemory } from "../../../hazard/curves/moment-sums.ts";
import { addFinishedSums, makeRateSums, type RateSums } from "../../../hazard/curves/rate-accumulator.ts";
import { makeSurvivalTable, type SurvivalTable } from "../../../hazard/curves/survival-table.ts";
import { makeGroundMotionBlock } from "../../../hazard/gmm/model.ts";
import { leadingGroup } from "../../../hazard/logic-tree/composite-model.ts";
import { InputError } from "../../../input-error.ts";
import { type HazardSetup, levelCount } from "../hazard-setup.ts";
import { familySize, type PreparedFamily, prepareFamily } from "../prepare-family.ts";
import { type ReadyTectonicRegion, readyTectonicRegion } from "../tectonic-region-models.ts";
import { addAtomic, addIndependent } from "./add-sources.ts";
import { finishOptions, finishTile, type GroupRates } from "./finish-tile.ts";
import type { FamilySize } from "./make-plan.ts";
import { soilKernels } from "./soil-kernels.ts";
import type { CurveTask, CurveTaskResult } from "./task.ts";
import { addBlock, type TileState } from "./tile-state.ts";

/** Rows of a block: a multiple of the largest tile keeps it full. */
const CAPACITY = 1024;

/** What a thread makes once and uses for all its tasks. */
export interface CurveRunner {
  /** Pieces and ruptures of every family. */
  readonly sizes: () => readonly FamilySize[];
  /** A family made ready, once. */
  readonly familyOf: (index: number) => PreparedFamily;
  readonly run: (task: CurveTask) => CurveTaskResult;
}

/** @throws InputError for models and sources that cannot be computed; sources are prepared when first used */
export function makeCurveRunner(setup: HazardSetup): CurveRunner {
  const tectonicRegions = setup.tectonicRegions.map((tectonicRegion) =>
    readyTectonicRegion(tectonicRegion, setup.measures, setup.modelFolder, setup.settings),
  );
  const survivalTable = makeSurvivalTable(setup.settings.truncationLevel);
  const memory = makeMomentMemory();
  const families = new Map<number, PreparedFamily>();
  const familyOf = (index: number): PreparedFamily => {
    const known = families.get(index);
    if (known !== undefined) return known;
    const family = setup.composite.families[index]!;
    const prepared = prepareFamily(family, setup.groupSettings[leadingGroup(family)]!, setup);
    families.set(index, prepared);
    return prepared;
  };
  return {
    sizes: () => setup.composite.families.map((_, index) => familySize(familyOf(index))),
    familyOf,
    run: (task) => runTask(task, setup, tectonicRegions, survivalTable, nextMomentMemory(memory), familyOf),
  };
}

function runTask(
  task: CurveTask,
  setup: HazardSetup,
  tectonicRegions: readonly ReadyTectonicRegion[],
  survivalTable: SurvivalTable,
  memory: MomentMemory,
  familyOf: (index: number) => PreparedFamily,
): CurveTaskResult {
  const started = performance.now();
  const tile = makeTile(setup.sites, task.siteStart, task.siteStop);
  const measures = setup.measures.length;
  const levels = levelCount(setup);
  const newSums = (): RateSums => makeRateSums(tile.count, measures, levels, memory);
  const groupSums = new Map<number, readonly RateSums[]>();
  const sumsOf = (group: number): readonly RateSums[] => {
    const known = groupSums.get(group);
    if (known !== undefined) return known;
    const made = tectonicRegions[setup.groupTrt[group]!]!.components.map(newSums);
    groupSums.set(group, made);
    return made;
  };
  const collectors = new Map<number, { collector: ContextCollector; state: TileState; scratch: readonly RateSums[] }>();
  const collectorOf = (trt: number) => {
    const known = collectors.get(trt);
    if (known !== undefined) return known;
    const ready = tectonicRegions[trt]!;
    const state: TileState = {
      setup,
      survivalTable,
      tectonicRegion: ready,
      motion: makeGroundMotionBlock(Math.max(CAPACITY, tile.count)),
      weights: new Float64Array(Math.max(CAPACITY, tile.count)),
      targets: [],
      contribution: undefined,
      soil: soilKernels(setup, task.siteStart, task.siteStop),
    };
    const missing = missingSiteColumns(ready.wanted, tile.parameters);
    if (missing.length > 0)
      throw new InputError(
        `the ground-motion models of "${setup.tectonicRegions[trt]!.tectonicRegionType}" need site parameters that the sites do not have: ${missing.join(", ")}`,
        { parameter: missing[0]! },
      );
    const collector = makeCollector(
      ready.wanted,
      tile.parameters,
      Math.max(CAPACITY, tile.count),
      (full) => addBlock(full, state),
      setup.settings.exact,
    );
    const made = { collector, state, scratch: ready.components.map(newSums) };
    collectors.set(trt, made);
    return made;
  };

  const contexts = new Float64Array(task.slices.length);
  for (const [s, slice] of task.slices.entries()) {
    const family = familyOf(slice.family);
    const { collector, state, scratch } = collectorOf(family.trt);
    const before = collector.total + collector.block.length;
    if (family.kind === "atomic") addAtomic(family, tile, sumsOf(family.group), scratch, collector, state);
    else {
      family.contexts.setTile(tile);
      const targets = family.groups.map(sumsOf);
      addIndependent(family, slice, targets, scratch, collector, state);
    }
    contexts[s] = collector.total + collector.block.length - before;
  }
  for (const { collector } of collectors.values()) flush(collector);

  const rates = finishedRates(setup, tectonicRegions, groupSums, tile);
  const finished = task.complete ? finishTile(rates, finishOptions(setup, task.siteStart, task.siteStop)) : undefined;
  return {
    finished,
    rates: task.complete && !setup.settings.bySource ? undefined : rates,
    contexts,
    seconds: (performance.now() - started) / 1000,
  };
}

function finishedRates(
  setup: HazardSetup,
  tectonicRegions: readonly ReadyTectonicRegion[],
  groupSums: ReadonlyMap<number, readonly RateSums[]>,
  tile: SiteTile,
): GroupRates {
  const cells = tile.count * setup.measures.length * levelCount(setup);
  return setup.groupTrt.map((trt, group) => {
    const sums = groupSums.get(group);
    return tectonicRegions[trt]!.components.map((_, model) => {
      const out = new Float64Array(cells);
      if (sums !== undefined) addFinishedSums(sums[model]!, 1, out);
      return out;
    });
  });
}

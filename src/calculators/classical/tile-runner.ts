/**
 * The work of one task: the rates of exceedance at the sites of a tile from a slice of the sources.
 *
 * One task owns all sums of its tile and takes its sources in a fixed order, so that results do not depend on how many
 * threads share the plan.
 */
import { type ContextCollector, flush, makeCollector } from "../../hazard/contexts/context-collector.ts";
import { makeTile, missingSiteColumns, type SiteTile } from "../../hazard/contexts/tile.ts";
import {
  addExceedances,
  addFinishedSums,
  clearRateSums,
  makeRateSums,
  type RateSums,
} from "../../hazard/curves/rate-accumulator.ts";
import { makeSurvivalTable, type SurvivalTable } from "../../hazard/curves/survival-table.ts";
import { type MotionBlock, makeMotionBlock } from "../../hazard/gmm/model.ts";
import { InputError } from "../../input-error.ts";
import { finishOptions, finishTile, type GroupRates } from "./finish-tile.ts";
import type { FamilySize } from "./make-plan.ts";
import { type PreparedFamily, prepareFamily } from "./prepare-family.ts";
import { type ReadyRegion, readyRegion } from "./region-models.ts";
import type { ClassicalSetup } from "./setup.ts";
import type { ClassicalTask, ClassicalTaskResult, SourceSlice } from "./task.ts";

/** Rows of a block: a multiple of the largest tile keeps it full. */
const CAPACITY = 1024;

/** What a thread makes once and uses for all its tasks. */
export interface ClassicalRunner {
  /** Pieces and ruptures of every family. */
  readonly sizes: () => readonly FamilySize[];
  readonly run: (task: ClassicalTask) => ClassicalTaskResult;
}

/** @throws InputError for models and sources that cannot be computed; sources are prepared when first used */
export function makeClassicalRunner(setup: ClassicalSetup): ClassicalRunner {
  const regions = setup.regions.map((region) => readyRegion(region, setup.measures, setup.modelFolder));
  const survivalTable = makeSurvivalTable(setup.settings.truncationLevel);
  const families = new Map<number, PreparedFamily>();
  const familyOf = (index: number): PreparedFamily => {
    const known = families.get(index);
    if (known !== undefined) return known;
    const family = setup.composite.families[index]!;
    const group = family.variants[0].group;
    const prepared = prepareFamily(family, setup.regionSettings[setup.groupRegion[group]!]!, setup);
    families.set(index, prepared);
    return prepared;
  };
  return {
    sizes: () => setup.composite.families.map((_, index) => familyOf(index).contexts),
    run: (task) => runTask(task, setup, regions, survivalTable, familyOf),
  };
}

interface TileState {
  readonly setup: ClassicalSetup;
  readonly survivalTable: SurvivalTable;
  readonly region: ReadyRegion;
  readonly motion: MotionBlock;
  readonly weights: Float64Array;
  /** Where the present block goes: one sum a model. */
  targets: readonly RateSums[];
}

function runTask(
  task: ClassicalTask,
  setup: ClassicalSetup,
  regions: readonly ReadyRegion[],
  survivalTable: SurvivalTable,
  familyOf: (index: number) => PreparedFamily,
): ClassicalTaskResult {
  const started = performance.now();
  const tile = makeTile(setup.sites, task.siteStart, task.siteStop);
  const measures = setup.measures.length;
  const levels = setup.levels[0]!.length;
  const newSums = (): RateSums => makeRateSums(tile.count, measures, levels);
  const groupSums = new Map<number, readonly RateSums[]>();
  const sumsOf = (group: number): readonly RateSums[] => {
    const known = groupSums.get(group);
    if (known !== undefined) return known;
    const made = regions[setup.groupRegion[group]!]!.components.map(newSums);
    groupSums.set(group, made);
    return made;
  };
  const collectors = new Map<number, { collector: ContextCollector; state: TileState; shared: readonly RateSums[] }>();
  const collectorOf = (region: number) => {
    const known = collectors.get(region);
    if (known !== undefined) return known;
    const ready = regions[region]!;
    const state: TileState = {
      setup,
      survivalTable,
      region: ready,
      motion: makeMotionBlock(Math.max(CAPACITY, tile.count)),
      weights: new Float64Array(Math.max(CAPACITY, tile.count)),
      targets: [],
    };
    const missing = missingSiteColumns(ready.wanted, tile.parameters);
    if (missing.length > 0)
      throw new InputError(
        `the ground-motion models of "${setup.regions[region]!.tectonicRegion}" need site parameters that the sites do not have: ${missing.join(", ")}`,
        { parameter: missing[0]! },
      );
    const collector = makeCollector(ready.wanted, tile.parameters, Math.max(CAPACITY, tile.count), (full) =>
      addBlock(full, state),
    );
    const made = { collector, state, shared: ready.components.map(newSums) };
    collectors.set(region, made);
    return made;
  };

  const contexts = new Float64Array(task.slices.length);
  for (const [s, slice] of task.slices.entries()) {
    const family = familyOf(slice.family);
    const { collector, state, shared } = collectorOf(family.region);
    const before = collector.total + collector.block.length;
    family.contexts.setTile(tile);
    if (family.groups.length === 1) addSingle(family, slice, sumsOf(family.groups[0]!), collector, state);
    else addShared(family, slice, family.groups.map(sumsOf), shared, collector, state);
    contexts[s] = collector.total + collector.block.length - before;
  }
  for (const { collector } of collectors.values()) flush(collector);

  const rates = finishedRates(setup, regions, groupSums, tile);
  const finished = task.complete ? finishTile(rates, finishOptions(setup, tile.count)) : undefined;
  return {
    finished,
    rates: task.complete && !setup.settings.bySource ? undefined : rates,
    contexts,
    seconds: (performance.now() - started) / 1000,
  };
}

/** One variant: contexts carry the rate itself and go straight to the sums of the group. */
function addSingle(
  family: PreparedFamily,
  slice: SourceSlice,
  sums: readonly RateSums[],
  collector: ContextCollector,
  state: TileState,
): void {
  if (state.targets !== sums) {
    flush(collector);
    state.targets = sums;
  }
  const { contexts, rates } = family;
  for (let bin = 0; bin < contexts.mags.length; bin++) {
    const factor = rates[bin]! * state.setup.settings.investigationTime;
    if (factor > 0) contexts.emit(bin, slice.unitStart, slice.unitStop, collector, factor);
  }
}

/**
 * Several variants: probabilities are summed once a magnitude, then added to the sums of each variant's group with its own rate.
 */
function addShared(
  family: PreparedFamily,
  slice: SourceSlice,
  targets: readonly (readonly RateSums[])[],
  shared: readonly RateSums[],
  collector: ContextCollector,
  state: TileState,
): void {
  flush(collector);
  state.targets = shared;
  const { contexts, rates } = family;
  const variants = targets.length;
  for (let bin = 0; bin < contexts.mags.length; bin++) {
    contexts.emit(bin, slice.unitStart, slice.unitStop, collector, state.setup.settings.investigationTime);
    flush(collector);
    for (let variant = 0; variant < variants; variant++) {
      const rate = rates[bin * variants + variant]!;
      if (rate > 0) for (const [model, sums] of shared.entries()) addScaled(sums, rate, targets[variant]![model]!);
    }
    for (const sums of shared) clearRateSums(sums);
  }
  state.targets = [];
}

function addScaled(from: RateSums, factor: number, to: RateSums): void {
  addTimes(from.partial, factor, to.partial);
  addTimes(from.certain, factor, to.certain);
}

function addTimes(from: Float64Array, factor: number, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i]! += factor * from[i]!;
}

/** Ground motions and exceedances of one block, for every model and measure. */
function addBlock({ block, site, weight }: ContextCollector, state: TileState): void {
  const { region, motion, setup, survivalTable, targets, weights } = state;
  for (const [model, byMeasure] of region.components.entries())
    for (const [measure, components] of byMeasure.entries())
      for (const component of components) {
        component.evaluate(block, motion);
        let rowWeights = weight;
        if (component.weight !== 1) {
          rowWeights = weights;
          for (let row = 0; row < block.length; row++) weights[row] = weight[row]! * component.weight;
        }
        addExceedances(
          survivalTable,
          block.length,
          motion.mean,
          motion.sigma,
          site,
          rowWeights,
          setup.levels[measure]!,
          targets[model]!,
          measure,
        );
      }
}

function finishedRates(
  setup: ClassicalSetup,
  regions: readonly ReadyRegion[],
  groupSums: ReadonlyMap<number, readonly RateSums[]>,
  tile: SiteTile,
): GroupRates {
  const cells = tile.count * setup.measures.length * setup.levels[0]!.length;
  return setup.groupRegion.map((region, group) => {
    const sums = groupSums.get(group);
    return regions[region]!.components.map((_, model) => {
      const out = new Float64Array(cells);
      if (sums !== undefined) addFinishedSums(sums[model]!, 1, out);
      return out;
    });
  });
}

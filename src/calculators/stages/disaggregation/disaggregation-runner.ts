/**
 * The work of one task: expected numbers of exceedances of the levels at all sites from a slice of the sources, by bin of the
 * ruptures and epsilon (Bazzurro and Cornell 1999; docs/method/disaggregation.md 3, 4).
 *
 * Sums are kept for each group of sources and model, since limits of the reference apply to them; members of groups of exclusive
 * sources have sums of their own, since their probabilities are combined.
 */
import { negativeBinomialOccurrences, noExceedance } from "../../../hazard/curves/occurrence.ts";
import { makeSurvivalTable } from "../../../hazard/curves/survival-table.ts";
import {
  addCells,
  type CellSums,
  cellAt,
  makeCellSums,
  type SentCells,
  sentCells,
} from "../../../hazard/disaggregation/cell-sums.ts";
import { addByEpsilon, makeEpsilonBands } from "../../../hazard/disaggregation/epsilon-bands.ts";
import { longitudeBin, magnitudeBin, upperBin } from "../../../hazard/disaggregation/find-bin.ts";
import { cellKey } from "../../../hazard/disaggregation/matrix-shape.ts";
import { type GroundMotionBlock, makeGroundMotionBlock } from "../../../hazard/gmm/model.ts";
import type { SourceSlice } from "../curves/task.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import type { PreparedFamily } from "../prepare-family.ts";
import { readyTectonicRegion } from "../tectonic-region-models.ts";
import { blockRows, type ContextBatch, walkContexts } from "../walk-contexts.ts";
import { type DisaggregationRequest, matrixShape } from "./matrix.ts";

/** What the tasks share. */
export interface DisaggregationSetup {
  readonly hazard: HazardSetup;
  readonly request: DisaggregationRequest;
}

export interface DisaggregationTask {
  readonly slices: readonly SourceSlice[];
}

/** What sums are of. */
interface SummedSources {
  readonly group: number;
  /** Family of a group of exclusive sources, and the place of the source in it. */
  readonly exclusive: { readonly family: number; readonly member: number } | undefined;
}

/** Of one group of sources, or of one member of a group of exclusive ones: by cell, models x measures x levels x epsilons. */
export interface GroupCells extends SummedSources {
  readonly cells: SentCells;
}

export interface GroupSums extends SummedSources {
  readonly sums: CellSums;
}

export interface DisaggregationTaskResult {
  readonly groups: readonly GroupCells[];
  readonly contexts: number;
  readonly seconds: number;
}

/** Values of a cell of a tectonic region with `models`. */
function valuesOfCell({ hazard, request }: DisaggregationSetup, models: number): number {
  return models * hazard.measures.length * request.levelCount * matrixShape(request.bins).eps;
}

/**
 * @param familyOf families that are ready already, in this thread
 * @throws InputError for models and sources that cannot be computed
 */
export function makeDisaggregationRunner(
  setup: DisaggregationSetup,
  familyOf?: (index: number) => PreparedFamily,
): (task: DisaggregationTask) => DisaggregationTaskResult {
  const { hazard, request } = setup;
  const { bins, levels, levelCount } = request;
  const { settings, measures, sites } = hazard;
  const shape = matrixShape(bins);
  const tectonicRegions = hazard.tectonicRegions.map((tectonicRegion) =>
    readyTectonicRegion(tectonicRegion, measures, hazard.modelFolder, settings),
  );
  const survivalTable = makeSurvivalTable(settings.truncationLevel);
  const bands = makeEpsilonBands(bins.eps, settings.truncationLevel, request.epsilonStar);
  const motions: GroundMotionBlock[] = [];
  const motionOf = (component: number): GroundMotionBlock => {
    const known = motions[component] ?? makeGroundMotionBlock(blockRows(sites.count));
    motions[component] = known;
    return known;
  };
  const placesOfShares: Int32Array[] = [];
  const time = settings.investigationTime;
  const parts = new Float64Array(shape.eps);
  const trtOfGroup = hazard.composite.groups.map(({ tectonicRegionType }) =>
    bins.tectonicRegionTypes.indexOf(tectonicRegionType),
  );

  return ({ slices }) => {
    const started = performance.now();
    const sums = new Map<string, GroupSums>();
    let contexts = 0;

    const sumsOf = (group: number, exclusive: GroupCells["exclusive"], models: number): CellSums => {
      const key = exclusive === undefined ? `${group}` : `${group} ${exclusive.family} ${exclusive.member}`;
      const known = sums.get(key);
      if (known !== undefined) return known.sums;
      const made = makeCellSums(valuesOfCell(setup, models));
      sums.set(key, { group, exclusive, sums: made });
      return made;
    };

    /** Where each row's cell begins; -1 for ruptures beyond the bins. */
    const findCells = ({ block, site }: ContextBatch, trt: number, into: CellSums, places: Int32Array): void => {
      for (let row = 0; row < block.length; row++) {
        const mag = magnitudeBin(bins.mag, block.mag[row]!);
        places[row] = -1;
        if (mag < 0) continue;
        const { lon, lat } = bins.coordinates[site[row]!]!;
        const cell = {
          trt,
          mag,
          dist: upperBin(bins.dist, block.rrup[row]!),
          lon: longitudeBin(lon, block.clon[row]!, settings.exact),
          lat: upperBin(lat, block.clat[row]!),
        };
        places[row] = cellAt(into, cellKey(shape, site[row]!, cell));
      }
    };

    const onBatch = (batch: ContextBatch): void => {
      const { family, trt, block, site, weight, occurrenceProbabilities, shares, occurrence, member } = batch;
      contexts += block.length;
      const source = hazard.composite.families[family]!;
      const origin = source.kind === "atomic" ? source.origin : undefined;
      const isExclusive = origin?.sourceInterdependence === "mutex";
      const probability = isExclusive ? origin!.probability : 1;
      const { components } = tectonicRegions[trt]!;
      while (placesOfShares.length < shares.length) placesOfShares.push(new Int32Array(blockRows(sites.count)));
      const into = shares.map(({ group }) =>
        sumsOf(group, isExclusive ? { family, member } : undefined, components.length),
      );
      for (const [i, { group }] of shares.entries()) findCells(batch, trtOfGroup[group]!, into[i]!, placesOfShares[i]!);
      const binomial = occurrence.kind === "negativeBinomial" && settings.exact ? occurrence : undefined;
      for (const [model, byMeasure] of components.entries())
        for (const [m, mixture] of byMeasure.entries()) {
          for (const [c, { evaluate }] of mixture.entries()) evaluate(block, motionOf(c));
          for (let row = 0; row < block.length; row++)
            for (let p = 0; p < levelCount; p++) {
              const level = levels[(site[row]! * measures.length + m) * levelCount + p]!;
              if (level === Number.NEGATIVE_INFINITY) continue;
              const place = ((model * measures.length + m) * levelCount + p) * shape.eps;
              let exceeds = false;
              for (let c = 0; c < mixture.length; c++) {
                const { mean, sigma } = motions[c]!;
                const z = (level - mean[row]!) / sigma[row]!;
                if (z >= settings.truncationLevel) continue;
                if (!exceeds) parts.fill(0);
                exceeds = true;
                addByEpsilon(bands, survivalTable, z, probability * mixture[c]!.weight, parts, 0);
              }
              if (!exceeds) continue;
              for (let i = 0; i < shares.length; i++) {
                const { factor } = shares[i]!;
                const cell = placesOfShares[i]![row]!;
                if (cell < 0) continue;
                const { values } = into[i]!;
                const expected = weight[row]! * factor;
                const occurrences =
                  occurrenceProbabilities?.[row] ??
                  (binomial === undefined
                    ? undefined
                    : negativeBinomialOccurrences(expected / time, binomial.alpha, time));
                for (let e = 0; e < shape.eps; e++) {
                  const part = parts[e]!;
                  if (part !== 0)
                    values[cell + place + e]! +=
                      occurrences === undefined ? expected * part : -Math.log(noExceedance(occurrences, part));
                }
              }
            }
        }
    };

    walkContexts({
      setup: hazard,
      motions: tectonicRegions,
      siteStart: 0,
      siteStop: sites.count,
      slices,
      familyOf,
      distances: [],
      unraised: ["clon", "clat"],
      members: true,
      onBatch,
    });
    return {
      groups: Array.from(sums.values(), ({ group, exclusive, sums: cells }) => ({
        group,
        exclusive,
        cells: sentCells(cells),
      })),
      contexts,
      seconds: (performance.now() - started) / 1000,
    };
  };
}

/** Sums of all tasks, in their order. */
export interface GatheredCells {
  readonly add: (result: DisaggregationTaskResult) => void;
  /** By group, or by group, family and member. */
  readonly groups: () => readonly GroupSums[];
}

export function gatherCells(): GatheredCells {
  const all = new Map<string, GroupSums>();
  return {
    add: ({ groups }) => {
      for (const { group, exclusive, cells } of groups) {
        const key = `${group} ${exclusive?.family} ${exclusive?.member}`;
        const known = all.get(key) ?? { group, exclusive, sums: makeCellSums(cells.width) };
        all.set(key, known);
        addCells(cells, known.sums);
      }
    },
    groups: () => [...all.values()],
  };
}

/**
 * `med_gmv.main`: median motions of every rupture of every source at every site within its maximum distance, under each model: for each source an
 * array models x measures x contexts, ruptures in the order of the source, sites inside.
 */
import { isLinearMeasure } from "../../hazard/intensity-measure.ts";
import {
  baseSourceName,
  familyName,
  leadingSource,
  type SourceFamily,
} from "../../hazard/logic-tree/composite-model.ts";
import type { BranchModel } from "../stages/hazard-setup.ts";
import { evaluateMotions, makeMotions, tectonicRegionMotions } from "../stages/tectonic-region-motions.ts";
import { blockRows, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";
import type { PostProcessing, PostProcessor } from "./post-processor.ts";

export const medianMotions: PostProcessor = { check: () => {}, run, needsNoCurves: true };

/** Median motions of a source: by model, then by measure. */
interface OfSource {
  readonly trt: number;
  readonly values: readonly (readonly number[][])[];
}

function run({ setup, writer, reporter }: PostProcessing): void {
  const tectonicRegions = tectonicRegionMotions(setup);
  const motions = makeMotions(tectonicRegions, blockRows(setup.sites.count));
  const sources = new Map<string, OfSource>();
  const names = sourceNames(setup.composite.families);
  const onBatch = ({ family, trt, block, shares }: ContextBatch): void => {
    evaluateMotions(tectonicRegions[trt]!, block, motions[trt]!);
    const name = names[family]!;
    const known = sources.get(name) ?? {
      trt,
      values: motions[trt]!.map((byMeasure) => byMeasure.map((): number[] => [])),
    };
    sources.set(name, known);
    // Every variant of a source has the ruptures once.
    for (let times = 0; times < shares.length; times++)
      for (const [model, byMeasure] of motions[trt]!.entries())
        for (const [m, { mean }] of byMeasure.entries()) {
          const column = known.values[model]![m]!;
          const isLinear = isLinearMeasure(setup.measures[m]!);
          for (let row = 0; row < block.length; row++)
            column.push(Math.fround(isLinear ? mean[row]! : Math.exp(mean[row]!)));
        }
  };
  walkContexts({
    setup: { ...setup, settings: { ...setup.settings, splitSources: false } },
    motions: tectonicRegions,
    siteStart: 0,
    siteStop: setup.sites.count,
    distances: [],
    onBatch,
  });
  for (const [name, { trt, values }] of sources)
    writer.putArray(`med_gmv/${name}`, Float64Array.from(values.flat(2)), {
      shape: [values.length, setup.measures.length, values[0]?.[0]?.length ?? 0],
      dimensions: ["gsim", "imt", "context"],
      attributes: {
        gsims: setup.tectonicRegions[trt]!.models.map(nameOf),
        imts: setup.measures.map(({ name: imt }) => imt),
      },
    });
  reporter.log("INFO", `median motions of ${sources.size} sources`);
}

/** Base names of the sources of families; sources of the same id in several files are told apart as `id!file`. */
function sourceNames(families: readonly SourceFamily[]): readonly string[] {
  const files = new Map<string, Set<string>>();
  const placed = families.map((family) => {
    const name = baseSourceName(familyName(family));
    const file = leadingSource(family).origin?.file ?? "";
    files.set(name, (files.get(name) ?? new Set()).add(file));
    return { name, file };
  });
  return placed.map(({ name, file }) => (files.get(name)!.size > 1 ? `${name}!${stem(file)}` : name));
}

/** `a/b/model.xml` is `model`. */
function stem(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

function nameOf(branch: BranchModel): string {
  return branch.kind === "model" ? `[${branch.spec.className}]` : "[AvgPoeGMPE]";
}

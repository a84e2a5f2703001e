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
import { evaluateMotions, makeMotions, regionMotions } from "../stages/region-motions.ts";
import { blockRows, type ContextBatch, walkContexts } from "../stages/walk-contexts.ts";
import type { PostProcessing, PostProcessor } from "./post-processor.ts";

export const medianMotions: PostProcessor = { check: () => {}, run, needsNoCurves: true };

/** Median motions of a source: by model, then by measure. */
interface OfSource {
  readonly region: number;
  readonly values: readonly (readonly number[][])[];
}

function run({ setup, writer, reporter }: PostProcessing): void {
  const regions = regionMotions(setup);
  const motions = makeMotions(regions, blockRows(setup.sites.count));
  const sources = new Map<string, OfSource>();
  const names = sourceNames(setup.composite.families);
  const onBatch = ({ family, region, block, shares }: ContextBatch): void => {
    evaluateMotions(regions[region]!, block, motions[region]!);
    const name = names[family]!;
    const known = sources.get(name) ?? {
      region,
      values: motions[region]!.map((byMeasure) => byMeasure.map((): number[] => [])),
    };
    sources.set(name, known);
    // Every variant of a source has the ruptures once.
    for (let times = 0; times < shares.length; times++)
      for (const [model, byMeasure] of motions[region]!.entries())
        for (const [m, { mean }] of byMeasure.entries()) {
          const column = known.values[model]![m]!;
          const isLinear = isLinearMeasure(setup.measures[m]!);
          for (let row = 0; row < block.length; row++)
            column.push(Math.fround(isLinear ? mean[row]! : Math.exp(mean[row]!)));
        }
  };
  walkContexts({
    setup: { ...setup, settings: { ...setup.settings, splitSources: false } },
    motions: regions,
    siteStart: 0,
    siteStop: setup.sites.count,
    distances: [],
    onBatch,
  });
  for (const [name, { region, values }] of sources)
    writer.putArray(`med_gmv/${name}`, Float64Array.from(values.flat(2)), {
      shape: [values.length, setup.measures.length, values[0]?.[0]?.length ?? 0],
      dimensions: ["gsim", "imt", "context"],
      attributes: {
        gsims: setup.regions[region]!.models.map(nameOf),
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

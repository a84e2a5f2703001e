/**
 * The sources of all source-model paths, each computed once.
 *
 * A path takes the sources of its source-model files and modifies them. Paths that modify a source in the same way share
 * the result (a variant). Variants used by the same set of paths form a group: the hazard of a group is what realizations
 * add up. Variants that differ in rates only form a family: their ruptures and ground motions are the same, so a family
 * is computed once for all its variants (the "branch algebra": rates times one set of exceedance probabilities).
 */
import { InputError } from "../../input-error.ts";
import type { Source, SourceGroup, SourceModel } from "../sources/source.ts";
import type { TectonicRegion } from "../tectonics.ts";
import type { AppliedBranch, SourcePath } from "./source-paths.ts";
import { applyUncertainty, changesRatesOnly, type UncertaintyContext } from "./uncertainties.ts";

/** One way in which the paths modify a source. */
export interface SourceVariant {
  readonly source: Source;
  /** Index into `CompositeModel.groups`. */
  readonly group: number;
}

/** Variants of one source that share geometry, ground motion and everything but rates. */
export interface SourceFamily {
  /** The same for all variants but for the magnitude-frequency distribution. */
  readonly variants: readonly [SourceVariant, ...SourceVariant[]];
  /** The group of the source model it comes from: interdependence, cluster, temporal occurrence. */
  readonly origin: SourceGroup;
  /** Position of the source in `origin.sources`. */
  readonly position: number;
}

/** Sources of one region that the same paths use. */
export interface CompositeGroup {
  readonly tectonicRegion: TectonicRegion;
  /** Ordinals of the source paths, ascending. */
  readonly paths: readonly number[];
  /** The source group, where it has to stay whole (mutually exclusive sources, clusters). */
  readonly atomic: SourceGroup | undefined;
  /** Base name of the sources, where groups are kept apart by source. */
  readonly sourceName: string | undefined;
}

export interface CompositeModel {
  readonly groups: readonly CompositeGroup[];
  readonly families: readonly SourceFamily[];
}

interface VariantInMaking {
  readonly source: Source;
  readonly geometryKey: string;
  readonly origin: SourceGroup;
  readonly position: number;
  readonly paths: number[];
}

/** True for groups whose sources cannot be computed apart from each other. */
export function isAtomic(group: SourceGroup): boolean {
  return group.cluster || group.sourceInterdependence === "mutex" || group.ruptureInterdependence === "mutex";
}

function applies({ set }: AppliedBranch, source: Source): boolean {
  if (set.applyToSources !== undefined) return set.applyToSources.includes(source.id);
  if (set.applyToTectonicRegionType !== undefined) return set.applyToTectonicRegionType === source.tectonicRegion;
  return true;
}

function filesOf(path: SourcePath): string[] {
  return path.applied.flatMap(({ set, branch }) =>
    (set.uncertaintyType === "sourceModel" || set.uncertaintyType === "extendModel") && branch.value.kind === "files"
      ? branch.value.files
      : [],
  );
}

/** Text that is equal for sources of equal content, whatever file they stand in. */
function contentKey(source: Source): string {
  return JSON.stringify(source, (key, value: unknown) => {
    if (key === "origin") return undefined;
    if (value instanceof Float64Array) return Array.from(value);
    if (value instanceof Map) return Array.from(value);
    return value;
  });
}

/** Sources with the same id and content in several files are one and the same object in the result. */
function shareEqualSources(models: ReadonlyMap<string, SourceModel>): Map<Source, Source> {
  const byId = new Map<string, Source[]>();
  for (const model of models.values())
    for (const group of model.groups)
      if (!isAtomic(group))
        for (const source of group.sources) {
          const known = byId.get(source.id);
          if (known === undefined) byId.set(source.id, [source]);
          else known.push(source);
        }
  const canonical = new Map<Source, Source>();
  for (const sources of byId.values()) {
    if (sources.length < 2) continue;
    const byContent = new Map<string, Source>();
    for (const source of sources) {
      const key = contentKey(source);
      const first = byContent.get(key);
      if (first === undefined) byContent.set(key, source);
      else canonical.set(source, first);
    }
  }
  return canonical;
}

/** Name under which a source is disaggregated: what stands before the first of `!`, `:`, `;` and `.`. */
export function baseSourceName(id: string): string {
  return id.split(/[!:;.]/, 1)[0]!;
}

/**
 * @param sourceModels by file as written in the logic tree
 * @param bySource keeps the hazard of sources with different base names apart
 * @throws InputError when an uncertainty does not fit a source it applies to
 */
export function makeCompositeModel(
  paths: readonly SourcePath[],
  sourceModels: ReadonlyMap<string, SourceModel>,
  context: UncertaintyContext,
  bySource = false,
): CompositeModel {
  const canonical = shareEqualSources(sourceModels);
  const variants = new Map<string, VariantInMaking>();
  const numbers = new Map<Source | SourceGroup | AppliedBranch["branch"], number>();
  const numberOf = (object: Source | SourceGroup | AppliedBranch["branch"]): number => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    numbers.set(object, numbers.size);
    return numbers.size - 1;
  };

  for (const [ordinal, path] of paths.entries()) {
    const modifications = path.applied.filter(
      ({ set }) => set.uncertaintyType !== "sourceModel" && set.uncertaintyType !== "extendModel",
    );
    for (const file of filesOf(path)) {
      const model = sourceModels.get(file);
      if (model === undefined) throw new InputError(`source model '${file}' of the logic tree was not read`, { file });
      for (const origin of model.groups)
        for (const [position, inFile] of origin.sources.entries()) {
          const source = canonical.get(inFile) ?? inFile;
          const effective = modifications.filter((modification) => applies(modification, source));
          const base = `${numberOf(source)}${isAtomic(origin) ? `/${numberOf(origin)}` : ""}`;
          const key = `${base}:${effective.map(({ branch }) => numberOf(branch)).join(",")}`;
          const known = variants.get(key);
          if (known !== undefined) {
            // The same content may be listed twice in a path: both count.
            known.paths.push(ordinal);
            continue;
          }
          // Points with a distribution each cannot share their rates as one factor a magnitude.
          const sharesRates = !("mfd" in source && source.mfd.kind === "multi");
          const geometry = effective.filter(({ set }) => !(sharesRates && changesRatesOnly(set.uncertaintyType)));
          variants.set(key, {
            source: effective.reduce(
              (modified, { set, branch }) => applyUncertainty(set, branch.value, modified, context),
              source,
            ),
            geometryKey: `${base}:${geometry.map(({ branch }) => numberOf(branch)).join(",")}`,
            origin,
            position,
            paths: [ordinal],
          });
        }
    }
  }
  return assemble([...variants.values()], numberOf, bySource);
}

function assemble(
  variants: readonly VariantInMaking[],
  numberOf: (group: SourceGroup) => number,
  bySource: boolean,
): CompositeModel {
  const groups: CompositeGroup[] = [];
  const groupByKey = new Map<string, number>();
  const families = new Map<string, { variants: SourceVariant[]; origin: SourceGroup; position: number }>();
  for (const { source, geometryKey, origin, position, paths } of variants) {
    const atomic = isAtomic(origin) ? origin : undefined;
    const sourceName = bySource ? baseSourceName(source.id) : undefined;
    const key = `${atomic === undefined ? "" : numberOf(atomic)}|${sourceName ?? ""}|${source.tectonicRegion}|${paths.join(",")}`;
    let group = groupByKey.get(key);
    if (group === undefined) {
      group = groups.length;
      groupByKey.set(key, group);
      groups.push({ tectonicRegion: source.tectonicRegion, paths, atomic, sourceName });
    }
    const family = families.get(geometryKey);
    if (family === undefined) families.set(geometryKey, { variants: [{ source, group }], origin, position });
    else family.variants.push({ source, group });
  }
  return {
    groups,
    families: [...families.values()].map(({ variants: [first, ...rest], origin, position }) => ({
      variants: [first!, ...rest],
      origin,
      position,
    })),
  };
}

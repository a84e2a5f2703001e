/**
 * The sources of all source-model paths, each computed once.
 *
 * A path takes the sources of its source-model files and modifies them. Paths that modify a source in the same way share
 * the result (a variant). Variants used by the same set of paths form a group: the hazard of a group is what realizations
 * add up. Variants that differ in rates only form a family: their ruptures and ground motions are the same, so a family
 * is computed once for all its variants (the "branch algebra": rates times one set of exceedance probabilities).
 */
import { InputError, type InputProblem, ProblemList } from "../../input-error.ts";
import {
  isPointLike,
  type Source,
  type SourceGroup,
  type SourceModel,
  type TemporalOccurrence,
} from "../sources/source.ts";
import type { TectonicRegionType } from "../tectonics.ts";
import type { AppliedBranch, SourcePath } from "./source-paths.ts";
import { applyUncertainties, changesRatesOnly, type UncertaintyContext } from "./uncertainties.ts";

/** One way in which the paths modify a source. */
export interface SourceVariant {
  readonly source: Source;
  /** Index into `CompositeModel.groups`. */
  readonly group: number;
}

/** What is computed together. */
export type SourceFamily = IndependentFamily | GridFamily | AtomicFamily;

/** Point-like sources of one group whose points are merged on a grid (`ps_grid_spacing`). */
export interface GridFamily {
  readonly kind: "grid";
  readonly members: readonly Source[];
  /** Index into `CompositeModel.groups`. */
  readonly group: number;
}

/** Variants of one source that share geometry, ground motion and everything but rates. */
export interface IndependentFamily {
  readonly kind: "independent";
  /** The same for all variants but for the magnitude-frequency distribution. */
  readonly variants: readonly [SourceVariant, ...SourceVariant[]];
  readonly occurrence: TemporalOccurrence;
}

/** Sources of one group that cannot be computed apart: mutually exclusive sources or ruptures, clusters. */
export interface AtomicFamily {
  readonly kind: "atomic";
  /** As modified, in the order of the group. */
  readonly members: readonly Source[];
  /** The group of the source model. */
  readonly origin: SourceGroup;
  /** Index into `CompositeModel.groups`. */
  readonly group: number;
}

/** Id of the first source of a family. */
export function familyName(family: SourceFamily): string {
  return leadingSource(family).id;
}

/** The source that stands for a family in tables. */
export function leadingSource(family: SourceFamily): Source {
  const source = family.kind === "independent" ? family.variants[0].source : family.members[0];
  if (source === undefined) throw new Error("a family without sources");
  return source;
}

/** Group that the first variant of a family belongs to. */
export function leadingGroup(family: SourceFamily): number {
  return family.kind === "independent" ? family.variants[0].group : family.group;
}

/** Sources of one region that the same paths use. */
export interface CompositeGroup {
  readonly tectonicRegionType: TectonicRegionType;
  /** Ordinals of the source paths, ascending. */
  readonly paths: readonly number[];
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
  readonly occurrence: TemporalOccurrence;
  readonly paths: number[];
}

interface AtomicInMaking {
  readonly members: readonly Source[];
  readonly origin: SourceGroup;
  readonly paths: number[];
}

/**
 * The model with the independent point-like sources of each group in one family, for merging their points: rates decide
 * where merged points lie, so variants share nothing any more. Grids follow all other families.
 */
export function withGrids(model: CompositeModel): CompositeModel {
  const others: SourceFamily[] = [];
  const members = new Map<number, Source[]>();
  for (const family of model.families) {
    if (
      family.kind !== "independent" ||
      family.occurrence.kind !== "poisson" ||
      !isPointLike(family.variants[0].source)
    ) {
      others.push(family);
      continue;
    }
    for (const { source, group } of family.variants) {
      const known = members.get(group);
      if (known === undefined) members.set(group, [source]);
      else known.push(source);
    }
  }
  return {
    groups: model.groups,
    families: [
      ...others,
      ...Array.from(members, ([group, sources]): GridFamily => ({ kind: "grid", members: sources, group })),
    ],
  };
}

/** True for groups whose sources cannot be computed apart from each other. */
export function isAtomic(group: SourceGroup): boolean {
  return group.cluster || group.sourceInterdependence === "mutex" || group.ruptureInterdependence === "mutex";
}

function applies({ set }: AppliedBranch, source: Source): boolean {
  if (set.applyToSources !== undefined) return set.applyToSources.includes(source.id);
  if (set.applyToTectonicRegionType !== undefined) return set.applyToTectonicRegionType === source.tectonicRegionType;
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
export function contentKey(source: Source): string {
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
  const atomics = new Map<string, AtomicInMaking>();
  const numbers = new Map<object, number>();
  const numberOf = (object: object): number => {
    const known = numbers.get(object);
    if (known !== undefined) return known;
    numbers.set(object, numbers.size);
    return numbers.size - 1;
  };
  const keyOf = (branches: readonly AppliedBranch[]): string =>
    branches.map(({ branch }) => numberOf(branch)).join(",");
  const problems = new ProblemList();
  // All changes that do not fit are told together; the source stands in for what could not be made of it.
  const modify = (source: Source, branches: readonly AppliedBranch[]): Source =>
    context.settle(problems.attempt(() => applyUncertainties(source, branches, context)) ?? source);
  const effectiveOn = (source: Source, modifications: readonly AppliedBranch[]): readonly AppliedBranch[] => {
    const applied = modifications.filter((branch) => applies(branch, source));
    return context.exact === true ? applied : rememberedOn(source, applied);
  };

  const addAtomic = (origin: SourceGroup, modifications: readonly AppliedBranch[], ordinal: number): void => {
    const effective = origin.sources.map((source) => effectiveOn(source, modifications));
    const key = `${numberOf(origin)}:${effective.map(keyOf).join("|")}`;
    const known = atomics.get(key);
    if (known !== undefined) known.paths.push(ordinal);
    else
      atomics.set(key, {
        members: origin.sources.map((source, i) => modify(source, effective[i]!)),
        origin,
        paths: [ordinal],
      });
  };

  const addSource = (
    inFile: Source,
    origin: SourceGroup,
    modifications: readonly AppliedBranch[],
    ordinal: number,
  ): void => {
    const source = canonical.get(inFile) ?? inFile;
    const effective = effectiveOn(source, modifications);
    const occurrence = source.occurrence ?? origin.occurrence;
    const base = `${numberOf(source)}/${occurrenceKey(occurrence)}`;
    const key = `${base}:${keyOf(effective)}`;
    const known = variants.get(key);
    if (known !== undefined) {
      // The same content may be listed twice in a path: both count.
      known.paths.push(ordinal);
      return;
    }
    // Points with a distribution each cannot share their rates as one factor a magnitude, nor can ruptures whose
    // probabilities do not grow with the rate.
    const sharesRates = !("mfd" in source && source.mfd.kind === "multi") && occurrence.kind === "poisson";
    const geometry = effective.filter(({ set }) => !(sharesRates && changesRatesOnly(set.uncertaintyType)));
    variants.set(key, {
      source: modify(source, effective),
      geometryKey: `${base}:${keyOf(geometry)}`,
      occurrence,
      paths: [ordinal],
    });
  };

  for (const [ordinal, path] of paths.entries()) {
    const modifications = path.applied.filter(
      ({ set }) => set.uncertaintyType !== "sourceModel" && set.uncertaintyType !== "extendModel",
    );
    for (const file of filesOf(path)) {
      const model = sourceModels.get(file);
      if (model === undefined) throw new InputError(`source model '${file}' of the logic tree was not read`, { file });
      for (const origin of model.groups)
        if (isAtomic(origin)) {
          if (origin.sources.length > 0) addAtomic(origin, modifications, ordinal);
        } else for (const source of origin.sources) addSource(source, origin, modifications, ordinal);
    }
  }
  refuseAll(problems.problems);
  return assemble([...variants.values()], [...atomics.values()], bySource);
}

/** @throws InputError with each problem once */
function refuseAll(problems: readonly InputProblem[]): void {
  const [first, ...more] = new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values();
  if (first !== undefined) throw new InputError([first, ...more.slice(0, MOST_PROBLEMS)]);
}

/** Changes that are told. */
const MOST_PROBLEMS = 100;

/** The reference cuts multi-point sources of more points into blocks of so many. */
const BLOCK_OF_POINTS = 1000;

/**
 * Of several changes to the distributions of a multi-point source only the last one counts, and none when the source is cut into
 * blocks: quirks of the reference, which remembers one change for all points and forgets it when it cuts them.
 */
function rememberedOn(source: Source, branches: readonly AppliedBranch[]): readonly AppliedBranch[] {
  if (source.kind !== "multiPoint" || source.mfd.kind !== "multi") return branches;
  const changes = branches.filter(
    ({ set }) => changesRatesOnly(set.uncertaintyType) && set.uncertaintyType !== "dummy",
  );
  const remembered = source.points.length > 2 * BLOCK_OF_POINTS ? undefined : changes.at(-1);
  return branches.filter((branch) => !changes.includes(branch) || branch === remembered);
}

function occurrenceKey(occurrence: TemporalOccurrence): string {
  return JSON.stringify(occurrence);
}

function assemble(
  variants: readonly VariantInMaking[],
  atomics: readonly AtomicInMaking[],
  bySource: boolean,
): CompositeModel {
  const groups: CompositeGroup[] = [];
  const groupByKey = new Map<string, number>();
  const groupOf = (source: Source, paths: readonly number[]): number => {
    const sourceName = bySource ? baseSourceName(source.id) : undefined;
    const key = `${sourceName ?? ""}|${source.tectonicRegionType}|${paths.join(",")}`;
    const known = groupByKey.get(key);
    if (known !== undefined) return known;
    groupByKey.set(key, groups.length);
    groups.push({ tectonicRegionType: source.tectonicRegionType, paths, sourceName });
    return groups.length - 1;
  };
  const independent = new Map<string, { variants: SourceVariant[]; occurrence: TemporalOccurrence }>();
  for (const { source, geometryKey, occurrence, paths } of variants) {
    const variant = { source, group: groupOf(source, paths) };
    const family = independent.get(geometryKey);
    if (family === undefined) independent.set(geometryKey, { variants: [variant], occurrence });
    else family.variants.push(variant);
  }
  return {
    groups,
    families: [
      ...Array.from(
        independent.values(),
        ({ variants: [first, ...rest], occurrence }): IndependentFamily => ({
          kind: "independent",
          variants: [first!, ...rest],
          occurrence,
        }),
      ),
      ...atomics.map(
        ({ members, origin, paths }): AtomicFamily => ({
          kind: "atomic",
          members,
          origin,
          group: groupOf(members[0]!, paths),
        }),
      ),
    ],
  };
}

/**
 * Sources as event sets are drawn from them: their full names, numbers and offsets, which seed the draws and number the
 * ruptures (docs/method/events.md 3.1).
 */
import { type CompositeModel, isAtomic } from "../logic-tree/composite-model.ts";
import type { SourcePath } from "../logic-tree/source-paths.ts";
import type { Source, SourceGroup, SourceModel, TemporalOccurrence } from "../sources/source.ts";
import type { TectonicRegionType } from "../tectonics.ts";

/** A path through the source-model tree that uses a source, and how many realizations of the logic tree share it. */
export interface PathSampling {
  readonly path: number;
  readonly samples: number;
}

export interface EventSource {
  /** With `;0`, `;1` where the logic tree makes several versions, `!branch` where files differ in what they call by it. */
  readonly id: string;
  readonly source: Source;
  readonly tectonicRegionType: TectonicRegionType;
  readonly occurrence: TemporalOccurrence;
  readonly samplings: readonly PathSampling[];
  /** Of the name without `.digits`, among all names in order of their text. */
  readonly number: number;
  /** Ruptures of the sources before it that share its number. */
  readonly offset: number;
  readonly ruptures: number;
}

/** What is drawn from one stream: a source of its own, or a group whose sources or ruptures depend on each other. */
export type EventSourceGroup =
  | { readonly kind: "independent"; readonly source: EventSource }
  | { readonly kind: "atomic"; readonly origin: SourceGroup; readonly sources: readonly EventSource[] };

/** Text order of code points, as Python sorts texts. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface EventSourceSettings {
  /** Realizations that share a path for each of its samples: the number of ground-motion paths in full enumeration, else 1. */
  readonly combinations: number;
  /** What a source as modified is cut into before it is sampled. */
  readonly piecesOf: (source: Source) => readonly Source[];
  readonly countRuptures: (source: Source) => number;
}

export function eventSources(
  model: CompositeModel,
  paths: readonly SourcePath[],
  settings: EventSourceSettings,
): EventSourceGroup[] {
  const samplingsOf = (group: number): PathSampling[] =>
    model.groups[group]!.paths.map((path) => ({ path, samples: paths[path]!.samples * settings.combinations }));
  const made = model.families.flatMap((family): Draft[] => {
    if (family.kind === "grid") throw new Error("event sets are not drawn from merged points");
    if (family.kind === "atomic") {
      const samplings = samplingsOf(family.group);
      const sources = family.members.map((source) => draft(source, family.origin.occurrence, samplings));
      sources.sort((a, b) => byText(a.source.id, b.source.id));
      return [{ kind: "atomic", origin: family.origin, sources }];
    }
    return family.variants.flatMap(({ source, group }) =>
      settings.piecesOf(source).map((piece) => ({
        kind: "independent",
        sources: [draft(piece, family.occurrence, samplingsOf(group))],
      })),
    );
  });
  nameVersions(made.flatMap(({ sources }) => sources));
  const identified = identify(made, settings.countRuptures);
  return made.map((group) =>
    group.kind === "atomic"
      ? { kind: "atomic", origin: group.origin, sources: group.sources.map((source) => identified.get(source)!) }
      : { kind: "independent", source: identified.get(group.sources[0]!)! },
  );
}

interface DraftSource {
  id: string;
  readonly source: Source;
  readonly occurrence: TemporalOccurrence;
  readonly samplings: readonly PathSampling[];
}

type Draft =
  | { readonly kind: "independent"; readonly sources: readonly DraftSource[] }
  | { readonly kind: "atomic"; readonly origin: SourceGroup; readonly sources: readonly DraftSource[] };

function draft(source: Source, occurrence: TemporalOccurrence, samplings: readonly PathSampling[]): DraftSource {
  return { id: source.id, source, occurrence: source.occurrence ?? occurrence, samplings };
}

/** Adds `;0`, `;1` ... to the ids of sources that stand in several versions, in the order of the paths that use them. */
function nameVersions(sources: readonly DraftSource[]): void {
  const byId = Map.groupBy(sources, ({ id }) => id);
  for (const [id, versions] of byId) {
    if (versions.length < 2) continue;
    versions.sort((a, b) => comparePaths(a.samplings, b.samplings));
    for (const [i, version] of versions.entries()) version.id = `${id};${i}`;
  }
}

function comparePaths(a: readonly PathSampling[], b: readonly PathSampling[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a[i]!.path - b[i]!.path;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Numbers of the names, offsets of the sources behind each. */
function identify(groups: readonly Draft[], countRuptures: (source: Source) => number): Map<DraftSource, EventSource> {
  const sources = groups.flatMap((group) => group.sources);
  const byName = Map.groupBy(sources, ({ id }) => id.replace(/\.\d+/g, ""));
  const out = new Map<DraftSource, EventSource>();
  for (const [number, name] of [...byName.keys()].sort(byText).entries()) {
    const pieces = byName.get(name)!;
    pieces.sort((a, b) => pieceNumber(a.id) - pieceNumber(b.id));
    let offset = 0;
    for (const piece of pieces) {
      const ruptures = countRuptures(piece.source);
      const { id, source, occurrence, samplings } = piece;
      out.set(piece, {
        id,
        source,
        tectonicRegionType: source.tectonicRegionType,
        occurrence,
        samplings,
        number,
        offset,
        ruptures,
      });
      offset += ruptures * samplings.length;
    }
  }
  return out;
}

function pieceNumber(id: string): number {
  return Number(/\.(\d+)/.exec(id)?.[1] ?? 0);
}

/** How sources are told apart by content and by the branch that names their file. */
export interface SourceOrigins {
  /** Id of the first branch that names a file. */
  readonly branchOf: (file: string) => string;
  /** A text that is the same for sources of equal content, whatever they are called. */
  readonly contentOf: (source: Source) => string;
}

/**
 * Sources of different content that share a name in several files are told apart by the branch that names their file, as in
 * `P1!b2`; the models are otherwise as they were.
 */
export function tellSourcesApart(
  models: ReadonlyMap<string, SourceModel>,
  { branchOf, contentOf }: SourceOrigins,
): ReadonlyMap<string, SourceModel> {
  const contents = new Map<string, Set<string>>();
  for (const model of models.values())
    for (const group of model.groups)
      if (!isAtomic(group))
        for (const source of group.sources) {
          const known = contents.get(sharedName(source.id)) ?? new Set();
          contents.set(sharedName(source.id), known.add(contentOf(source)));
        }
  if ([...contents.values()].every(({ size }) => size === 1)) return models;
  const renamed = (source: Source, file: string): Source =>
    contents.get(sharedName(source.id))!.size > 1 ? { ...source, id: `${source.id}!${branchOf(file)}` } : source;
  return new Map(
    Array.from(models, ([file, model]) => [
      file,
      {
        ...model,
        groups: model.groups.map((group) =>
          isAtomic(group) ? group : { ...group, sources: group.sources.map((source) => renamed(source, file)) },
        ),
      },
    ]),
  );
}

/** The name under which sources are taken for the same one. */
function sharedName(id: string): string {
  return id.replace(/[.:]\d+/g, "");
}

/**
 * Source groups numbered as the reference engine numbers them, for outputs that name groups: sources of one tectonic region, the same
 * source paths and the same kind of occurrence (docs/method/classical.md 6.4); tectonic regions in the order in which they first appear,
 * then by paths, then by the name of the occurrence model; groups that stay whole come last.
 */
import type { CompositeModel, SourceFamily } from "../../hazard/logic-tree/composite-model.ts";
import type { Source, TemporalOccurrence } from "../../hazard/sources/source.ts";

export interface ReferenceGroups {
  readonly count: number;
  /** Group of each variant of each family. */
  readonly ofVariant: readonly (readonly number[])[];
}

interface Key {
  readonly trt: number;
  readonly paths: readonly number[];
  readonly occurrence: string;
}

export function referenceGroups({ families, groups }: CompositeModel): ReferenceGroups {
  const tectonicRegionTypes = new Map<string, number>();
  const keys = new Map<string, Key>();
  const keyOf = (source: Source, paths: readonly number[], occurrence: TemporalOccurrence): string => {
    if (!tectonicRegionTypes.has(source.tectonicRegionType))
      tectonicRegionTypes.set(source.tectonicRegionType, tectonicRegionTypes.size);
    const key = {
      trt: tectonicRegionTypes.get(source.tectonicRegionType)!,
      paths,
      occurrence: occurrenceName(source, occurrence),
    };
    const text = `${key.trt}|${paths.join(",")}|${key.occurrence}`;
    if (!keys.has(text)) keys.set(text, key);
    return text;
  };
  const texts = families.map((family): readonly string[] | undefined => {
    if (family.kind === "atomic") return undefined;
    return sourcesOf(family).map(({ source, group }) =>
      keyOf(source, groups[group]!.paths, family.kind === "grid" ? { kind: "poisson" } : family.occurrence),
    );
  });
  const sorted = [...keys].sort(([, a], [, b]) => compareKeys(a, b));
  const numbers = new Map(sorted.map(([text], number) => [text, number]));
  let count = sorted.length;
  return {
    ofVariant: texts.map((ofFamily) => ofFamily?.map((text) => numbers.get(text)!) ?? [count++]),
    count,
  };
}

/** Sources of a family with the group of each; those of a grid are one variant. */
function sourcesOf(family: Exclude<SourceFamily, { kind: "atomic" }>): readonly { source: Source; group: number }[] {
  return family.kind === "independent" ? family.variants : [{ source: family.members[0]!, group: family.group }];
}

/** Class of the reference, by which groups are sorted; sources with probabilities of their own have none. */
function occurrenceName(source: Source, occurrence: TemporalOccurrence): string {
  if (source.kind === "nonParametric") return "NoneType";
  if (source.kind === "multiFault") return "NoneType multiFault";
  return occurrence.kind === "negativeBinomial" ? "NegativeBinomialTOM" : "PoissonTOM";
}

function compareKeys(a: Key, b: Key): number {
  return a.trt - b.trt || comparePaths(a.paths, b.paths) || (a.occurrence < b.occurrence ? -1 : 1);
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

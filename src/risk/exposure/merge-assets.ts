/** Assets of one site and taxonomy merged into one (`aggregate_exposure`). */
import { byCodePoint, type LocatedAssets, pickAssets } from "./assets.ts";

/**
 * Values and people are summed in single precision; everything else is that of the asset whose name comes first. A merged asset is called
 * `agg` and its site; one that was alone keeps its name.
 */
export function mergeAssets(assets: LocatedAssets): LocatedAssets {
  const taxonomy = assets.tags[0]!.index;
  const order = Array.from({ length: assets.count }, (_, i) => i).sort(
    (a, b) =>
      assets.sites[a]! - assets.sites[b]! || taxonomy[a]! - taxonomy[b]! || byCodePoint(assets.ids[a]!, assets.ids[b]!),
  );
  const groups: number[][] = [];
  for (const i of order) {
    const first = groups.at(-1)?.[0];
    if (first !== undefined && assets.sites[first] === assets.sites[i] && taxonomy[first] === taxonomy[i])
      groups.at(-1)!.push(i);
    else groups.push([i]);
  }
  const summed = (columns: ReadonlyMap<string, Float32Array>) =>
    new Map(
      [...columns].map(([name, column]) => [
        name,
        Float32Array.from(groups, (group) => group.reduce((sum, i) => Math.fround(sum + column[i]!), 0)),
      ]),
    );
  const firsts = groups.map((group) => group[0]!);
  return {
    ...pickAssets(assets, firsts),
    ids: groups.map((group) => (group.length === 1 ? assets.ids[group[0]!]! : `agg${assets.sites[group[0]!]}`)),
    values: summed(assets.values),
    occupants: summed(assets.occupants),
    sites: Uint32Array.from(firsts, (i) => assets.sites[i]!),
  };
}

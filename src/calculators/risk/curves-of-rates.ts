/**
 * Hazard curves of every realization from the rates by source group and ground-motion model that a calculation of the OpenQuake Engine keeps
 * (`_rates`): rates of a realization are those of the groups of its source path with the models that it chose
 * (docs/method/classical.md 6.4).
 */
import type { DatastoreReader } from "../../datastore/index.ts";
import type { Realizations } from "../../hazard/logic-tree/realizations.ts";

export interface CurvesOfRates {
  readonly measures: readonly string[];
  readonly levels: readonly (readonly number[])[];
  /** Probabilities of sites start..stop-1: sites x realizations x measures x levels. */
  readonly read: (start: number, stop: number) => Float64Array;
}

/** Undefined when there are no rates, or they are not those of these realizations. */
export async function curvesOfRates(
  reader: DatastoreReader,
  realizations: Realizations,
): Promise<CurvesOfRates | undefined> {
  const weights = reader.describe("weights");
  if (weights?.kind !== "array" || weights.shape[0] !== realizations.count) return undefined;
  const users = await realizationsByRate(reader, realizations);
  const { imts, levels } = reader.attributes as {
    readonly imts: readonly string[];
    readonly levels: readonly (readonly number[])[];
  };
  if (users === undefined || !Array.isArray(levels)) return undefined;
  const column = async (name: string) => (await reader.readColumn("_rates", name)) as Uint32Array | Float32Array;
  const [sids, lids, gids, rates] = await Promise.all(["sid", "lid", "gid", "rate"].map(column));
  if (gids!.some((gid) => gid >= users.length)) return undefined;
  const order = bySite(sids as Uint32Array);
  const cells = levels.reduce((sum, { length }) => sum + length, 0);
  const { count } = realizations;
  return {
    measures: imts,
    levels,
    read(start, stop) {
      const out = new Float64Array((stop - start) * count * cells);
      for (let i = order.first(start); i < order.first(stop); i++) {
        const row = order.rows[i]!;
        const site = (sids![row]! - start) * count;
        for (const realization of users[gids![row]!]!) out[(site + realization) * cells + lids![row]!]! += rates![row]!;
      }
      for (let i = 0; i < out.length; i++) out[i] = -Math.expm1(-out[i]!);
      return out;
    },
  };
}

/** Realizations that a rate counts for, by its number: groups in order, and the models of each in the order of their branches. */
async function realizationsByRate(
  reader: DatastoreReader,
  { branchSets, sourcePath, models, count }: Realizations,
): Promise<readonly (readonly number[])[] | undefined> {
  const entry = reader.describe("source_groups");
  if (entry?.kind !== "table" || reader.describe("_rates") === undefined) return undefined;
  const group = (await reader.readColumn("source_groups", "group")) as Uint32Array;
  const trt = (await reader.readColumn("source_groups", "trt")) as readonly string[];
  const path = (await reader.readColumn("source_groups", "path")) as Uint32Array;
  const users: number[][] = [];
  for (const rows of Map.groupBy(group.keys(), (row) => group[row]!).values()) {
    const set = branchSets.findIndex(({ tectonicRegionType }) => tectonicRegionType === trt[rows[0]!]);
    if (set < 0) return undefined;
    const texts = branchSets[set]!.branches.map(({ text }) => text);
    const distinct = [...new Set(texts)];
    const first = users.length;
    for (const _ of distinct) users.push([]);
    for (const row of rows)
      for (let r = 0; r < count; r++)
        if (sourcePath[r] === path[row])
          users[first + distinct.indexOf(texts[models[r * branchSets.length + set]!]!)]!.push(r);
  }
  const { rates } = entry.attributes;
  return typeof rates === "number" && rates !== users.length ? undefined : users;
}

/** Rows by their site. */
function bySite(sids: Uint32Array): { readonly rows: Uint32Array; readonly first: (site: number) => number } {
  const sites = sids.reduce((most, sid) => Math.max(most, sid + 1), 0);
  const starts = new Uint32Array(sites + 1);
  for (const sid of sids) starts[sid + 1]!++;
  for (let site = 0; site < sites; site++) starts[site + 1]! += starts[site]!;
  const next = starts.slice();
  const rows = new Uint32Array(sids.length);
  for (const [row, sid] of sids.entries()) rows[next[sid]!++] = row;
  return { rows, first: (site) => starts[Math.min(site, sites)]! };
}

/** Sources of which at most one is active: their probabilities are combined with their weights, cell by cell (docs/method/disaggregation.md 5). */
import { type CellSums, cellAt, makeCellSums } from "../../../hazard/disaggregation/cell-sums.ts";
import { cellOfKey, type MatrixShape, siteOfKey } from "../../../hazard/disaggregation/matrix-shape.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import type { GroupSums } from "./disaggregation-runner.ts";

/** Sums of a group whose sources are combined: as of independent sources, and what becomes of them in the mean. */
export interface CombinedGroup {
  readonly group: number;
  readonly sums: CellSums;
  /** Of exclusive sources: the sum of the weights of those with ruptures of the cell's magnitudes at the site. */
  readonly weightsAt: ((key: number) => number) | undefined;
}

/** Groups as they come, with one for the members of each group of exclusive sources. */
export function combineExclusive(
  { composite }: HazardSetup,
  shape: MatrixShape,
  groups: readonly GroupSums[],
): readonly CombinedGroup[] {
  const out: CombinedGroup[] = [];
  const families = new Map<number, GroupSums[]>();
  for (const sums of groups) {
    if (sums.exclusive === undefined) {
      out.push({ group: sums.group, sums: sums.sums, weightsAt: undefined });
      continue;
    }
    const known = families.get(sums.exclusive.family);
    if (known === undefined) families.set(sums.exclusive.family, [sums]);
    else known.push(sums);
  }
  for (const [family, members] of families) {
    const source = composite.families[family]!;
    const weights = source.kind === "atomic" ? (source.origin.sourceWeights ?? []) : [];
    out.push(combineMembers(shape, members, weights));
  }
  return out;
}

/** P = sum of w_s P_s, as a rate. */
function combineMembers(shape: MatrixShape, members: readonly GroupSums[], weights: readonly number[]): CombinedGroup {
  const sums: CellSums = makeCellSums(members[0]!.sums.width);
  const present = new Map<string, Set<number>>();
  const placeOf = (key: number): string => `${siteOfKey(shape, key)} ${cellOfKey(shape, key).mag}`;
  for (const { exclusive, sums: own } of members) {
    const member = exclusive!.member;
    for (const key of own.keys) {
      present.set(placeOf(key), (present.get(placeOf(key)) ?? new Set()).add(member));
      const to = cellAt(sums, key);
      const from = own.places.get(key)!;
      for (let i = 0; i < sums.width; i++)
        sums.values[to + i]! += -(weights[member] ?? 0) * Math.expm1(-own.values[from + i]!);
    }
  }
  for (let i = 0; i < sums.keys.length * sums.width; i++) sums.values[i] = -Math.log1p(-sums.values[i]!);
  return {
    group: members[0]!.group,
    sums,
    weightsAt: (key) => [...(present.get(placeOf(key)) ?? [])].reduce((sum, member) => sum + (weights[member] ?? 0), 0),
  };
}

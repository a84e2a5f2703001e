/**
 * Reinsurance of a portfolio: what insurers cede of the claims of their policies, by proportional treaties, excess of loss by risk
 * (wxlr) and by catastrophe (catxl); docs/method/risk.md 7.
 */
import { roundEven } from "../../geo/rounding.ts";
import { insuredLoss } from "./insurance.ts";

export type TreatyType = "prop" | "wxlr" | "catxl";

export interface Treaty {
  /** Name of its column. */
  readonly id: string;
  readonly type: TreatyType;
  readonly deductible: number;
  /** Infinity: none. */
  readonly limit: number;
}

export interface ReinsuranceModel {
  /** Proportional ones first, then wxlr, then catxl. */
  readonly treaties: readonly Treaty[];
  readonly policies: readonly string[];
  readonly liabilities: Float64Array;
  readonly deductibles: Float64Array;
  /** By treaty: the fraction ceded (prop), or 1 where the treaty holds. */
  readonly shares: ReadonlyMap<string, Float64Array>;
}

/** What becomes of a claim under a policy. */
export interface PolicyCession {
  readonly event: number;
  /** Row of the policy in the model. */
  readonly policy: number;
  readonly claim: number;
  readonly retention: number;
  /** Of each treaty but those by catastrophe, in order. */
  readonly cessions: readonly number[];
}

/** Part of a retention above a deductible, up to a capacity, is ceded. */
function excess(retention: number, { deductible, limit }: Treaty): number {
  return retention > deductible ? Math.min(retention - deductible, limit - deductible) : 0;
}

/**
 * Losses of events are stored in single precision, and the reference goes on in it with claims, proportional cessions and their sums
 * over policies, in double precision with excess of loss: a claim of 245 is known to 1.5e-5, and noise of this size above the deductible of
 * a treaty is ceded.
 */
const single = Math.fround;

/** Amounts are kept to six decimals, ties to even. */
function rounded(amount: number): number {
  return single(roundEven(single(amount * 1e6)) / 1e6);
}

/**
 * Cessions of one policy in one event: fractions of the claim, then excess of loss of what is left.
 * @returns undefined where nothing is claimed
 */
export function cede(model: ReinsuranceModel, policy: number, event: number, loss: number): PolicyCession | undefined {
  const claim = single(insuredLoss(loss, single(model.deductibles[policy]!), single(model.liabilities[policy]!)));
  const { treaties, shares } = model;
  const fractions = treaties.map(({ id, type }) => (type === "prop" ? shares.get(id)![policy]! : 0));
  let retention = single(claim * single(1 - fractions.reduce((sum, share) => sum + share, 0)));
  const cessions: number[] = [];
  for (const [t, treaty] of treaties.entries()) {
    if (treaty.type === "prop") cessions.push(rounded(single(claim * single(fractions[t]!))));
    else if (treaty.type === "wxlr") {
      const ceded = shares.get(treaty.id)![policy] === 1 ? excess(retention, treaty) : 0;
      retention = single(retention - ceded);
      cessions.push(roundEven(ceded * 1e6) / 1e6);
    }
  }
  return claim > 0 ? { event, policy, claim: rounded(claim), retention: rounded(retention), cessions } : undefined;
}

interface Sums {
  readonly add: (at: number, value: number) => void;
  readonly sums: Float32Array | Float64Array;
}

/** Sums event by event, with Kahan's compensation, in the precision of the columns. */
function compensated(sums: Float32Array | Float64Array): Sums {
  const round = sums instanceof Float32Array ? single : (x: number) => x;
  const lost = sums.map(() => 0);
  return {
    sums,
    add(at, value) {
      const corrected = round(value - lost[at]!);
      const sum = round(sums[at]! + corrected);
      lost[at] = round(sum - sums[at]!) - corrected;
      sums[at] = sum;
    },
  };
}

export interface PortfolioCessions {
  /** Ascending. */
  readonly events: readonly number[];
  readonly retention: Float64Array;
  readonly claim: Float64Array;
  /** By treaty, parallel to the events. */
  readonly cessions: readonly Float64Array[];
  /** What limits leave over, by treaty; only where something is left over. */
  readonly overspills: ReadonlyMap<string, Float64Array>;
}

/** Policies to which the same treaties by catastrophe apply. */
interface PolicyGroup {
  /** Treaties in order, a dot for those that do not apply. */
  readonly key: string;
  readonly retention: Float64Array;
  readonly claim: Float64Array;
  readonly cessions: Float64Array[];
}

/** Letter of a treaty in keys of groups. */
const letterOf = (treaty: number): string => String.fromCodePoint(0x41 + treaty);

function groupKey({ treaties, shares }: ReinsuranceModel, policy: number): string {
  return treaties
    .map(({ id, type }, t) => (type === "catxl" && shares.get(id)![policy] === 0 ? "." : letterOf(t)))
    .join("");
}

/**
 * The portfolio in every event. Policies with the same treaties are summed; then treaty by treaty limits of an event and
 * excess of loss by catastrophe apply to each group, and groups whose further treaties are the same are added up: a limit therefore holds
 * for a group, not for the whole portfolio.
 */
export function cedePortfolio(model: ReinsuranceModel, rows: readonly PolicyCession[]): PortfolioCessions {
  const { treaties } = model;
  const events = [...new Set(rows.map(({ event }) => event))].sort((a, b) => a - b);
  const place = new Map(events.map((event, e) => [event, e]));
  const empty = (key: string): PolicyGroup => ({
    key,
    retention: new Float64Array(events.length),
    claim: new Float64Array(events.length),
    cessions: treaties.map(() => new Float64Array(events.length)),
  });
  const own = treaties.filter(({ type }) => type !== "catxl");
  const groups = new Map<string, PolicyGroup>();
  const members = Map.groupBy(
    [...rows].sort((a, b) => a.policy - b.policy),
    ({ policy }) => groupKey(model, policy),
  );
  for (const [key, ofGroup] of members) {
    const claims = compensated(new Float32Array(events.length));
    const ceded = own.map(({ type }) =>
      compensated(type === "prop" ? new Float32Array(events.length) : new Float64Array(events.length)),
    );
    for (const { event, claim, cessions } of ofGroup) {
      const e = place.get(event)!;
      claims.add(e, claim);
      for (const [t, amount] of cessions.entries()) ceded[t]!.add(e, amount);
    }
    const group = empty(key);
    group.claim.set(claims.sums);
    for (const [t, { sums }] of ceded.entries()) group.cessions[t]!.set(sums);
    for (let e = 0; e < events.length; e++)
      group.retention[e] = ceded.reduce((left, { sums }) => left - sums[e]!, group.claim[e]!);
    groups.set(key, group);
  }
  let level = [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const overspills = new Map<string, Float64Array>();
  for (const [t, treaty] of treaties.entries()) {
    const next = new Map<string, PolicyGroup>();
    for (const group of level) {
      if (group.key[0] !== ".") applyTreaty(treaty, t, group, overspills);
      const key = group.key.slice(1);
      const sum = next.get(key) ?? empty(key);
      next.set(key, sum);
      for (let e = 0; e < events.length; e++) {
        sum.retention[e]! += group.retention[e]!;
        sum.claim[e]! += group.claim[e]!;
        for (const [c, ceded] of group.cessions.entries()) sum.cessions[c]![e]! += ceded[e]!;
      }
    }
    level = [...next.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
  const { retention, claim, cessions } = level[0] ?? empty("");
  return { events, retention, claim, cessions, overspills };
}

function applyTreaty(
  treaty: Treaty,
  t: number,
  { retention, cessions }: PolicyGroup,
  overspills: Map<string, Float64Array>,
): void {
  if (treaty.type === "wxlr") return;
  const over = new Float64Array(retention.length);
  const ceded = cessions[t]!;
  for (let e = 0; e < retention.length; e++) {
    if (treaty.type === "catxl") {
      over[e] = Math.max(retention[e]! - treaty.limit, 0);
      ceded[e] = excess(retention[e]!, treaty);
      retention[e]! -= ceded[e]!;
    } else if (ceded[e]! > treaty.limit) {
      over[e] = ceded[e]! - treaty.limit;
      retention[e]! += over[e]!;
      ceded[e] = treaty.limit;
    }
  }
  if (over.some((amount) => amount > 0)) overspills.set(treaty.id, over);
}

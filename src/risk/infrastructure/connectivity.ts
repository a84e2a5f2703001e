/**
 * How well a damaged network still connects what it is for (method-risk 10): efficiency (V. Latora and M. Marchiori, 2001,
 * Efficient behavior of small-world networks, Physical Review Letters 87), and connectivity of demands with sources, or of
 * traffic analysis zones with each other (A. Poudel et al., 2023, Bulletin of Earthquake Engineering 21).
 */
import { distancesFrom, type Network, type Remains, remainsOf } from "./network.ts";

/** Losses between 0 and 1; NaN where nothing was connected before. */
export interface ConnectivityLoss {
  /** Of the mean efficiency; NaN in networks of too many nodes. */
  readonly efficiency: number;
  /** Of whether demands reach any source; undefined for zones. */
  readonly complete?: number;
  /** Of how many sources are reached; undefined where there are neither demands nor zones. */
  readonly partial?: number;
  /** The same, near sources counting more. */
  readonly weighted?: number;
  /** Of every node of the network. */
  readonly nodeEfficiency: Float64Array;
  /** Of the demands or zones, in the order of `targets`. */
  readonly isolation: Float64Array;
  readonly nodePartial: Float64Array;
  readonly nodeWeighted: Float64Array;
}

export interface ConnectivityAnalysis {
  /** `demand` or `taz` nodes; none where only efficiency is asked for. */
  readonly kind: "demand" | "taz" | "generic";
  readonly targets: readonly number[];
  readonly lossOf: (failed: ReadonlySet<string>) => ConnectivityLoss;
}

interface Service {
  /** Sources that each target reaches. */
  readonly counts: Float64Array;
  /** `counts` times the sum of the inverse distances. */
  readonly weighted: Float64Array;
}

/** @param maximumNodes efficiency of larger networks is not computed: it takes a search from every node */
export function analyzeConnectivity(network: Network, maximumNodes: number): ConnectivityAnalysis {
  const kind = network.zones.length > 0 ? "taz" : network.demands.length > 0 ? "demand" : "generic";
  const targets = kind === "taz" ? network.zones : kind === "demand" ? network.demands : [];
  const origins = kind === "taz" ? network.zones : kind === "demand" ? network.sources : [];
  const withEfficiency = network.nodes.length <= maximumNodes;
  const whole = remainsOf(network, new Set());
  const before = serviceOf(whole, origins, targets);
  const efficiencyBefore = withEfficiency ? efficiencyOf(whole) : undefined;
  return {
    kind,
    targets,
    lossOf(failed) {
      const left = remainsOf(network, failed);
      const after = serviceOf(left, origins, targets);
      const efficiencyAfter = withEfficiency ? efficiencyOf(left) : undefined;
      const isolation = after.counts.map((count) => (count > 0 ? 0 : 1));
      const nodePartial = lostShares(before.counts, after.counts);
      const nodeWeighted = lostShares(before.weighted, after.weighted);
      const connected = (counts: Float64Array): number => counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
      return {
        efficiency: totalLoss(efficiencyBefore, efficiencyAfter),
        ...(kind === "demand" ? { complete: 1 - connected(after.counts) / connected(before.counts) } : {}),
        ...(kind === "generic" ? {} : { partial: meanOf(nodePartial), weighted: meanOf(nodeWeighted) }),
        nodeEfficiency: nodeLosses(network.nodes.length, efficiencyBefore, efficiencyAfter),
        isolation,
        nodePartial,
        nodeWeighted,
      };
    },
  };
}

function serviceOf(remains: Remains, origins: readonly number[], targets: readonly number[]): Service {
  const counts = new Float64Array(targets.length);
  const inverse = new Float64Array(targets.length);
  for (const origin of origins) {
    const distances = distancesFrom(origin, remains);
    for (const [t, target] of targets.entries()) {
      if (target === origin || !Number.isFinite(distances[target]!)) continue;
      counts[t]!++;
      if (distances[target]! > 0) inverse[t]! += 1 / distances[target]!;
    }
  }
  return { counts, weighted: inverse.map((sum, t) => sum * counts[t]!) };
}

/** Mean inverse distance of each node to all others; 0 for nodes that failed. */
function efficiencyOf(remains: Remains): Float64Array {
  const nodes = remains.exists.length;
  return Float64Array.from({ length: nodes }, (_, node) => {
    let sum = 0;
    for (const distance of distancesFrom(node, remains)) if (distance > 0) sum += 1 / distance;
    return sum / (nodes - 1);
  });
}

const lostShares = (before: Float64Array, after: Float64Array): Float64Array =>
  before.map((value, i) => 1 - after[i]! / value);

/** Mean of those that were connected before. */
function meanOf(shares: Float64Array): number {
  const known = shares.filter((share) => !Number.isNaN(share));
  return known.reduce((sum, share) => sum + share, 0) / known.length;
}

function totalLoss(before: Float64Array | undefined, after: Float64Array | undefined): number {
  if (before === undefined || after === undefined) return Number.NaN;
  const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return (sumOf(before) - sumOf(after)) / sumOf(before);
}

/** A node that had no neighbours loses nothing. */
function nodeLosses(nodes: number, before: Float64Array | undefined, after: Float64Array | undefined): Float64Array {
  if (before === undefined || after === undefined) return new Float64Array(nodes).fill(Number.NaN);
  return before.map((value, node) => (value === 0 ? 0 : (value - after[node]!) / value));
}

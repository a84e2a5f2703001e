/** Networks of lifelines: nodes joined by edges, each an asset that may fail. */

/** Assets of a network, as the tags of an exposure say it; texts of another kind of asset are not looked at. */
export interface NetworkAsset {
  readonly id: string;
  /** `node` or `edge`. */
  readonly type: string;
  /** `source`, `demand`, `taz`, `both`; others have no purpose. */
  readonly purpose: string;
  /** Of edges. */
  readonly start: string;
  readonly end: string;
  /** Of edges: cost of passing; undefined where the exposure has none. */
  readonly weight?: number;
  readonly graphType: string;
}

export interface Edge {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Cost of passing: 1 where the exposure has no weights. */
  readonly weight: number;
}

export interface Network {
  /** Those of edges that no row declares are nodes too. */
  readonly nodes: readonly string[];
  readonly edges: readonly Edge[];
  /** Edges are passed from `from` to `to` only. */
  readonly directed: boolean;
  /** Nodes by purpose. */
  readonly sources: readonly number[];
  readonly demands: readonly number[];
  /** Traffic analysis zones: both sources and demands. */
  readonly zones: readonly number[];
  /** Declared as nodes. */
  readonly declared: ReadonlySet<number>;
}

/** In a graph that is not `multi` only the last of parallel edges exists, as in the reference (observed, 60). */
export function makeNetwork(assets: readonly NetworkAsset[]): Network {
  const types = new Set(assets.map(({ graphType }) => graphType));
  const simple = types.has("directed") || !(types.has("multi") || types.has("multidirected"));
  const directed = types.has("directed") || (types.has("multidirected") && !types.has("multi"));
  const nodes: string[] = [];
  const places = new Map<string, number>();
  const nodeOf = (id: string): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, nodes.length);
    return nodes.push(id) - 1;
  };
  const edges: Edge[] = [];
  const between = new Map<string, number>();
  for (const { id, type, start, end, weight } of assets) {
    if (type.toLowerCase() !== "edge") continue;
    const edge = { id, from: nodeOf(start), to: nodeOf(end), weight: weight ?? 1 };
    const ends = directed ? [edge.from, edge.to] : [Math.min(edge.from, edge.to), Math.max(edge.from, edge.to)];
    const parallel = between.get(ends.join(" "));
    if (simple && parallel !== undefined) edges[parallel] = edge;
    else between.set(ends.join(" "), edges.push(edge) - 1);
  }
  const declared = assets.filter(({ type }) => type.toLowerCase() === "node");
  for (const { id } of declared) nodeOf(id);
  const withPurpose = (...purposes: readonly string[]): number[] =>
    assets.flatMap(({ id, purpose }) => (purposes.includes(purpose.toLowerCase()) ? [nodeOf(id)] : []));
  return {
    nodes,
    edges,
    directed,
    sources: withPurpose("source"),
    demands: withPurpose("demand"),
    zones: withPurpose("taz", "both"),
    declared: new Set(declared.map(({ id }) => nodeOf(id))),
  };
}

/** What is left of a network after an event. */
export interface Remains {
  readonly exists: readonly boolean[];
  /** Of each node, the edges that leave it. */
  readonly leaving: readonly (readonly { readonly to: number; readonly weight: number }[])[];
}

/** @param failed ids of nodes and edges that do not work any more */
export function remainsOf({ nodes, edges, directed }: Network, failed: ReadonlySet<string>): Remains {
  const exists = nodes.map((id) => !failed.has(id));
  const leaving: { to: number; weight: number }[][] = nodes.map(() => []);
  for (const { id, from, to, weight } of edges) {
    if (failed.has(id) || !exists[from] || !exists[to]) continue;
    leaving[from]!.push({ to, weight });
    if (!directed) leaving[to]!.push({ to: from, weight });
  }
  return { exists, leaving };
}

/**
 * Cost of the cheapest way from a node to every other; infinity where there is none (E. W. Dijkstra, 1959, A note on two
 * problems in connexion with graphs, Numerische Mathematik 1).
 */
export function distancesFrom(start: number, { exists, leaving }: Remains): Float64Array {
  const distance = new Float64Array(leaving.length).fill(Number.POSITIVE_INFINITY);
  if (!exists[start]) return distance;
  distance[start] = 0;
  const queue = [{ node: start, cost: 0 }];
  for (let next = takeLeast(queue); next !== undefined; next = takeLeast(queue)) {
    if (next.cost > distance[next.node]!) continue;
    for (const { to, weight } of leaving[next.node]!) {
      const cost = next.cost + weight;
      if (cost >= distance[to]!) continue;
      distance[to] = cost;
      insert(queue, { node: to, cost });
    }
  }
  return distance;
}

interface Waiting {
  readonly node: number;
  readonly cost: number;
}

/** Binary heap: a parent is never dearer than its children. */
function insert(heap: Waiting[], entry: Waiting): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]!.cost <= entry.cost) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = entry;
}

function takeLeast(heap: Waiting[]): Waiting | undefined {
  const least = heap[0];
  const last = heap.pop();
  if (least === undefined || last === undefined || heap.length === 0) return least;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]!.cost < heap[child]!.cost) child++;
    if (heap[child]!.cost >= last.cost) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return least;
}

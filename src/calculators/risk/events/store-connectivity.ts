/** Connectivity of a network after the damage of every event: tables `infra-*` (docs/method/risk.md). */
import type { Attributes, DatastoreWriter } from "../../../datastore/index.ts";
import { InputError } from "../../../input-error.ts";
import type { Job } from "../../../inputs/job.ts";
import type { Aggregation } from "../../../risk/exposure/aggregation.ts";
import { type Assets, tagTexts } from "../../../risk/exposure/assets.ts";
import { analyzeConnectivity, type ConnectivityLoss } from "../../../risk/infrastructure/connectivity.ts";
import { makeNetwork, type Network, type NetworkAsset } from "../../../risk/infrastructure/network.ts";
import type { EventTable } from "../../../risk/losses/event-table.ts";

/** The consequence that tells whether a part of the network works: it does where this is below one. */
const FAILURE = "non_operational";

/** @throws InputError for jobs whose network or its failures cannot be known */
export function refuseConnectivity({ parameters, risk }: Job, assets: Assets): void {
  if (!parameters.infrastructure_connectivity_analysis) return;
  const parameter = "infrastructure_connectivity_analysis";
  if (!risk!.model.consequences.some(({ kind }) => kind === FAILURE))
    throw new InputError(`connectivity needs the consequence ${FAILURE}, which says what has failed`, {
      parameter,
      allowed: `a consequence_file with rows of ${FAILURE}`,
    });
  if (parameters.aggregate_by.length === 0)
    throw new InputError("connectivity needs the damage of single assets", {
      parameter: "aggregate_by",
      allowed: "a tag whose values are the ids of nodes and edges, or id",
    });
  const { zones, demands } = networkOf(assets);
  if (zones.length > 0 && demands.length > 0)
    throw new InputError("the exposure has taz or both nodes and demand nodes: it can have one kind only", {
      parameter,
      allowed: "purposes taz and both, or source and demand",
    });
}

export function storeConnectivity(
  job: Job,
  writer: DatastoreWriter,
  assets: Assets,
  aggregation: Aggregation,
  table: EventTable,
  years: number | undefined,
): void {
  const { parameters } = job;
  if (!parameters.infrastructure_connectivity_analysis) return;
  const network = networkOf(assets);
  const analysis = analyzeConnectivity(network, parameters.max_nodes_network);
  const failures = failuresByEvent(aggregation, table);
  const events = Uint32Array.from(failures.keys()).sort();
  const losses = Array.from(events, (event) => analysis.lossOf(failures.get(event)!));
  const divisor = years ?? events.length;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0) / divisor;
  const isLarge = network.nodes.length > parameters.max_nodes_network;
  const averages: { name: string; data: Float64Array }[] = [];
  for (const { key, column, of } of METRICS) {
    const values = losses.map(of);
    if (values.length === 0 || values[0] === undefined) continue;
    const known = values as readonly number[];
    const average = key === "efl" && isLarge ? Number.NaN : mean(known);
    averages.push({ name: key, data: Float64Array.of(average) });
    writer.putTable(
      `infra-event_${key}`,
      [
        { name: "event_id", data: events },
        { name: column, data: Float64Array.from(known) },
      ],
      titled(`infra-event_${key}`),
    );
  }
  writer.putTable("infra-avg_loss", averages, titled("infra-avg_loss"));
  const meansOf = (pick: (loss: ConnectivityLoss) => Float64Array, order: readonly number[]): Float64Array =>
    Float64Array.from(order, (i) => mean(losses.map((loss) => pick(loss)[i]!)));
  const byName = sortedPlaces(network.nodes);
  const efficiency = meansOf(({ nodeEfficiency }) => nodeEfficiency, byName);
  writer.putTable(
    "infra-node_el",
    [
      { name: "id", texts: byName.map((node) => network.nodes[node]!) },
      { name: "EL", data: isLarge ? efficiency.fill(Number.NaN) : efficiency },
    ],
    titled("infra-node_el"),
  );
  if (analysis.kind === "generic") return;
  const names = analysis.targets.map((node) => network.nodes[node]!);
  const order = sortedPlaces(names);
  const isolation = { name: "Isolation_node", data: meansOf((loss) => loss.isolation, order) };
  const ofTargets = analysis.kind === "taz" ? "infra-taz_cl" : "infra-dem_cl";
  writer.putTable(
    ofTargets,
    [
      { name: "id", texts: order.map((target) => names[target]!) },
      ...(analysis.kind === "demand" ? [isolation] : []),
      { name: "PCL_node", data: meansOf(({ nodePartial }) => nodePartial, order) },
      { name: "WCL_node", data: meansOf(({ nodeWeighted }) => nodeWeighted, order) },
    ],
    titled(ofTargets),
  );
}

/** Names that extracts bear. */
const TITLES: { readonly [table: string]: string } = {
  "infra-avg_loss": "Average Infrastructure Loss",
  "infra-event_ccl": "Complete Connectivity Loss By Event",
  "infra-event_efl": "Efficiency Loss by Event",
  "infra-event_pcl": "Partial Connectivity Loss By Event",
  "infra-event_wcl": "Weighted Connectivity Loss By Event",
  "infra-node_el": "Efficiency Loss Of Nodes",
  "infra-dem_cl": "Connectivity Loss Of Demand Nodes",
  "infra-taz_cl": "Connectivity Loss Of TAZ Nodes",
};

const titled = (table: string): Attributes => ({ display_name: TITLES[table] ?? table });

const METRICS: readonly {
  readonly key: "efl" | "pcl" | "wcl" | "ccl";
  readonly column: string;
  readonly of: (loss: ConnectivityLoss) => number | undefined;
}[] = [
  { key: "efl", column: "EL", of: ({ efficiency }) => efficiency },
  { key: "pcl", column: "PCL", of: ({ partial }) => partial },
  { key: "wcl", column: "WCL", of: ({ weighted }) => weighted },
  { key: "ccl", column: "CCL", of: ({ complete }) => complete },
];

const sortedPlaces = (names: readonly string[]): number[] =>
  Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : 0));

function networkOf(assets: Assets): Network {
  const textsOf = (name: string): readonly string[] | undefined => {
    const tag = assets.tags.find((candidate) => candidate.name === name);
    return tag === undefined ? undefined : tagTexts(tag);
  };
  const [type, purpose, start, end] = ["type", "purpose", "start_node", "end_node"].map(textsOf);
  const [weight, graphType] = ["weight", "graphtype"].map(textsOf);
  return makeNetwork(
    assets.ids.map(
      (id, a): NetworkAsset => ({
        id,
        type: type?.[a] ?? "",
        purpose: purpose?.[a] ?? "",
        start: start?.[a] ?? "",
        end: end?.[a] ?? "",
        ...(weight === undefined ? {} : { weight: Number(weight[a]) }),
        graphType: graphType?.[a] ?? "",
      }),
    ),
  );
}

/** Names of failed assets of every event that damages any. */
function failuresByEvent({ keys }: Aggregation, table: EventTable): Map<number, Set<string>> {
  const failures = new Map<number, Set<string>>();
  const amounts = table.values.get(FAILURE);
  for (const [row, event] of table.events.entries()) {
    const key = keys[table.keys[row]!];
    if (key === undefined) continue;
    const failed = failures.get(event) ?? new Set<string>();
    failures.set(event, failed);
    if (Math.trunc(amounts?.[row] ?? 0) !== 0) failed.add(key.values.join(","));
  }
  return failures;
}

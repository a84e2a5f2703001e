/** Connectivity of networks: losses of every event, averages over events, and of single nodes. */
import type { Output } from "../output.ts";
import { storedTable } from "../tables/stored-table.ts";

const connectivity = (key: string, title: string): Output => ({
  key,
  title,
  formats: ["csv"],
  further: ["json", "parquet"],
  table: (results) => [storedTable(results, key)],
});

export const averageConnectivityLoss = connectivity("infra-avg_loss", "Average Infrastructure Loss");
export const completeConnectivityLoss = connectivity("infra-event_ccl", "Complete Connectivity Loss By Event");
export const efficiencyLoss = connectivity("infra-event_efl", "Efficiency Loss by Event");
export const partialConnectivityLoss = connectivity("infra-event_pcl", "Partial Connectivity Loss By Event");
export const weightedConnectivityLoss = connectivity("infra-event_wcl", "Weighted Connectivity Loss By Event");
export const efficiencyLossOfNodes = connectivity("infra-node_el", "Efficiency Loss Of Nodes");
export const connectivityOfDemands = connectivity("infra-dem_cl", "Connectivity Loss Of Demand Nodes");
export const connectivityOfZones = connectivity("infra-taz_cl", "Connectivity Loss Of TAZ Nodes");

/** How large an answer will be, from the index of the datastore alone: decides what is made on the spot. */

import { storedSizeMb } from "./catalogue.ts";
import type { OutputRequest } from "./contract.ts";
import { parseQuery } from "./extract/query.ts";
import type { Results } from "./results.ts";

const MEBIBYTE = 1048576;
/** Text of a number over its four bytes; GeoJSON names every value. */
const textFactor = (type: string) => (type === "npz" ? 1 : type === "geojson" ? 8 : 4);

const LAYERS: { readonly [key: string]: readonly string[] } = {
  hcurves: ["hcurves-stats", "hcurves-rlzs"],
  hmaps: ["hmaps-stats", "hmaps-rlzs"],
  "hmaps-stats": ["hmaps-stats"],
  uhs: ["hmaps-stats", "hmaps-rlzs"],
};

/** Stored tables an extract or output reads, where the name differs. */
const SOURCES: { readonly [key: string]: readonly string[] } = {
  site_model: ["sitecol"],
  sources: ["source_info"],
  high_sites: ["hcurves-stats"],
  gsims_by_trt: ["full_lt/gsim_lt"],
  fullreport: ["realizations", "source_info", "task_info", "full_lt"],
  oqparam: ["weights"],
};

/** What the description of the outputs reads: where sites and realizations are, and tables without zeros. */
const DESCRIBED = ["sitecol", "realizations", "mean_rates_by_src", "mean_disagg_by_src", "median_spectrum_disagg"];

/** An upper guess of the bytes of the answer. */
export function estimateBytes(results: Results, request: OutputRequest): number {
  if (request.kind === "datastore") return Number.POSITIVE_INFINITY;
  const stored = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + (storedSizeMb(results, name) ?? 0), 0) * MEBIBYTE;
  if (request.kind === "describe") return stored(DESCRIBED);
  const key = request.kind === "export" ? request.key : request.spec.replace(/\.attrs$/, "");
  const sitecol = results.reader.describe("sitecol");
  const sites = sitecol?.kind === "table" ? Math.max(1, sitecol.rows) : 1;
  const chosen =
    request.kind === "export"
      ? request.filters?.siteIds?.length
      : parseQuery(request.query).get("site_id")?.flat().length;
  const share = chosen === undefined ? 1 : Math.min(1, chosen / sites);
  const layer = Object.hasOwn(LAYERS, key) ? LAYERS[key] : undefined;
  const bytes = stored(layer ?? (Object.hasOwn(SOURCES, key) ? SOURCES[key] : undefined) ?? [key]);
  // An export of some sites still reads the coordinates of all.
  const coordinates = share < 1 && request.kind === "export" ? sites * 24 : 0;
  return coordinates + bytes * share * (request.kind === "export" ? textFactor(request.type) : 1);
}

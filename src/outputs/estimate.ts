/** How large an answer will be, from the index of the datastore alone: decides what is made on the spot. */
import { parseQuery } from "./arrays/query.ts";
import type { OutputRequest } from "./contract.ts";
import { knownBytes } from "./list-outputs.ts";
import { findOutput, OUTPUTS } from "./output-list.ts";
import type { Results } from "./results.ts";

/** Text of a number over its four bytes; GeoJSON names every value. */
const textFactor = (type: string) => (type === "npz" ? 1 : type === "geojson" ? 8 : 4);

/** An upper guess of the bytes of the answer. */
export function estimateBytes(results: Results, request: OutputRequest): number {
  if (request.kind === "datastore" || request.kind === "picture") return Number.POSITIVE_INFINITY;
  const stored = (names: readonly string[]) => names.reduce((sum, name) => sum + knownBytes(results, name), 0);
  if (request.kind === "describe") {
    return stored([...new Set(OUTPUTS.flatMap(({ size }) => size?.readToDescribe ?? []))]);
  }
  const key = request.kind === "export" ? request.key : request.spec.replace(/\.attrs$/, "");
  const sitecol = results.reader.describe("sitecol");
  const sites = sitecol?.kind === "table" ? Math.max(1, sitecol.rows) : 1;
  const chosen =
    request.kind === "export"
      ? request.filters?.siteIds?.length
      : parseQuery(request.query).get("site_id")?.flat().length;
  const share = chosen === undefined ? 1 : Math.min(1, chosen / sites);
  const bytes = stored(namesRead(results, key));
  // An export of some sites still reads the coordinates of all.
  const coordinates = share < 1 && request.kind === "export" ? sites * 24 : 0;
  return coordinates + bytes * share * (request.kind === "export" ? textFactor(request.type) : 1);
}

/** Stored names that the answer for an output, a stored name, or an extract with an argument is made from. */
function namesRead(results: Results, key: string): readonly string[] {
  const exact = findOutput(key);
  if (exact !== undefined || results.reader.describe(key) !== undefined) return exact?.size?.reads ?? [key];
  return findOutput(key.split("/", 1)[0]!)?.size?.reads ?? [key];
}

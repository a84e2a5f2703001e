/** `sources`: what kinds of sources were computed and what they cost. */
import { gzipSync } from "node:zlib";
import type { NumericArray } from "../../datastore/index.ts";
import { bytesOf, bytesScalar, packedTexts, recordArray, withArray } from "../arrays/named-array.ts";
import { integers, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { notFound } from "../output-error.ts";
import type { Results } from "../results.ts";
import { requireTable, textColumn } from "./source-table.ts";

export const sources: Output = {
  key: "sources",
  extract: extractSources,
  size: { reads: ["source_info"] },
};

/**
 * `array` {code S1, num_ctxs u8, num_ruptures u4} and `src_gz`, the gzipped identifiers joined with `;`. Filters: `limit`
 * (for each code, 100), `code`, `source_id` (which the reference never matches).
 */
async function extractSources(results: Results, query: Query): Promise<NamedArray[]> {
  const columns = requireTable(results, "source_info");
  const ids = await textColumn(results, "source_info", "source_id");
  const codes = await textColumn(results, "source_info", "code");
  const limit = integers(query, "limit")?.[0] ?? 100;
  const wantedIds = strings(query, "source_id");
  const wantedCodes = strings(query, "code");
  let rows = [...ids.keys()];
  if (wantedIds !== undefined) {
    rows = rows.filter((row) => wantedIds.includes(ids[row]!) || wantedIds.includes(ids[row]!.split("!")[0]!));
    if (rows.length === 0) throw notFound(`there is no source with id ${wantedIds.join(", ")}`);
  }
  if (wantedCodes !== undefined) {
    rows = rows.filter((row) => wantedCodes.includes(codes[row]!));
    if (rows.length === 0) throw notFound(`there is no source with code ${wantedCodes.join(", ")}`);
  }
  const byCode = new Map<string, number[]>();
  for (const row of rows) byCode.set(codes[row]!, [...(byCode.get(codes[row]!) ?? []), row]);
  const chosen = [...byCode.keys()].sort().flatMap((code) => byCode.get(code)!.slice(0, limit));
  const counts = async (names: readonly string[]): Promise<number[]> => {
    const name = names.find((candidate) => columns.includes(candidate));
    if (name === undefined) return chosen.map(() => 0);
    const data = (await results.reader.readColumn("source_info", name)) as NumericArray;
    return chosen.map((row) => Number(data[row]));
  };
  const packed = packedTexts(chosen.map((row) => codes[row]!));
  const contexts = BigUint64Array.from(await counts(["num_ctxs"]), (value) => BigInt(Math.round(value)));
  const ruptures = Uint32Array.from(await counts(["num_ruptures"]));
  const fields = [
    { name: "code", dtype: `|S${packed.width}`, bytes: packed.bytes },
    { name: "num_ctxs", dtype: "<u8", bytes: bytesOf(contexts) },
    { name: "num_ruptures", dtype: "<u4", bytes: bytesOf(ruptures) },
  ] as const;
  const zipped = gzipSync(chosen.map((row) => ids[row]!).join(";"));
  return withArray([bytesScalar("src_gz", new Uint8Array(zipped))], recordArray("array", fields, chosen.length));
}

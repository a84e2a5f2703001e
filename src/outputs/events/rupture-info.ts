/** Facts and outlines of the ruptures, which maps of them are drawn from. */
import { gzipSync } from "node:zlib";
import { bytesOf, bytesScalar, floatScalar, packedTexts, recordArray, withArray } from "../arrays/named-array.ts";
import { number, type Query, strings } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import type { Output } from "../output.ts";
import { badRequest } from "../output-error.ts";
import type { Results } from "../results.ts";
import { outlineText, ruptureOutline } from "./rupture-outline.ts";
import {
  countRuptures,
  RUPTURES_AT_ONCE,
  readRuptures,
  readSurfaceColumns,
  readSurfaces,
  sourceNames,
} from "./stored-ruptures.ts";

export const ruptureInfo: Output = {
  key: "rupture_info",
  extract: extractRuptureInfo,
  needs: "ruptures",
  size: { reads: ["ruptures", "rupgeoms"] },
  permission: { extract: 1 },
};

/** Widths of the texts, as the reference has them. */
const SOURCE_WIDTH = 75;
const TRT_WIDTH = 50;

/**
 * `array`: a record a rupture, those of a tectonic region type and source-model realization together; `boundaries`: gzipped
 * outlines, a line each. Filters: `min_mag`; `boundaries=no` leaves the outlines out.
 */
async function extractRuptureInfo(results: Results, query: Query): Promise<NamedArray[]> {
  const rows = countRuptures(results);
  const names = await sourceNames(results);
  const leastMagnitude = number(query, "min_mag") ?? 0;
  const withOutlines = wantsOutlines(query);
  const kept: { row: number; group: number }[] = [];
  const columns = {
    rup_id: new BigInt64Array(rows),
    multiplicity: new Uint32Array(rows),
    mag: new Float32Array(rows),
    rake: new Float32Array(rows),
  };
  const sources: string[] = [];
  const tectonicRegionTypes: string[] = [];
  const outlines: string[] = [];
  for (let start = 0; start < rows; start += RUPTURES_AT_ONCE) {
    const block = await readRuptures(results, names, start, Math.min(rows, start + RUPTURES_AT_ONCE));
    columns.rup_id.set(block.id, start);
    columns.multiplicity.set(block.occurrences, start);
    columns.mag.set(block.mag, start);
    columns.rake.set(block.rake, start);
    sources.push(...block.sourceName);
    tectonicRegionTypes.push(...block.tectonicRegionTypeName);
    const surfaces = withOutlines ? await surfacesOf(results, block.geometry) : [];
    for (let i = 0; i < block.count; i++) {
      if (!(block.mag[i]! >= leastMagnitude)) continue;
      kept.push({ row: start + i, group: block.trtRealization[i]! });
      if (withOutlines) outlines[start + i] = outlineText(ruptureOutline(block.code[i]!, surfaces[i]!));
    }
  }
  kept.sort((a, b) => a.group - b.group || a.row - b.row);
  const order = kept.map(({ row }) => row);
  const singles = (values: Float32Array) => bytesOf(Float32Array.from(order, (row) => values[row]!));
  const surfaces = await readSurfaceColumns(results);
  const texts = (values: readonly string[], width: number) =>
    packedTexts(
      order.map((row) => values[row]!),
      width,
    );
  const source = texts(sources, SOURCE_WIDTH);
  const tectonicRegionType = texts(tectonicRegionTypes, TRT_WIDTH);
  const single = (name: string, bytes: Uint8Array) => ({ name, dtype: "<f4" as const, bytes });
  const array = recordArray(
    "array",
    [
      { name: "rup_id", dtype: "<i8", bytes: bytesOf(BigInt64Array.from(order, (row) => columns.rup_id[row]!)) },
      { name: "source_id", dtype: `|S${source.width}`, bytes: source.bytes },
      {
        name: "multiplicity",
        dtype: "<u4",
        bytes: bytesOf(Uint32Array.from(order, (row) => columns.multiplicity[row]!)),
      },
      single("mag", singles(columns.mag)),
      single("centroid_lon", singles(surfaces.lon)),
      single("centroid_lat", singles(surfaces.lat)),
      single("centroid_depth", singles(surfaces.depth)),
      { name: "trt", dtype: `|S${tectonicRegionType.width}`, bytes: tectonicRegionType.bytes },
      single("strike", singles(surfaces.strike)),
      single("dip", singles(surfaces.dip)),
      single("rake", singles(columns.rake)),
    ],
    order.length,
  );
  const time: NamedArray =
    results.investigationTime === undefined
      ? { name: "investigation_time", descr: "<f8", shape: [0], data: new Uint8Array(0) }
      : floatScalar("investigation_time", results.investigationTime);
  const text = withOutlines ? order.map((row) => outlines[row]!).join("\n") : "";
  return withArray([time, bytesScalar("boundaries", new Uint8Array(gzipSync(text)))], array);
}

function wantsOutlines(query: Query): boolean {
  const [boundaries = "yes"] = strings(query, "boundaries") ?? [];
  if (boundaries !== "yes" && boundaries !== "no") throw badRequest(`boundaries must be yes or no, not ${boundaries}`);
  return boundaries === "yes";
}

/** Surfaces whatever the order of their numbers. */
async function surfacesOf(results: Results, geometry: Uint32Array): ReturnType<typeof readSurfaces> {
  const ascending = geometry.every((index, i) => i === 0 || index >= geometry[i - 1]!);
  if (ascending) return readSurfaces(results, geometry);
  const order = [...geometry.keys()].sort((a, b) => geometry[a]! - geometry[b]!);
  const sorted = await readSurfaces(
    results,
    Uint32Array.from(order, (i) => geometry[i]!),
  );
  const surfaces: (typeof sorted)[number][] = [];
  for (const [i, at] of order.entries()) surfaces[at] = sorted[i]!;
  return surfaces;
}

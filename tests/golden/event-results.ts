/** Datastores with the events, ruptures and fields of the reference engine, built from its own extracts and csv files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  createDatastore,
  type DatastoreWriter,
  type DType,
  type JsonValue,
  type NumericArray,
  putRagged,
  textWidth,
  unpackTexts,
} from "../../src/datastore/index.ts";
import { splitCsvLine } from "../../src/inputs/csv.ts";
import { goldenPath } from "../harness.ts";
import { member, numbersOf } from "../outputs/read-npz.ts";
import { columnsOf } from "./golden-results.ts";

const NOBODY = { version: "0.1.0", startDate: "2026-11-23T16:21:42", checksum: 1, seeds: {} };
const decoder = new TextDecoder();

const sample = (job: string, name: string): Uint8Array =>
  new Uint8Array(readFileSync(goldenPath("extract", job, `${name}.npz`)));

/** Records of a csv text, quoted cells with line breaks included, by column. */
export function csvColumns(text: string): Map<string, string[]> {
  const records: string[] = [];
  for (const line of text.split("\r\n")) {
    const last = records.at(-1);
    if (last !== undefined && (last.match(/"/g)?.length ?? 0) % 2 === 1)
      records[records.length - 1] = `${last}\n${line}`;
    else records.push(line);
  }
  const rows = records.filter((record) => record !== "" && !record.startsWith("#,")).map((row) => splitCsvLine(row));
  const [header = [], ...cells] = rows;
  return new Map(header.map((name, c) => [name, cells.map((row) => row[c]!)]));
}

/** A column of the facts about ruptures. */
async function info(job: string, field: string) {
  const columns = columnsOf(await member(sample(job, "rupture_info"), "array"));
  return columns.find((candidate) => candidate.name === field) as { data: NumericArray; dtype: DType };
}

async function infoTexts(job: string, field: string): Promise<readonly string[]> {
  const { data, dtype } = await info(job, field);
  return unpackTexts(data as Uint8Array, textWidth(dtype)!);
}

/** Events, ruptures with surfaces to five decimals, average fields: what the extracts of a job tell. */
export async function buildEventDatastore(job: string, folder: string, models?: readonly string[]): Promise<void> {
  const writer = createDatastore(join(folder, "datastore"), NOBODY);
  const text = decoder.decode((await member(sample(job, "oqparam"), "json")).bytes).replace(/\0+$/, "");
  const oqparam = JSON.parse(text.replace(/\bNaN\b/g, "null")) as { [name: string]: JsonValue };
  writer.setAttribute("oqparam", oqparam);
  for (const name of ["sitecol", "realizations", "events"]) {
    writer.putTable(name, columnsOf(await member(sample(job, name), "array")));
  }
  const weights = numbersOf(await member(sample(job, "weights"), "array"));
  writer.putArray("weights", Float64Array.from(weights), { shape: [weights.length] });
  await putRuptures(writer, job);
  if (models !== undefined) {
    const [region = "*"] = await regionsOf(job);
    writer.putTable("full_lt/gsim_lt", [
      { name: "trt", texts: models.map(() => region) },
      { name: "branch", texts: models.map((_, i) => `b${i}`) },
      { name: "uncertainty", texts: models },
      { name: "weight", data: Float64Array.from(models, () => 1 / models.length) },
    ]);
  }
  await putFields(writer, job, Object.keys(oqparam["hazard_imtls"] as object));
  await writer.close();
}

async function ruptureCsv(job: string): Promise<{ columns: Map<string, string[]>; regions: string[] }> {
  const text = decoder.decode((await member(sample(job, "ruptures"), "array")).bytes);
  const list = /trts=\[(.*?)\]/.exec(text)?.[1] ?? "";
  return { columns: csvColumns(text), regions: list.split(", ").map((name) => name.slice(1, -1)) };
}

const regionsOf = async (job: string): Promise<string[]> => (await ruptureCsv(job)).regions;

/** Codes of the kinds that the samples have. */
const CODES: { readonly [kind: string]: number } = {
  "ParametricProbabilisticRupture PlanarSurface": 153,
  "ParametricProbabilisticRupture SimpleFaultSurface": 161,
  "BaseRupture PlanarSurface": 197,
  "BaseRupture SimpleFaultSurface": 205,
  "BaseRupture ComplexFaultSurface": 59,
};

async function putRuptures(writer: DatastoreWriter, job: string): Promise<void> {
  const { columns, regions } = await ruptureCsv(job);
  const numbers = (name: string) => columns.get(name)!.map(Number);
  const ids = (await info(job, "rup_id")).data as BigInt64Array;
  const sources = await infoTexts(job, "source_id");
  const count = ids.length;
  // The extract of facts goes by group, the one with surfaces by number.
  const order = [...ids.keys()].sort((a, b) => Number(ids[a]! - ids[b]!));
  const names = [...new Set(sources)].sort();
  const real = async (field: string) => {
    const { data } = await info(job, field);
    return Float32Array.from(order, (row) => Number(data[row]));
  };
  const trts = await infoTexts(job, "trt");
  const values: number[] = [];
  const offsets = [0];
  for (const mesh of columns.get("mesh")!) {
    const surfaces = JSON.parse(mesh) as number[][][][];
    values.push(surfaces.length, ...surfaces.flatMap(([lon]) => [lon!.length, lon![0]!.length]), ...surfaces.flat(3));
    offsets.push(values.length);
  }
  putRagged(writer, "rupgeoms", Float32Array.from(values), offsets);
  writer.putTable(
    "ruptures",
    [
      { name: "id", data: BigInt64Array.from(order, (row) => ids[row]!) },
      { name: "seed", data: BigInt64Array.from(numbers("seed"), BigInt) },
      { name: "source_id", data: Uint32Array.from(order, (row) => names.indexOf(sources[row]!)) },
      { name: "trt_smr", data: Uint32Array.from(order, (row) => regions.indexOf(trts[row]!) * 2 ** 24) },
      { name: "code", data: Uint8Array.from(columns.get("kind")!, (kind) => CODES[kind]!) },
      { name: "n_occ", data: Uint32Array.from(numbers("multiplicity")) },
      { name: "mag", data: await real("mag") },
      { name: "rake", data: await real("rake") },
      {
        name: "occurrence_rate",
        data: Float32Array.from(columns.get("extra")!, (extra) => Number(/: (\S+)\}/.exec(extra)?.[1])),
      },
      {
        name: "hypo",
        data: Float32Array.from({ length: count * 3 }, (_, i) =>
          Number(columns.get(["lon", "lat", "dep"][i % 3]!)![Math.floor(i / 3)]),
        ),
        shape: [3],
      },
      { name: "geom_id", data: Uint32Array.from({ length: count }, (_, i) => i) },
    ],
    { trts: regions },
  );
  writer.putTable("rupture_surfaces", [
    { name: "strike", data: await real("strike") },
    { name: "dip", data: await real("dip") },
    { name: "lon", data: await real("centroid_lon") },
    { name: "lat", data: await real("centroid_lat") },
    { name: "depth", data: await real("centroid_depth") },
  ]);
  if (names[0] !== "no-source") {
    writer.putTexts("rupture_sources", names);
  }
}

/** The fields of the first two events, and the average of all. */
async function putFields(writer: DatastoreWriter, job: string, measures: readonly string[]): Promise<void> {
  const sids: number[] = [];
  const eids: number[] = [];
  const values = new Map<string, number[]>(measures.map((name) => [name, []]));
  for (const event of [0, 1]) {
    const path = goldenPath("extract", job, `gmf_data_event_id=${event}.npz`);
    if (!existsSync(path)) continue;
    const archive = new Uint8Array(readFileSync(path));
    const found = ["rlz-000", "rlz-001"].find((name) => Buffer.from(archive).includes(name))!;
    const columns = columnsOf(await member(archive, found)).filter(
      (candidate) => !["custom_site_id", "lon", "lat", "depth"].includes(candidate.name),
    ) as { name: string; data: Float32Array }[];
    for (let site = 0; site < columns[0]!.data.length; site++) {
      if (columns.every(({ data }) => data[site] === 0)) continue;
      sids.push(site);
      eids.push(event);
      for (const { name, data } of columns) values.set(name, [...(values.get(name) ?? []), data[site]!]);
    }
  }
  writer.putTable(
    "gmf_data",
    [
      { name: "sid", data: Uint32Array.from(sids) },
      { name: "eid", data: Uint32Array.from(eids) },
      ...[...values].map(([name, list]) => ({ name, data: Float32Array.from(list) })),
    ],
    { imts: measures.join(" ") },
  );
  const averages = await Promise.all(
    measures.map(async (imt) => {
      const path = goldenPath("extract", job, `avg_gmf_imt=${imt}.npz`);
      return existsSync(path) ? numbersOf(await member(new Uint8Array(readFileSync(path)), imt)) : undefined;
    }),
  );
  const [first] = averages;
  if (first === undefined || averages.includes(undefined)) return;
  const known = averages as number[][];
  const means = first.flatMap((_, site) => known.map((list) => list[site]!));
  writer.putArray("avg_gmf", Float32Array.from([...means, ...means.map(() => 1)]), {
    shape: [2, first.length, measures.length],
    attributes: { imts: measures },
  });
}

/** Datastores with the results of the reference engine: built from its own extracts, so that outputs can be compared. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ColumnData,
  createDatastore,
  type DType,
  itemSize,
  type JsonValue,
  type NpyField,
  type Provenance,
  viewAs,
} from "../../src/datastore/index.ts";
import { goldenPath } from "../harness.ts";
import { member, type NpzMember, numbersOf } from "../outputs/read-npz.ts";

/** Jobs whose curves are among the samples. */
export const GOLDEN_JOBS = [
  "classical",
  "classical_damage/hazard",
  "classical_disagg_by_src",
  "classical_risk/hazard",
  "conditional_spectrum",
  "median_spectrum",
  "rtgm",
];

const decoder = new TextDecoder();

function sample(job: string, name: string): Uint8Array | undefined {
  const path = goldenPath("extract", job, `${name}.npz`);
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
}

/** Fields of a record array as columns. */
export function columnsOf({ descr, shape, bytes }: NpzMember): ColumnData[] {
  const fields = descr as readonly NpyField[];
  const size = fields.reduce((sum, field) => sum + itemSize(field.descr as DType), 0);
  const rows = shape[0] ?? 1;
  let start = 0;
  return fields.map((field): ColumnData => {
    const dtype = field.descr as DType;
    const width = itemSize(dtype);
    const cells = new Uint8Array(rows * width);
    for (let row = 0; row < rows; row++)
      cells.set(bytes.subarray(row * size + start, row * size + start + width), row * width);
    start += width;
    return { name: field.name, data: viewAs(dtype, cells), dtype };
  });
}

/** The first csv of the job: its comment tells the date and the checksum, its name the calculation id. */
function provenance(job: string): { provenance: Provenance; calculationId: number } {
  const folder = goldenPath("exports", job);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".csv"));
  const first = files.find((file) => /hazard_|realizations/.test(file)) ?? "";
  const head = readFileSync(join(folder, first), "utf8").split("\r\n")[0] ?? "";
  return {
    calculationId: Number(/_(\d+)\.csv$/.exec(first)?.[1]),
    provenance: {
      version: "0.1.0",
      startDate: /start_date='([^']*)'/.exec(head)?.[1] ?? "",
      checksum: Number(/checksum=(\d+)/.exec(head)?.[1]),
      seeds: {},
    },
  };
}

/** Writes the results of a golden job into `folder/datastore`. Answers the number of the calculation in file names. */
export async function buildGoldenDatastore(job: string, folder: string): Promise<number> {
  const { provenance: made, calculationId } = provenance(job);
  const writer = createDatastore(join(folder, "datastore"), made);
  const json = await member(sample(job, "oqparam")!, "json");
  const oqparam = JSON.parse(
    decoder
      .decode(json.bytes)
      .replace(/\0+$/, "")
      .replace(/\bNaN\b/g, "null"),
  ) as {
    [name: string]: JsonValue;
  };
  const imtls = oqparam["hazard_imtls"] as { [measure: string]: number[] };
  const stats = [
    ...(oqparam["mean"] === false || oqparam["mean"] === 0 ? [] : ["mean"]),
    ...(oqparam["std"] ? ["std"] : []),
    ...((oqparam["quantiles"] as number[] | undefined) ?? []).map((quantile) => `quantile-${quantile}`),
    ...(oqparam["max"] ? ["max"] : []),
  ];
  writer.setAttribute("oqparam", oqparam);
  const attributes: { [name: string]: JsonValue } = {
    calculation_mode: oqparam["calculation_mode"] ?? "",
    description: oqparam["description"] ?? "",
    investigation_time: oqparam["investigation_time"] ?? null,
    stats,
    imts: Object.keys(imtls),
    levels: Object.values(imtls),
    poes: oqparam["poes"] ?? [],
    hazard_maps: Boolean(oqparam["hazard_maps"]),
    uniform_hazard_spectra: Boolean(oqparam["uniform_hazard_spectra"]),
    individual_rlzs: Boolean(oqparam["individual_rlzs"]),
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
  writer.putTable("sitecol", columnsOf(await member(sample(job, "sitecol")!, "array")));
  writer.putTable("realizations", columnsOf(await member(sample(job, "realizations")!, "array")));
  const weights = numbersOf(await member(sample(job, "weights")!, "array"));
  writer.putArray("weights", Float64Array.from(weights), { shape: [weights.length] });
  for (const name of ["hcurves-stats", "hcurves-rlzs", "hmaps-stats", "hmaps-rlzs"]) {
    const archive = sample(job, name);
    if (archive === undefined) continue;
    const array = await member(archive, "array");
    writer.putArray(name, Float32Array.from(numbersOf(array)), {
      shape: array.shape,
      attributes: name.endsWith("-stats") ? { stats } : {},
    });
  }
  for (const name of ["performance_data", "est_rups_by_grp"]) {
    const archive = sample(job, name);
    if (archive === undefined) continue;
    const array = await member(archive, "array");
    if (Array.isArray(array.descr)) writer.putTable(name, columnsOf(array));
    else writer.putArray(name, Uint32Array.from(numbersOf(array)), { shape: array.shape });
  }
  await writer.close();
  return calculationId;
}

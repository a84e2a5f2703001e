/** The ruptures of an event set: a table of their facts, and an extract that is a csv file with their surfaces. */
import { Buffer } from "node:buffer";
import { pythonFloat } from "../../inputs/python-float.ts";
import { bytesScalar, EXTRA } from "../arrays/named-array.ts";
import { integers, number, type Query } from "../arrays/query.ts";
import type { NamedArray } from "../contract.ts";
import { csv } from "../formats/csv.ts";
import { formatFixed } from "../formats/number-format.ts";
import type { Output } from "../output.ts";
import { badRequest, notFound } from "../output-error.ts";
import { isStored, type Results } from "../results.ts";
import { type CommentPair, provenanceComment, pythonString, timeComment } from "../tables/comment.ts";
import {
  DEGREES,
  INTEGER,
  type OutputTable,
  plain,
  SIX_DIGITS,
  type TableColumn,
  TEXT,
  tableInMemory,
} from "../tables/table.ts";
import { ruptureCollection } from "./rupture-collection.ts";
import { outlineShape, ruptureOutline } from "./rupture-outline.ts";
import {
  countRuptures,
  RUPTURES_AT_ONCE,
  readRuptures,
  readSurfaceColumns,
  readSurfaces,
  type StoredMesh,
  sourceNames,
  tectonicRegionTypeNames,
} from "./stored-ruptures.ts";

export const ruptures: Output = {
  key: "ruptures",
  title: "Earthquake Ruptures",
  formats: ["csv"],
  further: ["xml", "geojson", "json", "parquet"],
  offered: hasEventSet,
  table: async (results) => [await ruptureTable(results)],
  files: { xml: ruptureCollection },
  extract: extractRuptures,
  needs: "ruptures",
  size: { reads: ["ruptures", "rupgeoms"] },
};

/** Whether the calculation sampled ruptures of its own: scenarios do not list theirs. */
export function hasEventSet(results: Results): boolean {
  const entry = results.reader.describe("ruptures");
  const sampled = isStored(results, "ruptures") && entry?.kind === "table" && entry.rows > 0;
  return sampled && !results.calculationMode.startsWith("scenario");
}

const MIDDLE = "of the middle of the surface";

const COLUMNS: readonly TableColumn[] = [
  { name: "rup_id", format: INTEGER, meaning: "number of the rupture" },
  { name: "source_id", format: TEXT, meaning: "source" },
  { name: "multiplicity", format: INTEGER, meaning: "number of events" },
  { name: "mag", format: SIX_DIGITS, meaning: "magnitude" },
  { name: "centroid_lon", format: SIX_DIGITS, unit: "degree", meaning: `longitude ${MIDDLE}, WGS84` },
  { name: "centroid_lat", format: SIX_DIGITS, unit: "degree", meaning: `latitude ${MIDDLE}, WGS84` },
  { name: "centroid_depth", format: SIX_DIGITS, unit: "km", meaning: `depth ${MIDDLE}` },
  { name: "trt", format: TEXT, meaning: "tectonic region type" },
  { name: "strike", format: SIX_DIGITS, unit: "degree", meaning: "strike of the surface, clockwise from north" },
  { name: "dip", format: SIX_DIGITS, unit: "degree", meaning: "dip of the surface" },
  { name: "rake", format: SIX_DIGITS, unit: "degree", meaning: "direction of slip" },
];

async function ruptureTable(results: Results): Promise<OutputTable> {
  const rows = countRuptures(results);
  const names = await sourceNames(results);
  const { parameters } = results;
  const sets = parameters["ses_per_logic_tree_path"];
  return {
    name: "ruptures",
    comment: [
      ...provenanceComment(results),
      ...timeComment(results),
      ...(typeof sets === "number" ? ([["ses_per_logic_tree_path", String(sets)]] satisfies CommentPair[]) : []),
    ],
    columns: COLUMNS,
    rows,
    bySite: false,
    shapes: {
      types: ["Polygon", "LineString", "Point"],
      read: async (start, stop) => {
        const block = await readRuptures(results, names, start, stop);
        const surfaces = await readSurfaces(results, block.geometry);
        return surfaces.map((meshes, i) => outlineShape(ruptureOutline(block.code[i]!, meshes)));
      },
    },
    read: async (start, stop) => {
      const block = await readRuptures(results, names, start, stop);
      const { strike, dip, lon, lat, depth } = await readSurfaceColumns(results, { start, stop });
      return [
        plain(block.id),
        { texts: block.sourceName },
        plain(block.occurrences),
        plain(block.mag),
        plain(lon),
        plain(lat),
        plain(depth),
        { texts: block.tectonicRegionTypeName },
        plain(strike),
        plain(dip),
        plain(block.rake),
      ];
    },
  };
}

/** Kinds of rupture and surface by their stored code, as the reference names them. */
const KINDS: ReadonlyMap<number, string> = new Map(
  (
    [
      ["ParametricProbabilisticRupture", 153, 161, 15, 70, 200, 238],
      ["NonParametricProbabilisticRupture", 196, 204, 58, 113, 243, 25],
      ["BaseRupture", 197, 205, 59, 114, 244, 26],
      ["PointRupture", 84, 92, 202, 1, 131, 169],
    ] as const
  ).flatMap(([rupture, ...codes]) =>
    ["Planar", "SimpleFault", "ComplexFault", "", "Kite", "Gridded"].map(
      (surface, i) => [codes[i]!, `${rupture} ${surface === "" ? "Multi" : surface}Surface`] as const,
    ),
  ),
);

const json5 = (value: number): string => (Number.isNaN(value) ? "NaN" : pythonFloat(Number(formatFixed(value, 5)) + 0));

/** `[[[[lon, ...]], [[lat, ...]], [[depth, ...]]], ...]`: surfaces, coordinates, rows, columns. */
function meshText(meshes: readonly StoredMesh[]): string {
  const list = (items: readonly string[]) => `[${items.join(", ")}]`;
  return list(
    meshes.map(({ rows, columns, lon, lat, depth }) =>
      list(
        [lon, lat, depth].map((values) =>
          list(
            Array.from({ length: rows }, (_, row) =>
              list(Array.from(values.subarray(row * columns, (row + 1) * columns), json5)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** `array`: the text of a csv file that can be read back as ruptures. Filters: `min_mag`, `rup_id`, `slice` (twice). */
async function extractRuptures(results: Results, query: Query): Promise<NamedArray[]> {
  const rows = countRuptures(results);
  const names = await sourceNames(results);
  const leastMagnitude = number(query, "min_mag") ?? 0;
  const wanted = integers(query, "rup_id")?.[0];
  const slice = integers(query, "slice");
  if (slice !== undefined && slice.length !== 2)
    throw badRequest("give slice twice: the first rupture and the one after the last");
  if (query.has("threshold"))
    throw badRequest("threshold needs losses by rupture, which this calculation does not have");
  const chosen: { seed: number; rest: string[]; numbers: number[]; tectonicRegionType: string; source: string }[] = [];
  for (let start = 0; start < rows; start += RUPTURES_AT_ONCE) {
    const block = await readRuptures(results, names, start, Math.min(rows, start + RUPTURES_AT_ONCE));
    const keep = Array.from({ length: block.count }, (_, i) => i).filter(
      (i) => block.mag[i]! >= leastMagnitude && (wanted === undefined || Number(block.id[i]) === wanted),
    );
    if (keep.length === 0) continue;
    for (const i of keep) {
      const [surface] = await readSurfaces(results, block.geometry.subarray(i, i + 1));
      chosen.push({
        seed: Number(block.seed[i]),
        numbers: [block.mag[i]!, block.rake[i]!, ...block.hypocentre.subarray(3 * i, 3 * i + 3), block.occurrences[i]!],
        tectonicRegionType: block.tectonicRegionTypeName[i]!,
        source: block.sourceName[i]!,
        rest: [KINDS.get(block.code[i]!) ?? "", meshText(surface!), `{"occurrence_rate": ${json5(block.rate[i]!)}}`],
      });
    }
  }
  if (wanted !== undefined && chosen.length === 0) throw notFound(`there is no rupture ${wanted}`);
  const kept = slice === undefined ? chosen : chosen.slice(slice[0], slice[1]);
  const float = (index: number) => Float32Array.from(kept, ({ numbers }) => numbers[index]!);
  const seed = results.parameters["ses_seed"];
  const table = tableInMemory(
    {
      name: "ruptures",
      comment: [
        ["trts", `[${tectonicRegionTypeNames(results).map(pythonString).join(", ")}]`],
        ["ses_seed", String(seed ?? 42)],
        ...(wanted === undefined ? [] : ([["source_id", pythonString(kept[0]?.source ?? "")]] satisfies CommentPair[])),
      ],
      columns: [
        { name: "seed", format: INTEGER },
        { name: "mag", format: SIX_DIGITS },
        { name: "rake", format: SIX_DIGITS },
        { name: "lon", format: DEGREES },
        { name: "lat", format: DEGREES },
        { name: "dep", format: SIX_DIGITS },
        { name: "multiplicity", format: INTEGER },
        ...["trt", "kind", "mesh", "extra"].map((name) => ({ name, format: TEXT })),
      ],
    },
    [
      Float64Array.from(kept, (rupture) => rupture.seed),
      float(0),
      float(1),
      float(2),
      float(3),
      float(4),
      Float64Array.from(kept, ({ numbers }) => numbers[5]!),
      kept.map(({ tectonicRegionType }) => tectonicRegionType),
      ...[0, 1, 2].map((i) => kept.map(({ rest }) => rest[i]!)),
    ],
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of csv(table)) chunks.push(chunk);
  return [EXTRA, bytesScalar("array", new Uint8Array(Buffer.concat(chunks)))];
}

import { expect, test } from "bun:test";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { geojson } from "../../../src/outputs/formats/geojson.ts";
import { parquet } from "../../../src/outputs/formats/parquet.ts";
import { wkb } from "../../../src/outputs/formats/wkb.ts";
import {
  DEGREES,
  FIVE_DIGITS,
  INTEGER,
  type OutputTable,
  TEXT,
  tableInMemory,
} from "../../../src/outputs/tables/table.ts";
import { collect } from "../read-npz.ts";

const TABLE: OutputTable = tableInMemory(
  {
    name: "losses",
    comment: undefined,
    columns: [
      { name: "asset_id", format: TEXT },
      { name: "event_id", format: INTEGER },
      { name: "lon", format: DEGREES },
      { name: "lat", format: DEGREES },
      { name: "loss", format: FIVE_DIGITS },
    ],
  },
  [
    ["12", "a3"],
    Uint32Array.of(4294967295, 0),
    Float64Array.of(179.5, -179.5),
    Float64Array.of(-10, 10.123456),
    Float32Array.of(Number.NaN, -0),
  ],
);

const read = async (table: OutputTable) => (await collect(parquet(table))).slice().buffer;

test("no value is null, texts stay texts, numbers of things are whole", async () => {
  const file = await read(TABLE);
  const rows = await parquetReadObjects({ file });
  expect(rows).toEqual([
    {
      asset_id: "12",
      event_id: 4294967295n,
      lon: 179.5,
      lat: -10,
      loss: null,
      geometry: { type: "Point", coordinates: [179.5, -10] },
    },
    {
      asset_id: "a3",
      event_id: 0n,
      lon: -179.5,
      lat: 10.123456,
      loss: -0,
      geometry: { type: "Point", coordinates: [-179.5, 10.12346] },
    },
  ]);
  const { schema, row_groups } = parquetMetadata(file);
  expect(schema.slice(1).map(({ name, type, repetition_type }) => [name, type, repetition_type])).toEqual([
    ["asset_id", "BYTE_ARRAY", "REQUIRED"],
    ["event_id", "INT64", "REQUIRED"],
    ["lon", "DOUBLE", "OPTIONAL"],
    ["lat", "DOUBLE", "OPTIONAL"],
    ["loss", "FLOAT", "OPTIONAL"],
    ["geometry", "BYTE_ARRAY", "REQUIRED"],
  ]);
  expect(row_groups[0]?.columns[4]?.meta_data?.statistics?.null_count).toBe(1n);
});

test("rows without a place have no geometry; an empty table is a file, too", async () => {
  const { columns, ...rest } = TABLE;
  const plain = {
    ...rest,
    columns: columns.slice(0, 2),
    read: async (start: number, stop: number) => (await TABLE.read(start, stop)).slice(0, 2),
  };
  const metadata = parquetMetadata(await read(plain));
  expect(metadata.key_value_metadata?.some(({ key }) => key === "geo")).toBe(false);
  expect(await parquetReadObjects({ file: await read({ ...TABLE, rows: 0 }) })).toEqual([]);
});

const OUTLINE = [
  [
    [0, 0],
    [2, 0],
    [2, 1],
    [0, 0],
  ],
] as const;

test("polygons and lines as well-known binary and as GeoJSON", async () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  expect(hex(wkb({ type: "Point", coordinates: [1, 2] }))).toBe("0101000000000000000000f03f0000000000000040");
  expect(wkb({ type: "LineString", coordinates: OUTLINE[0] })).toHaveLength(9 + 4 * 16);
  expect(hex(wkb({ type: "Polygon", coordinates: OUTLINE })).slice(0, 26)).toBe("01030000000100000004000000");
  const table: OutputTable = {
    ...TABLE,
    shapes: {
      types: ["Polygon"],
      read: async (start, stop) =>
        Array.from({ length: stop - start }, () => ({ type: "Polygon" as const, coordinates: OUTLINE })),
    },
  };
  const [row] = await parquetReadObjects({ file: await read(table) });
  expect(row?.["geometry"]).toEqual({ type: "Polygon", coordinates: OUTLINE });
  const { features } = JSON.parse(new TextDecoder().decode(await collect(geojson(table))));
  expect(features[0].geometry).toEqual({ type: "Polygon", coordinates: OUTLINE });
  expect(features[0].properties).toMatchObject({ lon: 179.5, loss: null });
});

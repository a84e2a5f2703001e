import { expect, test } from "bun:test";
import { pickRows } from "../../../src/outputs/tables/pick-rows.ts";
import { type Cells, INTEGER, type OutputTable, TEXT, tableInMemory } from "../../../src/outputs/tables/table.ts";

const TABLE: OutputTable = {
  ...tableInMemory(
    {
      name: "sites",
      comment: undefined,
      columns: [
        { name: "sids", format: INTEGER },
        { name: "name", format: TEXT },
      ],
    },
    [Uint32Array.of(0, 1, 2, 3, 4), ["a", "b", "c", "d", "e"]],
  ),
  bySite: true,
};

const valuesOf = (cells: Cells | undefined) =>
  cells === undefined ? [] : "texts" in cells ? cells.texts : [...cells.data];

test("rows are read as if the others were not there", async () => {
  const picked = pickRows(TABLE, [1, 2, 4]);
  expect([picked.rows, picked.bySite]).toEqual([3, false]);
  const [sids, names] = await picked.read(1, 3);
  expect([valuesOf(sids), valuesOf(names)]).toEqual([
    [2, 4],
    ["c", "e"],
  ]);
  expect("data" in sids! && sids.data).toBeInstanceOf(Uint32Array);
  expect(valuesOf((await picked.read(0, 0))[1])).toEqual([]);
});

test("all rows are still sites in order", () => {
  expect(pickRows(TABLE, [0, 1, 2, 3, 4]).bySite).toBe(true);
});

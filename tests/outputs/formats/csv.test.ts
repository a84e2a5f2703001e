import { expect, test } from "bun:test";
import fc from "fast-check";
import { csv, csvCell } from "../../../src/outputs/formats/csv.ts";
import { formatExponent } from "../../../src/outputs/formats/number-format.ts";
import { FIVE_DIGITS as EXPONENT, TEXT, tableInMemory } from "../../../src/outputs/tables/table.ts";

async function written(columns: readonly (Float64Array | readonly string[])[]): Promise<string[]> {
  const table = tableInMemory(
    {
      name: "t",
      comment: undefined,
      columns: columns.map((cells, i) => ({
        name: `c${i}`,
        format: cells instanceof Float64Array ? EXPONENT : TEXT,
        meaning: "",
      })),
    },
    columns,
  );
  const parts: Uint8Array[] = [];
  for await (const part of csv(table)) parts.push(part.slice());
  return Buffer.concat(parts).toString().split("\r\n").slice(1, -1);
}

function expected(columns: readonly (Float64Array | readonly string[])[]): string[] {
  return Array.from({ length: columns[0]!.length }, (_, row) =>
    columns
      .map((cells) =>
        // A negative zero is printed without its sign.
        cells instanceof Float64Array ? formatExponent(cells[row]! + 0, 5) : csvCell(cells[row]!),
      )
      .join(","),
  );
}

test("cells that repeat those above are written as those that do not", async () => {
  const number = fc.constantFrom(0, -0, 1, -1, 0.25, 1e-30, Number.NaN, Number.POSITIVE_INFINITY);
  const word = fc.constantFrom("PGA", "Active Shallow Crust", 'a "quoted", long name of some region or other', "");
  const row = fc.tuple(word, number, number, word, number);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (rows) => {
      const columns = [0, 1, 2, 3, 4].map((c) =>
        c === 0 || c === 3
          ? rows.map((cells) => String(cells[c]))
          : Float64Array.from(rows, (cells) => Number(cells[c])),
      );
      expect(await written(columns)).toEqual(expected(columns));
    }),
  );
});

test("more rows than a buffer holds", async () => {
  const rows = 100_000;
  const columns = [
    Array.from({ length: rows }, (_, i) => (i < rows / 2 ? "SA(0.2)" : "SA(1.0)")),
    Float64Array.from({ length: rows }, (_, i) => Math.floor(i / 1000)),
    Float64Array.from({ length: rows }, (_, i) => i % 7),
  ];
  expect(await written(columns)).toEqual(expected(columns));
});

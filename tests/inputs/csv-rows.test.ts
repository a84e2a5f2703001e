/** Tables read row by row. */
import { describe, expect, test } from "bun:test";
import { csvLines, readCsv, scanCsv } from "../../src/inputs/csv.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("lines", () => {
  test.each([
    [
      "a\nb\n",
      [
        ["a", 1],
        ["b", 2],
      ],
    ],
    [
      "a\r\n\r\nb",
      [
        ["a", 1],
        ["b", 3],
      ],
    ],
    [
      "a\rb\r",
      [
        ["a", 1],
        ["b", 2],
      ],
    ],
    [
      "#x\n\n#y\na\n#b\n",
      [
        ["a", 4],
        ["#b", 5],
      ],
    ],
    ["\n  \n", []],
    ["", []],
  ] as const)("%j", (text, expected) => {
    expect(csvLines(bytes(text), "f").map(({ text, line }) => [text, line])).toEqual(expected.map((pair) => [...pair]));
  });
});

test("rows are split when they are asked for, as often as they are", () => {
  const table = scanCsv(bytes('id,name\n1,"a,b"\n\n2,c\n'), "f");
  expect([table.count, ...table.fields]).toEqual([2, "id", "name"]);
  for (let time = 0; time < 2; time++)
    expect([...table.rows()].map(({ row, line }) => [...row, line])).toEqual([
      ["1", "a,b", 2],
      ["2", "c", 4],
    ]);
  expect(readCsv(bytes("x\n7\n"), "f").rows).toEqual([["7"]]);
});

test("a row of another length is told with its line before any is read", () => {
  expect(() => scanCsv(bytes("a,b\n1,2\n1,2,3\n"), "f")).toThrow("f:3: 3 fields, but 2 columns in the header");
});

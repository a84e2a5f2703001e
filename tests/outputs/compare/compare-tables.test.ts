import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { compareTables, median } from "../../../src/outputs/compare/compare-tables.ts";
import { parseTextTable, type TextTable } from "../../../src/outputs/compare/csv-table.ts";

const TOLERANCE = { rtol: 1e-3, atol: 1e-8 };
const COLUMNS = ["custom_site_id", "lon", "lat", "poe-0.1", "poe-0.2", "note"];

/** Tables of sites with distinct ids, in any order. */
const tables = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 1e-6, max: 1, noNaN: true })), {
    selector: ([id]) => id,
    minLength: 1,
    maxLength: 30,
  })
  .map(
    (rows): TextTable => ({
      columns: COLUMNS,
      rows: rows.map(([id, poe]) => [`s${id}`, `${id % 180}`, "10.00001", String(poe), String(poe / 3), "text"]),
    }),
  );

describe("a table", () => {
  test("compared with itself in any order of rows and columns is equal", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 29 }), (table, turn) => {
        const at = turn % table.rows.length;
        const order = [5, 4, 3, 2, 1, 0];
        const turned = {
          columns: order.map((column) => COLUMNS[column]!),
          rows: [...table.rows.slice(at), ...table.rows.slice(0, at)].map((row) => order.map((column) => row[column]!)),
        };
        const found = compareTables("t.csv", table, turned, TOLERANCE);
        expect(found).toMatchObject({ equal: true, differing: 0, typical: 0, rows: table.rows.length });
        expect(found.worst).toBeUndefined();
      }),
    );
  });

  test("with one changed number differs there and nowhere else", () => {
    fc.assert(
      fc.property(
        tables,
        fc.nat(),
        fc.constantFrom(3, 4),
        fc.double({ min: 2e-3, max: 5, noNaN: true }),
        (table, n, column, by) => {
          const at = n % table.rows.length;
          const rows = table.rows.map((row, index) =>
            index === at ? row.map((cell, i) => (i === column ? String(Number(cell) * (1 + by)) : cell)) : row,
          );
          // Shuffled, so that it is found by its keys.
          const found = compareTables("t.csv", table, { columns: COLUMNS, rows: rows.reverse() }, TOLERANCE);
          // Below atol nothing differs.
          if (Number(table.rows[at]![column]) * by < 1e-7) return;
          expect(found.equal).toBe(false);
          expect(found.differing).toBe(1);
          expect(found.worst?.row["custom_site_id"]).toBe(table.rows[at]![0]!);
          expect(found.worst?.column).toBe(COLUMNS[column]!);
          expect(found.worst?.relative).toBeCloseTo(by, 9);
        },
      ),
    );
  });

  test("without one of its rows tells which", () => {
    fc.assert(
      fc.property(tables, fc.nat(), (table, n) => {
        const at = n % table.rows.length;
        const rest = { columns: COLUMNS, rows: table.rows.filter((_, index) => index !== at) };
        const found = compareTables("t.csv", table, rest, TOLERANCE);
        expect(found).toMatchObject({ equal: false, rowsOnlyInA: 1, rowsOnlyInB: 0 });
        expect(found.exampleRowsOnlyInA[0]).toMatchObject({ custom_site_id: table.rows[at]![0]! });
        expect(compareTables("t.csv", rest, table, TOLERANCE)).toMatchObject({ rowsOnlyInA: 0, rowsOnlyInB: 1 });
      }),
    );
  });
});

const parse = (text: string) => parseTextTable(text, "t.csv");
const compare = (a: string, b: string) => compareTables("t.csv", parse(a), parse(b), TOLERANCE);

describe("cells", () => {
  test("differences are measured against the first table, within the tolerance inclusive", () => {
    const found = compare("lon,lat,gmv\n1,2,2\n1,3,0.5\n", "lon,lat,gmv\n1,2,2.001\n1,3,0.51\n");
    expect(found).toMatchObject({ equal: false, differing: 1, keys: ["lon", "lat"] });
    expect(found.worst).toMatchObject({ row: { lon: "1", lat: "3" }, column: "gmv", a: "0.5", b: "0.51" });
    expect(found.worst?.relative).toBeCloseTo(0.02, 12);
    expect(found.typical).toBeCloseTo((0.0005 + 0.02) / 2, 12);
    expect(found.histogram.decades[8]).toBe(1);
    expect(found.histogram.decades[10]).toBe(1);
  });

  test("zero against a number, not a number and texts have no ratio", () => {
    for (const [a, b] of [
      ["0", "0.1"],
      ["nan", "1"],
      ["inf", "-inf"],
      ["Active", "Stable"],
      ["", "0"],
    ]) {
      const found = compare(`site_id,value\n1,${a}\n`, `site_id,value\n1,${b}\n`);
      expect([a, b, found.equal, found.worst?.relative]).toEqual([a, b, false, null]);
    }
  });

  test("NaN equals NaN; other spellings of a number are no difference", () => {
    expect(compare("site_id,value\n1,nan\n2,1.0\n", "site_id,value\n2,1.000E+00\n1,NaN\n").equal).toBe(true);
  });

  test("numbers inside lists and outlines are compared as numbers", () => {
    const outline = (x: string) => `rup_id,boundary\n1,"POLYGON((${x} 2.0,3 4))"\n`;
    expect(compare(outline("1.0"), outline("1.00001")).equal).toBe(true);
    expect(compare(outline("1.0"), outline("1.1")).worst?.relative).toBeCloseTo(0.1, 9);
    expect(compare(outline("1.0"), outline("1.0 7")).worst?.relative).toBeNull();
  });
});

describe("rows and columns", () => {
  test("large event numbers stay apart", () => {
    const found = compare("event_id,gmv\n1000001,1\n1000002,2\n", "event_id,gmv\n1000002,2\n1000001,1\n");
    expect(found).toMatchObject({ equal: true, ambiguousRows: false });
  });

  test("places written with another precision are the same places", () => {
    expect(compare("lon,lat,v\n10.123456,1.5,1\n20,1,2\n", "lon,lat,v\n10.12346,1.5,1\n20,1,2\n").equal).toBe(true);
  });

  test("rows that nothing tells apart are paired in order, and that is told", () => {
    const found = compare("loss_type,loss\na,1\na,2\n", "loss_type,loss\na,1\na,2.5\n");
    expect(found).toMatchObject({ equal: false, differing: 1, ambiguousRows: true });
  });

  test("another probability of a loss curve is a difference of that row, not another row", () => {
    const curve = (poe: string) => `asset_id,loss_value,poe\na1,10,0.5\na1,20,${poe}\na2,10,0.1\n`;
    const found = compare(curve("0.2"), curve("0.21"));
    expect(found).toMatchObject({ equal: false, differing: 1, rowsOnlyInA: 0, rowsOnlyInB: 0 });
    expect(found.worst).toMatchObject({ column: "poe", a: "0.2", b: "0.21", row: { asset_id: "a1" } });
  });

  test("a loss curve in one order is compared in that order, also where its probabilities are nothing but noise", () => {
    const curve = (...poes: string[]) =>
      `asset_id,loss_value,poe\n${poes.map((poe, i) => `a1,${i},${poe}\n`).join("")}`;
    const found = compare(curve("0.5", "1E-16", "2E-16", "1E-16"), curve("0.5", "2E-16", "1E-16", "0"));
    expect(found).toMatchObject({ equal: true, rows: 4, typical: 0 });
  });

  test("columns of one side only", () => {
    const found = compare("site_id,a,b\n1,2,3\n", "site_id,a,c\n1,2,3\n");
    expect(found).toMatchObject({ equal: false, differing: 0, columnsOnlyInA: ["b"], columnsOnlyInB: ["c"] });
  });

  test("comment lines and a byte order mark are skipped; a short row is refused with its line", () => {
    expect(parse('\uFEFF#,,"generated_by=x"\r\nlon, lat\r\n1,2\r\n')).toEqual({
      columns: ["lon", "lat"],
      rows: [["1", "2"]],
    });
    expect(() => parse("# c\na,b\n1\n")).toThrow("1 fields");
  });
});

test("median", () => {
  expect(median([])).toBeNull();
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 2, 3])).toBe(3);
});

import { describe, expect, test } from "bun:test";
import { filterDifferences, undoDifferences } from "../../../src/hazard/gmm/tables/difference-filter.ts";
import { readHdf5 } from "../../../src/hazard/gmm/tables/hdf5-reader.ts";

describe("reading HDF5 tables", () => {
  test("refuses other files by name", () => {
    expect(() => readHdf5(Buffer.from("mag,rjb\n5,10\n"), "table.csv")).toThrow("not an HDF5 file");
  });

  test("refuses the newer format of HDF5 by its number", () => {
    const bytes = Buffer.concat([Buffer.from("\x89HDF\r\n\x1a\n\x02", "latin1"), Buffer.alloc(100)]);
    expect(() => readHdf5(bytes, "table.hdf5")).toThrow("HDF5 superblock version 2");
  });
});

describe("difference filter", () => {
  test("every bit comes back", () => {
    const values = Float32Array.from({ length: 3 * 4 * 5 }, (_, k) => Math.sin(k) * 10 ** ((k % 17) - 8));
    values.set([0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-45]);
    const again = undoDifferences(filterDifferences(values, [3, 4, 5]), [3, 4, 5]);
    expect(new Int32Array(again.buffer)).toEqual(new Int32Array(values.buffer));
  });

  test("a product of powers leaves the corner only", () => {
    // Bit patterns of powers of two are evenly spaced, so differences along both axes vanish inside.
    const values = Float32Array.from({ length: 20 }, (_, k) => 2 ** Math.floor(k / 5) * 4 ** (k % 5));
    const bytes = filterDifferences(values, [4, 5]);
    expect(bytes.filter((byte) => byte !== 0).length).toBeLessThan(20);
    expect([...undoDifferences(bytes, [4, 5])]).toEqual([...values]);
  });
});

import { describe, expect, test } from "bun:test";
import { InputError } from "../../../src/input-error.ts";
import * as types from "../../../src/inputs/job-ini/value-types.ts";

describe("types of job parameters", () => {
  test("booleans, with empty meaning false", () => {
    expect(["", "0", "1", "True", "FALSE"].map(types.boolean.parse)).toEqual([false, false, true, true, false]);
    expect(() => types.boolean.parse("t")).toThrow('"t" is neither true nor false');
  });

  test("numbers: the texts clients know, no nan, no infinity", () => {
    expect(() => types.nonNegative.parse("-5")).toThrow("-5 is below 0");
    expect(() => types.nonNegative.parse("three")).toThrow('"three" is no number');
    expect(() => types.nonNegative.parse(" ")).toThrow("a value is missing");
    for (const text of ["nan", "inf", "-Infinity", "1e999"])
      expect(() => types.nonNegative.parse(text)).toThrow(InputError);
    expect(types.truncationLevel.parse("0")).toBe(1e-9);
    expect(types.nonNegativeOrSentinel.parse("-999")).toBe(-999);
  });

  test("levels by measure: canonical names, increasing, a first 0 becomes 1E-10", () => {
    const levels = types.levels.parse('{"SA(0.10)": [0, 0.1], "PGA": [0.1, 0.2]}');
    expect({ ...levels }).toEqual({ "SA(0.1)": [1e-10, 0.1], PGA: [0.1, 0.2] });
    expect(() => types.levels.parse('{"PGA": [0.2, 0.1]}')).toThrow("the levels of PGA do not increase");
    expect(() => types.levels.parse('{"PGA": [0.2, 0.2]}')).toThrow("a level of PGA stands twice");
    expect(() => types.levels.parse('{"PGA": []}')).toThrow("PGA has no levels");
    expect(() => types.levels.parse("PGA 0.1 0.2")).toThrow("no dictionary: unexpected PGA");
    expect(() => types.levels.parse('{"PGX": [0.1]}')).toThrow("did you mean PG");
  });

  test("maximum_distance: number, pairs, regions, magdist", () => {
    const read = (text: string) => ({ ...types.integrationDistance.parse(text) });
    expect(read("200")).toEqual({
      default: [
        [2.5, 200],
        [10.2, 200],
      ],
    });
    expect(read("[(5, 50), (8, 200)]")).toEqual({
      default: [
        [5, 50],
        [8, 200],
      ],
    });
    expect(read("magdist")).toEqual({
      default: [
        [3, 0],
        [6, 150],
        [10, 600],
      ],
    });
    expect(read("{'Volcanic': 50}")).toEqual({
      Volcanic: [
        [2.5, 50],
        [10.2, 50],
      ],
    });
    for (const text of ["-1", "[(2, 50), (8, 200)]", "[(8, 50), (5, 200)]", "[(5, 50), (5, 60)]", "{}", "x"])
      expect(() => read(text)).toThrow(InputError);
  });

  test("sites: rounded to 5 decimals, no point twice, within the globe", () => {
    expect(types.coordinates.parse("0.123456789 0.1, -0.2 0.3 5")).toEqual([
      [0.12346, 0.1, 0],
      [-0.2, 0.3, 5],
    ]);
    expect(() => types.coordinates.parse("0 0, 0 0 1")).toThrow("site 2 stands where another does");
    expect(() => types.coordinates.parse("181 0")).toThrow("longitude 181.0 > 180");
    expect(() => types.coordinates.parse("0 0 0 0")).toThrow("Invalid point format");
  });

  test("rounding to 5 decimals is the correct one, halves to even", () => {
    expect([0.015625, 0.046875, 123.300795, -0.123456].map(types.round5)).toEqual([
      0.01562, 0.04688, 123.30079, -0.12346,
    ]);
  });

  test("measures are ordered by period, ties as given", () => {
    expect(types.measures.parse("SA(1), PGV, SA(0.10), PGA")).toEqual(["PGV", "PGA", "SA(0.1)", "SA(1.0)"]);
    expect(() => types.measures.parse("SA(0.10), SA(0.1)")).toThrow("a measure stands there twice");
  });

  test("names, groups, choices, versions", () => {
    expect(types.nameGroups.parse("a,b; c")).toEqual([["a", "b"], ["c"]]);
    expect(() => types.names.parse("a b#")).toThrow('"b#" is no name');
    expect(() => types.choice("classical", "scenario").parse("clasical")).toThrow("did you mean classical?");
    expect(types.version.parse("3.22")).toEqual([3, 22, 0]);
    expect(types.wholeNumbers.parse("[1, 2]")).toEqual([1, 2]);
  });
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { InputError } from "../../../src/input-error.ts";
import { logscale, parseLiteral, plain } from "../../../src/inputs/job-ini/literal.ts";

const read = (text: string) => JSON.parse(JSON.stringify(plain(parseLiteral(text))));

describe("literals of job files", () => {
  test("numbers, texts, booleans, lists, tuples, dictionaries", () => {
    expect(read(`{"a": [1, -2.5, 1e-3,], 'b': (True, None), "c": 'it''s'}`)).toEqual({
      a: [1, -2.5, 0.001],
      b: [true, null],
      c: "its",
    });
  });

  test("logscale follows x0 exp(ln(x1/x0) i/(n-1))", () => {
    const { ls } = read('{"ls": logscale(0.01, 2, 5)}');
    const expected = [0.01, 0.03760603, 0.14142136, 0.53182959, 2];
    for (const [i, value] of expected.entries()) expect(ls[i]).toBeCloseTo(value, 8);
    expect(logscale(0.005, 2.13, 45)[44]).toBeCloseTo(2.13, 12);
  });

  test("scales of no use are refused", () => {
    for (const text of [
      "logscale(0, 1, 5)",
      "logscale(1, 0.1, 5)",
      "logscale(0.1, 1, 1)",
      "linscale(0, 1, 0)",
      "linscale(0, 1, 10001)",
    ])
      expect(() => parseLiteral(text)).toThrow(InputError);
  });

  test("names, arithmetic, nan and deep nesting are refused", () => {
    for (const text of [
      "foo",
      "1 + 2",
      "nan",
      "[inf]",
      "__import__('os')",
      "[".repeat(10_000),
      '{"a": 1',
      "{1: 2} x",
      "",
    ])
      expect(() => parseLiteral(text)).toThrow(InputError);
  });

  test("JSON values without null keys survive", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("value"), { maxLength: 4 }),
      map: fc.dictionary(
        fc.string({ maxLength: 5 }).filter((key) => !/["'\\\n\r\t]/.test(key)),
        tie("value"),
        { maxKeys: 4 },
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value).replaceAll("true", "True").replaceAll("false", "False");
        fc.pre(!/True|False/.test(JSON.stringify(value)));
        expect(JSON.stringify(plain(parseLiteral(text)))).toBe(JSON.stringify(value));
      }),
    );
  });

  test("no text makes the reader do anything but answer or throw InputError", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."{}[]():,'\"0123456789.eE+-\\ \nTrueFalselogscnfi") }),
        (text) => {
          try {
            parseLiteral(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { formatSetting, formatSize, parseSetting, parseSize } from "../../src/settings/definition.ts";
import { SETTING_KEYS, SETTINGS } from "../../src/settings/table.ts";

describe("sizes", () => {
  test.each([
    ["0", 0],
    ["1048576", 2 ** 20],
    ["500 MB", 500 * 2 ** 20],
    ["500mb", 500 * 2 ** 20],
    ["2GiB", 2 * 2 ** 30],
    ["1.5k", 1536],
    ["12 b", 12],
    ["1T", 2 ** 40],
  ])("%s", (text, bytes) => expect(parseSize(text)).toBe(bytes));

  test.each(["", "MB", "-1", "1e3", "5 QB", "1 2", "NaN"])("%j is refused", (text) => {
    expect(() => parseSize(text)).toThrow("expected a size");
  });

  test("what is printed reads back within the two decimals shown", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (bytes) => {
        const again = parseSize(formatSize(bytes));
        expect(Math.abs(again - bytes)).toBeLessThanOrEqual(Math.max(0.006 * bytes, 0));
      }),
    );
  });
});

describe("values", () => {
  const number = { kind: "number", default: 1, min: 0, max: 10, integer: true, text: "" } as const;

  test.each(["11", "-1", "1.5", "", " ", "x", "NaN", "Infinity"])("the number %j is refused", (text) => {
    expect(() => parseSetting(number, [text])).toThrow("expected a whole number from 0 to 10");
  });

  test("a flag reads the usual words", () => {
    const flag = { kind: "flag", default: false, text: "" } as const;
    expect(["true", "Yes", "on", "1"].map((word) => parseSetting(flag, [word]))).toEqual([true, true, true, true]);
    expect(["false", "No", "off", "0"].map((word) => parseSetting(flag, [word]))).toEqual([false, false, false, false]);
    expect(() => parseSetting(flag, ["maybe"])).toThrow('expected true or false, found "maybe"');
  });

  test("a list joins repeated flags and splits commas", () => {
    expect(parseSetting({ kind: "list", default: [], text: "" }, ["a, b", "c", ""])).toEqual(["a", "b", "c"]);
  });

  test("a choice names what is allowed", () => {
    expect(() => parseSetting(SETTINGS.logLevel, ["loud"])).toThrow("one of debug, info, warning, error");
  });

  test("secrets are not shown", () => {
    expect(formatSetting(SETTINGS.notifySecret, "k3y")).toBe("(set)");
    expect(formatSetting(SETTINGS.notifySecret, "")).toBe("(none)");
  });

  test("every default is a value its own parser accepts", () => {
    for (const key of SETTING_KEYS) {
      const definition = SETTINGS[key];
      const texts = definition.kind === "list" ? definition.default : [String(definition.default)];
      expect(parseSetting(definition, texts)).toEqual(definition.default);
    }
  });
});

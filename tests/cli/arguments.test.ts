import { describe, expect, spyOn, test } from "bun:test";
import { commandHelp, parseCommandLine, wrap } from "../../src/cli/arguments.ts";
import { UsageError } from "../../src/cli/exit.ts";

const COMMAND = {
  name: "cook",
  operands: "DISH [DISH ...]",
  fewestOperands: 1,
  mostOperands: 2,
  text: "Cooks.",
  options: {
    saltGrams: { kind: "number", default: 5, min: 0, max: 100, integer: true, placeholder: "GRAMS", text: "Salt." },
    stir: { kind: "flag", default: true, text: "Stir." },
    herb: { kind: "list", default: [], text: "Herbs." },
    course: { kind: "choice", choices: ["starter", "main"], default: "main", text: "Course." },
  },
  settings: ["port", "data"],
  examples: [{ command: "quakewright cook soup", text: "Soup" }],
} as const;

const parse = (...args: string[]) => {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) throw new Error("help was asked for");
  return line;
};

const usageError = (...args: string[]): string => {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error("no usage error");
};

describe("reading", () => {
  test("defaults", () => {
    const { options, operands, given, loaded } = parse("soup");
    expect(options).toEqual({ saltGrams: 5, stir: true, herb: [], course: "main" });
    expect(operands).toEqual(["soup"]);
    expect(given.size).toBe(0);
    expect(loaded.origins.port).toBe("default");
  });

  test("values after a blank or an equals sign, anywhere on the line", () => {
    const { options, operands, given } = parse(
      "--salt-grams",
      "7",
      "soup",
      "--no-stir",
      "--herb=basil,dill",
      "stew",
      "--herb",
      "mint",
    );
    expect(options).toEqual({ saltGrams: 7, stir: false, herb: ["basil", "dill", "mint"], course: "main" });
    expect(operands).toEqual(["soup", "stew"]);
    expect([...given].sort()).toEqual(["herb", "saltGrams", "stir"]);
  });

  test("negative numbers are values, a lone dash an operand, all after -- are operands", () => {
    expect(usageError("soup", "--salt-grams", "-1")).toContain("from 0 to 100");
    expect(parse("-").operands).toEqual(["-"]);
    expect(parse("--", "--soup").operands).toEqual(["--soup"]);
  });

  test("settings flags come with their origin", () => {
    const { settings, origins } = parse("soup", "--port=9000").loaded;
    expect([settings.port, origins.port]).toEqual([9000, "--port"]);
  });
});

describe("mistakes", () => {
  test.each([
    [["soup", "--slat-grams", "1"], "unknown option --slat-grams (did you mean --salt-grams?)"],
    [["soup", "--salt_grams", "1"], "unknown option --salt_grams (did you mean --salt-grams?)"],
    [["soup", "--xyzzy"], "unknown option --xyzzy"],
    [["soup", "-x"], "unknown option -x"],
    [["soup", "--no-port"], "unknown option --no-port (did you mean --port?)"],
    [["soup", "--salt-grams"], "--salt-grams needs a value"],
    [["soup", "--salt-grams", "--stir"], "--salt-grams needs a value"],
    [["soup", "--no-stir=true"], "--no-stir takes no value"],
    [["soup", "--course", "desert"], '--course: expected one of starter, main, found "desert"'],
    [["soup", "--port", "high"], '--port: expected a whole number from 0 to 65535, found "high"'],
    [[], "expected DISH [DISH ...]"],
    [["a", "b", "c"], "unexpected argument c; expected DISH [DISH ...]"],
  ])("%j", (args, message) => expect(usageError(...args)).toBe(message));
});

describe("help", () => {
  test("--help prints it and reads nothing else", () => {
    const log = spyOn(console, "log").mockImplementation(() => {});
    try {
      expect(parseCommandLine(COMMAND, ["--help", "--nonsense"])).toBeUndefined();
      expect(log.mock.calls[0]?.[0]).toBe(commandHelp(COMMAND));
    } finally {
      log.mockRestore();
    }
  });

  test("names every option, its default, the settings and the examples", () => {
    const text = commandHelp(COMMAND);
    expect(text).toContain("Usage: quakewright cook DISH [DISH ...] [options]");
    expect(text).toMatch(/--salt-grams GRAMS +Salt. \[5\]/);
    expect(text).toMatch(/--course starter\|main/);
    expect(text).toMatch(/--port PORT/);
    expect(text).toContain("  # Soup\n  quakewright cook soup");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("lines break between words", () => {
    expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
    expect(wrap("", 9)).toEqual([]);
  });
});

import { describe, expect, test } from "bun:test";
import { InputError } from "../../../src/input-error.ts";
import { decodeUtf8, parseIni } from "../../../src/inputs/job-ini/ini-syntax.ts";

const read = (text: string) => parseIni(text, "job.ini").map(({ name, value, line }) => [name, value, line]);

function problemsOf(text: string) {
  try {
    parseIni(text, "job.ini");
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

describe("syntax of job files", () => {
  test("sections carry no meaning, keys are lower-cased, = and : separate, % is literal", () => {
    expect(read("[a]\nDescription = 50% Of it\n[b]\nx:1")).toEqual([
      ["description", "50% Of it", 2],
      ["x", "1", 4],
    ]);
  });

  test("a value goes on in lines that are indented more than its key; blank lines inside are kept", () => {
    expect(read("[a]\nx = {\n  1,\n\n  2}\ny = 3")).toEqual([
      ["x", "{\n1,\n\n2}", 2],
      ["y", "3", 6],
    ]);
  });

  test("whole-line comments start with # or ;, there are no inline comments", () => {
    expect(read("[a]\n# no\n  ; no\nx = 3 # yes")).toEqual([["x", "3 # yes", 4]]);
  });

  test("CRLF and a byte order mark are accepted", () => {
    const text = decodeUtf8(new TextEncoder().encode("\ufeff[a]\r\nx = 1\r\n"), "job.ini");
    expect(read(text)).toEqual([["x", "1", 2]]);
  });

  test("every mistake is reported with its line", () => {
    const problems = problemsOf("[a]\nx = 1\nx = 2\nnonsense\n[a]\ny = 1\n[b]\ny = 2");
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5, 8]);
    expect(problems.map(({ message }) => message)).toEqual([
      "x is set twice: before at line 2",
      "neither a section nor a parameter: nonsense",
      "the section [a] stands twice",
      "y is set twice: before at line 6, in [a]",
    ]);
    expect(problems[0]!.reference).toContain("option 'x' in section 'a' already exists");
    expect(problems[3]!.reference).toContain("is(are) defined in multiple sections");
  });

  test("a key before the first section is refused", () => {
    expect(problemsOf("x = 1")[0]).toMatchObject({ line: 1 });
    expect(problemsOf("x = 1")[0]!.message).toContain("a parameter before the first section");
  });

  test("text that is not UTF-8 is refused with the position of the byte", () => {
    const latin1 = Uint8Array.from([0x5b, 0x61, 0x5d, 0x0a, 0xe0, 0x20]);
    expect(() => decodeUtf8(latin1, "job.ini")).toThrow("looks like Latin-1");
  });
});

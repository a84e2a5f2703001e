import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { editDistance, nearestName } from "../src/nearest-name.ts";

describe("edit distance", () => {
  test.each([
    ["", "", 0],
    ["abc", "", 3],
    ["kitten", "sitting", 3],
    ["prot", "port", 1],
    ["ca", "abc", 3],
  ])("%s to %s", (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

  test("is symmetric, zero only for equal texts, at most the longer length", () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

test("the nearest name, or none when nothing is near", () => {
  const names = ["port", "host", "base-path", "allow-path"];
  expect(nearestName("prot", names)).toBe("port");
  expect(nearestName("BASE_PATH", names)).toBe("base-path");
  expect(nearestName("zzzzzz", names)).toBeUndefined();
});

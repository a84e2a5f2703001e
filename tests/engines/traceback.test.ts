import { expect, test } from "bun:test";
import { errorText, tracebackLines, withoutPaths } from "../../src/engines/traceback.ts";
import { InputError } from "../../src/input-error.ts";

test("mistakes of the user are their problems, one a line, without frames", () => {
  const error = new InputError([
    { message: "what", file: "job.ini", line: 3 },
    { message: "and that", allowed: "1..2" },
  ]);
  expect(tracebackLines(error)).toEqual(["job.ini:3: what", "and that (allowed: 1..2)"]);
});

test("defects show our frames, innermost last, and no path", () => {
  const fail = () => {
    throw new RangeError("bad value in /data/calcs/7/inputs/models/a.xml");
  };
  let lines: string[] = [];
  try {
    fail();
  } catch (error) {
    lines = tracebackLines(error, "/data/calcs/7");
  }
  expect(lines[0]).toBe("Traceback (most recent call last):");
  expect(lines.at(-2)).toMatch(/^ {2}File "tests\/engines\/traceback\.test\.ts", line \d+, in fail$/);
  expect(lines.at(-1)).toBe("RangeError: bad value in models/a.xml");
  expect(lines.some((line) => line.includes("node_modules") || line.includes('"/'))).toBe(false);
});

test("paths become names", () => {
  const folder = "/srv/data/calcs/12";
  expect(withoutPaths("open '/srv/data/calcs/12/inputs/sub/x.xml'", folder)).toBe("open 'sub/x.xml'");
  expect(withoutPaths("see /srv/data/calcs/12/log.jsonl and /var/lib/thing.db", folder)).toBe(
    "see log.jsonl and thing.db",
  );
  expect(withoutPaths("1/2 of m/s at 10 km/h", folder)).toBe("1/2 of m/s at 10 km/h");
  expect(errorText("/usr/share/x is broken")).toBe("x is broken");
  expect(errorText(new InputError("in /nrml/sourceModel of a.xml"), folder)).toBe("in /nrml/sourceModel of a.xml");
});

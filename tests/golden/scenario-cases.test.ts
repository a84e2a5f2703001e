/** Golden scenarios, from their files to their csv exports, by the command line: the same events, the same fields. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden } from "../harness.ts";
import { runGoldenCase } from "./golden-case.ts";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {
  "scenario/scenario_case_21":
    "beside stations the reference's covariances are rounding noise in single precision: up to 1 % in 47 of 1422 values; ours agree " +
    "with its code in double precision to 1.3e-5",
};

/** Cases run at a time. */
const LANES = 2;

const names = hasGolden() ? readdirSync(goldenPath("calc", "scenario")).map((name) => join("scenario", name)) : [];
const outcomes = new Map<string, readonly string[]>();

describe.if(names.length > 0)("golden scenarios", () => {
  beforeAll(async () => {
    const queue = [...names];
    const lane = async (): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift())
        outcomes.set(name, await runGoldenCase(name));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }, 900_000);

  for (const name of names)
    test(name, () => {
      const problems = outcomes.get(name)!;
      const reason = EXCEPTIONS[name];
      if (reason === undefined) expect(problems).toEqual([]);
      else expect(problems.length, `${name} agrees now: take it off the exceptions (${reason})`).toBeGreaterThan(0);
    });
});

/** Every classical, preclassical and disaggregation job of the golden data, from its files to its csv exports, by the command line. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden } from "../harness.ts";
import { runGoldenCase } from "./golden-case.ts";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {};

/** Cases run at a time. */
const LANES = 2;

const MODES = ["classical", "disaggregation", "preclassical"];
const names = hasGolden()
  ? MODES.flatMap((mode) => readdirSync(goldenPath("calc", mode)).map((name) => join(mode, name)))
  : [];
const outcomes = new Map<string, readonly string[]>();

describe.if(names.length > 0)("golden jobs", () => {
  beforeAll(async () => {
    const queue = [...names];
    const lane = async (): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift())
        outcomes.set(name, await runGoldenCase(name));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const passed = [...outcomes.values()].filter((problems) => problems.length === 0).length;
    console.log(`golden jobs: ${passed} of ${names.length} agree, ${Object.keys(EXCEPTIONS).length} excepted`);
  }, 900_000);

  for (const name of names)
    test(name, () => {
      const problems = outcomes.get(name)!;
      const reason = EXCEPTIONS[name];
      if (reason === undefined) expect(problems).toEqual([]);
      else expect(problems.length, `${name} agrees now: take it off the exceptions (${reason})`).toBeGreaterThan(0);
    });
});

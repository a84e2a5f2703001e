/** Every event-based job of the golden data, from its files to its csv exports, by the command line. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden } from "../harness.ts";
import { runGoldenCase } from "./golden-case.ts";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {
  demo_EventBasedLiquefaction: "between-event terms of tasks without motion, which the reference drops task by task",
  "event_based_case_26-land": "strikes of meshes",
  "event_based_case_26-liq": "strikes of meshes, maps of secondary perils",
  event_based_case_34: "strikes of meshes",
  "event_based_case_10-cfms": "between-event terms of tasks without motion, which the reference drops task by task",
  event_based_case_16: "amplification of fields",
  event_based_case_32: "ruptures inside a geometry file",
  event_based_risk_case_4a: "strike of meshes whose single-precision nodes lean the other way",
};

const MODE = "event_based";
const LANES = 2;
const names = hasGolden() ? readdirSync(goldenPath("calc", MODE)) : [];
const outcomes = new Map<string, readonly string[]>();

describe.if(names.length > 0)("golden jobs of event sets", () => {
  beforeAll(async () => {
    const queue = [...names];
    const lane = async (): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift())
        outcomes.set(name, await runGoldenCase(join(MODE, name)));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const passed = [...outcomes.values()].filter((problems) => problems.length === 0).length;
    console.log(`golden jobs of event sets: ${passed} of ${names.length} agree`);
  }, 900_000);

  for (const name of names)
    test(name, () => {
      const problems = outcomes.get(name)!;
      const reason = EXCEPTIONS[name];
      if (reason === undefined) expect(problems).toEqual([]);
      else expect(problems.length, `${name} agrees now: take it off the exceptions (${reason})`).toBeGreaterThan(0);
    });
});

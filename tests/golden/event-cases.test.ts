/** Every event-based job of the golden data, from its files to its csv exports, by the command line. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden } from "../harness.ts";
import { runGoldenCase } from "./golden-case.ts";

const PERILS = "secondary perils are not computed in event sets yet";

/** Cases that do not agree, each with the reason. */
const EXCEPTIONS: { readonly [name: string]: string } = {
  demo_EventBasedLiquefaction: PERILS,
  "event_based_case_26-land": PERILS,
  "event_based_case_26-liq": PERILS,
  event_based_case_34: PERILS,
  "event_based_case_1-from_ses": "names the calculation it continues by its job file",
  "event_based_case_10-cfms": "measures of the vulnerability functions",
  event_based_case_16: "amplification of fields, mea_tau_phi",
  event_based_case_31: "continues from ruptures",
  event_based_case_32: "ruptures inside a geometry file",
  event_based_case_7: "compare_with_classical",
  event_based_risk_case_4a: "strike of meshes whose single-precision nodes lean the other way",
  "mosaic_for_ses_EUR-in": "the last letter of custom_site_id",
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

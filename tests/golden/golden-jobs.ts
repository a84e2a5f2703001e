/** One test for every golden job of some modes: it agrees, or it stands among the exceptions and does not agree yet. */
import { beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { goldenPath, hasGolden } from "../harness.ts";
import { runGoldenCase } from "./golden-case.ts";

/** Cases run at a time. */
const LANES = 2;

/**
 * @param modes folders of the golden data's `calc`
 * @param exceptions cases (`classical/case_1`) that do not agree, each with the reason; one that agrees by now fails
 */
export function describeGoldenJobs(
  title: string,
  modes: readonly string[],
  exceptions: { readonly [name: string]: string },
): void {
  const names = hasGolden()
    ? modes.flatMap((mode) => readdirSync(goldenPath("calc", mode)).map((name) => join(mode, name)))
    : [];
  const outcomes = new Map<string, readonly string[]>();

  describe.if(names.length > 0)(title, () => {
    beforeAll(async () => {
      const queue = [...names];
      const lane = async (): Promise<void> => {
        for (let name = queue.shift(); name !== undefined; name = queue.shift())
          outcomes.set(name, await runGoldenCase(name));
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      const passed = [...outcomes.values()].filter((problems) => problems.length === 0).length;
      console.log(`${title}: ${passed} of ${names.length} agree, ${Object.keys(exceptions).length} excepted`);
    }, 900_000);

    for (const name of names)
      test(name, () => {
        const problems = outcomes.get(name)!;
        const reason = exceptions[name];
        if (reason === undefined) expect(problems).toEqual([]);
        else expect(problems.length, `${name} agrees now: take it off the exceptions (${reason})`).toBeGreaterThan(0);
      });
  });
}

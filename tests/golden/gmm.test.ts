/** Every implemented class, alias and variant against the tables of the reference engine. */
import { describe, expect, test } from "bun:test";
import { modelNames } from "../../src/hazard/gmm/registry.ts";
import { verifyFolder } from "../../src/hazard/gmm/verify.ts";
import { goldenPath, hasGolden } from "../harness.ts";

describe.if(hasGolden())("ground-motion models against the reference tables", () => {
  const verification = verifyFolder(goldenPath("gsim"));
  const checked = new Map<string, typeof verification.entries>();
  for (const entry of verification.entries)
    if (entry.verdict !== "unimplemented") checked.set(entry.class, [...(checked.get(entry.class) ?? []), entry]);

  for (const [name, entries] of checked)
    test(`${name} (${entries.length} tables)`, () => {
      expect(entries.filter((entry) => entry.verdict === "failed")).toEqual([]);
    });

  test("classes not yet implemented are listed", () => {
    const { unimplementedClasses, totals } = verification;
    console.log(
      `${totals.passed} tables passed, ${totals.unimplemented} not implemented; ` +
        `${unimplementedClasses.length} classes missing: ${unimplementedClasses.join(", ")}`,
    );
    expect(unimplementedClasses.filter((name) => modelNames().includes(name))).toEqual([]);
  });
});

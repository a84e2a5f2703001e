/** The list of models against the folder: a family file that nobody lists would be a model that nobody finds. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { modelNames } from "../../../src/hazard/gmm/registry.ts";
import { PROJECT } from "../../harness.ts";

const FOLDER = join(PROJECT, "src", "hazard", "gmm");

interface Family {
  readonly models: { readonly [name: string]: unknown };
  readonly aliases?: unknown;
}

function isFamily(value: unknown): value is Family {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).every((key) => key === "models" || key === "aliases") &&
    typeof (value as Partial<Family>).models === "object"
  );
}

describe("families of ground-motion models", () => {
  test("every family of the folder is in the list", async () => {
    const listed = new Set(modelNames());
    const missing: string[] = [];
    let families = 0;
    for await (const file of new Bun.Glob("*/*.ts").scan({ cwd: FOLDER })) {
      if (file.endsWith(".d.ts")) continue;
      const exported = Object.values((await import(join(FOLDER, file))) as { [name: string]: unknown });
      for (const family of exported.filter(isFamily)) {
        families++;
        for (const name of Object.keys(family.models)) if (!listed.has(name)) missing.push(`${name} of ${file}`);
      }
    }
    expect(missing).toEqual([]);
    expect(families).toBeGreaterThan(140);
  });
});

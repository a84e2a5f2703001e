import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelFilesText } from "../../../scripts/model-files.ts";
import { MODEL_FILES } from "../../../src/hazard/gmm/model-files.ts";
import { PROJECT } from "../../harness.ts";

test("the list of model files is what the folders hold (npx bun scripts/model-files.ts)", async () => {
  expect(readFileSync(join(PROJECT, "src/hazard/gmm/model-files.ts"), "utf8")).toBe(await modelFilesText());
});

test("every file gives the classes and aliases that the list says", () => {
  for (const { classes, aliases, load } of MODEL_FILES) {
    const family = load();
    expect(Object.keys(family.models)).toEqual([...classes]);
    expect(Object.entries(family.aliases ?? {}).map(([alias, [target]]) => [alias, target])).toEqual([...aliases]);
  }
});

test("finding a model loads its file alone", () => {
  const program = `
    const { findModel } = await import("${join(PROJECT, "src/hazard/gmm/registry.ts")}");
    findModel("BooreEtAl2014");
    const loaded = Object.keys(require.cache).filter((path) => path.includes("/hazard/gmm/"));
    console.log(loaded.length, loaded.some((path) => path.endsWith("boore-2014.ts")));`;
  const { stdout } = Bun.spawnSync([process.execPath, "-e", program]);
  const [count, isThere] = stdout.toString().trim().split(" ");
  expect(isThere).toBe("true");
  expect(Number(count)).toBeLessThan(30);
});

test("a column of coefficients stands once in its file: tables that share it are read from there", () => {
  const folder = join(PROJECT, "src/hazard/gmm");
  const files = [...new Bun.Glob("**/*.csv").scanSync(folder)];
  expect(files.length).toBeGreaterThan(30);
  const repeated = files.flatMap((file) => {
    const rows = readFileSync(join(folder, file), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const columns = rows[0]!.map((name, c) => ({ name, values: rows.slice(1).map((row) => Number(row[c])) }));
    const byText = Map.groupBy(
      // A column of one number says that all measures have it, and may do so for two things.
      columns.filter(({ values }) => new Set(values).size > 3),
      ({ values }) => values.join(),
    );
    return [...byText.values()]
      .filter((same) => same.length > 1)
      .map((same) => [file, ...same.map(({ name }) => name)]);
  });
  expect(repeated).toEqual([]);
});

/** Memory of a calculation does not grow with its results: finished tiles go to the disk. */
import { expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatastore } from "../../src/datastore/index.ts";
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const MEGABYTE = 2 ** 20;

/** About 24,000 sites, 8 measures of 45 levels, 3 realizations kept and 4 statistics: 238 MB of curves. */
function manySites(folder: string): void {
  cpSync(join(PROJECT, "examples/area-source"), folder, { recursive: true });
  const measures = ["PGA", ...[0.1, 0.2, 0.3, 0.5, 0.75, 1, 2].map((period) => `SA(${period})`)];
  const levels = measures.map((name) => `"${name}": logscale(0.005, 1.5, 45)`).join(", ");
  const ini = readFileSync(join(folder, "job.ini"), "utf8")
    .replace(/^sites_csv.*$/m, "region = -30.5 9.5, -28.5 9.5, -28.5 11.5, -30.5 11.5\nregion_grid_spacing = 1.45")
    .replace(/intensity_measure_types_and_levels = \{[^}]*\}/, `intensity_measure_types_and_levels = {${levels}}`)
    .replace(/^width_of_mfd_bin.*$/m, "width_of_mfd_bin = 1.0")
    .replace(/^area_source_discretization.*$/m, "area_source_discretization = 40.0")
    .concat("\nindividual_rlzs = true\nquantiles = 0.1 0.5 0.9\n");
  writeFileSync(join(folder, "job.ini"), ini);
  const tree = join(folder, "ground-motion-logic-tree.xml");
  const branches = Object.entries({ AkkarBommer2010: 0.5, BooreAtkinson2008: 0.3, CauzziFaccioli2008: 0.2 }).map(
    ([name, weight]) =>
      `<logicTreeBranch branchID="${name}"><uncertaintyModel>${name}</uncertaintyModel><uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`,
  );
  writeFileSync(
    tree,
    readFileSync(tree, "utf8").replace(/<logicTreeBranch [\s\S]*<\/logicTreeBranch>/, branches.join("\n")),
  );
}

test("238 MB of curves need less than 400 MB of memory", async () => {
  using folder = tempFolder();
  manySites(folder.path);
  const args = ["run", "job.ini", "--workers", "2", "--quiet", "--data", "kept"];
  const usage = join(folder.path, "usage.json");
  const program = ["--preload", join(PROJECT, "tests/cli/report-usage.ts"), join(PROJECT, "src/main.ts")];
  const child = Bun.spawn([process.execPath, ...program, ...args], {
    cwd: folder.path,
    env: cleanEnvironment({ USAGE_FILE: usage }),
    stdout: "ignore",
    stderr: "pipe",
  });
  const [log, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  expect({ code, log: code === 0 ? "" : log }).toEqual({ code: 0, log: "" });
  const reader = openDatastore(join(folder.path, "kept/calcs/1/datastore"));
  const shapes = ["hcurves-stats", "hcurves-rlzs", "hmaps-stats"].map((name) => {
    const entry = reader.describe(name);
    return entry?.kind === "array" ? entry.shape : [];
  });
  expect(shapes).toEqual([
    [23607, 4, 8, 45],
    [23607, 3, 8, 45],
    [23607, 4, 8, 2],
  ]);
  // The last tile was stored, too.
  const last = (await reader.readArray("hcurves-stats", { start: 23606, stop: 23607 })) as Float32Array;
  expect(last[0]!).toBeGreaterThan(0);
  reader.close();
  const { bytes } = JSON.parse(readFileSync(usage, "utf8")) as { bytes: number };
  expect(bytes / MEGABYTE).toBeGreaterThan(100);
  expect(bytes / MEGABYTE).toBeLessThan(400);
}, 120_000);

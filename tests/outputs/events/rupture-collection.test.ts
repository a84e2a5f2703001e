import { expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRuptureModel } from "../../../src/inputs/rupture-model.ts";
import { runProgram } from "../../cli/program.ts";
import { PROJECT, tempFolder } from "../../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";

/** With the converter of the engine: ruptures, events and kinds of surfaces of each group. */
const READER = `
import sys
from openquake.hazardlib import nrml, sourceconverter
node = nrml.read(sys.argv[1])[0]
for number, ruptures in sourceconverter.RuptureConverter(5.).convert_ruptureCollection(node).items():
    events = sum(int(rup.n_occ[0]) if hasattr(rup.n_occ, '__len__') else int(rup.n_occ) for rup in ruptures)
    print(number, len(ruptures), events, *sorted({type(rup.rupture.surface).__name__ for rup in ruptures}))
`;

test("ruptures as XML: those of the csv file with all events, planes that are read back, by the engine's reader, too", async () => {
  using folder = tempFolder();
  const ini = join(PROJECT, "examples", "event-based", "job.ini");
  const ran = await runProgram(["run", ini, "--quiet", "--exports", "csv,xml", "--export-dir", folder.path]);
  expect([ran.code, ran.code === 0 ? "" : ran.err]).toEqual([0, ""]);
  const path = join(folder.path, "ruptures.xml");
  const text = readFileSync(path, "utf8");
  const ruptures = Array.from(text.matchAll(/<(\w+Rupture) id="(\d+)"[\s\S]*?<\/\1>/g), ([whole, kind, id]) => ({
    ...{ whole, kind, id },
    magnitude: Number(/<magnitude>(.*?)</.exec(whole)![1]),
    events: Array.from(whole.matchAll(/<SES id="\d+">(.*?)</g), ([, ids]) => ids!.split(" ").map(Number)).flat(),
  }));
  const rowsOf = (name: string) =>
    readFileSync(join(folder.path, name), "utf8")
      .split(/\r?\n/)
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(","));
  const rows = rowsOf("ruptures.csv");
  expect(ruptures.length).toBe(rows.length);
  const byId = new Map(rows.map((row) => [row[0], row]));
  for (const { id, magnitude, events } of ruptures) {
    expect(magnitude).toBeCloseTo(Number(byId.get(id)![3]), 5);
    expect(events.length).toBe(Number(byId.get(id)![2]));
  }
  const all = ruptures.flatMap(({ events }) => events).sort((a, b) => a - b);
  expect(all).toEqual(
    rowsOf("events.csv")
      .map(([event]) => Number(event))
      .sort((a, b) => a - b),
  );

  const plane = ruptures.find(({ kind }) => kind === "singlePlaneRupture")!;
  const alone = plane.whole
    .replace(/<stochasticEventSets>[\s\S]*<\/stochasticEventSets>/, "")
    .replace(/ (id|source|multiplicity)="[^"]*"/g, "");
  writeFileSync(join(folder.path, "alone.xml"), `${text.slice(0, text.indexOf("<ruptureCollection"))}${alone}</nrml>`);
  const read = readRuptureModel({ root: folder.path }, "alone.xml");
  expect(JSON.stringify(read)).toContain(`"mag":${plane.magnitude}`);

  if (ORACLE === "" || !existsSync(join(ORACLE, "bin", "python"))) {
    console.warn("QUAKEWRIGHT_ORACLE names no environment with the reference engine: its reader is not asked");
    return;
  }
  const python = Bun.spawnSync([join(ORACLE, "bin", "python"), "-c", READER, path], {
    env: { ...process.env, HOME: folder.path, OQ_DATADIR: folder.path },
  });
  expect(python.stdout.toString().trim()).toBe(`0 ${rows.length} ${all.length} GriddedSurface PlanarSurface`);
}, 120_000);

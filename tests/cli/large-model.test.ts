/** A large source model is checked quickly and in little memory, whatever its size. */
import { expect, test } from "bun:test";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { PROJECT, tempFolder } from "../harness.ts";
import { cleanEnvironment } from "./program.ts";

const MEGABYTE = 1e6;
const SOURCES = 140_000;

/** About 700 bytes. */
function pointSource(i: number): string {
  return `<pointSource id="${i}" name="point number ${i} of the model">
  <pointGeometry>
    <gml:Point><gml:pos>${((i * 0.01) % 10).toFixed(5)} ${((i * 0.003) % 10).toFixed(5)}</gml:pos></gml:Point>
    <upperSeismoDepth>0.0</upperSeismoDepth>
    <lowerSeismoDepth>10.0</lowerSeismoDepth>
  </pointGeometry>
  <magScaleRel>WC1994</magScaleRel>
  <ruptAspectRatio>1.5</ruptAspectRatio>
  <truncGutenbergRichterMFD aValue="3.5" bValue="0.9" minMag="5.0" maxMag="6.5"/>
  <nodalPlaneDist>
    <nodalPlane probability="0.3" strike="0.0" dip="90.0" rake="0.0"/>
    <nodalPlane probability="0.7" strike="90.0" dip="45.0" rake="90.0"/>
  </nodalPlaneDist>
  <hypoDepthDist>
    <hypoDepth probability="0.5" depth="4.0"/>
    <hypoDepth probability="0.5" depth="8.0"/>
  </hypoDepthDist>
</pointSource>
`;
}

async function writeModel(path: string): Promise<number> {
  const file = createWriteStream(path);
  file.write(`<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="large"><sourceGroup name="g" tectonicRegion="Active Shallow Crust">
`);
  for (let i = 0; i < SOURCES; i += 1000)
    file.write(Array.from({ length: 1000 }, (_, k) => pointSource(i + k)).join(""));
  file.end("</sourceGroup></sourceModel></nrml>\n");
  await finished(file);
  return file.bytesWritten;
}

test("a source model of 100 MB is checked at 10 MB/s and more, in memory that does not follow its size", async () => {
  using folder = tempFolder();
  const bytes = await writeModel(join(folder.path, "model.xml"));
  expect(bytes).toBeGreaterThan(100 * MEGABYTE);
  const usage = join(folder.path, "usage.json");
  const program = [join(import.meta.dir, "report-usage.ts"), join(PROJECT, "src", "main.ts"), "validate", "model.xml"];
  const child = Bun.spawn([process.execPath, "--preload", ...program], {
    cwd: folder.path,
    env: cleanEnvironment({ USAGE_FILE: usage }),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  expect({ code, said: code === 0 ? "" : said }).toEqual({ code: 0, said: "" });
  const taken = JSON.parse(readFileSync(usage, "utf8")) as { seconds: number; bytes: number };
  expect(bytes / MEGABYTE / taken.seconds).toBeGreaterThan(10);
  // The names of sources once kept the text they were cut from: 310 MB instead of 210.
  expect(taken.bytes / MEGABYTE).toBeLessThan(260);
}, 60_000);

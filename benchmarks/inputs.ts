/**
 * Source models of 50 MB, of points and of faults with long traces: validated by themselves and read for a calculation
 * (which keeps the sources). Aim: 10 MB/s, validation under 200 MB.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readSourceFile } from "../src/inputs/nrml/source-models.ts";
import { validateNrmlFile } from "../src/inputs/nrml/validate-nrml.ts";
import { printTable } from "./shared/table.ts";

const BYTES = 50_000_000;
const HEAD = `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="benchmark"><sourceGroup name="g" tectonicRegion="Active Shallow Crust">
`;
const TAIL = "</sourceGroup></sourceModel></nrml>\n";

function point(i: number): string {
  const lon = ((i * 0.01) % 10).toFixed(5);
  const lat = ((i * 0.003) % 10).toFixed(5);
  return `<pointSource id="${i}" name="point ${i}">
  <pointGeometry>
    <gml:Point><gml:pos>${lon} ${lat}</gml:pos></gml:Point>
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

function fault(i: number): string {
  const vertices = Array.from(
    { length: 200 },
    (_, k) => `${(10 + k * 0.01).toFixed(5)} ${(40 + ((i + k) % 7) * 0.001).toFixed(5)}`,
  );
  return `<simpleFaultSource id="${i}" name="fault ${i}">
  <simpleFaultGeometry>
    <gml:LineString><gml:posList>${vertices.join(" ")}</gml:posList></gml:LineString>
    <dip>60.0</dip><upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>15.0</lowerSeismoDepth>
  </simpleFaultGeometry>
  <magScaleRel>WC1994</magScaleRel><ruptAspectRatio>2.0</ruptAspectRatio>
  <incrementalMFD minMag="6.05" binWidth="0.1"><occurRates>0.001 0.0008 0.0005 0.0002</occurRates></incrementalMFD>
  <rake>90.0</rake>
</simpleFaultSource>
`;
}

function writeModel(path: string, make: (i: number) => string): number {
  const file = openSync(path, "w");
  writeSync(file, HEAD);
  let sources = 0;
  for (let size = 0; size < BYTES; sources++) size += writeSync(file, make(sources));
  writeSync(file, TAIL);
  closeSync(file);
  return sources;
}

const MODELS = { points: point, faults: fault };

/** Runs in a process of its own, so that the memory is that of one reading. */
async function measure(what: string, path: string): Promise<void> {
  const started = performance.now();
  if (what === "validate") {
    const { valid } = await validateNrmlFile({ root: dirname(path) }, basename(path));
    if (!valid) throw new Error("the model is not valid");
  } else {
    await readSourceFile({ root: dirname(path) }, basename(path), {
      widthOfMfdBin: 0.1,
      areaSourceDiscretization: 10,
      complexFaultMeshSpacing: 5,
    });
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

const [what, path] = process.argv.slice(2);
if (what !== undefined && path !== undefined) {
  await measure(what, path);
} else {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
  try {
    const rows: string[][] = [];
    for (const [name, make] of Object.entries(MODELS)) {
      const model = join(folder, `${name}.xml`);
      const sources = writeModel(model, make);
      const megabytes = statSync(model).size / 1e6;
      for (const task of ["validate", "read"]) {
        const child = Bun.spawn([process.execPath, import.meta.path, task, model], {
          stdio: ["ignore", "pipe", "inherit"],
        });
        const { seconds, peakMb } = (await new Response(child.stdout).json()) as { seconds: number; peakMb: number };
        rows.push([
          `${task} ${name}`,
          String(sources),
          `${megabytes.toFixed(0)} MB`,
          `${seconds.toFixed(2)} s`,
          `${(megabytes / seconds).toFixed(1)} MB/s`,
          `${peakMb.toFixed(0)} MB`,
        ]);
      }
    }
    printTable("Source models", ["task", "sources", "size", "time", "speed", "peak memory"], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

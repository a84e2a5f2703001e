/**
 * Exports: a table of a million rows against the reference's own writers in the same run (QUAKEWRIGHT_ORACLE), and what a
 * gigabyte of csv costs the server in memory and in answers to others. Both write to the temporary folder and clean up.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportOutput, openResults, packFiles } from "../src/outputs/index.ts";
import { writeLargeResults } from "../tests/outputs/large-results.ts";
import { watchedServer } from "../tests/outputs/watched-server.ts";
import { printTable, quantile } from "./shared/table.ts";

const ROWS = 1_000_000;
/** 1.03 GB of csv in six files. */
const GIGABYTE_SITES = 640_000;

interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The same arrays through the writers that the reference's exporters call. */
const REFERENCE = `
import sys, os, json, time, numpy
from openquake.baselib import writers
from openquake.commonlib import util
folder, out = sys.argv[1:]
lon = numpy.load(folder + '/sitecol/lon.npy'); lat = numpy.load(folder + '/sitecol/lat.npy')
maps = numpy.load(folder + '/hmaps-stats.npy')[:, 0].reshape(len(lon), -1)
names = ['%s-%s' % (imt, poe) for imt in ('PGA', 'SA(0.2)', 'SA(1.0)') for poe in (.1, .02)]
mesh = numpy.zeros(len(lon), [('lon', float), ('lat', float)]); mesh['lon'] = lon; mesh['lat'] = lat
table = numpy.zeros(len(lon), [(n, numpy.float32) for n in names])
for i, n in enumerate(names):
    table[n] = maps[:, i]
result = {}
def timed(kind, path, write):
    start = time.perf_counter(); write(path)
    result[kind] = dict(seconds=time.perf_counter() - start, megabytes=os.path.getsize(path) / 1e6)
timed('csv', out + '/reference.csv', lambda path: writers.write_csv(path, util.compose_arrays(mesh, table), comment=dict(kind='mean')))
whole = util.compose_arrays(mesh, table)
timed('npz', out + '/reference.npz', lambda path: numpy.savez_compressed(path, all=whole))
print(json.dumps(result))
`;

async function reference(folder: string, out: string): Promise<{ readonly [type: string]: Timed } | undefined> {
  const oracle = process.env["QUAKEWRIGHT_ORACLE"] ?? "";
  if (oracle === "") return undefined;
  const child = Bun.spawn([join(oracle, "bin", "python"), "-c", REFERENCE, folder, out], {
    env: { ...process.env, HOME: join(oracle, "home"), OQ_DATADIR: out, OQ_DISTRIBUTE: "no" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("the reference's writers failed");
  return JSON.parse(text.trim().split("\n").at(-1) ?? "") as { readonly [type: string]: Timed };
}

async function timeExport(folder: string, out: string, type: string): Promise<Timed> {
  const results = openResults({ folder });
  const path = join(out, `ours.${type}`);
  const started = performance.now();
  const filters = type === "npz" ? {} : { filters: { kinds: ["mean"] } };
  const { content } = packFiles(
    await exportOutput(results, "hmaps", type, { calculationId: 1, ...filters }),
    "hmaps",
    type,
  );
  const file = await open(path, "w");
  for await (const chunk of content) await file.write(chunk);
  await file.close();
  results.reader.close();
  return { seconds: (performance.now() - started) / 1000, megabytes: statSync(path).size / 1e6 };
}

async function millionRows(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-benchmark-outputs-"));
  try {
    await writeLargeResults(folder, ROWS);
    const out = join(folder, "out");
    mkdirSync(out);
    const theirs = await reference(join(folder, "datastore"), out);
    const rows: string[][] = [];
    for (const type of ["csv", "npz", "parquet", "geojson", "json"]) {
      const ours = await timeExport(folder, out, type);
      const other = theirs?.[type];
      // Our npz holds both statistics, the reference's measured one.
      const share = type === "npz" ? 2 : 1;
      rows.push([
        type,
        ours.megabytes.toFixed(0),
        ours.seconds.toFixed(2),
        ((ROWS * share) / ours.seconds / 1e6).toFixed(2),
        other === undefined ? "" : (ROWS / other.seconds / 1e6).toFixed(3),
        other === undefined ? "" : ((other.seconds / ours.seconds) * share).toFixed(1),
      ]);
    }
    printTable(
      "Hazard map of a million sites, 8 columns, one core (goal: csv at least 10 times the reference)",
      ["type", "MB", "seconds", "million rows/s", "reference", "times"],
      rows,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function gigabyte(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-benchmark-outputs-"));
  try {
    await using server = await watchedServer(folder, GIGABYTE_SITES);
    const rows: string[][] = [];
    const hcurves = server.result("hcurves");
    for (const [name, path] of [
      ["1 GB of csv, made and sent", `${hcurves}?export_type=csv`],
      ["the same, kept", `${hcurves}?export_type=csv`],
      ["one csv of the six, filtered", `${hcurves}?export_type=csv&kind=mean&imt=PGA`],
      ["extract hcurves", "/v1/calc/1/extract/hcurves"],
      ["Parquet", `${hcurves}?format=parquet`],
      ["HDF5", "/v1/calc/1/datastore"],
    ] as const) {
      const { bytes, seconds, grewMb, list } = await server.download(path);
      rows.push([
        name,
        (bytes / 1e6).toFixed(0),
        seconds.toFixed(1),
        grewMb.toFixed(0),
        quantile(list, 0.5).toFixed(1),
        quantile(list, 0.99).toFixed(1),
      ]);
    }
    printTable(
      `Exports of ${GIGABYTE_SITES} sites from a server (goal: memory + 100 MB at most, list p99 < 50 ms)`,
      ["answer", "MB sent", "seconds", "memory + MB", "list median ms", "list p99 ms"],
      rows,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await millionRows();
await gigabyte();

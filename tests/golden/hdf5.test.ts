/**
 * The HDF5 file and the extracts, read by the reference's own library and its WebExtractor. Needs a virtual environment with
 * the reference engine: QUAKEWRIGHT_ORACLE=/path/to/venv; without it only what h5wasm reads back is checked.
 */

import { afterAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, Group } from "h5wasm/node";
import { continueDatastore } from "../../src/datastore/index.ts";
import { OutputError, openResults, serveOutput, writeToCache } from "../../src/outputs/index.ts";
import { childRunner } from "../child-runner.ts";
import { hasGolden, PROJECT, tempFolder } from "../harness.ts";
import { buildGoldenDatastore } from "./golden-results.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"];
const COMMAND = [process.execPath, join(PROJECT, "src", "main.ts")];

/** What the samples of extracts do not hold: logic trees, sources, rates by source. */
async function completeDatastore(folder: string): Promise<void> {
  await buildGoldenDatastore("classical", folder);
  const writer = continueDatastore(join(folder, "datastore"));
  writer.putTable("full_lt/source_model_lt", [
    { name: "branchset", texts: ["bs1", "bs1"] },
    { name: "branch", texts: ["b1", "b2"] },
    { name: "utype", texts: ["sourceModel", "sourceModel"] },
    { name: "uvalue", texts: ["source_model_1.xml", "source_model_2.xml"] },
    { name: "weight", data: Float64Array.of(0.5, 0.5) },
  ]);
  const [active, stable] = ["Active Shallow Crust", "Stable Continental Crust"] as const;
  writer.putTable("full_lt/gsim_lt", [
    { name: "trt", texts: [active, active, stable, stable] },
    { name: "branch", texts: ["gA0", "gA1", "gB0", "gB1"] },
    { name: "uncertainty", texts: ["[BooreAtkinson2008]", "[ChiouYoungs2008]", "[ToroEtAl2002]", "[Campbell2003]"] },
    { name: "weight", data: Float64Array.of(0.5, 0.5, 0.5, 0.5) },
  ]);
  writer.putTable("source_info", [
    { name: "source_id", texts: ["1!b1", "2!b2"] },
    { name: "grp_id", data: Uint16Array.of(0, 1) },
    { name: "code", texts: ["A", "S"] },
    { name: "num_ctxs", data: BigUint64Array.of(12n, 761n) },
    { name: "num_ruptures", data: Uint32Array.of(4, 254) },
    { name: "weight", data: Float64Array.of(0.25, 1e-9) },
  ]);
  writer.putArray(
    "mean_rates_by_src",
    Float64Array.from({ length: 3 * 3 * 8 * 2 }, (_, i) => i / 7),
    {
      shape: [3, 3, 8, 2],
      attributes: { src_ids: ["1", "2"] },
    },
  );
  await writer.close();
}

const SCRIPT = `
import sys, json, numpy, tempfile
from openquake.commonlib import datastore
from openquake.calculators.extract import extract, WebExtractor
from openquake.calculators.export import export
import openquake.calculators.export.hazard

url, folder = sys.argv[1:]
web = WebExtractor(1, url, '', '')
fname = folder + '/calc_1.hdf5'
web.dump(fname)
ds = datastore.read(fname)
ds.export_dir = folder
out = {'compared': []}
oq = ds['oqparam']
assert vars(oq)['hazard_imtls'] == web.oqparam.hazard_imtls
out['mode'] = oq.calculation_mode
out['sites'] = len(ds['sitecol'])
lt = ds['full_lt']
out['rlzs'] = [p for p in lt.rlzs['branch_path'].tolist()]
out['source_info'] = ds['source_info']['source_id'].astype('U').tolist()
out['weight'] = ds['source_info']['weight'].tolist()
for spec in ['hcurves', 'hcurves?kind=mean', 'hcurves?kind=rlzs&imt=PGA', 'hcurves?kind=stats&site_id=1', 'hmaps',
             'hmaps?kind=quantile-0.15&imt=SA(0.1)', 'uhs', 'uhs?kind=mean', 'realizations', 'sitecol',
             'sitecol?field=vs30', 'weights', 'high_sites', 'performance_data', 'hcurves-stats', 'hmaps-rlzs']:
    theirs, ours = extract(ds, spec), web.get(spec)
    for name, value in vars(theirs).items():
        if name in ('extra', 'json') or name.startswith('_'):
            continue
        value, found = numpy.asarray(value), numpy.asarray(getattr(ours, name))
        assert value.shape == found.shape, (spec, name, value.shape, found.shape)
        if value.dtype.names or value.dtype.kind in 'SU':
            if name == 'array' and spec in ('sitecol', 'realizations'):
                for field in value.dtype.names:
                    assert (value[field] == found[field]).all(), (spec, field)
            elif value.dtype.names:
                assert value.dtype == found.dtype, (spec, name, value.dtype, found.dtype)
                assert value.tobytes() == found.tobytes(), (spec, name)
            else:
                assert value.astype('U').tolist() == found.astype('U').tolist(), (spec, name)
        else:
            assert (value == found).all(), (spec, name)
        out['compared'].append(spec + ':' + name)
rates = web.get('mean_rates_by_src?imt=PGA&iml=0.005&site_id=0').array
out['rates'] = [(s.decode(), r) for s, r in rates.tolist()]
out['frame'] = len(ds['mean_rates_by_src'].to_dframe())
out['files'] = {key: len(export((key, 'csv'), ds)) for key in ['hcurves', 'hmaps', 'uhs', 'realizations', 'mean_rates_by_src']}
try:
    web.get('nosuchkey')
except Exception as exc:
    out['error'] = str(exc)
print(json.dumps(out))
`;

if (hasGolden()) {
  const folder = tempFolder();
  afterAll(() => folder[Symbol.dispose]());
  const ready = completeDatastore(folder.path);

  test("a file with the reference's names, read back", async () => {
    await ready;
    const written = await writeToCache({ folder: folder.path }, { kind: "datastore", calculationId: 7 });
    expect(written.name).toBe("calc_7.hdf5");
    const h5wasm = await import("h5wasm/node");
    await h5wasm.ready;
    const file = new h5wasm.File(written.path, "r");
    try {
      expect(file.keys()).toEqual(
        expect.arrayContaining([
          "oqparam",
          "sitecol",
          "hcurves-stats",
          "hmaps-stats",
          "full_lt",
          "weights",
          "source_info",
        ]),
      );
      const dataset = (path: string) => file.get(path) as Dataset;
      expect(dataset("hcurves-stats").shape).toEqual([3, 3, 3, 8]);
      const results = openResults({ folder: folder.path });
      expect(dataset("hcurves-stats").value).toEqual(await results.reader.readArray("hcurves-stats"));
      results.reader.close();
      expect(JSON.parse(dataset("oqparam").value as string).calculation_mode).toBe("classical");
      expect((file.get("sitecol") as Group).attrs["__pdcolumns__"]?.value).toBe(
        "sids lon lat depth vs30 vs30measured z1pt0",
      );
      expect(file.attrs["engine_version"]?.value).toBe("3.26.2");
    } finally {
      file.close();
    }
  });

  test("arrays larger than a piece are written whole", async () => {
    using large = tempFolder();
    await buildGoldenDatastore("classical", large.path);
    const writer = continueDatastore(join(large.path, "datastore"));
    const rows = 700_001;
    writer.putArray(
      "big",
      Float64Array.from({ length: rows * 4 }, (_, i) => i),
      { shape: [rows, 4] },
    );
    writer.putTable("records", [
      { name: "id", data: Uint32Array.from({ length: rows }, (_, i) => i) },
      { name: "value", data: Float64Array.from({ length: rows }, (_, i) => i / 3) },
      { name: "code", texts: Array.from({ length: rows }, (_, i) => `c${i % 7}`), width: 16 },
    ]);
    await writer.close();
    const { path } = await writeToCache({ folder: large.path }, { kind: "datastore", calculationId: 1 });
    const h5wasm = await import("h5wasm/node");
    const file = new h5wasm.File(path, "r");
    try {
      const big = file.get("big") as Dataset;
      expect(big.shape).toEqual([rows, 4]);
      expect(big.slice([[rows - 1, rows], []])).toEqual(
        Float64Array.of((rows - 1) * 4, rows * 4 - 3, rows * 4 - 2, rows * 4 - 1),
      );
      const records = file.get("records") as Dataset;
      expect(records.shape).toEqual([rows]);
      expect(records.slice([[rows - 1, rows]])).toEqual([[rows - 1, (rows - 1) / 3, `c${(rows - 1) % 7}`]] as never);
    } finally {
      file.close();
    }
  }, 30_000);

  if (ORACLE === undefined || !existsSync(join(ORACLE, "bin", "python"))) {
    console.warn(
      "QUAKEWRIGHT_ORACLE names no virtual environment with the reference engine: not read with its library",
    );
  } else {
    test("the reference's library and its WebExtractor read the same arrays", async () => {
      await ready;
      await using server = Bun.serve({
        port: 0,
        async fetch(request) {
          const url = new URL(request.url);
          const spec = /^\/v1\/calc\/1\/extract\/(.*)$/.exec(url.pathname)?.[1];
          try {
            const answer = await serveOutput(
              { folder: folder.path },
              spec === undefined
                ? { kind: "datastore", calculationId: 1 }
                : { kind: "extract", spec, query: url.search.slice(1) },
              { runChild: childRunner(COMMAND) },
            );
            return new Response(answer.kind === "bytes" ? new Uint8Array(answer.bytes) : Bun.file(answer.path));
          } catch (error) {
            if (error instanceof OutputError) return new Response(error.message, { status: 404 });
            throw error;
          }
        },
      });
      using work = tempFolder();
      const script = join(work.path, "read.py");
      await Bun.write(script, SCRIPT);
      const child = Bun.spawn([join(ORACLE, "bin", "python"), script, `http://127.0.0.1:${server.port}`, work.path], {
        env: { ...process.env, HOME: work.path, OQ_DATADIR: work.path, OQ_DISTRIBUTE: "no" },
        stdout: "pipe",
        stderr: "pipe",
      });
      const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
      if ((await child.exited) !== 0) throw new Error(err);
      const found = JSON.parse(out.trim().split("\n").at(-1) ?? "");
      expect(found.mode).toBe("classical");
      expect(found.sites).toBe(3);
      expect(found.rlzs).toEqual(["A~AA", "A~AB", "A~BA", "A~BB", "B~AA", "B~AB", "B~BA", "B~BB"]);
      expect(found.source_info).toEqual(["1!b1", "2!b2"]);
      expect(found.weight).toEqual([0.25, 1e-9]);
      expect(found.compared.length).toBeGreaterThan(40);
      expect(found.rates).toEqual([
        ["2", 1 / 7],
        ["1", 0],
      ]);
      expect(found.frame).toBe(3 * 3 * 8 * 2 - 1);
      expect(found.files).toEqual({ hcurves: 33, hmaps: 11, uhs: 11, realizations: 1, mean_rates_by_src: 3 });
      expect(found.error).toContain("nosuchkey");
    }, 120_000);
  }
}

/**
 * Our HDF5 file as the hazard of a calculation of the reference engine: its group `_rates` gives every realization's curves,
 * and with QUAKEWRIGHT_ORACLE (a virtual environment with the engine) the engine's losses on it are those on its own hazard.
 */
import { describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, File, Group } from "h5wasm/node";
import { runProgram } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

const ORACLE = process.env["QUAKEWRIGHT_ORACLE"] ?? "";

/** The example computed with or without samples, on two sites; the path of its HDF5 file. */
async function hazard(folder: string, samples: number): Promise<string> {
  cpSync(join(PROJECT, "examples", "logic-tree"), folder, { recursive: true });
  const ini = join(folder, "job.ini");
  const text = readFileSync(ini, "utf8")
    .replace(/^sites = .*$/m, "sites = -29.5 10.5, -29.4 10.4")
    .replace(/^number_of_logic_tree_samples = .*$/m, `number_of_logic_tree_samples = ${samples}`);
  writeFileSync(ini, text);
  const ran = await runProgram(["run", ini, "--quiet", "--exports", "hdf5", "--export-dir", folder]);
  if (ran.code !== 0) throw new Error(ran.err);
  return join(folder, "calc_1.hdf5");
}

/** Curves as the engine adds them up: the rates of a group and model belong to the realizations of its paths that chose it. */
function curvesOf(file: File, models: number): { readonly curves: Float64Array; readonly found: Dataset } {
  const values = (name: string) => Array.from((file.get(name) as Dataset).value as Uint32Array, Number);
  const found = file.get("hcurves-rlzs") as Dataset;
  const [sites = 0, count = 0, measures = 0, levels = 0] = found.shape!;
  const cells = measures * levels;
  const numbers = values("trt_smrs");
  const rates = new Float64Array(sites * count * cells);
  const [sid, lid, gid, rate] = ["sid", "lid", "gid", "rate"].map((name) => values(`_rates/${name}`)) as [
    number[],
    number[],
    number[],
    number[],
  ];
  for (let i = 0; i < sid.length; i++) {
    const path = numbers[Math.floor(gid[i]! / models)]! % 2 ** 24;
    const realization = path * models + (gid[i]! % models);
    rates[(sid[i]! * count + realization) * cells + lid[i]!]! += rate[i]!;
  }
  return { curves: rates.map((value) => -Math.expm1(-value)), found };
}

describe("the hazard of a risk calculation", () => {
  test("rates by group and model give the curves of every realization", async () => {
    using folder = tempFolder();
    const h5wasm = await import("h5wasm/node");
    await h5wasm.ready;
    const file = new h5wasm.File(await hazard(folder.path, 0), "r");
    try {
      expect((file.get("_rates") as Group).attrs["__pdcolumns__"]?.value).toBe("sid lid gid rate");
      expect((file.get("_rates/sid") as Dataset).dtype).toBe("<I");
      expect((file.get("_rates/lid") as Dataset).dtype).toBe("<H");
      expect((file.get("_rates/gid") as Dataset).dtype).toBe("<H");
      expect((file.get("_rates/rate") as Dataset).dtype).toBe("<f");
      const [slice] = (file.get("_rates/slice_by_idx") as Dataset).value as unknown as [number, bigint, bigint][];
      expect(slice).toEqual([0, 0n, BigInt((file.get("_rates/sid") as Dataset).shape![0]!)]);
      expect(JSON.parse((file.get("oqparam") as Dataset).value as string).concurrent_tasks).toBe(2);
      const { curves, found } = curvesOf(file, 3);
      const expected = found.value as Float32Array;
      expect(expected.some((poe) => poe > 0.5)).toBe(true);
      let worst = 0;
      for (const [i, poe] of expected.entries()) worst = Math.max(worst, Math.abs(curves[i]! - poe));
      expect(worst).toBeLessThan(2e-7);
    } finally {
      file.close();
    }
  }, 60_000);

  if (ORACLE === "" || !existsSync(join(ORACLE, "bin", "oq"))) {
    console.warn(
      "QUAKEWRIGHT_ORACLE names no environment with the reference engine: it does not continue from our HDF5 file",
    );
    return;
  }
  test.each([0, 5])(
    "the engine's losses on it are those on its own hazard (%d samples)",
    async (samples) => {
      using folder = tempFolder("quakewright-parent-");
      const ours = await hazard(folder.path, samples);
      writeRiskJob(folder.path);
      const theirs = await engine(folder.path, "their", ["job.ini", "risk.ini"]);
      const found = await engine(folder.path, "our", ["risk.ini", "--hc", ours]);
      expect(Object.keys(found).length).toBeGreaterThan(1);
      let values = 0;
      for (const [name, lines] of Object.entries(found)) {
        const expected = theirs[name]!;
        expect(lines).toHaveLength(expected.length);
        for (const [row, line] of lines.entries())
          for (const [c, cell] of line.split(",").entries()) {
            const other = expected[row]!.split(",")[c]!;
            if (Number.isFinite(Number(cell)) && cell !== "") {
              // Five digits are printed: the last may differ where the sixth is a five.
              expect(Math.abs(Number(cell) - Number(other))).toBeLessThanOrEqual(2e-5 * Math.abs(Number(other)));
              values++;
            } else expect(cell).toBe(other);
          }
      }
      console.log(`${values} losses of the reference engine on our hazard equal those on its own (${samples} samples)`);
      expect(values).toBeGreaterThan(20);
    },
    240_000,
  );
});

function writeRiskJob(folder: string): void {
  const nrml = (body: string) =>
    `<?xml version="1.0" encoding="utf-8"?>\n<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">\n${body}\n</nrml>\n`;
  const asset = (id: string, lon: number, lat: number, value: number) =>
    `<asset id="${id}" number="1" taxonomy="RC"><location lon="${lon}" lat="${lat}"/><costs><cost type="structural" value="${value}"/></costs></asset>`;
  writeFileSync(
    join(folder, "exposure.xml"),
    nrml(`<exposureModel id="e" category="buildings" taxonomySource="own"><description>two houses</description>
<conversions><costTypes><costType name="structural" type="aggregated" unit="EUR"/></costTypes></conversions>
<assets>
${asset("a1", -29.5, 10.5, 1e5)}${asset("a2", -29.4, 10.4, 2e5)}</assets></exposureModel>`),
  );
  writeFileSync(
    join(folder, "vulnerability.xml"),
    nrml(`<vulnerabilityModel id="v" assetCategory="buildings" lossCategory="structural"><description>one function</description>
<vulnerabilityFunction id="RC" dist="LN"><imls imt="PGA">0.01 0.05 0.1 0.3 0.6 1.2</imls><meanLRs>0.001 0.02 0.05 0.2 0.5 0.9</meanLRs><covLRs>0.4 0.4 0.3 0.3 0.2 0.1</covLRs></vulnerabilityFunction></vulnerabilityModel>`),
  );
  writeFileSync(
    join(folder, "risk.ini"),
    "[general]\ndescription = losses\ncalculation_mode = classical_risk\nexposure_file = exposure.xml\n" +
      "structural_vulnerability_file = vulnerability.xml\nlrem_steps_per_interval = 3\nquantiles = 0.16 0.5 0.84\n",
  );
}

/** Runs the engine with data of its own; the lines of its exported losses, without the comment. */
async function engine(folder: string, name: string, args: readonly string[]): Promise<Record<string, string[]>> {
  const data = join(folder, `${name}-data`);
  const out = join(folder, `${name}-csv`);
  for (const path of [data, out]) mkdirSync(path);
  const child = Bun.spawn(
    [join(ORACLE, "bin", "oq"), "engine", "--run", ...args, "--exports", "csv", "--param", `export_dir=${out}`],
    {
      cwd: folder,
      env: { ...process.env, HOME: join(ORACLE, "home"), OQ_DATADIR: data, OQ_DISTRIBUTE: "no", OMP_NUM_THREADS: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const [text, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`${text}\n${err}`);
  const files = readdirSync(out).filter((file) => /^(avg_losses|loss_curves)/.test(file));
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/_\d+\.csv$/, ""),
      readFileSync(join(out, file), "utf8")
        .split(/\r?\n/)
        .filter((line) => line !== "" && !line.startsWith("#")),
    ]),
  );
}

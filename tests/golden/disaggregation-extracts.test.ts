/** Extracts of a disaggregation computed here against the reference's: names, types and shapes alike, numbers within 1e-3. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nativeEngine } from "../../src/engines/native/native-engine.ts";
import { extract, npz, openResults } from "../../src/outputs/index.ts";
import { goldenPath, hasGolden, tempFolder } from "../harness.ts";
import { collect, readNpz } from "../outputs/read-npz.ts";

interface Call {
  readonly spec: string;
  readonly status: number;
  readonly file?: string;
}

const WANTED = /^(disagg|disagg_layer|_disagg_trt|best_rlzs|hmap3|poe4|disagg-bins|disagg-rlzs|disagg-stats)(\?|$)/;

const calls = hasGolden()
  ? (JSON.parse(readFileSync(goldenPath("extract", "disaggregation", "index.json"), "utf8")) as readonly Call[]).filter(
      ({ spec }) => WANTED.test(spec),
    )
  : [];
const given = calls.filter(({ file }) => file !== undefined);

describe.if(given.length > 0)("extracts of the demo", () => {
  const folder = tempFolder();

  beforeAll(async () => {
    const inputs = join(folder.path, "inputs");
    mkdirSync(inputs);
    cpSync(goldenPath("calc", "disaggregation", "demo_Disaggregation", "job"), inputs, { recursive: true });
    const ini = join(inputs, "job.ini");
    const text = readFileSync(ini, "utf8")
      .replace(/^area_source_discretization *=.*$/m, "area_source_discretization = 50")
      .replace(/^width_of_mfd_bin *=.*$/m, "width_of_mfd_bin = 0.5");
    writeFileSync(ini, text);
    const request = { calculationId: 3, engine: "native", ini: "job.ini", workers: 1, user: "test" } as const;
    await nativeEngine.calculate(folder.path, request, { log: () => {}, progress: () => {} });
  }, 60_000);
  afterAll(() => folder[Symbol.dispose]());

  const answer = async (spec: string): Promise<Uint8Array> => {
    const [key = "", query = ""] = spec.split("?");
    const results = openResults({ folder: folder.path });
    try {
      return await collect(npz(await extract(results, key, query)));
    } finally {
      results.reader.close();
    }
  };

  for (const { spec, file } of given)
    test(spec, async () => {
      const expected = await readNpz(new Uint8Array(readFileSync(goldenPath("extract", "disaggregation", file!))));
      const got = await readNpz(await answer(spec));
      expect(got.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
      for (const [i, member] of expected.entries()) {
        const own = got[i]!;
        if ("pickled" in member || "pickled" in own) throw new Error("pickled");
        expect(own.shape, member.name).toEqual(member.shape);
        expect(JSON.stringify(own.descr), member.name).toBe(JSON.stringify(member.descr));
        const numbers = doubles(member.descr);
        if (numbers === undefined) expect(own.bytes, member.name).toEqual(member.bytes);
        else
          for (const [at, value] of numbers(member.bytes).entries()) {
            const error = Math.abs(numbers(own.bytes)[at]! - value);
            expect(error, `${member.name}[${at}]`).toBeLessThanOrEqual(1e-3 * Math.abs(value) + 1e-9);
          }
      }
    });

  test("the parameters say poes both ways, which the engine looks for in the HDF5 file", async () => {
    const results = openResults({ folder: folder.path });
    expect(results.parameters).toMatchObject({ poes: [0.1, 0.2], poes_disagg: [0.1, 0.2] });
    results.reader.close();
  });

  test("kinds with tectonic regions, which the reference fails to give", async () => {
    const failed = calls.filter(({ spec, status }) => status === 500 && spec.includes("kind=TRT"));
    expect(failed.length).toBeGreaterThan(3);
    for (const { spec } of failed) expect((await readNpz(await answer(spec))).at(-1)?.name).toBe("array");
  });
});

/** Reader of the numbers of a type; undefined for texts and whole numbers, which are compared as bytes. */
function doubles(descr: unknown): ((bytes: Uint8Array) => Float64Array | Float32Array) | undefined {
  if (descr === "<f8") return (bytes) => new Float64Array(bytes.slice().buffer);
  if (descr === "<f4") return (bytes) => new Float32Array(bytes.slice().buffer);
  if (!Array.isArray(descr)) return undefined;
  // Records of the layer and of the regions: numbers of four or eight bytes only, compared as they lie.
  const widths = new Set((descr as { descr: string }[]).map(({ descr: own }) => own));
  return widths.has("<f8")
    ? (bytes) => new Float64Array(bytes.slice().buffer)
    : (bytes) => new Float32Array(bytes.slice().buffer);
}

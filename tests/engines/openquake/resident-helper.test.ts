/** The helper as a process: one for many questions, started again when it dies. A few lines of Python stand for the engine. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ResidentHelper, residentHelper } from "../../../src/engines/openquake/resident-helper.ts";
import { serveEngineOutput } from "../../../src/engines/openquake/serve-engine-output.ts";
import { OutputError, type OutputRequest } from "../../../src/outputs/index.ts";
import { crashMoments } from "../../crash-seed.ts";
import { tempFolder } from "../../harness.ts";

const FIXTURES = join(import.meta.dir, "fixtures");
const before = process.env["PYTHONPATH"];
beforeAll(() => {
  process.env["PYTHONPATH"] = FIXTURES;
});
afterAll(() => {
  if (before === undefined) delete process.env["PYTHONPATH"];
  else process.env["PYTHONPATH"] = before;
});

interface Setting extends Disposable {
  readonly helper: ResidentHelper;
  readonly folder: string;
  ask(request: OutputRequest): ReturnType<typeof serveEngineOutput>;
}

function setting(): Setting {
  const temporary = tempFolder("quakewright-helper-");
  const folder = join(temporary.path, "7");
  mkdirSync(join(folder, "datastore"), { recursive: true });
  writeFileSync(join(folder, "datastore", "calc_7.hdf5"), "results");
  const helper = residentHelper(join(FIXTURES, "oq"), join(temporary.path, "helper"));
  return {
    helper,
    folder,
    ask: (request) => serveEngineOutput({ folder, id: 7 }, request, helper),
    [Symbol.dispose]() {
      helper.close();
      temporary[Symbol.dispose]();
    },
  };
}

const exportOf = (key: string, type: string): OutputRequest => ({ kind: "export", key, type, calculationId: 7 });
const extractOf = (spec: string, query = ""): OutputRequest => ({ kind: "extract", spec, query });

test("one process answers many questions, and an answer is kept", async () => {
  using own = setting();
  const one = await own.ask(exportOf("hcurves", "csv"));
  expect([one.name, one.type]).toEqual(["one_7.csv", "text/plain"]);
  const pid = own.helper.pid();
  expect(readFileSync(one.path, "utf8")).toBe(String(pid));
  const packed = await own.ask(exportOf("hmaps", "csv"));
  expect([packed.name, packed.type]).toEqual(["hmaps-csv.zip", "application/x-zip"]);
  const extracted = await own.ask(extractOf("hcurves", "kind=mean&imt=SA%280.1%29"));
  expect([extracted.name, readFileSync(extracted.path, "utf8")]).toEqual([
    "hcurves.npz",
    "hcurves?kind=mean&imt=SA(0.1)",
  ]);
  expect(own.helper.pid()).toBe(pid);
  const asked = own.helper.ask;
  const started = performance.now();
  expect(
    await serveEngineOutput({ folder: own.folder, id: 7 }, exportOf("hcurves", "csv"), {
      ...own.helper,
      ask: () => asked({} as never),
    }),
  ).toEqual(one);
  expect(performance.now() - started).toBeLessThan(100);
});

test("what is not there is said by name, a failure with the engine's words, and the helper lives on", async () => {
  using own = setting();
  await own.ask(exportOf("hcurves", "csv"));
  const pid = own.helper.pid();
  const wrong = async (request: OutputRequest) => {
    const error = await own.ask(request).catch((found: unknown) => found);
    if (!(error instanceof OutputError)) throw error;
    return [error.kind, error.message];
  };
  expect(await wrong(exportOf("hcurves", "parquet"))).toEqual([
    "not-found",
    "NotThere: Could not export hcurves in parquet",
  ]);
  expect(await wrong(exportOf("fullreport", "rst"))).toEqual(["bad-request", "ValueError: cannot be exported"]);
  expect((await wrong(extractOf("nothing")))[0]).toBe("not-found");
  expect(await wrong({ kind: "describe" })).toEqual([
    "not-found",
    "a calculation of the OpenQuake Engine has no describe",
  ]);
  expect(own.helper.pid()).toBe(pid);
});

test("a question that kills the helper fails after a few attempts; the next one is answered", async () => {
  using own = setting();
  expect(own.ask(exportOf("site_model", "csv"))).rejects.toThrow("has ended");
  expect((await own.ask(exportOf("hcurves", "csv"))).name).toBe("one_7.csv");
});

test("kill -9 of the helper at random moments loses no answer", async () => {
  using own = setting();
  const { random } = crashMoments("helper");
  const answered: string[] = [];
  let kills = 0;
  for (let n = 0; n < 12; n++) {
    const made = own.ask(extractOf(`spec${n}`));
    // Some questions are answered before, some die while the helper starts, some while it works.
    if (n % 2 === 1) {
      await Bun.sleep(random() * 150);
      const pid = own.helper.pid();
      if (pid !== undefined && process.kill(pid, "SIGKILL")) kills++;
    }
    answered.push(readFileSync((await made).path, "utf8"));
  }
  expect(kills).toBeGreaterThan(3);
  expect(answered).toEqual(Array.from({ length: 12 }, (_, n) => `spec${n}`));
  expect(existsSync(join(own.folder, "cache"))).toBe(true);
});

/** Which engine `auto` takes, with stand-ins for what the native one finds. */
import { expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseEngine } from "../../src/engines/choose-engine.ts";
import type { CalculationRequest, Engine, WholeCheck } from "../../src/engines/engine.ts";
import type { InputProblem } from "../../src/input-error.ts";
import { tempFolder } from "../harness.ts";

const OQ = join(import.meta.dir, "openquake", "fixtures", "oq");
const REQUEST = { calculationId: 1, ini: "job.ini", workers: 1, user: "ann" };

function loader(found: Partial<WholeCheck>) {
  const check = {
    problems: [],
    notComputed: [],
    warnings: [],
    calculationMode: "classical",
    description: "",
    ...found,
  };
  return async (name: CalculationRequest["engine"]): Promise<Engine> => ({
    name,
    check: async () => ({ calculationMode: "classical", description: "" }),
    validate: async () => check,
    calculate: async () => [],
  });
}

const missing: InputProblem = { message: "a thing is not computed" };
const wrong: InputProblem = { message: "a thing is wrong" };

test("native where it computes everything, else the installed engine, else what is missing", async () => {
  const chosen = async (found: Partial<WholeCheck>, oq: string) =>
    (await chooseEngine("auto", "folder", { ...REQUEST, oq }, loader(found))).name;
  expect(await chosen({}, OQ)).toBe("native");
  expect(await chosen({ notComputed: [missing] }, OQ)).toBe("openquake");
  expect(chosen({ notComputed: [missing] }, "none")).rejects.toThrow("a thing is not computed");
  expect(chosen({ problems: [wrong], notComputed: [missing] }, OQ)).rejects.toThrow("a thing is wrong");
});

test("an engine that was named is taken; a calculation of the installed engine is continued by it", async () => {
  const load = loader({ notComputed: [missing] });
  expect((await chooseEngine("native", "folder", REQUEST, load)).name).toBe("native");
  using folder = tempFolder();
  mkdirSync(join(folder.path, "datastore"));
  writeFileSync(join(folder.path, "datastore", "calc_3.hdf5"), "");
  const continuing = { ...REQUEST, oq: OQ, parent: { id: 3, folder: folder.path } };
  expect((await chooseEngine("auto", "folder", continuing, loader({}))).name).toBe("openquake");
});

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { selfCommand } from "../../src/jobs/index.ts";
import { type Files, zipOf } from "../archives.ts";
import { PROJECT } from "../harness.ts";
import { type TestServer, testServer } from "./server-harness.ts";

interface Validity {
  readonly valid: boolean;
  readonly error_msg: string | null;
  readonly error_line: number | null;
  readonly errors: readonly { readonly message: string; readonly file?: string; readonly line?: number }[];
  readonly warnings?: readonly string[];
}

let server: TestServer;

beforeAll(async () => {
  server = await testServer({}, { command: selfCommand() });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const EXAMPLE = join(PROJECT, "examples", "point-source");

/** The files of an example, some changed. */
function exampleFiles(changes: { readonly [name: string]: (text: string) => string } = {}): Files {
  return Object.fromEntries(
    readdirSync(EXAMPLE).map((name) => {
      const text = readFileSync(join(EXAMPLE, name), "utf8");
      return [name, changes[name]?.(text) ?? text];
    }),
  );
}

async function send(
  path: string,
  files: Files,
  to = server,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
  return to.post(path, form);
}

const validate = async (files: Files) => (await (await send("/v1/calc/validate_zip", files)).json()) as Validity;
const valid = async (xml: string) =>
  (await (await server.post("/v1/valid/", new URLSearchParams({ xml_text: xml }))).json()) as Validity;

describe("POST /v1/valid/", () => {
  test("the first problem in the older fields, all of them in errors", async () => {
    const sourceModel = readFileSync(join(EXAMPLE, "source-model.xml"), "utf8");
    expect(await valid(sourceModel)).toEqual({ valid: true, error_msg: null, error_line: null, errors: [] });
    const wrong = sourceModel.replace("WC1994", "WC2094").replace(/minMag="[^"]*"/, 'minMag="-5"');
    const { errors, error_line, error_msg } = await valid(wrong);
    expect(errors.length).toBeGreaterThanOrEqual(2);
    expect(error_msg).toContain(errors[0]!.message.replace(/^<.*?>: /, ""));
    expect(error_line).toBe(errors[0]!.line!);
    expect(errors.find(({ message }) => message.includes("WC2094"))).toMatchObject({ suggestion: "WC1994" });
  });

  test("a document with a problem in every line gets an answer of bounded size", async () => {
    const sources = '<pointSource id="a b" name="p"/>\n'.repeat(5000);
    const { errors } = await valid(
      `<nrml xmlns="http://openquake.org/xmlns/nrml/0.4"><sourceModel>${sources}</sourceModel></nrml>`,
    );
    expect(errors.length).toBeGreaterThan(50);
    expect(errors.length).toBeLessThanOrEqual(1000);
  });
});

describe("POST /v1/calc/validate_zip", () => {
  test("a good job is valid, what is not computed here is a warning", async () => {
    expect(await validate(exampleFiles())).toMatchObject({ valid: true, errors: [], runnable: true });
    const geometry = await validate(
      exampleFiles({ "job.ini": (text) => `${text}\ngeometry_file = source-model.xml\n` }),
    );
    expect(geometry).toMatchObject({ valid: true, runnable: false });
    expect(geometry.warnings!.join()).toContain("geometry files are not supported natively");
  });

  test("mistakes of several documents are told together, with file and line", async () => {
    const answer = await validate(
      exampleFiles({
        "source-model.xml": (text) => text.replace("WC1994", "WC2094"),
        "ground-motion-logic-tree.xml": (text) => text.replace(/<uncertaintyModel>[^<]*/, "<uncertaintyModel>Foo2099"),
      }),
    );
    expect(answer.valid).toBe(false);
    expect(answer.errors.map(({ file }) => file).sort()).toEqual(["ground-motion-logic-tree.xml", "source-model.xml"]);
    expect(answer.error_line).toBe(answer.errors[0]!.line!);
    expect(JSON.stringify(answer)).not.toContain(server.dataFolder);
  });

  test("a calculation to continue must exist", async () => {
    const { errors } = await validate(exampleFiles({ "job.ini": (text) => `${text}\nhazard_calculation_id = 999\n` }));
    expect(errors[0]!.message).toBe("calc_id=999 missing in the database");
  });

  test("an archive without a job file", async () => {
    const { error_msg } = await validate({ "README.txt": "nothing" });
    expect(error_msg).toContain("Could not find job.ini inside job.zip");
  });
});

test("of several job files the named one is checked and estimated: by its path, or by the ending of its name", async () => {
  const { "job.ini": ini, ...others } = exampleFiles();
  const bad = String(ini).replace(/^truncation_level.*$/m, "truncation_level = three");
  const files = { ...others, "a/job.ini": bad, "b_job.ini": bad, "job.ini": ini } as Files;
  const ask = (path: string, name: string) => send(path, files, server, { job_ini: name });
  const answers = ["", "a/job.ini", "b_job.ini", "job.ini"].map(async (name) => {
    const { valid } = (await (await ask("/v1/calc/validate_zip", name)).json()) as Validity;
    return [name, valid];
  });
  expect(await Promise.all(answers)).toEqual([
    ["", false],
    ["a/job.ini", false],
    ["b_job.ini", false],
    ["job.ini", true],
  ]);
  expect(await (await ask("/v1/calc/estimate", "job.ini")).json()).toMatchObject({ ini: "job.ini" });
  expect((await ask("/v1/calc/estimate", "b_job.ini")).status).toBe(400);
});

describe("POST /v1/calc/estimate", () => {
  test("counts, memory and time of a job", async () => {
    const response = await send("/v1/calc/estimate", exampleFiles());
    expect(response.status).toBe(200);
    const estimate = (await response.json()) as Record<string, number>;
    expect(estimate).toMatchObject({
      ...{ calculation_mode: "classical", ini: "job.ini", time_class: "seconds", fits: true },
      ...{ realizations: 1, sources: 1 },
    });
    expect(estimate["ruptures"]).toBeGreaterThan(0);
    expect(estimate["seconds"]).toBeGreaterThan(0);
    // All three have two digits; on a fast machine the lower bound and the time can share them.
    expect(estimate["seconds_low"]).toBeLessThanOrEqual(estimate["seconds"]!);
    expect(estimate["seconds_high"]).toBeGreaterThan(estimate["seconds"]!);
    expect(estimate["output_bytes"]).toBe(2 * 4 * estimate["sites"]! * estimate["measures"]! * estimate["levels"]!);
    expect(server.server.jobs.count()).toBe(0);
  });

  test("a wrong job answers 400 with all problems", async () => {
    const response = await send(
      "/v1/calc/estimate",
      exampleFiles({ "job.ini": (text) => text.replace(/^truncation_level.*$/m, "truncation_level = three") }),
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("truncation_level");
  });

  test("a job too big for the machine is told so, and refused when it is run", async () => {
    const big = (text: string) =>
      text
        .replace(/^(sites|region|site_model_file|sites_csv|region_grid_spacing)\b.*$/gm, "")
        .concat("\nregion = 0 0, 8 0, 8 8, 0 8\nregion_grid_spacing = 5\ndisagg_by_src = true\n")
        .replace(
          /^intensity_measure_types_and_levels.*$/m,
          `intensity_measure_types_and_levels = {${Array.from({ length: 40 }, (_, i) => `"SA(${(i + 2) / 20})": logscale(0.005, 3, 100)`).join(", ")}}`,
        );
    await using small = await testServer({ memoryShare: 1 }, { command: selfCommand() });
    const files = exampleFiles({ "job.ini": big });
    const estimate = (await (await send("/v1/calc/estimate", files, small)).json()) as Record<string, unknown>;
    expect(estimate).toMatchObject({ fits: false, measures: 40, levels: 100 });
    const { job_id } = (await (await send("/v1/calc/run", files, small)).json()) as { job_id: number };
    await small.until(job_id, "failed");
    const reason = small.server.jobs.traceback(job_id).join("\n");
    expect(reason).toMatch(/the calculation needs about [\d.]+ GB of memory/);
    expect(reason).toContain("memory-share");
  }, 60_000);
});

describe("a job that continues a calculation is checked and estimated on top of it", () => {
  const folder = join(PROJECT, "examples", "scenario-damage");
  const file = (name: string) => readFileSync(join(folder, name), "utf8");
  const exposure = { "exposure.xml": file("exposure.xml"), "exposure.csv": file("exposure.csv") };
  const hazard: Files = {
    ...exposure,
    "rupture.xml": file("rupture.xml"),
    "job.ini": file("job.ini")
      .replace("= scenario_damage", "= scenario\nintensity_measure_types = PGA, SA(0.3)")
      .replace(/^(aggregate_by|structural_fragility_file|consequence_file|discrete_damage_distribution).*$/gm, ""),
  };
  const risk: Files = {
    ...exposure,
    "fragility.xml": file("fragility.xml"),
    "consequences.csv": file("consequences.csv"),
    "job_risk.ini": file("job.ini").replace(/^\[sites\][\s\S]*$/m, ""),
  };
  const ask = async (path: string, parent?: string, files = risk) => {
    const response = await send(path, files, server, parent === undefined ? {} : { hazard_job_id: parent });
    return { status: response.status, answer: (await response.json()) as Validity & Record<string, unknown> };
  };

  test("with it valid and estimated; without it, or on top of one that is not there, told what is missing", async () => {
    const submitted = await server.submit(hazard);
    const { job_id } = (await submitted.json()) as { job_id: number };
    await server.until(job_id, "complete");

    expect((await ask("/v1/calc/validate_zip", String(job_id))).answer).toMatchObject({ valid: true, runnable: true });
    const { status, answer } = await ask("/v1/calc/estimate", String(job_id));
    expect({ status, ...answer }).toMatchObject({ status: 200, calculation_mode: "scenario_damage", sites: 5 });

    const { "job_risk.ini": ini = "", ...others } = risk;
    const { valid, error_msg } = (await ask("/v1/calc/validate_zip", String(job_id), { ...others, "job.ini": ini }))
      .answer;
    expect({ valid, error_msg }).toEqual({
      valid: false,
      error_msg: expect.stringMatching(/no risk\.ini files.*job_ini/),
    });

    expect((await ask("/v1/calc/validate_zip")).answer).toMatchObject({ valid: false });
    expect((await ask("/v1/calc/estimate")).status).toBe(400);
    expect((await ask("/v1/calc/validate_zip", "999")).answer.errors).toMatchObject([
      { message: expect.stringContaining("calc_id=999 missing in the database") },
    ]);
    const missing = await ask("/v1/calc/estimate", "999");
    expect(missing.status).toBe(400);
    expect(JSON.stringify(missing.answer)).toContain("calc_id=999 missing in the database");
  }, 60_000);
});

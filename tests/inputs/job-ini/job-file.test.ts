import { describe, expect, test } from "bun:test";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/input-error.ts";
import { parseJobFile } from "../../../src/inputs/job-ini/job-file.ts";
import { parameterProblems } from "../../../src/inputs/job-ini/parameter-checks.ts";
import { PARAMETER_NAMES } from "../../../src/inputs/job-ini/table.ts";
import { tempFolder } from "../../harness.ts";

function read(text: string, root = "/nonexistent") {
  return parseJobFile(`[general]\n${text}`, { root }, "job.ini");
}
const messages = (text: string, root?: string) =>
  read(text, root).problems.problems.map(({ message, line }) => `${line}: ${message}`);

describe("job files", () => {
  test("parameters are typed, defaults applied, what was written is remembered", () => {
    const { jobFile } = read("calculation_mode = classical\ninvestigation_time = 50");
    const { parameters } = jobFile;
    expect(parameters.calculation_mode).toBe("classical");
    expect(parameters.investigation_time).toBe(50);
    expect(parameters.rupture_mesh_spacing).toBe(5);
    expect(parameters.reference_vs30_value).toBeUndefined();
    expect([...jobFile.given]).toEqual(["calculation_mode", "investigation_time"]);
    expect(jobFile.lines.get("investigation_time")).toBe(3);
  });

  test("ebrisk is the older name of event_based_risk", () => {
    expect(read("calculation_mode = ebrisk").jobFile.parameters.calculation_mode).toBe("event_based_risk");
  });

  test("a wrong value is told with line, parameter and what is allowed", () => {
    const [problem] = read("truncation_level = three").problems.problems;
    expect(problem).toMatchObject({
      file: "job.ini",
      line: 2,
      parameter: "truncation_level",
      message: 'truncation_level: "three" is no number',
    });
    expect(problem!.allowed).toBeDefined();
  });

  test("all wrong values are told together", () => {
    expect(messages("truncation_level = x\npoes = 2\nmean = maybe").length).toBe(3);
  });

  test("unknown parameters warn and suggest, unknown files are an error", () => {
    expect(read("maximum_distanc = 3").jobFile.warnings[0]).toContain("did you mean maximum_distance?");
    expect(messages("foo_file = x.xml")[0]).toContain("Unknown key foo_file");
  });

  test("older names stand for the newer ones, not beside them", () => {
    expect(read("quantile_hazard_curves = 0.1 0.9").jobFile.parameters.quantiles).toEqual([0.1, 0.9]);
    expect(messages("quantiles = 0.1\nquantile_hazard_curves = 0.1")).toEqual([
      "3: quantile_hazard_curves and quantiles are the same: one is enough",
    ]);
    expect(read("region_constraint = 0 0, 1 0, 1 1").jobFile.parameters.region?.length).toBe(3);
  });

  test("an empty value leaves some parameters unset", () => {
    expect(read("area_source_discretization =").jobFile.parameters.area_source_discretization).toBeUndefined();
    expect(messages("width_of_mfd_bin =")[0]).toContain("a value is missing");
  });

  test("files outside the folder, absolute names and links out of it are refused", () => {
    using folder = tempFolder();
    using outside = tempFolder();
    writeFileSync(join(outside.path, "secret.xml"), "<nrml/>");
    symlinkSync(join(outside.path, "secret.xml"), join(folder.path, "link.xml"));
    mkdirSync(join(folder.path, "sub"));
    expect(messages("gsim_logic_tree_file = /etc/passwd", folder.path)[0]).toContain("is an absolute path");
    expect(messages("gsim_logic_tree_file = ../x.xml", folder.path)[0]).toContain("outside the folder of the job");
    expect(messages("gsim_logic_tree_file = link.xml", folder.path)[0]).toContain("link that leads out");
    expect(messages("gsim_logic_tree_file = sub", folder.path)[0]).toContain("Is a directory: sub");
    expect(messages("gsim_logic_tree_file = c:\\x.xml", folder.path)[0]).toContain("is an absolute path");
    for (const message of messages("gsim_logic_tree_file = nothere.xml", folder.path))
      expect(message).not.toContain(folder.path);
  });

  test("a missing file suggests its neighbour", () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, "gmpe_logic_tree.xml"), "");
    const [problem] = read("gsim_logic_tree_file = gmpe_logic_tre.xml", folder.path).problems.problems;
    expect(problem).toMatchObject({ message: "No such file: gmpe_logic_tre.xml", suggestion: "gmpe_logic_tree.xml" });
  });
});

describe("settings that follow from others", () => {
  test("minimum_magnitude cuts maximum_distance (docs/method/classical.md 1.2)", () => {
    const cut = (text: string) => read(text).jobFile.parameters.maximum_distance?.["default"];
    expect(cut("maximum_distance = [(4, 50), (8, 200)]\nminimum_magnitude = 5")).toEqual([
      [5, 87.5],
      [8, 200],
    ]);
    expect(cut("maximum_distance = [(5, 50), (8, 200)]\nminimum_magnitude = 4")).toEqual([
      [4, 0],
      [5, 50],
      [8, 200],
    ]);
    expect(cut("maximum_distance = 200\nminimum_magnitude = 0")).toEqual([
      [2.5, 200],
      [10.2, 200],
    ]);
  });

  test("regions without default: the largest distance becomes it", () => {
    const { maximum_distance } = read("maximum_distance = {'A': 100, 'B': 300}").jobFile.parameters;
    expect(maximum_distance?.["default"]).toEqual([
      [2.5, 300],
      [10.2, 300],
    ]);
  });

  test("ps_grid_spacing without pointsource_distance means 40 km", () => {
    expect(read("ps_grid_spacing = 50").jobFile.parameters.pointsource_distance).toEqual({ default: 40 });
  });

  test("return periods become probabilities", () => {
    const { poes } = read("investigation_time = 50\nreturn_periods = 475 2475").jobFile.parameters;
    expect(poes[0]).toBeCloseTo(1 - Math.exp(-50 / 475), 12);
    expect(poes.length).toBe(2);
  });
});

describe("hostile job files", () => {
  test("long lines take linear time", () => {
    const long = 200_000;
    const start = performance.now();
    for (const line of [
      `x${" ".repeat(long)}y`,
      `truncation_level = ${"1".repeat(long)}x`,
      `override_vs30 = x${"[".repeat(long)}x`,
      `intensity_measure_types = ${"1".repeat(long)}x`,
      `imt_ref = SA(${"1".repeat(long)}`,
      `poes = ${"[".repeat(long)}`,
      `disagg_bin_edges = ${"{".repeat(long)}`,
      `sites = ${"0 0,".repeat(long)}`,
      `source_id = ${"a ".repeat(long)}#`,
    ]) {
      try {
        expect(Array.isArray(read(line).problems.problems)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("no text makes the reader do anything but collect problems or throw InputError", () => {
    const name = fc.constantFrom(...PARAMETER_NAMES, "exposure_file", "gmfs_csv", "reqv_hdf5", "foo", "_x");
    const value = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom(
        "1",
        "-1",
        "nan",
        "true",
        "{}",
        "[]",
        "{'a': 1}",
        "0 0, 1 1",
        "PGA, SA(0.1)",
        "{'PGA': logscale(1, 2, 3)}",
        "../x",
        "a.hdf5",
        "3.1",
      ),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (entries) => {
        try {
          const { problems, jobFile } = read(entries.map(([key, text]) => `${key} = ${text}`).join("\n"));
          expect(problems.problems.every(({ message }) => message.length < 10_000)).toBe(true);
          expect(Array.isArray(parameterProblems(jobFile, false))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

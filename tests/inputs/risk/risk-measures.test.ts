import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemList } from "../../../src/input-error.ts";
import { type Exposure, readExposure } from "../../../src/inputs/exposure/exposure.ts";
import { type JobFile, readJobFileLeniently } from "../../../src/inputs/job-ini/job-file.ts";
import { checkAssetsWithinDistance } from "../../../src/inputs/risk/far-assets.ts";
import { checkRiskMeasures } from "../../../src/inputs/risk/risk-measures.ts";
import { tempFolder } from "../../harness.ts";

function jobWith(lines: string): JobFile {
  using folder = tempFolder();
  writeFileSync(join(folder.path, "job.ini"), `[general]\ndescription = a job\n${lines}\n`);
  return readJobFileLeniently({ root: folder.path }, "job.ini").jobFile;
}

describe("measures of risk functions", () => {
  const problemsOf = (lines: string, ...names: readonly string[]): readonly string[] => {
    const problems = new ProblemList();
    checkRiskMeasures(
      jobWith(lines),
      names.map((name) => ({ name, file: "f.xml" })),
      problems,
    );
    return problems.problems.map(({ message }) => message);
  };

  test("what no secondary peril of the job computes is told once", () => {
    const perils = "calculation_mode = scenario_damage\nsecondary_perils = Jibson2007BLandslides, HazusLiquefaction";
    expect(problemsOf(perils, "PGA", "2", "SA(0.3)", "Disp", "LiqProb")).toEqual([]);
    expect(problemsOf(perils, "DispProb", "DispProb")).toEqual([
      "The risk functions contain DispProb which is not in the secondary IMTs {'Disp', 'LiqProb'}",
    ]);
    expect(problemsOf("calculation_mode = scenario_risk", "Disp")).toEqual([
      "The risk functions contain Disp which is not in the secondary IMTs set()",
    ]);
  });

  test("curves of other measures than the functions' are of no use", () => {
    const job = 'calculation_mode = classical_risk\nintensity_measure_types_and_levels = {"PGA": [0.1, 0.2]}';
    expect(problemsOf(job, "PGA", "SA(1.0)")).toEqual([]);
    expect(problemsOf(job, "SA(1.0)")).toEqual(["the risk functions need SA(1.0), the hazard has PGA"]);
  });
});

describe("assets of a scenario", () => {
  const rupture = {
    mag: 7,
    rake: 0,
    hypocentre: [10, 45, 10],
    surface: {
      kind: "simpleFaultGeometry",
      trace: Float64Array.of(10, 45, 11, 45),
      dip: 45,
      upperSeismogenicDepth: 0,
      lowerSeismogenicDepth: 20,
    },
  } as const;
  const refuses = (lon: readonly number[], lat: readonly number[]) => () =>
    checkAssetsWithinDistance(jobWith("maximum_distance = 100"), rupture, { lon, lat } as unknown as Exposure);

  test("one in reach is enough", () => {
    expect(refuses([50, 10.1], [0, 45.1])).not.toThrow();
  });

  test("those near the far end of the fault are in reach", () => {
    expect(refuses([12.1], [45])).not.toThrow();
  });

  test("none in reach is told in the reference's words", () => {
    expect(refuses([50, 20], [0, 45])).toThrow("no asset lies within 100 km of the rupture of magnitude 7.0");
  });
});

test("conversions of an exposure need their cost types", async () => {
  using folder = tempFolder();
  const xml = (conversions: string) =>
    `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5"><exposureModel id="e" category="buildings"><description>d</description>
<conversions>${conversions}</conversions><assets></assets></exposureModel></nrml>`;
  writeFileSync(join(folder.path, "e.xml"), xml('<area type="per_asset" unit="SQM"/>'));
  expect(readExposure({ root: folder.path }, ["e.xml"])).rejects.toThrow("<costTypes> is missing");
});

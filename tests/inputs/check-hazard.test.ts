import { expect, test } from "bun:test";
import type { Source, SourceModel } from "../../src/hazard/sources/source.ts";
import { checkHypocentralDepths, checkInvestigationTime } from "../../src/inputs/check-hazard.ts";
import { parseJobFile } from "../../src/inputs/job-ini/job-file.ts";

const { jobFile } = parseJobFile(
  "[general]\ndescription = d\ncalculation_mode = classical\ninvestigation_time = 50\n",
  { root: import.meta.dir },
  "job.ini",
);

function modelOf(kind: Source["kind"], investigationTime?: number): ReadonlyMap<string, SourceModel> {
  const groups = [{ sources: [{ kind }] }];
  return new Map([["ssm.xml", { name: "m", groups, investigationTime } as unknown as SourceModel]]);
}

test.each(["nonParametric", "multiFault"] as const)(
  "probabilities of %s ruptures hold for the time of the job",
  (kind) => {
    expect(() => checkInvestigationTime(jobFile, modelOf(kind, 50))).not.toThrow();
    expect(() => checkInvestigationTime(jobFile, modelOf(kind, 1))).toThrow(
      "The source model ssm.xml contains an investigation_time of 1, while the job.ini has 50",
    );
    expect(() => checkInvestigationTime(jobFile, modelOf(kind))).toThrow("investigation_time of nothing");
  },
);

test("rates of other sources hold for any time", () => {
  expect(() => checkInvestigationTime(jobFile, modelOf("point", 1))).not.toThrow();
});

test.each(["area", "multiPoint"] as const)("hypocentres of %s sources lie between their depths", (kind) => {
  const withDepth = (depth: number): ReadonlyMap<string, SourceModel> => {
    const depths = {
      upperSeismogenicDepth: 5,
      lowerSeismogenicDepth: 20,
      hypocentralDepths: [{ probability: 1, depth }],
    };
    const sources = [{ kind, id: "7", origin: { file: "ssm.xml", line: 4 }, ...depths }];
    return new Map([["ssm.xml", { name: "m", groups: [{ sources }] } as unknown as SourceModel]]);
  };
  for (const depth of [5, 12, 20]) expect(() => checkHypocentralDepths(withDepth(depth))).not.toThrow();
  expect(() => checkHypocentralDepths(withDepth(4))).toThrow("source 7: depth=4.0 is over upper_seismogenic_depth=5.0");
  expect(() => checkHypocentralDepths(withDepth(21))).toThrow("ssm.xml:4");
});

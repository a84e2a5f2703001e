import { expect, test } from "bun:test";
import type { Source, SourceModel } from "../../src/hazard/sources/source.ts";
import { checkInvestigationTime } from "../../src/inputs/check-hazard.ts";
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
    expect(() => checkInvestigationTime(jobFile, modelOf(kind))).toThrow("investigation_time of None");
  },
);

test("rates of other sources hold for any time", () => {
  expect(() => checkInvestigationTime(jobFile, modelOf("point", 1))).not.toThrow();
});

import { expect, test } from "bun:test";
import { join } from "node:path";
import { jobParametersAsJson } from "../../src/calculators/job-parameters-json.ts";
import { readJob } from "../../src/inputs/read-job.ts";

test("the inputs begin with the job file, and no path of this machine is told", async () => {
  const job = await readJob("job.ini", { root: join(import.meta.dir, "../../examples/hazard-map") });
  const { inputs } = jobParametersAsJson(job);
  expect(Object.entries(inputs as object)[0]).toEqual(["job_ini", "job.ini"]);
  expect(JSON.stringify(jobParametersAsJson(job))).not.toContain(import.meta.dir);
});

import { expect, test } from "bun:test";
import { computeExample } from "./compute-example.ts";
import { exampleJob } from "./example-job.ts";

test("sites out of reach of all sources are refused, as a map of zeros helps nobody", async () => {
  const far = exampleJob({
    sites: [
      [40, 40],
      [41, 41],
    ],
  });
  await expect(computeExample(far)).rejects.toThrow("no source reaches a site within maximum_distance");
  const one = exampleJob({
    sites: [
      [0.3, 0.2],
      [41, 41],
    ],
  });
  const curves = await (await computeExample(one))("hcurves-stats");
  expect(curves[0]).toBeGreaterThan(0);
  expect(curves.slice(5)).toEqual([0, 0, 0, 0, 0]);
});

test("a single site out of reach has no hazard, and a warning", async () => {
  const warnings: string[] = [];
  const read = await computeExample(exampleJob({ sites: [[40, 40]] }), 1, (level, line) => {
    if (level === "WARNING") warnings.push(line);
  });
  expect(await read("hcurves-stats")).toEqual([0, 0, 0, 0, 0]);
  expect(warnings).toEqual(["no source reaches the site within maximum_distance"]);
});

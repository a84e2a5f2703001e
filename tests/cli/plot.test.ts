import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";
import { writeSample } from "../outputs/sample-results.ts";

async function plot(data: string, ...args: string[]) {
  const child = Bun.spawn([process.execPath, join(PROJECT, "src", "main.ts"), "plot", ...args, "--data", data], {
    cwd: data,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out: out.trim(), err };
}

test("a picture of a stored calculation, as PNG or SVG; what there is not is told", async () => {
  using folder = tempFolder();
  await writeSample(join(folder.path, "calcs", "7"));
  const png = await plot(folder.path, "7", "hmap_0_0");
  expect([png.code, png.out]).toEqual([0, "hmap_0_0_7.png"]);
  expect(readFileSync(join(folder.path, png.out)).subarray(1, 4).toString()).toBe("PNG");
  const svg = await plot(folder.path, "7", "hcurves?site_id=2&imt=PGA", "--output", "curve.svg");
  expect([svg.code, svg.out]).toEqual([0, "curve.svg"]);
  expect(readFileSync(join(folder.path, "curve.svg"), "utf8")).toContain("Hazard curve, PGA");
  const missing = await plot(folder.path, "7", "hmap_9_9");
  expect([missing.code, missing.err.trim()]).toEqual([
    1,
    "error: there is no picture hmap_9_9: the calculation has 2 measures and 2 probabilities",
  ]);
  expect((await plot(folder.path, "7", "uhs", "--output", "x.jpg")).code).toBe(2);
});

import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runProgram, startProgram } from "../cli/program.ts";
import { tempFolder } from "../harness.ts";

test("the demo shows a curve and a map, leaves its files, and ends within a minute", async () => {
  using folder = tempFolder();
  const files = join(folder.path, "files");
  const { code, out, err, seconds } = await runProgram(["demo", "--output", files], { cwd: folder.path });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(seconds).toBeLessThan(60);
  expect(out).toMatch(/Server at http:\/\/127\.0\.0\.1:\d+/);
  expect(out).toContain("672 sites; lowest 0.0");
  expect(out).toMatch(/Mean hazard curve of the site at 3\d\.\d\d W, 58\.\d\d N/);
  expect(out.match(/█/g)?.length).toBeGreaterThan(100);
  expect(out).toMatch(/Page: +http:\/\/127\.0\.0\.1:\d+\//);
  expect(out).toMatch(/Swagger: +http:\/\/127\.0\.0\.1:\d+\/swagger/);
  expect(out).toContain(files);
  const names = readdirSync(files);
  expect(names).toContain("hazard_map-mean_1.csv");
  expect(names.filter((name) => name.startsWith("quantile_curve-0.85-"))).toHaveLength(3);
  expect(readdirSync(folder.path)).toEqual(["files"]);
}, 90_000);

test("demo --keep leaves the server running until it is told to end", async () => {
  using folder = tempFolder();
  const child = startProgram(["demo", "--keep", "--output", join(folder.path, "files")], { cwd: folder.path });
  let out = "";
  for await (const chunk of child.stdout) {
    out += new TextDecoder().decode(chunk);
    if (out.includes("Ctrl-C")) break;
  }
  const address = /Page: +(\S+)\//.exec(out)?.[1];
  const list = (await (await fetch(`${address}/v1/calc/list`)).json()) as { status: string; description: string }[];
  expect(list).toMatchObject([{ status: "complete", description: "Hazard map of Frisland" }]);
  child.kill("SIGINT");
  await child.exited;
  expect(fetch(`${address}/v1/calc/list`)).rejects.toThrow();
}, 90_000);

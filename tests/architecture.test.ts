import { expect, test } from "bun:test";
import { dirname, join, resolve } from "node:path";
import { PROJECT } from "./harness.ts";

test("imports go one way and in no circle, types included (docs/architecture.md)", async () => {
  const child = Bun.spawn(
    ["node_modules/.bin/depcruise", "--config", ".dependency-cruiser.cjs", "--output-type", "err", "src"],
    { cwd: PROJECT, stdout: "pipe", stderr: "pipe" },
  );
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(`${out}${err}`).toContain("no dependency violations found");
  // A cruiser that cannot read TypeScript finds no violations either.
  expect(Number(/\((\d+) modules/.exec(out)?.[1])).toBeGreaterThan(100);
  expect(await child.exited).toBe(0);
});

/** Files that a module loads before its first line runs. */
async function loadedWith(file: string): Promise<ReadonlySet<string>> {
  const transpiler = new Bun.Transpiler({ loader: "ts" });
  const files = new Set([file]);
  for (const each of files)
    for (const { path, kind } of transpiler.scanImports(await Bun.file(each).text()))
      if (kind !== "dynamic-import" && path.startsWith(".") && path.endsWith(".ts"))
        files.add(resolve(dirname(each), path));
  return files;
}

test("accepting a job loads neither ground-motion models nor readers of documents", async () => {
  const files = [...(await loadedWith(join(PROJECT, "src/engines/native/native-engine.ts")))];
  expect(files.some((file) => file.endsWith("inputs/open-job.ts"))).toBe(true);
  expect(
    files.filter((file) => /hazard\/(gmm|sources|surfaces)\/|inputs\/(sites|exposure|scenario)\//.test(file)),
  ).toEqual([]);
});

import { expect, test } from "bun:test";
import { dirname, join } from "node:path";
import { PROJECT } from "./harness.ts";

test("imports go one way (docs/architecture.md)", async () => {
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

test("no module needs itself to run (types may refer to each other)", async () => {
  const transpilers = { ts: new Bun.Transpiler({ loader: "ts" }), tsx: new Bun.Transpiler({ loader: "tsx" }) };
  const imports = new Map<string, string[]>();
  for await (const path of new Bun.Glob("src/**/*.{ts,tsx}").scan(PROJECT)) {
    const found = transpilers[path.endsWith("x") ? "tsx" : "ts"].scanImports(
      await Bun.file(join(PROJECT, path)).text(),
    );
    const own = found.filter(({ kind, path: to }) => kind === "import-statement" && to.startsWith("."));
    imports.set(
      path,
      own.map(({ path: to }) => join(dirname(path), to)),
    );
  }
  const finished = new Set<string>();
  const cycleFrom = (path: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const cycle = cycleFrom(next, [...above, path]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(path);
    return undefined;
  };
  expect(imports.size).toBeGreaterThan(100);
  for (const path of imports.keys()) expect(cycleFrom(path, [])).toBeUndefined();
});

import { expect, test } from "bun:test";
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

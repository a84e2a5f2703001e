import { expect, test } from "bun:test";
import { PROJECT } from "./harness.ts";

test("imports go one way (docs/architecture.md)", async () => {
  const child = Bun.spawn(
    ["node_modules/.bin/depcruise", "--config", ".dependency-cruiser.cjs", "--output-type", "err", "src"],
    {
      cwd: PROJECT,
      stdout: "pipe",
      stderr: "pipe",
    },
  );
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(`${out}${err}`).toContain("no dependency violations found");
  expect(await child.exited).toBe(0);
});

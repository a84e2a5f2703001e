import { expect, test } from "bun:test";
import { join } from "node:path";
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";

async function script(name: string, ...args: string[]) {
  const child = Bun.spawn([process.execPath, join(PROJECT, "scripts", name), ...args], {
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, err };
}

test("the single executable is built and works where nothing of the project is near", async () => {
  using folder = tempFolder();
  const executable = join(folder.path, "quakewright");
  expect((await script("compile.ts", "--outfile", executable)).code).toBe(0);
  const { code, out, err } = await script("smoke-test.ts", executable);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.match(/^ok {2}\w+/gm)).toEqual(["ok  version", "ok  info", "ok  run", "ok  demo"]);
}, 120_000);

import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "../harness.ts";
import { runProgram, startProgram } from "./program.ts";

/** Starts a server on a free port; answers its process and address. */
async function startServer(folder: string, extra: readonly string[] = []) {
  const child = startProgram(["serve", "--port", "0", "--data", join(folder, "data"), ...extra], { cwd: folder });
  let text = "";
  for await (const chunk of child.stdout) {
    text += new TextDecoder().decode(chunk);
    if (text.includes("\n")) break;
  }
  const address = /http:\S+(?=\/ )/.exec(text)?.[0];
  if (address === undefined) throw new Error(`no address: ${text}${await new Response(child.stderr).text()}`);
  return { child, address };
}

describe("serve", () => {
  test("answers, writes only below its data folder, and ends cleanly on SIGTERM", async () => {
    using folder = tempFolder();
    const { child, address } = await startServer(folder.path);
    expect(await (await fetch(`${address}/v1/engine_version`)).text()).toBe("3.26.2");
    expect(existsSync(join(folder.path, "data", "server.lock"))).toBe(true);
    child.kill("SIGTERM");
    expect(await child.exited).toBe(0);
    expect(existsSync(join(folder.path, "data", "server.lock"))).toBe(false);
    expect(readdirSync(folder.path)).toEqual(["data"]);
  });

  test("Ctrl-C ends it with 130, however often the signal arrives", async () => {
    using folder = tempFolder();
    const { child } = await startServer(folder.path, ["--base-path", "/hazard"]);
    for (let i = 0; i < 3; i++) child.kill("SIGINT");
    expect(await child.exited).toBe(130);
    expect(existsSync(join(folder.path, "data", "server.lock"))).toBe(false);
  });

  test("a taken port, a locked folder and an open door are exit code 3, and say what to do", async () => {
    using folder = tempFolder();
    const { child, address } = await startServer(folder.path);
    try {
      const port = new URL(address).port;
      const taken = await runProgram(["serve", "--port", port, "--data", join(folder.path, "other")]);
      expect(taken).toMatchObject({ code: 3, out: "" });
      expect(taken.err).toContain(`port ${port} of 127.0.0.1 is taken; choose another with --port`);
      const locked = await runProgram(["serve", "--port", "0", "--data", join(folder.path, "data")]);
      expect(locked).toMatchObject({ code: 3, out: "" });
      expect(locked.err).toContain("another server");
      const open = await runProgram([
        "serve",
        "--host",
        "0.0.0.0",
        "--port",
        "0",
        "--data",
        join(folder.path, "third"),
      ]);
      expect(open).toMatchObject({ code: 3, out: "" });
      expect(open.err).toContain("--insecure");
    } finally {
      child.kill("SIGTERM");
      await child.exited;
    }
  });
});

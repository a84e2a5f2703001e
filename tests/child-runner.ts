/** Runs the program as a child, as the server does, for tests of what is made by children. */
import type { ServeSettings } from "../src/outputs/index.ts";

export function childRunner(command: readonly string[]): ServeSettings["runChild"] {
  return async (subCommand, args) => {
    const child = Bun.spawn([...command, subCommand, ...args], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { exitCode: await child.exited, stdout, stderr };
  };
}

/**
 * What the tests of the API document need besides Bun: Python packages in a virtual environment, npm packages in a folder,
 * all of pinned versions, made once into `.cache/`. Where a registry cannot be reached the test fails and says so.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../harness.ts";

const HERE = import.meta.dir;

export interface ApiClientTools {
  /** The interpreter of the virtual environment. */
  readonly python: string;
  /** Folder whose `node_modules` hold openapi-typescript, openapi-fetch and a TypeScript of theirs. */
  readonly node: string;
}

export async function run(command: readonly string[], cwd: string): Promise<string> {
  const child = Bun.spawn([...command], { cwd, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0)
    throw new Error(
      `${command.join(" ")} ended with code ${child.exitCode}:\n${out.slice(-6000)}\n${error.slice(-6000)}`,
    );
  return out;
}

/** @throws Error naming what could not be installed */
export async function apiClientTools(): Promise<ApiClientTools> {
  const files = ["requirements.txt", "typescript/package.json", "typescript/package-lock.json"];
  const pins = files.map((file) => readFileSync(join(HERE, file), "utf8"));
  const folder = join(PROJECT, ".cache", `api-clients-${Bun.hash(pins.join("\n")).toString(36)}`);
  const tools = { python: join(folder, "venv", "bin", "python"), node: join(folder, "typescript") };
  if (existsSync(join(folder, "ready"))) return tools;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(tools.node, { recursive: true });
  for (const [index, file] of files.entries()) writeFileSync(join(folder, file), pins[index] ?? "");
  await Promise.all([
    run(["python3", "-m", "venv", "venv"], folder).then(() =>
      run(
        [tools.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
        folder,
      ),
    ),
    run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], tools.node),
  ]);
  writeFileSync(join(folder, "ready"), "");
  return tools;
}

import { expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnvironment } from "../cli/program.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { environmentOf, execForm, parseDockerfile, type Stage } from "./dockerfile.ts";

const STAGES = parseDockerfile(readFileSync(join(PROJECT, "Dockerfile"), "utf8"));

/** What `.dockerignore` lets into the build: the names after an exclamation mark. */
const CONTEXT = readFileSync(join(PROJECT, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("!"))
  .map((line) => line.slice(1));

function copy(from: string, names: readonly string[], to: string, target: string) {
  for (const name of names) {
    const isFolderTarget = target === "./" || target.endsWith("/");
    const destination = join(to, isFolderTarget ? join(target, name) : target);
    mkdirSync(dirname(destination), { recursive: true });
    cpSync(join(from, name), destination, { recursive: true, verbatimSymlinks: true });
  }
}

/** Does the COPY and RUN instructions of a stage in a folder that stands for its working folder. */
async function build(stage: Stage, folder: string, data: string, others: ReadonlyMap<string, string>): Promise<void> {
  for (const { name, text, line } of stage.instructions) {
    if (name === "COPY") {
      const words = text.split(" ");
      const other = words[0]?.startsWith("--from=") ? words.shift()?.slice("--from=".length) : undefined;
      const target = words.pop() ?? "";
      if (other === undefined) {
        for (const word of words) expect(CONTEXT).toContain(word);
        copy(PROJECT, words, folder, target);
      } else {
        const source = others.get(other) ?? "";
        copy(
          source,
          words.map((word) => word.replace("/home/bun/app/", "")),
          folder,
          target,
        );
      }
    }
    if (name === "RUN") {
      // The account of the image and its root folder are not to be had here.
      const command = text.replaceAll("/data", data).replace(/ && chown \S+ \S+/, "");
      const child = Bun.spawn(["sh", "-c", command], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
      const err = await new Response(child.stderr).text();
      if ((await child.exited) !== 0) throw new Error(`Dockerfile line ${line}: ${err}`);
    }
  }
}

test("the images are pinned to the versions the project names", () => {
  const manifest = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { dependencies: { bun: string } };
  expect(STAGES.map((stage) => stage.image)).toEqual(["node:20-slim", `oven/bun:${manifest.dependencies.bun}-slim`]);
  const final = STAGES.at(-1) as Stage;
  expect(final.instructions.some(({ name, text }) => name === "USER" && text === "bun")).toBe(true);
});

test("the container's install and start steps work in clean folders", async () => {
  using root = tempFolder();
  const data = join(root.path, "data");
  const folders = new Map<string, string>();
  for (const [index, stage] of STAGES.entries()) {
    const folder = join(root.path, String(index));
    mkdirSync(folder);
    await build(stage, folder, data, folders);
    if (stage.alias !== undefined) folders.set(stage.alias, folder);
  }
  const final = STAGES.at(-1) as Stage;
  const app = join(root.path, String(STAGES.length - 1));
  expect(existsSync(join(app, "node_modules", "elysia"))).toBe(true);
  expect(existsSync(join(app, "node_modules", "typescript"))).toBe(false);

  const start = [...execForm(final, "ENTRYPOINT"), ...execForm(final, "CMD")];
  expect(start[0]).toBe("bun");
  const environment = { ...environmentOf(final), QUAKEWRIGHT_DATA: data, QUAKEWRIGHT_PORT: "0" };
  const spawn = (extra: Record<string, string>) =>
    Bun.spawn([process.execPath, ...start.slice(1)], {
      cwd: app,
      env: cleanEnvironment({ ...environment, ...extra }),
      stdio: ["ignore", "pipe", "pipe"],
    });

  const refused = spawn({});
  expect(await new Response(refused.stderr).text()).toContain("--insecure");
  expect(await refused.exited).toBe(3);

  const server = spawn({ QUAKEWRIGHT_INSECURE: "true" });
  let line = "";
  for await (const chunk of server.stdout) {
    line += new TextDecoder().decode(chunk);
    if (line.includes("\n")) break;
  }
  const port = /:(\d+)/.exec(line.replace(/^.*\/\//, ""))?.[1];
  const health = await fetch(`http://127.0.0.1:${port}/healthz`);
  expect(health.status).toBe(200);
  server.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(existsSync(join(data, "jobs.sqlite"))).toBe(true);
}, 120_000);

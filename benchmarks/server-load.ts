/**
 * 200 clients and 1,000 streams of events while calculations use all cores: this tree's server beside an older one's, in the
 * same run, in turn (new, old, old, new). `server-load.ts [COMMIT]`; without it the last tag, and without a tag this tree alone.
 * Ends with 1 when the p99 of /healthz is 100 ms or more in a load.
 */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { submitJob } from "../src/cli/demo/client.ts";
import { jobFiles } from "./shared/job-files.ts";
import { makeDataFolder, residentMb, startServer } from "./shared/server.ts";
import { printTable, quantile } from "./shared/table.ts";

const PROJECT = join(import.meta.dir, "..");
const CLIENTS = 200;
const STREAMS = 1000;
const SECONDS = 8;
const MOST_HEALTH_MS = 100;

/** Asks /healthz from a process of its own: this one is busy with being two hundred clients. */
const PROBE = `const [url, seconds] = process.argv.slice(-2); const times = []; const end = performance.now() + 1000 * Number(seconds);
while (performance.now() < end) { const begun = performance.now(); await (await fetch(url + "/healthz")).arrayBuffer(); times.push(performance.now() - begun); await Bun.sleep(10); }
console.log(JSON.stringify(times));`;

function git(...args: readonly string[]): string | undefined {
  const done = Bun.spawnSync(["git", ...args], { cwd: PROJECT, stdout: "pipe", stderr: "ignore" });
  return done.exitCode === 0 ? done.stdout.toString().trim() : undefined;
}

/** A work tree of an older commit, with the packages of this one. */
function oldTree(commit: string): Disposable & { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), "quakewright-benchmark-tree-"));
  const path = join(folder, "tree");
  if (git("worktree", "add", "--detach", path, commit) === undefined) throw new Error(`there is no commit ${commit}`);
  symlinkSync(join(PROJECT, "node_modules"), join(path, "node_modules"));
  return {
    path,
    [Symbol.dispose]() {
      git("worktree", "remove", "--force", path);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Over a socket of its own: a thousand of `fetch` would measure the client. */
function openStream(address: string, told: () => void): Promise<Socket> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET /v1/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`);
      resolve(socket);
    });
    socket.on("error", reject);
    socket.on("data", told);
  });
}

type Load = (address: string, id: number, isOver: () => boolean, times: number[]) => Promise<void>;

async function timed(request: () => Promise<Response>, times: number[]): Promise<void> {
  const begun = performance.now();
  await (await request()).arrayBuffer();
  times.push(performance.now() - begun);
}

const PATHS = (id: number) => ["/v1/calc/list", `/v1/calc/${id}/status`, `/v1/calc/${id}/log/0:`, "/v1/engine_version"];

const LOADS: Readonly<Record<string, Load>> = {
  "clients read": async (address, id, isOver, times) => {
    const client = async () => {
      for (let i = 0; !isOver(); i++) await timed(() => fetch(address + PATHS(id)[i % 4]!), times);
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  },
  "clients have texts checked": async (address, _, isOver, times) => {
    const text = jobFiles("area-source").get("source-model.xml") ?? "<nrml/>";
    const client = async () => {
      for (; !isOver(); await Bun.sleep(200)) {
        const body = new URLSearchParams({ xml_text: text });
        await timed(() => fetch(`${address}/v1/valid/`, { method: "POST", body }), times);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  },
};

interface Figures {
  readonly times: readonly number[];
  readonly health: readonly number[];
  readonly told: number;
  readonly memoryMb: number;
}

async function measure(tree: string, load: Load): Promise<Figures> {
  await using server = await startServer(
    makeDataFolder(),
    ["--concurrent", String(availableParallelism())],
    false,
    tree,
  );
  const told = new Uint8Array(STREAMS);
  const sockets = await Promise.all(
    Array.from(told, (_, i) =>
      openStream(server.address, () => {
        told[i] = 1;
      }),
    ),
  );
  const large = jobFiles(
    "area-source",
    "region = -32.0 8.0, -27.0 8.0, -27.0 13.0, -32.0 13.0\nregion_grid_spacing = 4.0",
  );
  const ids: number[] = [];
  for (let i = 0; i < availableParallelism(); i++) ids.push(await submitJob(server.address, large));
  await Bun.sleep(1000);
  const probe = Bun.spawn([process.execPath, "-e", PROBE, server.address, String(SECONDS)], {
    stdout: "pipe",
    stderr: "inherit",
  });
  let over = false;
  const times: number[] = [];
  const loading = load(server.address, ids[0]!, () => over, times);
  const health = JSON.parse(await new Response(probe.stdout).text()) as number[];
  over = true;
  await loading;
  const memoryMb = residentMb(server.pid);
  for (const socket of sockets) socket.destroy();
  for (const id of ids) await fetch(`${server.address}/v1/calc/${id}/abort`, { method: "POST" });
  return { times, health, told: told.reduce((a, b) => a + b, 0), memoryMb };
}

const commit = process.argv[2] ?? git("describe", "--tags", "--abbrev=0");
using old = commit === undefined ? undefined : oldTree(commit);
if (old === undefined) console.log("no commit given and no tag there: this tree alone, not compared with a release");
const turns = old === undefined ? [PROJECT] : [PROJECT, old.path, old.path, PROJECT];
const name = (tree: string) => (tree === PROJECT ? "this tree" : String(commit));
let isSlow = false;
for (const [title, load] of Object.entries(LOADS)) {
  const rows: string[][] = [];
  for (const tree of turns) {
    const { times, health, told, memoryMb } = await measure(tree, load);
    const healthP99 = quantile(health, 0.99);
    if (tree === PROJECT && healthP99 >= MOST_HEALTH_MS) isSlow = true;
    const cells = [quantile(times, 0.5), quantile(times, 0.99), quantile(health, 0.5), healthP99, memoryMb];
    rows.push([name(tree), String(times.length), ...cells.map((value) => value.toFixed(0)), String(told)]);
  }
  printTable(
    `${CLIENTS} ${title}, ${STREAMS} streams, ${availableParallelism()} calculations, ${SECONDS} s (goal: p99 of /healthz < ${MOST_HEALTH_MS} ms)`,
    ["server", "requests", "median ms", "p99 ms", "healthz median", "healthz p99", "server MB", "streams told"],
    rows,
  );
}
process.exitCode = isSlow ? 1 : 0;

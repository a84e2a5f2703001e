/** Drills: the data folder of an earlier version is opened by this one, and a backup is restored. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/index.ts";
import { loadSettings } from "../../src/settings/load.ts";
import { unzip, zipOf } from "../archives.ts";
import { PROJECT, tempFolder } from "../harness.ts";
import { askServer, type ServedAnswers } from "./served-answers.ts";

const FIXTURES = join(import.meta.dir, "..", "fixtures", "data-folder");

function serverOn(data: string, folder: string): Promise<RunningServer> {
  return startServer({ ...loadSettings({ folder }).settings, port: 0, data });
}

async function answersOf(data: string, folder: string): Promise<ServedAnswers> {
  const server = await serverOn(data, folder);
  try {
    return await askServer(server.url);
  } finally {
    await server.stop("stop");
  }
}

async function submitted(server: RunningServer, example: string): Promise<void> {
  const path = join(PROJECT, "examples", example);
  const files = Object.fromEntries(
    readdirSync(path).map((name) => [name, new Uint8Array(readFileSync(join(path, name)))]),
  );
  const form = new FormData();
  form.append("archive", new File([await zipOf(files)], "job.zip"));
  const answer = await fetch(`${server.url}/v1/calc/run`, { method: "POST", body: form });
  const { job_id: id } = (await answer.json()) as { job_id: number };
  for (const end = Date.now() + 30_000; Date.now() < end; await Bun.sleep(30))
    if (server.jobs.get(id)?.status === "complete") return;
  throw new Error(`${example} is not complete: ${server.jobs.traceback(id).join("\n")}`);
}

/** Fields that a later version has added to a row of the list are not compared. */
function asListedThen(then: ServedAnswers["list"], now: ServedAnswers["list"]) {
  return now.map((row, i) => Object.fromEntries(Object.keys(then[i] ?? {}).map((name) => [name, row[name]])));
}

for (const name of readdirSync(FIXTURES))
  test(`the data folder of version ${name.replace(".zip", "")} lists and exports the same, and goes on`, async () => {
    using folder = tempFolder("quakewright-upgrade-");
    const files = await unzip(new Uint8Array(readFileSync(join(FIXTURES, name))));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), content);
    }
    const then = JSON.parse(readFileSync(join(folder.path, "answers.json"), "utf8")) as ServedAnswers;
    const data = join(folder.path, "data");
    const now = await answersOf(data, folder.path);
    expect(asListedThen(then.list, now.list)).toEqual([...then.list]);
    // A report is written anew by each version; what was computed keeps its bytes.
    const computed = ({ outputs }: ServedAnswers) => outputs.filter(({ type }) => type !== "rst");
    const had = new Set(computed(then).map(({ id, type }) => `${id} ${type}`));
    expect(computed(now).filter(({ id, type }) => had.has(`${id} ${type}`))).toEqual(computed(then));
    expect(computed(then).length).toBeGreaterThan(5);

    const server = await serverOn(data, folder.path);
    await submitted(server, "point-source");
    expect(server.jobs.list({ limit: 1 })[0]?.id).toBe(then.list.length + 1);
    await server.stop("stop");
  }, 60_000);

test("a backup answers the same list and the same bytes, taken while the server runs or when it has ended", async () => {
  using folder = tempFolder("quakewright-backup-");
  const data = join(folder.path, "data");
  const server = await serverOn(data, folder.path);
  await submitted(server, "point-source");
  await submitted(server, "area-source");
  await fetch(`${server.url}/v1/calc/1/add_tag/kept`);
  const expected = await askServer(server.url);
  expect(expected.outputs.length).toBeGreaterThan(5);

  // As README says: the database by SQLite's own means, then the calculations.
  const running = join(folder.path, "running");
  mkdirSync(running);
  const db = new Database(join(data, "jobs.sqlite"), { readonly: true });
  db.run(`VACUUM INTO '${join(running, "jobs.sqlite")}'`);
  db.close();
  cpSync(join(data, "calcs"), join(running, "calcs"), { recursive: true });
  await server.stop("stop");
  const ended = join(folder.path, "ended");
  cpSync(data, ended, { recursive: true });

  for (const backup of [running, ended]) expect(await answersOf(backup, folder.path)).toEqual(expected);
  // The database alone is lost: the calculations are found again in their folders.
  const found = join(folder.path, "found");
  mkdirSync(found);
  cpSync(join(data, "calcs"), join(found, "calcs"), { recursive: true });
  writeFileSync(join(found, "jobs.sqlite"), "");
  const { list } = await answersOf(found, folder.path);
  expect(list.map(({ id, status, description }) => [id, status, description])).toEqual(
    expected.list.map(({ id, status, description }) => [id, status, description]),
  );
  expect(existsSync(join(found, "calcs", "2"))).toBe(true);
}, 60_000);

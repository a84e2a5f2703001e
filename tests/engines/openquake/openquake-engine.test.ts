/** The second engine as a process behind the job service: a script stands for it, which computes nothing. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineChoice } from "../../../src/engines/engine.ts";
import { selfCommand } from "../../../src/jobs/index.ts";
import { crashMoments } from "../../crash-seed.ts";
import { ended, type TestService, testService, until } from "../../jobs/job-harness.ts";

const OQ = join(import.meta.dir, "fixtures", "oq");
const LIMIT_MS = 60_000;

const service = (oq = OQ) => testService({ command: selfCommand(), oq, workers: 1 });

function submit(own: TestService, text = "", engine: EngineChoice = "openquake", hazardJobId?: number) {
  const ini = `calculation_mode = classical\ndescription = with the second engine\n${text}`;
  return own.submit(
    { "job.ini": ini },
    { engine, iniSuffix: "job.ini", ...(hazardJobId === undefined ? {} : { hazardJobId }) },
  );
}

async function accepted(
  own: TestService,
  ...more: Parameters<typeof submit> extends [unknown, ...infer Rest] ? Rest : never
) {
  const result = await submit(own, ...more);
  if (!result.ok) throw new Error(result.message);
  return result.job.id;
}

async function started(own: TestService, id: number): Promise<number> {
  const file = join(own.jobs.folder(id), "inputs", "pid");
  await until(() => existsSync(file) && readFileSync(file, "utf8") !== "", LIMIT_MS);
  return Number(readFileSync(file, "utf8"));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

test("its lines are log rows, its percentages progress, its outputs ours; a child continues it", async () => {
  await using own = await service();
  const id = await accepted(own);
  await ended(own.jobs, id, LIMIT_MS);
  const job = own.jobs.get(id);
  expect([job?.status, job?.engine, job?.description, job?.progress]).toEqual([
    "complete",
    "openquake",
    "with the second engine",
    1,
  ]);
  const messages = (await own.jobs.log(id)).map(([, level, , message]) => `${level} ${message}`);
  expect(messages).toContain("WARNING running with HOME=home");
  expect(messages).toContain("INFO classical  50% [2 submitted, 0 queued]");
  expect(messages).toContain("INFO    a line that goes on");
  expect(own.jobs.outputs(id).map(({ key, name, types, sizeMb }) => [key, name, types[0], sizeMb])).toEqual([
    ["fullreport", "Full Report", "rst", null],
    ["hcurves", "Hazard Curves", "csv", null],
    ["site_model", "Site Model", "csv", 0.5],
  ]);
  const datastore = join(own.jobs.folder(id), "datastore");
  expect(readFileSync(join(datastore, `calc_${id}.hdf5`), "utf8")).toBe("results");
  expect(existsSync(join(datastore, "work"))).toBe(false);
  expect(job?.sizeMb).toBeGreaterThan(0);

  const child = await accepted(own, "", "openquake", id);
  await ended(own.jobs, child, LIMIT_MS);
  expect(own.jobs.get(child)?.status).toBe("complete");
  expect((await own.jobs.log(child)).map(([, , , message]) => message)).toContain(`continuing calc_${id}.hdf5`);

  const native = await submit(own, "", "native", id);
  expect(native.ok ? "" : native.message).toContain("was computed by the OpenQuake Engine");
  expect(await own.jobs.remove(child, null)).toHaveProperty("success");
  expect(existsSync(own.jobs.folder(child))).toBe(false);
}, 120_000);

test("a failure has the engine's traceback without paths of the server; no results are no success", async () => {
  await using own = await service();
  const id = await accepted(own, "fake = fail");
  await ended(own.jobs, id, LIMIT_MS);
  expect(own.jobs.get(id)?.status).toBe("failed");
  const lines = own.jobs.traceback(id);
  expect(lines.at(-1)).toMatch(/^ValueError: no such model in .*job\.ini$/);
  expect(lines.join("\n")).not.toContain(own.dataFolder);
  expect(own.jobs.outputs(id)).toEqual([]);
  const empty = await accepted(own, "fake = nothing");
  await ended(own.jobs, empty, LIMIT_MS);
  expect(own.jobs.traceback(empty)).toEqual(["the OpenQuake Engine ended without an error and without results"]);
}, 120_000);

test("aborting ends the engine; kill -9 of it is told; the next job runs", async () => {
  await using own = await service();
  const id = await accepted(own, "fake = sleep");
  const pid = await started(own, id);
  own.jobs.abort(id);
  await ended(own.jobs, id);
  expect([own.jobs.get(id)?.status, isAlive(pid)]).toEqual(["aborted", false]);
  const killed = await accepted(own, "fake = sleep");
  process.kill(await started(own, killed), "SIGKILL");
  await ended(own.jobs, killed, LIMIT_MS);
  expect(own.jobs.get(killed)?.status).toBe("failed");
  expect(own.jobs.traceback(killed).join()).toContain("SIGKILL");
  const next = await accepted(own);
  await ended(own.jobs, next, LIMIT_MS);
  expect(own.jobs.get(next)?.status).toBe("complete");
}, 120_000);

test("kill -9 of calculation or engine at random moments: no job is lost or half there, no process stays", async () => {
  await using own = await service();
  const { random } = crashMoments("second engine");
  const ids: number[] = [];
  for (let round = 0; round < 3; round++) {
    const id = await accepted(own, "seconds = 0.3");
    ids.push(id);
    await until(() => own.jobs.get(id)?.status !== "submitted" && own.jobs.get(id)?.status !== "created", LIMIT_MS);
    await Bun.sleep(random() * 1200);
    const pid = own.jobs.get(id)?.pid ?? 0;
    if (pid > 0 && isAlive(pid)) process.kill(pid, "SIGKILL");
    await ended(own.jobs, id, LIMIT_MS);
  }
  for (const id of ids) {
    const { status } = own.jobs.get(id) ?? {};
    expect(["complete", "failed"]).toContain(status ?? "lost");
    expect(own.jobs.outputs(id).length > 0).toBe(status === "complete");
    if (status === "failed") expect(own.jobs.traceback(id).length).toBeGreaterThan(0);
    const results = join(own.jobs.folder(id), "datastore", `calc_${id}.hdf5`);
    if (status === "complete") expect(existsSync(results)).toBe(true);
  }
}, 120_000);

test("refused by name: no engine, files of the server; auto tells what is missing where there is none", async () => {
  await using own = await service("none");
  const refused = async (...more: [string, EngineChoice]) => {
    const result = await submit(own, ...more);
    return result.ok ? "accepted" : result.message;
  };
  expect(await refused("", "openquake")).toContain("the engine openquake is not available here: it is turned off");
  await using other = await service();
  const outside = await submit(other, "exposure_file = /etc/passwd");
  expect(outside.ok ? "" : outside.message).toContain("outside the job's folder");
}, 120_000);

/** Loss of each data file in turn: what was acknowledged is there again, and one damaged file harms its own job only. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderPart } from "../../src/engines/calculation-folder.ts";
import { DataFolderError, openJobService } from "../../src/jobs/index.ts";
import { repairDataFolder } from "../../src/jobs/repair.ts";
import { CHILD_COMMAND, ended, recipe, type TestService, testService, until } from "./job-harness.ts";

/** A complete job, a failed one, one that waits behind a running one; then the server is killed (leaves all as it is). */
async function prepared(): Promise<{
  service: TestService;
  complete: number;
  failed: number;
  running: number;
  queued: number;
}> {
  const service = await testService();
  const complete = await service.run({ description: "done" });
  await ended(service.jobs, complete);
  const failed = await service.run({ ends: "input-error" });
  await ended(service.jobs, failed);
  const running = await service.run({ steps: 200, stepMs: 10, description: "runs" });
  const queued = await service.run({ description: "waits", steps: 2 });
  await until(() => service.jobs.get(running)?.status === "executing");
  return { service, complete, failed, running, queued };
}

function dropDatabase(dataFolder: string): void {
  for (const name of readdirSync(dataFolder).filter((file) => file.startsWith("jobs.sqlite")))
    rmSync(join(dataFolder, name));
}

test("a lost database: ended jobs are there with their results, accepted ones are computed, nothing is deleted", async () => {
  const { service, complete, failed, running, queued } = await prepared();
  const inputs = readdirSync(folderPart(service.jobs.folder(queued), "inputs"));
  await service.jobs.close("leave");
  dropDatabase(service.dataFolder);
  await using again = await service.reopen("leave");
  const { jobs } = again;
  expect(jobs.get(complete)).toMatchObject({ status: "complete", userName: "ann", description: "done" });
  expect(jobs.outputs(complete).map(({ key }) => key)).toEqual(["fullreport", "hcurves"]);
  expect(jobs.get(failed)?.status).toBe("failed");
  expect(readdirSync(folderPart(jobs.folder(queued), "inputs"))).toEqual(inputs);
  for (const id of [running, queued]) {
    await ended(jobs, id);
    expect([id, jobs.get(id)?.status]).toEqual([id, "complete"]);
  }
  expect(jobs.get(queued)).toMatchObject({ description: "waits", userName: "ann" });
  expect((await again.run()) > queued).toBe(true);
});

test("an older database: jobs it does not know are taken up from their folders", async () => {
  await using folder = await testService();
  await folder.jobs.close();
  const old = readFileSync(join(folder.dataFolder, "jobs.sqlite"));
  const second = await folder.reopen("stop");
  const id = await second.run({ description: "new" });
  await ended(second.jobs, id);
  await second.jobs.close();
  dropDatabase(second.dataFolder);
  writeFileSync(join(second.dataFolder, "jobs.sqlite"), old);
  await using third = await second.reopen("stop");
  expect(third.jobs.get(id)).toMatchObject({ status: "complete", description: "new" });
});

test("a row whose acceptance was not written is completed from job.json", async () => {
  const { service, queued } = await prepared();
  await service.jobs.close("leave");
  const db = new Database(join(service.dataFolder, "jobs.sqlite"));
  db.run(
    `UPDATE jobs SET status = 'created', queued_at = NULL, ini = NULL, calculation_mode = 'custom' WHERE id = ${queued}`,
  );
  db.close();
  await using again = await service.reopen("leave");
  await ended(again.jobs, queued);
  expect(again.jobs.get(queued)).toMatchObject({ status: "complete", calculationMode: "classical" });
});

test.each(["job", "request", "start", "end", "log", "progress", "output", "prepared"] as const)(
  "%s lost or damaged: the server starts, and the others are untouched",
  async (part) => {
    for (const damage of ["lost", "{}", '{"status": 7']) {
      const service = await testService();
      const hurt = await service.run();
      await ended(service.jobs, hurt);
      const other = await service.run({ description: "other" });
      await ended(service.jobs, other);
      await service.jobs.close();
      const path = folderPart(service.jobs.folder(hurt), part);
      if (damage === "lost") rmSync(path, { force: true });
      else writeFileSync(path, damage === "empty" ? "" : damage);
      await using again = await service.reopen("stop");
      expect(again.jobs.get(other)?.status).toBe("complete");
      expect(again.jobs.get(hurt)?.status).toBe("complete");
      await again.jobs.logSize(hurt);
    }
  },
  60_000,
);

test("a damaged end.json fails its own job, with the reason", async () => {
  const { service, running, complete } = await prepared();
  await service.jobs.close("leave");
  // The calculation ends while no server is there, and its record is damaged.
  await until(() => existsSync(folderPart(service.jobs.folder(running), "end")));
  await Bun.sleep(200);
  writeFileSync(folderPart(service.jobs.folder(running), "end"), '{"status": "complete"}');
  await using again = await service.reopen("leave");
  await ended(again.jobs, running);
  expect(again.jobs.get(running)?.status).toBe("failed");
  expect(again.jobs.traceback(running).join()).toContain("end.json");
  expect(again.jobs.get(complete)?.status).toBe("complete");
});

test("a damaged database page: the server says so and names repair, which keeps users, jobs and results", async () => {
  const first = await testService();
  const hash = "x";
  first.jobs.accounts.addUser({ name: "maria", passwordHash: hash, level: 2 });
  const ids: number[] = [];
  for (let i = 0; i < 3; i++) ids.push(await first.run({ description: `job ${i}` }));
  for (const id of ids) await ended(first.jobs, id);
  first.jobs.tags.add(ids[0]!, "final");
  await first.jobs.close();
  const file = join(first.dataFolder, "jobs.sqlite");
  const bytes = readFileSync(file);
  const db = new Database(file, { readonly: true });
  const page = db.query<{ rootpage: number }, []>("SELECT rootpage FROM sqlite_master WHERE name = 'outputs'").get();
  db.close();
  bytes.fill(0xff, ((page?.rootpage ?? 2) - 1) * 4096, (page?.rootpage ?? 2) * 4096);
  writeFileSync(file, bytes);
  const refused = await openJobService({ dataFolder: first.dataFolder, command: CHILD_COMMAND }).catch(
    (error) => error,
  );
  expect(refused).toBeInstanceOf(DataFolderError);
  expect([refused.reason, refused.message]).toEqual(["damaged", expect.stringContaining("quakewright repair --data")]);

  const report = await repairDataFolder(first.dataFolder);
  expect(existsSync(report.damagedDatabase ?? "")).toBe(true);
  await using again = await first.reopen("stop");
  expect(again.jobs.list({ limit: -1 }).map(({ id, status }) => [id, status])).toEqual(
    ids.toReversed().map((id) => [id, "complete"]),
  );
  expect(again.jobs.accounts.findUser("maria")?.level).toBe(2);
  expect(again.jobs.get(ids[0]!)?.tags).toBe("final");
  // Lists of outputs were on the damaged page; they come back from the folders.
  expect(again.jobs.outputs(ids[0]!).map(({ key }) => key)).toEqual(["fullreport", "hcurves"]);
});

test("something that is no database at all is repaired from the folders alone", async () => {
  const first = await testService();
  const id = await first.run({ description: "kept" });
  await ended(first.jobs, id);
  await first.jobs.close();
  dropDatabase(first.dataFolder);
  writeFileSync(
    join(first.dataFolder, "jobs.sqlite"),
    "this is no database, but it is long enough to be looked at as one",
  );
  const refused = await openJobService({ dataFolder: first.dataFolder, command: CHILD_COMMAND }).catch(
    (error) => error,
  );
  expect(refused.reason).toBe("damaged");
  expect((await repairDataFolder(first.dataFolder)).reindexed).toEqual([id]);
  await using again = await first.reopen("stop");
  expect(again.jobs.get(id)).toMatchObject({ status: "complete", description: "kept" });
});

test("folders that say nothing are moved aside, never deleted", async () => {
  const service = await testService();
  const id = await service.run();
  await ended(service.jobs, id);
  await service.jobs.close();
  const folder = service.jobs.folder(id);
  for (const part of ["job", "request"] as const) rmSync(folderPart(folder, part));
  dropDatabase(service.dataFolder);
  await using again = await service.reopen("stop");
  expect(again.jobs.get(id)).toBeNull();
  const [aside] = readdirSync(join(service.dataFolder, "unknown"));
  expect(readFileSync(join(service.dataFolder, "unknown", aside ?? "", "inputs", "job.ini"), "utf8")).toBe(recipe());
});

test("what a broken upload has left goes, and what stays of a refused job counts", async () => {
  await using service = await testService({ quotas: { jobs: null, diskMb: 1 } });
  const { jobs } = service;
  const broken = jobs.create({ userName: "ann" });
  writeFileSync(jobs.uploadPath(broken.id, 0), new Uint8Array(4 * 2 ** 20));
  jobs.refuse(broken.id, "The upload broke off");
  expect(existsSync(folderPart(jobs.folder(broken.id), "upload"))).toBe(false);
  const refused = await service.submit({
    "job.ini": "needs nothing\n",
    "large.bin": crypto.getRandomValues(new Uint8Array(65_536)),
  });
  expect(refused.ok).toBe(false);
  expect(existsSync(folderPart(jobs.folder(broken.id + 1), "upload"))).toBe(false);
  const big = new Uint8Array(2 * 2 ** 20).fill(7);
  const kept = await service.submit({ "job.ini": "needs nothing\n", "large.bin": big });
  expect(kept.ok).toBe(false);
  expect(() => jobs.create({ userName: "ann" })).toThrow(/use \d+ MB of disk/);
});

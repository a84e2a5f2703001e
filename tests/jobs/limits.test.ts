import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_ARCHIVE_LIMITS, QuotaError } from "../../src/jobs/index.ts";
import { ended, recipe, testService, until } from "./job-harness.ts";

const DAY_MS = 24 * 3600 * 1000;

test("finished jobs go after the days set for them; shared ones and parents stay", async () => {
  const first = await testService({ keepDays: { complete: 10, failed: 2 } });
  const ids: number[] = [];
  for (const ends of ["complete", "complete", "complete", "input-error", "input-error", "complete"])
    ids.push(await first.run({ ends }));
  await ended(first.jobs, ids.at(-1) ?? 0);
  const child = await first.submit({ "risk.ini": recipe() }, { hazardJobId: 6 });
  expect(child.ok).toBe(true);
  await ended(first.jobs, 7);
  first.jobs.share(3);
  await first.jobs.close();
  const db = new Database(join(first.dataFolder, "jobs.sqlite"));
  const age = (id: number, days: number) =>
    db.query("UPDATE jobs SET stop_time = ? WHERE id = ?").run(Date.now() - days * DAY_MS, id);
  age(1, 11);
  age(2, 9);
  age(3, 100);
  age(4, 3);
  age(5, 1);
  age(6, 100);
  db.close();
  await using second = await first.reopen("stop");
  await until(() => second.jobs.get(1) === null && second.jobs.get(4) === null);
  await Bun.sleep(50);
  expect(second.jobs.list().map((job) => job.id)).toEqual([7, 6, 5, 3, 2]);
  expect(existsSync(second.jobs.folder(1))).toBe(false);
});

test("quotas of jobs and disk are per user", async () => {
  await using service = await testService({ quotas: { jobs: 2, diskMb: 3 } });
  const { jobs } = service;
  await service.run();
  await ended(jobs, await service.run());
  expect(() => jobs.create({ userName: "ann" })).toThrow(QuotaError);
  expect(() => jobs.create({ userName: "ann" })).toThrow("ann has 2 calculations (allowed: 2)");
  expect(jobs.count()).toBe(2);
  await ended(jobs, await service.run({ bytes: 4 * 1024 ** 2 }, { userName: "bob" }));
  expect(() => jobs.create({ userName: "bob" })).toThrow(/the calculations of bob use \d+ MB of disk \(allowed: 3\)/);
  await jobs.remove(3, "bob");
  expect(jobs.create({ userName: "bob" }).status).toBe("created");
});

test("with a full disk a submission is refused, a queued job fails and a running one is ended, with a clear text", async () => {
  let free = 10 * 1024 ** 3;
  await using service = await testService({ freeDiskBytes: () => free, minFreeDiskMb: 100 });
  const { jobs } = service;
  const running = await service.run({ steps: 3000, stepMs: 10 });
  const queued = await service.run();
  await until(() => jobs.get(running)?.status === "executing");
  free = 5 * 1024 ** 2;
  await ended(jobs, running);
  await ended(jobs, queued);
  for (const id of [running, queued]) {
    expect(jobs.get(id)?.status).toBe("failed");
    expect(jobs.traceback(id)[0]).toStartWith("The disk of the server is full: 5 MB free, at least 100 MB are needed.");
  }
  const refused = await service.submit({ "job.ini": recipe() });
  expect(refused).toMatchObject({ ok: false, message: expect.stringContaining("The disk of the server is full") });
  free = 10 * 1024 ** 3;
  await ended(jobs, await service.run());
  expect(jobs.get(4)?.status).toBe("complete");
});

test("refused submissions are failed rows with the reason in traceback and log", async () => {
  await using service = await testService({
    archiveLimits: { ...DEFAULT_ARCHIVE_LIMITS, maxEntries: 3 },
    prepareTimeoutS: 1,
  });
  const { jobs, submit } = service;
  const cases: [Parameters<typeof submit>, RegExp][] = [
    [[{ "model.xml": "" }], /^There are no \.ini files in the archive$/],
    [[{ "job.ini": "" }, { iniSuffix: "other.ini" }], /^There are no other\.ini files in the archive$/],
    [[new Uint8Array(10)], /^File is not a zip file$/],
    [[{ a: "", b: "", c: "", d: "" }], /^the archive has 4 entries or more \(allowed: 3\)$/],
    [[{ "job.ini": "x = 1" }], /^job\.ini: missing parameter$/],
    [[{ "job.ini": recipe({ needs: "rupture_model.xml" }) }], /No such file: rupture_model\.xml$/],
    [[{ "job.ini": recipe({ checkMs: 5000 }) }], /^Unpacking and checking took longer than 1 s$/],
    [[{ "risk.ini": recipe() }, { hazardJobId: "99999" }], /^calc_id=99999 missing in the database$/],
    [[{ "risk.ini": recipe() }, { hazardJobId: "abc" }], /^hazard_job_id is no number of a calculation: abc$/],
    [[{ "risk.ini": recipe() }, { hazardJobId: 1 }], /^calculation 1 cannot be continued: its status is "failed"/],
  ];
  for (const [index, [args, reason]] of cases.entries()) {
    const id = index + 1;
    const result = await submit(...args);
    if (result.ok) throw new Error(`accepted: ${reason}`);
    expect(result.jobId).toBe(id);
    expect(result.message).toMatch(reason);
    expect(result.traceback.at(-1)).toMatch(reason);
    expect(jobs.get(id)).toMatchObject({
      status: "failed",
      isRunning: false,
      calculationMode: "custom",
      description: expect.stringMatching(/^Refused: /),
      pid: 0,
    });
    expect(jobs.traceback(id)).toEqual([...result.traceback]);
    const rows = await jobs.log(id);
    expect(rows.at(-1)?.slice(1, 3)).toEqual(["CRITICAL", "before starting"]);
    expect(result.traceback.join("\n")).not.toContain(service.dataFolder);
  }
  // The server's own refusal, e.g. of a broken upload.
  const { id } = jobs.create({ userName: "ann" });
  expect(jobs.refuse(id, "The upload broke off")).toMatchObject({ ok: false, jobId: id });
  expect(jobs.get(id)?.status).toBe("failed");
  // A job takes files once.
  expect((await jobs.submit(id, { files: [] })).ok).toBe(false);
});

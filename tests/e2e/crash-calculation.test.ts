import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crashMoments } from "../crash-seed.ts";
import { ended, testService, until } from "../jobs/job-harness.ts";

const moments = crashMoments("crash-calculation");
const ROUNDS = moments.rounds(40);
const STEPS = 30;

test(
  `a calculation killed ${ROUNDS} times at random moments ends with a status, its log and a reason`,
  async () => {
    await using service = await testService({ maxRunning: 2 });
    const { jobs } = service;
    const told = new Map<number, string[]>();
    jobs.subscribe((event) => {
      if (event.kind === "log")
        (told.get(event.jobId) ?? told.set(event.jobId, []).get(event.jobId))?.push(event.row[3]);
    });
    const counts = { complete: 0, failed: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const id = await service.run({ steps: STEPS, stepMs: 3 });
      await until(() => (jobs.get(id)?.pid ?? 0) > 0 || jobs.get(id)?.isRunning === false);
      const pid = jobs.get(id)?.pid ?? 0;
      await Bun.sleep(moments.random() * 250);
      try {
        if (pid > 0) process.kill(pid, "SIGKILL");
      } catch {
        // It was faster.
      }
      await ended(jobs, id);
      const job = jobs.get(id);
      const end = join(jobs.folder(id), "end.json");
      if (job?.status === "complete") {
        counts.complete++;
        expect(JSON.parse(readFileSync(end, "utf8")).status).toBe("complete");
        expect(jobs.outputs(id)).toHaveLength(2);
        expect(job.sizeMb).toBe(1);
      } else {
        counts.failed++;
        expect(job?.status).toBe("failed");
        expect(existsSync(end)).toBe(false);
        expect(jobs.traceback(id)[0]).toContain("was killed (SIGKILL)");
        expect(jobs.outputs(id)).toEqual([]);
      }
      // Every row is whole and what was told is what is stored.
      const rows = await jobs.log(id);
      expect(rows.every((row) => row.length === 4 && row[2] !== "unknown")).toBe(true);
      expect(rows.map((row) => row[3])).toEqual(told.get(id) ?? []);
      if (job?.status === "failed") expect(rows.at(-1)?.[1]).toBe("ERROR");
    }
    console.log(`${counts.complete} complete before the kill, ${counts.failed} failed with the reason`);
    expect(counts.failed).toBeGreaterThan(0);
  },
  moments.rounds(120_000),
);

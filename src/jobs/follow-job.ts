/** Events of one job for one reader: the past from the files, then the present, without a gap. */
import type { EventBus, JobEvent, LogEvent } from "./events.ts";
import { isPending, type Job } from "./job.ts";
import type { FollowOptions } from "./job-service.ts";
import type { LogReader } from "./storage/log-file.ts";

const PAGE_ROWS = 500;
const DEFAULT_MAX_WAITING = 5_000;

export interface FollowSource {
  readonly bus: EventBus;
  get(): Job | null;
  readonly log: LogReader;
  /** Resolves when the processes of an aborted job have gone and its last log row is written. */
  settled(): Promise<void>;
}

/** See `JobService.follow`. */
export async function* followJob(
  source: FollowSource,
  jobId: number,
  options: FollowOptions,
): AsyncGenerator<JobEvent> {
  const { signal, maxWaiting = DEFAULT_MAX_WAITING } = options;
  const waiting: JobEvent[] = [];
  let overrun = false;
  let wake: () => void = () => undefined;
  const unsubscribe = source.bus.subscribe((event) => {
    if (event.jobId !== jobId) return;
    if (waiting.length >= maxWaiting) overrun = true;
    else waiting.push(event);
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  try {
    const job = source.get();
    if (job === null) return;
    yield statusEvent(job);
    yield progressEvent(job);
    let next = options.lastEventId ?? 0;
    const tellTo = async function* (stop: number): AsyncGenerator<LogEvent> {
      while (next < stop && !signal?.aborted) {
        const rows = await source.log.rows(next, Math.min(stop, next + PAGE_ROWS));
        if (rows.length === 0) return;
        for (const row of rows) yield { kind: "log", jobId, index: next, id: ++next, row };
      }
    };
    yield* tellTo(await source.log.size());
    let pending = isPending(job.status);
    for (;;) {
      const event = waiting.shift();
      if (event === undefined) {
        if (!pending || overrun || signal?.aborted) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
          // Something may have come between looking and waiting.
          if (waiting.length > 0 || overrun || signal?.aborted) resolve();
        });
        continue;
      }
      if (signal?.aborted) break;
      if (event.kind === "log") {
        if (event.index < next) continue;
        yield* tellTo(event.index);
        next = event.id;
      }
      yield event;
      if (event.kind === "removed") return;
      if (event.kind === "status") pending = event.isRunning;
    }
    if (overrun || signal?.aborted) return;
    await source.settled();
    yield* tellTo(await source.log.size());
    const last = source.get();
    if (last !== null && !isPending(last.status)) yield { kind: "end", jobId, rows: next };
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", onAbort);
  }
}

export function statusEvent(job: Job): JobEvent {
  return { kind: "status", jobId: job.id, status: job.status, isRunning: job.isRunning };
}

export function progressEvent(job: Job): JobEvent {
  return { kind: "progress", jobId: job.id, progress: job.progress, stage: job.stage, eta: job.eta };
}

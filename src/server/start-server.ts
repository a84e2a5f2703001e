/** Starts everything: the life of calculations, the app, the listening socket. */
import { availableParallelism } from "node:os";
import ipaddr from "ipaddr.js";
import { selfCommand } from "../jobs/children/self-command.ts";
import { clusterOf, threadsOf } from "../jobs/cluster-settings.ts";
import { type JobService, type JobSettings, openJobService } from "../jobs/index.ts";
import type { Settings } from "../settings/table.ts";
import { lockedGate, openGate } from "./accounts/gate.ts";
import { createApi } from "./api.ts";
import type { ServerContext } from "./context.ts";
import { gateway } from "./middleware/gateway.ts";

/** The server cannot start for a reason the operator can change; the message says which. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

export interface RunningServer {
  /** Address for a browser, base path included, without a final slash. */
  readonly url: string;
  readonly port: number;
  readonly jobs: JobService;
  /**
   * Stops listening and lets go of the data folder. `stop` ends running calculations and queues them again at the next
   * start, `leave` lets them run, to be adopted.
   */
  stop(calculations?: "stop" | "leave"): Promise<void>;
}

const MB = 2 ** 20;
const orNull = (value: number): number | null => (value === 0 ? null : value);

/** What the life of calculations takes from the settings. */
export function jobSettingsOf(settings: Settings): Partial<JobSettings> & Pick<JobSettings, "dataFolder"> {
  return {
    dataFolder: settings.data,
    defaultEngine: settings.engine,
    oq: settings.oq,
    maxRunning: settings.concurrent,
    workers: threadsOf(settings, availableParallelism()),
    cluster: clusterOf(settings, selfCommand()) ?? null,
    archiveLimits: {
      maxEntries: settings.archiveEntries,
      maxTotalBytes: settings.archiveSize,
      maxRatio: settings.archiveRatio,
      maxDepth: settings.archiveDepth,
    },
    prepareTimeoutS: settings.prepareTimeout,
    checkMemoryMb: orNull(settings.checkMemory / MB),
    calculationTimeoutS: orNull(settings.calculationTimeout * 60),
    memoryShare: orNull(settings.memoryShare / 100),
    keepDays: { complete: orNull(settings.keepDays), failed: orNull(settings.keepDaysFailed) },
    quotas: { jobs: orNull(settings.quotaJobs), diskMb: settings.quotaSize === 0 ? null : settings.quotaSize / MB },
    minFreeDiskMb: settings.minFreeDisk / MB,
    callbacks: {
      allowPrivate: settings.privateCallbacks,
      secret: settings.notifySecret === "" ? null : settings.notifySecret,
      timeoutMs: 5000,
      retryAfterMs: [2_000, 15_000, 60_000, 600_000],
    },
  };
}

function isLoopback(host: string): boolean {
  if (host === "localhost") return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === "loopback";
}

/**
 * Opens the data folder and listens.
 * @param overrides of the settings of `jobs` (tests)
 * @throws ListenError when the port is taken or listening there is not allowed; DataFolderError
 */
export async function startServer(settings: Settings, overrides: Partial<JobSettings> = {}): Promise<RunningServer> {
  if (!isLoopback(settings.host) && !settings.accounts && !settings.insecure) {
    throw new ListenError(
      `everyone who reaches ${settings.host} could compute, read and remove: turn on --accounts, or say --insecure if that is meant`,
    );
  }
  const jobs = await openJobService({ ...jobSettingsOf(settings), ...overrides });
  try {
    const context: ServerContext = { settings, jobs, startedAt: Date.now() };
    const { basePath } = settings;
    const server = Bun.serve({
      hostname: settings.host,
      port: settings.port,
      idleTimeout: 0, // streams of events may be quiet; their heartbeat finds readers that are gone
      maxRequestBodySize: settings.uploadLimit + MB, // room for the other fields of a form
      development: false,
      reusePort: false, // without it two servers share a port: Bun turns it on outside development
      fetch: gateway({
        host: settings.host,
        basePath,
        allowHost: settings.allowHost,
        allowOrigin: settings.allowOrigin,
        trustProxy: settings.trustProxy,
        gate: settings.accounts ? lockedGate(jobs.accounts, `${basePath}/accounts/login/`) : openGate(),
        app: createApi(context),
      }),
    });
    const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
    return {
      url: `http://${host}:${server.port}${basePath}`,
      port: server.port ?? settings.port,
      jobs,
      async stop(calculations = "stop") {
        await server.stop(true);
        await jobs.close(calculations);
      },
    };
  } catch (error) {
    await jobs.close("leave");
    if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")) {
      const why = error.code === "EACCES" ? "may not be listened on by this user" : "is taken";
      throw new ListenError(`port ${settings.port} of ${settings.host} ${why}; choose another with --port`);
    }
    throw error;
  }
}

/**
 * Who may see and do what. A user sees own jobs, those of members of the same groups and shared
 * ones, a super-user all; the rules hold for everything below a job, its log, traceback and inputs included. In an open
 * server every caller is an unlimited user.
 */
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import type { Job, JobFilters, JobService } from "../../jobs/index.ts";
import { type ApiError, emptyForbidden, emptyNotFound } from "../api-error.ts";
import { type Caller, callerOf, type Principal } from "../caller.ts";

/** Name of the operating-system user the server runs as: owner of all jobs of an open server. */
export function systemUserName(): string {
  const { username, uid } = userInfo();
  if (username !== "" && username !== "unknown") return username;
  // Without USER in the environment the name is in the password file; a container may run as a number without a name.
  try {
    const line = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((entry) => entry.split(":")[2] === String(uid));
    return line?.split(":", 1)[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}

/** The caller of an open server. */
export function openPrincipal(): Principal {
  const name = systemUserName();
  return { name, level: 2, superuser: true, mates: [name], everybody: true };
}

export function maySee(principal: Principal, job: Pick<Job, "userName" | "status">): boolean {
  return principal.superuser || job.status === "shared" || principal.mates.includes(job.userName);
}

/** Owner, group mate or super-user: who may abort and share. */
export function mayChange(principal: Principal, job: Pick<Job, "userName">): boolean {
  return principal.superuser || principal.mates.includes(job.userName);
}

/** Restriction of a job list to what the caller may see. */
export function visibleOwners(principal: Principal): Pick<JobFilters, "owners"> {
  return { owners: principal.superuser ? null : principal.mates };
}

/** Only those of level 1 and above may send jobs, by whatever route. */
export function requireLevel1(caller: Caller): void {
  if (caller.principal.level < 1) throw emptyForbidden();
}

/** Sharing, tags and the inputs of a job are for users of level 2. */
export function requireLevel2(caller: Caller): void {
  if (caller.principal.level < 2) throw emptyForbidden();
}

/**
 * A job the caller may see.
 * @throws ApiError an empty 404 for an unknown id, an empty 403 (or `foreign`) for somebody else's
 */
export function visibleJob(jobs: JobService, request: Request, id: number, foreign?: ApiError): Job {
  const job = jobs.get(id);
  if (job === null) throw emptyNotFound();
  if (!maySee(callerOf(request).principal, job)) throw foreign ?? emptyForbidden();
  return job;
}

/** Whether the caller may see and download an output. Outputs say themselves which user level they are for. */
export async function maySeeOutput({ level }: Principal, key: string): Promise<boolean> {
  if (level >= 2) return true;
  const { levelToDownload } = await import("../../outputs/index.ts");
  return levelToDownload(key) < 2; // level 0 sees results, too: 1 stands for everybody
}

/** Whether the caller may extract `spec`, given without its query. */
export async function mayExtract({ level }: Principal, spec: string): Promise<boolean> {
  if (level >= 2) return true;
  const { levelToExtract } = await import("../../outputs/index.ts");
  return levelToExtract(spec) < 2;
}

/** What is asked before an upload is taken and while it comes: whether there is room for it. */
import type { JobService } from "../../jobs/index.ts";
import { ApiError } from "../api-error.ts";

/** Between two looks at the disk. */
const LOOK_EVERY_MS = 100;

function noRoom(): ApiError {
  return new ApiError(507, "the disk of the server has no room for the upload", {
    details: { allowed: "remove calculations, or ask the operator for room (see --min-free-disk)" },
    headers: { connection: "close" },
  });
}

/** @throws ApiError 507 when the announced length, or anything at all, does not fit */
export function requireRoom(jobs: JobService, request: Request): void {
  const announced = Number(request.headers.get("content-length") ?? "0");
  // Unpacked it is larger still; that is looked at when it is.
  if (jobs.room() < (Number.isFinite(announced) ? announced : 0)) throw noRoom();
}

/**
 * For `FormOptions.guard`: an upload may not take the reserve, nor go on after its job has ended.
 * @param id the job it is for; none for uploads that are only looked at
 */
export function uploadGuard(jobs: JobService, id?: number): () => void {
  let lookAt = 0;
  return () => {
    const now = Date.now();
    if (now < lookAt) return;
    lookAt = now + LOOK_EVERY_MS;
    if (jobs.room() < 0) throw noRoom();
    if (id !== undefined && jobs.get(id)?.status !== "created")
      throw new ApiError(409, `calculation ${id} was ended while its files came in`, {
        headers: { connection: "close" },
      });
  };
}

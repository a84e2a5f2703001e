/** Exports, extracts and the HDF5 file of a calculation as downloads. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderPart } from "../../engines/calculation-folder.ts";
import { isDiskFull, type Job, type JobService } from "../../jobs/index.ts";
import type { OutputRequest } from "../../outputs/contract.ts";
import { textError } from "../api-error.ts";
import { callerOf } from "../caller.ts";
import { acceptsZip } from "./output-format.ts";
import { type DownloadHeaders, sendBytes, sendFile } from "./send-file.ts";

const STATUS = { "not-found": 404, "bad-request": 400, "too-large": 413 } as const;

/** A child could not write an output; the HDF5 library does not say that the disk is full. */
function isFailedWriting(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("writing ended");
}

export function hasDatastore(jobs: JobService, id: number): boolean {
  return existsSync(join(folderPart(jobs.folder(id), "datastore"), "datastore.json"));
}

/**
 * Whether an answer about a calculation of the second engine is made from what was adopted of its results: formats that the engine does not
 * have, parts of outputs, pictures and descriptions. The engine's own formats are written by the engine.
 */
function isAnsweredHere(jobs: JobService, job: Job, wanted: OutputRequest): boolean {
  if (!hasDatastore(jobs, job.id)) return false;
  if (wanted.kind !== "export") return wanted.kind === "describe" || wanted.kind === "picture";
  const own = jobs.outputs(job.id).find(({ key }) => key === wanted.key)?.types ?? [];
  return !own.includes(wanted.type) || Object.keys(wanted.filters ?? {}).length > 0;
}

/**
 * Small answers are made on the spot, large ones by a child process into the calculation's cache.
 * @param filename from the name of the made file
 * @param mediaType the content type that was agreed on, for an answer that is one file
 * @throws ApiError one line of text: 404 for what there is not, 400 for what cannot be asked for
 */
export async function outputResponse(
  jobs: JobService,
  request: Request,
  job: Job,
  wanted: OutputRequest,
  filename: (name: string) => string = (name) => name,
  disposition: DownloadHeaders["disposition"] = "attachment",
  mediaType?: string,
): Promise<Response> {
  if (job.engine !== "openquake" && !hasDatastore(jobs, job.id))
    throw textError(404, `Calculation ${job.id} has no results`);
  const { serveOutput, OutputError } = await import("../../outputs/index.ts");
  const parent = job.hazardCalculationId;
  const place = {
    folder: jobs.folder(job.id),
    ...(parent !== null && hasDatastore(jobs, parent) ? { parentFolder: jobs.folder(parent) } : {}),
  };
  try {
    const { asker } = callerOf(request);
    if (job.engine === "openquake" && !isAnsweredHere(jobs, job, wanted)) {
      const written = await jobs.engineOutput(job.id, wanted);
      const download = { filename: filename(written.name), type: written.type, disposition };
      return await sendFile(request, written.path, download);
    }
    const made = await serveOutput(place, wanted, { runChild: (name, args) => jobs.runTool(name, args, { asker }) });
    if (made.name.endsWith(".zip") && mediaType !== undefined && !acceptsZip(request.headers.get("accept")))
      throw textError(
        406,
        `this output is several files in ${mediaType}: choose one with kind= and imt=, or accept application/zip as well`,
      );
    const type = mediaType === undefined || made.name.endsWith(".zip") ? made.type : mediaType;
    const download = { filename: filename(made.name), type, disposition };
    return made.kind === "bytes"
      ? sendBytes(request, made.bytes, download)
      : await sendFile(request, made.path, download);
  } catch (error) {
    if (error instanceof OutputError) throw textError(STATUS[error.kind], error.message);
    // Also of the child that writes it, whose words these are then.
    if (isDiskFull(error) || (jobs.room() < 0 && isFailedWriting(error)))
      throw textError(507, "the disk of the server has no room to write it");
    throw error;
  }
}

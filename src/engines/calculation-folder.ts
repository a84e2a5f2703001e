/**
 * The folder of a calculation: the truth of which the job database is an index. Everything a calculation owns
 * is below it, so removing it frees the disk.
 */
import { join } from "node:path";

export const FOLDER_LAYOUT = {
  /** What the client sent, as it came. */
  upload: "upload",
  /** The job's input files, unpacked; the job file anywhere below. */
  inputs: "inputs",
  /** What the `prepare` child is asked to unpack and check, and its answer. */
  prepare: "prepare.json",
  prepared: "prepared.json",
  /** What the job database says of the job, so that the folder can tell it when the database is lost. */
  job: "job.json",
  request: "request.json",
  start: "start.json",
  /** One JSON array a line: [time, level, process, message], four strings. Append-only. */
  log: "log.jsonl",
  /** One JSON object a line: {time, progress, stage}. Append-only. */
  progress: "progress.jsonl",
  /** Standard output and error of the children, for diagnosing a crash. */
  output: "output.txt",
  datastore: "datastore",
  /** Written exports and extracts; may be emptied at any time. */
  cache: "cache",
  /** What the calculation has on a cluster; see parallel/slurm. */
  cluster: "slurm.json",
  end: "end.json",
} as const;

export type FolderPart = keyof typeof FOLDER_LAYOUT;

/** Path of one part of a calculation's folder. */
export function folderPart(folder: string, part: FolderPart): string {
  return join(folder, FOLDER_LAYOUT[part]);
}

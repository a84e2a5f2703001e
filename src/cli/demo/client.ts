/** The few calls of the HTTP API that the demo makes, as any client would. */
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import JSZip from "jszip";
import { fromBufferPromise } from "yauzl";

export interface JobStatus {
  readonly id: number;
  readonly status: string;
  readonly progress?: number;
  readonly stage?: string;
}

export interface OutputListing {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly outtypes: readonly string[];
  readonly url: string;
}

export interface DownloadedFile {
  readonly name: string;
  readonly data: Uint8Array;
}

async function refused(what: string, response: Response): Promise<never> {
  const body = (await response.text()).slice(0, 500);
  throw new Error(`${what}: the server answered ${response.status} ${body}`);
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) await refused(url, response);
  return (await response.json()) as T;
}

/** Submits a job as a zip archive; answers its id. */
export async function submitJob(server: string, files: ReadonlyMap<string, string>): Promise<number> {
  const zip = new JSZip();
  for (const [name, text] of files) zip.file(name, text);
  const archive = await zip.generateAsync({ type: "blob", compression: "DEFLATE", mimeType: "application/zip" });
  const form = new FormData();
  form.set("archive", new File([archive], "job.zip", { type: "application/zip" }));
  const response = await fetch(`${server}/v1/calc/run`, { method: "POST", body: form });
  if (!response.ok) await refused("submitting the job", response);
  const { job_id } = (await response.json()) as { job_id: number };
  return job_id;
}

export function jobStatus(server: string, id: number): Promise<JobStatus> {
  return getJson(`${server}/v1/calc/${id}/status`);
}

export function jobTraceback(server: string, id: number): Promise<readonly string[]> {
  return getJson(`${server}/v1/calc/${id}/traceback`);
}

export function jobOutputs(server: string, id: number): Promise<readonly OutputListing[]> {
  return getJson(`${server}/v1/calc/${id}/results`);
}

/** Files of one output: several come as one zip, which is unpacked. */
export async function downloadOutput(server: string, id: number, type: string): Promise<readonly DownloadedFile[]> {
  const response = await fetch(`${server}/v1/calc/result/${id}?export_type=${type}&dload=true`);
  if (!response.ok) await refused(`output ${id}`, response);
  const disposition = response.headers.get("content-disposition") ?? "";
  const name = (disposition.split("filename=")[1] ?? `output-${id}.${type}`).replace(/^output-\d+-/, "");
  const data = new Uint8Array(await response.arrayBuffer());
  if (!name.endsWith(".zip")) return [{ name, data }];
  const files: DownloadedFile[] = [];
  const archive = await fromBufferPromise(Buffer.from(data.buffer));
  for await (const entry of archive.eachEntry()) {
    const content = await new Response(
      Readable.toWeb(await archive.openReadStreamPromise(entry)) as unknown as BodyInit,
    ).bytes();
    files.push({ name: entry.fileName.slice(entry.fileName.lastIndexOf("/") + 1), data: content });
  }
  return files;
}

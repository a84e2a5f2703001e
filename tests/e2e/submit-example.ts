/** An example computed by a server over HTTP. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "../archives.ts";
import { PROJECT } from "../harness.ts";

/** Number of the calculation, when it is complete. @throws Error with its traceback when it fails */
export async function submitExample(url: string, example: string): Promise<number> {
  const get = (path: string, init?: RequestInit) => fetch(url + path, init);
  const path = join(PROJECT, "examples", example);
  const files = Object.fromEntries(
    readdirSync(path).map((file) => [file, new Uint8Array(readFileSync(join(path, file)))]),
  );
  const form = new FormData();
  form.append("archive", new File([new Uint8Array(await zipOf(files))], "job.zip"));
  const response = await get("/v1/calc/run", { method: "POST", body: form });
  const { job_id } = (await response.json()) as { job_id: number };
  for (const end = Date.now() + 60_000; Date.now() < end; await Bun.sleep(30)) {
    const { status } = (await (await get(`/v1/calc/${job_id}/status`)).json()) as { status: string };
    if (status === "complete") return job_id;
    if (status === "failed") throw new Error(await (await get(`/v1/calc/${job_id}/traceback`)).text());
  }
  throw new Error("the calculation did not end");
}

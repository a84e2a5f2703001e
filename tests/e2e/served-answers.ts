/** What a server says of all it holds: its list, and every output of every calculation in every type, as bytes. */
import { createHash } from "node:crypto";

export interface ServedAnswers {
  readonly list: readonly Readonly<Record<string, unknown>>[];
  readonly outputs: readonly ServedOutput[];
}

export interface ServedOutput {
  readonly job: number;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly sha256: string;
}

/** @param address of the server, without a final slash */
export async function askServer(address: string): Promise<ServedAnswers> {
  const json = async <Value>(path: string) => (await (await fetch(`${address}${path}`)).json()) as Value;
  const list = await json<{ id: number; url: string }[]>("/v1/calc/list?limit=100");
  const outputs: ServedOutput[] = [];
  for (const { id: job } of list.toReversed())
    for (const { id, name, outtypes } of await json<{ id: number; name: string; outtypes: string[] }[]>(
      `/v1/calc/${job}/results`,
    ))
      for (const type of outtypes) {
        const answer = await fetch(`${address}/v1/calc/result/${id}?export_type=${type}`);
        if (!answer.ok) throw new Error(`output ${id} as ${type}: ${answer.status}`);
        const sha256 = createHash("sha256")
          .update(new Uint8Array(await answer.arrayBuffer()))
          .digest("hex");
        outputs.push({ job, id, name, type, sha256 });
      }
  return { list: list.map((job) => ({ ...job, url: job.url.replace(address, "") })), outputs };
}

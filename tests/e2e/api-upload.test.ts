/** A large archive passes through the server without being held in its memory. */
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, tempFolder } from "../harness.ts";

const MB = 2 ** 20;
const UPLOAD_MB = 500;
/** What the server's memory may grow by. */
const ALLOWED_MB = 100;

/** Most memory a process ever had resident, in MB. */
function peakMb(pid: number): number {
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

/** A multipart body of one file, made as it is sent. */
function archiveBody(boundary: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const chunk = crypto.getRandomValues(new Uint8Array(65_536));
  let left = (UPLOAD_MB * MB) / chunk.length;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(
        encoder.encode(`--${boundary}\r\nContent-Disposition: form-data; name="archive"; filename="big.zip"\r\n\r\n`),
      );
    },
    pull(controller) {
      if (left-- > 0) return controller.enqueue(chunk);
      controller.enqueue(encoder.encode(`\r\n--${boundary}--\r\n`));
      controller.close();
    },
  });
}

test(`an upload of ${UPLOAD_MB} MB raises the server's memory by less than ${ALLOWED_MB} MB`, async () => {
  if (!existsSync("/proc/self/status")) {
    console.warn("skipped: there is no /proc to read the memory of the server from");
    return;
  }
  using folder = tempFolder("quakewright-upload-");
  const server = Bun.spawn(
    [process.execPath, join(PROJECT, "src", "main.ts"), "serve", "--port", "0", "--data", join(folder.path, "data")],
    {
      cwd: folder.path,
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  try {
    const reader = server.stdout.getReader();
    let line = "";
    while (!line.includes("\n")) line += new TextDecoder().decode((await reader.read()).value);
    const url = /https?:\/\/[^\s/]+/.exec(line)?.[0] ?? "";
    await (await fetch(`${url}/v1/calc/list`)).arrayBuffer();
    const before = peakMb(server.pid);
    for (const path of ["/v1/calc/run", "//v1/calc/run/"]) {
      const response = await fetch(url + path, {
        method: "POST",
        body: archiveBody("frontier"),
        headers: { "content-type": "multipart/form-data; boundary=frontier" },
      });
      // It is no zip, which is found out after all of it was received.
      expect([path, response.status, Object.keys((await response.json()) as object).sort()]).toEqual([
        path,
        500,
        ["job_id", "traceback"],
      ]);
    }
    expect(peakMb(server.pid) - before).toBeLessThan(ALLOWED_MB);
  } finally {
    server.kill("SIGTERM");
    await server.exited;
  }
}, 120_000);

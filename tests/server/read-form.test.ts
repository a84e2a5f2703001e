import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError } from "../../src/server/api-error.ts";
import { readForm } from "../../src/server/forms/read-form.ts";
import { tempFolder } from "../harness.ts";

const LIMITS = { fieldBytes: 1000, bodyBytes: 1_000_000 };

function post(body: BodyInit | undefined, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", ...(body === undefined ? {} : { body }), headers });
}

const placeIn = (folder: string) => (index: number) => join(folder, `part-${index}`);

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test("multipart: fields in memory, files on disk in the order they came, folders taken off their names", async () => {
  using folder = tempFolder();
  const data = new FormData();
  data.append("job_ini", "first.ini");
  data.append("job_ini", "é.ini");
  data.append("archive", new File(["[general]\n"], "C:\\models\\job.ini"));
  data.append("archive", new File([new Uint8Array(300_000).fill(7)], "a/b/model.xml"));
  const form = await readForm(post(data), { ...LIMITS, place: placeIn(folder.path) });
  expect([...form.fields]).toEqual([["job_ini", "é.ini"]]);
  expect(form.files.map(({ field, filename, bytes }) => [field, filename, bytes])).toEqual([
    ["archive", "job.ini", 10],
    ["archive", "model.xml", 300_000],
  ]);
  expect(readFileSync(form.files[0]!.path, "utf8")).toBe("[general]\n");
  expect(readFileSync(form.files[1]!.path).every((byte) => byte === 7)).toBe(true);
});

test("urlencoded, JSON, raw and empty bodies", async () => {
  using folder = tempFolder();
  const urlencoded = await readForm(post(new URLSearchParams({ xml_text: "<a b='1&2'/>", x: "" })), LIMITS);
  expect(urlencoded.fields.get("xml_text")).toBe("<a b='1&2'/>");
  const json = await readForm(
    post('{"a":1,"b":true,"c":{"d":1},"e":null,"f":"{}"}', { "content-type": "application/json" }),
    LIMITS,
  );
  expect(Object.fromEntries(json.fields)).toEqual({ a: "1", b: "true", f: "{}" });
  const raw = await readForm(post("PK..", { "content-type": "application/zip" }), {
    ...LIMITS,
    place: placeIn(folder.path),
  });
  expect(raw.files.map(({ field, filename, bytes }) => [field, filename, bytes])).toEqual([
    ["archive", "archive.zip", 4],
  ]);
  expect((await readForm(post(undefined), LIMITS)).fields.size).toBe(0);
});

test("refusals name what is wrong", async () => {
  using folder = tempFolder();
  const long = new URLSearchParams({ xml_text: "x".repeat(2000) });
  expect((await refusal(readForm(post(long), LIMITS))).status).toBe(413);
  expect(
    (
      await refusal(
        readForm(post("x".repeat(100), { "content-type": "application/x-www-form-urlencoded" }), {
          ...LIMITS,
          bodyBytes: 50,
        }),
      )
    ).status,
  ).toBe(413);
  const chunked = new ReadableStream({
    start(controller) {
      for (let i = 0; i < 20; i++) controller.enqueue(new Uint8Array(100));
      controller.close();
    },
  });
  const streamed = post(chunked, { "content-type": "application/octet-stream" });
  expect((await refusal(readForm(streamed, { ...LIMITS, bodyBytes: 1500, place: placeIn(folder.path) }))).status).toBe(
    413,
  );
  expect((await refusal(readForm(post("[1]", { "content-type": "application/json" }), LIMITS))).message).toBe(
    "expected a JSON object",
  );
  expect(
    (await refusal(readForm(post("abc", { "content-type": "text/plain", "content-length": "3" }), LIMITS))).status,
  ).toBe(415);
  const broken = post('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', {
    "content-type": "multipart/form-data; boundary=x",
  });
  expect((await refusal(readForm(broken, LIMITS))).status).toBe(400);
  expect((await refusal(readForm(post("a", { "content-type": "multipart/form-data" }), LIMITS))).status).toBe(400);
  const file = new FormData();
  file.append("archive", new File(["x"], "x.zip"));
  expect((await refusal(readForm(post(file), LIMITS))).details.parameter).toBe("archive");
});

/** Recorded cases about requests, and about archives that cannot simply be unpacked: sent to a server. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { selfCommand } from "../../src/jobs/index.ts";
import { goldenPath, hasGolden } from "../harness.ts";
import { type TestServer, testServer } from "../server/server-harness.ts";
import { ABOUT_UNPACKING, documentOf, isAnswer, type RecordedCase, recordedCases } from "./recorded-validations.ts";

/** Cases in which we answer otherwise, with the reason. */
const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["zip-hostile-dotdot-entry", "a name that leaves the archive is refused; the reference makes it a plain one"],
  ["zip-hostile-absolute-entry", "an absolute name is refused; the reference makes it a relative one"],
  ["zip-hostile-dotdot-ini", "a job file outside the archive is refused; the reference takes it as inside"],
  ["zip-hostile-backslash-entry", "the same with backslashes"],
  ["zip-hostile-zip-bomb-100mb", "an archive that grows a thousand times is refused"],
]);

let server: TestServer;

beforeAll(async () => {
  server = await testServer({}, { command: selfCommand() });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function formOf(name: string, content: Uint8Array | string, filename?: string): FormData {
  const form = new FormData();
  if (filename === undefined) form.append(name, content as string);
  else
    form.append(
      name,
      new File([new Uint8Array(typeof content === "string" ? Buffer.from(content) : content)], filename),
    );
  return form;
}

const soundDocument = (): string =>
  readFileSync(join(goldenPath("validation"), "001-nrml-ok-area", "input.xml"), "utf8");
const VALID = "/v1/valid/";
const ZIP = "/v1/calc/validate_zip";

/** What to send for the cases that describe their request in words. */
const REQUESTS: { readonly [name: string]: () => Promise<Response> } = {
  "nrml-empty": () => server.post(VALID, new URLSearchParams({ xml_text: "" })),
  "http-valid-get": () => server.get(VALID),
  "http-valid-raw-xml": () => server.post(VALID, soundDocument(), { headers: { "Content-Type": "application/xml" } }),
  "http-valid-multipart-field": () => server.post(VALID, formOf("xml_text", soundDocument())),
  "http-valid-multipart-file": () => server.post(VALID, formOf("xml_text", soundDocument(), "input.xml")),
  "http-zip-no-file": () => server.post(ZIP, new URLSearchParams({})),
  "http-zip-archive-as-text-field": () => server.post(ZIP, formOf("archive", "x")),
  "http-zip-no-extension": () => server.post(ZIP, formOf("archive", "x", "archive")),
  "http-ini-text-field": () =>
    server.post("/v1/calc/validate_ini", new URLSearchParams({ job_ini: "/some/path/job.ini" })),
};

function requestOf({ folder, recorded }: RecordedCase): (() => Promise<Response>) | undefined {
  const zip = join(folder, "input.zip");
  if (existsSync(zip))
    return ABOUT_UNPACKING.test(recorded.name)
      ? () => server.post(ZIP, formOf("archive", new Uint8Array(readFileSync(zip)), "input.zip"))
      : undefined;
  return REQUESTS[recorded.name];
}

describe.if(hasGolden())("recorded requests", () => {
  test("status, and valid or not", async () => {
    const differing: string[] = [];
    const unknown: string[] = [];
    let total = 0;
    for (const each of recordedCases()) {
      const { name, status, body, intended, headers } = each.recorded;
      const request = requestOf(each);
      const isElsewhere = existsSync(join(each.folder, "input.zip")) || (documentOf(each) ?? "") !== "";
      if (request === undefined) {
        if (!isElsewhere) unknown.push(name);
        continue;
      }
      total++;
      const response = await request();
      const text = await response.text();
      expect(text).not.toContain(server.dataFolder);
      let agrees = response.status === status;
      if (isAnswer(body)) {
        const answer: unknown = JSON.parse(text);
        agrees &&= isAnswer(answer) && answer.valid === (intended?.valid ?? body.valid);
      } else if (body !== "") agrees &&= text === body;
      for (const [header, value] of Object.entries(headers ?? {})) agrees &&= response.headers.get(header) === value;
      if (!agrees) differing.push(name);
    }
    console.log(`requests: ${total - differing.length} of ${total} agree`);
    for (const name of differing) console.log(`  ${name}: ${EXCEPTIONS.get(name) ?? "NO REASON GIVEN"}`);
    expect(unknown).toEqual([]);
    expect([...differing].sort()).toEqual([...EXCEPTIONS.keys()].sort());
  }, 60_000);
});

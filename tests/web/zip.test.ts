import { expect, test } from "bun:test";
import { zipEntries, zipOf } from "../../src/web/zip.ts";
import { zipOf as packed } from "../archives.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("what is written is read again, names of folders and of other languages included", async () => {
  const files = ["job.ini", "models/größe.xml", "empty.csv"].map((name, i) => ({
    name,
    bytes: new TextEncoder().encode("x".repeat(i === 2 ? 0 : 1000 + i)),
  }));
  const bytes = new Uint8Array(await zipOf(files).arrayBuffer());
  const entries = zipEntries(bytes);
  expect(entries.map(({ name, size }) => [name, size])).toEqual(
    files.map(({ name, bytes: { length } }) => [name, length]),
  );
  for (const [i, entry] of entries.entries()) expect(text(await entry.bytes())).toBe(text(files[i]!.bytes));
});

test("packed zips are read; other files are none", async () => {
  const content = "description = a job\n".repeat(100);
  const bytes = new Uint8Array(await packed({ "job.ini": content }));
  const [entry] = zipEntries(bytes);
  expect(text(await entry!.bytes())).toBe(content);
  expect(() => zipEntries(new TextEncoder().encode("this is no zip, however long it may be"))).toThrow("no zip");
});

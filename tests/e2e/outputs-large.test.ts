/** What a large export costs the server: hardly any memory, and the list stays quick. The gigabyte is in benchmarks/outputs.ts. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "../../benchmarks/shared/table.ts";
import { tempFolder } from "../harness.ts";
import { type WatchedServer, watchedServer } from "../outputs/watched-server.ts";

/** 104 MB as csv. */
const SITES = 65_000;
const MOST_MB = 100;
const SLOWEST_LIST_MS = 50;

if (!existsSync("/proc/self/status")) {
  console.warn("resident memory is read from /proc, which this system lacks: large exports are not watched");
} else {
  const folder = tempFolder("quakewright-large-");
  let running: WatchedServer | undefined;
  const theServer = () => running!;
  beforeAll(async () => {
    running = await watchedServer(folder.path, SITES);
  }, 60_000);
  afterAll(async () => {
    await running?.[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });

  test("100 MB of csv: little memory, a quick list, made by a child and kept", async () => {
    const server = theServer();
    const csv = await server.download(`${server.result("hcurves")}?export_type=csv`);
    expect(csv.bytes).toBeGreaterThan(30e6);
    expect(csv.grewMb).toBeLessThan(MOST_MB);
    expect(csv.list.length).toBeGreaterThan(20);
    expect(quantile(csv.list, 0.99)).toBeLessThan(SLOWEST_LIST_MS);
    expect(readdirSync(join(server.calculation, "cache")).filter((name) => name.endsWith(".bin"))).toHaveLength(1);
    const again = await server.download(`${server.result("hcurves")}?export_type=csv`);
    expect(again.bytes).toBe(csv.bytes);
    expect(again.seconds).toBeLessThan(csv.seconds);
  }, 60_000);

  test("the same for arrays, layers, descriptions and the HDF5 file; several clients at once share the work", async () => {
    const server = theServer();
    const parquet = `${server.result("hcurves")}?format=parquet&kind=mean`;
    const paths = [
      "/v1/calc/1/extract/hcurves",
      parquet,
      parquet,
      "/v1/calc/1/datastore",
      "/v1/calc/1/results/describe",
    ];
    const all = await Promise.all(paths.map((path) => server.download(path)));
    for (const { grewMb } of all) expect(grewMb).toBeLessThan(MOST_MB);
    // Each download watches the list for a moment only: their requests together make a distribution.
    const list = all.flatMap((watched) => watched.list);
    expect(list.length).toBeGreaterThan(50);
    expect(quantile(list, 0.99)).toBeLessThan(SLOWEST_LIST_MS);
    // The curves as csv of the test before, and each of these once.
    expect(readdirSync(join(server.calculation, "cache")).filter((name) => name.endsWith(".bin"))).toHaveLength(5);
  }, 60_000);

  test("a part of a large file is read from where it lies", async () => {
    const server = theServer();
    const path = `${server.url}/v1/calc/1/extract/hcurves`;
    const whole = await (await fetch(path)).bytes();
    const part = await fetch(path, { headers: { range: "bytes=20000000-20000999" } });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 20000000-20000999/${whole.length}`]);
    expect(Buffer.from(await part.bytes()).equals(whole.subarray(20_000_000, 20_001_000))).toBe(true);
  });
}

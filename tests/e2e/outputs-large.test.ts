/** What a large export costs the server: hardly any memory, and the list stays quick. The gigabyte is in benchmarks/outputs.ts. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "../../benchmarks/shared/table.ts";
import { tempFolder } from "../harness.ts";
import { type Watched, type WatchedServer, watchedServer } from "../outputs/watched-server.ts";

/** 104 MB as csv. */
const SITES = 65_000;
const MOST_MB = 100;
const SLOWEST_LIST_MS = 50;

/** The best of three, each from an empty cache: the machine may be busy with something else for a moment. */
async function expectQuickList(cache: string, slowestOf: () => Promise<readonly number[]>): Promise<void> {
  const slowest: number[] = [];
  while (slowest.length < 3 && !(Math.min(...slowest) < SLOWEST_LIST_MS)) {
    rmSync(cache, { recursive: true, force: true });
    slowest.push(quantile([...(await slowestOf())], 0.99));
  }
  expect(Math.min(...slowest)).toBeLessThan(SLOWEST_LIST_MS);
}

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
    const cache = join(server.calculation, "cache");
    const path = `${server.result("hcurves")}?export_type=csv`;
    let first: Watched | undefined;
    await expectQuickList(cache, async () => {
      first = await server.download(path);
      expect(first.bytes).toBeGreaterThan(30e6);
      expect(first.grewMb).toBeLessThan(MOST_MB);
      expect(first.list.length).toBeGreaterThan(20);
      expect(readdirSync(cache).filter((name) => name.endsWith(".bin"))).toHaveLength(1);
      return first.list;
    });
    const again = await server.download(path);
    expect(again.bytes).toBe(first!.bytes);
    expect(again.seconds).toBeLessThan(first!.seconds);
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
    const cache = join(server.calculation, "cache");
    await expectQuickList(cache, async () => {
      const all = await Promise.all(paths.map((path) => server.download(path)));
      for (const { grewMb } of all) expect(grewMb).toBeLessThan(MOST_MB);
      expect(readdirSync(cache).filter((name) => name.endsWith(".bin"))).toHaveLength(4);
      // Each download watches the list for a moment only: their requests together make a distribution.
      const list = all.flatMap((watched) => watched.list);
      expect(list.length).toBeGreaterThan(50);
      return list;
    });
  }, 120_000);

  test("a part of a large file is read from where it lies", async () => {
    const server = theServer();
    const path = `${server.url}/v1/calc/1/extract/hcurves`;
    const whole = await (await fetch(path)).bytes();
    const part = await fetch(path, { headers: { range: "bytes=20000000-20000999" } });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 20000000-20000999/${whole.length}`]);
    expect(Buffer.from(await part.bytes()).equals(whole.subarray(20_000_000, 20_001_000))).toBe(true);
  });
}

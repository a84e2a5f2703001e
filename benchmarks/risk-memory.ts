/**
 * What losses of many assets and many events take of memory, beside the bound that the estimate tells before: ten times the assets, and
 * ten times the events (docs/method/risk.md 10).
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estimateOf, ours } from "./shared/engines.ts";
import { writeScenario } from "./shared/risk-jobs.ts";
import { printTable } from "./shared/table.ts";

const PLACES = 500;
const SIZES = [
  { copies: 10, fields: 1000 },
  { copies: 100, fields: 1000 },
  { copies: 10, fields: 10_000 },
];

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
try {
  const rows: string[][] = [];
  for (const [j, { copies, fields }] of SIZES.entries()) {
    const folder = join(root, `job-${j}`);
    mkdirSync(folder);
    writeScenario(folder, PLACES, fields, copies);
    const bound = await estimateOf(folder);
    const own = await ours(folder, join(root, `out-${j}`));
    const assets = PLACES * 4 * copies;
    const losses = (assets * 3 * fields) / 1e6;
    rows.push([
      ...[assets.toLocaleString("en"), fields.toLocaleString("en"), `${losses} M`, own.cpuS.toFixed(1)],
      ...[own.peakMb.toFixed(0), (bound.memoryBytes / 2 ** 20).toFixed(0)],
    ]);
    rmSync(folder, { recursive: true });
  }
  printTable("Memory of losses", ["assets", "events", "losses", "cpu s", "peak MB", "bound told before, MB"], rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/**
 * Nanoseconds a (context, measure) of the ground-motion models used most.
 *
 *   bun benchmarks/gmm.ts [--json]
 *
 * Contexts: blocks of 1,024, 32 ruptures of 32 sites each, vs30 180 to 1100 m/s; measures PGA, SA(0.2), SA(1.0). One thread. `benchmarks/gmm-reference.py`
 * times the same models and contexts in the reference engine; it is run too when QUAKEWRIGHT_ORACLE names the folder of a Python environment with it.
 */
import { join } from "node:path";
import { makeContextBlock, type NumericColumn } from "../src/hazard/context-block.ts";
import { makeGroundMotionBlock } from "../src/hazard/gmm/model.ts";
import { buildModel } from "../src/hazard/gmm/registry.ts";
import { parseIntensityMeasure } from "../src/hazard/intensity-measure.ts";

export const MODELS = [
  ...["BooreAtkinson2008", "ChiouYoungs2008", "SadighEtAl1997", "AkkarBommer2010", "AbrahamsonEtAl2014"],
  ...["ChiouYoungs2014", "BooreEtAl2014", "CampbellBozorgnia2014", "AkkarEtAlRjb2014", "ToroEtAl2002"],
  ...["KothaEtAl2020ESHM20", "AbrahamsonEtAl2015SInter"],
];

const RUPTURES = 32;
const SITES = 32;
const MEASURES = ["PGA", "SA(0.2)", "SA(1.0)"].map(parseIntensityMeasure);
const SECONDS = 0.5;

/** Reproducible values between `low` and `high`. */
function spread(low: number, high: number, k: number): number {
  const x = Math.abs(Math.sin(12.9898 * (k + 1)) * 43758.5453);
  return low + (high - low) * (x - Math.floor(x));
}

const BY_RUPTURE: { readonly [column: string]: (k: number) => number } = {
  mag: (k) => Math.round(spread(5, 7.5, k) * 100) / 100,
  rake: (k) => spread(-180, 180, k + 100),
  dip: (k) => spread(30, 90, k + 200),
  ztor: (k) => spread(0, 10, k + 300),
  width: (k) => spread(5, 20, k + 400),
  hypo_depth: (k) => spread(5, 25, k + 500),
};

const BY_ROW: { readonly [column: string]: (k: number) => number } = {
  rjb: (k) => spread(0, 200, k),
  rrup: (k) => spread(0, 200, k) + 10,
  rx: (k) => spread(-100, 100, k),
  ry0: (k) => spread(0, 100, k),
  vs30: (k) => spread(180, 1100, k + 7),
  vs30measured: (k) => k % 2,
  z1pt0: (k) => spread(10, 800, k + 9),
  z2pt5: (k) => spread(0.3, 4, k + 11),
  backarc: (k) => (k % 3 === 0 ? 1 : 0),
  region: (k) => k % 6,
};

/** Nanoseconds a context and measure. */
export function timeModel(name: string): number {
  const model = buildModel(name);
  const columns = [...model.ruptureColumns, ...model.distanceColumns, ...model.siteColumns] as NumericColumn[];
  const rows = RUPTURES * SITES;
  const block = makeContextBlock(columns, rows);
  block.length = rows;
  for (const column of columns)
    for (let i = 0; i < rows; i++) {
      const byRupture = BY_RUPTURE[column];
      block[column][i] = byRupture === undefined ? (BY_ROW[column]?.(i) ?? 0) : byRupture(Math.floor(i / SITES));
    }
  const out = makeGroundMotionBlock(rows);
  const evaluators = MEASURES.map((imt) => model.forMeasure(imt));
  const round = () => {
    for (const evaluate of evaluators) evaluate(block, out);
  };
  for (let k = 0; k < 100; k++) round();
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + 1000 * SECONDS;
  while (performance.now() < end) {
    const start = Bun.nanoseconds();
    for (let k = 0; k < 10; k++) round();
    best = Math.min(best, (Bun.nanoseconds() - start) / (10 * rows * evaluators.length));
  }
  return best;
}

interface Timing {
  readonly name: string;
  readonly nanoseconds: number;
}

/** Timings of the reference engine; none when there is no such environment. */
function referenceTimings(): Timing[] {
  const environment = process.env["QUAKEWRIGHT_ORACLE"];
  if (environment === undefined) return [];
  const script = join(import.meta.dir, "gmm-reference.py");
  const run = Bun.spawnSync([join(environment, "bin", "python"), "-W", "ignore", script, "--json"]);
  return run.exitCode === 0 ? (JSON.parse(run.stdout.toString().trim()) as Timing[]) : [];
}

if (import.meta.main) {
  const results: Timing[] = MODELS.map((name) => ({ name, nanoseconds: Number(timeModel(name).toFixed(1)) }));
  const reference = new Map(referenceTimings().map(({ name, nanoseconds }) => [name, nanoseconds]));
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({ results, reference: Object.fromEntries(reference) }));
  else
    for (const { name, nanoseconds } of results) {
      const other = reference.get(name);
      const ratio =
        other === undefined ? "" : `  reference ${other.toFixed(1)} ns, ${(other / nanoseconds).toFixed(1)} times`;
      console.log(`${name.padEnd(26)} ${nanoseconds.toFixed(1).padStart(7)} ns${ratio}`);
    }
}

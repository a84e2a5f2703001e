/** A classical calculation's datastore of any size, made piece by piece: many sites, three measures, two statistics. */
import { join } from "node:path";
import { createDatastore } from "../../src/datastore/index.ts";

const MEASURES = ["PGA", "SA(0.2)", "SA(1.0)"];
const LEVELS = Array.from({ length: 20 }, (_, l) => 0.005 * 1.4 ** l);
const STATS = ["mean", "quantile-0.85"];
const POES = [0.1, 0.02];
const SITES_AT_ONCE = 20_000;

/** Values a site has in all curves. */
export const VALUES_PER_SITE = MEASURES.length * LEVELS.length * STATS.length;

/** Writes `folder/datastore`. About 480 bytes a site, 1.6 kB as csv. Curves fall with the level, with noisy digits. */
export async function writeLargeResults(folder: string, sites: number): Promise<void> {
  const writer = createDatastore(join(folder, "datastore"), {
    version: "0.1.0",
    startDate: "2026-01-31T10:20:30",
    checksum: 42,
    seeds: {},
  });
  const attributes = {
    calculation_mode: "classical",
    description: `${sites} sites`,
    investigation_time: 50,
    stats: STATS,
    imts: MEASURES,
    levels: MEASURES.map(() => LEVELS),
    poes: POES,
    hazard_maps: true,
    uniform_hazard_spectra: true,
    oqparam: { calculation_mode: "classical" },
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
  const along = (step: number, wrap: number) => Float64Array.from({ length: sites }, (_, i) => (i * step) % wrap);
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.from({ length: sites }, (_, i) => i) },
    { name: "lon", data: along(0.00731, 179) },
    { name: "lat", data: along(0.00317, 89) },
    { name: "depth", data: new Float64Array(sites) },
  ]);
  writer.putTable("realizations", [
    { name: "rlz_id", data: Uint32Array.of(0, 1) },
    { name: "branch_path", texts: ["A~A", "A~B"] },
    { name: "weight", data: Float32Array.of(0.4, 0.6) },
  ]);
  writer.putArray("weights", Float64Array.of(0.4, 0.6), { shape: [2] });
  const shape = (last: number) => [0, STATS.length, MEASURES.length, last];
  writer.putArray("hcurves-stats", new Float32Array(0), { shape: shape(LEVELS.length), attributes: { stats: STATS } });
  writer.putArray("hmaps-stats", new Float32Array(0), { shape: shape(POES.length), attributes: { stats: STATS } });
  let seed = 1;
  const noise = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 4294967296;
  };
  for (let start = 0; start < sites; start += SITES_AT_ONCE) {
    const count = Math.min(SITES_AT_ONCE, sites - start);
    const curves = new Float32Array(count * VALUES_PER_SITE);
    for (let i = 0; i < curves.length; i++) curves[i] = (0.9 + 0.1 * noise()) * 0.6 ** (i % LEVELS.length);
    const maps = Float32Array.from({ length: count * STATS.length * MEASURES.length * POES.length }, noise);
    writer.appendArray("hcurves-stats", curves);
    writer.appendArray("hmaps-stats", maps);
  }
  await writer.close();
}

/** A small classical calculation's datastore whose values tell where they belong. */
import { join } from "node:path";
import { type Attributes, createDatastore } from "../../src/datastore/index.ts";

export const SAMPLE = {
  lon: [10, 10.5, 179.9999, -179.5, 0.1],
  lat: [45, 45.5, -10, -10, 0],
  measures: ["PGA", "SA(0.1)"],
  levels: [
    [0.1, 0.2, 0.4],
    [0.05, 0.1, 0.2],
  ],
  poes: [0.1, 0.02],
  stats: ["mean", "quantile-0.15"],
  realizations: ["A~A", "A~B"],
};

/** Poe of a site, kind, measure and level: every digit names one of them. */
export const curveValue = (site: number, kind: number, measure: number, level: number) =>
  Math.fround((1 + site * 1000 + kind * 100 + measure * 10 + level) / 1e4);

/** Writes `folder/datastore` with `sites` sites (the five of the sample, then more along a line). */
export async function writeSample(
  folder: string,
  sites = SAMPLE.lon.length,
  customIds = false,
  other: Partial<Pick<typeof SAMPLE, "levels" | "poes">> = {},
): Promise<void> {
  const { measures, levels, poes, stats, realizations } = { ...SAMPLE, ...other };
  const writer = createDatastore(join(folder, "datastore"), {
    version: "0.1.0",
    startDate: "2026-01-31T10:20:30",
    checksum: 42,
    seeds: { random_seed: 23 },
  });
  const attributes = {
    calculation_mode: "classical",
    description: 'A "sample" <of> results & more',
    investigation_time: 50,
    stats,
    imts: measures,
    levels,
    poes,
    hazard_maps: true,
    uniform_hazard_spectra: true,
    individual_rlzs: true,
    oqparam: {
      calculation_mode: "classical",
      inputs: { job_ini: "job.ini", site_model: "sites.csv" },
      poes,
      _private: 1,
      hazard_imtls: Object.fromEntries(measures.map((measure, m) => [measure, levels[m]!])),
    },
  };
  for (const [name, value] of Object.entries(attributes)) writer.setAttribute(name, value);
  const spread = (values: readonly number[], step: number) =>
    Float64Array.from({ length: sites }, (_, i) => values[i] ?? (i * step) % 170);
  writer.putTable("sitecol", [
    { name: "sids", data: Uint32Array.from({ length: sites }, (_, i) => i) },
    { name: "lon", data: spread(SAMPLE.lon, 0.001), unit: "degree" },
    { name: "lat", data: spread(SAMPLE.lat, 0.0005), unit: "degree" },
    { name: "depth", data: new Float64Array(sites) },
    { name: "vs30", data: new Float64Array(sites).fill(760) },
    { name: "vs30measured", data: new Uint8Array(sites).fill(1), dtype: "|b1" },
    ...(customIds ? [{ name: "custom_site_id", texts: Array.from({ length: sites }, (_, i) => `site,${i}`) }] : []),
  ]);
  writer.putTable("realizations", [
    { name: "rlz_id", data: Uint32Array.of(0, 1) },
    { name: "branch_path", texts: realizations },
    { name: "weight", data: Float32Array.of(0.4, 0.6) },
  ]);
  writer.putArray("weights", Float64Array.of(0.4, 0.6), { shape: [2] });
  for (const [suffix, kinds] of [
    ["stats", stats.length],
    ["rlzs", realizations.length],
  ] as const) {
    const curves = new Float32Array(sites * kinds * 2 * 3);
    const maps = new Float32Array(sites * kinds * 2 * 2);
    for (let site = 0, c = 0, p = 0; site < sites; site++) {
      for (let kind = 0; kind < kinds; kind++) {
        for (let m = 0; m < 2; m++) {
          for (let l = 0; l < 3; l++) curves[c++] = curveValue(site, kind + (suffix === "rlzs" ? 5 : 0), m, l);
          for (let poe = 0; poe < 2; poe++) maps[p++] = curveValue(site, kind + (suffix === "rlzs" ? 5 : 0), m, poe);
        }
      }
    }
    const own: Attributes = suffix === "stats" ? { stats } : {};
    writer.putArray(`hcurves-${suffix}`, curves, { shape: [sites, kinds, 2, 3], attributes: own });
    writer.putArray(`hmaps-${suffix}`, maps, { shape: [sites, kinds, 2, 2], attributes: own });
  }
  writer.putTable("source_info", [
    { name: "source_id", texts: ["b", "a;1", "c"] },
    { name: "code", texts: ["P", "A", "P"] },
    { name: "num_sites", data: Uint32Array.of(1, 2, 3) },
    { name: "num_ruptures", data: Uint32Array.of(10, 20, 30) },
  ]);
  writer.putTable("task_info", [
    { name: "stage", texts: ["classical", "reading", "classical"] },
    { name: "weight", data: Float32Array.of(1, 2, 3) },
    { name: "seconds", data: Float32Array.of(0.5, 0.25, 0.125) },
  ]);
  writer.putTable("full_lt/gsim_lt", [
    { name: "trt", texts: ["Active", "Stable", "Active"] },
    { name: "branch", texts: ["b1", "b2", "b3"] },
    { name: "uncertainty", texts: ["[A]", "[B]", "[C]\nx = 1"] },
    { name: "weight", data: Float64Array.of(0.5, 1, 0.5) },
  ]);
  await writer.close();
}

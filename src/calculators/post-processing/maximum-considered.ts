/** Maximum considered earthquakes of sites as they are stored: by site, the governing ones by place, and the scenarios behind them. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import type { IntensityMeasure } from "../../hazard/intensity-measure.ts";
import type { HazardSetup } from "../stages/hazard-setup.ts";
import type { SourceScenario } from "./mean-source-scenario.ts";

export interface ScenarioRow extends SourceScenario {
  readonly measure: string;
  readonly source: string;
}

/** Of one site; by measure. */
export interface Considered {
  readonly site: number;
  readonly limits: readonly number[];
  /** Undefined where the hazard is too low. */
  readonly probabilistic: readonly number[] | undefined;
  /** Undefined where it does not count. */
  readonly deterministic: readonly number[] | undefined;
  readonly scenarios: readonly ScenarioRow[];
}

/** Decimals of the governing motions. */
const DECIMALS = 1e5;

/** One site and measure. */
export interface ConsideredRow {
  readonly site: number;
  /** Name of the site. */
  readonly id: string;
  readonly measure: IntensityMeasure;
  readonly limit: number;
  readonly probable: number;
  readonly determined: number;
  /** The smaller of both; NaN where the hazard is too low. */
  readonly considered: number;
}

/** One place and period. */
export interface GoverningRow {
  readonly place: string;
  readonly period: number;
  readonly motion: number;
}

/** Stores the tables `mce`, `mce_governing` and `mag_dst_eps_sig`. */
export function storeConsidered(
  writer: DatastoreWriter,
  setup: HazardSetup,
  sites: readonly Considered[],
): { readonly rows: readonly ConsideredRow[]; readonly governing: readonly GoverningRow[] } {
  const ids = setup.sites.texts.get("custom_site_id");
  const rows = sites.flatMap(({ site, limits, probabilistic, deterministic }) =>
    setup.measures.map((measure, m): ConsideredRow => {
      const probable = probabilistic?.[m] ?? Number.NaN;
      const determined = deterministic?.[m] ?? Number.NaN;
      return {
        measure,
        limit: limits[m]!,
        probable,
        determined,
        considered: Number.isNaN(determined) ? probable : Math.min(probable, determined),
        site,
        id: ids?.[site] ?? String(site),
      };
    }),
  );
  writer.putTable("mce", [
    { name: "IMT", texts: rows.map((row) => row.measure.name) },
    { name: "DLL", data: Float64Array.from(rows, (row) => row.limit), unit: "g", meaning: "lower limit" },
    { name: "ProbMCE", data: Float64Array.from(rows, (row) => row.probable), unit: "g" },
    { name: "DetMCE", data: Float64Array.from(rows, (row) => row.determined), unit: "g" },
    { name: "MCE", data: Float64Array.from(rows, (row) => row.considered), unit: "g" },
    { name: "sid", data: Uint32Array.from(rows, (row) => row.site) },
    { name: "custom_site_id", texts: rows.map((row) => row.id) },
  ]);
  // A place with several site classes is governed by the class with the largest motion, period by period.
  const governing = new Map<string, GoverningRow>();
  for (const { id, measure, considered } of rows) {
    const place = id.split(":")[0]!;
    const key = `${place}:${measure.period}`;
    const known = governing.get(key);
    if (known === undefined || !(known.motion >= considered))
      governing.set(key, { place, period: measure.period, motion: considered });
  }
  const sorted = [...governing.values()].sort(
    (a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0) || a.period - b.period,
  );
  writer.putTable("mce_governing", [
    { name: "period", data: Float64Array.from(sorted, ({ period }) => period), unit: "s" },
    {
      name: "SaM",
      data: Float64Array.from(sorted, ({ motion }) => Math.round(motion * DECIMALS) / DECIMALS),
      unit: "g",
    },
    { name: "custom_site_id", texts: sorted.map(({ place }) => place) },
  ]);
  for (const { site, scenarios } of sites) if (scenarios.length > 0) storeScenarios(writer, site, scenarios);
  return { rows, governing: sorted };
}

function storeScenarios(writer: DatastoreWriter, site: number, rows: readonly ScenarioRow[]): void {
  writer.putTable(`mag_dst_eps_sig/${site}`, [
    { name: "imt", texts: rows.map(({ measure }) => measure) },
    { name: "source_id", texts: rows.map(({ source }) => source) },
    { name: "mag", data: Float64Array.from(rows, ({ mag }) => mag) },
    { name: "dist", data: Float64Array.from(rows, ({ dist }) => dist), unit: "km" },
    { name: "eps", data: Float64Array.from(rows, ({ eps }) => eps) },
    { name: "sig", data: Float64Array.from(rows, ({ sigma }) => sigma) },
  ]);
}

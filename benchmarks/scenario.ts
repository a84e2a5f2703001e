/**
 * Scenarios: 10,000 fields on 1,400 sites correlated in space; the median and 20 fields on 4,200 sites conditioned on the recordings
 * of 600 stations, csv exports included. The same of the reference engine in the same run when QUAKEWRIGHT_ORACLE names its Python
 * environment: ratios are of processor time, the engine's net of what a single median without stations costs (start-up).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORACLE, ours, theirs } from "./shared/engines.ts";
import { printTable } from "./shared/table.ts";

const RUPTURE = `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<simpleFaultRupture>
<magnitude>6.7</magnitude><rake>180</rake><hypocenter lon="-29.8" lat="10.05" depth="8"/>
<simpleFaultGeometry><gml:LineString><gml:posList>-29.9 10.0 -29.7 10.1</gml:posList></gml:LineString>
<dip>60</dip><upperSeismoDepth>2</upperSeismoDepth><lowerSeismoDepth>14</lowerSeismoDepth></simpleFaultGeometry>
</simpleFaultRupture></nrml>`;

/** Longitude and latitude of a grid of forty columns. */
const placeOf = (s: number): string =>
  `${(-30.1 + (s % 40) * 0.015).toFixed(3)},${(9.8 + Math.trunc(s / 40) * 0.015).toFixed(3)}`;

/** Every seventh site, and a ground motion that falls off with the distance from the middle. */
const STATIONS = Array.from({ length: 600 }, (_, i) => {
  const place = placeOf(7 * i);
  const [lon = 0, lat = 0] = place.split(",").map(Number);
  const km = 111 * Math.hypot(lon + 29.8, lat - 10.05);
  return `S${i},${place},${(0.5 / (1 + km / 10) + 0.01 * (i % 7)).toFixed(4)},0`;
});

interface ScenarioJob {
  readonly name: string;
  readonly fields: number;
  readonly sites: number;
  readonly parameters: string;
}

const CORRELATED = `ground_motion_correlation_model = JB2009
ground_motion_correlation_params = {"vs30_clustering": True}
`;
const BENCHMARKED: readonly ScenarioJob[] = [
  {
    name: "10,000 fields, 1,400 sites",
    fields: 10_000,
    sites: 1400,
    parameters: `truncation_level = 3\n${CORRELATED}`,
  },
  {
    name: "median, 4,200 sites, 600 stations",
    fields: 1,
    sites: 4200,
    parameters: "truncation_level = 0\nstation_data_file = stations.csv\n",
  },
  {
    name: "20 fields, 4,200 sites, 600 stations",
    fields: 20,
    sites: 4200,
    parameters: "truncation_level = 3\nstation_data_file = stations.csv\n",
  },
];

const SMALLEST: ScenarioJob = { name: "start-up", fields: 1, sites: 1400, parameters: "truncation_level = 0\n" };

const jobOf = ({ fields, parameters }: ScenarioJob): string => `[general]
description = ${fields} fields
calculation_mode = scenario
ses_seed = 42
rupture_model_file = rupture.xml
sites_csv = sites.csv
reference_vs30_value = 600
reference_vs30_type = measured
reference_depth_to_2pt5km_per_sec = 2
reference_depth_to_1pt0km_per_sec = 50
rupture_mesh_spacing = 2
intensity_measure_types = PGA
gsim = BooreAtkinson2008
maximum_distance = 300
number_of_ground_motion_fields = ${fields}
${parameters}`;

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};
const write = (name: string, job: ScenarioJob): string => {
  const folder = made(name);
  writeFileSync(join(folder, "rupture.xml"), RUPTURE);
  writeFileSync(join(folder, "sites.csv"), Array.from({ length: job.sites }, (_, s) => placeOf(s)).join("\n"));
  writeFileSync(
    join(folder, "stations.csv"),
    `STATION_ID,LONGITUDE,LATITUDE,PGA_VALUE,PGA_LN_SIGMA\n${STATIONS.join("\n")}\n`,
  );
  writeFileSync(join(folder, "job.ini"), jobOf(job));
  return folder;
};
try {
  const columns = ["job", "wall s", "cpu s", "peak MB"];
  const home = made("home");
  let startUpS = 0;
  if (ORACLE) {
    columns.push("engine wall s", "engine cpu s net", "engine peak MB", "cpu ratio");
    startUpS = (await theirs(ORACLE, write("smallest", SMALLEST), made("startup"), home)).cpuS;
  }
  const rows: string[][] = [];
  for (const [i, job] of BENCHMARKED.entries()) {
    const folder = write(`job${i}`, job);
    const own = await ours(folder, made(`ours${i}`));
    const row = [job.name, own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
    if (ORACLE) {
      const other = await theirs(ORACLE, folder, made(`theirs${i}`), home);
      const netS = Math.max(0, other.cpuS - startUpS);
      row.push(other.wallS.toFixed(1), netS.toFixed(1), other.peakMb.toFixed(0), `${(netS / own.cpuS).toFixed(1)} x`);
    }
    rows.push(row);
  }
  printTable("Scenario", columns, rows);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/**
 * A scenario of 10,000 fields on 1,400 sites with spatial correlation, csv exports included, and the same of the reference engine in
 * the same run when QUAKEWRIGHT_ORACLE names its Python environment. Ratios are of processor time; the engine's is net of what the same
 * job with a single field costs (start-up).
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

const SITES = Array.from({ length: 1400 }, (_, s) => {
  const row = Math.trunc(s / 40);
  return `${(-30.1 + (s % 40) * 0.015).toFixed(3)},${(9.8 + row * 0.015).toFixed(3)}`;
});

const jobOf = (fields: number): string => `[general]
description = ${fields} fields on 1,400 sites
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
truncation_level = 3
maximum_distance = 300
number_of_ground_motion_fields = ${fields}
ground_motion_correlation_model = JB2009
ground_motion_correlation_params = {"vs30_clustering": True}
`;

const root = mkdtempSync(join(tmpdir(), "quakewright-benchmark-"));
const made = (name: string): string => {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
};
const write = (name: string, fields: number): string => {
  const folder = made(name);
  writeFileSync(join(folder, "rupture.xml"), RUPTURE);
  writeFileSync(join(folder, "sites.csv"), SITES.join("\n"));
  writeFileSync(join(folder, "job.ini"), jobOf(fields));
  return folder;
};
try {
  const folder = write("job", 10_000);
  const own = await ours(folder, made("ours"));
  const row = ["10,000 fields, 1,400 sites", own.wallS.toFixed(2), own.cpuS.toFixed(2), own.peakMb.toFixed(0)];
  const columns = ["job", "wall s", "cpu s", "peak MB"];
  if (ORACLE !== undefined && ORACLE !== "") {
    const home = made("home");
    const startUp = await theirs(ORACLE, write("smallest", 1), made("startup"), home);
    const other = await theirs(ORACLE, folder, made("theirs"), home);
    const netS = Math.max(0, other.cpuS - startUp.cpuS);
    row.push(other.wallS.toFixed(1), netS.toFixed(1), other.peakMb.toFixed(0), `${(netS / own.cpuS).toFixed(1)} x`);
    columns.push("engine wall s", "engine cpu s net", "engine peak MB", "cpu ratio");
  }
  printTable("Scenario", columns, [row]);
} finally {
  rmSync(root, { recursive: true, force: true });
}

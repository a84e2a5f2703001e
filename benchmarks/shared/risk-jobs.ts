/** Jobs of losses of the size that matters: invented assets on a grid, all random numbers drawn. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dir, "..", "..", "examples");
const TAXONOMIES = ["adobe", "brick", "concrete", "wood"];
const LOSS_TYPES = ["structural", "nonstructural", "occupants"];
const LEVELS = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

export interface RiskJob {
  readonly name: string;
  readonly write: (folder: string) => void;
}

const put = (folder: string, name: string, text: string): void => writeFileSync(join(folder, name), text);

/** `places` on a grid of 0.02 degrees around a corner, `copies` assets of each taxonomy at each. */
function writeExposure(folder: string, west: number, south: number, places: number, copies = 1): void {
  const width = Math.ceil(Math.sqrt(places));
  const rows = Array.from({ length: places }, (_, place) => {
    const at = [west + (place % width) * 0.02, south + Math.trunc(place / width) * 0.02]
      .map((x) => x.toFixed(5))
      .join();
    const asset = (taxonomy: string, t: number, copy: string): string =>
      `a${place}-${t}${copy},${at},${taxonomy},${t + 1},${1000 + place},${500 + place},3`;
    return Array.from({ length: copies }, (_, copy) =>
      TAXONOMIES.map((taxonomy, t) => asset(taxonomy, t, copy === 0 ? "" : `-${copy}`)),
    ).flat();
  });
  put(folder, "assets.csv", `id,lon,lat,taxonomy,number,structural,nonstructural,night\n${rows.flat().join("\n")}\n`);
  const costs = ["structural", "nonstructural"].map(
    (name) => `<costType name="${name}" type="aggregated" unit="EUR"/>`,
  );
  put(
    folder,
    "exposure.xml",
    `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
  <exposureModel id="grid" category="buildings" taxonomySource="invented">
    <description>assets on a grid</description>
    <conversions><costTypes>${costs.join("")}</costTypes></conversions>
    <occupancyPeriods>night</occupancyPeriods>
    <assets>assets.csv</assets>
  </exposureModel>
</nrml>
`,
  );
}

function writeVulnerability(folder: string): void {
  for (const [l, lossType] of LOSS_TYPES.entries()) {
    const functions = TAXONOMIES.map((taxonomy, t) => {
      const means = LEVELS.map((level) => (1 - Math.exp(-((level * (4 - t)) ** 1.5) / (l + 1))).toFixed(6));
      const covs = LEVELS.map((_, i) => (0.4 - 0.05 * i).toFixed(2));
      return `<vulnerabilityFunction id="${taxonomy}" dist="LN"><imls imt="PGA">${LEVELS.join(" ")}</imls>
      <meanLRs>${means.join(" ")}</meanLRs><covLRs>${covs.join(" ")}</covLRs></vulnerabilityFunction>`;
    });
    put(
      folder,
      `${lossType}.xml`,
      `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
  <vulnerabilityModel id="v" assetCategory="buildings" lossCategory="${lossType}">
    <description>invented</description>
    ${functions.join("\n")}
  </vulnerabilityModel>
</nrml>
`,
    );
  }
}

const RISK_PART = `
[assets]
exposure_file = exposure.xml
${LOSS_TYPES.map((lossType) => `${lossType}_vulnerability_file = ${lossType}.xml`).join("\n")}
time_event = night
`;

/** Losses of a scenario. @param copies assets of each of four taxonomies at a place */
export function writeScenario(folder: string, places: number, fields: number, copies = 1): void {
  writeExposure(folder, -30.3, 9.7, places, copies);
  writeVulnerability(folder);
  cpSync(join(EXAMPLES, "scenario-damage", "rupture.xml"), join(folder, "rupture.xml"));
  put(
    folder,
    "job.ini",
    `[general]
description = losses of a scenario
calculation_mode = scenario_risk
ses_seed = 42
master_seed = 42

[rupture]
rupture_model_file = rupture.xml
rupture_mesh_spacing = 5

[sites]
reference_vs30_type = measured
reference_vs30_value = 760.0
reference_depth_to_2pt5km_per_sec = 5.0
reference_depth_to_1pt0km_per_sec = 100.0

[calculation]
gsim = BooreEtAl2014
truncation_level = 3.0
maximum_distance = 300
number_of_ground_motion_fields = ${fields}
${RISK_PART}`,
  );
}

function writeEventBased(folder: string): void {
  cpSync(join(EXAMPLES, "event-based-risk"), folder, { recursive: true });
  writeExposure(folder, -31.2, 58.5, 400);
  writeVulnerability(folder);
  const text = readFileSync(join(folder, "job.ini"), "utf8")
    .replace(
      /^(exposure_file|aggregate_by|structural_vulnerability_file|contents_vulnerability_file|insurance_file) =.*$/gm,
      "",
    )
    .replace(/^ses_per_logic_tree_path = .*$/m, "ses_per_logic_tree_path = 2000");
  put(folder, "job.ini", text + RISK_PART);
}

function writeClassical(folder: string): void {
  const places = 5000;
  writeExposure(folder, 10, 44, places);
  writeVulnerability(folder);
  const levels = Array.from({ length: 25 }, (_, i) => 0.005 * 1.25 ** i);
  const width = Math.ceil(Math.sqrt(places));
  const rows = Array.from({ length: places }, (_, place) => {
    const rate = 0.02 * (1 + (place % 7) / 7);
    const poes = levels.map((level) => (1 - Math.exp(-50 * rate * (level / 0.01) ** -1.8)).toExponential(7));
    const at = [10 + (place % width) * 0.02, 44 + Math.trunc(place / width) * 0.02].map((x) => x.toFixed(5));
    return [...at, "0", ...poes].join();
  });
  put(
    folder,
    "hazard_curves-PGA.csv",
    `#${",".repeat(levels.length + 3)}"imt='PGA', investigation_time=50.0, kind='mean'"
lon,lat,depth,${levels.map((level) => `poe-${level.toFixed(7)}`).join()}
${rows.join("\n")}
`,
  );
  put(
    folder,
    "job.ini",
    `[general]
description = loss curves from given hazard
calculation_mode = classical_risk
investigation_time = 50
hazard_curves_file = hazard_curves-PGA.csv
risk_investigation_time = 1
lrem_steps_per_interval = 2
conditional_loss_poes = 0.01, 0.02
${RISK_PART.replace("time_event = night", "")}`,
  );
}

export const RISK_JOBS: readonly RiskJob[] = [
  { name: "scenario, 17 M losses", write: (folder) => writeScenario(folder, 1400, 1000) },
  { name: "event-based, 1,600 assets, 100,000 years", write: writeEventBased },
  { name: "classical, 20,000 assets, 3 loss types", write: writeClassical },
];

/** What starting costs. */
export function writeSmallestRiskJob(folder: string): void {
  writeScenario(folder, 1, 2);
}

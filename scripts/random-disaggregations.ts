/**
 * Random disaggregations in the reference engine and here, compared bin by bin:
 *
 *   QUAKEWRIGHT_ORACLE=/path/to/venv bun scripts/random-disaggregations.ts [COUNT] [SEED]
 *
 * The environment's engine must have its database (`oq engine --upgrade-db`). Jobs that differ are left in the folder that is named.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dice } from "./dice.ts";

const PROJECT = join(import.meta.dir, "..");
const oracle = process.env["QUAKEWRIGHT_ORACLE"];
if (oracle === undefined) throw new Error("QUAKEWRIGHT_ORACLE names no environment with the reference engine");
const COUNT = Number(process.argv[2] ?? 20);
const SEED = Number(process.argv[3] ?? 1);

/** Relative difference of probabilities; small ones differ by the cancellation in the reference's 1 - product. */
const RELATIVE = 1e-3;
const ABSOLUTE = 2e-9;

const MODELS: { readonly [tectonicRegionType: string]: readonly string[] } = {
  "Active Shallow Crust": ["BooreAtkinson2008", "ChiouYoungs2008", "AkkarBommer2010", "BooreEtAl2014"],
  "Stable Continental Crust": ["ToroEtAl2002", "Campbell2003", "AtkinsonBoore2006"],
};
const KINDS = ["Mag", "Dist", "Mag_Dist", "Mag_Dist_Eps", "Lon_Lat", "Mag_Lon_Lat", "TRT", "TRT_Mag", "TRT_Lon_Lat"];
const ALL_KINDS = [...KINDS, "TRT_Mag_Dist", "TRT_Mag_Dist_Eps"];

interface Place {
  readonly lon: number;
  readonly lat: number;
}

const wrapped = (lon: number): number => Number((lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon).toFixed(4));

const HEAD =
  '<?xml version="1.0" encoding="utf-8"?>\n<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">\n';

function distribution(dice: Dice): string {
  if (dice.happens(0.6))
    return `<truncGutenbergRichterMFD aValue="${dice.number(2.5, 4)}" bValue="${dice.number(0.8, 1.1)}" minMag="${dice.one([5, 5.25, 5.4])}" maxMag="${dice.one([6.1, 6.5, 7.05])}"/>`;
  return `<incrementalMFD minMag="${dice.one([5.05, 6, 6.5])}" binWidth="${dice.one([0.1, 0.25])}"><occurRates>${dice.number(0.001, 0.02, 5)} ${dice.number(0.0005, 0.01, 5)} ${dice.number(0.0001, 0.004, 5)}</occurRates></incrementalMFD>`;
}

const planes = (dice: Dice): string =>
  dice.happens(0.5)
    ? '<nodalPlaneDist><nodalPlane probability="1.0" strike="30.0" dip="70.0" rake="0.0"/></nodalPlaneDist>'
    : '<nodalPlaneDist><nodalPlane probability="0.4" strike="0.0" dip="90.0" rake="0.0"/><nodalPlane probability="0.6" strike="60.0" dip="45.0" rake="90.0"/></nodalPlaneDist>';

const LAYER = "<upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>18.0</lowerSeismoDepth>";
const SCALING = "<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1.0</ruptAspectRatio>";

function pointLike(dice: Dice, id: string, at: Place): string {
  const depths =
    '<hypoDepthDist><hypoDepth depth="6.0" probability="0.5"/><hypoDepth depth="12.0" probability="0.5"/></hypoDepthDist>';
  if (dice.happens(0.5))
    return `<pointSource id="${id}" name="${id}"><pointGeometry><gml:Point><gml:pos>${wrapped(at.lon)} ${at.lat}</gml:pos></gml:Point>${LAYER}</pointGeometry>${SCALING}${distribution(dice)}${planes(dice)}${depths}</pointSource>`;
  const [w, h] = [dice.number(0.2, 0.8), dice.number(0.2, 0.6)];
  const corners = [
    [at.lon, at.lat],
    [at.lon + w, at.lat],
    [at.lon + w, at.lat + h],
    [at.lon, at.lat + h],
  ];
  const ring = corners.map(([lon, lat]) => `${wrapped(lon!)} ${lat!.toFixed(4)}`).join(" ");
  return `<areaSource id="${id}" name="${id}"><areaGeometry><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>${LAYER}</areaGeometry>${SCALING}${distribution(dice)}${planes(dice)}${depths}</areaSource>`;
}

function fault(dice: Dice, id: string, at: Place): string {
  const trace = `${wrapped(at.lon)} ${at.lat} ${wrapped(at.lon + dice.number(-0.4, 0.4))} ${(at.lat + dice.number(0.2, 0.5)).toFixed(4)}`;
  return `<simpleFaultSource id="${id}" name="${id}"><simpleFaultGeometry><gml:LineString><gml:posList>${trace}</gml:posList></gml:LineString><dip>${dice.number(40, 90, 0)}</dip><upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>14.0</lowerSeismoDepth></simpleFaultGeometry>${SCALING}${distribution(dice)}<rake>${dice.one([0, 90, -90])}</rake></simpleFaultSource>`;
}

/** Ruptures with listed probabilities. */
function listed(dice: Dice, id: string, at: Place): string {
  const terms = dice.one([2, 3]);
  const rupture = (): string => {
    const [lon, lat] = [at.lon + dice.number(-0.2, 0.2), at.lat + dice.number(-0.2, 0.2)];
    const corner = (name: string, dx: number, depth: number): string =>
      `<${name} lon="${wrapped(lon + dx)}" lat="${lat.toFixed(4)}" depth="${depth}"/>`;
    const quiet = dice.number(0.9, 0.99, 2);
    const busy = 1 - quiet;
    const more = terms === 2 ? ` ${busy.toFixed(2)}` : ` ${(busy * 0.8).toFixed(3)} ${(busy * 0.2).toFixed(3)}`;
    return `<singlePlaneRupture probs_occur="${quiet}${more}"><magnitude>${dice.one([5.6, 6.2, 6.5, 6.9])}</magnitude><rake>0.0</rake><hypocenter lat="${lat.toFixed(4)}" lon="${wrapped(lon)}" depth="7.0"/><planarSurface>${corner("topLeft", 0, 2)}${corner("topRight", 0.15, 2)}${corner("bottomLeft", 0, 12)}${corner("bottomRight", 0.15, 12)}</planarSurface></singlePlaneRupture>`;
  };
  return `<nonParametricSeismicSource id="${id}" name="${id}">\n${Array.from({ length: dice.integer(1, 4) }, rupture).join("")}</nonParametricSeismicSource>`;
}

function group(dice: Dice, tectonicRegionType: string, name: string, centre: Place): string {
  const near = (): Place => ({
    lon: centre.lon + dice.number(-0.8, 0.8),
    lat: Number((centre.lat + dice.number(-0.6, 0.6)).toFixed(4)),
  });
  // The reference loses listed ruptures beyond the date line.
  if (dice.happens(0.25) && Math.abs(centre.lon) < 179) {
    const exclusive = dice.happens(0.5);
    const count = exclusive ? 2 : 1;
    const sources = Array.from({ length: count }, (_, i) =>
      listed(dice, exclusive ? `${name}:${i}` : `${name}${i}`, near()),
    );
    const attributes = exclusive
      ? ` src_interdep="mutex" rup_interdep="indep" srcs_weights="0.4 0.6"${dice.happens(0.5) ? ' grp_probability="0.8"' : ""}`
      : ' rup_interdep="indep" src_interdep="indep"';
    return `<sourceGroup name="${name}" tectonicRegion="${tectonicRegionType}"${attributes}>${sources.join("")}</sourceGroup>`;
  }
  const sources = Array.from({ length: dice.integer(1, 2) }, (_, i) =>
    dice.happens(0.6) ? pointLike(dice, `${name}${i}`, near()) : fault(dice, `${name}${i}`, near()),
  );
  return `<sourceGroup name="${name}" tectonicRegion="${tectonicRegionType}">${sources.join("")}</sourceGroup>`;
}

function branchSet(id: string, type: string, branches: readonly (readonly [string, number])[], more = ""): string {
  const shown = branches.map(
    ([model, weight], i) =>
      `<logicTreeBranch branchID="${id}${i}"><uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`,
  );
  return `<logicTreeBranchSet branchSetID="${id}" uncertaintyType="${type}"${more}>${shown.join("")}</logicTreeBranchSet>`;
}

function weightsOf(dice: Dice, count: number): number[] {
  if (count === 1) return [1];
  return count === 2
    ? dice.one([
        [0.5, 0.5],
        [0.7, 0.3],
      ])
    : [0.5, 0.3, 0.2];
}

function writeJob(folder: string, seed: number): void {
  const dice = new Dice(seed);
  mkdirSync(folder, { recursive: true });
  const centre: Place = { lon: dice.one([10, -70, 179.8, -179.9, 0.1]), lat: dice.one([0, 35.2, -41, 62]) };
  const tectonicRegionTypes = dice.happens(0.5) ? Object.keys(MODELS) : [Object.keys(MODELS)[0]!];
  const models = dice.happens(0.3) ? 2 : 1;
  for (let m = 0; m < models; m++) {
    const groups = tectonicRegionTypes.map((tectonicRegionType, r) => group(dice, tectonicRegionType, `g${r}`, centre));
    writeFileSync(
      join(folder, `model${m}.xml`),
      `${HEAD}<sourceModel name="m${m}" investigation_time="50">${groups.join("\n")}</sourceModel></nrml>`,
    );
  }
  const modelWeights = weightsOf(dice, models);
  const sets = [
    branchSet(
      "sm",
      "sourceModel",
      modelWeights.map((weight, m) => [`model${m}.xml`, weight] as const),
    ),
  ];
  writeFileSync(join(folder, "sources.xml"), `${HEAD}<logicTree logicTreeID="s">${sets.join("")}</logicTree></nrml>`);
  let gsims = 1;
  const motions = tectonicRegionTypes.map((tectonicRegionType, r) => {
    const chosen = dice.some(MODELS[tectonicRegionType]!).slice(0, 3);
    gsims *= chosen.length;
    const weights = weightsOf(dice, chosen.length);
    return branchSet(
      `gm${r}`,
      "gmpeModel",
      chosen.map((model, i) => [model, weights[i]!] as const),
      ` applyToTectonicRegionType="${tectonicRegionType}"`,
    );
  });
  writeFileSync(
    join(folder, "motions.xml"),
    `${HEAD}<logicTree logicTreeID="g">${motions.join("")}</logicTree></nrml>`,
  );
  writeFileSync(join(folder, "job.ini"), jobFile(dice, centre, models * gsims));
}

function jobFile(dice: Dice, centre: Place, realizations: number): string {
  const sites = Array.from(
    { length: dice.integer(1, 3) },
    () => `${wrapped(centre.lon + dice.number(-0.5, 0.5))} ${(centre.lat + dice.number(-0.5, 0.5)).toFixed(4)}`,
  );
  const measures = dice.some(["PGA", "SA(0.2)", "SA(1.0)"]);
  const levels = measures.map((name) => `"${name}": logscale(0.005, 2.5, 20)`).join(", ");
  const sampled = dice.happens(0.2) ? dice.integer(2, 6) : 0;
  const count = sampled || realizations;
  const lines = [
    "[general]",
    `description = random`,
    "calculation_mode = disaggregation",
    `sites = ${sites.join(", ")}`,
    "reference_vs30_type = measured",
    "reference_vs30_value = 600",
    "reference_depth_to_2pt5km_per_sec = 2",
    "reference_depth_to_1pt0km_per_sec = 50",
    `width_of_mfd_bin = ${dice.one([0.1, 0.2, 0.5])}`,
    `area_source_discretization = ${dice.one([10, 15])}`,
    "rupture_mesh_spacing = 4",
    "source_model_logic_tree_file = sources.xml",
    "gsim_logic_tree_file = motions.xml",
    `number_of_logic_tree_samples = ${sampled}`,
    "investigation_time = 50",
    `truncation_level = ${dice.one([2, 3, 4])}`,
    `maximum_distance = ${dice.one([100, 150, 200.5])}`,
  ];
  if (dice.happens(0.3)) lines.push(`pointsource_distance = ${dice.one([0, 20, 60])}`);
  if (dice.happens(0.2)) lines.push("minimum_distance = 10");
  if (dice.happens(0.2)) lines.push("use_rates = true");
  if (dice.happens(0.3)) lines.push("individual_rlzs = true");
  if (dice.happens(0.2)) lines.push("quantiles = 0.16 0.84");
  if (dice.happens(0.25)) {
    const given = measures.map((name) => `"${name}": ${dice.number(0.05, 0.4)}`).join(", ");
    lines.push(`iml_disagg = {${given}}`);
  } else {
    lines.push(
      `intensity_measure_types_and_levels = {${levels}}`,
      `poes_disagg = ${dice.some([0.1, 0.02, 0.3]).join(" ")}`,
    );
  }
  if (dice.happens(0.2) && sites.length === 1)
    lines.push(
      'disagg_bin_edges = {"mag": [4, 5.5, 6, 6.5, 7.5], "dist": [0, 20, 50, 90, 200], "eps": [-3, -1, 0, 1, 3]}',
      "coordinate_bin_width = 0.5",
    );
  else
    lines.push(
      `mag_bin_width = ${dice.one([0.25, 0.5, 1])}`,
      `distance_bin_width = ${dice.one([10, 25])}`,
      `coordinate_bin_width = ${dice.one([0.3, 0.5, 2, 100])}`,
      `num_epsilon_bins = ${dice.integer(1, 6)}`,
    );
  if (dice.happens(0.6)) lines.push(`disagg_outputs = ${dice.some(ALL_KINDS).join(" ")}`);
  if (dice.happens(0.2)) lines.push("epsilon_star = true");
  if (dice.happens(0.2)) lines.push(`rlz_index = ${dice.integer(0, count - 1)}`, "num_rlzs_disagg = 1");
  else lines.push(`num_rlzs_disagg = ${dice.integer(0, Math.min(3, count))}`);
  return `${lines.join("\n")}\n`;
}

type Row = { readonly [column: string]: string };

/** Number of differing values and the worst, of one file. */
function compareFile(reference: string, own: string): { readonly rows: number; readonly problem: string | undefined } {
  const [a, b] = [reference, own].map((path) => rowsOf(readFileSync(path, "utf8")));
  if (a!.length !== b!.length) return { rows: a!.length, problem: `${b!.length} rows instead of ${a!.length}` };
  const columns = Object.keys(a![0] ?? {});
  if (Object.keys(b![0] ?? {}).join() !== columns.join())
    return { rows: a!.length, problem: `columns ${Object.keys(b![0] ?? {})} instead of ${columns}` };
  const isValue = (column: string): boolean => /^(rlz\d+|mean)$/.test(column);
  const keyOf = (row: Row): string =>
    columns
      .filter((column) => !isValue(column) && column !== "iml")
      .map((column) => (Number.isNaN(Number(row[column])) ? row[column] : shortened(Number(row[column]))))
      .join("|");
  const found = new Map(b!.map((row) => [keyOf(row), row]));
  let worst = 0;
  let problem: string | undefined;
  for (const row of a!) {
    const other = found.get(keyOf(row));
    if (other === undefined) return { rows: a!.length, problem: `no row ${keyOf(row)}` };
    for (const column of columns.filter((name) => isValue(name) || name === "iml")) {
      const [x, y] = [Number(row[column]), Number(other[column])];
      const error = Math.abs(x - y) / (ABSOLUTE + RELATIVE * Math.abs(x));
      if (error > 1 && error > worst) {
        worst = error;
        problem = `${keyOf(row)} ${column}: ${y} instead of ${x}`;
      }
    }
  }
  return { rows: a!.length, problem };
}

/** Without the digits that rounding leaves. */
function shortened(value: number): string {
  return Math.abs(value) < 1e-9 ? "0" : value.toPrecision(4);
}

/** The comment line is the only one with quotes. */
function rowsOf(text: string): Row[] {
  const [head = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, c) => [column, cells[c] ?? ""]));
  });
}

const root = mkdtempSync(join(tmpdir(), "quakewright-random-"));
const folders = Array.from({ length: COUNT }, (_, i) => join(root, `job${SEED + i}`));
for (const [i, folder] of folders.entries()) writeJob(folder, SEED + i);
const engine = Bun.spawnSync(
  [join(oracle, "bin", "python"), join(import.meta.dir, "random-disaggregations.py"), ...folders],
  {
    env: { ...process.env, OQ_DISTRIBUTE: "no" },
    stdout: "ignore",
    stderr: "ignore",
  },
);
if (engine.exitCode !== 0) console.error(`the reference ended with ${engine.exitCode}`);

let agree = 0;
let refused = 0;
let rows = 0;
for (const folder of folders) {
  const own = Bun.spawnSync(
    [process.execPath, join(PROJECT, "src/main.ts"), "run", "job.ini", "--exports", "csv", "--export-dir", "own"],
    { cwd: folder, stdout: "ignore", stderr: "pipe" },
  );
  const answer = existsSync(join(folder, "reference.json"))
    ? (JSON.parse(readFileSync(join(folder, "reference.json"), "utf8")) as { ok: boolean; error?: string })
    : { ok: false, error: "no answer" };
  const said = own.stderr.toString().trim().split("\n").at(-1) ?? "";
  if (!answer.ok) {
    refused++;
    console.log(
      `${folder}: the reference: ${answer.error?.trim().split("\n").at(-1)}; here: ${own.exitCode === 0 ? "computed" : said}`,
    );
    continue;
  }
  if (own.exitCode !== 0) {
    console.log(`${folder}: DIFFERS: here: ${said}`);
    continue;
  }
  const files = (name: string) =>
    readdirSync(join(folder, name))
      .filter((file) => /^(TRT|Mag|Dist|Lon)/.test(file))
      .map((file) => file.replace(/_\d+\.csv$/, ".csv"));
  const expected = readdirSync(join(folder, "reference")).filter((file) => /^(TRT|Mag|Dist|Lon)/.test(file));
  const there = new Set(files("own"));
  const problems = expected.flatMap((file) => {
    const name = file.replace(/_\d+\.csv$/, ".csv");
    if (!there.has(name)) return [`${name} is missing`];
    const compared = compareFile(join(folder, "reference", file), join(folder, "own", name));
    rows += compared.rows;
    return compared.problem === undefined ? [] : [`${name}: ${compared.problem}`];
  });
  const more = [...there].filter((name) => !files("reference").includes(name));
  if (more.length > 0) problems.push(`also here: ${more.join(" ")}`);
  if (problems.length === 0) agree++;
  else console.log(`${folder}: DIFFERS\n  ${problems.slice(0, 4).join("\n  ")}`);
}
console.log(`${agree} of ${COUNT - refused} jobs agree (${rows} rows); the reference computed ${refused} not`);

/**
 * Jobs of about so many bytes that ask for far more than their size, or are large in one place: a kind for every document a job may
 * have. They are correct but for their size, so that they come through the whole reading.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../harness.ts";
import { SMALL_JOB } from "../inputs/small-job.ts";

export type JobFiles = Readonly<Record<string, string>>;

/** Pieces until so many letters are there. */
function upTo(bytes: number, piece: (i: number) => string): string {
  const pieces: string[] = [];
  for (let length = 0, i = 0; length < bytes; i++) {
    const text = piece(i);
    pieces.push(text);
    length += text.length;
  }
  return pieces.join("");
}

const times = (count: number, piece: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join("");

function example(name: string): Record<string, string> {
  const folder = join(PROJECT, "examples", name);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** The small classical job with changes of its files. */
function small(changes: Readonly<Record<string, string | ((text: string) => string)>>): JobFiles {
  const files: Record<string, string> = { ...SMALL_JOB };
  for (const [name, change] of Object.entries(changes))
    files[name] = typeof change === "function" ? change(files[name] ?? "") : change;
  return files;
}

function changed(base: JobFiles, changes: Readonly<Record<string, string | ((text: string) => string)>>): JobFiles {
  const files: Record<string, string> = { ...base };
  for (const [name, change] of Object.entries(changes))
    files[name] = typeof change === "function" ? change(files[name] ?? "") : change;
  return files;
}

/** Sets parameters of a job file: replaces the line, or adds one. */
const set = (values: Readonly<Record<string, string | number>>) => (text: string) => {
  let result = text;
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name} *=.*$`, "m");
    result = line.test(result)
      ? result.replace(line, () => `${name} = ${value}`)
      : `${result.trimEnd()}\n${name} = ${value}\n`;
  }
  return result;
};

const N4 = 'xmlns="http://openquake.org/xmlns/nrml/0.4" xmlns:gml="http://www.opengis.net/gml"';
const N5 = 'xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml"';

const POINT = /<pointSource id="1"[\s\S]*?<\/pointSource>/.exec(SMALL_JOB["sm.xml"]!)![0];
const point = (id: number) => POINT.replace('id="1"', `id="${id}"`);
const model = (sources: string) => `<nrml ${N4}><sourceModel name="m">${sources}</sourceModel></nrml>`;

const branch = (id: string, value: string, weight: string | number) =>
  `<logicTreeBranch branchID="${id}"><uncertaintyModel>${value}</uncertaintyModel><uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`;
const tree = (sets: string) => `<nrml ${N4}><logicTree logicTreeID="lt">${sets}</logicTree></nrml>`;
const SOURCES = `<logicTreeBranchSet branchSetID="bs1" uncertaintyType="sourceModel">${branch("b1", "sm.xml", 1)}</logicTreeBranchSet>`;
const rateSet = (i: number, branches: number) =>
  `<logicTreeBranchSet branchSetID="r${i}" uncertaintyType="bGRRelative">${times(branches, (j) => branch(`r${i}b${j}`, String(j / 1000), 1 / branches))}</logicTreeBranchSet>`;

const area = (geometry: string, mfd: string) => `<areaSource id="a" name="a" tectonicRegion="Active Shallow Crust">
<areaGeometry><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${geometry}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth></areaGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>${mfd}
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>
<hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist></areaSource>`;
const MFD = '<truncGutenbergRichterMFD aValue="3" bValue="1" minMag="5" maxMag="7"/>';
const SQUARE = "-1 -1 1 -1 1 1 -1 1";

const line = (points: string) => `<gml:LineString><gml:posList>${points}</gml:posList></gml:LineString>`;
const simpleFault = (
  points: string,
  mfd = MFD,
) => `<simpleFaultSource id="f" name="f" tectonicRegion="Active Shallow Crust">
<simpleFaultGeometry>${line(points)}<dip>45</dip><upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth></simpleFaultGeometry>
<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>${mfd}<rake>0</rake></simpleFaultSource>`;
const complexFault = (edges: string) => `<complexFaultSource id="c" name="c" tectonicRegion="Active Shallow Crust">
<complexFaultGeometry>${edges}</complexFaultGeometry><magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>${MFD}<rake>0</rake></complexFaultSource>`;
const along = (n: number) => upTo(n, (i) => `${(i * 1e-4).toFixed(4)} ${(0.1 * Math.sin(i / 50)).toFixed(4)} `);
const edge = (kind: string, depth: number, n: number) =>
  `<${kind}><gml:LineString><gml:posList>${upTo(n, (i) => `${(i * 1e-3).toFixed(3)} ${(depth / 100).toFixed(2)} ${depth} `)}</gml:posList></gml:LineString></${kind}>`;
const points = (n: number) =>
  `<multiPointSource id="mp" name="mp" tectonicRegion="Active Shallow Crust"><multiPointGeometry><gml:posList>${upTo(n, (i) => `${(i % 1000) / 100} ${Math.floor(i / 1000) / 100} `)}</gml:posList>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>10</lowerSeismoDepth></multiPointGeometry><magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1</ruptAspectRatio>
<multiMFD kind="truncGutenbergRichterMFD"><min_mag>5</min_mag><max_mag>7</max_mag><a_val>3</a_val><b_val>1</b_val></multiMFD>
<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist><hypoDepthDist><hypoDepth probability="1" depth="5"/></hypoDepthDist></multiPointSource>`;
const grid = (n: number) => upTo(n, (i) => `<nonParametricSeismicSourceX${i}/>`);

const risk = () => example("event-based-risk");
const damage = () => example("scenario-damage");
const scenario = () => example("scenario");

/** A region of about n bytes, with a grid of `degrees`. */
const toothed = (n: number, corner: (i: number, count: number) => readonly [number, number], degrees: number) =>
  small({
    "job.ini": (text) =>
      set({
        region: Array.from({ length: Math.floor(n / 14) }, (_, i) =>
          corner(i, Math.floor(n / 14))
            .map((x) => x.toFixed(5))
            .join(" "),
        ).join(", "),
        region_grid_spacing: Math.round(degrees * 111),
      })(text.replace(/^sites.*$/m, "")),
  });

/** By what is large about them. */
export const HOSTILE_JOBS: Readonly<Record<string, (bytes: number) => JobFiles>> = {
  // Source models
  "many point sources": (n) => small({ "sm.xml": model(upTo(n, point)) }),
  "many groups of sources": (n) =>
    small({
      "sm.xml": `<nrml ${N5}><sourceModel name="m">${upTo(n, (i) => `<sourceGroup name="g${i}" tectonicRegion="Active Shallow Crust">${point(i)}</sourceGroup>`)}</sourceModel></nrml>`,
    }),
  "an area of many corners": (n) =>
    small({
      "sm.xml": model(
        area(
          times(Math.floor(n / 40), (i) => {
            const angle = (i / Math.floor(n / 40)) * 2 * Math.PI;
            return `${Math.cos(angle).toFixed(9)} ${Math.sin(angle).toFixed(9)} `;
          }),
          MFD,
        ),
      ),
    }),
  "an area of many crossings": (n) =>
    small({
      "sm.xml": model(
        area(
          upTo(n, (i) => (i % 2 === 0 ? `${(i * 1e-5).toFixed(5)} 1 ` : `${(i * 1e-5).toFixed(5)} -1 `)),
          MFD,
        ),
      ),
    }),
  "a fine grid of an area": () =>
    small({ "sm.xml": model(area(SQUARE, MFD)), "job.ini": set({ area_source_discretization: 0.001 }) }),
  "a fine width of magnitude bins": () => small({ "job.ini": set({ width_of_mfd_bin: 1e-9 }) }),
  "many rates of an MFD": (n) =>
    small({
      "sm.xml": model(
        area(
          SQUARE,
          `<incrementalMFD minMag="5" binWidth="0.00001"><occurRates>${upTo(n, () => "1e-9 ")}</occurRates></incrementalMFD>`,
        ),
      ),
    }),
  "many nodal planes": (n) =>
    small({
      "sm.xml": (text) =>
        text.replace(
          /<nodalPlaneDist>[\s\S]*<\/nodalPlaneDist>/,
          `<nodalPlaneDist>${times(Math.floor(n / 70), (i) => `<nodalPlane probability="${1 / Math.floor(n / 70)}" strike="${(i % 3600) / 10}" dip="90" rake="0"/>`)}</nodalPlaneDist>`,
        ),
    }),
  "many depths": (n) =>
    small({
      "sm.xml": (text) =>
        text.replace(
          /<hypoDepthDist>[\s\S]*<\/hypoDepthDist>/,
          `<hypoDepthDist>${times(Math.floor(n / 60), (i) => `<hypoDepth probability="${1 / Math.floor(n / 60)}" depth="${(i % 1000) / 100}"/>`)}</hypoDepthDist>`,
        ),
    }),
  "a long trace": (n) => small({ "sm.xml": model(simpleFault(along(n))), "job.ini": set({ rupture_mesh_spacing: 2 }) }),
  "a fine mesh": () =>
    small({ "sm.xml": model(simpleFault("0 0 1 1")), "job.ini": set({ rupture_mesh_spacing: 0.0001 }) }),
  "a fine mesh of a complex fault": (n) =>
    small({
      "sm.xml": model(complexFault(edge("faultTopEdge", 0, 100) + edge("faultBottomEdge", 20, 100))),
      "job.ini": set({ rupture_mesh_spacing: 0.001 + 0 * n, complex_fault_mesh_spacing: 0.001 }),
    }),
  "long edges": (n) =>
    small({
      "sm.xml": model(complexFault(edge("faultTopEdge", 0, n / 2) + edge("faultBottomEdge", 20, n / 2))),
      "job.ini": set({ rupture_mesh_spacing: 5 }),
    }),
  "many edges": (n) =>
    small({
      "sm.xml": model(
        complexFault(
          edge("faultTopEdge", 0, 60) +
            times(Math.floor(n / 200), (i) => edge("intermediateEdge", 1 + i / 100, 60)) +
            edge("faultBottomEdge", 9000, 60),
        ),
      ),
      "job.ini": set({ rupture_mesh_spacing: 5 }),
    }),
  "a multi-point source": (n) => small({ "sm.xml": model(points(n)) }),
  "many unknown sources": (n) => small({ "sm.xml": model(grid(n)) }),
  "a long name of a source": (n) =>
    small({ "sm.xml": (text) => text.replace('name="p"', `name="${"é".repeat(n / 2)}"`) }),
  "a long number of a source": (n) => small({ "sm.xml": (text) => text.replace('id="1"', `id="${"x".repeat(n)}"`) }),
  // Logic trees
  "a tree of 2^60 paths": () => small({ "smlt.xml": tree(SOURCES + times(60, (i) => rateSet(i, 2))) }),
  "a tree of 10^8 paths": () => small({ "smlt.xml": tree(SOURCES + times(8, (i) => rateSet(i, 10))) }),
  "a tree of 10^6 paths that the job allows": () =>
    small({
      "smlt.xml": tree(SOURCES + times(6, (i) => rateSet(i, 10))),
      "job.ini": set({ max_potential_paths: 1_000_000_000 }),
    }),
  "a tree of 10^8 paths that the job allows": () =>
    small({
      "smlt.xml": tree(SOURCES + times(8, (i) => rateSet(i, 10))),
      "job.ini": set({ max_potential_paths: 1_000_000_000 }),
    }),
  "many branch sets of one branch": (n) => small({ "smlt.xml": tree(SOURCES + upTo(n, (i) => rateSet(i, 1))) }),
  "many branches of a set": (n) => small({ "smlt.xml": tree(SOURCES + rateSet(0, Math.floor(n / 150))) }),
  "many branches of source models": (n) =>
    small({
      "smlt.xml": tree(
        `<logicTreeBranchSet branchSetID="bs1" uncertaintyType="sourceModel">${times(Math.floor(n / 160), (i) => branch(`b${i}`, "sm.xml", 1 / Math.floor(n / 160)))}</logicTreeBranchSet>`,
      ),
    }),
  "a tree of models of 10^12 paths": () =>
    small({
      "gmlt.xml": tree(
        times(
          12,
          (i) =>
            `<logicTreeBranchSet branchSetID="g${i}" uncertaintyType="gmpeModel" applyToTectonicRegionType="${i === 0 ? "Active Shallow Crust" : `Region ${i}`}">${times(10, (j) => branch(`g${i}b${j}`, "BooreAtkinson2008", 0.1))}</logicTreeBranchSet>`,
        ),
      ),
    }),
  "many models of a region": (n) =>
    small({
      "gmlt.xml": tree(
        `<logicTreeBranchSet branchSetID="g" uncertaintyType="gmpeModel" applyToTectonicRegionType="Active Shallow Crust">${times(Math.floor(n / 170), (j) => branch(`b${j}`, "BooreAtkinson2008", 1 / Math.floor(n / 170)))}</logicTreeBranchSet>`,
      ),
    }),
  "10^9 samples": () => small({ "job.ini": set({ number_of_logic_tree_samples: 1_000_000_000 }) }),
  "a long TOML of a model": (n) =>
    small({
      "gmlt.xml": (text) => text.replace("BooreAtkinson2008", `[BooreAtkinson2008]\n${upTo(n, (i) => `x${i} = 1\n`)}`),
    }),
  "a nested TOML of a model": (n) =>
    small({
      "gmlt.xml": (text) =>
        text.replace("BooreAtkinson2008", `[BooreAtkinson2008]\nx = ${"[".repeat(n / 2)}${"]".repeat(n / 2)}`),
    }),
  // Job files
  "many sites in the job file": (n) =>
    small({ "job.ini": set({ sites: upTo(n, (i) => `${i % 90}.${i % 7} ${i % 80}, `).replace(/, $/, "") }) }),
  "a fine grid of sites": () =>
    small({
      "job.ini": (text) =>
        set({ region: "-1 -1, 1 -1, 1 1, -1 1", region_grid_spacing: 0.001 })(text.replace(/^sites.*$/m, "")),
    }),
  "a region of long teeth": (n) => toothed(n, (i, count) => [i % (count - 1) === 0 ? -1 : i % 2, (i * 4) / count], 0.1),
  "a region of teeth across one another": (n) => toothed(n, (i) => [i * 1e-5, (i % 2) * 2 - 1], 0.2),
  "a region with a ragged border": (n) =>
    toothed(
      n,
      (i) => {
        const angle = (i / (n / 14)) * 2 * Math.PI;
        const radius = 1 + 0.1 * ((i * 0.618034) % 1);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      },
      0.05,
    ),
  "many levels": (n) =>
    small({
      "job.ini": set({
        intensity_measure_types_and_levels: `{"PGA": [${times(Math.floor(n / 10), (i) => `${(i + 1) * 1e-6},`)}]}`,
      }),
    }),
  "a long scale of levels": () =>
    small({ "job.ini": set({ intensity_measure_types_and_levels: '{"PGA": logscale(0.001, 1, 1000000000)}' }) }),
  "many measures": (n) =>
    small({
      "job.ini": set({
        intensity_measure_types_and_levels: `{${times(Math.floor(n / 30), (i) => `"SA(${(i + 1) / 1000})": [0.1, 0.2],`)}}`,
      }),
    }),
  "many probabilities": (n) =>
    small({
      "job.ini": set({
        poes: times(Math.floor(n / 12), (i) => `${((i + 1) / (n / 12 + 2)).toFixed(8)} `),
        hazard_maps: "true",
      }),
    }),
  "many quantiles": (n) =>
    small({
      "job.ini": set({ quantiles: times(Math.floor(n / 12), (i) => `${((i + 1) / (n / 12 + 2)).toFixed(8)} `) }),
    }),
  "nested brackets in the job file": (n) =>
    small({
      "job.ini": set({ intensity_measure_types_and_levels: `{"PGA": ${"[".repeat(n / 2)}${"]".repeat(n / 2)}}` }),
    }),
  "a long maximum distance": (n) =>
    small({
      "job.ini": set({
        maximum_distance: `[${times(Math.floor(n / 22), (i) => `(${(i / n) * 8 + 1}, 200),`)}(10, 300)]`,
      }),
    }),
  "many parameters": (n) => small({ "job.ini": (text) => text + upTo(n, (i) => `parameter_${i} = 1\n`) }),
  "a long description": (n) => small({ "job.ini": set({ description: "<b>é".repeat(n / 4) }) }),
  "a long value of a number": (n) => small({ "job.ini": set({ truncation_level: "9".repeat(n) }) }),
  "fine bins of a disaggregation": () =>
    small({
      "job.ini": set({
        calculation_mode: "disaggregation",
        poes_disagg: 0.1,
        mag_bin_width: 1e-7,
        distance_bin_width: 1e-6,
        coordinate_bin_width: 1e-7,
        num_epsilon_bins: 100_000_000,
      }),
    }),
  // Event sets
  "10^9 event sets": () =>
    small({
      "job.ini": set({
        calculation_mode: "event_based",
        ses_per_logic_tree_path: 1_000_000_000,
        ground_motion_fields: "true",
        intensity_measure_types: "PGA",
      }),
    }),
  "10^9 years of events": () =>
    small({
      "job.ini": set({
        calculation_mode: "event_based",
        investigation_time: 1_000_000_000,
        ses_per_logic_tree_path: 1000,
      }),
    }),
  // Sites
  "a site model": (n) =>
    small({
      "job.ini": (text) =>
        set({ site_model_file: "sites.csv" })(text.replace(/^sites.*$/m, "").replace(/^reference_vs30.*$/m, "")),
      "sites.csv": `lon,lat,vs30\n${upTo(n, (i) => `${(i % 3600) / 20 - 90},${Math.floor(i / 3600) / 20},760\n`)}`,
    }),
  "sites as csv": (n) =>
    small({
      "job.ini": (text) => set({ sites_csv: "sites.csv" })(text.replace(/^sites.*$/m, "")),
      "sites.csv": upTo(n, (i) => `${(i % 3600) / 20 - 90},${Math.floor(i / 3600) / 20}\n`),
    }),
  "soil amplification": (n) =>
    small({
      "job.ini": (text) =>
        set({
          site_model_file: "sites.csv",
          amplification_csv: "amplification.csv",
          amplification_method: "convolution",
          soil_intensities: "0.01 0.1 1",
        })(text.replace(/^sites.*$/m, "").replace(/^reference_vs30.*$/m, "")),
      "sites.csv": "lon,lat,vs30,ampcode\n0.1,0.1,760,A\n",
      "amplification.csv": `#,,,,"vs30_ref=760"\nampcode,from_mag,from_rrup,level,PGA,sigma_PGA\n${upTo(n, (i) => `A,4,0,${i / 1000},1,0.1\n`)}`,
    }),
  // Exposures and risk functions
  "an exposure in csv": (n) =>
    changed(risk(), {
      "exposure.csv": (text) => {
        const [header = "", first = ""] = text.split("\n");
        const fields = first.split(",");
        return `${header}\n${upTo(n, (i) => `${[`a${i}`, ...fields.slice(1)].join(",")}\n`)}`;
      },
    }),
  "an exposure in XML": (n) =>
    changed(risk(), {
      "exposure.xml": (text) =>
        text.replace(
          "<assets>exposure.csv</assets>",
          `<assets>${upTo(n, (i) => `<asset id="a${i}" number="1" taxonomy="masonry"><location lon="-29.9" lat="10"/><costs><cost type="structural" value="1000"/><cost type="contents" value="100"/></costs><tags policy="p1"/></asset>`)}</assets>`,
        ),
    }),
  "many tags of an exposure": (n) =>
    changed(risk(), {
      "exposure.xml": (text) =>
        text.replace("<tagNames>policy</tagNames>", `<tagNames>policy ${upTo(n, (i) => `t${i} `)}</tagNames>`),
    }),
  "many types of costs": (n) =>
    changed(risk(), {
      "exposure.xml": (text) =>
        text.replace(
          "</costTypes>",
          `${upTo(n, (i) => `<costType name="c${i}" type="aggregated" unit="EUR"/>`)}</costTypes>`,
        ),
    }),
  "many values of a tag": (n) =>
    changed(risk(), {
      "exposure.csv": (text) => {
        const [header = "", first = ""] = text.split("\n");
        const names = header.split(",");
        const fields = first.split(",");
        const policy = names.indexOf("policy");
        return `${header}\n${upTo(n, (i) => `${fields.map((field, at) => (at === 0 ? `a${i}` : at === policy ? `p${i}` : field)).join(",")}\n`)}`;
      },
    }),
  "many vulnerability functions": (n) =>
    changed(risk(), {
      "structural-vulnerability.xml": (text) => {
        const one = /<vulnerabilityFunction[\s\S]*?<\/vulnerabilityFunction>/.exec(text)?.[0] ?? "";
        return text.replace(
          "</vulnerabilityModel>",
          `${upTo(n, (i) => one.replace(/id="[^"]*"/, `id="v${i}"`))}</vulnerabilityModel>`,
        );
      },
    }),
  "long vulnerability functions": (n) =>
    changed(risk(), {
      "structural-vulnerability.xml": (text) => {
        const count = Math.floor(n / 24);
        return text.replace(
          "</vulnerabilityModel>",
          `<vulnerabilityFunction id="long" dist="LN"><imls imt="PGA">${times(count, (i) => `${((i + 1) * 1e-5).toFixed(6)} `)}</imls><meanLRs>${times(count, (i) => `${((i + 1) / (count + 1)).toFixed(6)} `)}</meanLRs><covLRs>${times(count, () => "0.1 ")}</covLRs></vulnerabilityFunction></vulnerabilityModel>`,
        );
      },
    }),
  "many fragility functions": (n) =>
    changed(damage(), {
      "fragility.xml": (text) => {
        const one = /<fragilityFunction[\s\S]*?<\/fragilityFunction>/.exec(text)?.[0] ?? "";
        return text.replace(
          "</fragilityModel>",
          `${upTo(n, (i) => one.replace(/id="[^"]*"/, `id="v${i}"`))}</fragilityModel>`,
        );
      },
    }),
  "many damage states": (n) =>
    changed(damage(), {
      "fragility.xml": (text) =>
        text.replace("slight moderate complete", `slight ${upTo(n, (i) => `s${i} `)}moderate complete`),
    }),
  "fine steps of fragility": () => changed(damage(), { "job.ini": set({ steps_per_interval: 100_000_000 }) }),
  "many consequences": (n) =>
    changed(damage(), {
      "consequences.csv": (text) => {
        const rows = text.trimEnd().split("\n");
        const fields = rows.at(-1)!.split(",");
        return `${text.trimEnd()}\n${upTo(n, (i) => `${[`x${i}`, ...fields.slice(1)].join(",")}\n`)}`;
      },
    }),
  "many policies": (n) =>
    changed(risk(), {
      "policies.csv": (text) => {
        const rows = text.trimEnd().split("\n");
        const fields = rows.at(-1)!.split(",");
        return `${text.trimEnd()}\n${upTo(n, (i) => `${[`x${i}`, ...fields.slice(1)].join(",")}\n`)}`;
      },
    }),
  "a taxonomy mapping": (n) =>
    changed(risk(), {
      "job.ini": set({ taxonomy_mapping_csv: "mapping.csv" }),
      "mapping.csv": `taxonomy,conversion,weight\n${upTo(n, (i) => `masonry${i},masonry,1\n`)}`,
    }),
  "many return periods": (n) =>
    changed(risk(), { "job.ini": set({ return_periods: times(Math.floor(n / 8), (i) => `${i + 1} `) }) }),
  // Ruptures, fields, stations
  "10^9 fields": () => changed(scenario(), { "job.ini": set({ number_of_ground_motion_fields: 1_000_000_000 }) }),
  "a fine mesh of a rupture": () => changed(scenario(), { "job.ini": set({ rupture_mesh_spacing: 0.00001 }) }),
  "a rupture of a long trace": (n) =>
    changed(scenario(), { "rupture.xml": (text) => text.replace("-29.95 9.95 -29.75 10.1", along(n)) }),
  "many stations": (n) =>
    changed(scenario(), {
      "stations.csv": (text) => {
        const rows = text.trimEnd().split("\n");
        const fields = rows.at(-1)!.split(",");
        return `${text.trimEnd()}\n${upTo(n, (i) => `${[`x${i}`, ...fields.slice(1)].join(",")}\n`)}`;
      },
    }),
  "ruptures as csv": (n) =>
    changed(scenario(), {
      "job.ini": set({ rupture_model_file: "ruptures.csv" }),
      "ruptures.csv": `#,"trts=['Active Shallow Crust']"\nseed,mag,rake,lon,lat,dep,multiplicity,trt,kind,mesh,extra\n${upTo(n, (i) => `${i},6.5,90,-29.9,10,10,1,Active Shallow Crust,ParametricProbabilisticRupture PlanarSurface,"[[[[-29.95, -29.85, -29.95, -29.85]], [[10, 10, 10.1, 10.1]], [[5, 5, 10, 10]]]]","{}"\n`)}`,
    }),
  "fields as csv": (n) =>
    changed(damage(), {
      "job.ini": (text) =>
        set({ gmfs_csv: "fields.csv", sites_csv: "sites.csv" })(
          text.replace(/^rupture_model_file.*$/m, "").replace(/^gsim.*$/m, ""),
        ),
      "sites.csv": "site_id,lon,lat\n0,-29.9,10.0\n",
      "fields.csv": `event_id,site_id,gmv_PGA,gmv_SA(0.5)\n${upTo(n, (i) => `${i},0,0.1,0.2\n`)}`,
    }),
  "a grid of a ShakeMap": (n) =>
    changed(damage(), {
      "job.ini": (text) =>
        set({
          shakemap_uri: '{"kind": "usgs_xml", "grid_url": "grid.xml"}',
          spatial_correlation: "no",
          cross_correlation: "no",
        })(text.replace(/^(rupture_model_file|gsim|ground_motion_correlation).*$/gm, "")),
      "grid.xml": `<shakemap_grid>${["LON", "LAT", "PGA", "PSA03", "PSA10", "PSA06"].map((name, i) => `<grid_field index="${i + 1}" name="${name}"/>`).join("")}<grid_data>\n${upTo(n, (i) => `${-30 + (i % 300) / 300} ${10 + i / 1e6} 10 20 8 12\n`)}</grid_data></shakemap_grid>`,
    }),
};

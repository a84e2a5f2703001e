/** Draws small jobs of risk with their documents, for random-risks.ts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dice } from "./dice.ts";

interface Asset {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly taxonomy: string;
  readonly number: number;
  readonly area: number;
  readonly costs: ReadonlyMap<string, number>;
  readonly retrofitted: number;
  readonly deductible: number;
  readonly people: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, string>;
}

/** What the documents of a job agree on. */
interface World {
  readonly mode: string;
  readonly taxonomies: readonly string[];
  readonly riskIds: readonly string[];
  readonly measures: readonly string[];
  readonly lossTypes: readonly string[];
  readonly limitStates: readonly string[];
  readonly sites: readonly { readonly lon: number; readonly lat: number }[];
  readonly assets: readonly Asset[];
  readonly tagNames: readonly string[];
  readonly periods: readonly string[];
  readonly wholeNumbers: boolean;
  /** Whether liquefaction and landslides do damage, too. */
  readonly perils: boolean;
}

type Write = (name: string, text: string) => void;
type Lines = string[];

const MODES = [
  ...["scenario_risk", "scenario_risk", "event_based_risk", "event_based_risk", "event_based_risk", "scenario_damage"],
  ...[
    "scenario_damage",
    "event_based_damage",
    "classical_risk",
    "classical_damage",
    "classical_damage",
    "classical_bcr",
  ],
];
const COSTS = ["structural", "nonstructural", "contents", "business_interruption"];
const NEWER =
  '<?xml version="1.0" encoding="utf-8"?>\n<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">\n';
const OLDER = NEWER.replace("nrml/0.5", "nrml/0.4");

/**
 * Writes a job into a folder.
 * @returns its job files: hazard before risk, where they are two
 */
export function writeRandomRisk(folder: string, seed: number): readonly string[] {
  const dice = new Dice(seed);
  mkdirSync(folder, { recursive: true });
  const write: Write = (name, text) => writeFileSync(join(folder, name), text);
  const mode = dice.one(MODES);
  const world = drawWorld(dice, mode);
  const common = ["[general]", "description = random risk"];
  const statistics = dice.happens(0.2);
  if (statistics) common.push(`quantiles = ${dice.one(["0.15 0.85", "0.5"])}`);
  else if (dice.happens(0.3)) common.push("individual_rlzs = true");
  const exposure = exposureLines(dice, world, write);
  const functions = isDamage(mode) ? writeFragility(dice, world, write) : writeVulnerability(dice, world, write);
  const mapping = writeMapping(dice, world, write);
  const risk = [...riskLines(dice, world, write), ...mapping];
  const hazard = mode.startsWith("classical")
    ? classicalHazard(dice, world, write)
    : mode.startsWith("scenario")
      ? scenarioHazard(dice, world, write)
      : eventHazard(dice, world, write);
  if (hazard.given || dice.happens(0.6)) {
    write(
      "job.ini",
      text([...common, `calculation_mode = ${mode}`, ...hazard.lines, ...exposure, ...functions, ...risk]),
    );
    return ["job.ini"];
  }
  const first = mode.startsWith("classical") ? "classical" : mode.startsWith("scenario") ? "scenario" : "event_based";
  // With an exposure there the reference reuses its assets, and forgets insurance.
  const insured = risk.some((line) => /^(re)?insurance/.test(line));
  const own =
    first === "classical"
      ? hazard.lines
      : [...hazard.lines, ...(dice.happens(0.4) && !insured ? exposure : sitesOf(world))];
  const places = first === "classical" ? (dice.happens(0.5) ? exposure : sitesOf(world)) : [];
  const levels =
    first === "classical"
      ? hazard.lines.some((line) => line.startsWith("intensity_measure_types_and_levels"))
        ? []
        : [levelsOf(dice, world)]
      : hazard.lines.some((line) => line.startsWith("intensity_measure_types"))
        ? []
        : [`intensity_measure_types = ${world.measures.join(", ")}`];
  write("job_h.ini", text([...common, `calculation_mode = ${first}`, ...own, ...places, ...levels]));
  const time =
    mode.startsWith("event_based") && (mode.endsWith("damage") || dice.happens(0.5)) ? ["investigation_time = 50"] : [];
  write("job_r.ini", text([...common, `calculation_mode = ${mode}`, ...time, ...exposure, ...functions, ...risk]));
  return ["job_h.ini", "job_r.ini"];
}

const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
const isDamage = (mode: string): boolean => mode.endsWith("damage");
const isClassical = (mode: string): boolean => mode.startsWith("classical");
const sitesOf = ({ sites }: World): Lines => [`sites = ${sites.map(({ lon, lat }) => `${lon} ${lat}`).join(", ")}`];

function drawWorld(dice: Dice, mode: string): World {
  const taxonomies = ["RC", "W", "URM/H:1", "S1-low"].slice(0, dice.integer(1, 4));
  const bcr = mode === "classical_bcr";
  const lossTypes = bcr
    ? ["structural"]
    : isDamage(mode)
      ? dice.happens(0.7)
        ? ["structural"]
        : dice.some(["structural", "nonstructural", "contents"])
      : dice.happens(0.15)
        ? dice.some([
            "structural",
            "residents",
            "area",
            "number",
            "occupants",
            ...(isClassical(mode) ? [] : ["affectedpop", "injured"]),
          ])
        : dice.some([...COSTS, "occupants"]);
  const sites = dice.list(dice.integer(1, 5), () => ({ lon: dice.number(10, 10.6, 4), lat: dice.number(44, 44.4, 4) }));
  const tagNames = dice.happens(0.5) ? dice.some(["zone", "city", "policy"]) : [];
  const periods =
    lossTypes.includes("occupants") || lossTypes.includes("injured") || dice.happens(0.3)
      ? dice.some(["day", "night", "transit"])
      : [];
  const wholeNumbers = dice.happens(0.5);
  const assets = dice.list(dice.integer(1, 12), (i): Asset => {
    const near = dice.one(sites);
    const moved = dice.happens(0.4);
    return {
      id: `a${i}`,
      lon: moved ? Number((near.lon + dice.number(-0.05, 0.05)).toFixed(4)) : near.lon,
      lat: moved ? Number((near.lat + dice.number(-0.05, 0.05)).toFixed(4)) : near.lat,
      taxonomy: dice.one(taxonomies),
      number: wholeNumbers ? dice.integer(1, 20) : dice.number(0.5, 20, 2),
      area: dice.number(10, 200, 1),
      costs: new Map(COSTS.map((name) => [name, dice.number(100, 5000, 1)])),
      retrofitted: dice.number(100, 5000, 1),
      deductible: dice.number(0, 200, 1),
      people: new Map(["day", "night", "transit", "residents"].map((name) => [name, dice.number(0, 30, 1)])),
      tags: new Map([
        ["zone", dice.one(["A", "B", "c"])],
        ["city", dice.one(["N 1", "S"])],
        ["policy", dice.one(["P1", "P2", "P3"])],
      ]),
    };
  });
  const measures = dice.some(["PGA", "SA(0.2)", "SA(1.0)"]);
  return {
    mode,
    taxonomies,
    // The reference takes one function an asset in benefit-cost ratios.
    riskIds: mode !== "classical_bcr" && dice.happens(0.3) ? ["r1", "r2", "r3"] : taxonomies,
    measures,
    lossTypes,
    limitStates: ["slight", "moderate", "extreme", "complete"].slice(0, dice.integer(1, 4)),
    sites,
    assets,
    tagNames,
    periods,
    wholeNumbers,
    perils: /(scenario|event_based)_damage/.test(mode) && dice.happens(0.3),
  };
}

/** One exposure, or the assets in two. */
function exposureLines(dice: Dice, world: World, write: Write): Lines {
  const { assets } = world;
  if (assets.length < 2 || dice.happens(0.9)) return writeExposure(dice, world, write);
  const half = Math.ceil(assets.length / 2);
  const seed = dice.integer(1, 1e6);
  writeExposure(new Dice(seed), { ...world, assets: assets.slice(half) }, write, "2");
  const lines = writeExposure(new Dice(seed), { ...world, assets: assets.slice(0, half) }, write);
  return lines.map((line) => (line.startsWith("exposure_file") ? "exposure_file = exposure.xml exposure2.xml" : line));
}

function writeExposure(dice: Dice, world: World, write: Write, mark = ""): Lines {
  const { lossTypes, assets, tagNames, periods, mode } = world;
  const declared = COSTS.filter((name) => name === "structural" || lossTypes.includes(name) || dice.happens(0.15));
  const kinds = new Map(declared.map((name) => [name, dice.one(["aggregated", "per_asset", "per_asset", "per_area"])]));
  const areaKind =
    [...kinds.values()].includes("per_area") || lossTypes.includes("area") || dice.happens(0.1)
      ? dice.one(["per_asset", "aggregated"])
      : undefined;
  const bcr = mode === "classical_bcr";
  const costTypes = [...kinds].map(([name, type]) => {
    const more = name === "structural" && bcr ? ` retrofittedType="${type}" retrofittedUnit="EUR"` : "";
    return `<costType name="${name}" type="${type}" unit="EUR"${more}/>`;
  });
  const area = areaKind === undefined ? "" : `<area type="${areaKind}" unit="SQM"/>`;
  const people = lossTypes.includes("residents") || lossTypes.includes("affectedpop");
  const older = !people && dice.happens(0.4);
  const csv = people || (!older && dice.happens(0.5));
  const deductible = lossTypes.length < 3 && !isClassical(mode) && dice.happens(0.15) && csv;
  const insurance =
    older && dice.happens(0.3) ? '<deductible isAbsolute="false"/><insuranceLimit isAbsolute="false"/>' : "";
  const conversions = `<conversions>${area}<costTypes>${costTypes.join("")}</costTypes>${insurance}</conversions>`;
  const tags = tagNames.length > 0 && !(older && dice.happens(0.5)) ? tagNames : tagNames;
  const residents = people || (dice.happens(0.3) && csv);
  const head = `<exposureModel id="e" category="buildings" taxonomySource="x"><description>random</description>${conversions}`;
  const occupancy = csv && periods.length > 0 ? `<occupancyPeriods>${periods.join(" ")}</occupancyPeriods>` : "";
  const tagLine = tags.length > 0 ? `<tagNames>${tags.join(" ")}</tagNames>` : "";
  const partial = dice.happens(0.03);
  if (csv) {
    const renamed = dice.happens(0.3);
    const fields = renamed
      ? '<exposureFields><field oq="id" input="asset"/><field oq="structural" input="COST"/></exposureFields>'
      : "";
    const columns = [
      ...[renamed ? "asset" : "id", "lon", "lat", "taxonomy", "number"],
      ...(areaKind === undefined ? [] : ["area"]),
      ...declared.map((name) => (renamed && name === "structural" ? "COST" : name)),
      ...(bcr ? ["retrofitted"] : []),
      ...periods,
      ...(residents ? ["residents"] : []),
      ...(deductible ? ["ideductible"] : []),
      ...tags,
    ];
    const rows = assets.map((asset) =>
      [
        ...[asset.id, asset.lon, asset.lat, asset.taxonomy, asset.number],
        ...(areaKind === undefined ? [] : [asset.area]),
        ...declared.map((name) => asset.costs.get(name)),
        ...(bcr ? [asset.retrofitted] : []),
        ...periods.map((name) => asset.people.get(name)),
        ...(residents ? [asset.people.get("residents")] : []),
        ...(deductible ? [asset.deductible] : []),
        ...tags.map((name) => asset.tags.get(name)),
      ].join(","),
    );
    const half = dice.happens(0.2) && rows.length > 1 ? Math.ceil(rows.length / 2) : rows.length;
    const files = [rows.slice(0, half), rows.slice(half)].filter((part) => part.length > 0);
    for (const [i, part] of files.entries()) write(`assets${mark}${i}.csv`, text([columns.join(","), ...part]));
    write(
      `exposure${mark}.xml`,
      `${NEWER}${head}${occupancy}${fields}${tagLine}<assets>${files.map((_, i) => `assets${mark}${i}.csv`).join(" ")}</assets></exposureModel></nrml>`,
    );
  } else {
    const shown = assets.map((asset) => {
      const given = declared.filter((name) => !(partial && name !== "structural" && !lossTypes.includes(name)));
      const cost = given.map((name) => {
        const more = name === "structural" && bcr ? ` retrofitted="${asset.retrofitted}"` : "";
        const insured = insurance === "" ? "" : ' deductible="0.1" insuranceLimit="0.8"';
        return `<cost type="${name}" value="${asset.costs.get(name)}"${more}${insured}/>`;
      });
      const people = periods
        .map((name) => `<occupancy occupants="${asset.people.get(name)}" period="${name}"/>`)
        .join("");
      const sized = areaKind === undefined ? "" : ` area="${asset.area}"`;
      const tagged =
        tags.length > 0 ? `<tags ${tags.map((name) => `${name}="${asset.tags.get(name)}"`).join(" ")}/>` : "";
      return `<asset id="${asset.id}" number="${asset.number}"${sized} taxonomy="${asset.taxonomy}"><location lon="${asset.lon}" lat="${asset.lat}"/><costs>${cost.join("")}</costs>${people === "" ? "" : `<occupancies>${people}</occupancies>`}${tagged}</asset>`;
    });
    write(
      `exposure${mark}.xml`,
      `${older ? OLDER : NEWER}${head}${tagLine}<assets>\n${shown.join("\n")}</assets></exposureModel></nrml>`,
    );
  }
  const lines = ["exposure_file = exposure.xml"];
  if (dice.happens(0.15)) lines.push("region = 9.9 43.9, 10.45 43.9, 10.45 44.5, 9.9 44.5", "discard_assets = true");
  if (dice.happens(0.1)) lines.push("aggregate_exposure = true");
  if (dice.happens(0.5)) lines.push(`asset_hazard_distance = ${dice.one([10, 20, 50])}`);
  return lines;
}

function levelsFor(dice: Dice, measure: string): number[] {
  const top = measure === "PGA" ? 1.5 : 2;
  const levels = dice.rising(dice.integer(3, 8), top);
  return levels.filter((level, i) => i === 0 || level > levels[i - 1]!);
}

function writeVulnerability(dice: Dice, world: World, write: Write): Lines {
  const { lossTypes, riskIds, mode } = world;
  const lines: Lines = [];
  for (const loss of lossTypes) {
    const files = mode === "classical_bcr" ? ["", "_retrofitted"] : [""];
    // All functions of one id have the measures of the job; 0.4 has one set a measure.
    for (const more of files) {
      const older = dice.happens(0.4);
      const mass = !older && !isClassical(mode) && dice.happens(0.08);
      const certain = dice.happens(0.25);
      const functions = riskIds.map((id) => vulnerabilityOf(dice, world, id, { mass, certain, loss }));
      const name = `${loss}_vulnerability${more}.xml`;
      write(name, older ? olderVulnerability(functions, loss) : newerVulnerability(functions, loss));
      lines.push(`${loss}_vulnerability${more}_file = ${name}`);
    }
  }
  return lines;
}

interface Vulnerability {
  readonly id: string;
  readonly measure: string;
  readonly levels: readonly number[];
  readonly means: readonly number[];
  readonly covs: readonly number[];
  readonly distribution: string;
  readonly classes: readonly { readonly ratio: number; readonly probabilities: readonly number[] }[];
}

function vulnerabilityOf(
  dice: Dice,
  { measures }: World,
  id: string,
  { mass, certain, loss }: { readonly mass: boolean; readonly certain: boolean; readonly loss: string },
): Vulnerability {
  const measure = dice.one(measures);
  const levels = levelsFor(dice, measure);
  const means = dice.rising(levels.length, loss === "occupants" ? 0.3 : dice.one([0.6, 0.9, 1]));
  if (dice.happens(0.2)) means[0] = 0;
  if (dice.happens(0.15) && means.length > 3) means[2] = means[1]!;
  const distribution = mass ? "PM" : dice.one(["LN", "LN", "BT"]);
  const covs = means.map((mean) => {
    if (certain || mean === 0 || dice.happens(0.05)) return 0;
    const cov = dice.number(0.05, 0.8);
    return distribution === "BT" ? Number(Math.min(cov, 0.9 * Math.sqrt(Math.max(0, 1 / mean - 1))).toFixed(3)) : cov;
  });
  const ratios = [0, 0.2, 0.6, 1];
  const raw = levels.map(() => ratios.map(() => dice.integer(0, 5) + 1));
  const classes = ratios.map((ratio, r) => ({
    ratio,
    probabilities: raw.map((row) => row[r]! / row.reduce((a, b) => a + b, 0)),
  }));
  return { id, measure, levels, means, covs, distribution, classes };
}

function newerVulnerability(functions: readonly Vulnerability[], loss: string): string {
  const shown = functions.map((f) => {
    const imls = `<imls imt="${f.measure}">${f.levels.join(" ")}</imls>`;
    const body =
      f.distribution === "PM"
        ? f.classes
            .map(
              ({ ratio, probabilities }) => `<probabilities lr="${ratio}">${probabilities.join(" ")}</probabilities>`,
            )
            .join("")
        : `<meanLRs>${f.means.join(" ")}</meanLRs><covLRs>${f.covs.join(" ")}</covLRs>`;
    return `<vulnerabilityFunction id="${f.id}" dist="${f.distribution}">${imls}${body}</vulnerabilityFunction>`;
  });
  return `${NEWER}<vulnerabilityModel id="v" assetCategory="buildings" lossCategory="${loss}"><description>random</description>${shown.join("\n")}</vulnerabilityModel></nrml>`;
}

/** Functions of one measure share their levels in the older document: each gets a set of its own. */
function olderVulnerability(functions: readonly Vulnerability[], loss: string): string {
  const shown = functions.map(
    (f, i) =>
      `<discreteVulnerabilitySet vulnerabilitySetID="s${i}" assetCategory="buildings" lossCategory="${loss}"><IML IMT="${f.measure}">${f.levels.join(" ")}</IML><discreteVulnerability vulnerabilityFunctionID="${f.id}" probabilisticDistribution="${f.distribution}"><lossRatio>${f.means.join(" ")}</lossRatio><coefficientsVariation>${f.covs.join(" ")}</coefficientsVariation></discreteVulnerability></discreteVulnerabilitySet>`,
  );
  return `${OLDER}<vulnerabilityModel>${shown.join("\n")}</vulnerabilityModel></nrml>`;
}

function writeFragility(dice: Dice, world: World, write: Write): Lines {
  const { lossTypes, riskIds, limitStates, mode, periods } = world;
  const lines: Lines = [];
  const plain = lossTypes.length === 1 && lossTypes[0] === "structural" && dice.happens(0.4);
  for (const loss of lossTypes) {
    // The reference reads no other fragility functions of the older document.
    const older = loss === "structural" && !world.perils && dice.happens(0.4);
    const continuous = older || dice.happens(0.5);
    const name = `${loss}_fragility.xml`;
    const functions = riskIds.map((id) => fragilityOf(dice, world, id, older ? continuous : dice.happens(0.5), older));
    const attributes = `id="f" assetCategory="buildings" lossCategory="${loss}"`;
    const head = `<description>random</description><limitStates>${limitStates.join(" ")}</limitStates>`;
    write(
      name,
      older
        ? `${OLDER}<fragilityModel format="${continuous ? "continuous" : "discrete"}"${loss === "structural" ? "" : ` lossCategory="${loss}"`}>${head}${functions.join("\n")}</fragilityModel></nrml>`
        : `${NEWER}<fragilityModel ${attributes}>${head}${functions.join("\n")}</fragilityModel></nrml>`,
    );
    if (!world.perils) lines.push(`${plain ? "" : `${loss}_`}fragility_file = ${name}`);
    else
      for (const [peril, measure] of [
        ["liquefaction", "LiqProb"],
        ["landslide", "Disp"],
      ] as const) {
        const others = riskIds.map((id) => fragilityOf(dice, { ...world, measures: [measure] }, id, false, false));
        write(
          `${loss}_${peril}.xml`,
          `${NEWER}<fragilityModel ${attributes}>${head}${others.join("\n")}</fragilityModel></nrml>`,
        );
      }
  }
  if (world.perils)
    for (const [peril, file] of [
      ["groundshaking", "fragility"],
      ["liquefaction", "liquefaction"],
      ["landslide", "landslide"],
    ])
      lines.push(
        `${peril}_fragility_file = {${lossTypes.map((loss) => `'${loss}': '${loss}_${file}.xml'`).join(", ")}}`,
      );
  if (isClassical(mode) || dice.happens(0.4)) return lines;
  const kinds = dice.some([
    ...["losses", "collapsed", "non_operational", "losses"],
    ...(periods.length > 0 ? ["injured", "fatalities"] : []),
  ]);
  const perils = world.perils ? dice.one([["*"], ["groundshaking", "liquefaction", "landslide"]]) : [""];
  const rows = [...new Set(kinds)].flatMap((kind) =>
    riskIds.flatMap((id) =>
      lossTypes.flatMap((loss) =>
        perils.map((peril) =>
          [id, kind, loss, ...(peril === "" ? [] : [peril]), ...dice.rising(limitStates.length, 1)].join(","),
        ),
      ),
    ),
  );
  const bySeveral = world.perils || lossTypes.length > 1 || dice.happens(0.5);
  const column = dice.one(["taxonomy", "risk_id"]);
  const head = bySeveral
    ? [column, "consequence", "loss_type", ...(world.perils ? ["peril"] : []), ...limitStates]
    : [column, "consequence", ...limitStates];
  const kept = bySeveral
    ? rows
    : rows.map((row) =>
        row
          .split(",")
          .filter((_, i) => i !== 2)
          .join(","),
      );
  if (lossTypes.includes("structural")) {
    const half =
      new Set(kinds).size > 1 && dice.happens(0.4) ? riskIds.length * lossTypes.length * perils.length : kept.length;
    write("consequences.csv", text([head.join(","), ...kept.slice(0, half)]));
    if (half === kept.length) lines.push("consequence_file = {'taxonomy': 'consequences.csv'}");
    else {
      write("consequences2.csv", text([head.join(","), ...kept.slice(half)]));
      lines.push("consequence_file = {'taxonomy': ['consequences.csv', 'consequences2.csv']}");
    }
  }
  return lines;
}

function fragilityOf(
  dice: Dice,
  { measures, limitStates }: World,
  id: string,
  continuous: boolean,
  older: boolean,
): string {
  const measure = dice.one(measures);
  const limit = dice.happens(0.5) ? ` noDamageLimit="${dice.one([0.01, 0.05, 0.1])}"` : "";
  if (continuous) {
    const [low, high] = [dice.one([0, 0.001, 0.05, 0.1]), dice.one([1, 2, 5])];
    const means = dice.rising(limitStates.length, dice.number(0.3, 1.5));
    const deviations = means.map((mean) => Number((mean * dice.number(0.2, 0.9)).toFixed(4)));
    if (older) {
      const states = limitStates.map(
        (state, i) => `<ffc ls="${state}"><params mean="${means[i]}" stddev="${deviations[i]}"/></ffc>`,
      );
      return `<ffs${limit}><taxonomy>${id}</taxonomy><IML IMT="${measure}" minIML="${low}" maxIML="${high}" imlUnit="g"/>${states.join("")}</ffs>`;
    }
    const states = limitStates.map(
      (state, i) => `<params ls="${state}" mean="${means[i]}" stddev="${deviations[i]}"/>`,
    );
    return `<fragilityFunction id="${id}" format="continuous" shape="logncdf"><imls imt="${measure}"${limit} minIML="${low}" maxIML="${high}"/>${states.join("")}</fragilityFunction>`;
  }
  const levels = levelsFor(dice, measure);
  if (dice.happens(0.1)) levels[0] = 0;
  let top = levels.map(() => 1);
  const rows = limitStates.map((_, i) => {
    const rising = dice.rising(levels.length, 1 - 0.15 * i);
    top = rising.map((value, l) => Number(Math.min(value, top[l]!).toFixed(4)));
    return top;
  });
  if (older) {
    const states = limitStates.map((state, i) => `<ffd ls="${state}"><poEs>${rows[i]!.join(" ")}</poEs></ffd>`);
    return `<ffs${limit}><taxonomy>${id}</taxonomy><IML IMT="${measure}" imlUnit="g">${levels.join(" ")}</IML>${states.join("")}</ffs>`;
  }
  const states = limitStates.map((state, i) => `<poes ls="${state}">${rows[i]!.join(" ")}</poes>`);
  return `<fragilityFunction id="${id}" format="discrete"><imls imt="${measure}"${limit}>${levels.join(" ")}</imls>${states.join("")}</fragilityFunction>`;
}

function writeMapping(dice: Dice, { taxonomies, riskIds }: World, write: Write): Lines {
  if (taxonomies === riskIds) return [];
  const rows = taxonomies.flatMap((taxonomy) => {
    const ids = dice.some(riskIds).slice(0, 2);
    const weight = dice.one([0.5, 0.3, 0.25]);
    return ids.length === 1
      ? [[taxonomy, ids[0], 1]]
      : [
          [taxonomy, ids[0], weight],
          [taxonomy, ids[1], 1 - weight],
        ];
  });
  const head = dice.one(["taxonomy,risk_id,weight", "taxonomy,conversion,weight"]);
  write("mapping.csv", text([head, ...rows.map((row) => row.join(","))]));
  return ["taxonomy_mapping_csv = mapping.csv"];
}

/** Parameters of risk. */
function riskLines(dice: Dice, world: World, write: Write): Lines {
  const { mode, periods, tagNames, lossTypes, wholeNumbers } = world;
  const lines: Lines = [];
  if (isClassical(mode)) {
    if (dice.happens(0.3)) lines.push(`risk_investigation_time = ${dice.one([1, 30, 100])}`);
    if (mode === "classical_bcr") {
      lines.push(`interest_rate = ${dice.one([0.02, 0.05])}`, `asset_life_expectancy = ${dice.one([20, 50])}`);
      if (dice.happens(0.3)) lines.push(`lrem_steps_per_interval = ${dice.integer(1, 4)}`);
    } else if (mode === "classical_risk") {
      if (dice.happens(0.5)) lines.push(`lrem_steps_per_interval = ${dice.integer(1, 4)}`);
      if (dice.happens(0.6)) lines.push(`conditional_loss_poes = ${dice.one(["0.01", "0.1 0.02", "0.5, 0.1"])}`);
    } else {
      if (dice.happens(0.5)) lines.push(`steps_per_interval = ${dice.integer(1, 5)}`);
      if (dice.happens(0.4)) lines.push(`continuous_fragility_discretization = ${dice.integer(4, 25)}`);
    }
    return lines;
  }
  lines.push(`master_seed = ${dice.integer(1, 500)}`);
  if (periods.length > 0 && dice.happens(0.6)) lines.push(`time_event = ${dice.one([...periods, "avg"])}`);
  const groups = ["taxonomy", ...tagNames, "id", "site_id"];
  if (dice.happens(0.6)) {
    const first = dice.happens(0.1) ? [dice.one(["id", "site_id"])] : dice.some(groups.slice(0, -2));
    const second = !first.includes("id") && tagNames.length > 0 && dice.happens(0.3) ? `; ${dice.one(tagNames)}` : "";
    lines.push(`aggregate_by = ${first.join(", ")}${second}`);
  }
  if (isDamage(mode)) {
    if (wholeNumbers && dice.happens(0.3)) lines.push("discrete_damage_distribution = true");
  } else {
    if (dice.happens(0.2)) lines.push("ignore_covs = true");
    else if (dice.happens(0.1)) lines.push("ignore_master_seed = true");
    if (dice.happens(0.3)) lines.push("asset_correlation = 1");
    if (dice.happens(0.2))
      lines.push(
        `minimum_asset_loss = {${dice.one([`"default": 10`, lossTypes.map((name) => `"${name}": ${dice.one([10, 100])}`).join(", ")])}}`,
      );
    const costs = lossTypes.filter((name) => name === "structural" || name === "nonstructural" || name === "contents");
    if (costs.length >= 2 && dice.happens(0.4)) {
      const order = ["structural", "nonstructural", "contents"].filter((name) => (costs as string[]).includes(name));
      lines.push(`total_losses = ${(order.length === 3 && dice.happens(0.5) ? order.slice(0, 2) : order).join("+")}`);
    }
    if (dice.happens(0.2)) lines.push("avg_losses = false");
    if (costs.length > 0 && tagNames.includes("policy"))
      lines.push(...insuranceLines(dice, world.assets, lossTypes, lines, write));
    if (mode === "event_based_risk" && dice.happens(0.12) && !lines.some((line) => line.startsWith("avg_losses"))) {
      write("pla.csv", text(["return_period,pla_factor", "10,1.0", "50,1.2", "200,1.5"]));
      lines.push("post_loss_amplification_file = pla.csv", "avg_losses = false");
    }
  }
  if (!mode.startsWith("scenario")) {
    if (dice.happens(0.3)) lines.push(`return_periods = ${dice.one(["10 50 100", "[5, 20]", "100", "0"])}`);
    if (dice.happens(0.3)) lines.push(`risk_investigation_time = ${dice.one([1, 10])}`);
    if (dice.happens(0.3))
      lines.push(`aggregate_loss_curves_types = ${dice.one(["ep", "ep, aep", "aep, oep", "ep, aep, oep"])}`);
  }
  return lines;
}

/** Insurance or reinsurance by policy. */
function insuranceLines(
  dice: Dice,
  assets: readonly Asset[],
  lossTypes: readonly string[],
  given: Lines,
  write: Write,
): Lines {
  const total = given.find((line) => line.startsWith("total_losses"))?.split(" = ")[1];
  const loss = total ?? lossTypes.find((name) => COSTS.includes(name))!;
  const policies = [...new Set(assets.map(({ tags }) => tags.get("policy")!))].sort();
  if (dice.happens(0.4)) {
    const rows = policies.map((policy) => `${policy},${dice.one([0.5, 0.9, 1])},${dice.one([0, 0.02, 0.1])}`);
    write("insurance.csv", text(["policy,insurance_limit,deductible", ...rows]));
    return [`insurance_csv = {'${loss}': 'insurance.csv'}`];
  }
  if (!dice.happens(0.5) || (total === undefined && lossTypes.length > 1)) return [];
  const field = (input: string, more: string): string => `<field input="${input}" ${more}/>`;
  const fields = [
    field("quota", `type="prop" max_cession_event="${dice.one([500, 5000])}"`),
    ...(dice.happens(0.5) ? [field("surplus", 'type="prop"')] : []),
    ...(dice.happens(0.6)
      ? [field("wxl", `type="wxlr" deductible="${dice.one([50, 500])}" limit="${dice.one([900, 4000])}"`)]
      : []),
    ...(dice.happens(0.6)
      ? [field("cat", `type="catxl" deductible="${dice.one([100, 600])}" limit="${dice.one([1000, 9000])}"`)]
      : []),
  ];
  const names = fields.map((shown) => /input="(\w+)"/.exec(shown)![1]!);
  const rows = policies.map((policy) =>
    [
      policy,
      dice.one([5000, 20000]),
      dice.one([0, 100, 400]),
      ...names.map((name) => (name === "quota" ? 0.3 : name === "surplus" ? 0.2 : dice.one([0, 1]))),
    ].join(","),
  );
  write("policies.csv", text([["policy", "liability", "deductible", ...names].join(","), ...rows]));
  write(
    "reinsurance.xml",
    `${NEWER}<reinsuranceModel><description>random</description><fieldMap>${fields.join("")}</fieldMap><policies>policies.csv</policies></reinsuranceModel></nrml>`,
  );
  const already = given.some((line) => line.startsWith("aggregate_by"));
  if (already) return [];
  return [`reinsurance_file = {'${loss}': 'reinsurance.xml'}`, "aggregate_by = policy"];
}

interface Hazard {
  readonly lines: Lines;
  /** Read from files: nothing that a job of hazard computes. */
  readonly given: boolean;
}

/** Ground-motion fields in csv files. */
function givenFields(dice: Dice, { sites, measures }: World, write: Write, events: number): Lines {
  write("sites.csv", text(["site_id,lon,lat", ...sites.map(({ lon, lat }, i) => `${i},${lon},${lat}`)]));
  const rows = dice
    .list(events, (event) =>
      sites.flatMap((_, site) =>
        site === 0 || dice.happens(0.9)
          ? [[event, site, ...measures.map(() => (dice.happens(0.05) ? 0 : dice.number(0.001, 1.8, 5)))].join(",")]
          : [],
      ),
    )
    .flat();
  write("fields.csv", text([`event_id,site_id,${measures.map((name) => `gmv_${name}`).join(",")}`, ...rows]));
  return ["gmfs_csv = fields.csv", "sites_csv = sites.csv", "maximum_distance = 200"];
}

/** Reference values, or a site model with what secondary perils need. */
function siteLines(dice: Dice, { perils, sites, measures }: World, write: Write): Lines {
  if (!perils) return SITE;
  const columns =
    "vs30,z1pt0,z2pt5,gwd,precip,dc,dr,dw,slope,cohesion_mid,friction_mid,saturation,dry_density,slab_thickness";
  const rows = sites.map(({ lon, lat }) =>
    [
      lon,
      lat,
      dice.integer(180, 700),
      300,
      2,
      dice.number(0.5, 4),
      dice.integer(500, 1800),
      dice.number(1, 100),
      dice.number(0.5, 20),
      dice.number(0.5, 20),
      dice.number(2, 30),
      20000,
      dice.integer(25, 38),
      dice.one([0, 0.5, 1]),
      1500,
      2.5,
    ].join(","),
  );
  write("site_model.csv", text([`lon,lat,${columns}`, ...rows]));
  const names = [...new Set(["PGA", "PGV", ...measures])].join(", ");
  return [
    "site_model_file = site_model.csv",
    "secondary_perils = Jibson2007BLandslides, AllstadtEtAl2022Liquefaction",
    `intensity_measure_types = ${names}`,
  ];
}

const SITE = [
  "reference_vs30_value = 600",
  "reference_vs30_type = measured",
  "reference_depth_to_2pt5km_per_sec = 2",
  "reference_depth_to_1pt0km_per_sec = 50",
];

function groundMotionTree(dice: Dice, write: Write): Lines {
  const models = dice.some(["BooreAtkinson2008", "ChiouYoungs2008", "AkkarBommer2010"]).slice(0, 2);
  const weights =
    models.length === 1
      ? [1]
      : dice.one([
          [0.5, 0.5],
          [0.7, 0.3],
        ]);
  const shown = models.map(
    (model, i) =>
      `<logicTreeBranch branchID="b${i}"><uncertaintyModel>${model}</uncertaintyModel><uncertaintyWeight>${weights[i]}</uncertaintyWeight></logicTreeBranch>`,
  );
  write(
    "motions.xml",
    `${NEWER}<logicTree logicTreeID="g"><logicTreeBranchSet branchSetID="s" uncertaintyType="gmpeModel" applyToTectonicRegionType="Active Shallow Crust">${shown.join("")}</logicTreeBranchSet></logicTree></nrml>`,
  );
  return ["gsim_logic_tree_file = motions.xml"];
}

function scenarioHazard(dice: Dice, world: World, write: Write): Hazard {
  if (!world.perils && dice.happens(0.5)) {
    const events = dice.integer(1, 30);
    return {
      lines: [...givenFields(dice, world, write, events), `number_of_ground_motion_fields = ${events}`],
      given: true,
    };
  }
  const corner = (name: string, lon: number, depth: number): string =>
    `<${name} lon="${lon}" lat="44.2" depth="${depth}"/>`;
  write(
    "rupture.xml",
    `${NEWER}<singlePlaneRupture><magnitude>${dice.one([5.6, 6.4, 7])}</magnitude><rake>0.0</rake><hypocenter lat="44.2" lon="10.2" depth="7.0"/><planarSurface strike="90" dip="90">${corner("topLeft", 10.1, 2)}${corner("topRight", 10.35, 2)}${corner("bottomLeft", 10.1, 12)}${corner("bottomRight", 10.35, 12)}</planarSurface></singlePlaneRupture></nrml>`,
  );
  const lines = [
    "rupture_model_file = rupture.xml",
    "rupture_mesh_spacing = 4",
    ...(dice.happens(0.4)
      ? groundMotionTree(dice, write)
      : [`gsim = ${dice.one(["BooreAtkinson2008", "ChiouYoungs2008"])}`]),
    `number_of_ground_motion_fields = ${dice.integer(1, 20)}`,
    `truncation_level = ${dice.one([0, 2, 3])}`,
    "maximum_distance = 200",
    ...siteLines(dice, world, write),
  ];
  if (dice.happens(0.2))
    lines.push(
      "ground_motion_correlation_model = JB2009",
      'ground_motion_correlation_params = {"vs30_clustering": True}',
    );
  return { lines, given: false };
}

function sources(dice: Dice, world: World, write: Write): Lines {
  const source = `<pointSource id="p" name="p"><pointGeometry><gml:Point><gml:pos>10.3 44.2</gml:pos></gml:Point><upperSeismoDepth>0.0</upperSeismoDepth><lowerSeismoDepth>18.0</lowerSeismoDepth></pointGeometry><magScaleRel>WC1994</magScaleRel><ruptAspectRatio>1.0</ruptAspectRatio><truncGutenbergRichterMFD aValue="${dice.number(3.2, 3.8)}" bValue="0.9" minMag="5" maxMag="${dice.one([6.2, 7])}"/><nodalPlaneDist><nodalPlane probability="1.0" strike="30.0" dip="70.0" rake="0.0"/></nodalPlaneDist><hypoDepthDist><hypoDepth depth="8.0" probability="1.0"/></hypoDepthDist></pointSource>`;
  write(
    "sources.xml",
    `${NEWER}<sourceModel name="m"><sourceGroup name="g" tectonicRegion="Active Shallow Crust">${source}</sourceGroup></sourceModel></nrml>`,
  );
  write(
    "tree.xml",
    `${NEWER}<logicTree logicTreeID="t"><logicTreeBranchSet branchSetID="s" uncertaintyType="sourceModel"><logicTreeBranch branchID="b"><uncertaintyModel>sources.xml</uncertaintyModel><uncertaintyWeight>1.0</uncertaintyWeight></logicTreeBranch></logicTreeBranchSet></logicTree></nrml>`,
  );
  return [
    "source_model_logic_tree_file = tree.xml",
    ...groundMotionTree(dice, write),
    "width_of_mfd_bin = 0.2",
    "rupture_mesh_spacing = 4",
    "area_source_discretization = 10",
    `truncation_level = ${dice.one([2, 3])}`,
    "maximum_distance = 150",
    ...(world.mode.startsWith("event") && dice.happens(0.2)
      ? [`number_of_logic_tree_samples = ${dice.integer(2, 5)}`]
      : []),
    ...siteLines(dice, world, write),
  ];
}

function eventHazard(dice: Dice, world: World, write: Write): Hazard {
  const time = ["investigation_time = 50", `ses_per_logic_tree_path = ${dice.one([2, 10, 20])}`];
  if (!world.perils && dice.happens(0.4)) {
    const events = dice.integer(3, 60);
    return { lines: [...givenFields(dice, world, write, events), ...time], given: true };
  }
  const lines = [...sources(dice, world, write), ...time, `ses_seed = ${dice.integer(1, 99)}`];
  if (dice.happens(0.4))
    lines.push(`minimum_intensity = ${dice.one(["0.01", "0.05", '{"default": 0.02, "PGA": 0.1}'])}`);
  if (dice.happens(0.15)) lines.push("ground_motion_fields = false");
  return { lines, given: false };
}

function levelsOf(dice: Dice, { measures }: World): string {
  const [low, count] = [dice.one([0.005, 0.02, 0.05]), dice.integer(8, 25)];
  return `intensity_measure_types_and_levels = {${measures.map((name) => `"${name}": logscale(${low}, ${dice.one([1.5, 3])}, ${count})`).join(", ")}}`;
}

/** A hazard curve a site in a csv file. */
function givenCurves(dice: Dice, { sites, measures }: World, write: Write): Lines {
  const levels = dice.list(dice.integer(6, 20), (i) => Number((0.02 * 1.3 ** i).toFixed(4)));
  const rows = sites.map(({ lon, lat }) => {
    const slope = dice.number(1, 2.5);
    const start = dice.number(0.05, 0.9);
    return [lon, lat, 0, ...levels.map((level) => (start * (level / levels[0]!) ** -slope).toPrecision(5))].join(",");
  });
  const head = `#,,,,"source_model_tree_path=['b', '1'], gsim_tree_path=['b1'], investigation_time=50.0, imt='${measures[0]}'"`;
  write(
    "curves.csv",
    text([head, ["lon", "lat", "depth", ...levels.map((level) => `poe-${level}`)].join(","), ...rows]),
  );
  return ["hazard_curves_csv = curves.csv", "investigation_time = 50", "maximum_distance = 200", ...SITE];
}

function classicalHazard(dice: Dice, world: World, write: Write): Hazard {
  if (world.measures.length === 1 && dice.happens(0.4)) return { lines: givenCurves(dice, world, write), given: true };
  const time = `investigation_time = ${dice.one([1, 50])}`;
  const lines = [...sources(dice, world, write), time];
  // Without levels they are those of the risk functions.
  if (dice.happens(0.95)) lines.push(levelsOf(dice, world));
  return { lines, given: false };
}

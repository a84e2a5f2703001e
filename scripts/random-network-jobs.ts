/** Draws small jobs of networks that fail, and of volcanoes, for random-risks.ts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Dice } from "./dice.ts";

const NRML =
  '<?xml version="1.0" encoding="utf-8"?>\n<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">\n';
const STATES = ["minor", "major"];
const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

type Write = (name: string, text: string) => void;

interface Node {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly purpose: string;
}

interface Edge {
  readonly from: number;
  readonly to: number;
}

function writer(folder: string): Write {
  mkdirSync(folder, { recursive: true });
  return (name, content) => writeFileSync(join(folder, name), content);
}

/**
 * A network of sources and demands, or of traffic analysis zones, that an earthquake damages.
 * @returns its job file
 */
export function writeRandomNetwork(folder: string, seed: number): readonly string[] {
  const dice = new Dice(seed);
  const write = writer(folder);
  const zones = dice.happens(0.5);
  const purposes = zones ? ["TAZ", "TAZ", "connection"] : ["source", "demand", "demand", "junction"];
  const drawn = dice.list(dice.integer(4, 9), (i): Node => {
    const place = { lon: dice.number(10, 10.5, 4), lat: dice.number(44, 44.4, 4) };
    return { id: `N${i}`, ...place, purpose: dice.one(purposes) };
  });
  // Two that the measures need.
  const needed = zones ? ["TAZ", "TAZ"] : ["source", "demand"];
  const nodes = drawn.map((node, i) => ({ ...node, purpose: needed[i] ?? node.purpose }));
  const edges = drawEdges(dice, nodes.length);
  // Curves of consequences ask for the unit of a cost, in the reference.
  const events = !dice.happens(0.6);
  writeNetwork(dice, { nodes, edges, valued: events || dice.happens(0.2) }, write);
  const lines = [
    ...["[general]", "description = random network"],
    `calculation_mode = ${events ? "event_based_damage" : "scenario_damage"}`,
    ...["exposure_file = exposure.xml", "structural_fragility_file = fragility.xml"],
    ...["consequence_file = {'taxonomy': 'consequences.csv'}", "infrastructure_connectivity_analysis = true"],
    "discrete_damage_distribution = true",
    `master_seed = ${dice.integer(1, 500)}`,
    ...givenFields(dice, nodes, edges, write, events),
  ];
  lines.push(`aggregate_by = ${dice.one(["parent_id", "parent_id", "id"])}`);
  write("job.ini", text(lines));
  return ["job.ini"];
}

/** A way through all nodes, and some more. */
function drawEdges(dice: Dice, count: number): Edge[] {
  const edges: Edge[] = [];
  for (let i = 1; i < count; i++) {
    const other = dice.integer(0, i - 1);
    edges.push(dice.happens(0.5) ? { from: i, to: other } : { from: other, to: i });
  }
  for (let more = dice.integer(0, count); more > 0; more--) {
    const [from, to] = [dice.integer(0, count - 1), dice.integer(0, count - 1)];
    if (from !== to) edges.push({ from, to });
  }
  return edges;
}

const middle = (nodes: readonly Node[], { from, to }: Edge) => ({
  lon: Number(((nodes[from]!.lon + nodes[to]!.lon) / 2).toFixed(4)),
  lat: Number(((nodes[from]!.lat + nodes[to]!.lat) / 2).toFixed(4)),
});

interface Drawn {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Whether the assets have a cost. */
  readonly valued: boolean;
}

function writeNetwork(dice: Dice, { nodes, edges, valued }: Drawn, write: Write): void {
  const graph = dice.happens(0.6) ? dice.one(["simple", "directed", "multi", "multidirected"]) : undefined;
  const weighted = dice.happens(0.6);
  const tags = [
    ...["type", "start_node", "end_node", "purpose", "parent_id"],
    ...(weighted ? ["weight"] : []),
    ...(graph === undefined ? [] : ["graphtype"]),
  ];
  const row = (
    id: string,
    place: { lon: number; lat: number },
    taxonomy: string,
    values: readonly (string | number)[],
  ) => [id, place.lon, place.lat, taxonomy, 1, ...(valued ? [100] : []), ...values].join(",");
  const more = (weight: number) => [...(weighted ? [weight] : []), ...(graph === undefined ? [] : [graph])];
  const head = ["id", "lon", "lat", "taxonomy", "number", ...(valued ? ["structural"] : []), ...tags].join(",");
  write(
    "nodes.csv",
    text([
      head,
      ...nodes.map((node) =>
        row(node.id, node, dice.one(["strong", "station"]), ["node", "NA", "NA", node.purpose, node.id, ...more(1)]),
      ),
    ]),
  );
  write(
    "edges.csv",
    text([
      head,
      ...edges.map((edge, i) => {
        const ends = [nodes[edge.from]!.id, nodes[edge.to]!.id];
        const values = ["edge", ...ends, "NA", `E${i}`, ...more(dice.integer(1, 9))];
        return row(`E${i}`, middle(nodes, edge), dice.one(["road", "bridge"]), values);
      }),
    ]),
  );
  write(
    "exposure.xml",
    `${NRML}<exposureModel id="e" category="infrastructure" taxonomySource="x"><description>network</description><conversions><costTypes>${valued ? '<costType name="structural" type="aggregated" unit="EUR"/>' : ""}</costTypes></conversions><tagNames>${tags.join(" ")}</tagNames><occupancyPeriods></occupancyPeriods><assets>nodes.csv edges.csv</assets></exposureModel></nrml>`,
  );
  const functions = ["strong", "station", "road", "bridge"].map((id, i) => {
    const mean = [1.5, 0.6, 0.5, 0.35][i]!;
    const params = STATES.map((state, s) => `<params ls="${state}" mean="${mean * (1 + s)}" stddev="${mean / 2}"/>`);
    return `<fragilityFunction id="${id}" format="continuous" shape="logncdf"><imls imt="PGA" noDamageLimit="0.01" minIML="0.01" maxIML="3"/>${params.join("")}</fragilityFunction>`;
  });
  write(
    "fragility.xml",
    `${NRML}<fragilityModel id="f" assetCategory="network" lossCategory="structural"><description>random</description><limitStates>${STATES.join(" ")}</limitStates>${functions.join("")}</fragilityModel></nrml>`,
  );
  const ratios = dice.one(["0,1", "1,1", "0.5,1"]);
  write(
    "consequences.csv",
    text([
      `taxonomy,consequence,loss_type,${STATES.join(",")}`,
      ...["strong", "station", "road", "bridge"].map((id) => `${id},non_operational,structural,${ratios}`),
    ]),
  );
}

/** Fields where nodes and edges are. */
function givenFields(
  dice: Dice,
  nodes: readonly Node[],
  edges: readonly Edge[],
  write: Write,
  years: boolean,
): string[] {
  const places = [...nodes, ...edges.map((edge) => middle(nodes, edge))];
  const sites = [...new Set(places.map(({ lon, lat }) => `${lon},${lat}`))];
  write("sites.csv", text(["site_id,lon,lat", ...sites.map((site, i) => `${i},${site}`)]));
  const events = dice.integer(3, 20);
  const top = dice.one([0.4, 0.8, 1.5]);
  const rows = dice.list(events, (event) => sites.map((_, site) => `${event},${site},${dice.number(0.01, top, 5)}`));
  write("fields.csv", text(["event_id,site_id,gmv_PGA", ...rows.flat()]));
  return [
    ...["gmfs_csv = fields.csv", "sites_csv = sites.csv", "maximum_distance = 200"],
    ...(years
      ? [
          "investigation_time = 50",
          `ses_per_logic_tree_path = ${dice.one([1, 5])}`,
          // The reference divides by it.
          "number_of_logic_tree_samples = 1",
        ]
      : [`number_of_ground_motion_fields = ${events}`]),
  ];
}

const ROOFS = ["Weak", "Heavy"];

/**
 * A volcano's ash, lava, mud and gas on an exposure.
 * @returns its job file
 */
export function writeRandomVolcano(folder: string, seed: number): readonly string[] {
  const dice = new Dice(seed);
  const write = writer(folder);
  const perils = [...new Set(["ASH", ...dice.some(["LAVA", "LAHAR", "PYRO"])])].filter(
    (peril, _i, all) => peril !== "ASH" || all.length === 1 || !dice.happens(0.15),
  );
  const place = () => `${dice.number(-75.9, -75, 4)},${dice.number(4.3, 4.9, 4)}`;
  const periods = dice.some(["day", "night"]);
  const tags = dice.happens(0.5) ? ["zone"] : [];
  const columns = ["id", "lon", "lat", "taxonomy", "number", "structural", ...periods, ...tags];
  const assets = dice.list(dice.integer(1, 15), (i) => {
    const people = periods.map(() => dice.integer(0, 9));
    const zone = tags.map(() => dice.one(["a", "b"]));
    const [number, cost] = [dice.integer(1, 5), dice.number(100, 9000, 1)];
    return [`a${i}`, place(), dice.one(ROOFS), number, cost, ...people, ...zone].join();
  });
  write("assets.csv", text([columns.join(","), ...assets]));
  const tagLine = tags.length === 0 ? "" : `<tagNames>${tags.join(" ")}</tagNames>`;
  write(
    "exposure.xml",
    `${NRML}<exposureModel id="e" category="buildings" taxonomySource="x"><description>roofs</description><conversions><costTypes><costType name="structural" type="${dice.one(["aggregated", "per_asset"])}" unit="USD"/></costTypes></conversions><occupancyPeriods>${periods.join(" ")}</occupancyPeriods>${tagLine}<assets>assets.csv</assets></exposureModel></nrml>`,
  );
  const states = ["partial", "collapse"].slice(dice.integer(0, 1));
  const functions = ROOFS.map((id, i) => {
    const levels = dice.rising(dice.integer(3, 7), 300 * (i + 1));
    const last = levels.length - 1;
    const poes = states.map((state, s) => {
      const values = levels.map((_, l) => Number(((l / last) ** (s + 1)).toFixed(3)));
      return `<poes ls="${state}">${values.join(" ")}</poes>`;
    });
    return `<fragilityFunction id="${id}" format="discrete"><imls imt="ASH" noDamageLimit="${dice.one([0.1, 20])}">${levels.join(" ")}</imls>${poes.join("")}</fragilityFunction>`;
  });
  write(
    "fragility.xml",
    `${NRML}<fragilityModel id="f" assetCategory="buildings" lossCategory="structural"><description>random</description><limitStates>${states.join(" ")}</limitStates>${functions.join("")}</fragilityModel></nrml>`,
  );
  const ratios = () => states.map((_, s) => dice.number(0.1 + 0.3 * s, 0.4 + 0.3 * s, 2)).join();
  const rows = ROOFS.map((id) => `${id},losses,groundshaking,${ratios()}`);
  write("consequences.csv", text([`risk_id,consequence,peril,${states.join(",")}`, ...rows]));
  for (const peril of perils) {
    const intensity = () => (peril === "ASH" ? dice.number(0, 500, 1) : dice.one([0, 0.1, 0.5, 1]));
    write(
      `${peril}.csv`,
      text(["lon,lat,intensity", ...dice.list(dice.integer(3, 40), () => `${place()},${intensity()}`)]),
    );
  }
  const lines = [
    ...["[general]", "description = random volcano", "calculation_mode = multi_risk", "exposure_file = exposure.xml"],
    "secondary_perils = Volcanic",
    `multi_peril_file = {${perils.map((peril) => `"${peril}": "${peril}.csv"`).join(", ")}}`,
    `ash_wet_amplification_factor = ${dice.one([1, 1.5, 2])}`,
    `time_event = ${dice.one([...periods, "avg"])}`,
    `asset_hazard_distance = {${perils.map((peril) => `"${peril}": ${dice.one([20, 50])}`).join(", ")}}`,
    ...["structural_fragility_file = fragility.xml", 'consequence_file = {"taxonomy": "consequences.csv"}'],
  ];
  if (dice.happens(0.3)) lines.push("region = -75.8 4.2, -75.8 5.0, -75.0 5.0, -75.0 4.2");
  write("job.ini", text(lines));
  return ["job.ini"];
}

/** One earthquake and one site, from which every column that a model may need follows. */

export const SCENARIO = {
  mag: { usual: 6.5, least: 3, greatest: 9.5 },
  rjb: { usual: 20, least: 0, greatest: 1000 },
  ztor: { usual: 3, least: 0, greatest: 200 },
  dip: { usual: 90, least: 10, greatest: 90 },
  vs30: { usual: 760, least: 100, greatest: 3000 },
  rake: { usual: 0, least: -180, greatest: 180 },
} as const;

export type Scenario = { readonly [name in keyof typeof SCENARIO]: number };

export function scenarioOf(query: URLSearchParams): Scenario {
  const value = (name: keyof typeof SCENARIO): number => {
    const given = Number(query.get(name) ?? Number.NaN);
    return Number.isFinite(given) ? given : SCENARIO[name].usual;
  };
  return {
    mag: value("mag"),
    rjb: value("rjb"),
    ztor: value("ztor"),
    dip: value("dip"),
    vs30: value("vs30"),
    rake: value("rake"),
  };
}

const SEISMOGENIC_DEPTH = 15;

/** Width down dip by Wells and Coppersmith (1994), all slip types, within the seismogenic crust. */
function widthOf({ mag, dip, ztor }: Scenario): number {
  const free = 10 ** (-1.01 + 0.32 * mag);
  const room = Math.max(1, SEISMOGENIC_DEPTH - ztor) / Math.sin((dip * Math.PI) / 180);
  return Math.min(free, room);
}

/**
 * The site lies on the footwall, straight beside the middle of the trace, so that the nearest point of the surface is its top
 * edge. Basin depths follow from vs30 (Chiou and Youngs 2014, California; Campbell and Bozorgnia 2014).
 */
const COLUMNS: { readonly [name: string]: (scenario: Scenario) => number | string } = {
  mag: ({ mag }) => mag,
  rake: ({ rake }) => rake,
  dip: ({ dip }) => dip,
  strike: () => 0,
  ztor: ({ ztor }) => ztor,
  zbot: (all) => all.ztor + widthOf(all) * Math.sin((all.dip * Math.PI) / 180),
  width: widthOf,
  hypo_depth: (all) => all.ztor + (widthOf(all) / 2) * Math.sin((all.dip * Math.PI) / 180),
  hypo_lon: () => 0,
  hypo_lat: () => 0,
  rjb: ({ rjb }) => rjb,
  rrup: ({ rjb, ztor }) => Math.hypot(rjb, ztor),
  rx: ({ rjb }) => -rjb,
  ry0: () => 0,
  repi: (all) => all.rjb + (widthOf(all) / 2) * Math.cos((all.dip * Math.PI) / 180),
  rhypo: (all) =>
    Math.hypot(
      all.rjb + (widthOf(all) / 2) * Math.cos((all.dip * Math.PI) / 180),
      all.ztor + (widthOf(all) / 2) * Math.sin((all.dip * Math.PI) / 180),
    ),
  rvolc: () => 0,
  rcdpp: () => 0,
  azimuth: () => 270,
  azimuth_cp: () => 90,
  vs30: ({ vs30 }) => vs30,
  vs30measured: () => 1,
  z1pt0: ({ vs30 }) => Math.exp((-7.15 / 4) * Math.log((vs30 ** 4 + 571 ** 4) / (1360 ** 4 + 571 ** 4))),
  z2pt5: ({ vs30 }) => Math.exp(7.089 - 1.144 * Math.log(vs30)),
  z1pt4: () => 0.5,
  backarc: () => 0,
  siteclass: () => "B",
  lon: () => 0.2,
  lat: () => 0,
  slope: () => 0.1,
  xvf: () => 150,
  geology: () => "UNKNOWN",
  ec8: () => "B",
  ec8_p18: () => "B",
  h800: () => 20,
  fpeak: () => 5,
  region: () => 0,
  f0: () => 1,
  PHV: () => 1,
  soiltype: () => "B",
  exposed_to_rain: () => 0,
  occurrence_rate: () => 0.01,
};

/** Values of a column: one, or one for each of what is varied. @throws for a column that does not follow from the scenario */
export function columnValues(
  scenario: Scenario,
  name: string,
  along: { readonly [varied in keyof Scenario]?: readonly number[] },
): readonly (number | string)[] {
  const column = COLUMNS[name];
  if (column === undefined)
    throw new Error(`needs ${name}, which this page does not ask for: try the API or quakewright gmm eval`);
  const [varied] = Object.entries(along);
  if (varied === undefined) return [column(scenario)];
  return varied[1]!.map((value) => column({ ...scenario, [varied[0]]: value }));
}

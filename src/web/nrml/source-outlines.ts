/**
 * What sources and ruptures of NRML documents look like from above. Faults below ground are drawn by their trace, and dashed
 * by the surface projection: what lies `(lower - upper) / tan(dip)` beside the trace, to the right of its direction.
 */
import type { Outline } from "../../drawing/map-picture.ts";

const KM_OF_A_DEGREE = 111.195;

function numbers(text: string | null | undefined): number[] {
  return (text ?? "")
    .trim()
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map(Number);
}

/** Nearest descendants of a local name, whatever the prefix of its namespace. */
function all(parent: Element, name: string): Element[] {
  return [...parent.getElementsByTagNameNS("*", name)];
}

function first(parent: Element, name: string): Element | undefined {
  return all(parent, name)[0];
}

/** Every `width`-th pair of coordinates: longitudes and latitudes of lists that also hold depths. */
function pairs(values: readonly number[], width: number): number[] {
  const places: number[] = [];
  for (let i = 0; i + 1 < values.length; i += width) places.push(values[i]!, values[i + 1]!);
  return places;
}

const positions = (parent: Element | undefined, width: 2 | 3): number[] =>
  pairs(numbers(parent === undefined ? "" : first(parent, "posList")?.textContent), width);

/** The place some km away in a direction, on the sphere near enough for a drawing. @param azimuth radians from north */
function moved(lon: number, lat: number, azimuth: number, km: number): [number, number] {
  const degrees = km / KM_OF_A_DEGREE;
  return [
    lon + (degrees * Math.sin(azimuth)) / Math.max(0.01, Math.cos((lat * Math.PI) / 180)),
    lat + degrees * Math.cos(azimuth),
  ];
}

/** Direction from the first to the last place, radians from north. */
function directionOf(places: readonly number[]): number {
  const [lon0, lat0, lon1, lat1] = [places[0]!, places[1]!, places.at(-2)!, places.at(-1)!];
  const across = (lon1 - lon0) * Math.cos(((lat0 + lat1) / 2) * (Math.PI / 180));
  return Math.atan2(across, lat1 - lat0);
}

function simpleFault(geometry: Element, name: string): Outline[] {
  const trace = positions(geometry, 2);
  if (trace.length < 4) return [];
  const value = (key: string) => Number(first(geometry, key)?.textContent ?? Number.NaN);
  const dip = (value("dip") * Math.PI) / 180;
  const normal = directionOf(trace) + Math.PI / 2;
  const [upper, lower] = [value("upperSeismoDepth"), value("lowerSeismoDepth")].map(
    (depth) => depth / Math.tan(dip),
  ) as [number, number];
  const lines: Outline[] = [{ kind: "line", places: trace, name }];
  if (!Number.isFinite(lower) || lower < 0.1) return lines;
  const side = (km: number): [number, number][] =>
    Array.from({ length: trace.length / 2 }, (_, i) => moved(trace[2 * i]!, trace[2 * i + 1]!, normal, km));
  const ring = [...side(upper), ...side(lower).reverse()].flat();
  return [...lines, { kind: "polygon", places: ring, name, below: true }];
}

function complexFault(geometry: Element, name: string): Outline[] {
  const edges = ["faultTopEdge", "intermediateEdge", "faultBottomEdge"]
    .flatMap((key) => all(geometry, key))
    .map((edge) => positions(edge, 3));
  const [top, bottom] = [edges[0], edges.at(-1)];
  if (top === undefined || bottom === undefined || edges.length < 2) return [];
  return [
    { kind: "line", places: top, name },
    { kind: "polygon", places: [...top, ...backwards(bottom)], name, below: true },
  ];
}

function backwards(places: readonly number[]): number[] {
  const turned: number[] = [];
  for (let i = places.length - 2; i >= 0; i -= 2) turned.push(places[i]!, places[i + 1]!);
  return turned;
}

function planarSurface(surface: Element, name: string): Outline[] {
  const corner = (key: string) => first(surface, key);
  const corners = ["topLeft", "topRight", "bottomRight", "bottomLeft"].map(corner);
  if (corners.some((each) => each === undefined)) return [];
  const places = corners.flatMap((each) => [Number(each!.getAttribute("lon")), Number(each!.getAttribute("lat"))]);
  return [
    { kind: "line", places: places.slice(0, 4), name },
    { kind: "polygon", places, name, below: true },
  ];
}

/** Profiles go down; their upper ends make the trace. */
function kiteSurface(surface: Element, name: string): Outline[] {
  const profiles = all(surface, "profile").map((profile) => positions(profile, 3));
  if (profiles.length === 0) return [];
  const top = profiles.flatMap((profile) => profile.slice(0, 2));
  const bottom = profiles.flatMap((profile) => profile.slice(-2));
  return [
    { kind: "line", places: top, name },
    { kind: "polygon", places: [...top, ...backwards(bottom)], name, below: true },
  ];
}

function griddedSurface(surface: Element, name: string): Outline[] {
  const places = positions(surface, 3);
  if (places.length < 2) return [];
  const bounds = (from: 0 | 1): [number, number] => {
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = from; i < places.length; i += 2)
      [least, greatest] = [Math.min(least, places[i]!), Math.max(greatest, places[i]!)];
    return [least, greatest];
  };
  const [[west, east], [south, north]] = [bounds(0), bounds(1)];
  return [{ kind: "polygon", places: [west, south, east, south, east, north, west, north], name, below: true }];
}

const SURFACES: { readonly [name: string]: (element: Element, title: string) => Outline[] } = {
  simpleFaultGeometry: simpleFault,
  complexFaultGeometry: complexFault,
  planarSurface,
  kiteSurface,
  griddedSurface,
};

function surfaces(parent: Element, name: string): Outline[] {
  return Object.entries(SURFACES).flatMap(([kind, draw]) =>
    all(parent, kind).flatMap((element) => draw(element, name)),
  );
}

function points(source: Element, name: string): Outline[] {
  return pairs(numbers(first(source, "pos")?.textContent), 2).length === 2
    ? [{ kind: "point", places: numbers(first(source, "pos")?.textContent).slice(0, 2), name }]
    : [];
}

const SOURCES: { readonly [tag: string]: (source: Element, name: string) => Outline[] } = {
  pointSource: points,
  multiPointSource: (source, name) => {
    const places = positions(source, 2);
    return Array.from({ length: places.length / 2 }, (_, i) => ({
      kind: "point",
      places: places.slice(2 * i, 2 * i + 2),
      name,
    }));
  },
  areaSource: (source, name) => [{ kind: "polygon", places: positions(source, 2), name }],
  simpleFaultSource: surfaces,
  complexFaultSource: surfaces,
  kiteFaultSource: surfaces,
  characteristicFaultSource: surfaces,
  nonParametricSeismicSource: surfaces,
};

/** Whole documents: ruptures of scenarios. */
const RUPTURES = [
  "simpleFaultRupture",
  "complexFaultRupture",
  "singlePlaneRupture",
  "multiPlanesRupture",
  "griddedRupture",
  "kiteRupture",
];

/** Fault sections by id: where multi-fault sources lie, whose own document names them only. */
export type SectionOutlines = Map<string, Outline[]>;

/** Adds the fault sections of a document. */
export function collectSections(document: Document, sections: SectionOutlines): void {
  for (const section of all(document.documentElement, "section")) {
    const id = section.getAttribute("id") ?? "";
    const lines = surfaces(section, `Section ${id}`);
    if (lines.length > 0) sections.set(id, lines);
  }
}

/** The sections that the ruptures of a multi-fault source break, each with what breaks it. */
function multiFault(source: Element, name: string, sections: SectionOutlines): Outline[] {
  const broken = new Map<string, { ruptures: number; greatest: number }>();
  for (const rupture of all(source, "multiPlanesRupture")) {
    const mag = Number(first(rupture, "magnitude")?.textContent ?? Number.NaN);
    const ids = (first(rupture, "sectionIndexes")?.getAttribute("indexes") ?? "").split(",").map((id) => id.trim());
    for (const id of ids) {
      const known = broken.get(id) ?? { ruptures: 0, greatest: mag };
      broken.set(id, { ruptures: known.ruptures + 1, greatest: Math.max(known.greatest, mag) });
    }
  }
  return Array.from(broken).flatMap(([id, { ruptures, greatest }]) =>
    (sections.get(id) ?? []).map((outline) => ({
      ...outline,
      name: `${name}, section ${id}: ${ruptures} ${ruptures === 1 ? "rupture" : "ruptures"} up to magnitude ${greatest}`,
    })),
  );
}

/**
 * Outlines of all sources and ruptures of a document; none of other documents.
 * @param sections of all documents of the job, for multi-fault sources
 */
export function sourceOutlines(document: Document, sections: SectionOutlines = new Map()): Outline[] {
  const root = document.documentElement;
  const named = (source: Element, tag: string) =>
    `${source.getAttribute("name") ?? ""} (${source.getAttribute("id") ?? tag})`;
  const outlines = Object.entries(SOURCES).flatMap(([tag, draw]) =>
    all(root, tag).flatMap((source) => draw(source, named(source, tag))),
  );
  const systems = all(root, "multiFaultSource").flatMap((source) =>
    multiFault(source, named(source, "multiFaultSource"), sections),
  );
  if (all(root, "sourceModel").length > 0) return [...outlines, ...systems];
  const ruptures = RUPTURES.flatMap((tag) => (root.localName === tag ? [root] : all(root, tag))).flatMap((rupture) => [
    ...surfaces(rupture, "Rupture"),
    ...hypocentre(rupture),
  ]);
  return [...outlines, ...systems, ...ruptures];
}

function hypocentre(rupture: Element): Outline[] {
  const place = first(rupture, "hypocenter");
  if (place === undefined) return [];
  return [
    {
      kind: "point",
      places: [Number(place.getAttribute("lon")), Number(place.getAttribute("lat"))],
      name: "Hypocentre",
    },
  ];
}

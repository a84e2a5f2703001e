/** A map as one picture: land, outlines of sources and ruptures, values at places, and the legend of their colours. */
import { COLOUR_STEPS, type ColourScale, hasValues, middleOf } from "./colour-scale.ts";
import type { DrawOptions } from "./curve-chart.ts";
import { numberText } from "./number-text.ts";
import { panned, type Size, toCanvas, toPlace, type View } from "./projection.ts";
import { escapeXml, label, type Picture, picture, short, tag } from "./svg.ts";
import { LIGHT } from "./theme.ts";

/** Rings of longitude and latitude, one after the other. */
export type Land = readonly (readonly number[])[];

export interface BaseMap {
  readonly land: Land;
  /** Lines between countries. */
  readonly borders: Land;
}

export interface Outline {
  readonly kind: "point" | "line" | "polygon";
  /** longitude, latitude, longitude ... */
  readonly places: readonly number[];
  readonly name: string;
  /** Dashed: the surface projection of what lies below. */
  readonly below?: boolean;
}

export interface MapPicture {
  readonly title: string;
  readonly unit: string;
  readonly view: View;
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
  readonly values: Float64Array;
  readonly scale: ColourScale;
  readonly base: BaseMap;
  readonly outlines: readonly Outline[];
  /** Pixels from the middle of a square to its side. */
  readonly half: number;
}

const [TOP, BOTTOM] = [34, 66];

/** What of a picture the map itself takes. */
export function mapSize({ width = 720, height = 560 }: DrawOptions): Size {
  return { width, height: height - TOP - BOTTOM };
}

/** Half the side of a site's square, so that those of a grid touch each other. @param inside sites in view */
export function halfSide(size: Size, inside: number): number {
  if (inside < 2) return 6;
  const room = Math.sqrt((size.width * size.height * 0.6) / inside) / 2;
  return Math.max(1, Math.min(9, room));
}

/** Rings that may be seen; far ones cost nothing. */
export function landInView(land: Land, view: View, size: Size): Land {
  const [west, north] = toPlace(view, size, 0, 0);
  const [east, south] = toPlace(view, size, size.width, size.height);
  return land.filter((ring) => {
    let [left, right, low, high] = [180, -180, 90, -90];
    for (let i = 0; i < ring.length; i += 2) {
      left = Math.min(left, ring[i]!);
      right = Math.max(right, ring[i]!);
      low = Math.min(low, ring[i + 1]!);
      high = Math.max(high, ring[i + 1]!);
    }
    return right >= west && left <= east && high >= south && low <= north;
  });
}

export function drawMap(map: MapPicture, options: DrawOptions = {}): Picture {
  const { width = 720, height = 560, theme = LIGHT } = options;
  const size = mapSize({ width, height });
  const view = panned(map.view, 0, 0);
  const at = (lon: number, lat: number): [number, number] => toCanvas(view, size, lon, lat);
  const path = (places: readonly number[], close: boolean): string => {
    let d = "";
    for (let i = 0; i < places.length; i += 2) {
      const [x, y] = at(places[i]!, places[i + 1]!);
      d += `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`;
    }
    return close ? `${d}Z` : d;
  };
  const land = landInView(map.base.land, view, size)
    .map((ring) => path(ring, true))
    .join("");
  const borders = landInView(map.base.borders, view, size)
    .map((line) => path(line, false))
    .join("");
  const outlines = map.outlines.map(({ kind, places, name, below }) => {
    const title = tag("title", {}, escapeXml(name));
    if (kind === "point") {
      const [x, y] = at(places[0]!, places[1]!);
      return tag("circle", { cx: x, cy: y, r: 3, fill: "none", stroke: theme.chosen, "stroke-width": 1.2 }, title);
    }
    return tag(
      "path",
      {
        d: path(places, kind === "polygon"),
        fill: "none",
        stroke: theme.chosen,
        "stroke-width": kind === "line" ? 2.4 : 1.3,
        "stroke-dasharray": below === true ? "5 3" : undefined,
      },
      title,
    );
  });
  // The sheet is as large as the picture: what lies over its edges is covered by title and legend.
  const cover = [
    tag("rect", { x: 0, y: -TOP, width, height: TOP, fill: theme.ground }),
    tag("rect", { x: 0, y: size.height, width, height: BOTTOM, fill: theme.ground }),
  ];
  return picture(
    width,
    height,
    { title: map.title, description: mapDescription(map), ground: theme.ground },
    tag(
      "g",
      { transform: `translate(0 ${TOP})` },
      tag("rect", { width: size.width, height: size.height, fill: theme.sea }),
      tag("path", { d: land, fill: theme.land, stroke: theme.coast, "stroke-width": 1, "fill-rule": "evenodd" }),
      tag("path", { d: borders, fill: "none", stroke: theme.coast, "stroke-width": 0.7, "stroke-dasharray": "4 2" }),
      ...squares(map, size, view),
      ...outlines,
      ...cover,
      ...frameTicks(view, size, theme.ink),
    ),
    label(width / 2, 22, map.title, { fill: theme.ink, size: 15, anchor: "middle", bold: true }),
    ...legend(map, width, height - 24, theme.ink),
  );
}

function mapDescription({ values, scale, unit }: MapPicture): string {
  if (!hasValues(scale)) return "No values";
  return `${values.length} places, from ${numberText(scale.least)} to ${numberText(scale.greatest)} ${unit}`;
}

/** One path a colour. */
function squares({ lon, lat, values, scale, half }: MapPicture, size: Size, view: View): string[] {
  const paths = new Array<string>(COLOUR_STEPS).fill("");
  const side = short(2 * half);
  for (let s = 0; s < values.length; s++) {
    const step = scale.step(values[s]!);
    if (step < 0) continue;
    const [x, y] = toCanvas(view, size, lon[s]!, lat[s]!);
    if (x < -half || y < -half || x > size.width + half || y > size.height + half) continue;
    paths[step] += `M${short(x - half)} ${short(y - half)}h${side}v${side}h-${side}z`;
  }
  return paths.flatMap((d, step) => (d === "" ? [] : [tag("path", { d, fill: scale.colour(step) })]));
}

function frameTicks(view: View, size: Size, ink: string): string[] {
  const [west, north] = toPlace(view, size, 0, 0);
  const [east, south] = toPlace(view, size, size.width, size.height);
  const shapes: string[] = [];
  for (const [from, to, horizontal] of [
    [west, east, true],
    [south, north, false],
  ] as const) {
    const rough = (to - from) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
    for (let value = Math.ceil(from / step) * step; value <= to; value += step) {
      const text = `${Number(Math.abs(value).toPrecision(6))}°${horizontal ? (value < 0 ? "W" : "E") : value < 0 ? "S" : "N"}`;
      const [x, y] = horizontal ? toCanvas(view, size, value, view.lat) : toCanvas(view, size, view.lon, value);
      if (horizontal && (x < 30 || x > size.width - 30)) continue;
      if (!horizontal && (y < 20 || y > size.height - 20)) continue;
      shapes.push(
        horizontal
          ? label(x, size.height + 15, text, { fill: ink, size: 11, anchor: "middle" })
          : label(5, y + 4, text, { fill: ink, size: 11 }),
      );
    }
  }
  return shapes;
}

function legend({ scale, unit }: MapPicture, width: number, top: number, ink: string): string[] {
  if (!hasValues(scale)) return [];
  const [from, to] = [width * 0.2, width * 0.8];
  const step = (to - from) / COLOUR_STEPS;
  const bars = Array.from({ length: COLOUR_STEPS }, (_, i) =>
    tag("rect", { x: from + i * step, y: top - 12, width: step + 0.6, height: 12, fill: scale.colour(i) }),
  );
  return [
    ...bars,
    label(from, top + 14, numberText(scale.least), { fill: ink, size: 11, anchor: "middle" }),
    label((from + to) / 2, top + 14, numberText(middleOf(scale)), { fill: ink, size: 11, anchor: "middle" }),
    label(to, top + 14, numberText(scale.greatest), { fill: ink, size: 11, anchor: "middle" }),
    label(to + 12, top - 2, unit, { fill: ink, size: 12 }),
  ];
}

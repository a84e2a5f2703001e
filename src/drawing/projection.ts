/** Where places lie on the canvas: plain longitude and latitude, the first shortened as at the middle of the map. */

export interface View {
  /** Degrees at the middle. */
  readonly lon: number;
  readonly lat: number;
  /** Pixels of a degree of latitude. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const RADIANS = Math.PI / 180;

function shortening(lat: number): number {
  return Math.max(Math.cos(lat * RADIANS), 0.05);
}

export function toCanvas(view: View, { width, height }: Size, lon: number, lat: number): [x: number, y: number] {
  return [width / 2 + (lon - view.lon) * shortening(view.lat) * view.scale, height / 2 - (lat - view.lat) * view.scale];
}

export function toPlace(view: View, { width, height }: Size, x: number, y: number): [lon: number, lat: number] {
  return [view.lon + (x - width / 2) / (shortening(view.lat) * view.scale), view.lat - (y - height / 2) / view.scale];
}

/** All places with a margin around them. */
export function viewOf(lon: Float64Array, lat: Float64Array, size: Size): View {
  const bounds = (values: Float64Array): [number, number] => [
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
  const [west, east] = bounds(lon);
  const [south, north] = bounds(lat);
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const across = Math.max((east - west) * shortening(middle.lat), 0.2);
  const up = Math.max(north - south, 0.2);
  return { ...middle, scale: 0.88 * Math.min(size.width / across, size.height / up) };
}

/** The view moved by pixels. */
export function panned(view: View, dx: number, dy: number): View {
  const lat = Math.max(-89, Math.min(89, view.lat + dy / view.scale));
  return { ...view, lat, lon: view.lon - dx / (shortening(view.lat) * view.scale) };
}

const LEAST_SCALE = 1;
const GREATEST_SCALE = 50_000;

/** The view enlarged around a point of the canvas, which stays where it is. */
export function zoomed(view: View, size: Size, x: number, y: number, factor: number): View {
  const scale = Math.max(LEAST_SCALE, Math.min(GREATEST_SCALE, view.scale * factor));
  const ratio = view.scale / scale;
  const dx = x - size.width / 2;
  const dy = y - size.height / 2;
  return {
    scale,
    lat: view.lat - (dy * (1 - ratio)) / view.scale,
    lon: view.lon + (dx * (1 - ratio)) / (shortening(view.lat) * view.scale),
  };
}

/** A map of values at places on a canvas: drag to move, wheel or + and - to enlarge, hover to read, click to choose a place. */
import { COLOUR_STEPS, type ColourScale, colourScale, type ScaleKind } from "../../drawing/colour-scale.ts";
import { type BaseMap, halfSide, type Land, landInView, type Outline } from "../../drawing/map-picture.ts";
import { panned, type Size, toCanvas, toPlace, type View, viewOf, zoomed } from "../../drawing/projection.ts";
import type { Theme } from "../../drawing/theme.ts";
import { onThemeChange, pageTheme } from "./picture-view.ts";

export interface PlaceValues {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly values: Float64Array;
  readonly kind: ScaleKind;
}

export interface MapEvents {
  /** Nearest place under the pointer, or none; and the coordinates under it. */
  readonly onHover: (place: number | undefined, lon: number, lat: number) => void;
  /** A click: on a place, or on none. */
  readonly onChoose: (place: number | undefined, lon: number, lat: number) => void;
  /** Moved or enlarged by the reader. */
  readonly onMove: (view: View) => void;
}

export interface MapView {
  /** @param view what is shown; all places when undefined, what was shown when "kept" */
  readonly show: (places: PlaceValues, view: View | "kept" | undefined) => ColourScale;
  readonly outline: (outlines: readonly Outline[]) => void;
  readonly mark: (lon: number | undefined, lat?: number) => void;
  readonly view: () => View;
  readonly half: () => number;
  readonly canvas: HTMLCanvasElement;
}

/** Above this many, places are painted pixel by pixel: a call of the canvas for each would take tenths of a second. */
const PAINTED_BY_CALLS = 20_000;

/** A colour as the four bytes of a pixel, red first in memory. */
function pixelOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0]!;
}

const MANY_OUTLINES = 500;

/** Pixels around the pointer in which a place is found. */
const NEAR = 12;

const NONE: PlaceValues = {
  lon: new Float64Array(),
  lat: new Float64Array(),
  values: new Float64Array(),
  kind: "logarithmic",
};

/** Places ordered by their colour, so that each colour is set once a frame. */
function orderBySteps(
  values: Float64Array,
  scale: ColourScale,
): { readonly order: Uint32Array; readonly first: Uint32Array } {
  const counts = new Uint32Array(COLOUR_STEPS + 1);
  const steps = Int8Array.from(values, (value) => scale.step(value));
  for (const step of steps) if (step >= 0) counts[step + 1]!++;
  for (let i = 1; i <= COLOUR_STEPS; i++) counts[i]! += counts[i - 1]!;
  const first = counts.slice();
  const order = new Uint32Array(counts[COLOUR_STEPS]!);
  for (let s = 0; s < steps.length; s++) if (steps[s]! >= 0) order[counts[steps[s]!]!++] = s;
  return { order, first };
}

export function mapView(canvas: HTMLCanvasElement, base: BaseMap, events: MapEvents): MapView {
  const context = canvas.getContext("2d", { alpha: false })!;
  let places = NONE;
  let scale = colourScale(places.values);
  let painted = orderBySteps(places.values, scale);
  let outlines: readonly Outline[] = [];
  let view: View = { lon: 0, lat: 20, scale: 2 };
  let marked: readonly [number, number] | undefined;
  let waiting = false;
  let size: Size = { width: canvas.clientWidth, height: canvas.clientHeight };
  let half = 6;
  let nearLand: { readonly view: View; readonly base: BaseMap } | undefined;

  const redraw = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };

  function draw(): void {
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(size.width * ratio) || canvas.height !== Math.round(size.height * ratio)) {
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
    }
    const theme = pageTheme();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = theme.sea;
    context.fillRect(0, 0, size.width, size.height);
    drawLand(theme);
    drawPlaces();
    drawOutlines(theme);
    if (marked !== undefined) drawMark(marked, theme);
  }

  /** Rings around what is seen; looked for again when the map has moved half a screen. */
  function baseNear(): BaseMap {
    const known = nearLand?.view;
    const isNear =
      known !== undefined &&
      known.scale === view.scale &&
      Math.abs(known.lon - view.lon) * view.scale < size.width / 2 &&
      Math.abs(known.lat - view.lat) * view.scale < size.height / 2;
    if (!isNear) {
      const around = { width: size.width * 2, height: size.height * 2 };
      const near = (lines: Land) => landInView(lines, view, around);
      nearLand = { view, base: { land: near(base.land), borders: near(base.borders) } };
    }
    return nearLand!.base;
  }

  function drawLand(theme: Theme): void {
    const { land, borders } = baseNear();
    trace(land, true);
    context.fillStyle = theme.land;
    context.fill("evenodd");
    context.strokeStyle = theme.coast;
    context.lineWidth = 1;
    context.stroke();
    trace(borders, false);
    context.lineWidth = 0.7;
    context.setLineDash([4, 2]);
    context.stroke();
    context.setLineDash([]);
  }

  /** A path of lines, or of rings that close. */
  function trace(lines: Land, close: boolean): void {
    context.beginPath();
    for (const line of lines) {
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      for (let i = 0; i < line.length; i += 2) {
        const [x, y] = toCanvas(view, size, line[i]!, line[i + 1]!);
        if (i === 0) context.moveTo(x, y);
        // Details below a pixel are not seen.
        else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 1 && i + 2 < line.length) continue;
        else context.lineTo(x, y);
        [lastX, lastY] = [x, y];
      }
      if (close) context.closePath();
    }
  }

  function drawPlaces(): void {
    const { order, first } = painted;
    const { lon, lat } = places;
    // The projection, written out: it is asked for every place of every frame.
    const [west, north] = toPlace(view, size, 0, 0);
    const [east, south] = toPlace(view, size, size.width, size.height);
    const across = size.width / (east - west);
    const up = size.height / (north - south);
    if (order.length > PAINTED_BY_CALLS) {
      drawPixels({ west, north, across, up });
      return;
    }
    const [side, margin] = [2 * half, half / up];
    for (let step = 0; step < COLOUR_STEPS; step++) {
      const [from, to] = [first[step]!, first[step + 1]!];
      if (from === to) continue;
      context.fillStyle = scale.colour(step);
      for (let i = from; i < to; i++) {
        const s = order[i]!;
        const [x, y] = [lon[s]!, lat[s]!];
        if (y < south - margin || y > north + margin || x < west - half / across || x > east + half / across) continue;
        context.fillRect((x - west) * across - half, (north - y) * up - half, side, side);
      }
    }
  }

  let sheet: { readonly canvas: OffscreenCanvas; readonly image: ImageData; readonly pixels: Uint32Array } | undefined;

  /** Many places at once, in the pixels of a sheet that is laid over the land. */
  function drawPixels(to: {
    readonly west: number;
    readonly north: number;
    readonly across: number;
    readonly up: number;
  }): void {
    const { width, height } = canvas;
    if (sheet?.image.width !== width || sheet.image.height !== height) {
      const image = new ImageData(width, height);
      sheet = { canvas: new OffscreenCanvas(width, height), image, pixels: new Uint32Array(image.data.buffer) };
    }
    const { pixels } = sheet;
    pixels.fill(0);
    const ratio = window.devicePixelRatio || 1;
    const [across, up] = [to.across * ratio, to.up * ratio];
    const side = Math.max(1, Math.round(2 * half * ratio));
    const shift = side / 2;
    const { order, first } = painted;
    const { lon, lat } = places;
    for (let step = 0; step < COLOUR_STEPS; step++) {
      const colour = pixelOf(scale.colour(step));
      for (let i = first[step]!; i < first[step + 1]!; i++) {
        const s = order[i]!;
        const left = Math.round((lon[s]! - to.west) * across - shift);
        const top = Math.round((to.north - lat[s]!) * up - shift);
        if (left <= -side || top <= -side || left >= width || top >= height) continue;
        const [from, end] = [Math.max(0, left), Math.min(width, left + side)];
        for (let y = Math.max(0, top); y < Math.min(height, top + side); y++)
          for (let x = from; x < end; x++) pixels[y * width + x] = colour;
      }
    }
    sheet.canvas.getContext("2d")!.putImageData(sheet.image, 0, 0);
    context.drawImage(sheet.canvas, 0, 0, size.width, size.height);
  }

  function drawOutlines(theme: Theme): void {
    context.strokeStyle = theme.chosen;
    for (const { kind, places: points, below } of outlines) {
      context.beginPath();
      context.setLineDash(below === true ? [5, 3] : []);
      // Thousands of ruptures would hide what lies below them.
      context.lineWidth = outlines.length > MANY_OUTLINES ? 0.5 : kind === "line" ? 2.2 : 1.2;
      if (kind === "point") {
        const [x, y] = toCanvas(view, size, points[0]!, points[1]!);
        context.arc(x, y, 3, 0, 2 * Math.PI);
      } else
        for (let i = 0; i < points.length; i += 2) {
          const [x, y] = toCanvas(view, size, points[i]!, points[i + 1]!);
          if (i === 0) context.moveTo(x, y);
          else context.lineTo(x, y);
        }
      if (kind === "polygon") context.closePath();
      context.stroke();
    }
    context.setLineDash([]);
  }

  function drawMark([lon, lat]: readonly [number, number], theme: Theme): void {
    const [x, y] = toCanvas(view, size, lon, lat);
    context.lineWidth = 5;
    context.strokeStyle = theme.ground;
    context.strokeRect(x - 8, y - 8, 16, 16);
    context.lineWidth = 3;
    context.strokeStyle = theme.chosen;
    context.strokeRect(x - 8, y - 8, 16, 16);
  }

  function measure(): void {
    const count = places.lon.length;
    const [west, north] = toPlace(view, size, 0, 0);
    const [east, south] = toPlace(view, size, size.width, size.height);
    let inside = 0;
    for (let s = 0; s < count; s++)
      if (places.lon[s]! >= west && places.lon[s]! <= east && places.lat[s]! >= south && places.lat[s]! <= north)
        inside++;
    half = halfSide(size, inside);
  }

  function nearest(x: number, y: number): number | undefined {
    const [lon, lat] = toPlace(view, size, x, y);
    const [lonEdge, latEdge] = toPlace(view, size, x + NEAR, y + NEAR);
    const [reachLon, reachLat] = [Math.abs(lonEdge - lon), Math.abs(latEdge - lat)];
    let found: number | undefined;
    let least = 1;
    for (let s = 0; s < places.lon.length; s++) {
      const apartLat = Math.abs(places.lat[s]! - lat);
      if (apartLat > reachLat) continue;
      const apart = ((places.lon[s]! - lon) / reachLon) ** 2 + (apartLat / reachLat) ** 2;
      if (apart < least) [least, found] = [apart, s];
    }
    return found;
  }

  function moveTo(next: View): void {
    const enlarged = next.scale !== view.scale;
    view = next;
    if (enlarged) measure();
    redraw();
    events.onMove(view);
  }

  const fingers = new Map<number, { x: number; y: number }>();
  let moved = false;
  canvas.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    moved = fingers.size > 1;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const known = fingers.get(event.pointerId);
    if (known === undefined) {
      events.onHover(nearest(event.offsetX, event.offsetY), ...toPlace(view, size, event.offsetX, event.offsetY));
      return;
    }
    const [dx, dy] = [event.offsetX - known.x, event.offsetY - known.y];
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      const before = Math.hypot(known.x - other.x, known.y - other.y);
      const now = Math.hypot(event.offsetX - other.x, event.offsetY - other.y);
      moveTo(zoomed(view, size, other.x, other.y, now / (before || 1)));
    } else moveTo(panned(view, dx, dy));
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  });
  canvas.addEventListener("pointerup", (event) => {
    fingers.delete(event.pointerId);
    if (moved) return;
    const [lon, lat] = toPlace(view, size, event.offsetX, event.offsetY);
    events.onChoose(nearest(event.offsetX, event.offsetY), lon, lat);
  });
  canvas.addEventListener("pointercancel", ({ pointerId }) => fingers.delete(pointerId));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      moveTo(zoomed(view, size, event.offsetX, event.offsetY, 1.0015 ** -event.deltaY));
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const { width, height } = size;
    const step = 40;
    const moves: { readonly [key: string]: () => View } = {
      "+": () => zoomed(view, size, width / 2, height / 2, 1.3),
      "=": () => zoomed(view, size, width / 2, height / 2, 1.3),
      "-": () => zoomed(view, size, width / 2, height / 2, 1 / 1.3),
      ArrowLeft: () => panned(view, step, 0),
      ArrowRight: () => panned(view, -step, 0),
      ArrowUp: () => panned(view, 0, step),
      ArrowDown: () => panned(view, 0, -step),
    };
    const move = moves[event.key];
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      events.onChoose(nearest(width / 2, height / 2), view.lon, view.lat);
      return;
    }
    if (move === undefined) return;
    event.preventDefault();
    moveTo(move());
    events.onHover(nearest(width / 2, height / 2), view.lon, view.lat);
  });
  new ResizeObserver(() => {
    size = { width: canvas.clientWidth, height: canvas.clientHeight };
    nearLand = undefined;
    measure();
    redraw();
  }).observe(canvas);
  onThemeChange(redraw);

  return {
    show(next, wanted) {
      places = next;
      scale = colourScale(next.values, next.kind);
      painted = orderBySteps(next.values, scale);
      size = { width: canvas.clientWidth, height: canvas.clientHeight };
      if (wanted === undefined) view = next.lon.length === 0 ? view : viewOf(next.lon, next.lat, size);
      else if (wanted !== "kept") view = wanted;
      measure();
      redraw();
      return scale;
    },
    outline(next) {
      outlines = next;
      redraw();
    },
    mark(lon, lat) {
      marked = lon === undefined || lat === undefined ? undefined : [lon, lat];
      redraw();
    },
    view: () => view,
    half: () => half,
    canvas,
  };
}

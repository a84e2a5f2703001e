/** A map of values at sites on a canvas: drag to move, wheel or + and - to enlarge, hover to read, click to choose a site. */
import { COLOUR_STEPS, type ColourScale, colourScale } from "./colour-scale.ts";
import { panned, type Size, toCanvas, toPlace, type View, viewOf, zoomed } from "./projection.ts";

export interface SiteValues {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly values: Float64Array;
}

export interface MapEvents {
  /** Nearest site under the pointer, or none. */
  readonly onHover: (site: number | undefined) => void;
  readonly onChoose: (site: number, lon: number, lat: number) => void;
}

export interface MapView {
  /** @param keepView true when only the values change */
  readonly show: (sites: SiteValues, keepView: boolean) => ColourScale;
  readonly choose: (site: number | undefined) => void;
  /** The picture as it is. */
  readonly picture: () => string;
}

/** Rings of longitude and latitude, one after the other. */
export type Land = readonly (readonly number[])[];

/** Pixels around the pointer in which a site is found. */
const NEAR = 12;

export function mapView(canvas: HTMLCanvasElement, land: Land, events: MapEvents): MapView {
  const context = canvas.getContext("2d")!;
  let sites: SiteValues = { lon: new Float64Array(), lat: new Float64Array(), values: new Float64Array() };
  let scale = colourScale(sites.values);
  let steps = new Int8Array();
  let view: View = { lon: 0, lat: 0, scale: 2 };
  let chosen: number | undefined;
  let waiting = false;

  const sizeOf = (): Size => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const redraw = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };

  function draw(): void {
    const size = sizeOf();
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(size.width * ratio) || canvas.height !== Math.round(size.height * ratio)) {
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(canvas);
    context.fillStyle = style.getPropertyValue("--sea");
    context.fillRect(0, 0, size.width, size.height);
    drawLand(size, style);
    drawSites(size);
    if (chosen !== undefined) drawChosen(size, style);
  }

  function drawLand(size: Size, style: CSSStyleDeclaration): void {
    const [west, north] = toPlace(view, size, 0, 0);
    const [east, south] = toPlace(view, size, size.width, size.height);
    context.beginPath();
    for (const ring of land) {
      let seen = false;
      for (let i = 0; i < ring.length && !seen; i += 2)
        seen = ring[i]! > west - 10 && ring[i]! < east + 10 && ring[i + 1]! > south - 10 && ring[i + 1]! < north + 10;
      if (!seen) continue;
      for (let i = 0; i < ring.length; i += 2) {
        const [x, y] = toCanvas(view, size, ring[i]!, ring[i + 1]!);
        if (i === 0) context.moveTo(x, y);
        else context.lineTo(x, y);
      }
      context.closePath();
    }
    context.fillStyle = style.getPropertyValue("--land");
    context.fill("evenodd");
    context.strokeStyle = style.getPropertyValue("--coast");
    context.lineWidth = 1;
    context.stroke();
  }

  /** Half the side of a site's square: sites of a grid touch each other. */
  function halfSide(size: Size): number {
    const count = sites.lon.length;
    if (count < 2) return 6;
    const [west, north] = toPlace(view, size, 0, 0);
    const [east, south] = toPlace(view, size, size.width, size.height);
    let inside = 0;
    for (let s = 0; s < count; s++)
      if (sites.lon[s]! >= west && sites.lon[s]! <= east && sites.lat[s]! >= south && sites.lat[s]! <= north) inside++;
    const room = Math.sqrt((size.width * size.height * 0.6) / Math.max(inside, 1)) / 2;
    return Math.max(1, Math.min(9, room));
  }

  function drawSites(size: Size): void {
    const half = halfSide(size);
    const byStep: number[][] = Array.from({ length: COLOUR_STEPS }, () => []);
    for (let s = 0; s < steps.length; s++) if (steps[s]! >= 0) byStep[steps[s]!]!.push(s);
    for (const [step, members] of byStep.entries()) {
      if (members.length === 0) continue;
      context.fillStyle = scale.colour(step);
      for (const s of members) {
        const [x, y] = toCanvas(view, size, sites.lon[s]!, sites.lat[s]!);
        if (x < -half || y < -half || x > size.width + half || y > size.height + half) continue;
        context.fillRect(x - half, y - half, 2 * half, 2 * half);
      }
    }
  }

  function drawChosen(size: Size, style: CSSStyleDeclaration): void {
    const [x, y] = toCanvas(view, size, sites.lon[chosen!]!, sites.lat[chosen!]!);
    context.strokeStyle = style.getPropertyValue("--chosen");
    context.lineWidth = 3;
    context.strokeRect(x - 8, y - 8, 16, 16);
  }

  function nearest(x: number, y: number): number | undefined {
    const size = sizeOf();
    let found: number | undefined;
    let least = NEAR * NEAR;
    for (let s = 0; s < sites.lon.length; s++) {
      const [sx, sy] = toCanvas(view, size, sites.lon[s]!, sites.lat[s]!);
      const square = (sx - x) ** 2 + (sy - y) ** 2;
      if (square < least) {
        least = square;
        found = s;
      }
    }
    return found;
  }

  let drag: { x: number; y: number; moved: boolean } | undefined;
  canvas.addEventListener("pointerdown", (event) => {
    drag = { x: event.offsetX, y: event.offsetY, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag === undefined) {
      events.onHover(nearest(event.offsetX, event.offsetY));
      return;
    }
    const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < 4) return;
    drag = { x: event.offsetX, y: event.offsetY, moved: true };
    view = panned(view, dx, dy);
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const wasDragged = drag?.moved === true;
    drag = undefined;
    if (wasDragged) return;
    const site = nearest(event.offsetX, event.offsetY);
    if (site === undefined) return;
    chosen = site;
    redraw();
    events.onChoose(site, sites.lon[site]!, sites.lat[site]!);
  });
  canvas.addEventListener("pointerleave", () => events.onHover(undefined));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      view = zoomed(view, sizeOf(), event.offsetX, event.offsetY, 1.0015 ** -event.deltaY);
      redraw();
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const { width, height } = sizeOf();
    const step = 40;
    const moves: { readonly [key: string]: () => View } = {
      "+": () => zoomed(view, { width, height }, width / 2, height / 2, 1.3),
      "=": () => zoomed(view, { width, height }, width / 2, height / 2, 1.3),
      "-": () => zoomed(view, { width, height }, width / 2, height / 2, 1 / 1.3),
      ArrowLeft: () => panned(view, step, 0),
      ArrowRight: () => panned(view, -step, 0),
      ArrowUp: () => panned(view, 0, step),
      ArrowDown: () => panned(view, 0, -step),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    view = move();
    redraw();
  });
  new ResizeObserver(redraw).observe(canvas);

  return {
    show(next, keepView) {
      sites = next;
      scale = colourScale(next.values);
      steps = Int8Array.from(next.values, (value) => scale.step(value));
      if (!keepView) view = viewOf(next.lon, next.lat, sizeOf());
      redraw();
      return scale;
    },
    choose(site) {
      chosen = site;
      redraw();
    },
    picture() {
      draw();
      return canvas.toDataURL("image/png");
    },
  };
}

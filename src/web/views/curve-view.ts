/** Curves on the page: the values under the pointer, or at the place that arrow keys move to, are told beside the legend. */
import { placeOn } from "../../drawing/axis.ts";
import { type CurveChart, curvesAsCsv, type DrawnChart, drawCurves, namedCurves } from "../../drawing/curve-chart.ts";
import { numberText } from "../../drawing/number-text.ts";
import { element } from "../element.ts";
import { type PictureView, pictureView } from "./picture-view.ts";

/** Value of a curve at a place, between its points by a straight line; NaN outside. */
function valueAt(xs: readonly number[], ys: readonly number[], x: number): number {
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] === x) return ys[i]!;
    const [from, to] = [xs[i]!, xs[i + 1]];
    if (to !== undefined && x > from && x < to) return ys[i]! + ((x - from) / (to - from)) * (ys[i + 1]! - ys[i]!);
  }
  return Number.NaN;
}

export function readingAt(chart: CurveChart, x: number): string {
  const values = namedCurves(chart).flatMap(({ name, y, x: own }) => {
    const value = valueAt(own ?? chart.x.values, y, x);
    return Number.isNaN(value) ? [] : [`${name} ${numberText(value)}`];
  });
  return `${chart.x.label} ${numberText(x)}: ${values.join(", ") || "no value"}`;
}

export function curveView(parent: HTMLElement, chart: CurveChart, name: string): PictureView {
  const reading = element(
    "p",
    { class: "reading", "aria-live": "polite" },
    "Move over the chart, or use the arrow keys, to read values.",
  );
  let cursor = 0;
  const wired = new WeakSet<HTMLElement>();
  let shown: DrawnChart | undefined;

  function moveTo(holder: HTMLElement, x: number): void {
    if (shown === undefined) return;
    reading.textContent = readingAt(chart, x);
    const svg = holder.querySelector("svg");
    svg?.querySelector(".cursor")?.remove();
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const place = shown.frame.left + placeOn(shown.x, x) * shown.frame.width;
    for (const [key, value] of Object.entries({
      x1: place,
      x2: place,
      y1: shown.frame.top,
      y2: shown.frame.top + shown.frame.height,
    }))
      line.setAttribute(key, String(value));
    line.setAttribute("class", "cursor");
    svg?.append(line);
  }

  /** The point of the first curve nearest to a pixel: values are read where they were computed. */
  function nearest(holder: HTMLElement, clientX: number): number | undefined {
    if (shown === undefined) return undefined;
    const box = holder.getBoundingClientRect();
    const place = ((clientX - box.left) * (shown.width / box.width) - shown.frame.left) / shown.frame.width;
    let found: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [i, x] of chart.x.values.entries()) {
      const apart = Math.abs(placeOn(shown.x, x) - place);
      if (apart < least) [least, found] = [apart, i];
    }
    return found;
  }

  const view = pictureView(parent, {
    name,
    draw: (options) => drawCurves(chart, options),
    csv: () => curvesAsCsv(chart),
    drawn: (holder, picture) => {
      shown = picture;
      if (wired.has(holder)) return;
      wired.add(holder);
      holder.tabIndex = 0;
      holder.setAttribute("role", "application");
      holder.setAttribute("aria-label", `${chart.title}: arrow keys read the values`);
      holder.addEventListener("pointermove", (event) => {
        const found = nearest(holder, event.clientX);
        if (found === undefined) return;
        cursor = found;
        moveTo(holder, chart.x.values[found]!);
      });
      holder.addEventListener("keydown", (event) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        cursor = Math.max(0, Math.min(chart.x.values.length - 1, cursor + step));
        moveTo(holder, chart.x.values[cursor]!);
      });
    },
  });
  view.figure.insertBefore(reading, view.figure.lastChild);
  return view;
}

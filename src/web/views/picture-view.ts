/** A picture on the page: drawn as wide as its place, in the page's colours, with buttons that save it. */
import type { DrawOptions } from "../../drawing/curve-chart.ts";
import type { Picture } from "../../drawing/svg.ts";
import { DARK, LIGHT, type Theme } from "../../drawing/theme.ts";
import { button, element } from "../element.ts";
import { savePng, saveSvg, saveText } from "../save-file.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Colours of the page. */
export function pageTheme(): Theme {
  return dark.matches ? DARK : LIGHT;
}

/** Calls `listener` when the machine turns to dark or light. */
export function onThemeChange(listener: () => void): void {
  dark.addEventListener("change", listener);
}

export interface PictureOptions<Drawn extends Picture> {
  /** Of saved files, without ending. */
  readonly name: string;
  readonly draw: (options: DrawOptions) => Drawn;
  readonly csv?: () => string;
  readonly height?: number;
  /** After each drawing. */
  readonly drawn?: (holder: HTMLElement, picture: Drawn) => void;
}

/** SVG of our own drawing as an element. Texts in it were escaped when it was drawn. */
export function svgElement(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  return document.importNode(parsed, true) as unknown as SVGSVGElement;
}

export interface PictureView {
  readonly redraw: () => void;
  readonly figure: HTMLElement;
}

export function pictureView<Drawn extends Picture>(parent: HTMLElement, options: PictureOptions<Drawn>): PictureView {
  const holder = element("div", { class: "picture" });
  const tools = element("p", { class: "tools" });
  const figure = element("figure", { class: "chart" }, holder, tools);
  const height = options.height ?? 360;
  // Files are on white, whatever the screen is like.
  const forFile = () => options.draw({ width: 760, height: Math.max(height, 440), theme: LIGHT });
  tools.append(
    button("PNG", "quiet small", () => void savePng(forFile(), options.name)),
    button("SVG", "quiet small", () => saveSvg(forFile(), options.name)),
  );
  const { csv } = options;
  if (csv !== undefined) tools.append(button("csv", "quiet small", () => saveText(csv(), `${options.name}.csv`)));
  for (const made of tools.querySelectorAll("button"))
    made.setAttribute("aria-label", `Save as ${made.textContent}: ${options.name}`);
  parent.append(figure);
  let width = 0;
  const redraw = () => {
    width = Math.max(280, figure.clientWidth);
    const picture = options.draw({ width, height, theme: pageTheme() });
    const svg = svgElement(picture.svg);
    figure.setAttribute("aria-label", svg.getAttribute("aria-label")?.split(". ")[0] ?? options.name);
    svg.removeAttribute("height");
    svg.removeAttribute("width");
    holder.replaceChildren(svg);
    options.drawn?.(holder, picture);
  };
  redraw();
  new ResizeObserver(() => {
    if (Math.abs(Math.max(280, figure.clientWidth) - width) > 4) redraw();
  }).observe(figure);
  onThemeChange(() => {
    if (figure.isConnected) redraw();
  });
  return { redraw, figure };
}

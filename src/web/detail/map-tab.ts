/** The map of a calculation: what is shown, of which statistic, over which sources; a click tells about a place. */
import { COLOUR_STEPS, type ColourScale, hasValues, middleOf } from "../../drawing/colour-scale.ts";
import { drawMap, halfSide, mapSize, type Outline } from "../../drawing/map-picture.ts";
import { numberText } from "../../drawing/number-text.ts";
import type { View } from "../../drawing/projection.ts";
import { columnOf, type ResultTable, tagColumns } from "../../drawing/result-table.ts";
import type { Picture } from "../../drawing/svg.ts";
import { LIGHT } from "../../drawing/theme.ts";
import { baseMap } from "../api-client.ts";
import { button, choice, element, fileName, say, textOfError, tick } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { savePng, saveSvg } from "../save-file.ts";
import { type MapView, mapView } from "../views/map-view.ts";
import { type LayerValues, layersOf, layerValues, loadSet, type MapSet, mapSets } from "./map-layers.ts";
import { ruptureOutlines, sourcesOf } from "./outlines.ts";
import type { ShownCalculation } from "./shown-calculation.ts";
import { placeText, sitePanel } from "./site-panel.ts";

interface Loaded {
  readonly set: MapSet;
  readonly table: ResultTable;
  readonly column: string;
  readonly label: string;
  readonly values: LayerValues;
}

/** How one colour is one value. */
export function showLegend(parent: HTMLElement, scale: ColourScale, unit: string): void {
  if (!hasValues(scale)) {
    parent.replaceChildren(element("span", { class: "legend-greatest" }, "no values"));
    return;
  }
  const bar = element("canvas", {
    class: "legend-bar",
    width: String(COLOUR_STEPS),
    height: "1",
    role: "img",
    "aria-label": "Colours from the least to the greatest value",
  });
  const context = bar.getContext("2d")!;
  for (let step = 0; step < COLOUR_STEPS; step++) {
    context.fillStyle = scale.colour(step);
    context.fillRect(step, 0, 1, 1);
  }
  const numbers = element(
    "span",
    { class: "legend-numbers" },
    ...[scale.least, middleOf(scale), scale.greatest].map((value) => element("span", {}, numberText(value))),
  );
  parent.replaceChildren(
    element("span", { class: "legend-scale" }, bar, numbers),
    element("span", { class: "legend-unit" }, unit),
  );
}

function viewOfText(text: string | null): View | undefined {
  const [lon, lat, scale] = (text ?? "").split(",").map(Number);
  return [lon, lat, scale].every((value) => Number.isFinite(value)) && text !== null
    ? { lon: lon!, lat: lat!, scale: scale! }
    : undefined;
}

const textOfView = ({ lon, lat, scale }: View) => [lon.toFixed(4), lat.toFixed(4), scale.toPrecision(5)].join(",");

export async function mapTab(panel: HTMLElement, calculation: ShownCalculation, isOver: () => boolean): Promise<void> {
  const { id, described, outputs } = calculation;
  const sets = mapSets(described, outputs, await calculation.realizations());
  if (isOver()) return;
  const hasCurves = outputs.some(({ type }) => type === "hcurves");
  const query = () => parseRoute(location.hash).query;
  const choices = element("p", { class: "choices" });
  const canvas = element("canvas", {
    id: "map",
    tabindex: "0",
    role: "application",
    "aria-label":
      "Map of the values: arrow keys move it, plus and minus enlarge it, Enter chooses the place in the middle",
  });
  const legend = element("p", { class: "legend", id: "map-legend" });
  const reading = element("p", { id: "map-reading", role: "status", "aria-live": "polite" });
  const message = element("div", { role: "alert" });
  const about = element("div", { id: "place-panel" });
  const form = placeForm();
  panel.replaceChildren(choices, message, canvas, legend, reading, ...(hasCurves ? [form] : []), about);
  if (sets.length === 0 && !calculation.mayHaveInputs) {
    panel.replaceChildren(element("p", {}, "This calculation has nothing that can be put on a map."));
    return;
  }

  let view: MapView | undefined;
  let loaded: Loaded | undefined;
  let outlines: readonly Outline[] = [];
  let scale: ColourScale | undefined;
  let endPanel: () => void = () => {};
  let turn = 0;
  const idle = `Drag to move, scroll to zoom${hasCurves ? ", click a site for its curves" : ", click a place to read it"}.`;
  reading.textContent = idle;

  const base = await baseMap();
  if (isOver()) return;
  let remember: ReturnType<typeof setTimeout> | undefined;
  view = mapView(canvas, base, {
    onHover: (place, lon, lat) => {
      reading.textContent =
        place === undefined || loaded === undefined ? `${placeText(lon, lat)}. ${idle}` : readingOf(loaded, place);
    },
    onChoose: (place, lon, lat) => {
      if (place !== undefined && loaded !== undefined) choosePlace(loaded, place);
      else if (hasCurves) {
        fillForm(lon, lat);
        reading.textContent = `${placeText(lon, lat)} is no site: ask for its hazard below.`;
      }
    },
    onMove: (next) => {
      clearTimeout(remember);
      remember = setTimeout(() => {
        if (!isOver()) choose({ at: textOfView(next) });
      }, 250);
    },
  });

  function readingOf({ table, values, set, column }: Loaded, place: number): string {
    const value = values.values[place]!;
    const told = Number.isNaN(value) ? "no value" : `${numberText(value)} ${values.unit}`.trim();
    if (set.bySite) return `Site ${place}: ${told}`;
    const name = table.columns.findIndex((each) => each.name !== column && /id$/.test(each.name));
    return `${name < 0 ? `Place ${place}` : `${table.columns[name]!.name} ${table.rows[place]![name]}`}: ${told}`;
  }

  function choosePlace(now: Loaded, place: number): void {
    const [lon, lat] = [now.values.lon[place]!, now.values.lat[place]!];
    choose({ site: String(place), place: undefined });
    view?.mark(lon, lat);
    reading.textContent = readingOf(now, place);
    fillForm(lon, lat);
    endPanel();
    if (now.set.bySite && hasCurves) {
      endPanel = sitePanel(about, {
        id,
        place: { kind: "site", site: place, lon, lat },
        layer: now.column,
        hasMaps: outputs.some(({ type }) => type === "hmaps"),
      });
      return;
    }
    about.replaceChildren(
      element("h3", { id: "site-title" }, readingOf(now, place)),
      element(
        "dl",
        { class: "facts" },
        ...now.table.columns.flatMap(({ name, unit }, i) => {
          const cell = now.table.rows[place]![i];
          const value = typeof cell === "number" && !Number.isInteger(cell) ? numberText(cell) : String(cell ?? "");
          return [
            element("dt", {}, name),
            element("dd", {}, unit === undefined || unit === "1" ? value : `${value} ${unit}`),
          ];
        }),
      ),
      ...linkToCurves(now, place),
    );
  }

  /** Of an asset whose loss curves are there: where they are drawn. */
  function linkToCurves({ table }: Loaded, place: number): HTMLElement[] {
    const curves = ["loss_curves-stats", "loss_curves-rlzs"].find((key) => outputs.some(({ type }) => type === key));
    const at = columnOf(table, "asset_id");
    if (curves === undefined || at < 0) return [];
    const search = new URLSearchParams({ output: curves, asset: String(table.rows[place]![at]) });
    return [element("p", {}, element("a", { href: `#${id}/charts?${search}` }, "Loss curves of this asset"))];
  }

  function choosePlaceOf(lon: number, lat: number): void {
    choose({ place: `${lon},${lat}`, site: undefined });
    view?.mark(lon, lat);
    endPanel();
    endPanel = sitePanel(about, {
      id,
      place: { kind: "coordinates", lon, lat },
      layer: loaded?.column,
      hasMaps: false,
    });
  }

  function placeForm(): HTMLFormElement {
    const input = (name: string, limit: number) =>
      element("input", {
        type: "number",
        id: `place-${name}`,
        step: "any",
        min: String(-limit),
        max: String(limit),
        required: "",
      });
    const made = element(
      "form",
      { class: "choices", id: "place", "aria-label": "Hazard at a place" },
      element("label", { class: "field" }, "Longitude ", input("lon", 180)),
      element("label", { class: "field" }, "Latitude ", input("lat", 90)),
      element("button", { type: "submit", class: "quiet" }, "Hazard at this place"),
    );
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const [lon, lat] = [...made.querySelectorAll("input")].map((each) => each.valueAsNumber);
      choosePlaceOf(lon!, lat!);
    });
    return made;
  }

  function fillForm(lon: number, lat: number): void {
    const inputs = [...form.querySelectorAll("input")];
    for (const [i, value] of [lon, lat].entries()) inputs[i]!.value = String(Number(value.toFixed(4)));
  }

  async function show(keepView: boolean): Promise<void> {
    const now = ++turn;
    const set = sets.find(({ key }) => key === query().get("set")) ?? sets[0];
    if (set === undefined) {
      showChoices(undefined);
      scale = view!.show(
        { lon: new Float64Array(), lat: new Float64Array(), values: new Float64Array(), kind: "linear" },
        undefined,
      );
      return;
    }
    const kind = set.kinds.includes(query().get("kind") ?? "") ? query().get("kind")! : set.kinds[0];
    const event = Number(query().get("event") ?? 0);
    const tag = query().get("tag") ?? undefined;
    reading.textContent = "Loading…";
    try {
      const table = await loadSet(id, set, { kind, event, tag });
      if (isOver() || now !== turn) return;
      say(message, "");
      const layers = layersOf(set, table);
      const layer = layers.find(({ column }) => column === query().get("layer")) ?? layers[0];
      if (layer === undefined) throw new Error(`${set.label} has no numbers to colour`);
      const known = tagColumns(table);
      const values = layerValues(table, layer.column, tag !== undefined && known.includes(tag) ? tag : undefined);
      loaded = { set, table, column: layer.column, label: layer.label, values };
      showChoices(loaded);
      const wanted = keepView ? "kept" : viewOfText(query().get("at"));
      scale = view!.show(values, wanted);
      showLegend(legend, scale, values.unit);
      reading.textContent = idle;
      restorePlace();
    } catch (error) {
      if (!isOver() && now === turn) {
        say(message, textOfError(error), true);
        reading.textContent = idle;
        showChoices(undefined);
      }
    }
  }

  /** The place that the address names. */
  function restorePlace(): void {
    if (loaded === undefined) return;
    const site = query().get("site");
    const [lon, lat] = (query().get("place") ?? "").split(",").map(Number);
    if (site !== null && Number(site) < loaded.values.lon.length) choosePlace(loaded, Number(site));
    else if (Number.isFinite(lon) && Number.isFinite(lat)) {
      fillForm(lon!, lat!);
      choosePlaceOf(lon!, lat!);
    } else view?.mark(undefined);
  }

  function showChoices(now: Loaded | undefined): void {
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.closest("label")?.firstChild?.textContent
        : undefined;
    const setAnd = (values: Readonly<Record<string, string | undefined>>, keepView: boolean) => {
      choose(values);
      void show(keepView);
    };
    const set = now?.set ?? sets.find(({ key }) => key === query().get("set")) ?? sets[0];
    const parts: HTMLElement[] = [];
    if (set !== undefined)
      parts.push(
        choice(
          "Shown",
          sets.map(({ key, label }) => ({ value: key, label })),
          set.key,
          (key) => setAnd({ set: key, layer: undefined, kind: undefined, tag: undefined, site: undefined }, false),
        ),
      );
    if (now !== undefined)
      parts.push(
        choice(
          "Value",
          layersOf(now.set, now.table).map(({ column, label }) => ({ value: column, label })),
          now.column,
          (layer) => setAnd({ layer }, true),
        ),
      );
    if (set !== undefined && set.kinds.length > 1)
      parts.push(
        choice(
          "Statistic",
          set.kinds.map((kind) => ({ value: kind, label: kind })),
          query().get("kind") ?? set.kinds[0],
          (kind) => setAnd({ kind }, true),
        ),
      );
    if (set?.byEvent === true) {
      const input = element("input", { type: "number", min: "0", step: "1", value: query().get("event") ?? "0" });
      input.addEventListener("change", () => setAnd({ event: input.value }, true));
      parts.push(element("label", { class: "field" }, "Event ", input));
    }
    const tags = now === undefined || now.set.bySite ? [] : tagColumns(now.table);
    if (tags.length > 0)
      parts.push(
        choice(
          "Sum by",
          [{ value: "", label: "nothing" }, ...tags.map((tag) => ({ value: tag, label: tag }))],
          query().get("tag") ?? "",
          (tag) => setAnd({ tag: tag || undefined }, true),
        ),
      );
    if (calculation.mayHaveInputs)
      parts.push(tick("Sources", query().get("sources") === "1", (checked) => void toggle("sources", checked)));
    if (outputs.some(({ type }) => type === "ruptures"))
      parts.push(
        tick("Rupture outlines", query().get("ruptures") === "1", (checked) => void toggle("ruptures", checked)),
      );
    const all = button("Whole map", "quiet small", () => {
      choose({ at: undefined });
      if (loaded !== undefined && view !== undefined) scale = view.show(loaded.values, undefined);
    });
    parts.push(all);
    if (now !== undefined)
      parts.push(
        button("PNG", "quiet small", () => void savePng(picture(), pictureName())),
        button("SVG", "quiet small", () => saveSvg(picture(), pictureName())),
      );
    choices.replaceChildren(...parts);
    if (focused != null)
      [...choices.querySelectorAll("label")]
        .find((label) => label.firstChild?.textContent === focused)
        ?.querySelector<HTMLElement>("select, input")
        ?.focus();
  }

  const pictureName = () =>
    fileName("map", id, loaded?.set.key ?? "sources", loaded?.column ?? "", query().get("kind") ?? "");

  function picture(): Picture {
    const size = mapSize({ width: 900, height: 700 });
    const seen = view!.view();
    const ratio = Math.min(size.width / canvas.clientWidth, size.height / canvas.clientHeight);
    const values = loaded!.values;
    const title = `${calculation.description}: ${loaded!.set.label}, ${loaded!.label}`;
    return drawMap(
      {
        title: title.length > 100 ? `${title.slice(0, 99)}…` : title,
        unit: values.unit,
        view: { ...seen, scale: seen.scale * ratio },
        lon: values.lon,
        lat: values.lat,
        values: values.values,
        scale: scale!,
        base,
        outlines,
        half: Math.max(1, Math.min(halfSide(size, 1), view!.half() * ratio)),
      },
      { width: 900, height: 700, theme: LIGHT },
    );
  }

  async function toggle(name: "sources" | "ruptures", wanted: boolean): Promise<void> {
    choose({ [name]: wanted ? "1" : undefined });
    await showOutlines();
  }

  async function showOutlines(): Promise<void> {
    const wanted = [
      ...(query().get("sources") === "1" ? [sourcesOf(id)] : []),
      ...(query().get("ruptures") === "1" ? [ruptureOutlines(outputs)] : []),
    ];
    if (wanted.length === 0 && outlines.length === 0) return;
    try {
      const found = (await Promise.all(wanted)).flat();
      if (isOver()) return;
      outlines = found;
      view?.outline(outlines);
      canvas.dataset["outlines"] = String(outlines.length);
      if (wanted.length > 0)
        reading.textContent = `${outlines.length} outlines of sources and ruptures are drawn; dashed ones lie below ground.`;
    } catch (error) {
      if (!isOver()) say(message, textOfError(error), true);
    }
  }

  await show(false);
  await showOutlines();
}

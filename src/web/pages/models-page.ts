/** Ground-motion models: spectra, attenuation and magnitude scaling of several at once, with the ranges they were made for. */
import type { Curve, CurveChart } from "../../drawing/curve-chart.ts";
import { type ModelFacts, modelFacts, modelNames, modelValues } from "../api-client.ts";
import { needsSheet } from "../detail/model-tab.ts";
import { button, byId, choice, element, fileName, textOfError } from "../element.ts";
import { choose, parseRoute } from "../route.ts";
import { curveView } from "../views/curve-view.ts";
import { columnValues, SCENARIO, type Scenario, scenarioOf } from "./scenario.ts";

export interface ModelsPage {
  readonly show: () => void;
}

const FIRST = ["BooreEtAl2014", "ChiouYoungs2014", "CampbellBozorgnia2014"];
/** As many as curves can be told apart. */
const MOST = 8;

const spaced = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Number((from + ((to - from) * i) / (count - 1)).toPrecision(6)));
const spacedByFactors = (from: number, to: number, count: number): number[] =>
  spaced(Math.log(from), Math.log(to), count).map((value) => Number(Math.exp(value).toPrecision(5)));

const PERIODS = [0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 7.5, 10];

type View = "spectrum" | "attenuation" | "magnitude";

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: "spectrum", label: "Spectra" },
  { value: "attenuation", label: "Attenuation" },
  { value: "magnitude", label: "Magnitude scaling" },
];

interface Asked {
  readonly model: string;
  readonly facts: ModelFacts;
}

const unitOf = (imt: string): string => (/^(PGA|SA|AvgSA)/.test(imt) ? " (g)" : imt === "PGV" ? " (cm/s)" : "");

/** Medians of one model, `count` of them: over periods, or over places of the scenario. */
async function medians(
  { model, facts }: Asked,
  scenario: Scenario,
  view: View,
  xs: readonly number[],
  imt: string,
): Promise<{ y: number[]; sigma: number[] }> {
  const asked = new URLSearchParams({ model });
  const needed = [...facts.rupture_parameters, ...facts.distances, ...facts.site_parameters];
  const along = view === "attenuation" ? { rjb: xs } : view === "magnitude" ? { mag: xs } : {};
  for (const name of needed) asked.set(name, columnValues(scenario, name, along).join(","));
  const exp = (value: number | undefined) => (value === undefined ? Number.NaN : Math.exp(value));
  if (view !== "spectrum") {
    asked.set("imt", imt);
    const { results } = await modelValues(asked);
    const [found] = results;
    // A model that needs nothing of what is varied answers one value for all.
    const at = (values: readonly number[] | undefined, i: number) => values?.[values.length === 1 ? 0 : i];
    return { y: xs.map((_, i) => exp(at(found?.mean, i))), sigma: xs.map((_, i) => at(found?.sigma, i) ?? Number.NaN) };
  }
  const [least, greatest] = facts.periods ?? [Number.POSITIVE_INFINITY, 0];
  const inRange = xs.filter((period) => period >= least && period <= greatest);
  const measures = inRange.map((period) => `SA(${period})`);
  if (measures.length === 0) throw new Error(`${facts.name} gives no spectral acceleration`);
  asked.set("imt", measures.join(","));
  const { results } = await modelValues(asked);
  const byPeriod = new Map(inRange.map((period, i) => [period, results[i]]));
  return {
    y: xs.map((period) => exp(byPeriod.get(period)?.mean[0])),
    sigma: xs.map((period) => byPeriod.get(period)?.sigma[0] ?? Number.NaN),
  };
}

export function modelsPage(): ModelsPage {
  const section = byId("models");
  const query = () => parseRoute(location.hash).query;
  const chosen = () => (query().get("m") ?? FIRST.join(",")).split(",").filter((name) => name !== "");
  const chips = element("p", { class: "choices", id: "chosen-models" });
  const tools = element("div", { class: "choices" });
  const status = element("p", { role: "status" });
  const charts = element("div", { class: "charts wide" });
  const sheets = element("div", { class: "sheets" });
  section.append(chips, tools, status, charts, element("h3", {}, "What these models need"), sheets);
  let turn = 0;
  let ready = false;

  const set = (values: Readonly<Record<string, string | undefined>>) => {
    choose(values);
    void draw();
  };

  async function prepare(): Promise<void> {
    if (ready) return;
    ready = true;
    const list = element("datalist", { id: "model-names" });
    section.append(list);
    try {
      list.append(...(await modelNames()).map((name) => element("option", { value: name })));
    } catch (error) {
      ready = false;
      status.textContent = textOfError(error);
    }
  }

  function showChips(): void {
    const input = element("input", {
      type: "text",
      list: "model-names",
      "aria-label": "Model to add",
      placeholder: "Name of a model",
      size: "26",
    });
    const form = element(
      "form",
      { class: "choices", "aria-label": "Add a model" },
      input,
      element("button", { type: "submit", class: "quiet small" }, "Add model"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = input.value.trim();
      if (name !== "" && !chosen().includes(name)) set({ m: [...chosen(), name].slice(-MOST).join(",") });
    });
    const removable = chosen().map((name) => {
      const remove = button("✕", "chip-remove", () =>
        set({
          m:
            chosen()
              .filter((each) => each !== name)
              .join(",") || ",",
        }),
      );
      remove.setAttribute("aria-label", `Take out ${name}`);
      return element("span", { class: "chip" }, name, " ", remove);
    });
    chips.replaceChildren(...removable, form);
  }

  function showTools(): void {
    const view = (query().get("view") ?? "spectrum") as View;
    const number = (name: keyof typeof SCENARIO, label: string) => {
      const facts = SCENARIO[name];
      const input = element("input", {
        type: "number",
        step: "any",
        min: String(facts.least),
        max: String(facts.greatest),
        value: query().get(name) ?? String(facts.usual),
      });
      input.addEventListener("change", () => {
        if (input.checkValidity()) set({ [name]: Number(input.value) === facts.usual ? undefined : input.value });
        else input.reportValidity();
      });
      return element("label", { class: "field" }, `${label} `, input);
    };
    const parts = [
      choice("View", VIEWS, view, (value) => {
        choose({ view: value === "spectrum" ? undefined : value });
        showTools();
        void draw();
      }),
      number("mag", "Magnitude"),
      number("rjb", "Distance rjb (km)"),
      number("ztor", "Depth to top (km)"),
      number("dip", "Dip (°)"),
      number("vs30", "vs30 (m/s)"),
      choice(
        "Mechanism",
        [
          { value: "0", label: "strike-slip" },
          { value: "90", label: "reverse" },
          { value: "-90", label: "normal" },
        ],
        query().get("rake") ?? "0",
        (rake) => set({ rake: rake === "0" ? undefined : rake }),
      ),
    ];
    if (view !== "spectrum") {
      const input = element("input", {
        type: "text",
        value: query().get("imt") ?? "PGA",
        size: "9",
        pattern: "[A-Za-z0-9]+(\\([0-9.]+\\))?",
      });
      input.addEventListener("change", () => set({ imt: input.value.trim() || undefined }));
      parts.push(element("label", { class: "field" }, "Measure ", input));
    }
    tools.replaceChildren(...parts);
  }

  async function draw(): Promise<void> {
    const mine = ++turn;
    showChips();
    const view = (query().get("view") ?? "spectrum") as View;
    const imt = query().get("imt") ?? "PGA";
    const scenario = scenarioOf(query());
    const xs = view === "spectrum" ? PERIODS : view === "attenuation" ? spacedByFactors(1, 400, 60) : spaced(4, 9, 51);
    status.textContent = "Computing…";
    const problems: string[] = [];
    const found = await Promise.all(
      chosen().map(async (model, colour) => {
        try {
          const facts = await modelFacts(model);
          return { model, facts, colour, ...(await medians({ model, facts }, scenario, view, xs, imt)) };
        } catch (error) {
          problems.push(`${model}: ${textOfError(error)}`);
          return undefined;
        }
      }),
    );
    if (mine !== turn) return;
    status.textContent = problems.join("; ");
    const drawn = found.filter((each) => each !== undefined);
    const x =
      view === "spectrum"
        ? { label: "period (s)", values: xs, log: true }
        : view === "attenuation"
          ? { label: "distance rjb (km)", values: xs, log: true }
          : { label: "magnitude", values: xs };
    const measure = view === "spectrum" ? "spectral acceleration (g)" : `${imt}${unitOf(imt)}`;
    const setting =
      view === "attenuation"
        ? `magnitude ${scenario.mag}`
        : view === "magnitude"
          ? `${scenario.rjb} km`
          : `magnitude ${scenario.mag}, ${scenario.rjb} km`;
    const valid = drawn.flatMap(({ facts, colour }) => {
      const range =
        view === "spectrum"
          ? facts.periods
          : view === "magnitude"
            ? facts.magnitudes
            : facts.longest_distance === null
              ? null
              : ([0, facts.longest_distance] as const);
      return range === null || range === undefined ? [] : [{ from: range[0], to: range[1], name: facts.name, colour }];
    });
    const curves = (of: (each: (typeof drawn)[number]) => number[]): Curve[] =>
      drawn.map((each) => ({ name: each.facts.name, y: of(each), colour: each.colour }));
    const chart: CurveChart = {
      title: `Medians, ${setting}, vs30 ${scenario.vs30} m/s`,
      x,
      y: { label: measure, log: true },
      curves: curves(({ y }) => y),
      valid,
    };
    const spread: CurveChart = {
      title: "Total standard deviations",
      x,
      y: { label: "standard deviation of the logarithm", fromZero: true },
      curves: curves(({ sigma }) => sigma),
      valid,
    };
    charts.replaceChildren();
    if (drawn.length > 0) {
      curveView(charts, chart, fileName("models", view, imt));
      curveView(charts, spread, fileName("models-sigma", view, imt));
    }
    const facts = await Promise.all(chosen().map((model) => modelFacts(model).catch(() => undefined)));
    if (mine !== turn) return;
    sheets.replaceChildren(
      ...facts
        .filter((each) => each !== undefined)
        .map((each) => element("details", {}, element("summary", {}, each.name), needsSheet(each))),
    );
  }

  return {
    show() {
      document.title = "Ground-motion models · Quakewright";
      void prepare();
      showTools();
      void draw();
    },
  };
}

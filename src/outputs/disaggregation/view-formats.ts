/** A view of a disaggregation as JSON, csv or npz. */
import { numberArray, textList, textScalar } from "../arrays/named-array.ts";
import type { NamedArray } from "../contract.ts";
import type { DisaggregationView, ViewedAxis } from "./disaggregation-view.ts";

/** Probability in the investigation time of what happens at an annual rate. */
function probability(rate: number, { investigationTime }: DisaggregationView): number {
  return -Math.expm1(-rate * investigationTime);
}

interface Bin {
  /** Middles, or names of tectonic regions, in the order of the axes. */
  readonly place: readonly (number | string)[];
  readonly rate: number;
  readonly poe: number;
  /** Of the total rate. */
  readonly fraction: number;
}

function binAt(view: DisaggregationView, index: number): Bin {
  const place: (number | string)[] = [];
  let rest = index;
  for (const { values } of view.axes.toReversed()) {
    place.unshift(values[rest % values.length]!);
    rest = Math.floor(rest / values.length);
  }
  const rate = view.rates[index]!;
  return { place, rate, poe: probability(rate, view), fraction: view.totalRate === 0 ? 0 : rate / view.totalRate };
}

const named = (axes: readonly ViewedAxis[], place: Bin["place"]): { [axis: string]: number | string } =>
  Object.fromEntries(axes.map(({ axis }, i) => [axis.toLowerCase(), place[i]!]));

/** Bins that nothing falls into are left out. */
export function viewAsJson(view: DisaggregationView): object {
  const { axes, mode } = view;
  const filled = Array.from(view.rates.keys()).filter((i) => view.rates[i]! > 0);
  const shown = (index: number): object => {
    const { place, rate, poe, fraction } = binAt(view, index);
    return { ...named(axes, place), rate, poe, fraction };
  };
  return {
    site: view.site,
    imt: view.measure,
    iml: view.level,
    poe: view.poe,
    investigation_time: view.investigationTime,
    kind: view.kind,
    total: { rate: view.totalRate, poe: probability(view.totalRate, view) },
    mean: view.mean,
    mode: mode < 0 ? null : shown(mode),
    by: axes.map(({ axis }) => axis.toLowerCase()),
    axes: Object.fromEntries(
      axes.map(({ axis, edges, values }) => [axis.toLowerCase(), edges === undefined ? { names: values } : { edges }]),
    ),
    bins: filled.map(shown),
  };
}

export function viewAsCsv(view: DisaggregationView): string {
  const head = [...view.axes.map(({ axis }) => axis.toLowerCase()), "rate", "poe", "fraction"].join(",");
  const rows = Array.from(view.rates.keys()).flatMap((i) => {
    const { place, rate, poe, fraction } = binAt(view, i);
    return rate > 0 ? [[...place.map(cell), rate, poe, fraction].join(",")] : [];
  });
  return `${[head, ...rows].join("\r\n")}\r\n`;
}

function cell(value: number | string): string {
  return typeof value === "number" ? String(value) : /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Edges of every axis, `rate` and `poe` with all bins, and what is known of the whole. */
export function viewAsArrays(view: DisaggregationView): NamedArray[] {
  const shape = view.axes.map(({ values }) => values.length);
  const scalar = (name: string, value: number): NamedArray => numberArray(name, Float64Array.of(value), "<f8", []);
  return [
    ...view.axes.map(({ axis, edges, values }) =>
      edges === undefined
        ? textList(axis.toLowerCase(), values.map(String))
        : numberArray(axis.toLowerCase(), Float64Array.from(edges), "<f8", [edges.length]),
    ),
    textScalar("imt", view.measure),
    textScalar("kind", view.kind),
    scalar("iml", view.level),
    scalar("total_rate", view.totalRate),
    scalar("investigation_time", view.investigationTime),
    numberArray("rate", view.rates, "<f8", shape),
    numberArray(
      "poe",
      view.rates.map((rate) => probability(rate, view)),
      "<f8",
      shape,
    ),
  ];
}

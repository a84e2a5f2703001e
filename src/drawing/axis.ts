/** Axes of charts: their ends, their ticks, and where a value lies between the ends. */
import { numberText } from "./number-text.ts";

export interface Axis {
  readonly label: string;
  readonly log: boolean;
  readonly least: number;
  readonly greatest: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** Where a value lies, 0 at the least and 1 at the greatest; NaN where the axis has no such value. */
export function placeOn({ log, least, greatest }: Axis, value: number): number {
  if (log) return value > 0 ? Math.log(value / least) / Math.log(greatest / least) : Number.NaN;
  return (value - least) / (greatest - least);
}

/**
 * An axis that holds all values. A logarithmic one holds those above 0, and not more than `decades` below the greatest:
 * tails of 1e-30 would leave no room for what people look at. An exact one ends where the values do, others at a tick.
 */
export function axisOf(
  label: string,
  values: Iterable<number>,
  {
    log = false,
    decades = 8,
    fromZero = false,
    exact = false,
  }: { log?: boolean; decades?: number; fromZero?: boolean; exact?: boolean } = {},
): Axis {
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value) || (log && value <= 0)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (greatest < least) [least, greatest] = log ? [0.1, 1] : [0, 1];
  if (log && exact && greatest > least) {
    const axis = logarithmic(label, Math.max(least, greatest / 10 ** decades), greatest);
    const ticks = axis.ticks.filter(({ value }) => value >= least * (1 - 1e-9) && value <= greatest * (1 + 1e-9));
    return { ...axis, least, greatest, ticks };
  }
  return log
    ? logarithmic(label, Math.max(least, greatest / 10 ** decades), greatest)
    : linear(label, fromZero ? Math.min(0, least) : least, greatest);
}

const MOST_TICKS = 7;

function linear(label: string, from: number, to: number): Axis {
  const [least, greatest] = to > from ? [from, to] : [from - (Math.abs(from) || 1) / 2, to + (Math.abs(to) || 1) / 2];
  const rough = (greatest - least) / (MOST_TICKS - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(greatest / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { label, log: false, least: first * step, greatest: last * step, ticks: ticks.map(tickOf) };
}

function logarithmic(label: string, least: number, greatest: number): Axis {
  const narrow = Math.log10(greatest / least) < 1.5;
  const steps = narrow ? [1, 2, 5] : [1];
  const floor = Math.floor(Math.log10(least) + 1e-9);
  const ceiling = Math.ceil(Math.log10(greatest) - 1e-9);
  const every = Math.max(1, Math.ceil((ceiling - floor) / MOST_TICKS));
  const all: number[] = [];
  for (let exponent = floor; exponent <= Math.max(ceiling, floor + 1); exponent += every)
    for (const step of steps) all.push(Number(`${step}e${exponent}`));
  const from = Math.max(
    0,
    all.findLastIndex((value) => value <= least * (1 + 1e-9)),
  );
  const found = all.findIndex((value) => value >= greatest * (1 - 1e-9));
  const to = found < 0 ? all.length - 1 : Math.max(found, from + 1);
  const ticks = all.slice(from, to + 1);
  return {
    label,
    log: true,
    least: Math.min(ticks[0]!, least),
    greatest: Math.max(ticks.at(-1)!, greatest),
    ticks: ticks.map(tickOf),
  };
}

function tickOf(value: number): { readonly value: number; readonly text: string } {
  const rounded = Number(value.toPrecision(10));
  // `2e+7`, not `2.00e+7`: ticks are round numbers.
  return { value, text: numberText(rounded).replace(/\.?0+e/, "e") };
}

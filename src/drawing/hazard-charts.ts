/** Charts of the hazard of a place. */
import type { CurveChart } from "./curve-chart.ts";
import type { HazardCurve } from "./result-table.ts";

export interface Spectrum {
  readonly poe: string;
  readonly periods: readonly number[];
  readonly values: readonly { readonly name: string; readonly y: readonly number[] }[];
}

const quantileOf = (name: string): number => Number(/^quantile-(.*)$/.exec(name)?.[1] ?? Number.NaN);

/** The least and the greatest quantile are a band, the others lines. */
export function withBand(
  curves: readonly { readonly name: string; readonly y: readonly number[] }[],
): Pick<CurveChart, "curves" | "band"> {
  const quantiles = curves
    .filter(({ name }) => !Number.isNaN(quantileOf(name)))
    .toSorted((a, b) => quantileOf(a.name) - quantileOf(b.name));
  const [low, high] = [quantiles[0], quantiles.at(-1)];
  if (low === undefined || high === undefined || low === high) return { curves };
  return {
    curves: curves.filter((curve) => curve !== low && curve !== high),
    band: { name: `${low.name} to ${quantileOf(high.name)}`, low: low.y, high: high.y },
  };
}

/** @param realizations drawn behind it */
export function hazardCurveChart(
  { imt, levels, poes }: HazardCurve,
  realizations: HazardCurve["poes"],
  isLog: boolean,
): CurveChart {
  const { curves, band } = withBand(poes);
  return {
    title: `Hazard curve, ${imt}`,
    x: { label: `${imt}${/^(PGA|SA|AvgSA)/.test(imt) ? " (g)" : ""}`, values: levels, log: isLog },
    y: { label: "probability of exceedance", log: isLog },
    curves: [
      ...realizations.map((curve) => ({ ...curve, faint: true })),
      ...curves.map((curve, colour) => ({ ...curve, colour })),
    ],
    ...(band === undefined ? {} : { band }),
  };
}

export function spectrumChart({ poe, periods, values }: Spectrum, isLog: boolean): CurveChart {
  return {
    title: `Uniform hazard spectrum, probability ${poe}`,
    x: { label: "period (s), PGA at 0.01", values: periods, log: isLog },
    y: { label: "spectral acceleration (g)", fromZero: true },
    ...withBand(values),
  };
}

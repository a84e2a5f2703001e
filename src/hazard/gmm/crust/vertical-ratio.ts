/**
 * Ratios of vertical to horizontal motion from two models, with the correlations of their standard deviations by Bozorgnia & Campbell (2016),
 * Ground motion model for the vertical-to-horizontal (V/H) ratios of PGA, PGV, and response spectra, Earthquake Spectra 32(2), 951-978, table
 * 3: Stewart et al. (2016) over Boore et al. (2014), Bozorgnia & Campbell (2016) over Campbell & Bozorgnia (2014).
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { coefficientTable } from "../coefficients.ts";
import { factsOf, makeModel, thenAdjust } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { makeGroundMotionBlock } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import { unionColumns } from "../union-columns.ts";
import {
  CAMPBELL_BOZORGNIA_2014,
  CAMPBELL_BOZORGNIA_HIGH_Q,
  CAMPBELL_BOZORGNIA_LOW_Q,
  campbellBozorgnia2014,
  campbellBozorgniaFacts,
} from "./campbell-bozorgnia-2014.ts";

const RATIO = "Vertical-to-Horizontal Ratio";

/** Correlations of within-event (w) and between-event (b) residuals up to magnitude 4.5 (1) and from 5.5 (2). */
const CORRELATION = coefficientTable(
  "rhow1 rhow2 rhob1 rhob2",
  `
PGA   0.782  0.72 0.915 0.893
PGV   0.754  0.68 0.882 0.699
0.01  0.783 0.718 0.916 0.893
0.02  0.785 0.718 0.917 0.891
0.03  0.784 0.703 0.919 0.884
0.05  0.782 0.678 0.931 0.877
0.075 0.781 0.681 0.933 0.909
0.1   0.778 0.657 0.944   0.9
0.15  0.775 0.653 0.946 0.875
0.2   0.774  0.63 0.946 0.826
0.25   0.77 0.642 0.945 0.784
0.3   0.757 0.658 0.949 0.819
0.4    0.75 0.661 0.953 0.719
0.5   0.742 0.666 0.955 0.716
0.75   0.73 0.688 0.965 0.718
1     0.721 0.684 0.967 0.765
1.5   0.707 0.663 0.967 0.796
2     0.691 0.664 0.966 0.799
3     0.652 0.629 0.956 0.822
4     0.669 0.613 0.945 0.839
5     0.665 0.586 0.921  0.86
7.5   0.586 0.573 0.898 0.685
10    0.639 0.547 0.854  0.72
`,
);

/** Standard deviation of the difference of two quantities with correlation `rho`. */
function ofDifference(a: number, b: number, rho: number): number {
  return Math.sqrt(a * a + b * b - 2 * rho * a * b);
}

function ratio(
  vertical: GroundMotionEvaluator,
  horizontal: GroundMotionEvaluator,
  imt: IntensityMeasure,
): GroundMotionEvaluator {
  const c = CORRELATION.at(imt);
  let below = makeGroundMotionBlock(0);
  return thenAdjust(vertical, (ctx, out) => {
    if (below.mean.length < ctx.length) below = makeGroundMotionBlock(ctx.capacity);
    horizontal(ctx, below);
    for (let i = 0; i < ctx.length; i++) {
      const large = Math.min(Math.max(ctx.mag[i]! - 4.5, 0), 1);
      const tau = ofDifference(out.tau[i]!, below.tau[i]!, c.rhob1 + (c.rhob2 - c.rhob1) * large);
      const phi = ofDifference(out.phi[i]!, below.phi[i]!, c.rhow1 + (c.rhow2 - c.rhow1) * large);
      out.mean[i]! -= below.mean[i]!;
      out.tau[i] = tau;
      out.phi[i] = phi;
      out.sigma[i] = Math.hypot(tau, phi);
    }
  });
}

interface Pair {
  readonly vertical: readonly [name: string, args: ModelArguments];
  readonly horizontal: readonly [name: string, args: ModelArguments];
}

function ratioModel(name: string, pair: Pair): ModelFactory {
  return (args, environment) => {
    refuseArguments(name, args);
    const vertical = environment.build(...pair.vertical);
    const horizontal = environment.build(...pair.horizontal);
    const facts: ModelFacts = {
      ...factsOf(vertical),
      ...unionColumns([vertical, horizontal]),
      name,
      component: RATIO,
    };
    return makeModel(facts, (imt) => ratio(vertical.forMeasure(imt), horizontal.forMeasure(imt), imt));
  };
}

const REGIONS: readonly (readonly [suffix: string, region: ModelArguments, horizontal: string])[] = [
  ["", {}, "BooreEtAl2014"],
  ["RegCHN", { region: "CHN" }, "BooreEtAl2014HighQ"],
  ["RegJPN", { region: "JPN" }, "BooreEtAl2014LowQ"],
];

function stewart(): ModelFamily["models"] {
  const models: { [name: string]: ModelFactory } = {};
  for (const [suffix, region, horizontal] of REGIONS)
    for (const mechanism of [true, false]) {
      const name = `StewartEtAl2016${suffix}${mechanism ? "" : "NoSOF"}VH`;
      const sof: ModelArguments = mechanism ? {} : { sof: false };
      models[name] = ratioModel(name, {
        vertical: ["StewartEtAl2016", { ...region, ...sof }],
        horizontal: [horizontal, sof],
      });
    }
  return models;
}

/**
 * The table with some values replaced before it is interpolated; the regional versions of the horizontal model alone interpolate
 * the published values, as the reference does.
 */
function replaced(overrides: ModelArguments): typeof CAMPBELL_BOZORGNIA_2014 {
  const rows = [...CAMPBELL_BOZORGNIA_2014.rows()];
  const columns = Object.keys(rows[0]?.[1] ?? {}).join(" ");
  const lines = rows.map(([measure, row]) => {
    const values = Object.values({ ...row, ...(overrides[measure] as { readonly [column: string]: number }) });
    return `${measure} ${values.join(" ")}`;
  });
  return coefficientTable(columns, lines.join("\n")) as typeof CAMPBELL_BOZORGNIA_2014;
}

const REGIONAL_ATTENUATION: readonly (readonly [suffix: string, sgn: number, overrides: ModelArguments | undefined])[] =
  [
    ["", 0, undefined],
    ["HighQ", 1, CAMPBELL_BOZORGNIA_HIGH_Q],
    ["LowQ", -1, CAMPBELL_BOZORGNIA_LOW_Q],
  ];

function bozorgniaCampbellModel(
  name: string,
  sgn: number,
  overrides: ModelArguments | undefined,
  japan: boolean,
): ModelFactory {
  return (args, environment) => {
    const { facts, options } = campbellBozorgniaFacts(name, args);
    const vertical = environment.build("BozorgniaCampbell2016", { SJ: japan, sgn });
    const table = overrides === undefined ? CAMPBELL_BOZORGNIA_2014 : replaced(overrides);
    const ratioFacts = { ...factsOf(vertical), ...unionColumns([vertical, facts]), name, component: RATIO };
    return makeModel(ratioFacts, (imt) =>
      ratio(vertical.forMeasure(imt), campbellBozorgnia2014(table, imt, { ...options, japan }), imt),
    );
  };
}

function bozorgniaCampbell(): ModelFamily["models"] {
  const models: { [name: string]: ModelFactory } = {};
  for (const [suffix, sgn, overrides] of REGIONAL_ATTENUATION)
    for (const japan of [false, true]) {
      const attenuation = japan && suffix === "" ? "AveQ" : suffix;
      const name = `BozorgniaCampbell2016${attenuation}${japan ? "JapanSite" : ""}VH`;
      models[name] = bozorgniaCampbellModel(name, sgn, overrides, japan);
    }
  return models;
}

export const verticalRatios: ModelFamily = { models: { ...stewart(), ...bozorgniaCampbell() } };

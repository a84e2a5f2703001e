/**
 * Derras, Bard & Cotton (2014), Towards fully data driven ground-motion prediction models for Europe, Bulletin of Earthquake
 * Engineering 12, 495-516: a network with five inputs and one layer of five nodes (eqs. 2-6). The German variant takes rjb from rhypo for
 * sources without extent.
 *
 * log10(m/s2) and log10(m/s) in the paper, ln(g) and ln(cm/s) here; rjb (0.1 km at least), rhypo, depth in km. Magnitude 3.6 to 7.6, up to 547 km.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, LN10, makeModel, plainModel } from "../make-model.ts";
import { isNormal45, isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import coefficientsCsv from "./derras-2014.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "DerrasEtAl2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { magnitude: [3.6, 7.6], distance: 547 },
};

const GERMAN_FACTS: ModelFacts = {
  ...FACTS,
  name: "DerrasEtAl2014RhypoGermany",
  ruptureColumns: ["hypo_depth", "mag", "rake", "width"],
  distanceColumns: ["rhypo", "rjb"],
};

const COEFFICIENTS = tableFromCsv("tmin tmax W_21 W_22 W_23 W_24 W_25 B_2 tau phi", coefficientsCsv);

/** Weights (a row a node: distance, magnitude, vs30, depth, faulting) and biases of the hidden layer. */
const INPUT_WEIGHTS: readonly Node[] = [
  [2.64789163499967, -1.07021796037281, 0.17408775755006, 0.0921912871948344, -0.0137636792052785],
  [-1.90867543649709, -0.535017368544537, -0.705141622684165, 0.167611582811541, -0.0266104896709684],
  [0.203542142916709, 1.78055763562862, -0.0804945913340041, 0.0135963560304775, 0.061508209289909],
  [-0.69273749797066, 0.441505231956003, 0.775579972551313, -0.0317177329335344, -0.163065710494178],
  [0.0161628210842544, 0.218141338606675, -1.60609944707351, -0.0416362555063091, 0.0260579832482612],
];
const BIASES = [
  -1.27123248786939, 1.51261102820133, 0.591089008801986, -0.126622688054921, -0.415721221840192,
] as const;

/** An input scaled to -1 at `low` and 1 at `high`. */
function scaled(value: number, low: number, high: number): number {
  return (2 * (value - low)) / (high - low) - 1;
}

/** 1 normal, 3 reverse, 4 strike-slip. */
function faultingClass(rake: number): number {
  if (isReverse45(rake)) return 3;
  return isNormal45(rake) ? 1 : 4;
}

const LOG_NEAREST = Math.log10(0.1);
const LOG_FARTHEST = Math.log10(547);
const LOG_SOFTEST = Math.log10(92);
const LOG_HARDEST = Math.log10(1597.7);

type Node = readonly [number, number, number, number, number];

/** Output of the network before its scaling, with the weights of the last layer. */
function network(weights: Node, distance: RowFunction): RowFunction {
  return (ctx, i) => {
    const r = scaled(Math.log10(Math.max(distance(ctx, i), 0.1)), LOG_NEAREST, LOG_FARTHEST);
    const m = scaled(ctx.mag[i]!, 3.6, 7.6);
    const v = scaled(Math.log10(ctx.vs30[i]!), LOG_SOFTEST, LOG_HARDEST);
    const depth = scaled(ctx.hypo_depth[i]!, 0, 25);
    const faulting = scaled(faultingClass(ctx.rake[i]!), 1, 4);
    let sum = 0;
    for (let k = 0; k < 5; k++) {
      const w = INPUT_WEIGHTS[k]!;
      sum += weights[k]! * Math.tanh(w[0] * r + w[1] * m + w[2] * v + w[3] * depth + w[4] * faulting + BIASES[k]!);
    }
    return sum;
  };
}

function evaluator(imt: IntensityMeasure, distance: RowFunction, shift: number): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const output = network([c.W_21, c.W_22, c.W_23, c.W_24, c.W_25], distance);
  const unit = imt.kind === "PGV" ? Math.log(100) : -Math.log(GRAVITY);
  return rowEvaluator(
    (ctx, i) => LN10 * ((output(ctx, i) + c.B_2 + 1) * 0.5 * (c.tmax - c.tmin) + c.tmin) + unit + shift,
    { tau: c.tau * LN10, phi: c.phi * LN10 },
  );
}

/** Mean rjb for a point with rhypo. */
function surfaceDistance(rhypo: number, mag: number): number {
  const r = rhypo - (4.853 + 1.347e-6 * mag ** 8.163);
  return r >= 3 ? Math.sqrt(r * r - 9) : 0;
}

const germanDistance: RowFunction = (ctx, i) =>
  ctx.width[i]! <= 1e-3 ? surfaceDistance(ctx.rhypo[i]!, ctx.mag[i]!) : ctx.rjb[i]!;

export const derras2014: ModelFamily = {
  models: {
    DerrasEtAl2014: plainModel(FACTS, (imt) => evaluator(imt, (ctx, i) => ctx.rjb[i]!, 0)),
    DerrasEtAl2014RhypoGermany: (args) => {
      const { adjustment_factor } = readArguments(GERMAN_FACTS.name, args, { adjustment_factor: numberArgument(1) });
      return makeModel(GERMAN_FACTS, (imt) => evaluator(imt, germanDistance, Math.log(adjustment_factor)));
    },
  },
};

/**
 * Aristeidou, Shahnazaryan & O'Reilly (2024), Artificial neural network-based ground motion model for next-generation seismic intensity
 * measures, Soil Dynamics and Earthquake Engineering 184, 108851: nine inputs scaled to -3..3, a softmax layer of nine nodes, a tanh layer
 * of 150, and one output a measure. One class a definition of the horizontal component; the weights are an archive made by
 * `scripts/convert-network.ts`.
 *
 * log10 in the paper, ln(g), ln(cm/s), ln(cm), ln(s) here; rrup, rjb, rx, ztor, depth in km; z2pt5 in km, from vs30 (m/s) where not
 * measured. Magnitude 4.5 to 7.9, up to 300 km, vs30 107 to 1270 m/s. Only the periods of the paper; FIV3 also between them, linear in
 * ln(period).
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, parseIntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import archivePath from "../data/aristeidou-2024.qwt" with { type: "file" };
import { type Activation, type DenseLayer, denseLayer } from "../dense-network.ts";
import { ALL_STANDARD_DEVIATIONS, fillStandardDeviations, LN10, plainModel } from "../make-model.ts";
import { isNormal60UpTo, isReverse60UpTo } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { medianZ25, NOT_MEASURED } from "../site/basin-depth.ts";
import { arrayArchive, type NumericArray } from "../tables/array-archive.ts";

const FACTS: ModelFacts = {
  name: "AristeidouEtAl2024",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake", "ztor"],
  distanceColumns: ["rjb", "rrup", "rx"],
  siteColumns: ["vs30", "z2pt5"],
  measures: ["PGA", "PGD", "PGV", "SA", "Sa_avg2", "Sa_avg3"],
  doi: "10.1016/j.soildyn.2024.108851",
  validity: { magnitude: [4.5, 7.9], distance: 300, vs30: [107, 1270] },
};

const GEOMETRIC_MEAN_FACTS: ModelFacts = {
  ...FACTS,
  name: "AristeidouEtAl2024Geomean",
  component: "Average Horizontal",
  measures: ["FIV3", "RSD575", "RSD595", "SA", "Sa_avg2", "Sa_avg3"],
};

const LARGEST_FACTS: ModelFacts = {
  ...FACTS,
  name: "AristeidouEtAl2024RotD100",
  component: "Horizontal Maximum Direction (RotD100)",
  measures: ["SA", "Sa_avg2", "Sa_avg3"],
};

/** How the archive marks the component of spectral measures. */
type Component = "RotD50" | "RotD100" | "geomean";

const ARCHIVE = arrayArchive(archivePath);
/** Significant durations have other names in the paper. */
const NAMES: { readonly [kind: string]: string } = { RSD575: "Ds575", RSD595: "Ds595" };

function array(name: string): NumericArray {
  const found = ARCHIVE.table("network").arrays.get(name);
  if (found === undefined) throw new Error(`the network has no ${name}`);
  return found;
}

function layer(index: number, activation: Activation): DenseLayer {
  return denseLayer(array(`weights-${index}`).data, array(`biases-${index}`).data, activation);
}

/** Output of the network for one measure: weights of the 150 nodes, bias and standard deviations, all in log10 units. */
interface Output {
  readonly weights: Float64Array;
  readonly bias: number;
  readonly sigma: number;
  readonly tau: number;
  readonly phi: number;
}

function outputAt(index: number): Output {
  const { data, shape } = array("weights-2");
  const nodes = shape[1] ?? 0;
  const at = (name: string) => array(name).data[index] ?? Number.NaN;
  return {
    weights: data.subarray(index * nodes, (index + 1) * nodes),
    bias: at("biases-2"),
    sigma: at("sigma"),
    tau: at("tau"),
    phi: at("phi"),
  };
}

function between(low: Output, high: Output, share: number): Output {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return {
    weights: low.weights.map((weight, k) => mix(weight, high.weights[k]!)),
    bias: mix(low.bias, high.bias),
    sigma: mix(low.sigma, high.sigma),
    tau: mix(low.tau, high.tau),
    phi: mix(low.phi, high.phi),
  };
}

/** The output for a measure. @throws InputError for periods the network does not have. */
function findOutput(imt: IntensityMeasure, component: Component): Output {
  const names = (ARCHIVE.table("network").attributes["outputs"] ?? "").split(" ");
  const spectral = imt.kind === "SA" || imt.kind === "Sa_avg2" || imt.kind === "Sa_avg3";
  const kind = spectral ? `${imt.kind}_${component}` : (NAMES[imt.kind] ?? imt.kind);
  const index = names.indexOf(kind + imt.name.slice(imt.kind.length));
  if (index >= 0) return outputAt(index);
  const first = names.findIndex((name) => name.startsWith(`${kind}(`));
  const ofKind = names.filter((name) => name.startsWith(`${kind}(`));
  const periods = ofKind.map((name) => Number(name.slice(kind.length + 1, -1)));
  const above = periods.findIndex((period) => period > imt.period);
  if (imt.kind !== "FIV3" || above < 1)
    throw new InputError(`the network has no output for ${imt.name}`, {
      allowed: periods.map((period) => parseIntensityMeasure(`${imt.kind}(${period})`).name).join(", "),
    });
  const [low, high] = [periods[above - 1]!, periods[above]!];
  const share = Math.log(imt.period / low) / Math.log(high / low);
  return between(outputAt(first + above - 1), outputAt(first + above), share);
}

/** Ranges the inputs are scaled with; depths to 2.5 km/s in m. */
const RANGES = {
  rjb: [0, 299.44],
  rrup: [0.07, 299.59],
  depth: [2.3, 18.65],
  magnitude: [4.5, 7.9],
  vs30: [106.83, 1269.78],
  mechanism: [0, 4],
  z2pt5: [0, 7780],
  rx: [-297.13, 292.39],
  ztor: [0, 16.23],
} as const;

function scaled(value: number, range: readonly [number, number]): number {
  return ((value - range[0]) / (range[1] - range[0])) * 6 - 3;
}

/** 0 strike-slip, 1 normal, 2 reverse, 3 reverse-oblique, 4 normal-oblique; the upper end belongs to each interval of rakes. */
function aristeidouMechanism(rake: number): number {
  if (rake > 180 || rake <= -150 || (rake > -30 && rake <= 30) || rake > 150) return 0;
  if (rake < 0) return isNormal60UpTo(rake) ? 1 : 4;
  return isReverse60UpTo(rake) ? 2 : 3;
}

function evaluator(imt: IntensityMeasure, component: Component): GroundMotionEvaluator {
  const { weights, bias, sigma, tau, phi } = findOutput(imt, component);
  const first = layer(0, "softmax");
  const second = layer(1, "tanh");
  const last = denseLayer(weights, Float64Array.of(bias), "linear");
  const input = new Float64Array(first.inputs);
  const shares = new Float64Array(first.outputs);
  const nodes = new Float64Array(second.outputs);
  const output = new Float64Array(1);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const vs30 = ctx.vs30[i]!;
      const z2pt5 = ctx.z2pt5[i]! === NOT_MEASURED ? medianZ25(vs30, false) : ctx.z2pt5[i]!;
      input[0] = scaled(ctx.rjb[i]!, RANGES.rjb);
      input[1] = scaled(ctx.rrup[i]!, RANGES.rrup);
      input[2] = scaled(ctx.hypo_depth[i]!, RANGES.depth);
      input[3] = scaled(ctx.mag[i]!, RANGES.magnitude);
      input[4] = scaled(vs30, RANGES.vs30);
      input[5] = scaled(aristeidouMechanism(ctx.rake[i]!), RANGES.mechanism);
      input[6] = scaled(z2pt5 * 1000, RANGES.z2pt5);
      input[7] = scaled(ctx.rx[i]!, RANGES.rx);
      input[8] = scaled(ctx.ztor[i]!, RANGES.ztor);
      first.apply(input, shares);
      second.apply(shares, nodes);
      last.apply(nodes, output);
      out.mean[i] = output[0]! * LN10;
    }
    fillStandardDeviations(out, ctx.length, tau * LN10, phi * LN10, sigma * LN10);
  };
}

export const aristeidou2024: ModelFamily = {
  models: {
    AristeidouEtAl2024: plainModel(FACTS, (imt) => evaluator(imt, "RotD50")),
    AristeidouEtAl2024Geomean: plainModel(GEOMETRIC_MEAN_FACTS, (imt) => evaluator(imt, "geomean")),
    AristeidouEtAl2024RotD100: plainModel(LARGEST_FACTS, (imt) => evaluator(imt, "RotD100")),
  },
};

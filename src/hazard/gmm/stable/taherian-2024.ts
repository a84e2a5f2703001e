/**
 * Taherian, Silva, Kalakonas & Vicente (2024), An earthquake ground-motion model for Southwest Iberia, BSSA 114(5), 2613-2638: a network with
 * five inputs and one layer of six sigmoid nodes, trained on simulated records of inland and offshore ruptures.
 *
 * ln(cm/s2) and ln(cm/s) in the paper, ln(g) (of 981 cm/s2) and ln(cm/s) here; rjb, depth in km; rock of vs30 760 m/s. Magnitude 3 to 8.5,
 * up to 600 km, 0.01 to 4 s, linear in period between those of the network (PGA counting as 0.01 s). Inputs beyond the ranges are
 * extrapolated by the network.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { denseLayer } from "../dense-network.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel, withConstantDeviations } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";

const FACTS: ModelFacts = {
  name: "Taherian2024Inland",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Median horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 760,
  doi: "10.1785/0120230250",
  validity: { magnitude: [3, 8.5], distance: 600 },
};

/** A row a node: weights of setting (0 inland, 1 offshore), magnitude, rjb, depth and faulting (1 normal). */
const HIDDEN_WEIGHTS = Float64Array.of(
  ...[-0.016299034, -1.6419003, -22.109283, -2.1139205, -0.01600038],
  ...[-3.5626454, 0.034373622, 0.26910052, 0.4649173, 0.016119517],
  ...[-0.10336779, 5.709178, -1.1425326, 0.16271676, 0.033006128],
  ...[-0.2898931, 10.311469, -0.341137, 0.13330148, 0.019439787],
  ...[-0.36084267, -0.5273623, -3.5419717, 0.05657823, -0.006012339],
  ...[-0.10394411, 6.249729, -0.94938, -0.021897634, -0.047135152],
);
const HIDDEN_BIASES = Float64Array.of(-0.97804064, 4.274232, 0.10107211, -0.8428407, 0.5025322, -2.7997584);
const HIDDEN = denseLayer(HIDDEN_WEIGHTS, HIDDEN_BIASES, "sigmoid");

/** Weights and bias of the output of each measure, and its standard deviations. */
const OUTPUT = coefficientTable(
  "w1 w2 w3 w4 w5 w6 bias tau phi sigma",
  `
PGV                   15.73896 -4.6249003  11.675618    -1.5769604  6.897704  4.148578 -10.722977 0.536437409 0.249203819 0.584748122
PGA                   16.19614  -6.574638    7.58647   0.018419825 10.347569 3.3047574 -4.9460006 0.560534959 0.243669106 0.611207063
0.01                  16.19614  -6.574638    7.58647   0.018419825 10.347569 3.3047574 -4.9460006 0.560534959 0.243669106 0.611207063
0.02                 16.047283 -6.7691894   7.199033 -0.0090465825 10.635241  3.349123 -4.3704505 0.586797102 0.250420973 0.637998042
0.04                 14.842835 -7.1738057   6.109632     0.3242599 11.423432  3.491226 -3.4039783 0.594193527 0.257851675 0.647729445
0.05                 14.340988 -7.2902546   5.663487     0.6257079 11.682983 3.5327778  -3.181538 0.581546766 0.256991427 0.635799681
0.06666666666666667  13.686238 -7.3761387   5.199664     1.0427034 11.930112 3.5933115 -3.1610534 0.571526251  0.25531389 0.625961211
0.1                  12.984195 -7.3596582  4.6408887     1.7917674 12.062838 3.6608398 -3.4092064 0.552996317 0.251870684 0.607654316
0.125                12.678625  -7.265853  4.2706847     2.3211212 12.018952  3.701813 -3.6873815 0.547286421  0.24949612 0.601473806
0.2                  11.580638  -6.693676     2.2313      4.145082 11.323442 3.9775116 -3.9431844 0.540025487 0.240160935 0.591020136
0.25                 11.143968 -6.2998004  1.2648966     5.0251956 10.738635 4.1448393  -4.146944 0.539697967 0.238736016 0.590143017
0.4                  10.940674 -5.4064994 0.20289543     6.3066115  9.349588 4.4708605 -5.0773787 0.539748677 0.234710867 0.588572702
0.5                  11.113912  -5.042783   0.346984     6.5042706  8.704781  4.675485  -5.744951 0.536437409  0.23273434 0.584748122
0.625                11.398245  -4.689597 0.53428435      6.614318  8.097494 4.9082603  -6.400635  0.53110028 0.232926235 0.579932874
0.7692307692307692   11.754326 -4.3890586  1.0390134      6.421055  7.572303  5.104146 -7.1382265 0.532964882  0.23417217 0.582141023
1                     12.28279  -4.078615  1.7817459      6.040301  6.965261 5.4549932   -8.00071 0.530049414 0.237037624 0.580636905
1.25                 12.730376   -3.84892  2.6185787     5.4827952 6.5049953  5.744853  -8.793436 0.532506304 0.241076109 0.584534562
1.4925373134328357    13.08396 -3.7011383   3.342967     4.9751034 6.1798515 5.9838867  -9.362689 0.529688794 0.244845183 0.583540386
2                   13.6856165 -3.4295173   4.566408      4.035373  5.688823 6.4305363 -10.382567 0.529756778 0.251218468 0.586304496
3.125                14.393142  -3.167629  6.5245833     2.4511063 5.1124067   7.06459 -11.788974 0.524470346 0.260283973 0.585505671
4                   14.7040415 -3.0565724  7.5436163     1.5828687 4.8826313 7.3707995 -12.491596 0.519290669 0.264047911 0.582566818
`,
  { interpolation: "linear" },
);

/** Scaling of the inputs to the ranges the network was trained on: 3 to 8.5, 0 to 600 km, and 2.02 to 29.95 km of depth. */
const MAGNITUDE_SCALE = 0.18181818181818182;
const MAGNITUDE_OFFSET = -0.5454545454545454;
const DISTANCE_SCALE = 0.0016666666666666668;
const DEPTH_SCALE = 0.035807897789936545;
const DEPTH_OFFSET = -0.07248234670638956;

const LN_GAL = Math.log(981);

/** True within 30 degrees of pure normal faulting; angles are taken around the circle. */
function isNormal(rake: number): boolean {
  const around = ((rake % 360) + 360) % 360;
  return around >= 240 && around <= 300;
}

function evaluator(imt: IntensityMeasure, setting: 0 | 1): GroundMotionEvaluator {
  const c = OUTPUT.at(imt);
  const output = denseLayer(
    Float64Array.of(c.w1, c.w2, c.w3, c.w4, c.w5, c.w6),
    Float64Array.of(c.bias - (imt.kind === "PGV" ? 0 : LN_GAL)),
    "linear",
  );
  const input = new Float64Array(HIDDEN.inputs);
  const nodes = new Float64Array(HIDDEN.outputs);
  const mean = new Float64Array(1);
  return withConstantDeviations(
    (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) {
        input[0] = setting;
        input[1] = ctx.mag[i]! * MAGNITUDE_SCALE + MAGNITUDE_OFFSET;
        input[2] = ctx.rjb[i]! * DISTANCE_SCALE;
        input[3] = ctx.hypo_depth[i]! * DEPTH_SCALE + DEPTH_OFFSET;
        input[4] = isNormal(ctx.rake[i]!) ? 1 : 0;
        HIDDEN.apply(input, nodes);
        output.apply(nodes, mean);
        out.mean[i] = mean[0]!;
      }
    },
    c.tau,
    c.phi,
    c.sigma,
  );
}

export const taherian2024: ModelFamily = {
  models: {
    Taherian2024Inland: plainModel(FACTS, (imt) => evaluator(imt, 0)),
    Taherian2024Offshore: plainModel({ ...FACTS, name: "Taherian2024Offshore" }, (imt) => evaluator(imt, 1)),
  },
};

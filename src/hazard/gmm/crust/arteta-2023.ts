/**
 * Arteta, Pajaro, Mercado, Montejo, Arcila & Abrahamson (2023), Ground-motion model for crustal earthquakes in northern South America, BSSA
 * 113(1), 186-203, eqs. 1-7: site classes by the period and amplitude of the H/V ratio, or by vs30.
 *
 * ln(g); rhypo, rrup and depth in km, rvolc (km): length of the path in the volcanic arc; THV (s) and PHV of the H/V ratio. The reference
 * evaluates the form by H/V ratio at rrup, although it declares rhypo only; both are declared here.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import { type ArtetaSiteTerm, artetaSiteByRatio, artetaSiteByVs30 } from "../subduction/arteta-2021.ts";

const FACTS: ModelFacts = {
  name: "ArtetaEtAl2023_Vs30",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo", "rvolc"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  doi: "10.1785/0120220168",
};

const RATIO_FACTS: ModelFacts = {
  ...FACTS,
  name: "ArtetaEtAl2023",
  distanceColumns: ["rhypo", "rrup", "rvolc"],
  siteColumns: ["PHV", "THV"],
};

const COEFFICIENTS = coefficientTable(
  "Tetha1 Tetha2 Tetha3 Tetha4 Tetha5 Tetha6 Tetha7 M1 Tau Phi Sigma",
  `
PGA   -0.09036413715035 -0.1                 0  -0.79 -0.00352290539285 -0.00546561424069  0.00827518138215 6.75 0.43 0.7627169 0.8762061
0.01  -0.09036413715035 -0.1                 0  -0.79 -0.00352290539285 -0.00546561424069  0.00827518138215 6.75 0.43 0.7627169 0.8762061
0.02  -0.03163476464902 -0.1                 0  -0.79 -0.00352290539285 -0.00531971750513  0.00827518138215 6.75  0.4 0.7829162 0.8814521
0.03   0.03803983153989 -0.1                 0  -0.79 -0.00363290539285 -0.00523437338585  0.00827518138215 6.75 0.41 0.7882987 0.8901769
0.05   0.27268932473005 -0.1                 0  -0.79 -0.00400640052793 -0.00512685251144  0.00827518138215 6.75 0.44 0.7999928 0.9148708
0.075  0.60357889389202 -0.1                 0  -0.79 -0.00452272444232 -0.00504150839215  0.00827518138215 6.75 0.46 0.8577381 0.9724786
0.1    0.77250543153093 -0.1                 0  -0.79 -0.00467558252445 -0.00498095577587  0.00827518138215 6.75 0.49 0.8649259 0.9950361
0.15   0.83031569129887 -0.1                 0  -0.79  -0.0045826322261 -0.00489561165659  0.00827518138215 6.75 0.55 0.8403353 1.0045713
0.2    0.77177417567009 -0.1                 0  -0.79  -0.0042904199902 -0.00483505904031  0.00827518138215 6.75 0.55 0.8106246 0.9803633
0.25   0.74406108525515 -0.1            -0.002  -0.79  -0.0039177547164 -0.00478809078218  0.00827518138215 6.75 0.53 0.7754905 0.9404177
0.3     0.6982125913284 -0.1            -0.005  -0.79 -0.00364935753065 -0.00474971492103  0.00827518138215 6.75 0.53 0.7569856 0.9219692
0.4    0.62586903534097 -0.1 -0.01960009546283  -0.79 -0.00301800756134 -0.00468916230475  0.00827518138215 6.75  0.5 0.7611154 0.9095585
0.5     0.5697550138444 -0.1            -0.045  -0.79 -0.00247688301109 -0.00464219404662  0.00827518138215 6.75 0.49   0.75281 0.8987341
0.75   0.46779249842109 -0.1 -0.07811801033876  -0.79 -0.00171622454136 -0.00455684992733  0.00621850662809 6.75 0.45  0.689147 0.8230575
1      0.39544894243366 -0.1  -0.1059910829267  -0.79 -0.00140926057664 -0.00439629731105  0.00475927266745 6.75 0.43 0.6810577 0.8054437
1.5    0.17664061846303 -0.1 -0.14687417215278  -0.79 -0.00116926057664  -0.0039297707192  0.00270259791339 6.75 0.39 0.6951417 0.7970708
2     -0.08174802136771 -0.1 -0.16775903473555  -0.79 -0.00105926057664 -0.00309952154089  0.00124336395275 6.75 0.37 0.6892992 0.7823257
3     -0.57719785948713 -0.1 -0.18504181640978  -0.79 -0.00095926057664           -0.0012 -0.00081331080131 6.82 0.37 0.6201469 0.7195882
4     -0.87759786746456 -0.1 -0.19730414515362  -0.79 -0.00095926057664          -0.00035 -0.00227254476196 6.92 0.36 0.5703935 0.6744989
5     -1.21369061239075 -0.1 -0.20681554626374 -0.765 -0.00095926057664           -0.0001 -0.00340441455628    7 0.36 0.5734581 0.6744473
6     -1.64721216988727 -0.1 -0.21458692682785 -0.711 -0.00095926057664                 0 -0.00432921951601 7.06 0.35 0.5634325 0.6632919
7.5   -2.25547443621606 -0.1 -0.22409832793798 -0.634 -0.00095926057664                 0 -0.00546108931034 7.15 0.35 0.5439533  0.645747
10    -3.04183101928269 -0.1 -0.23636065668181 -0.529 -0.00095926057664                 0 -0.00692032327098 7.25 0.35 0.5869896 0.6808684
`,
);

const SITE = coefficientTable(
  "s2 s3 s4 s5",
  `
PGA    0.337 0.692 0.679 0.609
0.01   0.337 0.692 0.679 0.609
0.02   0.337 0.683 0.672 0.609
0.03   0.337 0.672 0.658 0.578
0.05   0.337 0.643  0.58 0.505
0.075  0.337 0.617   0.5 0.418
0.1    0.363 0.649 0.477 0.366
0.15   0.551  0.75 0.546 0.379
0.2    0.527 0.832  0.62 0.457
0.25   0.345 0.857  0.68 0.518
0.3    0.186  0.83 0.769 0.582
0.4    0.021 0.728 0.913 0.741
0.5    -0.04 0.529     1 0.849
0.75  -0.178 0.281 0.953 1.087
1     -0.261 0.156  0.69 1.279
1.5    -0.32 0.113 0.488 1.065
2     -0.318 0.071  0.35 0.849
3     -0.248 0.029 0.264 0.705
4     -0.212 0.028 0.225 0.642
5      -0.21 0.028 0.203 0.597
6      -0.21 0.028 0.203 0.597
7.5    -0.21 0.028 0.203 0.597
10     -0.21 0.028 0.203 0.597
`,
);

const PSEUDO_DEPTH = 4.5;

function evaluator(imt: IntensityMeasure, distance: "rhypo" | "rrup", siteTerm: ArtetaSiteTerm): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const site = siteTerm(SITE.at(imt));
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx[distance][i]!;
      return (
        c.Tetha1 +
        c.Tetha2 * Math.min(m - c.M1, 0) +
        c.Tetha3 * (8.5 - m) ** 2 +
        (c.Tetha4 + 0.275 * (m - c.M1)) * Math.log(Math.hypot(r, PSEUDO_DEPTH)) +
        c.Tetha5 * r +
        site(ctx, i) +
        c.Tetha6 * ctx.rvolc[i]! +
        c.Tetha7 * ctx.hypo_depth[i]!
      );
    },
    { tau: c.Tau, phi: c.Phi, sigma: c.Sigma },
  );
}

export const arteta2023: ModelFamily = {
  models: {
    ArtetaEtAl2023: plainModel(RATIO_FACTS, (imt) => evaluator(imt, "rrup", artetaSiteByRatio)),
    ArtetaEtAl2023_Vs30: plainModel(FACTS, (imt) => evaluator(imt, "rhypo", artetaSiteByVs30)),
  },
};

/**
 * Phung, Loh, Chao & Abrahamson (2020), Ground motion prediction equation for Taiwan subduction zone earthquakes, Earthquake Spectra 36(3),
 * 1331-1358: the form of the BC Hydro model with coefficients for Taiwan, or for Japan and Taiwan.
 *
 * ln(g); rrup, ztor in km, vs30 up to 1000 m/s, z1pt0 in m (-999: the median of vs30; other negative depths: no basin term).
 */

import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, readArguments } from "../model-arguments.ts";
import { type RowFunction, rowEvaluator } from "../row-evaluator.ts";
import { japanZ1, NOT_MEASURED } from "../site/basin-depth.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "PhungEtAl2020SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30", "z1pt0"],
  measures: ["PGA", "SA"],
  referenceVelocity: 1000,
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "PhungEtAl2020SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const COEFFICIENTS = coefficientTable(
  "a1 a1_del a2 a4 a4_del a5 a6jptw a6tw a7 a8jptw a8tw a10 a11 a12jptw a12tw a13 a14 b mref vlin tau4jptw phiss4jptw phis2s4jptw tau4tw phiss4tw phis2s4tw",
  `
PGA    4.4234  1.141899742 -1.552846733 0.441987425  0.328613796 0.03849929 -0.006794362 -0.000639314  0.681875399 -0.0075 -0.06276 0.016025291 0.014951807  0.8725  0.9321 -0.0256568 -0.011876681 -1.186 7.68  865.1 0.426469333 0.420489356 0.364038777 0.352252822  0.413 0.3443
0.01   4.4415  1.152006702 -1.554174269 0.442328411  0.352192886 0.04033665 -0.006817094 -0.000607826  0.679916748 -0.0083 -0.06296 0.017193978 0.014930723  0.8733  0.9327 -0.0259617 -0.012409284 -1.186 7.68  865.1 0.424670673 0.420220542 0.364065617 0.349216437 0.4126 0.3441
0.02   4.4657  1.154339185 -1.555152194 0.436082809  0.367677006 0.04190178 -0.006816137 -0.000577165  0.697566565 -0.0083 -0.06325  0.01828222  0.01491224  0.8851  0.9395 -0.0262528 -0.016872732 -1.186 7.68  865.1 0.429099403 0.418935068 0.364403496 0.344782755 0.4113 0.3434
0.05   4.5788  1.515303155 -1.556049687 0.363261281  0.452541112 0.04509359 -0.007285287 -0.000490096  1.036117503 -0.0212 -0.08865 0.020842842  0.01487185  1.2671  1.2819 -0.0270426  -0.08510905 -1.346 7.71 1053.5 0.477262493 0.419356601 0.417921293 0.355375576 0.4095 0.3907
0.075   4.729  1.904431142 -1.554562252 0.319469336  0.513739193  0.0462314 -0.007702243  -0.00042309  1.229932174 -0.0278 -0.09405 0.022162011 0.014854753  1.4426  1.4458 -0.0276048 -0.118005772 -1.471 7.77 1085.7 0.516365961  0.41012804 0.469674634 0.380828528 0.4003 0.4405
0.1    4.8676  1.945456526 -1.551165488 0.325896968  0.499522237 0.04819708 -0.007674043 -0.000361045  1.534436374 -0.0308 -0.09783 0.022757257 0.014852358  1.5605  1.5761 -0.0280794 -0.171218187 -1.624 7.77 1032.5 0.512863781 0.420066336 0.469076147 0.388526115 0.4094 0.4499
0.15   5.0388  1.787100626 -1.539140832 0.350561168   0.45427803  0.0432509  -0.00782682 -0.000251542  1.263659339 -0.0193 -0.08546 0.021797461 0.014893477  1.6752  1.7975  -0.028765 -0.124720279 -1.931 7.78  877.6 0.461620132 0.433030041 0.437340846 0.368100637  0.428 0.4104
0.2    5.1375  1.562515125 -1.520764226 0.401101385  0.363869484 0.03692059 -0.007547403 -0.000161014  1.177341019 -0.0087  -0.0707 0.020180594 0.015004213  1.8029  2.0219 -0.0291017 -0.120958201 -2.188 7.72  748.2 0.441284014 0.446059203 0.397161802 0.368643954 0.4438 0.3782
0.25   5.1106  1.356740101 -1.489051706 0.440779304  0.314270529 0.06597319 -0.007323965     -8.9e-05  1.046187707 -0.0062 -0.06045 0.018556649 0.015194298  1.8843  2.2014  -0.029097 -0.116255248 -2.381 7.62  654.3 0.434871493 0.456165064 0.384511586 0.375291842 0.4503 0.3559
0.3    5.0573  1.206013896 -1.464118878 0.486141867  0.282854636 0.06197944 -0.006976346    -3.54e-05  0.783076472 -0.0045 -0.05366 0.016978648  0.01540766  1.9457   2.324 -0.0287552 -0.077408811 -2.518 7.54  587.1 0.417105574 0.459407794 0.373773022 0.365828808 0.4532  0.346
0.4    4.9001  0.760110718 -1.414761429 0.593885499  0.176621233 0.06979644 -0.006143907     1.45e-05   0.56945524   0.024  -0.0143 0.014555899 0.015952307  2.1491  2.4684 -0.0269993 -0.054966213 -2.657 7.42    503 0.412231943 0.452177558 0.372643333 0.383635154 0.4428 0.3546
0.5    4.7813  0.431629072 -1.383170353 0.719248494  0.077343234 0.08783791 -0.005504091    -4.21e-05  0.437054838  0.0488  0.02962 0.012627818 0.016437613  2.2064  2.4869 -0.0235859 -0.034173086 -2.669 7.38  456.6 0.396422531 0.443446716 0.369406327 0.378521294 0.4383 0.3589
0.6    4.6503  0.214072689 -1.360022278 0.848115514  0.044354701 0.09612877 -0.004739568    -7.26e-05  0.497762038   0.064  0.06271 0.011191399  0.01652538  2.1559  2.3983 -0.0180673  -0.06069315 -2.599 7.36  430.3 0.403512982   0.4378372 0.397812841 0.369787955 0.4426 0.3812
0.75   4.3917  -0.01782956 -1.313716982  0.96522535 -0.012346815 0.10612877 -0.004285202 -0.000119483  0.262897537   0.072  0.08935 0.009211979 0.016212382   1.977   2.076 -0.0150673 -0.039053473 -2.401 7.32  410.5 0.409058414 0.446095737 0.419424271 0.375567859 0.4556 0.3856
1      3.7367 -0.204991951 -1.236841977 1.174894012 -0.083175191 0.22744484 -0.003957479 -0.000199116 -0.126754198  0.0791  0.12475 0.006851124 0.015784785  1.4834  1.4846 -0.0031849  0.017806808 -1.955 7.25    400 0.428087961  0.44128784 0.408446403 0.375762655 0.4518 0.3692
1.5     2.803 -0.382378342 -1.100570482 1.360979471 -0.226959428 0.16136621 -0.003379651 -0.000362196 -0.121313834  0.0864   0.1643 0.003814084  0.01399451  0.5185  0.3763 -0.0031849 -0.005705423 -1.025 7.25    400 0.440164103  0.42093392 0.420315802  0.39959416 0.4305 0.3703
2      1.8695 -0.352611734 -0.990254902  1.38307024 -0.206168741 0.22767232 -0.003469497 -0.000611716 -0.496676074  0.0905  0.17542 0.001733925 0.011927777 -0.3208 -0.4191 -0.0031849  0.053155037 -0.299 7.25    400 0.451402135 0.425797447 0.416797894 0.411391314 0.4413 0.3713
2.5    1.0159 -0.228719047 -0.896093506 1.382803719 -0.163340854 0.27153377 -0.003409644 -0.000869846 -0.513466165  0.0976  0.16991           0 0.009749305 -0.6999 -0.7674 -0.0031849  0.068765677      0 7.25    400 0.461009777 0.419978946 0.404296599 0.428877733 0.4379 0.3578
3      0.4461  -0.16534756 -0.818199517 1.391730855 -0.154799226 0.28822087 -0.003614492  -0.00106641 -0.600511124  0.0987  0.16367           0 0.007785629 -0.6077 -0.7527 -0.0031849  0.071577687      0 7.25    400 0.457681279 0.413207757 0.362727332 0.432913094 0.4302   0.35
4     -0.4692  0.010400184 -0.730697376  1.36799257 -0.112793712 0.32589322 -0.003749858 -0.001185004 -0.425097306   0.089   0.1506           0  0.00494863 -0.5689 -0.7088 -0.0031849  0.042405486      0 7.25    400 0.470193371  0.36936182 0.354026172 0.435941037 0.4268 0.3234
5     -0.8403  0.135306871 -0.734817372 1.379913313 -0.003105582 0.30383949 -0.003243671   -0.0009885 -0.528599974  0.0758  0.15646           0 0.003408571 -0.4942 -0.7305 -0.0031849  0.054712361      0 7.25    400 0.461834624 0.349936999 0.300771328 0.415321618 0.4286  0.304
`,
);

type Row = ReturnType<typeof COEFFICIENTS.at>;

const A3 = 0.1;
const A9 = 0.25;
const SATURATION = 10;
const SOIL_C = 1.88;
const SOIL_N = 1.18;
const ROCK_VS30 = 1000;

type Region = "tw" | "jptw";

interface Options {
  readonly region: Region;
  readonly slab: boolean;
}

/** Motion without site terms. `anelastic` is that of Taiwan for the rock motion of the site term, whatever the region. */
function path(c: Row, options: Options, anelastic: number): RowFunction {
  const both = options.region === "jptw";
  const slab = options.slab;
  const slope = c.a4 + (both ? c.a4_del : 0);
  const constant = c.a1 + (both ? c.a1_del : 0) + (slab ? c.a7 : 0);
  const spreading = c.a2 + (slab ? c.a14 : 0);
  return (ctx, i) => {
    const m = ctx.mag[i]!;
    const r = ctx.rrup[i]!;
    const top = ctx.ztor[i]!;
    const dm = m - c.mref;
    return (
      constant +
      (dm <= 0 ? slope : c.a5) * dm +
      c.a13 * (10 - m) ** 2 +
      (spreading + A3 * (m - 7.8)) * Math.log(r + SATURATION * Math.exp(A9 * (m - 6))) +
      anelastic * r +
      (slab ? c.a11 * (Math.min(top, 80) - 40) : c.a10 * (Math.min(top, 40) - 20))
    );
  };
}

function siteTerm(c: Row, slope: number, vs30: number, pgaRock: number): number {
  const ratio = vs30 / c.vlin;
  if (vs30 >= c.vlin) return (slope + c.b * SOIL_N) * Math.log(ratio);
  return (
    slope * Math.log(ratio) - c.b * Math.log(pgaRock + SOIL_C) + c.b * Math.log(pgaRock + SOIL_C * ratio ** SOIL_N)
  );
}

/** Median depth (m) to 1 km/s in Taiwan. */
function taiwanZ1(vs30: number): number {
  return Math.exp((-3.96 / 2) * Math.log((vs30 ** 2 + 352.7 ** 2) / (1750 ** 2 + 352.7 ** 2)));
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const pga = COEFFICIENTS.at(PGA);
  const both = options.region === "jptw";
  const spectral = path(c, options, both ? c.a6jptw : c.a6tw);
  const rock = path(pga, options, pga.a6tw);
  const rockSite = (pga.a12tw + pga.b * SOIL_N) * Math.log(ROCK_VS30 / pga.vlin);
  const slope = both ? c.a12jptw : c.a12tw;
  const basin = both ? c.a8jptw : c.a8tw;
  const medianZ1 = both ? japanZ1 : taiwanZ1;
  return rowEvaluator(
    (ctx, i) => {
      const v = Math.min(ctx.vs30[i]!, ROCK_VS30);
      const z1 = ctx.z1pt0[i]!;
      const depth = z1 === NOT_MEASURED || z1 < 0 ? 0 : Math.min(Math.log(z1 / medianZ1(v)), 1);
      return spectral(ctx, i) + siteTerm(c, slope, v, Math.exp(rock(ctx, i) + rockSite)) + basin * depth;
    },
    both
      ? { tau: c.tau4jptw, phi: Math.hypot(c.phiss4jptw, c.phis2s4jptw) }
      : { tau: c.tau4tw, phi: Math.hypot(c.phiss4tw, c.phis2s4tw) },
  );
}

function variant(facts: ModelFacts, slab: boolean): ModelFactory {
  return (args) => {
    const { region } = readArguments(facts.name, args, { region: choiceArgument(["jptw", "tw"], "jptw") });
    return makeModel(facts, (imt) => evaluator(imt, { region, slab }));
  };
}

export const phung2020Subduction: ModelFamily = {
  models: {
    PhungEtAl2020SInter: variant(INTERFACE_FACTS, false),
    PhungEtAl2020SSlab: variant(SLAB_FACTS, true),
  },
};

/**
 * Weatherill & Cotton (2020), A ground motion logic tree for seismic hazard analysis in the stable cratonic region of Europe:
 * regionalisation, model selection and development of a scaled backbone approach, BEE 18, 6119-6148, eqs. 1-5: fit to the NGA-East suite on rock of
 * 3000 m/s, with the site term of NGA-East.
 *
 * ln(g); rrup in km. `epsilon` shifts the median, `site_epsilon` the amplification by their epistemic standard deviations.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import {
  atMagnitude,
  PHI_MODELS,
  type PhiModel,
  phiKnots,
  stewartSiteToSite,
  TAU_MODELS,
  type TauModel,
  tauKnots,
  USGS_PANEL,
} from "../al-atik-2015-sigma.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, optionalNumber, readArguments } from "../model-arguments.ts";
import { ngaEastSite } from "../site/nga-east-site.ts";

const FACTS: ModelFacts = {
  name: "ESHM20Craton",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 3000,
};

const COEFFICIENTS = coefficientTable(
  "e1 b1 b2 b3 c1 c2 c3 sigma_mu",
  `
PGA    0.129433711217154 0.516399476752765  -0.120321874005482 0.209372712495698 -1.49820100429001 0.220432033342701  -0.219311496696072  0.46751801723497
0.01   0.441910295918064 0.507166125004641  -0.101879716749089 0.184282079939229 -1.56753763950638 0.222961320838036   -0.21738508637107 0.424145087820724
0.02   0.979123809125496 0.464490220614734  -0.113773493810327 0.167233525048116 -1.62825571194736 0.226150925046427  -0.244152174912515 0.453414267627762
0.025   1.04334060941835 0.469670674909745   -0.11345086516164 0.174065913292435 -1.60908830139611 0.224104272434454    -0.2576680445215 0.456276006752802
0.03    1.04656849568385  0.47629517334163  -0.114529545176663 0.188789464775533 -1.57834523952911 0.220697857317202  -0.270012905599192 0.442617576906802
0.04    1.00766345349564 0.493809587666455  -0.115010835785337 0.208535847120219 -1.52232244977795 0.215223039177726  -0.287476718761613 0.432692547164462
0.05   0.951568976547282 0.507030793387879  -0.116999742404395 0.227662857289356 -1.47612267464663  0.21002097650411  -0.298269115878599 0.436894676747672
0.075  0.766898926868941 0.537817749890152   -0.12579303843572 0.255897568366613 -1.39013641948231  0.19893549500116  -0.306252687516916 0.445048551267241
0.1    0.566921463821433 0.563265477669262  -0.139088774136544 0.285966324295526 -1.32905052927637 0.189118846081288  -0.296370961200285 0.445057073756783
0.15   0.316925422496063 0.627617718350029  -0.168967815401289  0.33841477206743 -1.25211993705245 0.167801937655424  -0.266500374971442 0.408938323358624
0.2    0.116888680130253 0.691136578143751  -0.191138619153456 0.377390002770526 -1.20586644897371 0.154400113563626  -0.236539991686536  0.39671760059779
0.25    -0.0438423798577 0.744829702492645  -0.208516032733816 0.406488784261977 -1.18352051545358 0.146981292282198  -0.208303084459663 0.385803497323193
0.3   -0.198476724421674 0.799805296458131  -0.223154823615584 0.433865912912985 -1.16557023447139 0.140633373085703  -0.179796844182646 0.386776049771811
0.4   -0.441747369972888 0.897281226627442  -0.242204915099546 0.483912433515021 -1.15156734492077 0.133979350791855  -0.136250995508716 0.395064995993542
0.5   -0.637444825872443 0.992673274984355  -0.253908946132641 0.526938715295978 -1.14419843291335 0.129943753235505  -0.112134931166961 0.416676943629526
0.75   -1.03236240471811  1.23796003343178  -0.248353441019326 0.613138137400433 -1.12728314803895 0.121478497518643 -0.0735664802614733 0.424883714950325
1      -1.37280290279647  1.44580389549781  -0.229115739150742 0.691619273496051 -1.10947364377839 0.116810841150476 -0.0583506072267647 0.435248946431388
1.5     -1.8884672493983  1.73021116911753  -0.193720349737837 0.805618949392974 -1.10238976578388 0.114304314269286 -0.0390002103787838 0.494395041361088
2      -2.33452311298584   1.9204511961312  -0.161746251537187 0.908051097334214 -1.09476613327876 0.113858927938807 -0.0296892844443899 0.529656872094865
3      -3.03492008015108  2.14684824613911  -0.114822455400139  1.08514063564681 -1.09084212215003 0.115716684506372 -0.0198059757373382 0.550851605706151
4      -3.57661628396862  2.26268782222439 -0.0885264828734587  1.22776567672479 -1.09028991715414 0.117770415095847 -0.0135787505915478 0.547911773655132
5      -4.02262882767058  2.31874356395098 -0.0777038034207444  1.34663742071054 -1.09024942151365 0.118983393877196 -0.0083301911092432 0.536941450716745
7.5    -4.87643088170643   2.3732192261442 -0.0645988540118558  1.52969285927858 -1.10750011821578 0.131643152520841  -4.88890402107e-05  0.53185328298145
10     -5.48914907621453  2.38148060787123 -0.0633541563175792   1.6200197676395 -1.12740443208222  0.14129174720653  0.0059559626930461 0.560198970449326
`,
);

const H = 5;
const REFERENCE_DISTANCE = Math.sqrt(1 + H * H);

interface Options {
  readonly epsilon: number;
  readonly site_epsilon: number;
  readonly ergodic: boolean;
  readonly tau_model: TauModel;
  readonly phi_model: PhiModel;
  readonly tau_quantile: number | undefined;
  readonly phi_ss_quantile: number | undefined;
}

function lnRock(c: Coefficients<"e1 b1 b2 b3 c1 c2 c3">, mag: number, r: number): number {
  const dm = mag - 6.2;
  return (
    c.e1 +
    (dm <= 0 ? c.b1 * dm + c.b2 * dm * dm : c.b3 * dm) +
    (c.c1 + c.c2 * (mag - 4.5)) * Math.log(r / REFERENCE_DISTANCE) +
    (c.c3 * (r - REFERENCE_DISTANCE)) / 100
  );
}

function evaluator(imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const c = COEFFICIENTS.at(imt);
  const rock = COEFFICIENTS.at(PGA);
  const site = ngaEastSite(imt);
  const tau = tauKnots(options.tau_model, imt, options.tau_quantile);
  const phi = phiKnots(options.phi_model, imt, options.phi_ss_quantile);
  const siteToSite = USGS_PANEL.at(imt);
  const shift = options.epsilon * c.sigma_mu;
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const vs30 = ctx.vs30[i]!;
      const r = Math.sqrt(ctx.rrup[i]! ** 2 + H * H);
      const pga = Math.exp(lnRock(rock, m, r));
      let mean = lnRock(c, m, r) + site.amplification(vs30, pga) + shift;
      if (options.site_epsilon !== 0) mean += options.site_epsilon * site.deviation(vs30, pga);
      out.mean[i] = mean;
      const between = atMagnitude(tau, m);
      let variance = atMagnitude(phi, m) ** 2;
      if (options.ergodic) variance += stewartSiteToSite(siteToSite, vs30) ** 2;
      out.tau[i] = between;
      out.phi[i] = Math.sqrt(variance);
      out.sigma[i] = Math.sqrt(variance + between * between);
    }
  };
}

function eshm20Craton(args: ModelArguments) {
  const options = readArguments(FACTS.name, args, {
    epsilon: numberArgument(0),
    tau_model: choiceArgument(TAU_MODELS, "global"),
    phi_model: choiceArgument(PHI_MODELS, "global"),
    ergodic: flagArgument(true),
    tau_quantile: optionalNumber(),
    phi_ss_quantile: optionalNumber(),
    site_epsilon: numberArgument(0),
  });
  return makeModel(FACTS, (imt) => evaluator(imt, options));
}

export const eshm20CratonFamily: ModelFamily = {
  models: { ESHM20Craton: eshm20Craton },
  aliases: {
    ESHM20CratonVLowStressLowSite: ["ESHM20Craton", { epsilon: -2.85697, site_epsilon: -1.732051 }],
    ESHM20CratonVLowStressMidSite: ["ESHM20Craton", { epsilon: -2.85697, site_epsilon: 0.0 }],
    ESHM20CratonVLowStressHighSite: ["ESHM20Craton", { epsilon: -2.85697, site_epsilon: 1.732051 }],
    ESHM20CratonLowStressLowSite: ["ESHM20Craton", { epsilon: -1.35563, site_epsilon: -1.732051 }],
    ESHM20CratonLowStressMidSite: ["ESHM20Craton", { epsilon: -1.35563, site_epsilon: 0.0 }],
    ESHM20CratonLowStressHighSite: ["ESHM20Craton", { epsilon: -1.35563, site_epsilon: 1.732051 }],
    ESHM20CratonMidStressLowSite: ["ESHM20Craton", { epsilon: 0.0, site_epsilon: -1.732051 }],
    ESHM20CratonMidStressMidSite: ["ESHM20Craton", { epsilon: 0.0, site_epsilon: 0.0 }],
    ESHM20CratonMidStressHighSite: ["ESHM20Craton", { epsilon: 0.0, site_epsilon: 1.732051 }],
    ESHM20CratonHighStressLowSite: ["ESHM20Craton", { epsilon: 1.35563, site_epsilon: -1.732051 }],
    ESHM20CratonHighStressMidSite: ["ESHM20Craton", { epsilon: 1.35563, site_epsilon: 0.0 }],
    ESHM20CratonHighStressHighSite: ["ESHM20Craton", { epsilon: 1.35563, site_epsilon: 1.732051 }],
    ESHM20CratonVHighStressLowSite: ["ESHM20Craton", { epsilon: 2.85697, site_epsilon: -1.732051 }],
    ESHM20CratonVHighStressMidSite: ["ESHM20Craton", { epsilon: 2.85697, site_epsilon: 0.0 }],
    ESHM20CratonVHighStressHighSite: ["ESHM20Craton", { epsilon: 2.85697, site_epsilon: 1.732051 }],
    // The shallow crust's branches for the craton.
    ESHM20CratonShallowMidStressMidAtten: ["KothaEtAl2020ESHM20", {}],
    ESHM20CratonShallowMidStressSlowAtten: ["KothaEtAl2020ESHM20", { c3_epsilon: 1.732051 }],
    ESHM20CratonShallowHighStressMidAtten: ["KothaEtAl2020ESHM20", { sigma_mu_epsilon: 1.732051 }],
    ESHM20CratonShallowHighStressSlowAtten: [
      "KothaEtAl2020ESHM20",
      { sigma_mu_epsilon: 1.732051, c3_epsilon: 1.732051 },
    ],
  },
};

/**
 * NGA-East models for central and eastern North America: Goulet et al. (2017), PEER 2017/03, median tables by magnitude and rupture distance on
 * rock of 3000 m/s, the site term of Stewart et al. and Hashash et al. (PEER 2017/04 and 05), standard deviations of Al Atik (2015).
 *
 * ln(g) or ln(cm/s); rrup in km up to 1500, vs30 in m/s. Magnitude 4 to 8.2.
 */
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import {
  atMagnitude,
  deviationAtQuantile,
  deviationMeasures,
  type MagnitudeKnots,
  PHI_MODELS,
  type PhiModel,
  phiDeviationKnots,
  phiKnots,
  siteToSite,
  siteToSiteAtQuantile,
  TAU_MODELS,
  type TauModel,
  tauDeviationKnots,
  tauKnots,
} from "../al-atik-2015-sigma.ts";
import { coefficientTable } from "../coefficients.ts";
import archive from "../data/nga-east.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, numberArgument, optionalNumber, readArguments, textArgument } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { ngaEastSite } from "../site/nga-east-site.ts";
import { arrayArchive } from "./array-archive.ts";
import { archivedGroundMotionTable, type GroundMotionTable, groundMotionCurve } from "./ground-motion-table.ts";

const TABLES = arrayArchive(archive);

interface Options {
  readonly tau_model: TauModel;
  readonly phi_model: PhiModel;
  readonly phi_s2ss_model: "cena" | undefined;
  readonly tau_quantile: number | undefined;
  readonly phi_ss_quantile: number | undefined;
  readonly phi_s2ss_quantile: number | undefined;
  readonly site_epsilon: number;
}

const ARGUMENTS = {
  gmpe_table: textArgument(""),
  tau_model: choiceArgument(TAU_MODELS, "global"),
  phi_model: choiceArgument(PHI_MODELS, "global"),
  phi_s2ss_model: choiceArgument(["cena"], undefined),
  tau_quantile: optionalNumber(),
  phi_ss_quantile: optionalNumber(),
  phi_s2ss_quantile: optionalNumber(),
  site_epsilon: numberArgument(0),
};

/** Fills the mean; the standard deviations are left. */
function meanEvaluator(table: GroundMotionTable, imt: IntensityMeasure, siteEpsilon: number): GroundMotionEvaluator {
  const own = groundMotionCurve(table, imt, "linear");
  const rock = groundMotionCurve(table, table.measures.includes("PGA") ? PGA : spectralAcceleration(0.01), "linear");
  const site = ngaEastSite(imt);
  return (ctx, out) => {
    const distance = ctx[table.metric];
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        own.setMagnitude(ctx.mag[i]!);
        rock.setMagnitude(ctx.mag[i]!);
      }
      const vs30 = ctx.vs30[i]!;
      const pga = Math.exp(rock.lnAmplitude(distance[i]!));
      let mean = own.lnAmplitude(distance[i]!) + site.amplification(vs30, pga);
      if (siteEpsilon !== 0) mean += siteEpsilon * site.deviation(vs30, pga);
      out.mean[i] = mean;
    }
  };
}

function facts(name: string, table: GroundMotionTable): ModelFacts {
  return {
    name,
    tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
    component: "Average Horizontal (RotD50)",
    standardDeviations: ALL_STANDARD_DEVIATIONS,
    ruptureColumns: ["mag"],
    distanceColumns: [table.metric],
    siteColumns: ["vs30"],
    measures: table.measures,
  };
}

function byParts(args: ModelArguments) {
  const name = "NGAEastGMPE";
  const options = readArguments(name, args, ARGUMENTS);
  const table = archivedGroundMotionTable(TABLES, name, options.gmpe_table);
  return makeModel(facts(name, table), (imt) => {
    const mean = meanEvaluator(table, imt, options.site_epsilon);
    const tau = tauKnots(options.tau_model, imt, options.tau_quantile);
    const phi = phiKnots(options.phi_model, imt, options.phi_ss_quantile);
    const site2 = options.phi_s2ss_model === undefined ? 0 : siteToSiteAtQuantile(imt, options.phi_s2ss_quantile) ** 2;
    return (ctx, out) => {
      mean(ctx, out);
      for (let i = 0; i < ctx.length; i++) {
        const between = atMagnitude(tau, ctx.mag[i]!);
        const variance = atMagnitude(phi, ctx.mag[i]!) ** 2 + site2;
        out.tau[i] = between;
        out.phi[i] = Math.sqrt(variance);
        out.sigma[i] = Math.sqrt(variance + between * between);
      }
    };
  });
}

/** Total standard deviation at the magnitudes of tau, by measure of the tables; between them it is interpolated. */
function totalDeviations(options: Options, quantile: number | undefined) {
  const magnitudes = tauKnots(options.tau_model, PGA).magnitudes;
  const rows: string[] = [];
  for (const imt of deviationMeasures(options.phi_model, options.phi_s2ss_model !== undefined)) {
    const tau = tauKnots(options.tau_model, imt, options.tau_quantile);
    const tauDeviation = tauDeviationKnots(options.tau_model, imt);
    const phi = phiKnots(options.phi_model, imt, options.phi_ss_quantile);
    const phiDeviation = phiDeviationKnots(options.phi_model, imt);
    const site = options.phi_s2ss_model === undefined ? { mean: 0, deviation: 0 } : siteToSite(imt);
    const values = magnitudes.map((knot) => {
      // The constant tau has no magnitude of its own: the reference takes phi for an infinite one.
      const mag = magnitudes.length === 1 ? Number.POSITIVE_INFINITY : knot;
      const at = (knots: MagnitudeKnots) => atMagnitude(knots, mag);
      const mean = Math.hypot(at(tau), at(phi), site.mean);
      const deviation = Math.hypot(at(tauDeviation), at(phiDeviation), site.deviation);
      return deviationAtQuantile(mean, deviation, quantile);
    });
    rows.push([imt.name, ...values].join(" "));
  }
  const columns = magnitudes.map((_, index) => `sigma${index}`).join(" ");
  return { magnitudes, table: coefficientTable(columns, rows.join("\n")) };
}

function total(args: ModelArguments) {
  const name = "NGAEastGMPETotalSigma";
  const options = readArguments(name, args, { ...ARGUMENTS, sigma_quantile: optionalNumber() });
  const table = archivedGroundMotionTable(TABLES, name, options.gmpe_table);
  const { magnitudes, table: deviations } = totalDeviations(options, options.sigma_quantile);
  return makeModel({ ...facts(name, table), standardDeviations: TOTAL_STANDARD_DEVIATION }, (imt) => {
    const mean = meanEvaluator(table, imt, options.site_epsilon);
    const sigma: MagnitudeKnots = { magnitudes, values: Object.values(deviations.at(imt)) };
    return (ctx, out) => {
      mean(ctx, out);
      out.tau.fill(0, 0, ctx.length);
      out.phi.fill(0, 0, ctx.length);
      for (let i = 0; i < ctx.length; i++) out.sigma[i] = atMagnitude(sigma, Math.round(ctx.mag[i]! * 100) / 100);
    };
  });
}

const ALIASES: readonly (readonly [string, string])[] = [
  ["Boore2015NGAEastA04", "BOORE_A04_J15"],
  ["Boore2015NGAEastAB14", "BOORE_AB14_J15"],
  ["Boore2015NGAEastAB95", "BOORE_AB95_J15"],
  ["Boore2015NGAEastBCA10D", "BOORE_BCA10D_J15"],
  ["Boore2015NGAEastBS11", "BOORE_BS11_J15"],
  ["Boore2015NGAEastSGD02", "BOORE_SGD02_J15"],
  ["DarraghEtAl2015NGAEast1CCSP", "DARRAGH_1CCSP"],
  ["DarraghEtAl2015NGAEast1CVSP", "DARRAGH_1CVSP"],
  ["DarraghEtAl2015NGAEast2CCSP", "DARRAGH_2CCSP"],
  ["DarraghEtAl2015NGAEast2CVSP", "DARRAGH_2CVSP"],
  ["YenierAtkinson2015NGAEast", "YENIER_ATKINSON"],
  ["PezeschkEtAl2015NGAEastM1SS", "PEZESCHK_M1SS"],
  ["PezeschkEtAl2015NGAEastM2ES", "PEZESCHK_M2ES"],
  ["Frankel2015NGAEast", "FRANKEL_J15"],
  ["ShahjoueiPezeschk2015NGAEast", "SHAHJOUEI_PEZESCHK"],
  ["AlNomanCramer2015NGAEast", "ALNOMAN_CRAMER"],
  ["Graizer2015NGAEast", "GRAIZER"],
  ["HassaniAtkinson2015NGAEast", "HASSANI_ATKINSON"],
  ["HollenbackEtAl2015NGAEastGP", "PEER_GP"],
  ["HollenbackEtAl2015NGAEastEX", "PEER_EX"],
];

export const ngaEast: ModelFamily = {
  models: { NGAEastGMPE: byParts, NGAEastGMPETotalSigma: total },
  aliases: Object.fromEntries(
    ALIASES.flatMap(([alias, key]): [string, readonly [string, ModelArguments]][] => {
      const args = { gmpe_table: `NGAEast_${key}.hdf5` };
      return [
        [alias, ["NGAEastGMPE", args]],
        [`${alias}TotalSigma`, ["NGAEastGMPETotalSigma", args]],
      ];
    }),
  ),
};

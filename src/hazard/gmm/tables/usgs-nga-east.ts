/**
 * NGA-East as the US national seismic hazard model 2018 uses it (Petersen et al. 2020, Earthquake Spectra 36(1); Rezaeian et al. 2021): 17
 * representative models and the seed models as tables on rock of 3000 m/s, interpolated log-log in distance, with the site term averaged over its
 * epistemic standard deviation, and standard deviations of the panel, of EPRI (2013), or their weighted mean (COLLAPSED, total only).
 *
 * Options of the 2023 model: bias adjustment, amplification of the coastal plains (Chapman & Guo 2021), scaling with sediment thickness.
 */
import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { atMagnitude, stewartSiteToSite, USGS_EPRI, USGS_PANEL } from "../al-atik-2015-sigma.ts";
import { coefficientTable } from "../coefficients.ts";
import coastalPlainArchive from "../data/chapman-guo-2021.qwt" with { type: "file" };
import archive from "../data/usgs-nga-east.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionBlock, GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, readArguments, textArgument } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { ngaEastSite } from "../site/nga-east-site.ts";
import { arrayArchive } from "./array-archive.ts";
import { archivedGroundMotionTable, type GroundMotionTable, groundMotionCurve } from "./ground-motion-table.ts";

const NAME = "NGAEastUSGSGMPE";
const TABLES = arrayArchive(archive);
const COASTAL_PLAIN = arrayArchive(coastalPlainArchive);
const SIGMA_MODELS = ["COLLAPSED", "EPRI", "PANEL"] as const;
type SigmaModel = (typeof SIGMA_MODELS)[number];

/** Bias adjustment of 2023: a constant and a slope with vs30 above 1000 m/s. */
const BIAS = coefficientTable(
  "nga_adj vs30_b",
  `
PGV   -0.085  -0.25
PGA    -0.04 -0.346
0.01   -0.07 -0.352
0.02   -0.21 -0.305
0.03  -0.211 -0.261
0.05  -0.212  -0.22
0.075 -0.205  -0.22
0.1   -0.205  -0.22
0.15  -0.192  -0.22
0.2   -0.149  -0.22
0.25  -0.132  -0.22
0.3   -0.121  -0.22
0.4   -0.097  -0.22
0.5    -0.09  -0.22
0.75   -0.04 -0.205
1      -0.01 -0.175
1.5    0.045 -0.173
2       0.14 -0.173
3       0.27 -0.173
4      0.315 -0.173
5      0.377 -0.173
7.5    0.448 -0.173
10     0.401 -0.173
`,
);

/** Fills tau, phi and sigma of row `i`. */
function standardDeviationFiller(imt: IntensityMeasure, model: SigmaModel) {
  const e = USGS_EPRI.at(imt);
  const p = USGS_PANEL.at(imt);
  const epriMagnitudes = [5, 6, 7];
  const epriTau = { magnitudes: epriMagnitudes, values: [e.tau_M5, e.tau_M6, e.tau_M7] };
  const epriPhi = { magnitudes: epriMagnitudes, values: [e.phi_M5, e.phi_M6, e.phi_M7] };
  const panelTau = { magnitudes: [4.5, 5, 5.5, 6.5], values: [p.t1, p.t2, p.t3, p.t4] };
  const panelPhi = { magnitudes: [5, 6.5], values: [p.ss_a, p.ss_b] };
  return (ctx: ContextBlock, i: number, out: GroundMotionBlock) => {
    const mag = Math.round(ctx.mag[i]! * 100) / 100;
    const tauE = atMagnitude(epriTau, mag);
    const phiE = atMagnitude(epriPhi, mag);
    const tauP = atMagnitude(panelTau, mag);
    const phiP = Math.hypot(atMagnitude(panelPhi, mag), stewartSiteToSite(p, ctx.vs30[i]!));
    const collapsed = model === "COLLAPSED";
    out.tau[i] = collapsed ? 0 : model === "EPRI" ? tauE : tauP;
    out.phi[i] = collapsed ? 0 : model === "EPRI" ? phiE : phiP;
    out.sigma[i] = collapsed
      ? 0.8 * Math.hypot(tauE, phiE) + 0.2 * Math.hypot(tauP, phiP)
      : Math.hypot(out.tau[i]!, out.phi[i]!);
  };
}

/** ln of the coastal plain's amplification by sediment thickness (km), magnitude and rupture distance, Chapman & Guo (2021). */
function coastalPlain(imt: IntensityMeasure): (thickness: number, mag: number, rrup: number) => number {
  const table = COASTAL_PLAIN.table("chapman_guo_2021_psa_ratios.csv").arrays;
  const ratios = table.get(imt.name)?.data;
  if (ratios === undefined)
    throw new InputError(`${NAME}: coastal_plains_site_amp has no values for ${imt.name}`, {
      parameter: "coastal_plains_site_amp",
      allowed: [...table.keys()].slice(3).join(", "),
    });
  const axes = ["zsed", "magnitude", "distance"].map((axis) => table.get(axis)?.data ?? new Float64Array(0));
  const [zs, ms, rs] = axes as [Float64Array, Float64Array, Float64Array];
  return (thickness, mag, rrup) => {
    if (thickness === -999) return 0;
    const [i, u] = cell(zs, thickness);
    const [j, v] = cell(ms, mag);
    const [k, w] = cell(rs, rrup);
    const at = (a: number, b: number, c: number) => ratios[(a * ms.length + b) * rs.length + c]!;
    const along = (a: number, b: number) => at(a, b, k) + w * (at(a, b, k + 1) - at(a, b, k));
    const across = (a: number) => along(a, j) + v * (along(a, j + 1) - along(a, j));
    return Math.log(across(i) + u * (across(i + 1) - across(i)));
  };
}

/** Cell of an axis and the share of it, held at the ends. */
function cell(axis: Float64Array, x: number): readonly [number, number] {
  let k = 0;
  while (k < axis.length - 2 && x > axis[k + 1]!) k++;
  return [k, Math.min(Math.max((x - axis[k]!) / (axis[k + 1]! - axis[k]!), 0), 1)];
}

/** Share of the sediment effect for a thickness in km. */
function sedimentScale(thickness: number): number {
  return (1 - Math.exp(-(thickness === -999 ? 0 : thickness) / 2)) ** 4;
}

interface Options {
  readonly sigma_model: SigmaModel;
  readonly epistemic_site: boolean;
  readonly usgs_2023_bias_adj: boolean;
  readonly z_sed_scaling: boolean;
  readonly coastal_plains_site_amp: boolean;
}

function evaluator(table: GroundMotionTable, imt: IntensityMeasure, options: Options): GroundMotionEvaluator {
  const own = groundMotionCurve(table, imt, "logarithmic");
  const rock = groundMotionCurve(table, PGA, "logarithmic");
  const bias = options.usgs_2023_bias_adj ? BIAS.at(imt) : undefined;
  const coastal = options.coastal_plains_site_amp ? coastalPlain(imt) : undefined;
  const site = ngaEastSite(imt, bias !== undefined || coastal !== undefined);
  const rockSite = ngaEastSite(imt);
  const sediments = options.z_sed_scaling || coastal !== undefined;
  const fillStandardDeviations = standardDeviationFiller(imt, options.sigma_model);
  return (ctx, out) => {
    const distance = ctx[table.metric];
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        own.setMagnitude(ctx.mag[i]!);
        rock.setMagnitude(ctx.mag[i]!);
      }
      const vs30 = ctx.vs30[i]!;
      let adjustment = 0;
      if (bias !== undefined) {
        adjustment = bias.nga_adj;
        if (vs30 > 1000) adjustment += bias.vs30_b * Math.log(Math.min(vs30, 2000) / 1000);
        if (sediments) adjustment *= 1 - sedimentScale(ctx.z_sed[i]!);
      }
      const pga = Math.exp(rock.lnAmplitude(distance[i]!) + adjustment);
      let mean = own.lnAmplitude(distance[i]!) + adjustment + site.amplification(vs30, pga);
      if (options.epistemic_site) {
        const deviation = site.deviation(vs30, pga);
        mean += Math.log(0.185 * Math.exp(-deviation) + 0.63 + 0.185 * Math.exp(deviation));
      }
      if (coastal !== undefined) {
        const thickness = ctx.z_sed[i]!;
        mean += coastal(thickness, ctx.mag[i]!, distance[i]!);
        mean -= rockSite.amplification(1000, pga) * sedimentScale(thickness);
      }
      out.mean[i] = mean;
      fillStandardDeviations(ctx, i, out);
    }
  };
}

function usgsNgaEastModel(args: ModelArguments) {
  const options = readArguments(NAME, args, {
    gmpe_table: textArgument(""),
    sigma_model: choiceArgument(SIGMA_MODELS, "COLLAPSED"),
    epistemic_site: flagArgument(true),
    usgs_2023_bias_adj: flagArgument(false),
    coastal_plains_site_amp: flagArgument(false),
    z_sed_scaling: flagArgument(false),
  });
  const table = archivedGroundMotionTable(TABLES, NAME, options.gmpe_table);
  const facts: ModelFacts = {
    name: NAME,
    tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
    component: "Average Horizontal (RotD50)",
    standardDeviations: options.sigma_model === "COLLAPSED" ? TOTAL_STANDARD_DEVIATION : ALL_STANDARD_DEVIATIONS,
    ruptureColumns: ["mag"],
    distanceColumns: [table.metric],
    siteColumns: options.z_sed_scaling || options.coastal_plains_site_amp ? ["vs30", "z_sed"] : ["vs30"],
    measures: table.measures,
  };
  return makeModel(facts, (imt) => evaluator(table, imt, options));
}

const SEEDS = [
  ...["SP15", "1CCSP", "2CVSP", "1CVSP", "2CCSP", "Graizer", "B_ab95", "B_bca10d", "B_sgd02", "B_a04", "B_bs11"],
  ...["B_ab14", "HA15", "PEER_EX", "PEER_GP", "Graizer16", "Graizer17", "Frankel", "YA15", "PZCT15_M1SS"],
  "PZCT15_M2ES",
];

export const usgsNgaEast: ModelFamily = {
  models: { NGAEastUSGSGMPE: usgsNgaEastModel },
  aliases: Object.fromEntries(
    [
      ...SEEDS.map((seed) => [`NGAEastUSGSSeed${seed}`, seed] as const),
      ...Array.from({ length: 17 }, (_, k) => [`NGAEastUSGSSammons${k + 1}`, `usgs_${k + 1}`] as const),
    ].map(([alias, key]): [string, readonly [string, ModelArguments]] => [
      alias,
      [NAME, { gmpe_table: `nga_east_${key}.hdf5` }],
    ]),
  ),
};

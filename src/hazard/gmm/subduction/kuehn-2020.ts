/**
 * Kuehn, Bozorgnia, Campbell & Gregor (2020), Partially nonergodic ground-motion model for subduction regions using the
 * NGA-subduction database, PEER 2020/04, eqs. 4.1-4.23; Earthquake Spectra 39, 2023. The mean of SA up to 0.1 s is at least that of PGA.
 *
 * ln(g) or ln(cm/s); rrup and ztor in km, z2pt5 in km (Cascadia, Japan) or z1pt0 in m (New Zealand, Taiwan), -999: the regional median.
 * Magnitude 5 to 9.5 (interface), 8.5 (slab), rrup 10 to 800 km. Options: region, magnitude break, M9 and US basin terms (Cascadia), epistemic
 * shift of the median by tables of magnitude, distance and period, bias of the global model in Alaska, and standard deviations that feel the
 * non-linear response.
 */
import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import archive from "../data/kuehn-2020.qwt" with { type: "file" };
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { FactoryEnvironment, GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, optionalNumber, readArguments } from "../model-arguments.ts";
import { NOT_MEASURED, usgsBasinTaperZ25 } from "../site/basin-depth.ts";
import { arrayArchive } from "../tables/array-archive.ts";
import { ALASKA_BIAS, refuseBias } from "./alaska-bias-2023.ts";
import { KUEHN_2020, type KuehnRow } from "./kuehn-2020-coefficients.ts";
import { residualCorrelation, slabBackArc } from "./nz-nshm-2022.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "KuehnEtAl2020SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 1100,
  validity: { distance: 800 },
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "KuehnEtAl2020SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

export const KUEHN_REGIONS = ["GLO", "USA-AK", "CAS", "SEA", "CAM", "JPN", "NZL", "SAM", "TWN"] as const;
export type KuehnRegion = (typeof KUEHN_REGIONS)[number];

/** Suffix of a region's coefficients, magnitude breaks of interface and slab, and the name of its epistemic tables. */
interface Regional {
  readonly suffix: string;
  readonly interfaceBreak: number;
  readonly slabBreak: number;
  readonly table: string;
}

const CASCADIA: Regional = { suffix: "Ca", interfaceBreak: 8, slabBreak: 7.2, table: "Cascadia" };

const REGIONAL: { readonly [region in KuehnRegion]: Regional } = {
  GLO: { suffix: "", interfaceBreak: 7.9, slabBreak: 7.6, table: "Global" },
  "USA-AK": { suffix: "Al", interfaceBreak: 8.6, slabBreak: 7.2, table: "Alaska" },
  CAS: CASCADIA,
  SEA: CASCADIA,
  CAM: { suffix: "CAM", interfaceBreak: 7.5, slabBreak: 7.4, table: "CentralAmericaMexico" },
  JPN: { suffix: "Ja", interfaceBreak: 8.5, slabBreak: 7.6, table: "Japan" },
  NZL: { suffix: "NZ", interfaceBreak: 8.3, slabBreak: 7.6, table: "NewZealand" },
  SAM: { suffix: "SA", interfaceBreak: 8.6, slabBreak: 7.3, table: "SouthAmerica" },
  TWN: { suffix: "Tw", interfaceBreak: 7.1, slabBreak: 7.7, table: "Taiwan" },
};

const C = 1.88;
const N = 1.18;
const PHI_AMP2 = 0.3 * 0.3;
const ROCK_VS30 = 1100;

export interface KuehnOptions {
  readonly region: KuehnRegion;
  readonly slab: boolean;
  readonly breakMagnitude: number | undefined;
  readonly m9: boolean;
  readonly usgsBasinScaling: boolean;
  readonly epsilon: number;
  readonly alaskaBias: boolean;
  readonly nonLinearDeviations: boolean;
  /** The New Zealand model 2022: back-arc term for slab earthquakes, the basin term also in the rock PGA, none in New Zealand. */
  readonly newZealand?: { readonly modifiedSigma: boolean };
}

function named(c: KuehnRow, name: string): number {
  const value = (c as { readonly [column: string]: number | undefined })[name];
  if (value === undefined) throw new Error(`no coefficient ${name}`);
  return value;
}

/** One measure's coefficients of a region. */
interface Prepared {
  readonly c: KuehnRow;
  readonly constant: number;
  readonly anelastic: number;
  readonly site: number;
  readonly spreading: number;
  readonly c4: number;
  readonly breakMagnitude: number;
  readonly c9: number;
  readonly depthBreak: number;
  readonly depthReference: number;
}

function prepare(imt: IntensityMeasure, options: KuehnOptions, shiftBreak: boolean): Prepared {
  const { region, slab } = options;
  const c = KUEHN_2020.at(imt);
  const { suffix, interfaceBreak, slabBreak } = REGIONAL[region];
  const type = slab ? "slab" : "if";
  const global = region === "GLO";
  let breakMagnitude = options.breakMagnitude ?? (slab ? slabBreak : interfaceBreak);
  if (shiftBreak && !slab && (region === "JPN" || region === "SAM")) breakMagnitude += c.dm_b;
  return {
    c,
    constant: named(c, global ? `mu_c_1_${type}` : `c_1_${type}_reg_${suffix}`),
    anelastic: named(c, global ? "mu_c_6" : `c_6_2_reg_${suffix}`),
    site: named(c, global ? "mu_c_7" : `c_7_reg_${suffix}`),
    spreading: slab ? c.c_2_slab : c.c_2_if,
    c4: slab ? c.c_4_slab : c.c_4_if,
    breakMagnitude,
    c9: slab ? c.c_9_slab : c.c_9_if,
    depthBreak: slab ? 80 + c.dz_b_slab : 30 + c.dz_b_if,
    depthReference: slab ? 50 : 15,
  };
}

/** Two slopes with a smooth transition of width `delta` at `x0`, eq. 4.3. */
function hinge(x: number, x0: number, level: number, below: number, above: number, delta: number): number {
  const dx = x - x0;
  return level + below * dx + (above - below) * delta * Math.log(1 + Math.exp(dx / delta));
}

function lnBeforeSite(p: Prepared, ctx: ContextBlock, i: number): number {
  const { c } = p;
  const m = ctx.mag[i]!;
  const r = ctx.rrup[i]!;
  const h = 10 ** (c.c_nft_1 + c.c_nft_2 * (m - 6));
  return (
    p.constant +
    hinge(m, p.breakMagnitude, p.c4 * (p.breakMagnitude - 6), p.c4, c.c_5, 0.1) +
    (p.spreading + c.c_3 * m) * Math.log(r + h) +
    p.anelastic * r +
    hinge(ctx.ztor[i]!, p.depthBreak, p.c9 * (p.depthBreak - p.depthReference), p.c9, 0, 1)
  );
}

function shallowSite(p: Prepared, vs30: number, pgaRock: number): number {
  const { k1, k2 } = p.c;
  const lnRatio = Math.log(vs30 / k1);
  if (vs30 > k1) return (p.site + k2 * N) * lnRatio;
  return p.site * lnRatio + k2 * (Math.log(pgaRock + C * Math.exp(N * lnRatio)) - Math.log(pgaRock + C));
}

/** ln of the median basin depth (m) at a vs30, eq. 4.16. */
const DEPTH_MODELS: { readonly [region: string]: readonly [number, number, number, number] } = {
  CAS: [8.294049640102028, 2.302585092994046, 6.396929655216146, 0.27081458999999997],
  JPN: [7.689368537500001, 2.302585092994046, 6.309186400000001, 0.7528670225000001],
  NZL: [6.859789675000001, 2.302585092994046, 5.745692775, 0.91563524375],
  TWN: [6.30560665, 2.302585092994046, 6.1104992125, 0.43671101999999995],
};

function lnMedianDepth(model: readonly [number, number, number, number], vs30: number): number {
  const [soft, stiff, center, width] = model;
  const x = Math.exp((Math.log(vs30) - center) / width);
  return soft + ((stiff - soft) * x) / (1 + x);
}

function basinTerm(
  imt: IntensityMeasure,
  c: KuehnRow,
  options: KuehnOptions,
): ((ctx: ContextBlock, i: number) => number) | undefined {
  const { region } = options;
  const model = DEPTH_MODELS[region === "SEA" ? "CAS" : region];
  if (model === undefined) return undefined;
  if (options.newZealand !== undefined && (region === "NZL" || region === "SEA")) return undefined;
  const byZ25 = region === "CAS" || region === "SEA" || region === "JPN";
  const m9 = options.m9 && imt.period >= 1.9;
  const level = region === "SEA" ? c.theta_11_Sea : named(c, `c_11_${REGIONAL[region].suffix}`);
  const slope = region === "SEA" ? 0 : named(c, `c_12_${REGIONAL[region].suffix}`);
  // In the Seattle basin the reference takes measured depths in km for metres.
  const toMetres = region === "SEA" || !byZ25 ? 1 : 1000;
  return (ctx, i) => {
    const vs30 = ctx.vs30[i]!;
    const given = byZ25 ? ctx.z2pt5[i]! : ctx.z1pt0[i]!;
    const lnMedian = lnMedianDepth(model, vs30);
    const z = given === NOT_MEASURED ? Math.exp(lnMedian) : given * toMetres;
    let term = level;
    if (region !== "SEA") term = z > 0 ? level + slope * (Math.log(z) - lnMedian) : 0;
    if (m9 && z / 1000 >= 6) term = Math.LN2;
    return options.usgsBasinScaling ? term * usgsBasinTaperZ25(z / 1000, imt.period) : term;
  };
}

const EPISTEMIC = arrayArchive(archive);

/** Index of the cell of an ascending axis, and the place in it; held at the ends. */
function place(axis: Float64Array, x: number): readonly [number, number] {
  let k = 0;
  while (k < axis.length - 2 && x > axis[k + 1]!) k++;
  return [k, Math.min(Math.max((x - axis[k]!) / (axis[k + 1]! - axis[k]!), 0), 1)];
}

/** Epistemic standard deviation of the median: linear in magnitude, distance and ln(period), held at the ends. */
function epistemic(imt: IntensityMeasure, region: KuehnRegion, slab: boolean): (mag: number, rrup: number) => number {
  const name = `kuehn2020_uncertainty_${slab ? "slab" : "if"}_${REGIONAL[region].table}.hdf5`;
  const { arrays } = EPISTEMIC.table(name);
  const array = (key: string) => {
    const found = arrays.get(key);
    if (found === undefined) throw new Error(`${name} has no ${key}`);
    return found.data;
  };
  const magnitudes = array("M");
  const distances = array("R");
  const spectral = imt.kind === "SA";
  const values = array(spectral ? "SA" : imt.kind);
  const periods = array("T");
  const [t, w] = spectral ? place(periods.map(Math.log), Math.log(imt.period)) : [0, 0];
  const count = spectral ? periods.length : 1;
  const at = (row: number, column: number) => {
    const start = (row * distances.length + column) * count + t;
    return spectral ? values[start]! + w * (values[start + 1]! - values[start]!) : values[start]!;
  };
  return (mag, rrup) => {
    const [j, u] = place(magnitudes, mag);
    const [k, v] = place(distances, rrup);
    const low = at(j, k) + v * (at(j, k + 1) - at(j, k));
    const high = at(j + 1, k) + v * (at(j + 1, k + 1) - at(j + 1, k));
    return low + u * (high - low);
  };
}

export function kuehn2020(imt: IntensityMeasure, options: KuehnOptions): GroundMotionEvaluator {
  const isPga = imt.kind === "PGA";
  const rock = prepare(PGA, options, false);
  const own = isPga ? rock : prepare(imt, options, true);
  const { c } = own;
  const floored = imt.kind === "SA" && imt.period <= 0.1;
  const rockSite = shallowSite(rock, ROCK_VS30, 0);
  const basin = basinTerm(imt, c, options);
  const { newZealand } = options;
  const arcOwn = options.slab && newZealand !== undefined ? slabBackArc(imt) : undefined;
  const arcRock = options.slab && newZealand !== undefined ? slabBackArc(PGA) : undefined;
  const rockBasin = newZealand === undefined ? undefined : basinTerm(PGA, rock.c, options);
  const correlation = newZealand?.modifiedSigma === true ? residualCorrelation(imt) : undefined;
  const pgaBasin = floored ? basinTerm(PGA, rock.c, options) : undefined;
  const shift = options.alaskaBias ? ALASKA_BIAS.at(imt).bias_adj : 0;
  const deviation = options.epsilon === 0 ? undefined : epistemic(imt, options.region, options.slab);
  const phiB = Math.sqrt(c.phi ** 2 - PHI_AMP2);
  const phiRockB = Math.sqrt(rock.c.phi ** 2 - PHI_AMP2);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const vs30 = ctx.vs30[i]!;
      const lnPga = lnBeforeSite(rock, ctx, i);
      const arcPga = arcRock?.(ctx, i) ?? 0;
      const pga = Math.exp(lnPga + rockSite + arcPga + (rockBasin?.(ctx, i) ?? 0));
      let mean = (isPga ? lnPga : lnBeforeSite(own, ctx, i)) + shallowSite(own, vs30, pga);
      if (basin !== undefined) mean += basin(ctx, i);
      if (arcOwn !== undefined) mean += arcOwn(ctx, i);
      if (floored) mean = Math.max(mean, lnPga + shallowSite(rock, vs30, pga) + (pgaBasin?.(ctx, i) ?? 0) + arcPga);
      mean += shift;
      if (deviation !== undefined) mean += options.epsilon * deviation(ctx.mag[i]!, ctx.rrup[i]!);
      out.mean[i] = mean;
      let tau2 = c.tau ** 2;
      let phi2 = c.phi ** 2;
      if ((options.nonLinearDeviations || correlation !== undefined) && vs30 < c.k1) {
        // As in Campbell & Bozorgnia (2014), eqs. 29-31.
        const alpha = c.k2 * pga * (1 / (pga + C * (vs30 / c.k1) ** N) - 1 / (pga + C));
        const tauRock = alpha * rock.c.tau;
        const phiRock = alpha * phiRockB;
        tau2 += tauRock * tauRock + 2 * (correlation?.between ?? c.rho) * c.tau * tauRock;
        phi2 += phiRock * phiRock + 2 * (correlation?.within ?? c.rho) * phiB * phiRock;
      }
      out.tau[i] = Math.sqrt(tau2);
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(tau2 + phi2);
    }
  };
}

/** Depth columns that a region's basin term reads. */
export function kuehnSiteColumns(region: KuehnRegion): ModelFacts["siteColumns"] {
  if (region === "NZL" || region === "TWN") return ["vs30", "z1pt0"];
  return region === "CAS" || region === "JPN" || region === "SEA" ? ["vs30", "z2pt5"] : ["vs30"];
}

function variant(name: string, facts: ModelFacts, slab: boolean) {
  return (args: ModelArguments, _environment: FactoryEnvironment) => {
    const read = readArguments(name, args, {
      region: choiceArgument(KUEHN_REGIONS, "GLO"),
      m_b: optionalNumber(),
      m9_basin_term: flagArgument(false),
      usgs_basin_scaling: flagArgument(false),
      sigma_mu_epsilon: numberArgument(0),
      ak23_bias_adj: flagArgument(false),
      ak23_cb14_sig: flagArgument(false),
    });
    if ((read.m9_basin_term || read.usgs_basin_scaling) && read.region !== "CAS" && read.region !== "SEA")
      throw new InputError(`${name}: the M9 and US basin terms are for Cascadia`, {
        parameter: "region",
        allowed: "CAS, SEA",
      });
    if (read.ak23_bias_adj) refuseBias(name, slab || read.region !== "GLO");
    const options: KuehnOptions = {
      region: read.region,
      slab,
      breakMagnitude: read.m_b,
      m9: read.m9_basin_term,
      usgsBasinScaling: read.usgs_basin_scaling,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: read.ak23_bias_adj,
      nonLinearDeviations: read.ak23_cb14_sig,
    };
    return makeModel({ ...facts, name, siteColumns: kuehnSiteColumns(read.region) }, (imt) => kuehn2020(imt, options));
  };
}

function newZealandVariant(name: string, facts: ModelFacts, slab: boolean) {
  return (args: ModelArguments) => {
    const read = readArguments(name, args, {
      region: choiceArgument(KUEHN_REGIONS, "GLO"),
      m_b: optionalNumber(),
      sigma_mu_epsilon: numberArgument(0),
      modified_sigma: flagArgument(false),
    });
    const options: KuehnOptions = {
      region: read.region,
      slab,
      breakMagnitude: read.m_b,
      m9: false,
      usgsBasinScaling: false,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: false,
      nonLinearDeviations: false,
      newZealand: { modifiedSigma: read.modified_sigma },
    };
    const depths = read.region === "NZL" ? (["vs30"] as const) : kuehnSiteColumns(read.region);
    const siteColumns: ModelFacts["siteColumns"] = slab ? ["backarc", ...depths] : depths;
    return makeModel({ ...facts, name, siteColumns }, (imt) => kuehn2020(imt, options));
  };
}

export const kuehn2020Family: ModelFamily = {
  models: {
    KuehnEtAl2020SInter: variant("KuehnEtAl2020SInter", INTERFACE_FACTS, false),
    KuehnEtAl2020SSlab: variant("KuehnEtAl2020SSlab", SLAB_FACTS, true),
    NZNSHM2022_KuehnEtAl2020SInter: newZealandVariant("NZNSHM2022_KuehnEtAl2020SInter", INTERFACE_FACTS, false),
    NZNSHM2022_KuehnEtAl2020SSlab: newZealandVariant("NZNSHM2022_KuehnEtAl2020SSlab", SLAB_FACTS, true),
  },
  aliases: {
    KuehnEtAl2020SInterAlaska: ["KuehnEtAl2020SInter", { region: "USA-AK" }],
    KuehnEtAl2020SInterCascadia: ["KuehnEtAl2020SInter", { region: "CAS" }],
    KuehnEtAl2020SInterCascadiaSeattleBasin: ["KuehnEtAl2020SInter", { region: "SEA" }],
    KuehnEtAl2020SInterCentralAmericaMexico: ["KuehnEtAl2020SInter", { region: "CAM" }],
    KuehnEtAl2020SInterJapan: ["KuehnEtAl2020SInter", { region: "JPN" }],
    KuehnEtAl2020SInterNewZealand: ["KuehnEtAl2020SInter", { region: "NZL" }],
    KuehnEtAl2020SInterSouthAmerica: ["KuehnEtAl2020SInter", { region: "SAM" }],
    KuehnEtAl2020SInterTaiwan: ["KuehnEtAl2020SInter", { region: "TWN" }],
    KuehnEtAl2020SSlabAlaska: ["KuehnEtAl2020SSlab", { region: "USA-AK" }],
    KuehnEtAl2020SSlabCascadia: ["KuehnEtAl2020SSlab", { region: "CAS" }],
    KuehnEtAl2020SSlabCascadiaSeattleBasin: ["KuehnEtAl2020SSlab", { region: "SEA" }],
    KuehnEtAl2020SSlabCentralAmericaMexico: ["KuehnEtAl2020SSlab", { region: "CAM" }],
    KuehnEtAl2020SSlabJapan: ["KuehnEtAl2020SSlab", { region: "JPN" }],
    KuehnEtAl2020SSlabNewZealand: ["KuehnEtAl2020SSlab", { region: "NZL" }],
    KuehnEtAl2020SSlabSouthAmerica: ["KuehnEtAl2020SSlab", { region: "SAM" }],
    KuehnEtAl2020SSlabTaiwan: ["KuehnEtAl2020SSlab", { region: "TWN" }],
  },
};

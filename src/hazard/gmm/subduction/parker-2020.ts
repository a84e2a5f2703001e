/**
 * Parker, Stewart, Boore, Atkinson & Hassani (2020), NGA-subduction global ground motion models with regional adjustment factors, PEER
 * 2020/03, eqs. 4.1-6.6; Earthquake Spectra 38(1), 2022. Classes ending B have a basin term (Cascadia, Japan).
 *
 * ln(g) or ln(cm/s); rrup and depth in km, z2pt5 in m of the paper, here its logarithm cancels out (-999: the median of vs30). Magnitude 4.5 to
 * 9.5 (interface), 8.5 (slab); rrup 20 to 1000 km. Options: region, saturation region, basin, M9 and US basin terms (Cascadia), epistemic
 * shift, bias of the global model in Alaska.
 */
import { InputError } from "../../../input-error.ts";
import { normalCdf } from "../../../numerics/normal.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import type { GroundMotionBlock, GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { NOT_MEASURED, usgsBasinTaperZ25 } from "../site/basin-depth.ts";
import { ALASKA_BIAS, refuseBias } from "./alaska-bias-2023.ts";
import { type ResidualCorrelation, residualCorrelation, slabBackArc } from "./nz-nshm-2022.ts";
import { NEW_ZEALAND_REVISION, PARKER_2020, type ParkerRow } from "./parker-2020-coefficients.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "ParkerEtAl2020SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  validity: { distance: 1000 },
};

const SLAB_FACTS: ModelFacts = {
  ...INTERFACE_FACTS,
  name: "ParkerEtAl2020SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  ruptureColumns: ["hypo_depth", "mag"],
};

const REGIONS = ["AK", "CAM", "Cascadia", "JP", "SA", "TW"] as const;
type Region = (typeof REGIONS)[number];
const SATURATION_REGIONS = [
  ...["Aleutian", "CAM_N", "CAM_S", "SA_N", "SA_S", "TW_E", "TW_W", "JP_Pac", "JP_Phi"],
] as const;

/** Magnitude where source scaling breaks, table 4.1 and 4.2, by saturation region. */
const INTERFACE_BREAKS: { readonly [region: string]: number } = {
  ...{ Aleutian: 8, AK: 8.6, Cascadia: 7.7, CAM_S: 7.4, CAM_N: 7.4, JP_Pac: 8.5, JP_Phi: 7.7 },
  ...{ SA_N: 8.5, SA_S: 8.6, TW_W: 7.1, TW_E: 7.1 },
};
const SLAB_BREAKS: { readonly [region: string]: number } = {
  ...{ Aleutian: 7.98, AK: 7.2, Cascadia: 7.2, CAM_S: 7.6, CAM_N: 7.4, JP_Pac: 7.65, JP_Phi: 7.55 },
  ...{ SA_N: 7.3, SA_S: 7.25, TW_W: 7.7, TW_E: 7.7 },
};

/** Epistemic standard deviation of the median at short and long periods, and the periods (s) between which it changes; interface then slab. */
type Epistemic = readonly [number, number, number, number];
const EPISTEMIC: { readonly [region: string]: readonly [Epistemic, Epistemic] } = {
  Global: [
    [0.4, 0.4, 0.2, 0.4],
    [0.35, 0.22, 0.15, 2],
  ],
  AK: [
    [0.15, 0.1, 1, 4],
    [0.15, 0.12, 0.5, 1],
  ],
  Aleutian: [
    [0.15, 0.1, 1, 4],
    [0.25, 0.18, 0.3, 0.8],
  ],
  Cascadia: [
    [0.43, 0.33, 0.2, 0.5],
    [0.35, 0.16, 0.2, 3],
  ],
  CAM_N: [
    [0.2, 0.1, 0.7, 4],
    [0.25, 0.19, 0.3, 0.8],
  ],
  CAM_S: [
    [0.2, 0.1, 0.7, 4],
    [0.25, 0.19, 0.3, 0.8],
  ],
  JP_Pac: [
    [0.13, 0.1, 0.7, 4],
    [0.13, 0.11, 0.3, 0.8],
  ],
  JP_Phi: [
    [0.13, 0.1, 0.7, 4],
    [0.21, 0.15, 0.3, 0.7],
  ],
  SA_N: [
    [0.13, 0.1, 0.7, 4],
    [0.21, 0.15, 0.3, 0.7],
  ],
  SA_S: [
    [0.13, 0.1, 0.7, 4],
    [0.21, 0.15, 0.3, 0.7],
  ],
  TW_E: [
    [0.23, 0.14, 0.6, 3],
    [0.13, 0.11, 0.3, 0.8],
  ],
  TW_W: [
    [0.23, 0.14, 0.6, 3],
    [0.13, 0.11, 0.3, 0.8],
  ],
};

const B4 = 0.1;
const V1 = 270;
const V_REF = 760;
const V_B = 200;
const F3 = 0.05;

export interface ParkerOptions {
  readonly region: Region | undefined;
  readonly saturationRegion: string | undefined;
  readonly basin: "out" | "Seattle" | undefined;
  readonly slab: boolean;
  /** The class has a basin term. */
  readonly withBasin: boolean;
  readonly m9: boolean;
  readonly usgsBasinScaling: boolean;
  readonly epsilon: number;
  readonly alaskaBias: boolean;
  /** The New Zealand model 2022: back-arc term for slab earthquakes, response non-linear at all periods. */
  readonly newZealand?: { readonly modifiedSigma: boolean };
}

/** A coefficient whose name depends on the region. */
function named(c: ParkerRow, name: string): number {
  const value = (c as { readonly [column: string]: number | undefined })[name];
  if (value === undefined)
    throw new InputError(`no coefficient ${name}: region and saturation region do not go together`, {
      parameter: "saturation_region",
    });
  return value;
}

interface Prepared {
  readonly constant: number;
  readonly spreading: number;
  readonly anelastic: number;
  readonly below: number;
  readonly belowSquare: number;
  readonly above: number;
  readonly c: ParkerRow;
}

let newZealandTable: typeof PARKER_2020 | undefined;

function prepare(imt: IntensityMeasure, options: ParkerOptions): Prepared {
  const { region, saturationRegion, slab } = options;
  if (options.newZealand !== undefined) newZealandTable ??= PARKER_2020.revise(NEW_ZEALAND_REVISION);
  const c = (options.newZealand === undefined ? PARKER_2020 : (newZealandTable ?? PARKER_2020)).at(imt);
  const suffix = slab ? "slab" : "";
  let constant: number;
  let anelastic: number;
  if (slab) {
    const where = region === "AK" || region === "SA" ? saturationRegion : region;
    constant = saturationRegion === undefined ? c.c0slab : named(c, `${where}_c0slab`);
    anelastic = region === undefined ? c.a0slab : named(c, `${region}_a0slab`);
  } else {
    constant = saturationRegion === undefined ? c.c0 : named(c, `${saturationRegion}_c0`);
    anelastic = region === undefined || region === "Cascadia" ? c.a0 : named(c, `${region}_a0`);
  }
  return {
    c,
    constant,
    anelastic,
    spreading: named(c, `c1${suffix}`),
    below: named(c, `c4${suffix}`),
    belowSquare: named(c, `c5${suffix}`),
    above: named(c, `c6${suffix}`),
  };
}

/** Source and depth terms, eqs. 4.4-4.7; the path follows with ln of the distances. */
function source(p: Prepared, slab: boolean, dm: number, depth: number): number {
  const magnitude = dm > 0 ? p.above * dm : p.below * dm + p.belowSquare * dm * dm;
  if (!slab) return p.constant + magnitude;
  const { c } = p;
  const scaled = depth >= c.db ? c.d : c.m * (Math.max(depth, 20) - c.db) + c.d;
  return p.constant + magnitude + scaled;
}

/** Linear site term, eq. 4.9. */
function linearSite(c: ParkerRow, region: Region | undefined): (vs30: number) => number {
  const regional = region !== undefined && region !== "CAM";
  const s2 = regional ? named(c, `${region}_s2`) : c.s2;
  const s1 = region === "TW" || region === "JP" ? named(c, `${region}_s1`) : s2;
  const between = s2 * Math.log(V1 / V_REF);
  return (vs30) => (vs30 <= V1 ? s1 * Math.log(vs30 / V1) + between : s2 * Math.log(Math.min(vs30, c.V2) / V_REF));
}

interface BasinShape {
  readonly theta0: number;
  readonly theta1: number;
  readonly vMean: number;
  readonly vSigma: number;
  readonly e1: number;
  readonly e2: number;
  readonly e3: number;
}

function basinShape(c: ParkerRow, { region, basin }: ParkerOptions): BasinShape | undefined {
  if (region === "JP")
    return { theta0: 3.05, theta1: -0.8, vMean: 500, vSigma: 0.33, e1: c.J_e1, e2: c.J_e2, e3: c.J_e3 };
  if (region !== "Cascadia") return undefined;
  const shift = basin === "out" ? c.del_None : basin === "Seattle" ? c.del_Seattle : 0;
  return {
    theta0: 3.94,
    theta1: -0.42,
    vMean: 200,
    vSigma: 0.2,
    e1: c.C_e1,
    e2: c.C_e2 + shift,
    e3: c.C_e3 + shift,
  };
}

/** Term of the excess depth: constant, linear, constant. */
function trilinear(x: number, e1: number, e2: number, e3: number): number {
  if (x <= e1 / e3) return e1;
  return x >= e2 / e3 ? e2 : e3 * x;
}

function basinTerm(
  imt: IntensityMeasure,
  c: ParkerRow,
  options: ParkerOptions,
): ((vs30: number, z25: number) => number) | undefined {
  const shape = options.withBasin ? basinShape(c, options) : undefined;
  if (shape === undefined) return undefined;
  const { theta0, theta1, vMean, vSigma, e1, e2, e3 } = shape;
  const m9 = options.m9 && imt.period >= 1.9;
  return (vs30, z25) => {
    if (z25 === 0) return 0;
    const median = 10 ** (theta0 + 2 * theta1 * normalCdf((Math.log10(vs30) - Math.log10(vMean)) / vSigma));
    // The reference compares a measured depth in km with a median in m, as it reads z2pt5.
    const z = z25 === NOT_MEASURED ? median : z25;
    let term = trilinear(Math.log(z) - Math.log(median), e1, e2, e3);
    if (m9 && z >= 6) {
      const excess = Math.log(z * 1000) - Math.log(1279);
      term = Math.LN2 - trilinear(excess, c.C_e1, c.C_e2, c.C_e3);
    }
    return options.usgsBasinScaling ? term * usgsBasinTaperZ25(z, imt.period) : term;
  };
}

/** Epistemic standard deviation at a period. */
function epistemicDeviation(imt: IntensityMeasure, options: ParkerOptions): number {
  // The New Zealand model has it for the global model only.
  if (options.newZealand !== undefined && options.region !== undefined) return 0;
  const row = EPISTEMIC[options.saturationRegion ?? "Global"];
  if (row === undefined)
    throw new InputError(`no epistemic deviation for ${options.saturationRegion}`, {
      parameter: "saturation_region",
      allowed: Object.keys(EPISTEMIC).join(", "),
    });
  const [short, long, t1, t2] = row[options.slab ? 1 : 0];
  if (imt.period <= t1) return short;
  return imt.period > t2 ? long : short - ((short - long) * Math.log(imt.period / t1)) / Math.log(t2 / t1);
}

/** Within-event variance, eqs. 6.1-6.4. */
function withinVariance(c: ParkerRow, rrup: number, vs30: number): number {
  const lnRange = Math.log(500 / 200);
  const far = Math.min(Math.max(Math.log(rrup / 200) / lnRange, 0), 1);
  const stiff = Math.min(Math.max(Math.log(vs30 / 200) / lnRange, 0), 1);
  return c.phi21 + (c.phi22 - c.phi21) * far + c.phi2V * (1 - stiff) * (1 - far);
}

/** Standard deviations of the New Zealand model: rock PGA's variability goes through the non-linear response. */
function fillModified(
  c: ParkerRow,
  rock: ParkerRow,
  correlation: ResidualCorrelation,
  slope: number,
  rrup: number,
  out: GroundMotionBlock,
  i: number,
): void {
  const far = Math.min(Math.max(Math.log(rrup / 200) / Math.log(500 / 200), 0), 1);
  const linear2 = c.phi21 + (c.phi22 - c.phi21) * far;
  const rock2 = rock.phi21 + (rock.phi22 - rock.phi21) * far;
  const phi = Math.sqrt(linear2 - 0.09);
  const phiRock = slope * Math.sqrt(rock2 - 0.09);
  const tauRock = slope * rock.Tau;
  const phi2 = linear2 + phiRock * phiRock + 2 * phiRock * phi * correlation.within;
  const tau2 = c.Tau * c.Tau + tauRock * tauRock + 2 * tauRock * c.Tau * correlation.between;
  out.tau[i] = Math.sqrt(tau2);
  out.phi[i] = Math.sqrt(phi2);
  out.sigma[i] = Math.sqrt(tau2 + phi2);
}

export function parker2020(imt: IntensityMeasure, options: ParkerOptions): GroundMotionEvaluator {
  const { slab } = options;
  const own = prepare(imt, options);
  const rock = prepare(PGA, options);
  const { c } = own;
  const breaks = slab ? SLAB_BREAKS : INTERFACE_BREAKS;
  const breakMagnitude = breaks[options.saturationRegion ?? ""] ?? (slab ? 7.6 : 7.9);
  const depthSlope = (Math.log10(35) - Math.log10(3.12)) / (breakMagnitude - 4);
  const linear = linearSite(c, options.region);
  const basin = basinTerm(imt, c, options);
  const { newZealand } = options;
  const nonLinear = imt.period < 3 || newZealand !== undefined;
  const arcOwn = slab && newZealand !== undefined ? slabBackArc(imt) : undefined;
  const arcRock = slab && newZealand !== undefined ? slabBackArc(PGA) : undefined;
  const modified = newZealand?.modifiedSigma === true ? residualCorrelation(imt) : undefined;
  const atReference = Math.exp(c.f5 * (V_REF - V_B));
  let shift = options.alaskaBias ? ALASKA_BIAS.at(imt).bias_adj : 0;
  if (options.epsilon !== 0) shift += options.epsilon * epistemicDeviation(imt, options);
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const dm = m - breakMagnitude;
      const depth = slab ? ctx.hypo_depth[i]! : 0;
      const h = slab ? (dm <= 0 ? 10 ** (depthSlope * dm + Math.log10(35)) : 35) : 10 ** (-0.82 + 0.252 * m);
      const rrup = ctx.rrup[i]!;
      const r = Math.sqrt(rrup * rrup + h * h);
      const lnR = Math.log(r);
      const growth = B4 * m * (lnR - 0.5 * Math.log(1 + h * h));
      const vs30 = ctx.vs30[i]!;
      let mean = source(own, slab, dm, depth) + own.spreading * lnR + growth + own.anelastic * r + linear(vs30) + shift;
      let slope = 0;
      let pga = 0;
      if (nonLinear) {
        const lnPga =
          source(rock, slab, dm, depth) + rock.spreading * lnR + growth + rock.anelastic * r + (arcRock?.(ctx, i) ?? 0);
        slope = c.f4 * (Math.exp(c.f5 * (Math.min(vs30, V_REF) - V_B)) - atReference);
        pga = Math.exp(lnPga);
        mean += slope * Math.log((pga + F3) / F3);
      }
      if (arcOwn !== undefined) mean += arcOwn(ctx, i);
      if (basin !== undefined) mean += basin(vs30, ctx.z2pt5[i]!);
      out.mean[i] = mean;
      if (modified !== undefined) {
        fillModified(c, rock.c, modified, (slope * pga) / (pga + F3), rrup, out, i);
        continue;
      }
      const phi2 = withinVariance(c, rrup, vs30);
      out.tau[i] = c.Tau;
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(phi2 + c.Tau * c.Tau);
    }
  };
}

export const PARKER_ARGUMENTS = {
  region: choiceArgument(REGIONS, undefined),
  saturation_region: choiceArgument(SATURATION_REGIONS, undefined),
  basin: choiceArgument(["out", "Seattle"], undefined),
  m9_basin_term: flagArgument(false),
  usgs_basin_scaling: flagArgument(false),
  sigma_mu_epsilon: numberArgument(0),
  ak23_bias_adj: flagArgument(false),
};

function variant(name: string, slab: boolean, withBasin: boolean) {
  const base = slab ? SLAB_FACTS : INTERFACE_FACTS;
  const facts: ModelFacts = { ...base, name, siteColumns: withBasin ? ["vs30", "z2pt5"] : ["vs30"] };
  return (args: ModelArguments) => {
    const read = readArguments(name, args, PARKER_ARGUMENTS);
    if ((read.m9_basin_term || read.usgs_basin_scaling) && (read.region !== "Cascadia" || !withBasin))
      throw new InputError(`${name}: the M9 and US basin terms need a class with a basin term and region Cascadia`, {
        parameter: "region",
        allowed: "Cascadia",
      });
    if (read.ak23_bias_adj) refuseBias(name, slab || read.region !== undefined);
    const options: ParkerOptions = {
      region: read.region,
      saturationRegion: read.saturation_region ?? read.region,
      basin: read.basin,
      slab,
      withBasin,
      m9: read.m9_basin_term,
      usgsBasinScaling: read.usgs_basin_scaling,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: read.ak23_bias_adj,
    };
    return makeModel(facts, (imt) => parker2020(imt, options));
  };
}

function newZealandVariant(name: string, slab: boolean, withBasin: boolean) {
  const base = slab ? SLAB_FACTS : INTERFACE_FACTS;
  const siteColumns: ModelFacts["siteColumns"] = [
    ...(slab ? (["backarc"] as const) : []),
    "vs30",
    ...(withBasin ? (["z2pt5"] as const) : []),
  ];
  return (args: ModelArguments) => {
    const { region, saturation_region, basin, sigma_mu_epsilon } = PARKER_ARGUMENTS;
    const read = readArguments(name, args, {
      region,
      saturation_region,
      basin,
      sigma_mu_epsilon,
      modified_sigma: flagArgument(false),
    });
    const options: ParkerOptions = {
      region: read.region,
      saturationRegion: read.saturation_region ?? read.region,
      basin: read.basin,
      slab,
      withBasin,
      m9: false,
      usgsBasinScaling: false,
      epsilon: read.sigma_mu_epsilon,
      alaskaBias: false,
      newZealand: { modifiedSigma: read.modified_sigma },
    };
    return makeModel({ ...base, name, siteColumns }, (imt) => parker2020(imt, options));
  };
}

/** What the regional classes of the reference are called, and what they stand for. Cascadia and Japan have basins. */
const REGIONAL: readonly (readonly [name: string, withBasin: boolean, args: ModelArguments])[] = [
  ["Aleutian", false, { region: "AK", saturation_region: "Aleutian" }],
  ["Alaska", false, { region: "AK" }],
  ["CAMN", false, { region: "CAM", saturation_region: "CAM_N" }],
  ["CAMS", false, { region: "CAM", saturation_region: "CAM_S" }],
  ["SAN", false, { region: "SA", saturation_region: "SA_N" }],
  ["SAS", false, { region: "SA", saturation_region: "SA_S" }],
  ["TaiwanE", false, { region: "TW", saturation_region: "TW_E" }],
  ["TaiwanW", false, { region: "TW", saturation_region: "TW_W" }],
  ["Cascadia", true, { region: "Cascadia" }],
  ["CascadiaOut", true, { region: "Cascadia", basin: "out" }],
  ["CascadiaSeattle", true, { region: "Cascadia", basin: "Seattle" }],
  ["JapanPac", true, { region: "JP", saturation_region: "JP_Pac" }],
  ["JapanPhi", true, { region: "JP", saturation_region: "JP_Phi" }],
];

/** Regional names of a class without basin term. */
function regionalAliases(className: string): NonNullable<ModelFamily["aliases"]> {
  return Object.fromEntries(
    REGIONAL.map(([region, withBasin, args]) => [
      `${className}${region}`,
      [withBasin ? `${className}B` : className, args],
    ]),
  );
}

export const parker2020Family: ModelFamily = {
  models: {
    ParkerEtAl2020SInter: variant("ParkerEtAl2020SInter", false, false),
    ParkerEtAl2020SInterB: variant("ParkerEtAl2020SInterB", false, true),
    ParkerEtAl2020SSlab: variant("ParkerEtAl2020SSlab", true, false),
    ParkerEtAl2020SSlabB: variant("ParkerEtAl2020SSlabB", true, true),
    NZNSHM2022_ParkerEtAl2020SInter: newZealandVariant("NZNSHM2022_ParkerEtAl2020SInter", false, false),
    NZNSHM2022_ParkerEtAl2020SInterB: newZealandVariant("NZNSHM2022_ParkerEtAl2020SInterB", false, true),
    NZNSHM2022_ParkerEtAl2020SSlab: newZealandVariant("NZNSHM2022_ParkerEtAl2020SSlab", true, false),
    NZNSHM2022_ParkerEtAl2020SSlabB: newZealandVariant("NZNSHM2022_ParkerEtAl2020SSlabB", true, true),
  },
  aliases: {
    ...regionalAliases("NZNSHM2022_ParkerEtAl2020SInter"),
    ...regionalAliases("NZNSHM2022_ParkerEtAl2020SSlab"),
    ...regionalAliases("ParkerEtAl2020SInter"),
    ...regionalAliases("ParkerEtAl2020SSlab"),
  },
};

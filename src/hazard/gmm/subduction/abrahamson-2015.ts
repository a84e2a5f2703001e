/**
 * Abrahamson, Gregor & Addo (2016, online 2015), BC Hydro ground motion prediction equations for subduction earthquakes, Earthquake
 * Spectra 32(1), 23-44, eqs. 1-11; the Chilean refits of Montalva, Bastias & Rodriguez-Marek (2017), BSSA 107(2), 901-911, and its preliminary form
 * of 2016; and the adaptation of the 2020 European seismic hazard model (Weatherill, Danciu & Crowley 2020), where the jump between fore-arc and
 * back-arc is a taper with the distance to the volcanic front.
 *
 * ln(g); rrup (interface), rhypo (slab) and depth (up to 120 km) in km. Magnitude 6 to 8.4 (interface), 5 to 7.9 (slab); distance up to 300 km.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import type { Coefficients, CoefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, fillStandardDeviations, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import {
  ABRAHAMSON_2015,
  ABRAHAMSON_2015_SCALED,
  DELTA_C1,
  DELTA_C1_HIGH,
  DELTA_C1_LOW,
  DELTA_C1_MONTALVA_2017,
  EPISTEMIC,
  ESHM20_INTERFACE,
  ESHM20_SLAB,
  MONTALVA_2016_INTERFACE,
  MONTALVA_2016_SLAB,
  MONTALVA_2017,
} from "./abrahamson-2015-coefficients.ts";
import { TAPER_ARGUMENTS, type VolcanicTaper, volcanicTaper } from "./volcanic-taper.ts";

const INTERFACE_FACTS: ModelFacts = {
  name: "AbrahamsonEtAl2015SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 1000,
  doi: "10.1193/051712EQS188MR",
  validity: { magnitude: [6, 8.4], distance: 300 },
};

const SLAB_FACTS: ModelFacts = {
  name: "AbrahamsonEtAl2015SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rhypo"],
  siteColumns: ["backarc", "vs30"],
  measures: ["PGA", "SA"],
  referenceVelocity: 1000,
  doi: "10.1193/051712EQS188MR",
  validity: { magnitude: [6, 8.4], distance: 300 },
};

type Row =
  Coefficients<"vlin b theta1 theta2 theta6 theta7 theta8 theta10 theta11 theta12 theta13 theta14 theta15 theta16 phi tau sigma">;

/** What the refits for Chile also fit. */
interface Form {
  readonly magnitudeBreak: number;
  readonly distanceMagnitude: number;
  readonly theta3: number;
  readonly theta4: number;
  readonly theta5: number;
  readonly theta13: number;
}

const N = 1.18;
const C = 1.88;
const C4 = 10;
const THETA9 = 0.4;
const ROCK_VS30 = 1000;

type Kind = "bchydro" | "montalva16" | "montalva17" | "eshm20";

export interface Abrahamson2015Options {
  readonly kind: Kind;
  readonly slab: boolean;
  readonly table: CoefficientTable<string>;
  /** Shift of the magnitude break by period, or one for all periods. */
  readonly deltaC1: CoefficientTable<"dc1"> | number;
  readonly ergodic: boolean;
  readonly theta6: number;
  readonly epsilon: number;
  readonly taper: VolcanicTaper | undefined;
}

function form(kind: Kind, c: Row & { readonly [column: string]: number }): Form {
  if (kind === "montalva16" || kind === "montalva17") {
    const { theta3 = 0, theta4 = 0, theta5 = 0, theta13 } = c;
    const old = kind === "montalva16";
    const magnitudeBreak = old ? 7.8 : 7.2;
    return { magnitudeBreak, distanceMagnitude: magnitudeBreak, theta3, theta4, theta5, theta13: old ? theta13 : 0 };
  }
  return { magnitudeBreak: 7.8, distanceMagnitude: 7.8, theta3: 0.1, theta4: 0.9, theta5: 0, theta13: c.theta13 };
}

/** One set of coefficients with what does not vary from row to row. */
interface Prepared {
  readonly c: Row;
  readonly form: Form;
  readonly magnitudeBreak: number;
  readonly constant: number;
  readonly spreading: number;
  readonly anelastic: number;
  readonly arcLevel: number;
  readonly arcSlope: number;
  readonly depthSlope: number;
}

function prepare(imt: IntensityMeasure, options: Abrahamson2015Options): Prepared {
  const c = options.table.at(imt) as Row & { readonly [column: string]: number };
  const shape = form(options.kind, c);
  // A shift of exactly zero counts as not given in the reference.
  const shift = typeof options.deltaC1 === "number" ? options.deltaC1 : options.deltaC1.at(imt).dc1;
  const { slab } = options;
  return {
    c,
    form: shape,
    magnitudeBreak: shape.magnitudeBreak + shift,
    constant: c.theta1 + shape.theta4 * shift + (slab ? c.theta10 : 0),
    spreading: c.theta2 + (slab ? c.theta14 : 0),
    anelastic: c.theta6 + options.theta6,
    arcLevel: slab ? c.theta7 : c.theta15,
    arcSlope: slab ? c.theta8 : c.theta16,
    depthSlope: slab ? c.theta11 : 0,
  };
}

/** Magnitude scaling, eq. 2, and the constant. */
function source(p: Prepared, mag: number): number {
  const { form: f } = p;
  const dm = mag - p.magnitudeBreak;
  return p.constant + (dm > 0 ? f.theta5 : f.theta4) * dm + f.theta13 * (10 - mag) ** 2;
}

function path(p: Prepared, mag: number, r: number, lnR: number, depth: number, arc: number, lnArc: number): number {
  let result = (p.spreading + p.form.theta3 * (mag - p.form.distanceMagnitude)) * lnR + p.anelastic * r;
  if (p.depthSlope !== 0) result += p.depthSlope * (Math.min(depth, 120) - 60);
  if (arc !== 0) result += arc * (p.arcLevel + p.arcSlope * lnArc);
  return result;
}

export function abrahamson2015Evaluator(imt: IntensityMeasure, options: Abrahamson2015Options): GroundMotionEvaluator {
  const own = prepare(imt, options);
  const rock = prepare(PGA, options);
  const { c } = own;
  const { slab, taper } = options;
  const tapered = options.kind === "eshm20";
  const rockSite = (rock.c.theta12 + rock.c.b * N) * Math.log(ROCK_VS30 / rock.c.vlin);
  const shift = options.epsilon === 0 ? 0 : (options.epsilon * epistemic(imt, slab)) / 1.65;
  const nearestArc = slab ? 85 : 100;
  const { sigma_ss: stationSigma = Number.NaN } = c as Row & { readonly sigma_ss?: number };
  const sigma = options.ergodic ? c.sigma : stationSigma;
  const phi = options.ergodic ? c.phi : Math.sqrt(stationSigma ** 2 - c.tau ** 2);
  return (ctx, out) => {
    const distance = slab ? ctx.rhypo : ctx.rrup;
    let level = 0;
    let levelRock = 0;
    let saturation = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (changes(ctx.mag, i)) {
        level = source(own, m);
        levelRock = source(rock, m);
        saturation = C4 * Math.exp((m - 6) * THETA9);
      }
      const r = distance[i]!;
      const lnR = Math.log(r + saturation);
      const depth = slab ? ctx.hypo_depth[i]! : 0;
      let arc = 0;
      if (tapered) arc = taper === undefined ? 0 : taper(-ctx.xvf[i]!);
      else if (ctx.backarc[i]! !== 0) arc = 1;
      const lnArc = arc === 0 ? 0 : Math.log(Math.max(r, nearestArc) / 40);
      const vs30 = ctx.vs30[i]!;
      const lnRatio = Math.log(Math.min(vs30, ROCK_VS30) / c.vlin);
      let site = c.theta12 * lnRatio;
      if (vs30 >= c.vlin) site += c.b * N * lnRatio;
      else {
        const pga = Math.exp(levelRock + path(rock, m, r, lnR, depth, arc, lnArc) + rockSite);
        site += c.b * (Math.log(pga + C * Math.exp(N * lnRatio)) - Math.log(pga + C));
      }
      out.mean[i] = level + path(own, m, r, lnR, depth, arc, lnArc) + site + shift;
    }
    fillStandardDeviations(out, ctx.length, c.tau, phi, sigma);
  };
}

function epistemic(imt: IntensityMeasure, slab: boolean): number {
  const row = EPISTEMIC.at(imt);
  return slab ? row.SIGMA_MU_SSLAB : row.SIGMA_MU_SINTER;
}

type Variant = Pick<Abrahamson2015Options, "table" | "slab" | "deltaC1"> & { readonly kind?: Kind };

function variant(name: string, given: Variant) {
  const { kind = "bchydro", slab } = given;
  const base = slab ? SLAB_FACTS : INTERFACE_FACTS;
  const facts: ModelFacts = { ...base, name, siteColumns: kind === "eshm20" ? ["vs30", "xvf"] : base.siteColumns };
  return (args: ModelArguments) => {
    const read = readArguments(name, args, {
      ergodic: flagArgument(true),
      theta6_adjustment: numberArgument(0),
      sigma_mu_epsilon: numberArgument(0),
      ...(kind === "eshm20" ? TAPER_ARGUMENTS : {}),
    });
    const options: Abrahamson2015Options = {
      ...given,
      kind,
      ergodic: read.ergodic,
      theta6: read.theta6_adjustment,
      epsilon: read.sigma_mu_epsilon,
      taper: kind === "eshm20" ? volcanicTaper(name, args) : undefined,
    };
    return makeModel(facts, (imt) => abrahamson2015Evaluator(imt, options));
  };
}

const BC_HYDRO = ABRAHAMSON_2015;

/** Stress levels of the 2020 European model: multiples of the epistemic standard deviation of the median. */
const STRESS_LEVELS = { VLow: -2.85697, Low: -1.35563, Mid: 0, High: 1.35563, VHigh: 2.85697 };
/** Its anelastic attenuation: shifts of theta6. */
const ATTENUATIONS = { Fast: -0.0015, Mid: 0, Slow: 0.0015 };
const ESHM20_TAPER = { faba_taper_model: "SFunc", a: -100, b: 100 };

/** The branches of the 2020 European model: every stress level with every attenuation, for interface and slab. */
function eshm20Aliases(): NonNullable<ModelFamily["aliases"]> {
  const aliases: { [alias: string]: readonly [className: string, args: ModelArguments] } = {};
  for (const [stress, sigma_mu_epsilon] of Object.entries(STRESS_LEVELS))
    for (const [attenuation, theta6_adjustment] of Object.entries(ATTENUATIONS))
      for (const place of ["SInter", "SSlab"])
        aliases[`ESHM20${place}${stress}Stress${attenuation}Atten`] = [
          `BCHydroESHM20${place}`,
          { sigma_mu_epsilon, theta6_adjustment, ...ESHM20_TAPER },
        ];
  return aliases;
}

export const abrahamson2015: ModelFamily = {
  models: {
    AbrahamsonEtAl2015SInter: variant("AbrahamsonEtAl2015SInter", { table: BC_HYDRO, slab: false, deltaC1: DELTA_C1 }),
    AbrahamsonEtAl2015SInterHigh: variant("AbrahamsonEtAl2015SInterHigh", {
      table: BC_HYDRO,
      slab: false,
      deltaC1: DELTA_C1_HIGH,
    }),
    AbrahamsonEtAl2015SInterLow: variant("AbrahamsonEtAl2015SInterLow", {
      table: BC_HYDRO,
      slab: false,
      deltaC1: DELTA_C1_LOW,
    }),
    AbrahamsonEtAl2015SInter_scaled: variant("AbrahamsonEtAl2015SInter_scaled", {
      table: ABRAHAMSON_2015_SCALED,
      slab: false,
      deltaC1: DELTA_C1,
    }),
    AbrahamsonEtAl2015SSlab: variant("AbrahamsonEtAl2015SSlab", { table: BC_HYDRO, slab: true, deltaC1: -0.3 }),
    AbrahamsonEtAl2015SSlabHigh: variant("AbrahamsonEtAl2015SSlabHigh", { table: BC_HYDRO, slab: true, deltaC1: -0.1 }),
    AbrahamsonEtAl2015SSlabLow: variant("AbrahamsonEtAl2015SSlabLow", { table: BC_HYDRO, slab: true, deltaC1: -0.5 }),
    AbrahamsonEtAl2015SSlab_scaled: variant("AbrahamsonEtAl2015SSlab_scaled", {
      table: ABRAHAMSON_2015_SCALED,
      slab: true,
      deltaC1: -0.3,
    }),
    MontalvaEtAl2016SInter: variant("MontalvaEtAl2016SInter", {
      kind: "montalva16",
      table: MONTALVA_2016_INTERFACE,
      slab: false,
      deltaC1: DELTA_C1,
    }),
    MontalvaEtAl2016SSlab: variant("MontalvaEtAl2016SSlab", {
      kind: "montalva16",
      table: MONTALVA_2016_SLAB,
      slab: true,
      deltaC1: -0.3,
    }),
    MontalvaEtAl2017SInter: variant("MontalvaEtAl2017SInter", {
      kind: "montalva17",
      table: MONTALVA_2017,
      slab: false,
      deltaC1: DELTA_C1_MONTALVA_2017,
    }),
    MontalvaEtAl2017SSlab: variant("MontalvaEtAl2017SSlab", {
      kind: "montalva17",
      table: MONTALVA_2017,
      slab: true,
      deltaC1: -0.3,
    }),
    BCHydroESHM20SInter: variant("BCHydroESHM20SInter", {
      kind: "eshm20",
      table: ESHM20_INTERFACE,
      slab: false,
      deltaC1: DELTA_C1,
    }),
    BCHydroESHM20SInterHigh: variant("BCHydroESHM20SInterHigh", {
      kind: "eshm20",
      table: ESHM20_INTERFACE,
      slab: false,
      deltaC1: DELTA_C1_HIGH,
    }),
    BCHydroESHM20SInterLow: variant("BCHydroESHM20SInterLow", {
      kind: "eshm20",
      table: ESHM20_INTERFACE,
      slab: false,
      deltaC1: DELTA_C1_LOW,
    }),
    BCHydroESHM20SSlab: variant("BCHydroESHM20SSlab", {
      kind: "eshm20",
      table: ESHM20_SLAB,
      slab: true,
      deltaC1: -0.3,
    }),
    BCHydroESHM20SSlabHigh: variant("BCHydroESHM20SSlabHigh", {
      kind: "eshm20",
      table: ESHM20_SLAB,
      slab: true,
      deltaC1: -0.1,
    }),
    BCHydroESHM20SSlabLow: variant("BCHydroESHM20SSlabLow", {
      kind: "eshm20",
      table: ESHM20_SLAB,
      slab: true,
      deltaC1: -0.5,
    }),
  },
  aliases: eshm20Aliases(),
};

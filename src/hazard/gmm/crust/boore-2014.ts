/**
 * Boore, Stewart, Seyhan & Atkinson (2014), NGA-West2 equations for predicting PGA, PGV, and 5% damped PSA for shallow crustal
 * earthquakes, Earthquake Spectra 30(3), 1057-1085, eqs. 1-17; and Stewart, Boore, Seyhan & Atkinson (2016), NGA-West2
 * equations for predicting vertical-component PGA, PGV, and 5%-damped PSA, Earthquake Spectra 32(2), 1005-1031, which has the same form
 * with a regional anelastic term, no basin term and a within-event standard deviation that depends on magnitude only.
 *
 * ln(g) or ln(cm/s); rjb in km, vs30 in m/s, z1pt0 in m (-999: the regional median). Magnitude 3 to 8.5 (7 for normal), rjb up to 400 km,
 * vs30 150 to 1500 m/s. LowQ and HighQ are the tables for regions of low and high anelastic attenuation quality.
 */

import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import type { CoefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel } from "../make-model.ts";
import { isReverse30 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { shiftByEpistemic } from "../nga-west2-epistemic.ts";
import { changes } from "../rupture-rows.ts";
import { californiaZ1, japanZ1, NOT_MEASURED, usgsBasinTaperZ1 } from "../site/basin-depth.ts";
import {
  BOORE_2014,
  BOORE_2014_CYBERSHAKE,
  BOORE_2014_HIGH_Q,
  BOORE_2014_LOW_Q,
  STEWART_2016,
} from "./boore-2014-coefficients.ts";

const FACTS: ModelFacts = {
  name: "BooreEtAl2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1193/070113EQS184M",
  validity: { magnitude: [3, 8.5], distance: 400, vs30: [150, 1500] },
};

/** What horizontal and vertical model share. */
type CommonColumns = "e0 e1 e2 e3 e4 e5 e6 Mh c1 c2 c3 h c Vc f4 f5 tau1 tau2";
type Common = ReturnType<CoefficientTable<CommonColumns>["at"]>;

const REFERENCE_MAGNITUDE = 4.5;
const REFERENCE_VS30 = 760;
/** Rock PGA (g) where the response turns non-linear, eq. 8. */
const F3 = 0.1;

/** Source function, eq. 2; with `mechanism` off the coefficient for unspecified faulting is used. */
export function boore2014Source(c: Common, mag: number, rake: number, mechanism: boolean): number {
  const strikeSlip = Math.abs(rake) <= 30 || Math.abs(rake) >= 150;
  const faulting = !mechanism ? c.e0 : isReverse30(rake) ? c.e3 : strikeSlip ? c.e1 : c.e2;
  const dm = mag - c.Mh;
  return faulting + (mag <= c.Mh ? c.e4 * dm + c.e5 * dm * dm : c.e6 * dm);
}

/** 0 at magnitude 4.5 and below, 1 at 5.5 and above. */
function deviationRamp(mag: number): number {
  return Math.min(Math.max(mag - 4.5, 0), 1);
}

/** Linear and non-linear site response, eqs. 5-8, for PGA (g) at vs30 760 m/s. */
export function boore2014Site(c: Common, vs30: number, pgaRock: number): number {
  const linear = c.c * Math.log(Math.min(vs30, c.Vc) / REFERENCE_VS30);
  const slope = c.f4 * (Math.exp(c.f5 * (Math.min(vs30, 760) - 360)) - Math.exp(c.f5 * 400));
  return linear + slope * Math.log((pgaRock + F3) / F3);
}

/** PGA (g) at vs30 760 m/s, eqs. 2 and 3. */
export function boore2014RockPga(
  rock: Common & { readonly Dc3: number },
  mag: number,
  rake: number,
  rjb: number,
): number {
  const r = Math.sqrt(rjb * rjb + rock.h * rock.h);
  const slope = rock.c1 + rock.c2 * (mag - REFERENCE_MAGNITUDE);
  return Math.exp(boore2014Source(rock, mag, rake, true) + slope * Math.log(r) + (rock.c3 + rock.Dc3) * (r - 1));
}

/** Mean before basin terms, and the standard deviations: `within` adds what depends on distance and site. */
function evaluatorOf<Row extends Common>(
  c: Row,
  rock: Row,
  mechanism: boolean,
  anelastic: (row: Row) => number,
  basin: ((vs30: number, z1: number) => number) | undefined,
  within: (mag: number, lnRjb: number, rjb: number, vs30: number) => number,
): GroundMotionEvaluator {
  const c3 = anelastic(c);
  const c3Rock = anelastic(rock);
  return (ctx, out) => {
    const { mag, rake, rjb, vs30, z1pt0 } = ctx;
    let source = 0;
    let sourceRock = 0;
    let slope = 0;
    let slopeRock = 0;
    let tau = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = mag[i]!;
      if (changes(mag, i) || changes(rake, i)) {
        source = boore2014Source(c, m, rake[i]!, mechanism);
        sourceRock = boore2014Source(rock, m, rake[i]!, mechanism);
        slope = c.c1 + c.c2 * (m - REFERENCE_MAGNITUDE);
        slopeRock = rock.c1 + rock.c2 * (m - REFERENCE_MAGNITUDE);
        tau = c.tau1 + (c.tau2 - c.tau1) * deviationRamp(m);
      }
      const distance = rjb[i]!;
      const r = Math.sqrt(distance * distance + c.h * c.h);
      const rRock = Math.sqrt(distance * distance + rock.h * rock.h);
      const pgaRock = Math.exp(sourceRock + slopeRock * Math.log(rRock) + c3Rock * (rRock - 1));
      const v = vs30[i]!;
      let mean = source + slope * Math.log(r) + c3 * (r - 1) + boore2014Site(c, v, pgaRock);
      if (basin !== undefined) mean += basin(v, z1pt0[i]!);
      const phi = within(m, r, distance, v);
      out.mean[i] = mean;
      out.tau[i] = tau;
      out.phi[i] = phi;
      out.sigma[i] = Math.sqrt(tau * tau + phi * phi);
    }
  };
}

const HORIZONTAL_ARGUMENTS = {
  region: choiceArgument(["nobasin", "CAL", "JPN"], "nobasin"),
  sof: flagArgument(true),
  sigma_mu_epsilon: numberArgument(0),
  usgs_basin_scaling: flagArgument(false),
  cybershake_basin_adj: flagArgument(false),
};

/** Basin term, eqs. 9-11, of the difference between z1pt0 and its regional median; none below 0.65 s. */
function basinTerm(
  imt: IntensityMeasure,
  c: { readonly f6: number; readonly f7: number },
  options: { readonly region: string; readonly usgs_basin_scaling: boolean; readonly cybershake_basin_adj: boolean },
): ((vs30: number, z1: number) => number) | undefined {
  if (options.region === "nobasin" || imt.period < 0.65) return undefined;
  const median = options.region === "JPN" ? japanZ1 : californiaZ1;
  const usgs = options.usgs_basin_scaling;
  let constant: number | undefined;
  if (options.cybershake_basin_adj && imt.period > 1.9) {
    const cy = BOORE_2014_CYBERSHAKE.at(imt);
    constant = (cy.dz1cy <= cy.f6cy ? cy.f6cy * cy.dz1cy : cy.f7cy) + 0.1;
  }
  return (vs30, z1) => {
    const reference = median(vs30);
    const depth = z1 === NOT_MEASURED ? reference : z1;
    const dz = (depth - reference) / 1000;
    const term = constant ?? (dz <= c.f7 / c.f6 ? c.f6 * dz : c.f7);
    return usgs ? term * usgsBasinTaperZ1(depth, imt.period) : term;
  };
}

function horizontal(name: string, table: typeof BOORE_2014) {
  return (args: ModelArguments) => {
    const options = readArguments(name, args, HORIZONTAL_ARGUMENTS);
    if (options.usgs_basin_scaling && options.region === "nobasin")
      throw new InputError(`${name}: usgs_basin_scaling needs a region with basins`, {
        parameter: "region",
        allowed: '"CAL", "JPN"',
      });
    const facts: ModelFacts = {
      ...FACTS,
      name,
      siteColumns: options.region === "nobasin" ? ["vs30"] : ["vs30", "z1pt0"],
      // The epistemic shift depends on the rupture distance, which the model itself does not use.
      distanceColumns: options.sigma_mu_epsilon === 0 ? ["rjb"] : ["rjb", "rrup"],
    };
    return makeModel(facts, (imt) => {
      const c = table.at(imt);
      const lnR1 = Math.log(c.R1);
      const distanceScale = c.DfR / Math.log(c.R2 / c.R1);
      const siteScale = c.DfV / Math.log(300 / 225);
      // Within-event standard deviation, eqs. 14-16: larger at distance, smaller on soft soil.
      const within = (mag: number, _r: number, rjb: number, vs30: number) => {
        let phi = c.f1 + (c.f2 - c.f1) * deviationRamp(mag);
        if (rjb > c.R2) phi += c.DfR;
        else if (rjb > c.R1) phi += distanceScale * (Math.log(rjb) - lnR1);
        // At exactly 225 m/s both branches of the published equation apply in the reference.
        if (vs30 <= 225) phi -= c.DfV;
        if (vs30 >= 225 && vs30 <= 300) phi -= siteScale * Math.log(300 / vs30);
        return phi;
      };
      const evaluate = evaluatorOf(
        c,
        table.at(PGA),
        options.sof,
        (row) => row.c3 + row.Dc3,
        basinTerm(imt, c, options),
        within,
      );
      return shiftByEpistemic(evaluate, options.sigma_mu_epsilon);
    });
  };
}

const VERTICAL_FACTS: ModelFacts = {
  ...FACTS,
  name: "StewartEtAl2016",
  component: "Vertical",
};

function vertical(args: ModelArguments) {
  const options = readArguments(VERTICAL_FACTS.name, args, {
    region: choiceArgument(["CAL", "CHN", "JPN"], "CAL"),
    sof: flagArgument(true),
  });
  return makeModel(VERTICAL_FACTS, (imt) => {
    const c = STEWART_2016.at(imt);
    return evaluatorOf(
      c,
      STEWART_2016.at(PGA),
      options.sof,
      (row) => row.c3 + (options.region === "CHN" ? row.Dc3CH : options.region === "JPN" ? row.Dc3JP : 0),
      undefined,
      (mag) => c.phi1 + (c.phi2 - c.phi1) * deviationRamp(mag),
    );
  });
}

export const boore2014: ModelFamily = {
  models: {
    BooreEtAl2014: horizontal("BooreEtAl2014", BOORE_2014),
    BooreEtAl2014HighQ: horizontal("BooreEtAl2014HighQ", BOORE_2014_HIGH_Q),
    BooreEtAl2014LowQ: horizontal("BooreEtAl2014LowQ", BOORE_2014_LOW_Q),
    StewartEtAl2016: vertical,
  },
  aliases: {
    BooreEtAl2014LowQCaliforniaBasin: ["BooreEtAl2014LowQ", { region: "CAL" }],
    BooreEtAl2014LowQCaliforniaBasinNoSOF: ["BooreEtAl2014LowQ", { region: "CAL", sof: 0 }],
    BooreEtAl2014LowQJapanBasin: ["BooreEtAl2014LowQ", { region: "JPN" }],
    BooreEtAl2014LowQJapanBasinNoSOF: ["BooreEtAl2014LowQ", { region: "JPN", sof: 0 }],
    BooreEtAl2014LowQNoSOF: ["BooreEtAl2014LowQ", { sof: 0 }],
    BooreEtAl2014HighQCaliforniaBasin: ["BooreEtAl2014HighQ", { region: "CAL" }],
    BooreEtAl2014HighQCaliforniaBasinNoSOF: ["BooreEtAl2014HighQ", { region: "CAL", sof: 0 }],
    BooreEtAl2014HighQJapanBasin: ["BooreEtAl2014HighQ", { region: "JPN" }],
    BooreEtAl2014HighQJapanBasinNoSOF: ["BooreEtAl2014HighQ", { region: "JPN", sof: 0 }],
    BooreEtAl2014HighQNoSOF: ["BooreEtAl2014HighQ", { sof: 0 }],
    BooreEtAl2014CaliforniaBasin: ["BooreEtAl2014", { region: "CAL" }],
    BooreEtAl2014CaliforniaBasinNoSOF: ["BooreEtAl2014", { region: "CAL", sof: 0 }],
    BooreEtAl2014JapanBasin: ["BooreEtAl2014", { region: "JPN" }],
    BooreEtAl2014JapanBasinNoSOF: ["BooreEtAl2014", { region: "JPN", sof: 0 }],
    BooreEtAl2014NoSOF: ["BooreEtAl2014", { sof: 0 }],
    StewartEtAl2016RegCHN: ["StewartEtAl2016", { region: "CHN" }],
    StewartEtAl2016RegJPN: ["StewartEtAl2016", { region: "JPN" }],
    StewartEtAl2016NoSOF: ["StewartEtAl2016", { sof: 0 }],
    StewartEtAl2016CHNNoSOF: ["StewartEtAl2016", { region: "CHN", sof: 0 }],
    StewartEtAl2016JPNNoSOF: ["StewartEtAl2016", { region: "JPN", sof: 0 }],
  },
};

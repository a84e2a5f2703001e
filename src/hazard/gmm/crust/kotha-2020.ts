/**
 * Kotha, Weatherill, Bindi & Cotton (2020), A regionally-adaptable ground-motion model for shallow crustal earthquakes in Europe, BEE
 * 18, 4091-4125, eqs. 1-5; and its use in the 2020 European seismic hazard model, Weatherill, Kotha & Cotton (2020), BEE 18, 5087-5117: regional
 * anelastic terms, site terms of measured and inferred vs30 or of slope and geology, heteroskedastic standard deviations.
 *
 * ln(m/s2) and ln(cm/s) in the paper, ln(g) and ln(cm/s) here; rjb and depth in km, vs30 in m/s, slope in m/m. Magnitude 3 to 7.4, rjb up to 545
 * km. `sigma_mu_epsilon` shifts the median by source-region variability, `c3_epsilon` the anelastic term; `dl2l` and `c3` replace them by
 * values by measure.
 */

import { InputError } from "../../../input-error.ts";
import type { ContextBlock } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { atMagnitude, type MagnitudeKnots, tauKnots } from "../al-atik-2015-sigma.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, makeModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { flagArgument, numberArgument, readArguments, tableArgument } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import {
  ANELASTIC_BY_REGION,
  EPISTEMIC,
  ESHM20,
  GEOLOGY_FIXED,
  GEOLOGY_LEVEL,
  GEOLOGY_SLOPE,
  KOTHA_2020,
  WITHIN,
} from "./kotha-2020-coefficients.ts";
import { ICELAND_STRESS } from "./kotha-2020-iceland.ts";

type Row = Coefficients<"e1 b1 b2 b3 c1 c2 c3 tau_c3 tau_event_0 tau_l2l phi_0">;

const M_REF = 4.5;
const R_REF = 30;
const M_HINGE = 5.7;
const LN_GRAVITY = Math.log(100 * GRAVITY);

/** Effective depth (km) by hypocentral depth. */
function effectiveDepth(depth: number): number {
  return depth <= 10 ? 4 : depth > 20 ? 12 : 8;
}

function magnitudeTerm(c: Row, mag: number): number {
  const dm = mag - M_HINGE;
  return c.e1 + (dm <= 0 ? c.b1 * dm + c.b2 * dm * dm : c.b3 * dm);
}

/** What the variants do differently, for one measure. */
interface Variant {
  /** Anelastic coefficient of a row. */
  readonly anelastic: (ctx: ContextBlock, i: number) => number;
  readonly site: (ctx: ContextBlock, i: number) => number;
  /** Between-event and single-station within-event standard deviations by magnitude; site-to-site variance of a row. */
  readonly tau: MagnitudeKnots;
  readonly within: MagnitudeKnots;
  readonly siteVariance: (ctx: ContextBlock, i: number) => number;
  readonly epistemic: CoefficientTable<EpistemicColumns>;
}

type EpistemicColumns =
  "sigma_mu_m8_shallow sigma_mu_m8_intermediate sigma_mu_m8_deep sigma_mu_m7p4_shallow sigma_mu_m7p4_intermediate sigma_mu_m7p4_deep";

/** Tables of the European model, for spectral acceleration or its average. */
export interface EuropeanTables {
  readonly coefficients: CoefficientTable<"e1 b1 b2 b3 c1 c2 c3 tau_c3 tau_event_0 tau_l2l phi_0 d0_obs d1_obs phi_s2s_obs d0_inf d1_inf phi_s2s_inf">;
  readonly epistemic: CoefficientTable<EpistemicColumns>;
  readonly byRegion: CoefficientTable<"region_1 tau_region_1 region_2 tau_region_2 region_3 tau_region_3 region_4 tau_region_4 region_5 tau_region_5">;
  readonly deviations: (imt: IntensityMeasure) => Pick<Variant, "tau" | "within">;
}

/** Site terms by geological unit. */
export interface GeologyTables {
  readonly fixed: CoefficientTable<"V1 V2 phi_s2s">;
  readonly level: CoefficientTable<string>;
  readonly slope: CoefficientTable<string>;
}

export interface Options {
  readonly epsilon: number;
  readonly anelasticEpsilon: number;
  readonly ergodic: boolean;
  readonly sourceTable: CoefficientTable<"value"> | undefined;
  readonly anelasticTable: CoefficientTable<"value"> | undefined;
}

/** Standard deviation of the source-region term, larger for large magnitudes that the data do not constrain. */
function sourceDeviation(c: Row, e: Coefficients<EpistemicColumns>, mag: number, depth: number): number {
  if (mag < 7.4) return c.tau_l2l;
  const shallow = depth < 10;
  const deep = depth >= 20;
  const large = shallow ? e.sigma_mu_m8_shallow : deep ? e.sigma_mu_m8_deep : e.sigma_mu_m8_intermediate;
  const lower = shallow ? e.sigma_mu_m7p4_shallow : deep ? e.sigma_mu_m7p4_deep : e.sigma_mu_m7p4_intermediate;
  return Math.max(c.tau_l2l, mag >= 8 ? large : lower + ((large - lower) * (mag - 7.4)) / 0.6);
}

function evaluator(imt: IntensityMeasure, c: Row, variant: Variant, options: Options): GroundMotionEvaluator {
  const units = imt.kind === "PGV" ? 0 : -LN_GRAVITY;
  const shift = units + (options.sourceTable?.at(imt).value ?? 0);
  const epsilon = options.sourceTable === undefined ? options.epsilon : 0;
  const epistemic = epsilon === 0 ? undefined : variant.epistemic.at(imt);
  const { ergodic } = options;
  return (ctx, out) => {
    let source = 0;
    let slope = 0;
    let tau = 0;
    let within = 0;
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      const depth = ctx.hypo_depth[i]!;
      if (changes(ctx.mag, i)) {
        source = magnitudeTerm(c, m) + shift;
        slope = c.c1 + c.c2 * (m - M_REF);
        tau = atMagnitude(variant.tau, m);
        within = atMagnitude(variant.within, m);
      }
      const h = effectiveDepth(depth);
      const r = Math.sqrt(ctx.rjb[i]! ** 2 + h * h);
      const reference = Math.sqrt(R_REF * R_REF + h * h);
      let mean =
        source +
        slope * Math.log(r / reference) +
        (variant.anelastic(ctx, i) * (r - reference)) / 100 +
        variant.site(ctx, i);
      if (epistemic !== undefined) mean += epsilon * sourceDeviation(c, epistemic, m, depth);
      out.mean[i] = mean;
      const phi2 = within * within + (ergodic ? variant.siteVariance(ctx, i) : 0);
      out.tau[i] = tau;
      out.phi[i] = Math.sqrt(phi2);
      out.sigma[i] = Math.sqrt(tau * tau + phi2);
    }
  };
}

const constant = (value: number): MagnitudeKnots => ({ magnitudes: [0], values: [value] });

/** Anelastic coefficient of the published model. */
function commonAnelastic(imt: IntensityMeasure, c: Row, options: Options): () => number {
  // The reference fails for a table of c3 in these variants; it is used as in the ESHM20 ones.
  const value = options.anelasticTable?.at(imt).value ?? c.c3 + options.anelasticEpsilon * c.tau_c3;
  return () => value;
}

function published(imt: IntensityMeasure, options: Options, site: "none" | "vs30" | "slope"): GroundMotionEvaluator {
  const c = KOTHA_2020.at(imt);
  const quadratic = (g0: number, g1: number, g2: number, x: number) => g0 + x * (g1 + g2 * x);
  const siteDeviation = site === "vs30" ? c.phi_s2s_vs30 : site === "slope" ? c.phi_s2s_slope : c.phis2s;
  return evaluator(
    imt,
    c,
    {
      anelastic: commonAnelastic(imt, c, options),
      site: (ctx, i) => {
        if (site === "none") return 0;
        return site === "vs30"
          ? quadratic(c.g0_vs30, c.g1_vs30, c.g2_vs30, Math.log(ctx.vs30[i]! / 800))
          : quadratic(c.g0_slope, c.g1_slope, c.g2_slope, Math.log(ctx.slope[i]! / 0.1));
      },
      tau: constant(c.tau_event_0),
      within: constant(c.phi_0),
      siteVariance: () => siteDeviation * siteDeviation,
      epistemic: EPISTEMIC,
    },
    options,
  );
}

/** Regional anelastic coefficients: 0 is the default, 1 to 5 are clusters of European regions. */
function regionalAnelastic(
  imt: IntensityMeasure,
  c: Row,
  options: Options,
  byRegion: EuropeanTables["byRegion"],
): Variant["anelastic"] {
  const fixed = options.anelasticTable?.at(imt).value;
  if (fixed !== undefined) return () => fixed;
  const epsilon = options.anelasticEpsilon;
  const values = [c.c3 + epsilon * c.tau_c3];
  if (imt.kind === "PGV") return () => values[0]!;
  const r = byRegion.at(imt);
  values.push(
    r.region_1 + epsilon * r.tau_region_1,
    r.region_2 + epsilon * r.tau_region_2,
    r.region_3 + epsilon * r.tau_region_3,
    r.region_4 + epsilon * r.tau_region_4,
    r.region_5 + epsilon * r.tau_region_5,
  );
  return (ctx, i) => values[ctx.region[i]!] ?? values[0]!;
}

function heteroskedastic(imt: IntensityMeasure): Pick<Variant, "tau" | "within"> {
  const { a, b } = WITHIN.at(imt);
  return { tau: tauKnots("global", imt), within: { magnitudes: [5, 6.5], values: [a, b] } };
}

const EUROPEAN: EuropeanTables = {
  coefficients: ESHM20,
  epistemic: EPISTEMIC,
  byRegion: ANELASTIC_BY_REGION,
  deviations: heteroskedastic,
};

const EUROPEAN_GEOLOGY: GeologyTables = { fixed: GEOLOGY_FIXED, level: GEOLOGY_LEVEL, slope: GEOLOGY_SLOPE };

/** Standard deviations of the published regression, the same for all magnitudes. */
export function homoskedastic(coefficients: CoefficientTable<"tau_event_0 phi_0">): EuropeanTables["deviations"] {
  return (imt) => {
    const c = coefficients.at(imt);
    return { tau: constant(c.tau_event_0), within: constant(c.phi_0) };
  };
}

/** The European model on measured or inferred vs30. */
export function europeanByVs30(imt: IntensityMeasure, options: Options, tables: EuropeanTables): GroundMotionEvaluator {
  const c = tables.coefficients.at(imt);
  return evaluator(
    imt,
    c,
    {
      anelastic: regionalAnelastic(imt, c, options, tables.byRegion),
      site: (ctx, i) => {
        const lnVs30 = Math.log(Math.min(ctx.vs30[i]!, 1100));
        return ctx.vs30measured[i]! !== 0 ? c.d0_obs + c.d1_obs * lnVs30 : c.d0_inf + c.d1_inf * lnVs30;
      },
      ...tables.deviations(imt),
      siteVariance: (ctx, i) => (ctx.vs30measured[i]! !== 0 ? c.phi_s2s_obs ** 2 : c.phi_s2s_inf ** 2),
      epistemic: tables.epistemic,
    },
    options,
  );
}

/** The European model on slope and geology. */
export function europeanByGeology(
  imt: IntensityMeasure,
  options: Options,
  tables: EuropeanTables,
  geology: GeologyTables,
): GroundMotionEvaluator {
  const c = tables.coefficients.at(imt);
  const fixed = geology.fixed.at(imt);
  const level: { readonly [unit: string]: number } = geology.level.at(imt);
  const slope: { readonly [unit: string]: number } = geology.slope.at(imt);
  return evaluator(
    imt,
    c,
    {
      anelastic: regionalAnelastic(imt, c, options, tables.byRegion),
      site: (ctx, i) => {
        const unit = ctx.geology[i]!;
        const lnSlope = Math.log(Math.min(Math.max(ctx.slope[i]!, 0.0005), 0.3));
        return fixed.V1 + (level[unit] ?? 0) + (fixed.V2 + (slope[unit] ?? 0)) * lnSlope;
      },
      ...tables.deviations(imt),
      siteVariance: () => fixed.phi_s2s ** 2,
      epistemic: tables.epistemic,
    },
    options,
  );
}

/** `{ PGA = 0.1, "SA(0.2)" = 0.2 }` as a table; undefined when left out. */
function byMeasure(
  model: string,
  name: string,
  values: ModelArguments | undefined,
): CoefficientTable<"value"> | undefined {
  if (values === undefined || Object.keys(values).length === 0) return undefined;
  const rows = Object.entries(values).map(([measure, value]) => {
    if (typeof value !== "number")
      throw new InputError(`${model}: ${name} for ${measure} is ${JSON.stringify(value)}`, {
        parameter: name,
        allowed: "a number",
      });
    return `${measure} ${value}`;
  });
  return coefficientTable("value", rows.join("\n"));
}

/** The factory of a variant with the arguments all of them take. */
export function kothaVariant(
  facts: ModelFacts,
  evaluatorFor: (imt: IntensityMeasure, options: Options) => GroundMotionEvaluator,
) {
  return (args: ModelArguments) => {
    const read = readArguments(facts.name, args, {
      sigma_mu_epsilon: numberArgument(0),
      c3_epsilon: numberArgument(0),
      ergodic: flagArgument(true),
      dl2l: tableArgument(),
      c3: tableArgument(),
    });
    const options: Options = {
      epsilon: read.sigma_mu_epsilon,
      anelasticEpsilon: read.c3_epsilon,
      ergodic: read.ergodic,
      sourceTable: byMeasure(facts.name, "dl2l", read.dl2l),
      anelasticTable: byMeasure(facts.name, "c3", read.c3),
    };
    return makeModel(facts, (imt) => evaluatorFor(imt, options));
  };
}

/** Branches of the European model: source-region stress and anelastic attenuation. */
const STRESS: readonly (readonly [string, number])[] = [
  ["VLow", -2.85697],
  ["Low", -1.35563],
  ["Mid", 0],
  ["High", 1.35563],
  ["VHigh", 2.85697],
];
const ATTENUATION: readonly (readonly [string, number])[] = [
  ["Fast", -1.732051],
  ["Mid", 0],
  ["Slow", 1.732051],
];

function branchAliases(): { [alias: string]: readonly [string, ModelArguments] } {
  const aliases: { [alias: string]: readonly [string, ModelArguments] } = {};
  for (const [attenuation, c3_epsilon] of ATTENUATION) {
    for (const [stress, sigma_mu_epsilon] of STRESS)
      aliases[`ESHM20ShallowCrust${stress}Stress${attenuation}Atten`] = [
        "KothaEtAl2020ESHM20",
        { sigma_mu_epsilon, c3_epsilon },
      ];
    for (const [stress, dl2l] of Object.entries(ICELAND_STRESS))
      aliases[`ESHM20Iceland${stress}Stress${attenuation}Atten`] = ["KothaEtAl2020ESHM20", { dl2l, c3_epsilon }];
  }
  return aliases;
}

const FACTS: ModelFacts = {
  name: "KothaEtAl2020",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_depth", "mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1007/s10518-020-00869-1",
  validity: { magnitude: [3, 7.4], distance: 545 },
};

export const kotha2020: ModelFamily = {
  models: {
    KothaEtAl2020: kothaVariant(FACTS, (imt, options) => published(imt, options, "none")),
    KothaEtAl2020Site: kothaVariant({ ...FACTS, name: "KothaEtAl2020Site", siteColumns: ["vs30"] }, (imt, options) =>
      published(imt, options, "vs30"),
    ),
    KothaEtAl2020Slope: kothaVariant({ ...FACTS, name: "KothaEtAl2020Slope", siteColumns: ["slope"] }, (imt, options) =>
      published(imt, options, "slope"),
    ),
    KothaEtAl2020ESHM20: kothaVariant(
      {
        name: "KothaEtAl2020ESHM20",
        tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
        component: "Average Horizontal (RotD50)",
        standardDeviations: ALL_STANDARD_DEVIATIONS,
        ruptureColumns: ["hypo_depth", "mag"],
        distanceColumns: ["rjb"],
        siteColumns: ["region", "vs30", "vs30measured"],
        measures: ["PGA", "PGV", "SA"],
      },
      (imt, options) => europeanByVs30(imt, options, EUROPEAN),
    ),
    KothaEtAl2020ESHM20SlopeGeology: kothaVariant(
      {
        name: "KothaEtAl2020ESHM20SlopeGeology",
        tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
        component: "Average Horizontal (RotD50)",
        standardDeviations: ALL_STANDARD_DEVIATIONS,
        ruptureColumns: ["hypo_depth", "mag"],
        distanceColumns: ["rjb"],
        siteColumns: ["geology", "region", "slope"],
        measures: ["PGA", "PGV", "SA"],
      },
      (imt, options) => europeanByGeology(imt, options, EUROPEAN, EUROPEAN_GEOLOGY),
    ),
  },
  aliases: branchAliases(),
};

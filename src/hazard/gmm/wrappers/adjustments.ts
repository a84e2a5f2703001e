/**
 * Adjustments of `ModifiableGMPE`: each changes the results of the model it wraps. They run in the order of the logic-tree text.
 */
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { atMagnitude, phiKnots, stewartSiteToSite, TAU_MODELS, tauKnots, USGS_PANEL } from "../al-atik-2015-sigma.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import type { GroundMotionEvaluator, ModelArguments } from "../model.ts";
import { choiceArgument, flagArgument, numberArgument, readArguments, tableArgument } from "../model-arguments.ts";
import { splitTotal } from "../residuals.ts";

/** Checks the arguments once and gives what runs after the model, a measure at a time. */
export type AdjustmentReader = (args: ModelArguments) => (imt: IntensityMeasure) => GroundMotionEvaluator;

const MODEL = "ModifiableGMPE";

function requiredNumber(adjustment: string, name: string, args: ModelArguments): number {
  const value = readArguments(`${MODEL}: ${adjustment}`, args, { [name]: numberArgument(Number.NaN) })[name];
  if (value === undefined || Number.isNaN(value))
    throw new InputError(`${MODEL}: ${adjustment} needs ${name}`, { parameter: adjustment, allowed: `${name} = 1.2` });
  return value;
}

/** A number by measure, `{ PGA = 0.9, "SA(0.2)" = 1.1 }`. Interpolated in ln(period) where `exact` is false. */
function numberByMeasure(adjustment: string, name: string, args: ModelArguments): CoefficientTable<"value"> {
  const table = readArguments(`${MODEL}: ${adjustment}`, args, { [name]: tableArgument() })[name];
  const rows = Object.entries(table ?? {}).map(([measure, value]) => {
    if (typeof value !== "number")
      throw new InputError(`${MODEL}: ${adjustment} for ${measure} is ${JSON.stringify(value)}`, {
        parameter: adjustment,
        allowed: "a number",
      });
    return `${measure.replaceAll(" ", "")} ${value}`;
  });
  if (rows.length === 0)
    throw new InputError(`${MODEL}: ${adjustment} needs ${name} by measure`, {
      parameter: adjustment,
      allowed: `${name} = { PGA = 1.2 }`,
    });
  return coefficientTable("value", rows.join("\n"));
}

function exactValue(adjustment: string, table: CoefficientTable<"value">, imt: IntensityMeasure): number {
  const row = table.rows().get(imt.name);
  if (row === undefined)
    throw new InputError(`${MODEL}: ${adjustment} has no value for ${imt.name}`, {
      parameter: adjustment,
      allowed: [...table.rows().keys()].join(", "),
    });
  return row.value;
}

type Part = "sigma" | "tau" | "phi";

/** sqrt(standard deviation^2 + sign(delta) delta^2), and the total again where a part changed. */
function addVariance(part: Part, delta: number): GroundMotionEvaluator {
  const change = Math.sign(delta) * delta * delta;
  return (ctx, out) => {
    const column = out[part];
    for (let i = 0; i < ctx.length; i++) {
      const variance = column[i]! * column[i]! + change;
      if (variance < 0)
        throw new InputError(`${MODEL}: delta ${delta} makes ${part} negative (it is ${column[i]})`, {
          parameter: `add_delta_to_${part === "sigma" ? "total" : part}_std`,
        });
      column[i] = Math.sqrt(variance);
      if (part !== "sigma") out.sigma[i] = Math.sqrt(out.tau[i]! * out.tau[i]! + out.phi[i]! * out.phi[i]!);
    }
  };
}

function scalarDelta(adjustment: string, part: Part): AdjustmentReader {
  return (args) => {
    const delta = requiredNumber(adjustment, "delta", args);
    return () => addVariance(part, delta);
  };
}

function vectorDelta(adjustment: string, part: Part): AdjustmentReader {
  return (args) => {
    const table = numberByMeasure(adjustment, "delta", args);
    return (imt) => addVariance(part, exactValue(adjustment, table, imt));
  };
}

function scaleSigma(factor: number): GroundMotionEvaluator {
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.sigma[i]! *= factor;
  };
}

function shift(value: number): GroundMotionEvaluator {
  return (ctx, out) => {
    for (let i = 0; i < ctx.length; i++) out.mean[i]! += value;
  };
}

/** Standard deviations of Al Atik (2015), with the site-to-site one of Stewart et al. (2019) when ergodic. */
function alAtikSigma(args: ModelArguments): (imt: IntensityMeasure) => GroundMotionEvaluator {
  const options = readArguments(`${MODEL}: sigma_model_alatik2015`, args, {
    ergodic: flagArgument(true),
    tau_model: choiceArgument(TAU_MODELS, "global"),
    // The reference writes these derived tables into the text of the model; it does not read them back.
    tau_coetab: tableArgument(),
    phi_ss_coetab: tableArgument(),
  });
  return (imt) => {
    const tau = tauKnots(options.tau_model, imt);
    const phi = phiKnots("global", imt);
    const site = options.ergodic ? USGS_PANEL.at(imt) : undefined;
    return (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) {
        const between = atMagnitude(tau, ctx.mag[i]!);
        let within = atMagnitude(phi, ctx.mag[i]!);
        if (site !== undefined) within = Math.hypot(within, stewartSiteToSite(site, ctx.vs30[i]!));
        out.tau[i] = between;
        out.phi[i] = within;
        out.sigma[i] = Math.sqrt(between * between + within * within);
      }
    };
  };
}

function swissAmplificationSa(args: ModelArguments): (imt: IntensityMeasure) => GroundMotionEvaluator {
  readArguments(`${MODEL}: apply_swiss_amplification_sa`, args, {});
  return (imt) => {
    if (imt.kind !== "SA" || (imt.period !== 0.3 && imt.period !== 0.6))
      throw new InputError(`${MODEL}: apply_swiss_amplification_sa has no values for ${imt.name}`, {
        allowed: "SA(0.3), SA(0.6)",
      });
    const short = imt.period === 0.3;
    return (ctx, out) => {
      const amplification = short ? ctx.ch_ampl03 : ctx.ch_ampl06;
      const siteToSite = short ? ctx.ch_phis2s03 : ctx.ch_phis2s06;
      const station = short ? ctx.ch_phiss03 : ctx.ch_phiss06;
      for (let i = 0; i < ctx.length; i++) {
        out.mean[i]! += amplification[i]!;
        out.phi[i] = Math.hypot(siteToSite[i]!, station[i]!);
        out.sigma[i] = Math.hypot(out.tau[i]!, out.phi[i]!);
      }
    };
  };
}

export const ADJUSTMENTS: { readonly [name: string]: AdjustmentReader } = {
  set_scale_median_scalar: (args) => {
    const factor = requiredNumber("set_scale_median_scalar", "scaling_factor", args);
    return () => shift(Math.log(factor));
  },
  set_scale_median_vector: (args) => {
    const table = numberByMeasure("set_scale_median_vector", "scaling_factor", args);
    return (imt) => shift(Math.log(table.at(imt).value));
  },
  set_scale_total_sigma_scalar: (args) => {
    const factor = requiredNumber("set_scale_total_sigma_scalar", "scaling_factor", args);
    return () => scaleSigma(factor);
  },
  set_scale_total_sigma_vector: (args) => {
    const table = numberByMeasure("set_scale_total_sigma_vector", "scaling_factor", args);
    return (imt) => scaleSigma(table.at(imt).value);
  },
  set_fixed_total_sigma: (args) => {
    const table = numberByMeasure("set_fixed_total_sigma", "total_sigma", args);
    return (imt) => {
      const { value } = table.at(imt);
      return (ctx, out) => void out.sigma.fill(value, 0, ctx.length);
    };
  },
  add_between_within_stds: (args) => {
    const ratio = requiredNumber("add_between_within_stds", "with_betw_ratio", args);
    return () => splitTotal(ratio);
  },
  set_between_epsilon: (args) => {
    const epsilon = requiredNumber("set_between_epsilon", "epsilon_tau", args);
    return () => (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) {
        out.mean[i]! += epsilon * out.tau[i]!;
        out.tau[i] = 0;
        out.sigma[i] = out.phi[i]!;
      }
    };
  },
  add_delta_to_total_std_scalar: scalarDelta("add_delta_to_total_std_scalar", "sigma"),
  add_delta_to_tau_std_scalar: scalarDelta("add_delta_to_tau_std_scalar", "tau"),
  add_delta_to_phi_std_scalar: scalarDelta("add_delta_to_phi_std_scalar", "phi"),
  add_delta_to_total_std_vector: vectorDelta("add_delta_to_total_std_vector", "sigma"),
  add_delta_to_tau_std_vector: vectorDelta("add_delta_to_tau_std_vector", "tau"),
  add_delta_to_phi_std_vector: vectorDelta("add_delta_to_phi_std_vector", "phi"),
  set_total_std_as_tau_plus_delta: (args) => {
    const delta = requiredNumber("set_total_std_as_tau_plus_delta", "delta", args);
    const change = Math.sign(delta) * delta * delta;
    return () => (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) out.sigma[i] = Math.sqrt(out.tau[i]! * out.tau[i]! + change);
    };
  },
  sigma_model_alatik2015: alAtikSigma,
  apply_swiss_amplification: (args) => {
    readArguments(`${MODEL}: apply_swiss_amplification`, args, {});
    return () => (ctx, out) => {
      for (let i = 0; i < ctx.length; i++) out.mean[i]! += ctx.amplfactor[i]!;
    };
  },
  apply_swiss_amplification_sa: swissAmplificationSa,
};

/** Liquefaction after the Hazus-MH MR5 Earthquake Model Technical Manual, section 4.2.2: by susceptibility of the ground. */
import { InputError } from "../../input-error.ts";
import { numbersOf, type PerilFunction, type PerilModel, type PerilSites, textsOf } from "./peril.ts";

const FEET = 3.28084;
const INCHES = 12 * FEET;

/** By susceptibility: very high, high, moderate, low, very low, none. Tables 4.10 to 4.13. */
const SUSCEPTIBILITIES: {
  readonly [category: string]: {
    /** g, below which nothing liquefies. */
    readonly threshold: number;
    /** Probability is slope * PGA - offset. */
    readonly slope: number;
    readonly offset: number;
    /** Share of the mapped area that can liquefy. */
    readonly share: number;
    /** Inches. */
    readonly settlement: number;
  };
} = {
  vh: { threshold: 0.09, slope: 9.09, offset: 0.82, share: 0.25, settlement: 12 },
  h: { threshold: 0.12, slope: 7.67, offset: 0.92, share: 0.2, settlement: 6 },
  m: { threshold: 0.15, slope: 6.67, offset: 1, share: 0.1, settlement: 2 },
  l: { threshold: 0.21, slope: 5.57, offset: 1.18, share: 0.05, settlement: 1 },
  vl: { threshold: 0.26, slope: 4.16, offset: 1.08, share: 0.02, settlement: 0 },
  n: { threshold: 5, slope: 0, offset: 0, share: 0, settlement: 0 },
};

function categories(sites: PerilSites) {
  return textsOf(sites, "liq_susc_cat").map((category) => {
    const found = SUSCEPTIBILITIES[category];
    if (found === undefined)
      throw new InputError(`liq_susc_cat "${category}" is no susceptibility to liquefaction`, {
        parameter: "liq_susc_cat",
        allowed: Object.keys(SUSCEPTIBILITIES).join(", "),
      });
    return found;
  });
}

const probability: PerilModel = {
  name: "HazusLiquefaction",
  measures: ["PGA"],
  parameters: ["liq_susc_cat", "gwd"],
  settings: ["map_proportion_flag"],
  outputs: () => ["LiqProb"],
  prepare(sites, settings): PerilFunction {
    const ground = categories(sites);
    const water = numbersOf(sites, "gwd");
    const flag = settings["map_proportion_flag"];
    const whole = flag === false || flag === 0;
    return (mag, { PGA }, site, out) => {
      const { slope, offset, share } = ground[site]!;
      const depth = 0.022 * water[site]! * FEET + 0.93;
      const size = 0.0027 * mag ** 3 - 0.0267 * mag ** 2 - 0.2055 * mag + 2.9188;
      const liquefies = Math.min(Math.max(slope * PGA - offset, 0), 1);
      out[0] = (liquefies * (whole ? 1 : share)) / (depth * size);
    };
  },
};

const COMPONENTS: { readonly [name: string]: (spread: number, settlement: number) => number } = {
  PGDMax: Math.max,
  PGDGeomMean: (spread, settlement) => Math.sqrt(spread * settlement),
};
const UNITS: { readonly [name: string]: number } = { m: 1 / INCHES, in: 1 };

function componentOf(settings: { readonly [name: string]: unknown }): string {
  const name = String(settings["deformation_component"] ?? "PGDMax");
  if (COMPONENTS[name] === undefined)
    throw new InputError(`deformation_component ${name} is unknown`, {
      parameter: "sec_peril_params",
      allowed: Object.keys(COMPONENTS).join(", "),
    });
  return name;
}

const deformation: PerilModel = {
  name: "HazusDeformation",
  measures: ["PGA"],
  parameters: ["liq_susc_cat"],
  settings: ["return_unit", "deformation_component"],
  outputs: (settings) => [componentOf(settings)],
  prepare(sites, settings): PerilFunction {
    const ground = categories(sites);
    const joined = COMPONENTS[componentOf(settings)]!;
    const unit = UNITS[String(settings["return_unit"] ?? "m")];
    if (unit === undefined)
      throw new InputError(`return_unit ${String(settings["return_unit"])} is unknown`, {
        parameter: "sec_peril_params",
        allowed: Object.keys(UNITS).join(", "),
      });
    return (mag, { PGA }, site, out) => {
      const { threshold, settlement } = ground[site]!;
      const size = 0.0086 * mag ** 3 - 0.0914 * mag ** 2 + 0.4698 * mag - 0.9835;
      out[0] = joined(size * lateralSpreading(PGA / threshold) * unit, settlement * unit);
    };
  },
};

/** Inches, for magnitude 7.5; the ratio is that of PGA to the threshold. */
function lateralSpreading(ratio: number): number {
  if (ratio <= 1) return 0;
  if (ratio <= 2) return 12 * ratio - 12;
  return ratio <= 3 ? 18 * ratio - 24 : 70 * ratio - 180;
}

export const HAZUS_LIQUEFACTION: readonly PerilModel[] = [probability, deformation];

/**
 * Displacement of slopes in earthquakes, m, by regressions on sliding-block analyses. The critical acceleration is that at
 * which an infinite slope fails (Newmark 1965; Jibson et al. 2000, Engineering Geology 58, 271-289).
 */
import { RADIANS_PER_DEGREE } from "../../geo/sphere.ts";
import { numberSetting, numbersOf, type PerilFunction, type PerilModel, type PerilSites } from "./peril.ts";

const SLOPE = ["slope", "cohesion_mid", "friction_mid", "saturation", "dry_density", "slab_thickness"];
const GRAVITY = 9.81;
const WATER = 1000;
const LEAST_ACCELERATION = 1e-4;
/** Flat ground counts as this steep, m/m. */
const LEAST_SLOPE = 1e-5;
const LEAST_RATIO = 0.05;
/** Displacements below count as none, m. */
const LEAST_DISPLACEMENT = 1e-4;

/** Static factor of safety of every site, and from it the critical acceleration, g. */
function slopeStability(sites: PerilSites): { readonly safety: Float64Array; readonly critical: Float64Array } {
  const [slopes, cohesion, friction, saturation, density, thickness] = SLOPE.map((name) => numbersOf(sites, name));
  const steepness = slopes!.map((given) => (given === 0 ? LEAST_SLOPE : given));
  const safety = steepness.map((slope, s) => {
    const soil = GRAVITY * density![s]!;
    const tangent = Math.tan(friction![s]! * RADIANS_PER_DEGREE);
    const sine = slope / Math.sqrt(1 + slope ** 2);
    return (
      cohesion![s]! / (soil * thickness![s]! * sine) +
      tangent / slope -
      (saturation![s]! * GRAVITY * WATER * tangent) / (soil * slope)
    );
  });
  const critical = steepness.map((slope, s) =>
    Math.max((safety[s]! - 1) * Math.sin(Math.atan(slope)), LEAST_ACCELERATION),
  );
  return { safety, critical };
}

/** What the site model shows of it. */
function stabilityColumns(sites: PerilSites): { readonly [name: string]: Float64Array } {
  const { safety, critical } = slopeStability(sites);
  return { Fs: safety, crit_accel: critical };
}

/** Displacement, m, of a site where the motions are above 0. */
type Displacement = (
  mag: number,
  motion: { PGA: number; PGV: number; IA: number },
  critical: number,
  site: number,
) => number;

function displacement(
  name: string,
  measures: PerilModel["measures"],
  make: (sites: PerilSites, settings: { readonly [name: string]: unknown }) => Displacement,
  more: { readonly parameters?: readonly string[]; readonly settings?: readonly string[] } = {},
): PerilModel {
  return {
    name,
    measures,
    parameters: [...SLOPE, ...(more.parameters ?? [])],
    settings: more.settings ?? [],
    outputs: () => ["Disp"],
    siteColumns: stabilityColumns,
    prepare(sites, settings): PerilFunction {
      const { critical } = slopeStability(sites);
      const at = make(sites, settings);
      return (mag, motion, site, out) => {
        const moves = measures.every((measure) => motion[measure] > 0);
        const value = moves ? at(mag, motion, critical[site]!, site) : 0;
        out[0] = value < LEAST_DISPLACEMENT ? 0 : value;
      };
    },
  };
}

/** Critical acceleration over PGA, within limits. */
function ratioOf(critical: number, pga: number, least = LEAST_RATIO): number {
  return Math.min(Math.max(critical / pga, least), 1);
}

/** Jibson (2007), Engineering Geology 91, 209-218, equations 6 and 7; cm. */
function jibson2007(name: string, constants: readonly number[]): PerilModel {
  const names = constants.map((_, i) => `c${i + 1}`);
  return displacement(
    name,
    ["PGA"],
    (_, settings) => {
      const [c1, c2, c3, c4] = names.map((constant, i) => numberSetting(settings, constant, constants[i]!));
      const least = numberSetting(settings, "crit_accel_threshold", LEAST_RATIO);
      return (mag, { PGA }, critical) => {
        const ratio = ratioOf(critical, PGA, least);
        const product = (1 - ratio) ** c2! * ratio ** c3!;
        return 10 ** (c1! + Math.log10(product === 0 ? 1e-100 : product) + (c4 ?? 0) * mag) / 100;
      };
    },
    { settings: [...names, "crit_accel_threshold"] },
  );
}

/** Cho and Rathje (2022), Journal of Geotechnical and Geoenvironmental Engineering 148, 04022010, equation 4a; cm. */
const choRathje2022 = displacement(
  "ChoRathje2022Landslides",
  ["PGV"],
  (sites) => {
    const period = numbersOf(sites, "tslope");
    const share = numbersOf(sites, "hratio");
    return (_mag, { PGV }, critical, site) => {
      const t = Math.log(period[site]!);
      const k = Math.log(critical);
      const [a0, a1] =
        share[site]! <= 0.6
          ? [-1.01 + 1.57 * t - 0.25 * k, 0.81 - 1.05 * t - 0.6 * t * t]
          : [-4.5 - 1.37 * k, 1.51 + 0.1 * k];
      return Math.exp(a0 + a1 * Math.log(PGV)) / 100;
    };
  },
  { parameters: ["tslope", "hratio"] },
);

/** Fotopoulou and Pitilakis (2015), Bulletin of Earthquake Engineering 13, 3207-3238, equations 8, 9, 10 and 12; m. */
const FOTOPOULOU_PITILAKIS: readonly PerilModel[] = [
  displacement(
    "FotopoulouPitilakis2015ALandslides",
    ["PGV"],
    () =>
      (mag, { PGV }, critical) =>
        Math.exp(-9.891 + 1.873 * Math.log(PGV) - 5.964 * critical + 0.285 * mag),
  ),
  displacement(
    "FotopoulouPitilakis2015BLandslides",
    ["PGA"],
    () =>
      (mag, { PGA }, critical) =>
        Math.exp(-2.965 + 2.127 * Math.log(PGA) - 6.583 * critical + 0.535 * mag),
  ),
  displacement(
    "FotopoulouPitilakis2015CLandslides",
    ["PGA"],
    () =>
      (mag, { PGA }, critical) =>
        Math.exp(-10.246 - 2.165 * Math.log(ratioOf(critical, PGA)) + 7.844 * critical + 0.654 * mag),
  ),
  displacement(
    "FotopoulouPitilakis2015DLandslides",
    ["PGA", "PGV"],
    () =>
      (_mag, { PGA, PGV }, critical) =>
        Math.exp(-8.36 + 1.873 * Math.log(PGV) - 0.347 * Math.log(ratioOf(critical, PGA)) - 5.964 * critical),
  ),
];

/** Saygili and Rathje (2008), Journal of Geotechnical and Geoenvironmental Engineering 134, 790-803, equation 6; cm. */
const saygiliRathje2008 = displacement(
  "SaygiliRathje2008Landslides",
  ["PGA", "PGV"],
  () =>
    (_mag, { PGA, PGV }, critical) => {
      const r = ratioOf(critical, PGA);
      const shape = -1.56 - 4.58 * r - 20.84 * r ** 2 + 44.75 * r ** 3 - 30.5 * r ** 4;
      return Math.exp(shape - 0.64 * Math.log(PGA) + 1.55 * Math.log(PGV)) / 100;
    },
);

/** Rathje and Saygili (2009), Bulletin of the New Zealand Society for Earthquake Engineering 42, 18-27, equation 8; cm. */
const rathjeSaygili2009 = displacement("RathjeSaygili2009Landslides", ["PGA"], () => (mag, { PGA }, critical) => {
  const r = ratioOf(critical, PGA);
  const shape = 4.89 - 4.85 * r - 19.64 * r ** 2 + 42.49 * r ** 3 - 29.06 * r ** 4;
  return Math.exp(shape + 0.72 * Math.log(PGA) + 0.89 * (mag - 6)) / 100;
});

/** Jibson et al. (2000), equations 3 and 5: displacement (cm) by Arias intensity, and the chance that the slope fails. */
const jibsonEtAl2000: PerilModel = {
  name: "JibsonEtAl2000Landslides",
  measures: ["IA"],
  parameters: SLOPE,
  settings: [],
  outputs: () => ["Disp", "DispProb"],
  siteColumns: stabilityColumns,
  prepare(sites): PerilFunction {
    const { critical } = slopeStability(sites);
    return (_mag, { IA }, site, out) => {
      const cm = IA > 0 ? 10 ** (1.521 * Math.log10(IA) - 1.993 * Math.log10(critical[site]!) - 1.546) : 0;
      out[0] = cm / 100 < LEAST_DISPLACEMENT ? 0 : cm / 100;
      out[1] = 0.335 * (1 - Math.exp(-0.048 * cm ** 1.565));
    };
  },
};

export const SLOPE_DISPLACEMENT: readonly PerilModel[] = [
  jibson2007("Jibson2007ALandslides", [0.215, 2.341, -1.438]),
  jibson2007("Jibson2007BLandslides", [-2.71, 2.335, -1.478, 0.424]),
  choRathje2022,
  ...FOTOPOULOU_PITILAKIS,
  saygiliRathje2008,
  rathjeSaygili2009,
  jibsonEtAl2000,
];

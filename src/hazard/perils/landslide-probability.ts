/**
 * Probability and extent of landslides: Nowicki Jessee et al. (2018), Journal of Geophysical Research: Earth Surface 123,
 * 1835-1859, and as Allstadt et al. (2022), Earthquake Spectra 38, 5-36, limit it.
 */
import { DEGREES_PER_RADIAN } from "../../geo/sphere.ts";
import { numbersOf, type PerilFunction, type PerilModel, textsOf } from "./peril.ts";

const LEAST = 1e-5;

/** By class of GlobCover; others count as `OTHER_COVER`. */
const LAND_COVER: { readonly [code: string]: number } = {
  ...{ 14: 0.91, 20: 0.88, 30: 0.78, 40: 0.68, 50: 0.3, 60: 1.77, 70: 1.71, 90: -1.26, 100: 1.5, 110: 0.68 },
  ...{ 120: 1.13, 130: 0.79, 140: 1.03, 150: 0.54, 160: 2.34, 180: 1.19, 190: 0.3, 200: -0.06, 220: -0.18, 230: -1.08 },
};
const OTHER_COVER = -1.08;

/** By class of GLiM. */
const LITHOLOGY: { readonly [code: string]: number } = {
  ...{ mt: -1.87, nd: -0.66, pa: -0.78, pb: -1.88, pi: -1.61, py: -1.05, sc: -0.95, sm: -1.36 },
  ...{ ss: -1.92, su: -3.22, va: -1.54, vb: -1.5, vi: -0.81 },
};
const OTHER_ROCK = -0.66;

function landslides(name: string, limited: boolean): PerilModel {
  return {
    name,
    measures: ["PGA", "PGV"],
    parameters: ["slope", "lithology", "landcover", "cti"],
    settings: [],
    outputs: () => ["LsProb", "LSE"],
    prepare(sites): PerilFunction {
      const slopes = numbersOf(sites, "slope");
      const wetness = numbersOf(sites, "cti");
      const cover = numbersOf(sites, "landcover").map((code) => LAND_COVER[Math.trunc(code)] ?? OTHER_COVER);
      const rock = textsOf(sites, "lithology").map((code) =>
        limited && code === "su" ? -1.36 : (LITHOLOGY[code] ?? OTHER_ROCK),
      );
      return (_mag, { PGA, PGV }, site, out) => {
        const pgv = Math.log(Math.min(Math.max(PGV, LEAST), limited ? 211 : Number.POSITIVE_INFINITY));
        const cti = limited ? Math.min(Math.max(wetness[site]!, 0), 19) : wetness[site]!;
        const steepness = Math.atan(slopes[site]!) * DEGREES_PER_RADIAN;
        const x =
          1.65 * pgv + 0.06 * steepness + rock[site]! + cover[site]! + 0.03 * cti + 0.01 * pgv * steepness - 6.3;
        const probability = 1 / (1 + Math.exp(-x));
        out[0] = probability;
        const none = limited && (slopes[site]! < 0.035 || PGA < 0.02);
        out[1] = none
          ? 0
          : 100 * Math.exp(-7.592 + 5.237 * probability - 3.042 * probability ** 2 + 4.035 * probability ** 3);
      };
    },
  };
}

export const LANDSLIDE_PROBABILITY: readonly PerilModel[] = [
  landslides("NowickiJessee2018Landslides", false),
  landslides("AllstadtEtAl2022Landslides", true),
];

/**
 * Probability and extent of liquefaction by logistic regression on motion and ground (`X` below is the regression).
 *
 * Zhu et al. (2015), Earthquake Spectra 31, 1813-1837; Zhu, Baise and Thompson (2017), Bulletin of the Seismological
 * Society of America 107, 1365-1385; Rashidian and Baise (2020), Engineering Geology 272, 105644; Allstadt et al. (2022),
 * Earthquake Spectra 38, 5-36; Bozzoni et al. (2021), Bulletin of Earthquake Engineering 19, 4059-4082.
 */
import { numbersOf, type PerilFunction, type PerilModel, type PerilSites } from "./peril.ts";

/** Motions below count as this much. */
const LEAST = 1e-5;
/** Magnitude scaling of Youd and Idriss (2001), as a weight of PGA. */
const magnitudeWeight = (mag: number): number => mag ** 2.56 / 10 ** 2.24;
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Share of the area that liquefies, %: Zhu et al. (2017), equation 2. */
function extent(a: number, b: number, c: number, probability: number): number {
  return a / (1 + b * Math.exp(-c * probability)) ** 2;
}

const PROBABILITY = ["LiqProb", "LiqOccur"];
const WITH_EXTENT = [...PROBABILITY, "LSE"];

/** PGA weighted by magnitude, wetness index and vs30. */
function byAcceleration(
  name: string,
  { intercept, motion, cti, vs30, occurs }: { readonly [coefficient: string]: number },
): PerilModel {
  return {
    ...{ name, measures: ["PGA"], parameters: ["cti", "vs30"], settings: [], outputs: () => PROBABILITY },
    prepare(sites): PerilFunction {
      const wetness = numbersOf(sites, "cti");
      const velocity = numbersOf(sites, "vs30");
      return (mag, { PGA }, site, out) => {
        const pga = Math.max(PGA, LEAST) * magnitudeWeight(mag);
        const x = motion! * Math.log(pga) + cti! * wetness[site]! + vs30! * Math.log(velocity[site]!) + intercept!;
        out[0] = logistic(x);
        out[1] = out[0]! > occurs! ? 1 : 0;
      };
    },
  };
}

/** Coastal model of Zhu et al. (2017): model 1. */
const COASTAL: PerilModel = {
  name: "ZhuEtAl2017LiquefactionCoastal",
  measures: ["PGV"],
  parameters: ["vs30", "dr", "dc", "precip"],
  settings: [],
  outputs: () => WITH_EXTENT,
  prepare(sites): PerilFunction {
    const [vs30, river, coast, rain] = ["vs30", "dr", "dc", "precip"].map((column) => numbersOf(sites, column));
    return (_mag, { PGV }, site, out) => {
      const pgv = Math.max(PGV, LEAST);
      const root = Math.sqrt(coast![site]!);
      const x =
        0.301 * Math.log(pgv) -
        2.615 * Math.log(vs30![site]!) +
        0.0005556 * rain![site]! -
        0.0287 * root +
        0.0666 * river![site]! -
        0.0369 * root * river![site]! +
        12.435;
      const probability = pgv < 3 || vs30![site]! > 620 ? 0 : logistic(x);
      out[0] = probability;
      out[1] = probability > 0.4 ? 1 : 0;
      out[2] = extent(42.08, 62.59, 11.43, probability);
    };
  },
};

/** What the general model of Zhu et al. (2017), model 2, is limited to. */
interface Limits {
  readonly largestPgv: number;
  readonly largestRain: number;
  /** g; below it nothing liquefies. */
  readonly leastPga: number;
  /** Scales PGV. */
  readonly scale: (mag: number) => number;
}

function general(name: string, measures: PerilModel["measures"], limits: Limits): PerilModel {
  return {
    ...{ name, measures, parameters: ["vs30", "dw", "gwd", "precip"], settings: [], outputs: () => WITH_EXTENT },
    prepare(sites: PerilSites): PerilFunction {
      const [vs30, water, table, rain] = ["vs30", "dw", "gwd", "precip"].map((column) => numbersOf(sites, column));
      return (mag, { PGA, PGV }, site, out) => {
        const pgv = Math.min(Math.max(PGV, LEAST), limits.largestPgv);
        const x =
          0.334 * Math.log(limits.scale(mag) * pgv) -
          1.918 * Math.log(vs30![site]!) +
          0.0005408 * Math.min(rain![site]!, limits.largestRain) -
          0.2054 * water![site]! -
          0.0333 * table![site]! +
          8.801;
        const none = pgv < 3 || vs30![site]! > 620 || (limits.leastPga > 0 && PGA < limits.leastPga);
        const probability = none ? 0 : logistic(x);
        out[0] = probability;
        out[1] = probability > 0.4 ? 1 : 0;
        out[2] = extent(49.15, 42.4, 9.165, probability);
      };
    },
  };
}

const UNLIMITED: Limits = {
  largestPgv: Number.POSITIVE_INFINITY,
  largestRain: Number.POSITIVE_INFINITY,
  leastPga: 0,
  scale: () => 1,
};

export const LOGISTIC_LIQUEFACTION: readonly PerilModel[] = [
  byAcceleration("ZhuEtAl2015LiquefactionGeneral", {
    intercept: 24.1,
    motion: 2.067,
    cti: 0.355,
    vs30: -4.784,
    occurs: 0.2,
  }),
  byAcceleration("Bozzoni2021LiquefactionEurope", {
    ...{ intercept: -11.489, motion: 3.864, cti: 2.328, vs30: -0.091, occurs: 0.57 },
  }),
  COASTAL,
  general("ZhuEtAl2017LiquefactionGeneral", ["PGV"], UNLIMITED),
  general("RashidianBaise2020Liquefaction", ["PGA", "PGV"], { ...UNLIMITED, largestRain: 1700, leastPga: 0.1 }),
  general("AllstadtEtAl2022Liquefaction", ["PGA", "PGV"], {
    largestPgv: 150,
    // The smaller of two limits: 2500 of its own, 1700 of the model it corrects.
    largestRain: 1700,
    leastPga: 0.1,
    scale: (mag) => logistic(2 * (mag - 6)),
  }),
];

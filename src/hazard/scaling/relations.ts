/** The magnitude scaling relations of the reference engine, coefficients as published. Areas in km2, lengths in km. */
import {
  type Coefficients,
  logarithm,
  type MechanismTable,
  mechanismOf,
  power,
  type ScalingRelation,
} from "./scaling-relation.ts";

/** log10 A = a + b M, the same for all mechanisms. */
function linear(
  name: string,
  coefficients: readonly [a: number, b: number, sigma?: number],
  more: Partial<ScalingRelation> = {},
): ScalingRelation {
  const [a, b, sigma] = coefficients;
  return {
    name,
    area: (mag) => 10 ** (a + b * mag),
    ...(sigma === undefined ? {} : { areaSigma: () => sigma }),
    ...more,
  };
}

/** A linear relation whose magnitude from area is its own inverse. */
function invertible(
  name: string,
  [a, b, sigma]: Coefficients,
  magnitudeSigma: number,
  more: Partial<ScalingRelation> = {},
): ScalingRelation {
  return linear(name, [a, b, sigma], {
    magnitude: (area) => (Math.log10(area) - a) / b,
    magnitudeSigma: () => magnitudeSigma,
    ...more,
  });
}

function lengthAndWidth(length: Coefficients, width: Coefficients): Partial<ScalingRelation> {
  return { length: (mag) => power(length, mag), width: (mag) => power(width, mag) };
}

/** log10 A = M + constant by mechanism, inverted exactly (Leonard). */
function momentLike(name: string, all: number, strikeSlip: number, other: number): ScalingRelation {
  const constant = (rake?: number) => {
    const mechanism = mechanismOf(rake);
    return mechanism === "all" ? all : mechanism === "strikeSlip" ? strikeSlip : other;
  };
  return {
    name,
    area: (mag, rake) => 10 ** (mag - constant(rake)),
    areaSigma: () => 0,
    magnitude: (area, rake) => Math.log10(area) + constant(rake),
    magnitudeSigma: () => 0,
  };
}

/** An area made of a length law and a fixed seismogenic width (Geological Survey of Canada, Adams et al. 2015). */
function fixedWidth(name: string, [a, b, sigma]: Coefficients, width: number): ScalingRelation {
  return { name, area: (mag) => 10 ** (a + b * mag) * width, areaSigma: () => sigma };
}

/** Width in km of a layer `thickness` km thick, measured along a fault that dips `dip` degrees. */
function downDip(thickness: number, dip: number): number {
  return thickness / Math.sin((dip * Math.PI) / 180);
}

// Wells & Coppersmith 1994, BSSA 84, 974-1002, table 2A.
const WC_AREA: MechanismTable = {
  all: [-3.49, 0.91, 0.24],
  strikeSlip: [-3.42, 0.9, 0.22],
  reverse: [-3.99, 0.98, 0.26],
  normal: [-2.87, 0.82, 0.22],
};
const WC_MAGNITUDE: MechanismTable = {
  all: [4.07, 0.98, 0.24],
  strikeSlip: [3.98, 1.02, 0.23],
  reverse: [4.33, 0.9, 0.25],
  normal: [3.93, 1.02, 0.25],
};
/** Subsurface rupture length. */
const WC_LENGTH: MechanismTable = {
  all: [-2.44, 0.59, 0.16],
  strikeSlip: [-2.57, 0.62, 0.15],
  reverse: [-2.42, 0.58, 0.16],
  normal: [-1.88, 0.5, 0.17],
};
const WC_WIDTH: MechanismTable = {
  all: [-1.01, 0.32, 0.15],
  strikeSlip: [-0.76, 0.27, 0.14],
  reverse: [-1.61, 0.41, 0.15],
  normal: [-1.14, 0.35, 0.12],
};

const WELLS_COPPERSMITH: ScalingRelation = {
  name: "WC1994",
  area: (mag, rake) => power(WC_AREA[mechanismOf(rake)], mag),
  areaSigma: (rake) => WC_AREA[mechanismOf(rake)][2],
  // A rake of exactly 135 or -135 counts as reverse or normal here, unlike everywhere else.
  magnitude: (area, rake) =>
    logarithm(WC_MAGNITUDE[rake === 135 ? "reverse" : rake === -135 ? "normal" : mechanismOf(rake)], area),
  magnitudeSigma: (rake) => WC_MAGNITUDE[mechanismOf(rake)][2],
  length: (mag, rake) => power(WC_LENGTH[mechanismOf(rake)], mag),
  width: (mag, rake) => power(WC_WIDTH[mechanismOf(rake)], mag),
};

/** Length of Wells & Coppersmith (strike slip) squared, the width limited to 20 km (Queen Charlotte fault). */
const QUEEN_CHARLOTTE: ScalingRelation = {
  name: "WC1994_QCSS",
  area: (mag) => {
    const length = power(WC_LENGTH.strikeSlip, mag);
    return length < 20 ? length * length : length * 20;
  },
  areaSigma: () => 0.15,
};

/** Allen & Hayes 2017, BSSA 107, 1240-1253: slope breaks at M 8.63 and 74000 km2. */
const BILINEAR_INTERFACE: ScalingRelation = {
  name: "AllenHayesInterfaceBilinear",
  area: (mag) => (mag <= 8.63 ? 10 ** (-5.62 + 1.22 * mag) : 10 ** (2.23 + 0.31 * mag)),
  areaSigma: () => 0.256,
  magnitude: (area) => (area <= 74000 ? (Math.log10(area) + 5.62) / 1.22 : (Math.log10(area) - 2.23) / 0.31),
  magnitudeSigma: () => 0.266,
};

/** Every relation that has no constant of its own. */
export const SCALING_RELATIONS: readonly ScalingRelation[] = [
  WELLS_COPPERSMITH,
  QUEEN_CHARLOTTE,
  // Thomas, Wong & Abrahamson 2010, PEER 2010/106.
  linear("PeerMSR", [-4, 1, 0.25]),
  { name: "PointMSR", area: () => 1e-4 },
  // CEUS-SSC project 2011, appendix H.
  linear("CEUS2011", [-4.366, 1]),
  // German national model 2018.
  linear("GermanyMSR", [-2.44, 0.59, 0.16]),
  // BC Hydro, Northern Volcanic Arc.
  { name: "BCHydroNVAMSR", area: (mag) => Math.exp(2.095 * mag - 7.883) },
  // Leonard 2010, BSSA 100, 1971-1988.
  momentLike("Leonard2010_SCR", 4.19, 4.19, 4.19),
  momentLike("Leonard2010_SCR_M0", 4.22, 4.22, 4.22),
  momentLike("Leonard2010_SCR_MX", 4.0, 4.0, 4.0),
  // Leonard 2014, BSSA 104, 2953-2965.
  momentLike("Leonard2014_SCR", 4.185, 4.18, 4.19),
  momentLike("Leonard2014_Interplate", 3.995, 3.99, 4.0),
  // Strasser, Arango & Bommer 2010, SRL 81, 941-950.
  linear("StrasserInterface", [-3.476, 0.952, 0.304], {
    magnitude: (area) => 4.441 + 0.846 * Math.log10(area),
    magnitudeSigma: () => 0.286,
    ...lengthAndWidth([-2.477, 0.585, 0.18], [-0.882, 0.351, 0.173]),
  }),
  linear("StrasserIntraslab", [-3.225, 0.89, 0.184], {
    magnitude: (area) => 4.054 + 0.981 * Math.log10(area),
    magnitudeSigma: () => 0.193,
  }),
  // Thingbaijam, Mai & Goda 2017, BSSA 107, 2225-2246.
  invertible(
    "ThingbaijamInterface",
    [-3.292, 0.949, 0.15],
    0.15,
    lengthAndWidth([-2.412, 0.583, 0.107], [-0.88, 0.366, 0.099]),
  ),
  invertible(
    "ThingbaijamStrikeSlip",
    [-3.486, 0.942, 0.184],
    0.184,
    lengthAndWidth([-2.943, 0.681, 0.151], [-0.543, 0.261, 0.105]),
  ),
  invertible(
    "ThingbaijamNormalFault",
    [-2.551, 0.808, 0.181],
    0.181,
    lengthAndWidth([-1.722, 0.485, 0.128], [-0.829, 0.323, 0.128]),
  ),
  invertible(
    "ThingbaijamReverseFault",
    [-4.362, 1.049, 0.121],
    0.121,
    lengthAndWidth([-2.693, 0.614, 0.083], [-1.669, 0.435, 0.087]),
  ),
  // Allen & Hayes 2017.
  invertible("AllenHayesInterfaceLinear", [-3.63, 0.96, 0.255], 0.266),
  BILINEAR_INTERFACE,
  invertible("AllenHayesIntraslab", [-3.89, 0.96, 0.19], 0.19),
  // Adams et al. 2015, fifth-generation seismic hazard model of Canada.
  fixedWidth("GSCCascadia", [3.01, 0.001, 0.01], 125),
  fixedWidth("GSCEISO", [1.9, 0.001, 0.01], downDip(11, 18)),
  fixedWidth("GSCEISB", [1.9, 0.001, 0.01], downDip(17, 18)),
  fixedWidth("GSCEISI", [1.9, 0.001, 0.01], downDip(23, 18)),
  fixedWidth("GSCOffshoreThrustsWIN", [-2.943, 0.677, 0.2], downDip(3, 15)),
  fixedWidth("GSCOffshoreThrustsHGT", [-2.943, 0.677, 0.2], downDip(19, 25)),
];

/** log10 A = M - constant. */
export function constantScaling(constant: number): ScalingRelation {
  return linear("CScalingMSR", [-constant, 1]);
}

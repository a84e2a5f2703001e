/**
 * Bahrampouri, Rodriguez-Marek & Green (2021), Ground motion prediction equations for Arias intensity using the KiK-net database, Earthquake
 * Spectra 37(1), 428-448, eqs. 3-9.
 *
 * ln(m/s); rrup, ztor in km, positions in degrees. The path is divided at the volcanic front; as in the reference the piece at the site is the
 * distance of the site to the front in degrees, and the coefficients of the two sides are exchanged. The reference takes the pieces of the last site
 * of a group for all; here every site has its own.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, coefficientTable } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";

const CRUST_FACTS: ModelFacts = {
  name: "BahrampouriEtAl2021Asc",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["hypo_lat", "hypo_lon", "mag", "ztor"],
  distanceColumns: ["rrup"],
  siteColumns: ["lat", "lon", "vs30"],
  measures: ["IA"],
};

const INTERFACE_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "BahrampouriEtAl2021SInter",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionInterface,
};

const SLAB_FACTS: ModelFacts = {
  ...CRUST_FACTS,
  name: "BahrampouriEtAl2021SSlab",
  tectonicRegionType: TECTONIC_REGION_TYPES.subductionIntraslab,
};

const CRUST = coefficientTable(
  "a1 a2 a3 a4 a7 b1 b3b b3f b4m b4k b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 c1 c2 c3 c4 phi_ss tau phi_s2s sig",
  `
IA -4.2777 2.9352 -2.3986 7 0.7008 -2.8299 -0.0039 -0.0016 -0.6542 -0.2876 0.7497 0.43 5.744 7.744 0.7497 0.43 -0.0488 -0.08312 1.4147 0.235 -1.1076 -0.3607 -0.0077 0.35 0.761585 0.77617 0.840053 1.374096
`,
);

/** Interface and slab: one regression, where an interface adds a8 and b2. */
const SUBDUCTION = coefficientTable(
  "a1 a2 a3 a4 a5 a6 a7 a8 b1 b2 b3b b3f b4m b4k b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 c1 c2 c3 c4 phi_ss tau phi_s2s sig",
  `
IA -0.6169 2.5269 1.531 6.5 -3.2923 7.5 0.5462 0.6249 -2.7534 -0.2816 -0.0044 -0.003 -1.2608 -0.2992 0.7497 0.43 5.744 7.744 0.7497 0.43 -0.0488 -0.08312 1.4147 0.235 -1.3763 -0.1003 -0.0069 0.356 0.73761 0.92179 1.12747 1.632469
`,
);

type Crust = ReturnType<typeof CRUST.at>;
type Subduction = ReturnType<typeof SUBDUCTION.at>;
type Common = Coefficients<"b3b b3f b4m b4k b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 c1 c2 c3 c4 sig tau phi_ss phi_s2s">;

/** Volcanic front of Hokkaido, Honshu and the Izu islands, degrees. */
const HONSHU: Front = [
  [148.583, 45.417],
  [146.917, 44.45],
  [144.717, 43.683],
  [144.017, 43.6],
  [142.683, 43.5],
  [141.517, 43.4],
  [140.667, 42.05],
  [141.117, 41.267],
  [141, 40.45],
  [140.583, 39.033],
  [140.133, 37.733],
  [138.367, 36.6],
  [138.733, 35.383],
  [139.75, 33.133],
  [140.3, 30.483],
  [140.567, 28.317],
  [141.267, 25.417],
];

/** Volcanic front of Kyushu and the Ryukyu islands. */
const KYUSHU: Front = [
  [127.067, 27.25],
  [128.983, 28.8],
  [130.217, 30.433],
  [130.817, 32.767],
  [131.6, 33.567],
  [131.85, 34.367],
];

type Front = readonly (readonly [lon: number, lat: number])[];

/** Width (degrees) of the strip on the right of a front that counts as its far side. */
const STRIP = 3;

/** On which side of the directed line through two points a third lies. */
function turn(x1: number, y1: number, x2: number, y2: number, x: number, y: number): number {
  return Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
}

function crosses(front: Front, lon1: number, lat1: number, lon2: number, lat2: number): boolean {
  for (let i = 0; i + 1 < front.length; i++) {
    const [x1, y1] = front[i]!;
    const [x2, y2] = front[i + 1]!;
    const across = turn(x1, y1, x2, y2, lon1, lat1) * turn(x1, y1, x2, y2, lon2, lat2) < 0;
    if (across && turn(lon1, lat1, lon2, lat2, x1, y1) * turn(lon1, lat1, lon2, lat2, x2, y2) < 0) return true;
  }
  return false;
}

interface FrontPosition {
  /** Degrees. */
  readonly distance: number;
  /** In the strip on the right, beside the front and not beyond its ends. */
  readonly inStrip: boolean;
}

function positionAt(front: Front, lon: number, lat: number): FrontPosition {
  let distance = Number.POSITIVE_INFINITY;
  let side = 0;
  let beyond = false;
  const segments = front.length - 1;
  for (let i = 0; i < segments; i++) {
    const [x1, y1] = front[i]!;
    const [x2, y2] = front[i + 1]!;
    const dx = x2 - x1;
    const dy = y2 - y1;
    const length = Math.hypot(dx, dy);
    const along = ((lon - x1) * dx + (lat - y1) * dy) / (length * length);
    const nearest = Math.min(Math.max(along, 0), 1);
    const here = Math.hypot(lon - x1 - nearest * dx, lat - y1 - nearest * dy);
    const offset = (dx * (lat - y1) - dy * (lon - x1)) / length;
    // At a corner both segments are equally far: the one the point is more beside tells the side.
    const isTie = Math.abs(here - distance) <= 1e-12;
    if (isTie ? Math.abs(offset) > Math.abs(side) : here < distance) {
      distance = here;
      side = offset;
      beyond = (i === 0 && along < 0) || (i === segments - 1 && along > 1);
    }
  }
  return { distance, inStrip: distance < STRIP && side < 0 && !beyond };
}

/** Pieces of the path, and whether it crosses the fronts. */
interface PathPieces {
  readonly foreArc: number;
  readonly backArc: number;
  readonly crossesHonshu: boolean;
  readonly crossesKyushu: boolean;
}

function piecesOf(lonH: number, latH: number, lon: number, lat: number, rrup: number): PathPieces {
  const crossesHonshu = crosses(HONSHU, lonH, latH, lon, lat);
  const crossesKyushu = crosses(KYUSHU, lonH, latH, lon, lat);
  const honshu = positionAt(HONSHU, lon, lat);
  const kyushu = positionAt(KYUSHU, lon, lat);
  const flags = { crossesHonshu, crossesKyushu };
  const pieces = (first: number, isBackArc: boolean): PathPieces =>
    isBackArc
      ? { backArc: first, foreArc: rrup - first, ...flags }
      : { foreArc: first, backArc: rrup - first, ...flags };
  if (crossesHonshu) return pieces(honshu.distance, honshu.inStrip);
  if (crossesKyushu) return pieces(kyushu.distance, !kyushu.inStrip);
  if (honshu.inStrip) return pieces(honshu.distance, true);
  if (kyushu.inStrip) return pieces(kyushu.distance, false);
  return { foreArc: 0, backArc: 0, ...flags };
}

/** Saturation distance (km). */
function saturation(c: Common, mag: number): number {
  const dm = mag - c.b7;
  if (dm <= 0) return 10 ** (c.b5 + c.b6 * dm);
  if (mag > c.b8) return 10 ** (c.b13 + c.b14 * (mag - c.b8));
  return 10 ** (c.b9 + dm * (c.b10 + dm * (c.b11 + dm * c.b12)));
}

function evaluator(c: Common, source: (mag: number, top: number) => number, spreading: number): GroundMotionEvaluator {
  const rockExponential = Math.exp(c.c3 * (1100 - 280));
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const r = ctx.rrup[i]!;
      const v = ctx.vs30[i]!;
      const path = piecesOf(ctx.hypo_lon[i]!, ctx.hypo_lat[i]!, ctx.lon[i]!, ctx.lat[i]!, r);
      const linear =
        source(m, ctx.ztor[i]!) +
        spreading * Math.log(Math.hypot(r, saturation(c, m))) +
        c.b3b * path.foreArc +
        c.b3f * path.backArc +
        (path.crossesHonshu ? c.b4m : 0) +
        (path.crossesKyushu ? c.b4k : 0) +
        c.c1 * Math.log(v);
      const nonLinear = c.c2 * (Math.exp(c.c3 * (Math.min(v, 1100) - 280)) - rockExponential);
      return linear + nonLinear * Math.log((Math.exp(linear) + c.c4) / c.c4);
    },
    { tau: c.tau, phi: Math.hypot(c.phi_ss, c.phi_s2s), sigma: c.sig },
  );
}

function crustSource(c: Crust) {
  return (mag: number, top: number) => c.a1 + c.a2 * mag + c.a3 * Math.max(mag - c.a4, 0) + c.a7 * Math.log(top + 1);
}

function subductionSource(c: Subduction, typeTerm: number) {
  return (mag: number, top: number) =>
    c.a1 +
    c.a2 * mag +
    c.a3 * Math.max(mag - c.a4, 0) +
    c.a5 * Math.max(mag - c.a6, 0) +
    c.a7 * Math.log(top + 1) +
    typeTerm;
}

export const bahrampouri2021: ModelFamily = {
  models: {
    BahrampouriEtAl2021Asc: plainModel(CRUST_FACTS, (imt) => {
      const c = CRUST.at(imt);
      return evaluator(c, crustSource(c), c.b1);
    }),
    BahrampouriEtAl2021SInter: plainModel(INTERFACE_FACTS, (imt) => {
      const c = SUBDUCTION.at(imt);
      return evaluator(c, subductionSource(c, c.a8), c.b1 + c.b2);
    }),
    BahrampouriEtAl2021SSlab: plainModel(SLAB_FACTS, (imt) => {
      const c = SUBDUCTION.at(imt);
      return evaluator(c, subductionSource(c, 0), c.b1);
    }),
  },
};

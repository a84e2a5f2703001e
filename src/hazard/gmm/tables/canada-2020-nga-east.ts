/**
 * NGA-East for the stable crust in the Canadian seismic hazard model 2020 (SHM6): Kolaj et al. (2019 and 2020), 13 weighted models on rock of
 * 3000 m/s with the standard deviations of Atkinson & Adams (2013). The site term is the larger of two: Boore & Campbell (2017) from 3000 to 2000
 * m/s, Atkinson & Boore (2006) to 760 m/s and Boore & Atkinson (2008) below; and Harmon et al. (2019) with the non-linear term of NGA-East.
 *
 * ln(g) or ln(cm/s); rrup in km. Total standard deviation only.
 */
import { InputError } from "../../../input-error.ts";
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { coefficientTable, tableFromCsv } from "../coefficients.ts";
import { makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFamily } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { atkinsonBooreSoil, soilAmplification } from "../site/atkinson-boore-soil.ts";
import { hardRockTable } from "../site/canada-hard-rock.ts";
import { CANADA_TABLES } from "./canada-2015.ts";
import harmonCsv from "./canada-2020-nga-east-harmon.csv" with { type: "text" };
import { tableEvaluator } from "./gmpe-table.ts";
import { type GroundMotionTable, groundMotionCurve, groundMotionTable } from "./ground-motion-table.ts";

const NAME = "CanadaSHM6_StableCrust_NGAEast";

/** Non-linear term of NGA-East. */
const NON_LINEAR = coefficientTable(
  "f3 f4 f5 Vc",
  `
PGV   0.06089 -0.08344 -0.00667 2257
PGA    0.0752 -0.43755 -0.00131 2990
0.01   0.0752 -0.43755 -0.00131 2990
0.02   0.0566 -0.41511 -0.00098 2990
0.03   0.1036 -0.49871 -0.00127 2990
0.04  0.11836 -0.48734 -0.00169 2990
0.05  0.16781 -0.58073 -0.00187 2990
0.075 0.17386 -0.53646 -0.00259 2990
0.1   0.15083 -0.44661 -0.00335 2990
0.15  0.14272 -0.38264  -0.0041 2335
0.2   0.12815 -0.30481 -0.00488 1533
0.25  0.13286 -0.27506 -0.00564 1318
0.3    0.1307 -0.22825 -0.00655 1152
0.4   0.09414 -0.11591 -0.00872 1018
0.5   0.09888 -0.07793 -0.01028  939
0.75  0.06101  -0.0178 -0.01456  835
1     0.04367 -0.00478 -0.01823  951
1.5    0.0048 -0.00086    -0.02  882
2     0.00164 -0.00236 -0.01296  879
3     0.00746 -0.00626 -0.01043  894
4     0.00269 -0.00331 -0.01215  875
5     0.00242 -0.00256 -0.01325  856
7.5   0.04219 -0.00536 -0.01418  832
10    0.05329 -0.00631 -0.01403  837
`,
);

/** 2000 m/s to 760 m/s, Atkinson & Boore (2006). */
const TO_760 = hardRockTable("0.05 0.791");

/** 3000 m/s to 2000 m/s, Boore & Campbell (2017); PGA and PGV below. */
const TO_2000 = coefficientTable(
  "c",
  `
0.01  1.28
0.05  1.28
0.1   1.27
0.2   1.25
0.3   1.21
0.5   1.14
1     1.06
2    1.035
5    1.015
10    1.01
`,
);

/** Linear term L1 of Harmon et al. (2019). */
const HARMON = tableFromCsv("c1 c2 c3 Vc VL", harmonCsv);

/** Boore & Campbell (2017): factors for PGA and PGV by distance (rows, km) and magnitude 3 to 8. */
const DISTANCES = [
  ...[2, 2.49, 3.11, 3.88, 4.83, 6.03, 7.51, 9.37, 11.68, 14.56, 18.16, 22.64, 28.22, 35.19, 43.87, 54.7, 68.2],
  ...[85.04, 106.02, 132.19, 164.81, 205.49, 256.21, 319.44, 398.28, 496.58, 619.14, 771.94, 962.46, 1200],
];

const PGA_FACTORS = [
  [1.2776, 1.275, 1.2685, 1.2608, 1.2548, 1.2495],
  [1.2776, 1.275, 1.2684, 1.2609, 1.2548, 1.2495],
  [1.2776, 1.275, 1.2684, 1.2608, 1.2548, 1.2493],
  [1.2776, 1.275, 1.2683, 1.2607, 1.2546, 1.2493],
  [1.2776, 1.275, 1.2682, 1.2606, 1.2545, 1.2493],
  [1.2776, 1.2749, 1.268, 1.2604, 1.2544, 1.2492],
  [1.2776, 1.2748, 1.2679, 1.2601, 1.2542, 1.2491],
  [1.2776, 1.2747, 1.2676, 1.2598, 1.2539, 1.2488],
  [1.2776, 1.2746, 1.2674, 1.2592, 1.2535, 1.2485],
  [1.2775, 1.2745, 1.2669, 1.2586, 1.2528, 1.248],
  [1.2775, 1.2744, 1.2664, 1.2577, 1.2519, 1.2473],
  [1.2775, 1.2741, 1.2657, 1.2566, 1.2508, 1.2462],
  [1.2775, 1.2738, 1.2649, 1.2553, 1.2492, 1.2448],
  [1.2775, 1.2735, 1.2639, 1.2535, 1.2467, 1.2428],
  [1.2774, 1.2731, 1.2626, 1.2513, 1.2442, 1.2399],
  [1.2772, 1.2725, 1.261, 1.2483, 1.2405, 1.2362],
  [1.2771, 1.2718, 1.2588, 1.2445, 1.2359, 1.2312],
  [1.2769, 1.2708, 1.256, 1.2396, 1.2298, 1.2249],
  [1.2765, 1.2695, 1.2523, 1.2334, 1.222, 1.2163],
  [1.2762, 1.2677, 1.2476, 1.2254, 1.212, 1.2058],
  [1.2755, 1.2653, 1.2417, 1.2157, 1.1998, 1.1925],
  [1.2746, 1.2621, 1.2342, 1.2038, 1.185, 1.1762],
  [1.273, 1.2577, 1.2249, 1.1897, 1.168, 1.1574],
  [1.2707, 1.252, 1.2136, 1.1734, 1.1488, 1.1369],
  [1.267, 1.2444, 1.2002, 1.1553, 1.1283, 1.1153],
  [1.261, 1.2344, 1.1846, 1.1362, 1.1076, 1.0939],
  [1.2518, 1.2214, 1.1671, 1.1168, 1.0879, 1.074],
  [1.2372, 1.2046, 1.148, 1.0981, 1.0699, 1.0565],
  [1.2158, 1.1834, 1.1278, 1.0807, 1.0544, 1.0421],
  [1.186, 1.1577, 1.1074, 1.0652, 1.0417, 1.0307],
];

const PGV_FACTORS = [
  [1.2722, 1.2482, 1.188, 1.1161, 1.0664, 1.0395],
  [1.2721, 1.2481, 1.1878, 1.116, 1.0664, 1.0395],
  [1.2721, 1.2479, 1.1874, 1.1159, 1.0664, 1.0395],
  [1.272, 1.2477, 1.1871, 1.1157, 1.0663, 1.0395],
  [1.272, 1.2475, 1.1868, 1.1155, 1.0663, 1.0395],
  [1.272, 1.2472, 1.1863, 1.1152, 1.0662, 1.0394],
  [1.2719, 1.2469, 1.1857, 1.1147, 1.0661, 1.0394],
  [1.2717, 1.2465, 1.185, 1.1142, 1.0657, 1.0393],
  [1.2716, 1.2461, 1.1842, 1.1134, 1.065, 1.0391],
  [1.2714, 1.2456, 1.1832, 1.1124, 1.0643, 1.039],
  [1.2712, 1.2447, 1.1813, 1.1104, 1.0634, 1.0387],
  [1.2709, 1.2439, 1.1796, 1.1084, 1.0622, 1.0383],
  [1.2705, 1.2429, 1.1778, 1.1065, 1.061, 1.0378],
  [1.2701, 1.2417, 1.1758, 1.1045, 1.0597, 1.0373],
  [1.2696, 1.2404, 1.1737, 1.1025, 1.0583, 1.0366],
  [1.2689, 1.2387, 1.1712, 1.1003, 1.057, 1.0361],
  [1.2679, 1.2366, 1.1683, 1.098, 1.0557, 1.0355],
  [1.2667, 1.2341, 1.1649, 1.0953, 1.0541, 1.0347],
  [1.2651, 1.2308, 1.1608, 1.0922, 1.0523, 1.0337],
  [1.2628, 1.2269, 1.156, 1.0884, 1.05, 1.0324],
  [1.2597, 1.2217, 1.1502, 1.0841, 1.0473, 1.0307],
  [1.2554, 1.2155, 1.1433, 1.0791, 1.0442, 1.0287],
  [1.2495, 1.2076, 1.1353, 1.0735, 1.0406, 1.0262],
  [1.2411, 1.1977, 1.1264, 1.0674, 1.0366, 1.0233],
  [1.2293, 1.1856, 1.1164, 1.0609, 1.0325, 1.0202],
  [1.2131, 1.1709, 1.1051, 1.0543, 1.0283, 1.017],
  [1.1916, 1.153, 1.0934, 1.0476, 1.0242, 1.0141],
  [1.1645, 1.1325, 1.081, 1.0412, 1.0205, 1.0114],
  [1.1333, 1.1097, 1.0685, 1.035, 1.0173, 1.0092],
  [1.1011, 1.0862, 1.0561, 1.0293, 1.0144, 1.0074],
];

type Factors = readonly (readonly number[])[];

function factorTo2000(factors: Factors, mag: number, rrup: number): number {
  const m = Math.min(Math.max(mag, 3), 8);
  const column = Math.min(Math.floor(m) - 3, 4);
  const share = m - 3 - column;
  const at = (row: number) => {
    const low = factors[row]![column]!;
    return low + (factors[row]![column + 1]! - low) * share;
  };
  const r = Math.min(Math.max(rrup, 2), 1200);
  let k = 1;
  while (k < DISTANCES.length - 1 && r > DISTANCES[k]!) k++;
  const start = DISTANCES[k - 1]!;
  return at(k - 1) + ((at(k) - at(k - 1)) * (r - start)) / (DISTANCES[k]! - start);
}

/** Epicentral distance of a rupture 10 km deep that is rrup away. */
function epicentralDistance(mag: number, rrup: number): number {
  const width = 0.6 * 10 ** (-1.01 + 0.32 * mag);
  const top = Math.max(10 - 0.5 * width, 0);
  const length = 0.6 * 10 ** (-2.44 + 0.59 * mag);
  const r = rrup < top ? top + 0.001 : rrup;
  return Math.sqrt(r * r - top * top) + 0.3 * length;
}

type SiteTerm = (vs30: number, mag: number, rrup: number, pgaRock: number) => number;

function firstSite(imt: IntensityMeasure): SiteTerm {
  const spectral = imt.period > 0;
  const fixed2000 = spectral ? Math.log(TO_2000.at(imt).c) : 0;
  const factors = imt.kind === "PGV" ? PGV_FACTORS : PGA_FACTORS;
  const byDistance = imt.kind !== "PGV" && imt.period < 0.025;
  const fixed760 = byDistance ? 0 : Math.log(TO_760.at(imt).c);
  const soil = atkinsonBooreSoil(imt);
  return (vs30, mag, rrup, pgaRock) => {
    if (vs30 >= 3000) return 0;
    const to2000 = spectral ? fixed2000 : Math.log(factorTo2000(factors, mag, rrup));
    if (vs30 >= 2000) return to2000 * (1 - Math.log(vs30 / 2000) / Math.log(3000 / 2000));
    const repi = epicentralDistance(mag, rrup);
    const to760 = byDistance ? -0.690775 + 0.15 * Math.log(repi) : fixed760;
    if (vs30 > 760) return to2000 + to760 * (1 - Math.log(vs30 / 760) / Math.log(2000 / 760));
    const pga760 = pgaRock * factorTo2000(PGA_FACTORS, mag, rrup) * 10 ** (-0.3 + 0.15 * Math.log10(repi));
    return to2000 + to760 + soilAmplification(soil, vs30, Math.log(pga760));
  };
}

function harmonSite(imt: IntensityMeasure): SiteTerm {
  const h = HARMON.at(imt);
  const n = NON_LINEAR.at(imt);
  const reference = imt.period >= 0.4 ? 3000 : 760;
  const atReference = Math.exp(n.f5 * (reference - 360));
  return (vs30, _mag, _rrup, pgaRock) => {
    let term = 0;
    if (vs30 < h.Vc) term = h.c1 * Math.log(vs30 / h.Vc);
    if (vs30 <= h.VL) {
      const x = Math.log(vs30 / h.VL);
      term += h.c2 * x + h.c3 * x * x;
    }
    if (vs30 < n.Vc) {
      const slope = n.f4 * (Math.exp(n.f5 * (Math.min(vs30, reference) - 360)) - atReference);
      term += slope * Math.log((pgaRock + n.f3) / n.f3);
    }
    return term;
  };
}

function evaluator(table: GroundMotionTable, imt: IntensityMeasure): GroundMotionEvaluator {
  if (imt.kind === "SA" && (imt.period < 0.05 || imt.period > 10))
    throw new InputError(`no values for ${imt.name}`, { allowed: "SA(0.05) to SA(10.0)" });
  const tabulated = tableEvaluator(table, imt);
  const rock = groundMotionCurve(table, PGA, "linear");
  const first = firstSite(imt);
  const second = imt.kind === "SA" ? harmonSite(imt) : undefined;
  const units = imt.kind === "PGV" ? -Math.log(980.665) : 0;
  return (ctx, out) => {
    tabulated(ctx, out);
    for (let i = 0; i < ctx.length; i++) {
      const m = ctx.mag[i]!;
      if (changes(ctx.mag, i)) {
        rock.setMagnitude(m);
      }
      const vs30 = ctx.vs30[i]!;
      const rrup = ctx.rrup[i]!;
      const pga = Math.exp(rock.lnAmplitude(rrup));
      let site = first(vs30, m, rrup, pga);
      if (second !== undefined) site = Math.max(site, second(vs30, m, rrup, pga));
      out.mean[i]! += site + units;
    }
  };
}

function ngaEastCanada(args: ModelArguments) {
  const { submodel, ...rest } = args;
  refuseArguments(NAME, rest);
  const file = `SHM6-trial_NGA-East_Model_${submodel}_AA13_sigma.vs3000.hdf5`;
  if ((typeof submodel !== "string" && typeof submodel !== "number") || !CANADA_TABLES.names().includes(file))
    throw new InputError(`${NAME}: submodel is ${JSON.stringify(submodel)}`, {
      parameter: "submodel",
      allowed: '"01" to "13"',
    });
  const table = groundMotionTable(file, CANADA_TABLES.table(file));
  return makeModel(
    {
      name: NAME,
      tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
      component: "Average Horizontal (RotD50)",
      standardDeviations: TOTAL_STANDARD_DEVIATION,
      ruptureColumns: ["mag"],
      distanceColumns: ["rrup"],
      siteColumns: ["vs30"],
      measures: table.measures,
    },
    (imt) => evaluator(table, imt),
  );
}

export const canada2020NgaEast: ModelFamily = { models: { CanadaSHM6_StableCrust_NGAEast: ngaEastCanada } };

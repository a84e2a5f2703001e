/**
 * Douglas, Aldama-Bustos, Tallett-Williams, Davi & Tromans (2024), Ground-motion models for earthquakes occurring in the United Kingdom, Bulletin
 * of Earthquake Engineering 22, 4265-4302, eqs. 1-4: a backbone of 162 branches, and reductions to 5 and 3 branches with two kinds of
 * weights. The coefficients are an archive made by `scripts/convert-branch-coefficients.ts`.
 *
 * ln(m/s2) in the paper, ln(g) here; rjb or rrup in km; rock of vs30 1500 m/s. Magnitude 3 to 7. Total standard deviation only.
 */
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, type CoefficientTable, coefficientTable } from "../coefficients.ts";
import archivePath from "../data/douglas-2024.qwt" with { type: "file" };
import { GRAVITY, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { choiceArgument, numberArgument, readArguments } from "../model-arguments.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import { arrayArchive } from "./array-archive.ts";

const FACTS: ModelFacts = {
  name: "Douglas_Et_Al_2024Rrup",
  tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
  component: "Average Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: [],
  measures: ["PGA", "SA"],
  doi: "10.1007/s10518-024-01943-8",
  validity: { magnitude: [3, 7] },
};

const archive = arrayArchive(archivePath);

/** At magnitudes up to 4.5, at 5, at 5.5, and above 6.5. */
const DEVIATION = coefficientTable(
  "s1 s2 s3 s4",
  `
PGA   0.8435 0.8304 0.7676 0.6744
0.025 0.8451 0.832  0.7699 0.678
0.05  0.8772 0.8646 0.8059 0.72
0.075 0.9094 0.8972 0.8417 0.7611
0.1   0.9159 0.9039 0.8495 0.771
0.15  0.8985 0.8862 0.833  0.7562
0.2   0.8733 0.8606 0.8095 0.7361
0.3   0.8328 0.8194 0.773  0.7076
0.4   0.8056 0.7918 0.7503 0.6942
0.5   0.7863 0.7721 0.7341 0.6851
0.75  0.7544 0.7396 0.7075 0.671
1     0.7338 0.7186 0.6892 0.6594
1.5   0.707  0.6912 0.6645 0.642
2     0.6903 0.674  0.6485 0.6295
3     0.6712 0.6544 0.6281 0.6085
4     0.6617 0.6447 0.6179 0.598
5     0.6567 0.6395 0.6126 0.5924
7.5   0.6517 0.6344 0.6073 0.587
10    0.6502 0.6329 0.6057 0.5853
`,
);

function deviation(s: Coefficients<"s1 s2 s3 s4">, mag: number): number {
  if (mag <= 4.5) return s.s1;
  if (mag <= 5) return s.s1 + (s.s2 - s.s1) * (mag - 4.5) * 2;
  if (mag <= 5.5) return s.s2 + (s.s3 - s.s2) * (mag - 5) * 2;
  // The reference divides by half a unit here too, so the line passes the last value at 6 and comes back to it at 6.5.
  return mag <= 6.5 ? s.s3 + (s.s4 - s.s3) * (mag - 5.5) * 2 : s.s4;
}

type Columns = "b1 b2 b3 b4 b5 b6 b7 b8 b9 b10";

/** The table of one branch, numbered from 1. */
function branchTable(set: string, weights: string, branch: number): CoefficientTable<Columns> {
  const { arrays } = archive.table(set);
  const periods = arrays.get("periods")?.data ?? new Float64Array(0);
  const coefficients = arrays.get(weights) ?? arrays.get("original");
  const [branches = 0, , columns = 0] = coefficients?.shape ?? [];
  if (coefficients === undefined || !Number.isInteger(branch) || branch < 1 || branch > branches)
    throw new InputError(`there is no branch ${branch}`, { parameter: "branch", allowed: `1 to ${branches}` });
  const lines = Array.from(periods, (period, k) => {
    const from = ((branch - 1) * periods.length + k) * columns;
    return `${k === 0 ? "PGA" : period} ${coefficients.data.subarray(from, from + columns).join(" ")}`;
  });
  return coefficientTable("b1 b2 b3 b4 b5 b6 b7 b8 b9 b10", lines.join("\n"));
}

function lnMotion(c: Coefficients<Columns>, mag: number, r: number): number {
  return (
    c.b1 +
    c.b2 * mag +
    c.b3 * (8.5 - mag) ** 2 +
    c.b4 * Math.log(Math.hypot(r, c.b7 * Math.exp(c.b8 * mag))) +
    (c.b5 + c.b6 * mag) * r +
    c.b9 * Math.max(Math.log(r / 50), 0) +
    c.b10 * Math.max(Math.log(r / 100), 0)
  );
}

function evaluator(
  imt: IntensityMeasure,
  table: CoefficientTable<Columns>,
  distance: "rjb" | "rrup",
): GroundMotionEvaluator {
  const c = table.at(imt);
  const s = DEVIATION.at(imt);
  const shift = -Math.log(GRAVITY);
  return rowEvaluator((ctx, i) => lnMotion(c, ctx.mag[i]!, ctx[distance][i]!) + shift, {
    total: (ctx, i) => deviation(s, ctx.mag[i]!),
  });
}

function variant(name: string, branches: 162 | 5 | 3, distance: "rjb" | "rrup"): ModelFactory {
  const fallback = name === FACTS.name ? 1 : Number.NaN;
  return (args) => {
    const read = readArguments(name, args, {
      branch: numberArgument(fallback),
      weightopt: choiceArgument(["original", "updated"], "original"),
    });
    if (Number.isNaN(read.branch))
      throw new InputError(`${name} needs the argument branch`, { parameter: "branch", allowed: `1 to ${branches}` });
    const table = branchTable(`${branches}-${distance}`, read.weightopt, read.branch);
    return makeModel({ ...FACTS, name, distanceColumns: [distance] }, (imt) => evaluator(imt, table, distance));
  };
}

function variants(distance: "rjb" | "rrup", suffix: string): ModelFamily["models"] {
  const base = `Douglas_Et_Al_2024${suffix}`;
  return {
    [base]: variant(base, 162, distance),
    [`${base}_5branch`]: variant(`${base}_5branch`, 5, distance),
    [`${base}_3branch`]: variant(`${base}_3branch`, 3, distance),
  };
}

export const douglas2024: ModelFamily = { models: { ...variants("rjb", "Rjb"), ...variants("rrup", "Rrup") } };

/**
 * Wong, Silva, Darragh, Gregor & Dober (2022), Ground motion models for shallow crustal and deep earthquakes in Hawaii and analyses of
 * the 2018 M 6.9 Kalapana sequence, Earthquake Spectra 38(1), 579-614, eq. 4: a table for each of eight ranges of vs30.
 *
 * ln(g) or ln(cm/s); rjb in km. Magnitude 4 to 8.5, up to 400 km. Total standard deviation only; none for PGV.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { tablesFromCsv } from "../coefficients.ts";
import { plainModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import tablesCsv from "./wong-2022.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "WongEtAl2022Shallow",
  tectonicRegionType: TECTONIC_REGION_TYPES.volcanic,
  component: "Horizontal",
  standardDeviations: TOTAL_STANDARD_DEVIATION,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  doi: "10.1177/87552930211044521",
  validity: { magnitude: [4, 8.5], distance: 400 },
};

/** Velocities that have a table (m/s), as in the paper. */
const VELOCITIES = [150, 185, 260, 365, 530, 760, 1080, 1500] as const;

/** By depth of the earthquake and vs30. */
const TABLES = tablesFromCsv(
  "C1 C2 C4 C6 C7 C10 SigmaTot",
  tablesCsv,
  "depth_vs30",
  (["shallow", "deep"] as const).flatMap((depth) => VELOCITIES.map((vs30) => `${depth}-${vs30}` as const)),
);

function evaluator(imt: IntensityMeasure, depth: "shallow" | "deep"): GroundMotionEvaluator {
  const at = (vs30: (typeof VELOCITIES)[number]) => TABLES[`${depth}-${vs30}`].at(imt);
  const [c150, c185, c260, c365] = [at(150), at(185), at(260), at(365)];
  const [c530, c760, c1080, c1500] = [at(530), at(760), at(1080), at(1500)];
  const rowFor = (v: number) => {
    if (v < 185) return c150;
    if (v === 185) return c185;
    if (v < 365) return c260;
    if (v === 365) return c365;
    if (v < 760) return c530;
    if (v === 760) return c760;
    return v < 1500 ? c1080 : c1500;
  };
  return rowEvaluator(
    (ctx, i) => {
      const c = rowFor(ctx.vs30[i]!);
      const m = ctx.mag[i]!;
      return c.C1 + c.C2 * m + c.C10 * (m - 6) ** 2 + (c.C6 + c.C7 * m) * Math.log(ctx.rjb[i]! + Math.exp(c.C4));
    },
    { total: (ctx, i) => (imt.kind === "PGV" ? 0 : rowFor(ctx.vs30[i]!).SigmaTot) },
  );
}

export const wong2022: ModelFamily = {
  models: {
    WongEtAl2022Shallow: plainModel(FACTS, (imt) => evaluator(imt, "shallow")),
    WongEtAl2022Deep: plainModel({ ...FACTS, name: "WongEtAl2022Deep" }, (imt) => evaluator(imt, "deep")),
  },
};

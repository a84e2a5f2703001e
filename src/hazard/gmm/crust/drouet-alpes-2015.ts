/**
 * Drouet & Cotton (2015), Regional stochastic GMPEs in low-seismicity areas: scaling and aleatory variability analysis - application to the
 * French Alps, BSSA 105(4), 1883-1902, eqs. 30 and 31: four distances, rock (vs30 800 m/s) and hard rock (HR, 2000 m/s), and stress of large
 * events limited to 50 bars.
 *
 * ln(m/s2) and ln(m/s) in the paper, ln(g) and ln(cm/s) here; distances in km. Magnitude 3 to 8, up to 250 km.
 */

import type { DistanceColumn } from "../../context-block.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type CoefficientTable, tablesFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, GRAVITY, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import tablesCsv from "./drouet-alpes-2015.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "DrouetAlpes2015Rjb",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: [],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 800,
  validity: { magnitude: [3, 8], distance: 250 },
};

type Table = CoefficientTable<"c1 c2 c3 c4 c5 c6 c7 sigma tau">;

const TABLES = tablesFromCsv("c1 c2 c3 c4 c5 c6 c7 sigma tau", tablesCsv, "variant", [
  "Repi",
  "RepiHR",
  "Repi_50bars",
  "Rhyp",
  "RhypHR",
  "Rhyp_50bars",
  "Rjb",
  "RjbHR",
  "RjbHR_50bars",
  "Rjb_50bars",
  "Rrup",
  "RrupHR",
  "RrupHR_50bars",
  "Rrup_50bars",
]);

const DISTANCES: readonly (readonly [prefix: string, distance: DistanceColumn])[] = [
  ["Repi", "repi"],
  ["Rhyp", "rhypo"],
  ["Rjb", "rjb"],
  ["Rrup", "rrup"],
];

function evaluator(imt: IntensityMeasure, table: Table, distance: DistanceColumn): GroundMotionEvaluator {
  const c = table.at(imt);
  const shift = imt.kind === "PGV" ? Math.log(100) : -Math.log(GRAVITY);
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const dm = m - 8;
      const r = ctx[distance][i]!;
      const spreading = (c.c4 + c.c5 * m) * Math.log(Math.hypot(r, c.c6));
      return c.c1 + c.c2 * dm + c.c3 * dm * dm + spreading + c.c7 * r + shift;
    },
    { tau: c.tau, phi: c.sigma },
  );
}

function models(): ModelFamily["models"] {
  const all: { [name: string]: ModelFactory } = {};
  for (const [variant, table] of Object.entries(TABLES)) {
    const distance = DISTANCES.find(([prefix]) => variant.startsWith(prefix))?.[1];
    if (distance === undefined) throw new Error(`no distance for ${variant}`);
    const name = `DrouetAlpes2015${variant}`;
    // Joyner-Boore distances on hard rock say 800 m/s in the reference.
    const referenceVelocity = variant.includes("HR") && distance !== "rjb" ? 2000 : 800;
    const facts = { ...FACTS, name, distanceColumns: [distance], referenceVelocity };
    all[name] = plainModel(facts, (imt) => evaluator(imt, table, distance));
  }
  return all;
}

export const drouetAlpes2015: ModelFamily = { models: models() };

/**
 * Lanzano, Felicetta, Pacor, Spallarossa & Traversa (2020), Methodology to identify the reference rock sites in regions of
 * medium-to-high seismicity: an application in central Italy, Geophysical Journal International 222, 2053-2067: sites as reference or not, by EC8
 * class, by cluster (1 to 9).
 *
 * log10(cm/s2) in the paper, ln(g) here; rjb in km. Magnitude 3.2 to 6.5, up to 250 km.
 */
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, LN_GAL_IN_G, LN10, plainModel } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFacts, ModelFamily } from "../model.ts";
import { rowEvaluator } from "../row-evaluator.ts";
import clusterCsv from "./lanzano-2020-cluster.csv" with { type: "text" };
import eurocodeCsv from "./lanzano-2020-eurocode.csv" with { type: "text" };
import referenceCsv from "./lanzano-2020-reference.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "LanzanoEtAl2020_ref",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rjb"],
  siteColumns: ["siteclass"],
  measures: ["PGA", "SA"],
  validity: { magnitude: [3.2, 6.5], distance: 250 },
};

const REFERENCE = tableFromCsv("a b1 b2 c1 c2 c3 s_other Mref tau phi_S2S phi_0 sigma", referenceCsv);

const EUROCODE = tableFromCsv("a b1 b2 c1 c2 c3 sB sC sD sE Mref tau phi_S2S phi_0 sigma", eurocodeCsv);

const CLUSTER = tableFromCsv("a b1 b2 c1 c2 c3 s2 s3 s4 s5 s6 s7 s8 s9 Mref tau phi_S2S phi_0 sigma", clusterCsv);

type Common = Coefficients<"a b1 b2 c1 c2 c3 Mref tau phi_S2S phi_0">;

const HINGE_MAGNITUDE = 5;
const PSEUDO_DEPTH = 6;

function evaluator(c: Common, site: (siteclass: string) => number): GroundMotionEvaluator {
  return rowEvaluator(
    (ctx, i) => {
      const m = ctx.mag[i]!;
      const dm = m - HINGE_MAGNITUDE;
      const r = Math.hypot(ctx.rjb[i]!, PSEUDO_DEPTH);
      const path = (c.c1 * (m - c.Mref) + c.c2) * Math.log10(r) + c.c3 * (r - 1);
      return LN10 * (c.a + (dm <= 0 ? c.b1 : c.b2) * dm + path + site(ctx.siteclass[i]!)) + LN_GAL_IN_G;
    },
    { tau: c.tau * LN10, phi: Math.hypot(c.phi_S2S, c.phi_0) * LN10 },
  );
}

export const lanzano2020: ModelFamily = {
  models: {
    LanzanoEtAl2020_ref: plainModel(FACTS, (imt) => {
      const c = REFERENCE.at(imt);
      return evaluator(c, (siteclass) => (siteclass === "A" ? 0 : c.s_other));
    }),
    LanzanoEtAl2020_EC8: plainModel({ ...FACTS, name: "LanzanoEtAl2020_EC8" }, (imt) => {
      const c = EUROCODE.at(imt);
      const terms = new Map([
        ["B", c.sB],
        ["C", c.sC],
        ["D", c.sD],
        ["E", c.sE],
      ]);
      return evaluator(c, (siteclass) => terms.get(siteclass) ?? 0);
    }),
    LanzanoEtAl2020_Cluster: plainModel({ ...FACTS, name: "LanzanoEtAl2020_Cluster" }, (imt) => {
      const c = CLUSTER.at(imt);
      const terms = [0, 0, c.s2, c.s3, c.s4, c.s5, c.s6, c.s7, c.s8, c.s9];
      return evaluator(c, (siteclass) => terms[Number(siteclass)] ?? 0);
    }),
  },
};

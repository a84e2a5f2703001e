/**
 * Akkar, Sandikkaya & Bommer (2014), Empirical ground-motion models for point- and extended-source crustal earthquake
 * scenarios in Europe and the Middle East, BEE 12(1), 359-387, eqs. 1-3; one table for each of rjb, repi, rhypo (km).
 *
 * ln(g) or ln(cm/s). Magnitude 4 to 7.6 (8), distance up to 200 km, vs30 150 to 1200 m/s; vs30 above 1000 m/s counts as that.
 */
import { type IntensityMeasure, PGA } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { type Coefficients, tableFromCsv } from "../coefficients.ts";
import { ALL_STANDARD_DEVIATIONS, makeModel, withConstantDeviations } from "../make-model.ts";
import { isNormal45, isReverse45 } from "../mechanism.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { numberArgument, readArguments } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import coefficientsCsv from "./akkar-2014.csv" with { type: "text" };

const FACTS: ModelFacts = {
  name: "AkkarEtAlRjb2014",
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag", "rake"],
  distanceColumns: ["rjb"],
  siteColumns: ["vs30"],
  measures: ["PGA", "PGV", "SA"],
  referenceVelocity: 800,
  doi: "10.1007/s10518-013-9461-4",
  validity: { magnitude: [4, 8], distance: 200, vs30: [150, 1200] },
};

const COLUMNS = "a1 a2 a3 a4 a5 a6 a7 a8 a9 c n b1 b2 sigma tau";

const RJB = tableOf("rjb");
const REPI = tableOf("repi");
const RHYPO = tableOf("rhypo");

/** The tables of the three distances share the columns of magnitude and site. */
function tableOf(distance: string) {
  const headings = Object.fromEntries(
    ["a1", "a3", "a4", "sigma", "tau"].map((column) => [column, `${column}_${distance}`]),
  );
  return tableFromCsv(COLUMNS, coefficientsCsv, { headings });
}

type Row = Coefficients<typeof COLUMNS>;

const HINGE_MAGNITUDE = 6.75;
const V_REF = 750;
const V_MAX = 1000;

function source(c: Row, mag: number, rake: number): number {
  const dm = mag - HINGE_MAGNITUDE;
  const normal = isNormal45(rake);
  const reverse = isReverse45(rake);
  return c.a1 + (dm <= 0 ? c.a2 : c.a7) * dm + c.a3 * (8.5 - mag) ** 2 + (normal ? c.a8 : 0) + (reverse ? c.a9 : 0);
}

function site(c: Row, vs30: number, pgaRock: number): number {
  const lnRatio = Math.log(Math.min(vs30, V_MAX) / V_REF);
  if (vs30 >= V_REF) return c.b1 * lnRatio;
  const power = Math.exp(c.n * lnRatio);
  return c.b1 * lnRatio + c.b2 * Math.log((pgaRock + c.c * power) / ((pgaRock + c.c) * power));
}

function evaluator(
  table: typeof RJB,
  distance: "rjb" | "repi" | "rhypo",
  adjustment: number,
  imt: IntensityMeasure,
): GroundMotionEvaluator {
  const c = table.at(imt);
  const rock = table.at(PGA);
  return withConstantDeviations(
    (ctx, out) => {
      const r = ctx[distance];
      let level = 0;
      let levelRock = 0;
      let slope = 0;
      let slopeRock = 0;
      for (let i = 0; i < ctx.length; i++) {
        const m = ctx.mag[i]!;
        if (changes(ctx.mag, i) || changes(ctx.rake, i)) {
          level = source(c, m, ctx.rake[i]!) + adjustment;
          levelRock = source(rock, m, ctx.rake[i]!);
          slope = 0.5 * (c.a4 + c.a5 * (m - HINGE_MAGNITUDE));
          slopeRock = 0.5 * (rock.a4 + rock.a5 * (m - HINGE_MAGNITUDE));
        }
        const r2 = r[i]! * r[i]!;
        const vs30 = ctx.vs30[i]!;
        const pga = vs30 < V_REF ? Math.exp(levelRock + slopeRock * Math.log(r2 + rock.a6 * rock.a6)) : 0;
        out.mean[i] = level + slope * Math.log(r2 + c.a6 * c.a6) + site(c, vs30, pga);
      }
    },
    c.tau,
    c.sigma,
  );
}

function variant(name: string, table: typeof RJB, distance: "rjb" | "repi" | "rhypo") {
  return (args: ModelArguments) => {
    const { adjustment_factor } = readArguments(name, args, { adjustment_factor: numberArgument(1) });
    const adjustment = Math.log(adjustment_factor);
    return makeModel({ ...FACTS, name, distanceColumns: [distance] }, (imt) =>
      evaluator(table, distance, adjustment, imt),
    );
  };
}

export const akkar2014: ModelFamily = {
  models: {
    AkkarEtAlRjb2014: variant("AkkarEtAlRjb2014", RJB, "rjb"),
    AkkarEtAlRepi2014: variant("AkkarEtAlRepi2014", REPI, "repi"),
    AkkarEtAlRhyp2014: variant("AkkarEtAlRhyp2014", RHYPO, "rhypo"),
    /** The name of the rjb model before publication. */
    AkkarEtAl2013: variant("AkkarEtAl2013", RJB, "rjb"),
  },
};

/**
 * Abrahamson & Bhasin (2020), Conditional ground-motion model for peak ground velocity for active crustal regions, PEER 2020/05:
 * ln of PGV (cm/s) from SA of another model at a period that grows with magnitude, or from PGA or SA(1.0) only. rrup in km, vs30 in m/s.
 */
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type { ConditionalPart, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { refuseArguments } from "../model-arguments.ts";
import { conditionalModel } from "./macedo-2019.ts";

const FACTS: Omit<ModelFacts, "name"> = {
  tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["vs30"],
  measures: ["PGV"],
};

/** Standard deviations below magnitude 5 and above 7, linear between. */
type Pair = readonly [small: number, large: number];

interface Coefficients {
  readonly a: readonly [number, number, number, number, number, number, number, number];
  readonly sigma: Pair;
  readonly tau: Pair;
  readonly phi: Pair;
}

const GENERAL: Coefficients = {
  a: [5.39, 0.799, 0.654, 0.479, -0.062, -0.359, -0.134, 0.023],
  sigma: [0.33, 0.33],
  tau: [0.16, 0.16],
  phi: [0.29, 0.29],
};

const FROM_PGA: Coefficients = {
  a: [4.77, 0.738, 0.484, 0.275, -0.036, -0.332, -0.44, 0],
  sigma: [0.34, 0.49],
  tau: [0.12, 0.26],
  phi: [0.32, 0.42],
};

const FROM_SA1: Coefficients = {
  a: [4.8, 0.82, 0.55, 0.27, 0.054, -0.382, -0.21, 0],
  sigma: [0.3, 0.42],
  tau: [0.12, 0.17],
  phi: [0.28, 0.38],
};

/** Periods (s) for magnitudes up to 3.5, 4.5, 5.5, 6.5, 7.5 and above. */
const PERIODS = [0.2, 0.28, 0.4, 0.95, 1.4, 2.8].map(spectralAcceleration);
const MAGNITUDES = [3.5, 4.5, 5.5, 6.5, 7.5];

function periodIndex(mag: number): number {
  const index = MAGNITUDES.findIndex((bound) => mag <= bound);
  return index < 0 ? PERIODS.length - 1 : index;
}

function conditional(c: Coefficients, measures: readonly IntensityMeasure[]): ConditionalPart {
  const [a1, a2, a3, a4, a5, a6, a7, a8] = c.a;
  return {
    requires: measures,
    columns: FACTS,
    evaluate(ctx, base, out) {
      const blocks = measures.map((imt) => base[imt.name]!);
      for (let i = 0; i < ctx.length; i++) {
        const m = ctx.mag[i]!;
        const from = blocks.length === 1 ? blocks[0]! : blocks[periodIndex(m)]!;
        const slope = a2 + ((a3 - a2) * Math.min(Math.max(m - 5, 0), 2.5)) / 2.5;
        const large = Math.min(Math.max(m - 5, 0), 2) / 2;
        out.mean[i] =
          a1 +
          slope * from.mean[i]! +
          a4 * (m - 6) +
          a5 * (8.5 - m) ** 2 +
          a6 * Math.log(ctx.rrup[i]! + 5 * Math.exp(0.4 * (m - 6))) +
          (a7 + a8 * (m - 5)) * Math.log(ctx.vs30[i]! / 425);
        out.sigma[i] = Math.hypot(slope * from.sigma[i]!, at(c.sigma, large));
        out.tau[i] = Math.hypot(slope * from.tau[i]!, at(c.tau, large));
        out.phi[i] = Math.hypot(slope * from.phi[i]!, at(c.phi, large));
      }
    },
  };
}

function at([small, large]: Pair, share: number): number {
  return small + (large - small) * share;
}

function variant(name: string, c: Coefficients, measures: readonly IntensityMeasure[]) {
  return (args: ModelArguments) => {
    refuseArguments(name, args);
    return conditionalModel({ ...FACTS, name }, conditional(c, measures));
  };
}

export const abrahamsonBhasin2020: ModelFamily = {
  models: {
    AbrahamsonBhasin2020: variant("AbrahamsonBhasin2020", GENERAL, PERIODS),
    AbrahamsonBhasin2020PGA: variant("AbrahamsonBhasin2020PGA", FROM_PGA, [PGA]),
    AbrahamsonBhasin2020SA1: variant("AbrahamsonBhasin2020SA1", FROM_SA1, [spectralAcceleration(1)]),
  },
};

/**
 * Macedo, Abrahamson & Bray (2019), Arias intensity conditional scaling ground-motion models for subduction zones, BSSA 109(4),
 * 1343-1357, eqs. 4-8: ln of Arias intensity (m/s) from PGA and SA(1.0) of another model. vs30 in m/s.
 */
import { InputError } from "../../../input-error.ts";
import { PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { ALL_STANDARD_DEVIATIONS } from "../make-model.ts";
import type {
  BasePredictions,
  ConditionalPart,
  GroundMotionModel,
  ModelArguments,
  ModelFacts,
  ModelFamily,
} from "../model.ts";
import { choiceArgument, numberArgument, readArguments } from "../model-arguments.ts";

const REGIONS = ["Global", "Japan", "Taiwan", "South America", "New Zealand"] as const;
type Region = (typeof REGIONS)[number];

interface Regional {
  readonly c1: number;
  readonly c2: number;
  readonly phi: number;
  readonly tau: number;
}

interface Zone {
  readonly c3: number;
  readonly c4: number;
  readonly c5: number;
  readonly sigma: number;
  readonly regions: { readonly [region in Region]: Regional };
}

/** Tables 3 and 4. The global between-event standard deviations include that between regions. */
const INTERFACE: Zone = {
  c3: 0.53,
  c4: 1.54,
  c5: 0.17,
  sigma: 0.36,
  regions: {
    Global: { c1: 0.85, c2: -0.36, phi: 0.3, tau: Math.hypot(0.18, 0.04) },
    Japan: { c1: 0.98, c2: -0.38, phi: 0.3, tau: 0.16 },
    Taiwan: { c1: 0.75, c2: -0.35, phi: 0.27, tau: 0.15 },
    "South America": { c1: 0.95, c2: -0.36, phi: 0.32, tau: 0.19 },
    "New Zealand": { c1: 0.82, c2: -0.36, phi: 0.28, tau: 0.17 },
  },
};

const SLAB: Zone = {
  c3: 0.66,
  c4: 1.58,
  c5: 0.14,
  sigma: 0.33,
  regions: {
    Global: { c1: -0.74, c2: -0.24, phi: 0.28, tau: Math.hypot(0.16, 0.03) },
    Japan: { c1: -0.22, c2: -0.32, phi: 0.26, tau: 0.15 },
    Taiwan: { c1: -1.02, c2: -0.2, phi: 0.29, tau: 0.17 },
    "South America": { c1: -0.75, c2: -0.24, phi: 0.3, tau: 0.14 },
    "New Zealand": { c1: -0.84, c2: -0.22, phi: 0.3, tau: 0.13 },
  },
};

const FACTS: Omit<ModelFacts, "name" | "tectonicRegionType"> = {
  component: "Average Horizontal (RotD50)",
  standardDeviations: ALL_STANDARD_DEVIATIONS,
  ruptureColumns: ["mag"],
  distanceColumns: ["rrup"],
  siteColumns: ["backarc", "vs30"],
  measures: ["IA"],
};

function conditional(zone: Zone, region: Region, correlation: number): ConditionalPart {
  const { c3, c4, c5 } = zone;
  const { c1, c2, phi, tau } = zone.regions[region];
  const combine = (own: number, pga: number, sa: number) =>
    Math.sqrt(own * own + c4 * c4 * pga * pga + c5 * c5 * sa * sa + 2 * correlation * pga * sa * c4 * c5);
  return {
    requires: [PGA, spectralAcceleration(1)],
    columns: { ruptureColumns: ["mag"], siteColumns: ["vs30"] },
    evaluate(ctx, base: BasePredictions, out) {
      const pga = base["PGA"]!;
      const sa = base["SA(1.0)"]!;
      for (let i = 0; i < ctx.length; i++) {
        out.mean[i] = c1 + c2 * Math.log(ctx.vs30[i]!) + c3 * ctx.mag[i]! + c4 * pga.mean[i]! + c5 * sa.mean[i]!;
        out.sigma[i] = combine(zone.sigma, pga.sigma[i]!, sa.sigma[i]!);
        out.tau[i] = combine(tau, pga.tau[i]!, sa.tau[i]!);
        out.phi[i] = combine(phi, pga.phi[i]!, sa.phi[i]!);
      }
    },
  };
}

/** A model that only makes sense on top of another one. */
export function conditionalModel(facts: ModelFacts, part: ConditionalPart): GroundMotionModel {
  return {
    ...facts,
    conditional: part,
    forMeasure() {
      throw new InputError(`${facts.name} is a conditional model: use it in conditional_gmpe of ModifiableGMPE`);
    },
  };
}

function variant(name: string, tectonicRegionType: string, zone: Zone) {
  return (args: ModelArguments) => {
    const { region, rho_pga_sa1 } = readArguments(name, args, {
      region: choiceArgument(REGIONS, "Global"),
      rho_pga_sa1: numberArgument(0.52),
    });
    return conditionalModel({ ...FACTS, name, tectonicRegionType }, conditional(zone, region, rho_pga_sa1));
  };
}

export const macedo2019: ModelFamily = {
  models: {
    MacedoEtAl2019SInter: variant("MacedoEtAl2019SInter", TECTONIC_REGION_TYPES.subductionInterface, INTERFACE),
    MacedoEtAl2019SSlab: variant("MacedoEtAl2019SSlab", TECTONIC_REGION_TYPES.subductionIntraslab, SLAB),
  },
};

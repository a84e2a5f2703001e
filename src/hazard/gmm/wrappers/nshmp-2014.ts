/**
 * Epistemic branches of the NGA-West2 models in the US national seismic hazard model 2014 (Rezaeian et al. 2015, Earthquake Spectra
 * 31(S1)): the median shifted up or down by a table of magnitude and rupture distance (`sgn` 1, -1), or the weighted mixture of the three (0).
 */
import { InputError } from "../../../input-error.ts";
import { factsOf, thenAdjust } from "../make-model.ts";
import type { FactoryEnvironment, GroundMotionModel, ModelArguments, ModelFamily } from "../model.ts";
import { unionColumns } from "../union-columns.ts";
import { innerModel } from "./site-term-models.ts";

const NAME = "NSHMP2014";

/** Shift (ln) of the median. */
function epistemicShift(mag: number, rrup: number): number {
  if (mag < 6) return rrup < 10 ? 0.37 : 0.22;
  if (mag < 7) return rrup < 10 ? 0.25 : 0.23;
  return rrup < 10 ? 0.4 : rrup < 30 ? 0.36 : 0.33;
}

function shifted(inner: GroundMotionModel, sign: number): GroundMotionModel {
  const columns = unionColumns([inner, { distanceColumns: ["rrup"] }]);
  return {
    ...factsOf(inner),
    ...columns,
    name: NAME,
    forMeasure(imt) {
      const evaluate = inner.forMeasure(imt);
      if (sign === 0) return evaluate;
      return thenAdjust(evaluate, (ctx, out) => {
        for (let i = 0; i < ctx.length; i++) out.mean[i]! += sign * epistemicShift(ctx.mag[i]!, ctx.rrup[i]!);
      });
    },
  };
}

function nshmp2014(args: ModelArguments, environment: FactoryEnvironment): GroundMotionModel {
  const { sgn, ...rest } = args;
  if (sgn !== 0 && sgn !== 1 && sgn !== -1)
    throw new InputError(`${NAME}: sgn is ${JSON.stringify(sgn)}`, { parameter: "sgn", allowed: "-1, 0, 1" });
  const inner = innerModel(NAME, rest, environment);
  const model = shifted(inner, sgn);
  if (sgn !== 0) return model;
  return {
    ...model,
    mixture: [
      { weight: 0.185, model: shifted(inner, -1) },
      { weight: 0.63, model },
      { weight: 0.185, model: shifted(inner, 1) },
    ],
  };
}

const SUFFIXES = { Mean: 0, Lower: -1, Upper: 1 } as const;
const BASES = ["AbrahamsonEtAl2014", "BooreEtAl2014", "CampbellBozorgnia2014", "ChiouYoungs2014", "Idriss2014"];

export const nshmp2014Family: ModelFamily = {
  models: { NSHMP2014: nshmp2014 },
  aliases: Object.fromEntries(
    BASES.flatMap((base) =>
      Object.entries(SUFFIXES).map(([suffix, sgn]): [string, readonly [string, ModelArguments]] => [
        `${base}NSHMP${suffix}`,
        [NAME, { gmpe_name: base, sgn }],
      ]),
    ),
  ),
};

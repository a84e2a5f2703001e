/**
 * How the hazard study of BC Hydro uses the NGA models of 2008: their median shifted by its epistemic standard deviation, and
 * single-station sigma.
 */
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { type CoefficientTable, coefficientTable } from "../coefficients.ts";
import { makeModel, thenAdjust } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelFactory, ModelFacts } from "../model.ts";
import { flagArgument, numberArgument, readArguments } from "../model-arguments.ts";

const COLUMNS = "s2sss fe";
const ROWS = `
PGA    0.853   0.25
PGV     0.87   0.25
0.01   0.853   0.25
0.02  0.8555   0.25
0.03   0.857   0.25
0.05  0.8589   0.25
0.075 0.8604   0.25
0.1   0.8615   0.25
0.15   0.863   0.25
0.2    0.864   0.25
0.25  0.8649   0.25
0.3   0.8655   0.25
0.4   0.8666   0.25
0.5   0.8674   0.25
0.75  0.8689   0.25
1       0.87   0.25
1.5   0.8715 0.2813
2     0.8726 0.3125
3     0.8741  0.375
4     0.8751 0.4375
5      0.876    0.5
7.5   0.8775    0.5
10    0.8785    0.5
`;

/**
 * Factor on sigma for a single station, and the epistemic standard deviation of ln motion, for the measures of each model: at 0.04 s the models
 * without a row of their own interpolate here too.
 */
export const BC_HYDRO = coefficientTable(COLUMNS, ROWS);
export const BC_HYDRO_WITH_0_04_S = coefficientTable(COLUMNS, `${ROWS}0.04 0.8581 0.25`);
export const BC_HYDRO_WITH_PGD_AND_CAV = coefficientTable(COLUMNS, `${ROWS}PGD 0.87 0.25\nCAV 0.87 0.25`);

export function bcHydroModel(
  facts: ModelFacts,
  evaluator: (imt: IntensityMeasure) => GroundMotionEvaluator,
  table: CoefficientTable<typeof COLUMNS>,
): ModelFactory {
  return (args) => {
    const options = readArguments(facts.name, args, {
      single_stat_sigma: flagArgument(false),
      sigma_mu_epsilon: numberArgument(0),
    });
    return makeModel(facts, (imt) => {
      const row = table.at(imt);
      const shift = options.sigma_mu_epsilon * row.fe;
      const factor = options.single_stat_sigma ? row.s2sss : 1;
      return thenAdjust(evaluator(imt), (ctx, out) => {
        for (let i = 0; i < ctx.length; i++) {
          out.mean[i]! += shift;
          out.sigma[i]! *= factor;
        }
      });
    });
  };
}

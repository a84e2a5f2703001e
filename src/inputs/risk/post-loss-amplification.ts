/** Post-loss amplification: factors by return period. */
import { InputError, ProblemList } from "../../input-error.ts";
import { readCsv } from "../csv.ts";
import { notNegative, numberColumn, warnOfUnreadColumns } from "../csv-columns.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";

/** `post_loss_amplification_file`: both columns do not decrease. @throws InputError with everything wrong */
export function readPostLossAmplification(
  folder: InputFolder,
  file: string,
): { readonly returnPeriods: Float64Array; readonly factors: Float64Array } {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  warnOfUnreadColumns(folder, table, ["return_period", "pla_factor"]);
  const returnPeriods = numberColumn(table, "return_period", problems, notNegative);
  const factors = numberColumn(table, "pla_factor", problems, notNegative);
  problems.throwIfAny();
  const order = Array.from(returnPeriods.keys()).sort((a, b) => returnPeriods[a]! - returnPeriods[b]!);
  for (const [k, i] of order.entries()) {
    const before = order[k - 1];
    if (before !== undefined && factors[i]! < factors[before]!)
      throw new InputError(`pla_factor decreases from ${factors[before]} to ${factors[i]}`, {
        file,
        line: table.lines[i],
        parameter: "pla_factor",
        allowed: "factors that do not decrease with the return period",
      });
  }
  return { returnPeriods: returnPeriods.slice().sort(), factors: Float64Array.from(order, (i) => factors[i]!) };
}

/** Insurance policies from csv: deductible and limit as fractions of the value of an asset. */
import { ProblemList } from "../../input-error.ts";
import { readCsv } from "../csv.ts";
import { between, numberColumn, textColumn, warnOfUnreadColumns } from "../csv-columns.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";

export interface InsurancePolicies {
  readonly policies: readonly string[];
  /** 0..1 */
  readonly deductibles: Float64Array;
  /** 0..1 */
  readonly limits: Float64Array;
}

/**
 * @param used policies of the assets; undefined: unknown, all count.
 * @throws InputError with everything wrong: columns, fractions, policies repeated or missing, deductibles over the limit.
 */
export function readInsurance(
  folder: InputFolder,
  file: string,
  used: ReadonlySet<string> | undefined,
): InsurancePolicies {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  warnOfUnreadColumns(folder, table, ["policy", "deductible", "insurance_limit"]);
  const policies = textColumn(table, "policy");
  const deductibles = numberColumn(table, "deductible", problems, between(0, 1));
  const limits = numberColumn(table, "insurance_limit", problems, between(0, 1));
  const seen = new Set<string>();
  for (const [i, policy] of policies.entries()) {
    const place = { file, line: table.lines[i] };
    if (seen.has(policy)) problems.add(`a duplicate policy was found: "${policy}"`, { ...place, parameter: "policy" });
    seen.add(policy);
    if (deductibles[i]! > limits[i]! && used?.has(policy) !== false)
      problems.add(`the deductible ${deductibles[i]} of policy "${policy}" is larger than its insurance limit`, {
        ...place,
        parameter: "deductible",
        allowed: `at most ${limits[i]}`,
      });
  }
  for (const policy of used ?? [])
    if (!seen.has(policy)) problems.add(`policy "${policy}" is missing`, { file, parameter: "policy" });
  problems.throwIfAny();
  return { policies, deductibles, limits };
}

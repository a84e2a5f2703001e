/** Whether two runs computed the same. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCsvOutput } from "../../src/cli/terminal/csv-output.ts";

/**
 * Largest relative difference of the exported mean curves above 1e-6.
 * @param isOurs the second folder was written by us, too: the reference puts the number of the calculation into names
 */
export function largestDifference(ourFolder: string, otherFolder: string, isOurs = false): number {
  let largest = 0;
  for (const name of readdirSync(otherFolder).filter((file) => file.startsWith("hazard_curve-mean"))) {
    const otherRows = parseCsvOutput(readFileSync(join(otherFolder, name), "utf8")).rows;
    const ourName = isOurs ? name : name.replace(/_\d+\.csv$/, ".csv");
    if (!existsSync(join(ourFolder, ourName))) throw new Error(`${ourName} was not exported`);
    const ourRows = parseCsvOutput(readFileSync(join(ourFolder, ourName), "utf8")).rows;
    for (const [i, row] of otherRows.entries()) {
      for (const [j, value] of row.entries()) {
        if (j < 3 || value < 1e-6) continue;
        largest = Math.max(largest, Math.abs((ourRows[i]?.[j] ?? Number.NaN) - value) / value);
      }
    }
  }
  return largest;
}

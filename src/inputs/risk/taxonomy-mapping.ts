/** The taxonomy mapping: which risk functions stand for a taxonomy, with weights. */
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { MappingRow } from "../../risk/taxonomy-mapping.ts";
import { readCsv } from "../csv.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";
import { isFiniteText, pythonFloat } from "../python-float.ts";

const COLUMNS = ["taxonomy", "risk_id", "conversion", "weight", "peril", "country"];
/** Weights of a taxonomy sum to 1 within this. */
const PRECISION = 1e-7;

/** Rows in the order of the file. @throws InputError with everything wrong in the file. */
export function readTaxonomyMapping(folder: InputFolder, file: string): readonly MappingRow[] {
  const table = readCsv(readWhole(folder, file), file);
  const problems = new ProblemList();
  for (const field of table.fields) {
    if (!COLUMNS.includes(field))
      problems.add(`unknown column ${field}`, {
        file,
        line: 1,
        parameter: field,
        allowed: COLUMNS.join(", "),
        suggestion: nearestName(field, COLUMNS),
      });
  }
  const index = (...names: readonly string[]) => table.fields.findIndex((field) => names.includes(field));
  const [taxonomy, risk, weight] = [index("taxonomy"), index("risk_id", "conversion"), index("weight")];
  if (taxonomy < 0 || risk < 0) problems.add("the columns taxonomy and risk_id are needed", { file, line: 1 });
  problems.throwIfAny();
  const mapping: MappingRow[] = [];
  const sums = new Map<string, number>();
  const [peril, country] = [index("peril"), index("country")];
  for (const [i, row] of table.rows.entries()) {
    const place = { file, line: table.lines[i] };
    const key = row[taxonomy]!.trim();
    const text = weight < 0 ? "1" : row[weight]!;
    if (!isFiniteText(text))
      throw new InputError(`${JSON.stringify(text)} is no number`, { ...place, parameter: "weight" });
    if (!(Number(text) >= 0 && Number(text) <= 1))
      problems.add(`${key} has the weight ${Number(text)}`, { ...place, parameter: "weight", allowed: "0 to 1" });
    mapping.push({
      taxonomy: key,
      riskId: row[risk]!.trim(),
      weight: Number(text),
      peril: peril < 0 ? "*" : row[peril]!.trim(),
      country: country < 0 ? "?" : row[country]!.trim(),
    });
    const group = [key, peril < 0 ? "" : row[peril], country < 0 ? "" : row[country]].join("\t");
    sums.set(group, (sums.get(group) ?? 0) + Number(text));
  }
  for (const [group, sum] of sums) {
    if (Math.abs(sum - 1) > PRECISION)
      problems.add(`the weights do not sum up to 1 for ${group.split("\t")[0]}: ${pythonFloat(sum)}`, {
        file,
        parameter: "weight",
      });
  }
  problems.throwIfAny();
  return mapping;
}

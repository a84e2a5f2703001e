/** Amplification functions from csv: `ampcode, [level], [from_mag, from_rrup], IMT..., sigma_IMT...`. */
import type { AmplificationFunction, AmplificationTable } from "../../hazard/site-response/amplification.ts";
import { InputError, ProblemList } from "../../input-error.ts";
import { type CsvTable, readCsv } from "../csv.ts";
import { type InputFolder, readWhole } from "../input-folder.ts";
import { parseIntensityMeasure } from "../intensity-measures.ts";
import { parseFinite } from "../python-float.ts";

/** Columns that are keys, not factors. */
const KEYS: ReadonlySet<string> = new Set(["ampcode", "level", "from_mag", "from_rrup"]);

/**
 * @throws InputError for a missing reference velocity, unknown columns, numbers that do not parse, levels that do not
 * ascend, and repeated rows
 */
export function readAmplificationTable(folder: InputFolder, file: string): AmplificationTable {
  const bytes = readWhole(folder, file);
  const table = readCsv(bytes, file);
  const code = table.fields.indexOf("ampcode");
  if (code < 0) throw new InputError("the column ampcode is missing", { file, parameter: "ampcode" });
  const problems = new ProblemList();
  const byCode = new Map<string, number[]>();
  for (const [row, fields] of table.rows.entries()) {
    const name = fields[code]!.trim();
    const rows = byCode.get(name);
    if (rows === undefined) byCode.set(name, [row]);
    else rows.push(row);
  }
  const functions = new Map<string, AmplificationFunction>();
  for (const [name, rows] of byCode) {
    const made = problems.attempt(() => makeFunction(name, rows, table));
    if (made !== undefined) functions.set(name, made);
  }
  problems.throwIfAny();
  return { referenceVs30: referenceVs30(bytes, file), functions };
}

/** The comment in front of the header says for which rock the factors are: `vs30_ref=760`. */
function referenceVs30(bytes: Uint8Array, file: string): number {
  const start = new TextDecoder().decode(bytes.subarray(0, 65536));
  const found = /^\uFEFF?#.*?vs30_ref\s*=\s*([\d.eE+-]+)/m.exec(start);
  if (found === null)
    throw new InputError("the first line does not name the reference velocity", {
      file,
      line: 1,
      parameter: "vs30_ref",
      allowed: "a comment like #,,,vs30_ref=760",
    });
  return parseFinite(found[1]!);
}

function makeFunction(code: string, rows: readonly number[], table: CsvTable): AmplificationFunction {
  const { file, fields, lines } = table;
  const column = (name: string): Float64Array | undefined => {
    const index = fields.indexOf(name);
    if (index < 0) return undefined;
    return Float64Array.from(rows, (row) => {
      const text = table.rows[row]![index]!.trim();
      try {
        return parseFinite(text);
      } catch {
        throw new InputError(`${name} of ampcode ${code} is "${text}"`, {
          file,
          line: lines[row],
          parameter: name,
          allowed: "a number",
        });
      }
    });
  };
  const medians = new Map<string, Float64Array>();
  const sigmas = new Map<string, Float64Array>();
  for (const field of fields) {
    if (KEYS.has(field)) continue;
    const isSigma = field.startsWith("sigma_");
    const measure = parseIntensityMeasure(isSigma ? field.slice("sigma_".length) : field).name;
    (isSigma ? sigmas : medians).set(measure, column(field)!);
  }
  const levels = column("level");
  const fromMag = column("from_mag");
  const fromRrup = column("from_rrup");
  if ((fromMag === undefined) !== (fromRrup === undefined))
    throw new InputError("from_mag and from_rrup come together", { file, parameter: "from_mag" });
  checkKeys(code, rows, table, [levels, fromMag, fromRrup]);
  return { code, levels, fromMag, fromRrup, medians, sigmas };
}

/** Rows are told apart by level, magnitude and distance; levels ascend within one magnitude and distance. */
function checkKeys(
  code: string,
  rows: readonly number[],
  { file, lines }: CsvTable,
  [levels, fromMag, fromRrup]: readonly (Float64Array | undefined)[],
): void {
  const last = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const key = `${fromMag?.[i]} ${fromRrup?.[i]}`;
    const before = last.get(key);
    const level = levels?.[i] ?? 0;
    if (before !== undefined && !(level > before))
      throw new InputError(
        levels === undefined
          ? `Found duplicates for ${code}`
          : `level ${level} of ampcode ${code} does not follow ${before}`,
        { file, line: lines[row], parameter: "level", allowed: "ascending levels, each once" },
      );
    last.set(key, level);
  }
}

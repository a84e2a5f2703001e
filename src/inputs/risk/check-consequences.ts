/** Consequences of damage: csv tables with a row a risk function and kind, a column a limit state. */
import { InputError, type ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ConsequenceFunction } from "../../risk/functions/consequence.ts";
import { readCsv } from "../csv.ts";
import { warnOfUnreadColumns } from "../csv-columns.ts";
import { readWhole } from "../input-folder.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { isFiniteText } from "../python-float.ts";
import type { RiskFunctions } from "./risk-documents.ts";
import { PERILS } from "./risk-perils.ts";

const CONSEQUENCES = [
  ...["losses", "collapsed", "injured", "fatalities", "homeless", "non_operational"],
  ...["loss", "loss_aep", "loss_oep", "pla_loss", "pla_loss_aep", "pla_loss_oep"],
];

/** Consequence tables: one row an id, one column a limit state. */
export function checkConsequences(
  jobFile: JobFile,
  functions: readonly RiskFunctions[],
  ids: ReadonlySet<string>,
  problems: ProblemList,
): void {
  const fragility = functions.filter(({ kind }) => kind === "fragility");
  const limitStates = fragility[0]?.limitStates ?? [];
  for (const files of jobFile.inputs.get("consequence")?.byName?.values() ?? []) {
    for (const file of files) {
      problems.attempt(() => {
        if (file.endsWith(".xml"))
          throw new InputError("consequences are csv tables, not documents", {
            file,
            parameter: "consequence_file",
            allowed: "a csv file with the columns risk_id, consequence and the limit states",
          });
        checkConsequenceTable(jobFile, file, limitStates, ids, problems);
      });
    }
  }
}

function checkConsequenceTable(
  jobFile: JobFile,
  file: string,
  limitStates: readonly string[],
  ids: ReadonlySet<string>,
  problems: ProblemList,
): void {
  const table = readCsv(readWhole(jobFile.folder, file), file);
  const index = (...names: readonly string[]) => table.fields.findIndex((field) => names.includes(field));
  const [id, consequence, peril] = [index("risk_id", "taxonomy"), index("consequence"), index("peril")];
  const read = ["risk_id", "taxonomy", "consequence", "loss_type", "peril", ...limitStates];
  warnOfUnreadColumns(jobFile.folder, table, read);
  for (const [name, at] of [
    ["risk_id", id],
    ["consequence", consequence],
  ] as const) {
    if (at < 0)
      throw new InputError(`missing column ${name}`, {
        file,
        line: 1,
        parameter: name,
        suggestion: nearestName(name, table.fields),
      });
  }
  for (const state of limitStates) {
    if (!table.fields.includes(state))
      problems.add(`missing column ${state}`, {
        file,
        line: 1,
        parameter: state,
        suggestion: nearestName(state, table.fields),
      });
  }
  const found = new Set<string>();
  for (const [i, row] of table.rows.entries()) {
    const line = table.lines[i];
    const kind = row[consequence]!.trim();
    if (!CONSEQUENCES.includes(kind))
      problems.add(`Unknown consequence ${kind} in [${CONSEQUENCES.join(", ")}]`, {
        file,
        line,
        parameter: "consequence",
        suggestion: nearestName(kind, CONSEQUENCES),
      });
    const where = peril < 0 ? "groundshaking" : row[peril]!.trim();
    if (where !== "*" && !PERILS.includes(where))
      problems.add(`unknown peril='${where}' at line=${(line ?? 2) - 1}`, {
        file,
        line,
        parameter: "peril",
        allowed: PERILS.join(", "),
      });
    if (where === "groundshaking" || where === "*") found.add(row[id]!.trim());
    for (const state of limitStates) {
      const column = table.fields.indexOf(state);
      if (column >= 0 && !isFiniteText(row[column]!))
        problems.add(`${JSON.stringify(row[column])} is no number`, { file, line, parameter: state });
    }
  }
  const missing = [...ids].filter((item) => !found.has(item));
  if (missing.length > 0)
    problems.add(`${file} has no consequences of ${missing[0]}`, {
      file,
      parameter: "risk_id",
      suggestion: nearestName(missing[0]!, found),
    });
}

/** Consequence tables in the order of their files and rows; a loss type or peril that is not given has its default. */
export function readConsequences(
  jobFile: JobFile,
  functions: readonly RiskFunctions[],
): readonly ConsequenceFunction[] {
  const limitStates = functions.find(({ kind }) => kind === "fragility")?.limitStates ?? [];
  return [...(jobFile.inputs.get("consequence")?.byName?.values() ?? [])].flat().flatMap((file) => {
    if (file.endsWith(".xml")) return [];
    const table = readCsv(readWhole(jobFile.folder, file), file);
    const index = (...names: readonly string[]) => table.fields.findIndex((field) => names.includes(field));
    const [id, kind, lossType, peril] = [
      index("risk_id", "taxonomy"),
      index("consequence"),
      index("loss_type"),
      index("peril"),
    ];
    return table.rows.map((row) => ({
      riskId: row[id]?.trim() ?? "",
      kind: (row[kind]?.trim() ?? "") as ConsequenceFunction["kind"],
      lossType: lossType < 0 ? "structural" : row[lossType]!.trim(),
      peril: peril < 0 ? "groundshaking" : row[peril]!.trim(),
      ratios: Float64Array.from(limitStates, (state) => Number(row[table.fields.indexOf(state)])),
    }));
  });
}

/** Documents of consequences by loss type, as older engines had them: neither this one nor the reference reads them. */
export function warnOfOlderConsequences(jobFile: JobFile): void {
  for (const [key, { files }] of jobFile.inputs)
    if (key.endsWith("_consequence"))
      jobFile.folder.warn?.({
        ...placeOf(jobFile, key),
        message: `${key}_file is ignored: ${files.join(", ")} is not read, consequences are csv tables (consequence_file)`,
      });
}

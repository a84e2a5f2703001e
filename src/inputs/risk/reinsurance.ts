/** Reinsurance models: treaties in XML, policies in a csv beside it. */
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ReinsuranceModel, Treaty } from "../../risk/finance/reinsurance.ts";
import { type CsvTable, readCsv } from "../csv.ts";
import { between, notNegative, numberColumn, textColumn, warnOfUnreadColumns } from "../csv-columns.ts";
import { folderOf, type InputFolder, nameInside, readWhole } from "../input-folder.ts";
import { childrenNamed, requiredAttribute, requiredChild } from "../nrml/element.ts";
import { readNrmlDocument } from "../nrml/nrml-documents.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { parseFinite } from "../python-float.ts";

/** In the order in which they apply. */
const TREATY_TYPES = ["prop", "wxlr", "catxl"] as const;

/** Names of the engine -> columns of the policies. */
type FieldMap = ReadonlyMap<string, string>;

/**
 * @param used policies of the assets; undefined: unknown.
 * @throws InputError with everything wrong.
 */
export function readReinsurance(
  folder: InputFolder,
  file: string,
  used: ReadonlySet<string> | undefined,
): ReinsuranceModel {
  const root = readNrmlDocument(folder, file);
  if (root.name !== "reinsuranceModel")
    throw new InputError(`a reinsurance model is expected, got <${root.name}>`, {
      file,
      line: root.line,
      allowed: "reinsuranceModel",
    });
  const problems = new ProblemList();
  const { fields, treaties } = readFieldMap(file, requiredChild({ file }, root, "fieldMap"), problems);
  problems.throwIfAny();
  const name = requiredChild({ file }, root, "policies").text.trim();
  const place = { file, parameter: "policies" };
  const csv = nameInside(folderOf(file), name, place);
  const table = readCsv(readWhole(folder, csv, place), csv);
  warnOfUnreadColumns(folder, table, [...fields.values(), ...treaties.map(({ id }) => id), ...FACTS]);
  const model = readPolicies(table, file, fields, treaties, problems);
  problems.throwIfAny();
  for (const policy of used ?? [])
    if (!model.policies.includes(policy))
      problems.add(`policy "${policy}" is missing`, { file: csv, parameter: "policy" });
  problems.throwIfAny();
  return model;
}

/** Columns of the policies that are no treaties. */
const FACTS: ReadonlySet<string> = new Set(["policy", "deductible", "liability"]);

function readFieldMap(
  file: string,
  fieldMap: XmlElement,
  problems: ProblemList,
): { readonly fields: FieldMap; readonly treaties: readonly (Treaty & { readonly line: number })[] } {
  const fields = new Map<string, string>();
  const treaties: (Treaty & { readonly line: number })[] = [];
  for (const field of childrenNamed(fieldMap, "field")) {
    problems.attempt(() => {
      const input = requiredAttribute({ file }, field, "input");
      const oq = field.attributes["oq"];
      if (oq !== undefined && FACTS.has(oq)) fields.set(oq, input);
      else treaties.push({ ...readTreaty(file, field, input), line: field.line });
    });
  }
  for (const [i, treaty] of treaties.entries()) {
    const before = treaties[i - 1];
    if (before !== undefined && TREATY_TYPES.indexOf(treaty.type) < TREATY_TYPES.indexOf(before.type))
      problems.add(
        `treaty types must be specified in the order ${TREATY_TYPES.join(", ")}. Treaty "${treaty.id}" of type "${treaty.type}" was found after treaty "${before.id}" of type "${before.type}"`,
        { file, line: treaty.line, parameter: "type" },
      );
  }
  return { fields, treaties };
}

function readTreaty(file: string, field: XmlElement, id: string): Treaty {
  const text = field.attributes["type"] ?? "prop";
  const type = TREATY_TYPES.find((candidate) => candidate === text);
  if (type === undefined)
    throw new InputError(`valid treaty types are ${TREATY_TYPES.join(", ")}. '${text}' was found instead`, {
      file,
      line: field.line,
      parameter: "type",
      allowed: TREATY_TYPES.join(", "),
      suggestion: nearestName(text, TREATY_TYPES),
    });
  const amount = (name: string): number => {
    const value = parseFinite(requiredAttribute({ file }, field, name));
    if (value < 0)
      throw new InputError(`${name} is ${value}`, { file, line: field.line, parameter: name, allowed: ">= 0" });
    return value;
  };
  if (type !== "prop") return { id, type, deductible: amount("deductible"), limit: amount("limit") };
  const limit =
    field.attributes["max_cession_event"] === undefined ? Number.POSITIVE_INFINITY : amount("max_cession_event");
  return { id, type, deductible: 0, limit };
}

function readPolicies(
  table: CsvTable,
  file: string,
  fields: FieldMap,
  treaties: readonly (Treaty & { readonly line: number })[],
  problems: ProblemList,
): ReinsuranceModel {
  const column = (name: string) => fields.get(name) ?? name;
  const policies = textColumn(table, column("policy"));
  const seen = new Set<string>();
  for (const [i, policy] of policies.entries()) {
    if (seen.has(policy))
      problems.add(`a duplicate policy was found: "${policy}"`, {
        file: table.file,
        line: table.lines[i],
        parameter: "policy",
      });
    seen.add(policy);
  }
  const amounts = (name: string) =>
    numberColumn(table, column(name), problems, (value) =>
      notNegative(value) ? `a negative ${name} was found` : undefined,
    );
  const shares = new Map<string, Float64Array>();
  const ceded = new Float64Array(policies.length);
  for (const { id, type, line } of treaties) {
    if (!table.fields.includes(id)) {
      problems.add(`${id} is missing in ${table.file}`, { file, line, suggestion: nearestName(id, table.fields) });
      continue;
    }
    const isFlag = (value: number) =>
      value === 0 || value === 1 ? undefined : `values for ${id} must be either 0 or 1`;
    const values = numberColumn(table, id, problems, type === "prop" ? between(0, 1) : isFlag);
    shares.set(id, values);
    if (type === "prop") for (let i = 0; i < ceded.length; i++) ceded[i]! += values[i]!;
  }
  for (const [i, sum] of ceded.entries())
    if (sum > 1)
      problems.add(`the sum of proportional fractions is ${Number(sum.toFixed(5))}. It must be >= 0 and <= 1`, {
        file: table.file,
        line: table.lines[i],
      });
  return {
    treaties: treaties.map(({ line: _line, ...treaty }) => treaty),
    policies,
    liabilities: amounts("liability"),
    deductibles: amounts("deductible"),
    shares,
  };
}

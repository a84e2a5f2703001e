/** Checks of the documents a risk or scenario job names, each by itself and against each other. */
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { ConsequenceFunction } from "../../risk/functions/consequence.ts";
import type { FragilityFunction } from "../../risk/functions/fragility.ts";
import type { VulnerabilityFunction } from "../../risk/functions/vulnerability.ts";
import { readCsv } from "../csv.ts";
import { warnOfUnreadColumns } from "../csv-columns.ts";
import type { DocumentContext } from "../document-types.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { jobExposure } from "../exposure/job-exposure.ts";
import { readWhole } from "../input-folder.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { checkRoot } from "../nrml/nrml-documents.ts";
import { readWholeXml } from "../nrml/read-xml.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { isFiniteText } from "../python-float.ts";
import { checkFunctions, riskIds } from "./check-functions.ts";
import { checkAssetsWithinDistance } from "./far-assets.ts";
import { readFragilityModel } from "./fragility.ts";
import { readInsurance } from "./insurance.ts";
import { readPostLossAmplification } from "./post-loss-amplification.ts";
import { readReinsurance } from "./reinsurance.ts";
import { checkValues, makeRiskModel, type RiskFunctions, type RiskInputs } from "./risk-documents.ts";
import { checkRiskMeasures } from "./risk-measures.ts";
import { readTaxonomyMapping } from "./taxonomy-mapping.ts";
import { readVulnerabilityModel } from "./vulnerability.ts";

const PERILS = ["groundshaking", "liquefaction", "landslide"];

/**
 * Reads the documents of risk of a job, each by itself and against each other.
 * @returns undefined when the functions could not be read
 */
export async function readRiskInputs({
  jobFile,
  continues,
  problems,
  documents: { ruptureModel },
}: DocumentContext): Promise<RiskInputs | undefined> {
  const { folder, inputs } = jobFile;
  for (const file of inputs.get("station_data")?.files ?? []) problems.attempt(() => checkStations(jobFile, file));

  const [amplificationFile] = inputs.get("post_loss_amplification")?.files ?? [];
  const postLossAmplification =
    amplificationFile === undefined
      ? undefined
      : problems.attempt(() => readPostLossAmplification(folder, amplificationFile));

  const functions = [...inputs].flatMap(([key, input]) => {
    const kind = /_?(vulnerability|fragility|consequence)(_retrofitted)?$/.exec(key)?.[1];
    if (kind === undefined || kind === "consequence") return [];
    const entries = input.byName === undefined ? [["", input.files] as const] : [...input.byName];
    return entries.flatMap(([name, files]) =>
      files.flatMap((file) => {
        const read = problems.attempt(() => readRiskFunctions(jobFile, key, name, file));
        return read === undefined ? [] : [read];
      }),
    );
  });
  const used = functions.flatMap((file) => [...measuresOf(file)].map((name) => ({ name, file: file.file })));
  if (!continues) checkRiskMeasures(jobFile, used, problems);
  const [mappingFile] = inputs.get("taxonomy_mapping")?.files ?? [];
  const mapping =
    mappingFile === undefined ? undefined : problems.attempt(() => readTaxonomyMapping(folder, mappingFile));
  const exposure = await problems.attemptAsync(() => jobExposure(jobFile));
  const policies = exposure === undefined || exposure.policies.size === 0 ? undefined : exposure.policies;
  const insurance = byLossType(jobFile, "insurance", problems, (file) => readInsurance(folder, file, policies));
  const reinsurance = byLossType(jobFile, "reinsurance", problems, (file) => readReinsurance(folder, file, policies));
  const consequences = problems.attempt(() => readConsequences(jobFile, functions)) ?? [];
  if (exposure !== undefined) {
    // All that assets lack is told together, where the functions themselves are sound.
    const sound = problems.problems.length === 0 && (mappingFile === undefined || mapping !== undefined);
    checkAggregation(jobFile, exposure, problems);
    if (sound) {
      const ids = riskIds(jobFile, exposure, mapping, problems);
      if (ids !== undefined) {
        checkConsequences(jobFile, functions, new Set(ids.keys()), problems);
        checkFunctions(functions, ids, exposure, problems);
      }
      const ignored = new Set<string>(jobFile.parameters.ignore_missing_costs);
      const valued = functions.filter(({ lossType, retrofitted }) => !(retrofitted || ignored.has(lossType)));
      checkValues(exposure, valued, problems);
    }
    checkTimeEvent(jobFile, exposure, problems);
    if (ruptureModel !== undefined) problems.attempt(() => checkAssetsWithinDistance(jobFile, ruptureModel, exposure));
  }
  const model = problems.attempt(() => makeRiskModel(functions, consequences, mapping));
  return model && { assets: exposure?.assets, model, insurance, reinsurance, postLossAmplification };
}

/** Files given by loss type. */
function byLossType<T>(
  { inputs }: JobFile,
  key: string,
  problems: ProblemList,
  read: (file: string) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [lossType, files] of inputs.get(key)?.byName ?? [])
    for (const file of files) {
      const made = problems.attempt(() => read(file));
      if (made !== undefined) found.set(lossType, made);
    }
  return found;
}

/** Measures that the hazard must give; those of retrofitted buildings the reference does not look at. */
function measuresOf({ retrofitted, vulnerability, fragility }: RiskFunctions): ReadonlySet<string> {
  return new Set(retrofitted ? [] : [...vulnerability, ...fragility].map(({ measure }) => measure));
}

function readRiskFunctions(jobFile: JobFile, key: string, name: string, file: string): RiskFunctions {
  const problems = new ProblemList();
  const values = new ProblemList();
  const at = { file };
  let root: XmlElement | undefined;
  let version = "";
  readWholeXml(
    jobFile.folder,
    file,
    {
      isRecord: (_element, parents) => parents.length === 1,
      open: (element) => {
        version = checkRoot(element, file);
      },
      record: (element) => {
        root ??= element;
      },
    },
    values,
  );
  values.throwIfAny();
  const kind = key.includes("vulnerability") ? "vulnerability" : "fragility";
  const expected = `${kind}Model`;
  if (root?.name !== expected)
    throw new InputError(`Error in the file ${file}: is of kind ${root?.name ?? "nothing"}, expected ${expected}`, {
      file,
      line: root?.line,
      allowed: expected,
    });
  const model =
    kind === "vulnerability"
      ? readVulnerabilityModel(at, root, version, problems)
      : readFragilityModel(at, root, version, problems);
  problems.throwIfAny();
  if (model.functions.length === 0) throw new InputError(`${file} is empty!`, { file, line: root.line });
  const loss = lossTypeOf(key, name);
  if (loss !== undefined && model.lossCategory !== "" && model.lossCategory !== loss)
    throw new InputError(
      `Error in the file ${file}: lossCategory is of type "${model.lossCategory}", expected "${loss}"`,
      {
        file,
        line: root.line,
        parameter: "lossCategory",
        allowed: loss,
      },
    );
  return {
    file,
    kind,
    retrofitted: key.endsWith("_retrofitted"),
    peril: PERILS.find((peril) => key.startsWith(peril)) ?? "groundshaking",
    lossType: loss ?? "structural",
    vulnerability: kind === "vulnerability" ? (model.functions as readonly VulnerabilityFunction[]) : [],
    fragility: kind === "fragility" ? (model.functions as readonly FragilityFunction[]) : [],
    limitStates: "limitStates" in model ? model.limitStates : [],
  };
}

/** Loss type of a file by its key (`contents_vulnerability`) or its name in a dictionary. */
function lossTypeOf(key: string, name: string): string | undefined {
  const loss = key.replace(/_?(vulnerability|fragility).*$/, "");
  if (PERILS.includes(loss)) return name === "" ? undefined : name;
  return loss === "" ? undefined : loss;
}

const CONSEQUENCES = [
  ...["losses", "collapsed", "injured", "fatalities", "homeless", "non_operational"],
  ...["loss", "loss_aep", "loss_oep", "pla_loss", "pla_loss_aep", "pla_loss_oep"],
];

/** Consequence tables: one row an id, one column a limit state. */
function checkConsequences(
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
        if (file.endsWith(".xml")) return;
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
function readConsequences(jobFile: JobFile, functions: readonly RiskFunctions[]): readonly ConsequenceFunction[] {
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

/** Losses can be summed by what the exposure says of its assets. */
function checkAggregation(jobFile: JobFile, exposure: Exposure, problems: ProblemList): void {
  for (const tag of new Set(jobFile.parameters.aggregate_by.flat())) {
    if (tag === "site_id" || tag === "id" || tag === "exposure" || exposure.fields.has(tag)) continue;
    problems.add(`the exposure has no tag ${tag}`, {
      ...placeOf(jobFile, "aggregate_by"),
      allowed: [...exposure.fields].join(", "),
      suggestion: nearestName(tag, exposure.fields),
    });
  }
}

function checkTimeEvent(jobFile: JobFile, exposure: Exposure, problems: ProblemList): void {
  const { time_event } = jobFile.parameters;
  if (time_event === "avg" || exposure.periods.size === 0 || exposure.periods.has(time_event)) return;
  problems.add(`the exposure does not know people at time_event = ${time_event}`, {
    ...placeOf(jobFile, "time_event"),
    allowed: ["avg", ...exposure.periods].join(", "),
  });
}

/** Recorded intensities: zero has no logarithm. */
function checkStations(jobFile: JobFile, file: string): void {
  const table = readCsv(readWhole(jobFile.folder, file), file);
  const values = table.fields.flatMap((field, i) => (field.endsWith("_VALUE") ? [i] : []));
  for (const [i, row] of table.rows.entries()) {
    const column = values.find((index) => row[index]!.trim() !== "" && Number(row[index]) === 0);
    if (column !== undefined)
      throw new InputError("a recorded intensity is 0, which has no logarithm", {
        file,
        line: table.lines[i],
        parameter: table.fields[column],
      });
  }
}

/** Checks of the documents a risk or scenario job names, each by itself and against each other. */
import { InputError, ProblemList } from "../../input-error.ts";
import { nearestName } from "../../nearest-name.ts";
import type { FragilityFunction } from "../../risk/functions/fragility.ts";
import type { VulnerabilityFunction } from "../../risk/functions/vulnerability.ts";
import { readCsv } from "../csv.ts";
import type { DocumentContext } from "../document-types.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { jobExposure } from "../exposure/job-exposure.ts";
import { readWhole } from "../input-folder.ts";
import { type JobFile, placeOf } from "../job-ini/job-file.ts";
import { checkRoot } from "../nrml/nrml-documents.ts";
import { readWholeXml } from "../nrml/read-xml.ts";
import type { XmlElement } from "../nrml/xml.ts";
import { checkConsequences, readConsequences, warnOfOlderConsequences } from "./check-consequences.ts";
import { checkFunctions, riskIds } from "./check-functions.ts";
import { checkAssetsWithinDistance } from "./far-assets.ts";
import { readFragilityModel } from "./fragility.ts";
import { readInsurance } from "./insurance.ts";
import { readPostLossAmplification } from "./post-loss-amplification.ts";
import { readReinsurance } from "./reinsurance.ts";
import { checkValues, makeRiskModel, type RiskFunctions, type RiskInputs } from "./risk-documents.ts";
import { checkRiskMeasures } from "./risk-measures.ts";
import { PERILS } from "./risk-perils.ts";
import { readTaxonomyMapping } from "./taxonomy-mapping.ts";
import { readVulnerabilityModel } from "./vulnerability.ts";

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

  warnOfOlderConsequences(jobFile);
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

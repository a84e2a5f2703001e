/** The documents of a risk job, read together: functions, mapping, consequences, exposure, policies. */
import { InputError, type ProblemList } from "../../input-error.ts";
import type { Assets } from "../../risk/exposure/assets.ts";
import type { ReinsuranceModel } from "../../risk/finance/reinsurance.ts";
import type { ConsequenceFunction } from "../../risk/functions/consequence.ts";
import type { FragilityFunction } from "../../risk/functions/fragility.ts";
import type { VulnerabilityFunction } from "../../risk/functions/vulnerability.ts";
import type { ByPeril, RiskModel } from "../../risk/risk-model.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { parseIntensityMeasure } from "../intensity-measures.ts";
import type { InsurancePolicies } from "./insurance.ts";

/** A file of risk functions. */
export interface RiskFunctions {
  readonly file: string;
  readonly kind: "vulnerability" | "fragility";
  readonly retrofitted: boolean;
  readonly peril: string;
  readonly lossType: string;
  readonly vulnerability: readonly VulnerabilityFunction[];
  readonly fragility: readonly FragilityFunction[];
  readonly limitStates: readonly string[];
}

/** What a calculator of risk sees of a job's documents. */
export interface RiskInputs {
  /** Undefined: those of the calculation that the job continues. */
  readonly assets: Assets | undefined;
  readonly model: RiskModel;
  /** Deductibles and limits by loss type. */
  readonly insurance: ReadonlyMap<string, InsurancePolicies>;
  readonly reinsurance: ReadonlyMap<string, ReinsuranceModel>;
  readonly postLossAmplification: { readonly returnPeriods: Float64Array; readonly factors: Float64Array } | undefined;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Functions of all files by peril, loss type and id, sorted.
 * @throws InputError for limit states that differ from file to file
 */
export function makeRiskModel(
  files: readonly RiskFunctions[],
  consequences: readonly ConsequenceFunction[],
  mapping: RiskModel["mapping"],
): RiskModel {
  const sorted = [...files].sort((a, b) => byText(a.peril, b.peril) || byText(a.lossType, b.lossType));
  const group = <T extends { readonly id: string; readonly measure: string }>(
    chosen: readonly RiskFunctions[],
    of: (file: RiskFunctions) => readonly T[],
  ): ByPeril<T> => {
    const perils = new Map<string, Map<string, Map<string, T>>>();
    for (const file of chosen) {
      const functions = of(file);
      if (functions.length === 0) continue;
      const types = perils.get(file.peril) ?? new Map<string, Map<string, T>>();
      perils.set(file.peril, types);
      const named = [...functions].sort((a, b) => byText(a.id, b.id));
      types.set(
        file.lossType,
        new Map(named.map((fn) => [fn.id, { ...fn, measure: parseIntensityMeasure(fn.measure).name }])),
      );
    }
    return perils;
  };
  const fragility = sorted.filter(({ kind }) => kind === "fragility");
  const [first] = fragility;
  for (const file of fragility)
    if (file.limitStates.join(" ") !== first!.limitStates.join(" "))
      throw new InputError(
        `the limit states are ${file.limitStates.join(", ")}, but those of ${first!.file} are ${first!.limitStates.join(", ")}`,
        { file: file.file, parameter: "limitStates", allowed: first!.limitStates.join(" ") },
      );
  const plain = sorted.filter(({ retrofitted }) => !retrofitted);
  return {
    perils: [...new Set(sorted.map(({ peril }) => peril))],
    lossTypes: [...new Set(plain.map(({ lossType }) => lossType))].sort(byText),
    vulnerability: group(plain, (file) => file.vulnerability),
    retrofitted: group(
      sorted.filter(({ retrofitted }) => retrofitted),
      (file) => file.vulnerability,
    ),
    fragility: group(fragility, (file) => file.fragility),
    limitStates: first?.limitStates ?? [],
    consequences,
    mapping,
  };
}

/** Assets must say what losses are in proportion to. */
export function checkValues(exposure: Exposure, files: readonly RiskFunctions[], problems: ProblemList): void {
  const { assets } = exposure;
  for (const { file, lossType, kind, peril } of files) {
    if (kind !== "vulnerability" || peril !== "groundshaking") continue;
    const people = lossType === "occupants" || lossType === "injured";
    const known = people
      ? assets.occupants.size > 0
      : assets.values.has(lossType === "affectedpop" ? "residents" : lossType);
    if (!known)
      problems.add(`the exposure does not say the ${people ? "occupants" : lossType} of its assets`, {
        file,
        parameter: lossType,
        allowed: [...assets.values.keys(), ...(assets.occupants.size > 0 ? ["occupants"] : [])].join(", "),
      });
  }
}

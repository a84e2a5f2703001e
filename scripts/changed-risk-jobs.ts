/** Takes a job of risk from a folder and changes some of its parameters and functions, for random-risks.ts. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Dice } from "./dice.ts";

/** A job to begin with: its folder and its job files in order. */
export interface FoundJob {
  readonly folder: string;
  readonly inis: readonly string[];
}

interface CaseFile {
  readonly inis: readonly string[];
  /** Of the reference. */
  readonly seconds: number;
}

/** Jobs that take the reference longer are left out. */
const LONGEST = 4;

const RISK =
  /calculation_mode\s*=\s*(scenario_risk|event_based_risk|ebrisk|scenario_damage|event_based_damage|classical_(risk|damage|bcr))/;

/** Jobs below a folder: those of a `case.json`, or the `job*.ini` of a folder, hazard before risk. */
export function findRiskJobs(root: string): readonly FoundJob[] {
  const found: FoundJob[] = [];
  const visit = (folder: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = entries.map(({ name }) => name);
    if (names.includes("case.json")) {
      const { inis, seconds } = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as CaseFile;
      if (seconds < LONGEST) add(join(folder, "job"), inis);
    } else {
      const inis = names.filter((name) => /^job.*\.ini$/.test(name)).sort();
      const hazard = inis.filter((name) => /haz|_h\./.test(name)).slice(0, 1);
      for (const ini of inis.filter((name) => !hazard.includes(name))) add(folder, [...hazard, ini]);
      for (const entry of entries) if (entry.isDirectory()) visit(join(folder, entry.name));
    }
  };
  const add = (folder: string, inis: readonly string[]): void => {
    const last = inis.at(-1);
    if (last === undefined || !existsSync(join(folder, last))) return;
    if (RISK.test(readFileSync(join(folder, last), "utf8"))) found.push({ folder, inis });
  };
  visit(root);
  return found;
}

/** Sets a parameter wherever it stands, or behind the first section. */
function set(ini: string, name: string, value: string | undefined): string {
  const without = ini.replace(new RegExp(`^${name}\\s*[=:].*\\n([ \\t]+\\S.*\\n)*`, "gm"), "");
  if (value === undefined) return without;
  return without.includes("[")
    ? without.replace(/^(\[[^\]]*\].*\n)/m, `$1${name} = ${value}\n`)
    : `${name} = ${value}\n${without}`;
}

/** A copy of a job with random changes. */
export function writeChangedRisk(folder: string, seed: number, jobs: readonly FoundJob[]): readonly string[] {
  const dice = new Dice(seed);
  const { folder: source, inis } = dice.one(jobs);
  cpSync(source, folder, { recursive: true });
  writeFileSync(join(folder, "source.txt"), `${relative(process.cwd(), source)} ${inis.join(" ")}\n`);
  const last = join(folder, inis.at(-1)!);
  const first = join(folder, inis[0]!);
  const change = (path: string, name: string, value: string | undefined) =>
    writeFileSync(path, set(readFileSync(path, "utf8"), name, value));
  const both = (name: string, value: string | undefined) => {
    for (const ini of inis) change(join(folder, ini), name, value);
  };
  const mode = RISK.exec(readFileSync(last, "utf8"))![1]!;
  const may = (chance: number, name: string, values: readonly string[], path = last) => {
    if (dice.happens(chance)) change(path, name, dice.one(values));
  };
  both("export_dir", undefined);
  if (dice.happens(0.3)) both("quantiles", dice.one(["0.15 0.85", "0.5", "0.1, 0.5, 0.9"]));
  if (dice.happens(0.3)) both("individual_rlzs", dice.one(["true", "false"]));
  if (mode.startsWith("classical")) {
    may(0.3, "risk_investigation_time", ["1", "30", "100"]);
    may(0.4, "lrem_steps_per_interval", ["0", "1", "2", "5"]);
    may(0.4, "steps_per_interval", ["1", "2", "5"]);
    may(0.4, "conditional_loss_poes", ["0.1", "0.02, 0.01", "0.5 0.1"]);
    may(0.3, "continuous_fragility_discretization", ["5", "11", "30"]);
    if (mode === "classical_bcr") may(0.4, "interest_rate", ["0.01", "0.08"]);
    may(0.3, "truncation_level", ["2", "4"], first);
  } else {
    may(0.5, "master_seed", ["1", "77", "123456"]);
    may(0.4, "ses_seed", ["5", "1234"], first);
    may(0.5, "aggregate_by", ["taxonomy", "id", "site_id", "taxonomy; site_id"]);
    may(0.2, "asset_hazard_distance", ["5", "60"]);
    may(0.1, "aggregate_exposure", ["true"]);
    may(0.2, "minimum_intensity", ["0.05", "0.2"], first);
    if (!mode.startsWith("scenario")) {
      may(0.3, "return_periods", ["10", "[5, 10, 20]", "0"]);
      may(0.3, "risk_investigation_time", ["1", "10"]);
      may(0.4, "aggregate_loss_curves_types", ["ep", "ep, aep", "oep", "ep, aep, oep"]);
      may(0.15, "ground_motion_fields", ["false"], first);
    }
    if (mode.endsWith("damage")) may(0.3, "discrete_damage_distribution", ["true", "false"]);
    else {
      may(0.2, "ignore_covs", ["true", "false"]);
      may(0.1, "ignore_master_seed", ["true"]);
      may(0.3, "asset_correlation", ["1", "0"]);
      may(0.2, "avg_losses", ["true", "false"]);
      may(0.2, "minimum_asset_loss", ['{"default": 100}']);
    }
  }
  changeFunctions(folder, dice);
  return inis;
}

/** Other distributions and uncertainties in the functions of losses. */
function changeFunctions(folder: string, dice: Dice): void {
  if (!dice.happens(0.4)) return;
  for (const name of readdirSync(folder).filter((file) => /vuln.*\.xml$/.test(file))) {
    const path = join(folder, name);
    const text = readFileSync(path, "utf8");
    const factor = dice.one([0, 0.5, 0.9]);
    const scaled = text.replace(
      /(<(?:covLRs|coefficientsVariation)[^>]*>)([^<]*)</g,
      (_, open: string, list: string) =>
        `${open}${list
          .trim()
          .split(/\s+/)
          .map((word) => Number((Number(word) * factor).toPrecision(6)))
          .join(" ")}<`,
    );
    writeFileSync(path, scaled);
  }
}

/** `quakewright gmm`: the ground-motion models from the command line. */

import { evaluateModel, type ParameterValues, periodRange, requiredColumns } from "../hazard/gmm/evaluate.ts";
import { buildModelFromText } from "../hazard/gmm/model-text.ts";
import { aliasesOf, aliasNames, modelNames } from "../hazard/gmm/registry.ts";
import { type Verification, verifyFolder } from "../hazard/gmm/verify.ts";
import { parseIntensityMeasure } from "../hazard/intensity-measure.ts";
import { InputError } from "../input-error.ts";

const USAGE = `usage:
  quakewright gmm list [--aliases] [--json]
  quakewright gmm show NAME [--json]
  quakewright gmm eval NAME PARAMETER=VALUE[,VALUE...] ... [--imt PGA,SA(0.3),...] [--json]
  quakewright gmm verify DIR [--json]

NAME is a class, an alias, or the TOML text of a logic-tree branch.`;

/** Runs one sub-command; the exit code is 0, 1 when a verification fails, 2 for wrong usage. */
export async function gmm(args: string[]): Promise<number> {
  const json = args.includes("--json");
  const [command, ...rest] = args.filter((arg) => arg !== "--json");
  try {
    switch (command) {
      case "list":
        return list(rest, json);
      case "show":
        return show(rest, json);
      case "eval":
        return evaluate(rest, json);
      case "verify":
        return verify(rest, json);
      default:
        console.error(USAGE);
        return command === "help" || command === "--help" ? 0 : 2;
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function list(args: readonly string[], json: boolean): number {
  const names = args.includes("--aliases") ? [...modelNames(), ...aliasNames()].sort() : modelNames();
  console.log(json ? JSON.stringify(names) : names.join("\n"));
  return 0;
}

/** Facts of two numbers. */
const RANGES = new Set(["magnitudes", "periods", "vs30"]);

function show(args: readonly string[], json: boolean): number {
  const name = only(args, "the name of a model");
  const model = buildModelFromText(name);
  const className = model.name;
  const facts = {
    name: className,
    aliases: aliasesOf(className),
    tectonic_region: model.tectonicRegionType,
    component: model.component,
    standard_deviations: model.standardDeviations,
    rupture_parameters: model.ruptureColumns,
    distances: model.distanceColumns,
    site_parameters: model.siteColumns,
    measures: model.measures,
    doi: model.doi ?? null,
    magnitudes: model.validity?.magnitude ?? null,
    longest_distance: model.validity?.distance ?? null,
    vs30: model.validity?.vs30 ?? null,
    periods: model.measures.includes("SA") ? (periodRange(model) ?? null) : null,
  };
  if (json) console.log(JSON.stringify(facts));
  else
    for (const [key, value] of Object.entries(facts))
      console.log(
        `${key.padEnd(20)} ${Array.isArray(value) ? value.join(RANGES.has(key) ? " to " : ", ") : (value ?? "unknown")}`,
      );
  return 0;
}

function evaluate(args: readonly string[], json: boolean): number {
  const parameters: { [name: string]: ParameterValues } = {};
  const names: string[] = [];
  let measures = "PGA";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    const [key, value] = splitAt(arg, "=");
    if (arg === "--imt") measures = args[++i] ?? "";
    else if (key === "--imt" && value !== undefined) measures = value;
    else if (value !== undefined && !arg.startsWith("[")) parameters[key] = value.split(",");
    else names.push(arg);
  }
  const model = buildModelFromText(only(names, "the name of a model"));
  const imts = measures.split(/,(?![^(]*\))/).map(parseIntensityMeasure);
  const results = evaluateModel(model, parameters, imts);
  if (json) {
    console.log(JSON.stringify({ model: model.name, parameters, results }));
    return 0;
  }
  const columns = requiredColumns(model);
  console.log([...columns, "imt", "mean", "sigma", "tau", "phi"].join(","));
  const rows = results[0]?.mean.length ?? 0;
  for (let i = 0; i < rows; i++)
    for (const result of results) {
      const point = columns.map((name) => {
        const values = parameters[name];
        return Array.isArray(values) ? values[values.length === 1 ? 0 : i] : values;
      });
      const numbers = [result.mean[i], result.sigma[i], result.tau[i], result.phi[i]];
      console.log([...point, result.imt, ...numbers.map((value) => Number(value?.toPrecision(9)))].join(","));
    }
  return 0;
}

function verify(args: readonly string[], json: boolean): number {
  const verification = verifyFolder(only(args, "a folder of tables"));
  if (json) console.log(JSON.stringify(verification));
  else printVerification(verification);
  return verification.totals.failed === 0 ? 0 : 1;
}

function printVerification({ entries, totals, unimplementedClasses }: Verification): void {
  for (const entry of entries) {
    const place = entry.row === undefined ? "" : ` (line ${entry.row}, ${entry.imt}, ${entry.column})`;
    const detail = entry.reason ?? (entry.worst === null ? "" : `worst ${entry.worst.toExponential(1)}${place}`);
    console.log(`${entry.verdict.padEnd(13)} ${entry.name}${detail === "" ? "" : `: ${detail}`}`);
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.unimplemented} unimplemented`);
  if (unimplementedClasses.length > 0)
    console.log(`${unimplementedClasses.length} classes not implemented: ${unimplementedClasses.join(", ")}`);
}

function only(args: readonly string[], what: string): string {
  const [first, ...more] = args;
  if (first === undefined || more.length > 0) throw new InputError(`${what} is expected\n${USAGE}`);
  return first;
}

function splitAt(text: string, separator: string): readonly [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

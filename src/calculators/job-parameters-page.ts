/** docs/job-parameters.md, made from the table of parameters and from what calculators say they read. */

import { type Capabilities, supportOf } from "../inputs/capabilities.ts";
import { INPUT_KEYS } from "../inputs/job-ini/input-files.ts";
import { PARAMETER_NAMES, PARAMETERS, type ParameterFacts, type ParameterName } from "../inputs/job-ini/table.ts";
import type { ValueType } from "../inputs/job-ini/value-type.ts";
import { CLASSICAL } from "./classical/capabilities.ts";

const HEAD = `# Parameters of a job file

Every parameter of a job file (\`job.ini\`) by the OpenQuake Engine's names, with what becomes of it in a classical calculation
computed natively:

- **works**: it is honoured;
- **accepted**: it has no influence on the numbers here; the reason is given;
- **refused**: any value but the default is an error that names the parameter, before anything is computed;
- **other modes**: classical calculations do not have it, and take no notice, as in the reference.

Unknown parameters are a warning with the nearest known name. Values are checked as the last column of the second table says.
Check a job without computing it: \`quakewright validate job.ini\`.

This page is written by \`bun scripts/job-parameters-page.ts\` from \`src/inputs/job-ini/parameters/\` and
\`src/calculators/classical/capabilities.ts\`.

## In classical calculations

| parameter | default | support | meaning |
|---|---|---|---|
`;

const ALL = `
## All parameters

Modes are those of the reference; which are computed natively: \`quakewright info\`.

| parameter | modes | unit | accepts |
|---|---|---|---|
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function shownDefault(name: ParameterName): string {
  const value: unknown = PARAMETERS[name].default;
  if (value === undefined) return "none";
  const text = JSON.stringify(value, (_key, item: unknown) => (item === Number.POSITIVE_INFINITY ? "inf" : item));
  return `\`${text}\``;
}

function support(name: ParameterName, capabilities: Capabilities): string {
  const kind = supportOf(name, capabilities);
  return kind === "ignored" ? `accepted: ${capabilities.ignored[name]}` : kind;
}

function facts(name: ParameterName): ParameterFacts {
  return PARAMETERS[name];
}

function names(name: ParameterName): string {
  const aliases = facts(name).aliases ?? [];
  return `\`${name}\`${aliases.map((alias) => ` (older: \`${alias}\`)`).join("")}`;
}

function classicalRow(name: ParameterName): string {
  const { meaning, requiredBy, unit } = facts(name);
  const needed = requiredBy === undefined ? "" : ` Needed by ${requiredBy}.`;
  const text = `${meaning}${unit === undefined ? "" : ` (${unit})`}.${needed}`;
  return `| ${names(name)} | ${cell(shownDefault(name))} | ${cell(support(name, CLASSICAL))} | ${cell(text)} |`;
}

function generalRow(name: ParameterName): string {
  const { modes, unit, internal } = facts(name);
  const { accepts }: ValueType<unknown> = PARAMETERS[name].type;
  const shown = `${modes === "all" ? "all" : modes.join(", ")}${internal === true ? " (internal)" : ""}`;
  return `| ${names(name)} | ${shown} | ${cell(unit ?? "")} | ${cell(accepts)} |`;
}

function inputRow(key: string): string {
  const says = CLASSICAL.inputs.includes(key)
    ? "works"
    : CLASSICAL.ignoredInputs.test(key)
      ? "accepted: read by risk calculations"
      : "refused";
  return `| \`${key}_file\` | ${says} |`;
}

/** The text of docs/job-parameters.md. */
export function jobParametersPage(): string {
  const concerned = PARAMETER_NAMES.filter((name) => supportOf(name, CLASSICAL) !== "other modes");
  const inputs = [...INPUT_KEYS].sort();
  return [
    HEAD,
    concerned.map(classicalRow).join("\n"),
    `

## Files in classical calculations

A key may also end in \`_csv\` or \`_hdf5\`. \`sites_csv\` is a site model whose values give way to the \`reference_*\` parameters.

| key | support |
|---|---|
${inputs.map(inputRow).join("\n")}
`,
    ALL,
    PARAMETER_NAMES.map(generalRow).join("\n"),
    "\n",
  ].join("");
}

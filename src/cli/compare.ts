/** `quakewright compare`: how the exports of two calculations differ, and where. */
import { writeFileSync } from "node:fs";
import { compareExports } from "../outputs/compare/compare-exports.ts";
import { DEFAULT_TOLERANCE } from "../outputs/compare/comparison.ts";
import { htmlReport } from "../outputs/compare/report-html.ts";
import { textReport } from "../outputs/compare/report-text.ts";
import { parseCommandLine } from "./arguments.ts";
import { EXIT } from "./exit.ts";
import { withExports } from "./local/export-set.ts";

/** Also those of `verify`. */
export const COMPARISON_OPTIONS = {
  rtol: {
    kind: "number",
    default: DEFAULT_TOLERANCE.rtol,
    min: 0,
    max: 1e9,
    integer: false,
    placeholder: "NUMBER",
    text: "Largest relative difference of numbers that agree.",
  },
  atol: {
    kind: "number",
    default: DEFAULT_TOLERANCE.atol,
    min: 0,
    max: 1e300,
    integer: false,
    placeholder: "NUMBER",
    text: "Absolute difference that is always allowed.",
  },
  common: { kind: "flag", default: false, text: "Outputs that one side only has are told, but are no difference." },
  html: {
    kind: "text",
    default: "",
    placeholder: "FILE",
    text: "Also writes a report with plots, one file for any browser.",
  },
  json: { kind: "flag", default: false, text: "Prints everything as JSON instead of lines." },
} as const;

const COMMAND = {
  name: "compare",
  operands: "A B",
  fewestOperands: 2,
  mostOperands: 2,
  text: "Compares two calculations output by output: worst and typical relative difference, and where. A and B are folders of csv exports, ours or the OpenQuake Engine's, or numbers of calculations of the data folder, whichever engine computed them. Files are matched by name without the calculation's number, rows by what identifies them (site, event, rupture, asset ...), columns by name; A is what is measured against. Ends with 0 when all agree within the tolerance, with 1 when something differs or is missing.",
  options: COMPARISON_OPTIONS,
  settings: ["data", "oq"],
  examples: [
    { command: "quakewright compare theirs ours --html report.html", text: "Two folders of exports" },
    { command: "quakewright compare 7 8 --rtol 1e-6", text: "Two calculations of the data folder" },
  ],
} as const;

export async function compare(args: string[]): Promise<number> {
  const line = parseCommandLine(COMMAND, args);
  if (line === undefined) return EXIT.ok;
  const [operandA = "", operandB = ""] = line.operands;
  const { rtol, atol, common, html, json } = line.options;
  const { settings } = line.loaded;
  const comparison = await withExports(operandA, settings, (a) =>
    withExports(operandB, settings, (b) => compareExports(a, b, { rtol, atol }, common)),
  );
  if (html !== "") writeFileSync(html, htmlReport(comparison));
  console.log(json ? JSON.stringify(comparison) : textReport(comparison));
  return comparison.equal ? EXIT.ok : EXIT.failed;
}

/** Whether a calculation has what an output needs. */
import type { Output } from "./output.ts";
import { notFound, type OutputError } from "./output-error.ts";
import { isKnown, isStored, type Results } from "./results.ts";

/** "gmf_data: this classical calculation has no ground-motion fields" */
export function missingOutput({ calculationMode }: Results, { key, needs = key }: Output): OutputError {
  return notFound(`${key}: this ${calculationMode} calculation has no ${needs.replace(/^an? /, "")}`);
}

/** @throws OutputError when an output that needs something of the calculation finds nothing of what it reads */
export function requireStored(results: Results, output: Output): void {
  const reads = output.size?.reads ?? [output.key];
  if (output.needs !== undefined && !reads.some((name) => isStored(results, name) || isKnown(results, name)))
    throw missingOutput(results, output);
}

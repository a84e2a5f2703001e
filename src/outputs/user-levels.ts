/** The user levels that outputs are for; outputs say theirs under `permission`. */
import { findOutput } from "./output-list.ts";

/** The least user level to see and download an output. */
export function levelToDownload(key: string): 1 | 2 {
  return findOutput(key)?.permission?.download ?? 1;
}

/** The least user level to extract `spec` (without its query): what stands before the first slash or point decides, unless an output is called so. */
export function levelToExtract(spec: string): 1 | 2 {
  const output = findOutput(spec) ?? findOutput(spec.split(/[/.]/, 1)[0]!);
  return output?.permission?.extract ?? 2;
}

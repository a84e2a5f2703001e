/** What a refused job says of itself, as far as its job file can be read: for the list, where its sender looks for it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface SentJob {
  readonly ini: string;
  readonly calculationMode?: string;
  readonly description?: string;
}

const MOST_BYTES = 64 * 1024;

/** Takes lines as they are: a job file that was refused may break every rule. @param inputs folder of the inputs */
export function sentJob(inputs: string, ini: string): SentJob {
  let text = "";
  try {
    text = readFileSync(join(inputs, ini)).toString("latin1", 0, MOST_BYTES);
  } catch {
    // Nothing more is known than its name.
  }
  const value = (name: string) =>
    Buffer.from(new RegExp(`^[ \\t]*${name}[ \\t]*[=:](.*)$`, "im").exec(text)?.[1] ?? "", "latin1")
      .toString("utf8")
      .replaceAll(/\p{Cc}|\uFFFD/gu, "")
      .trim()
      .slice(0, 200);
  const [mode, description] = [value("calculation_mode"), value("description")];
  return {
    ini,
    ...(/^\w{1,40}$/.test(mode) ? { calculationMode: mode } : {}),
    ...(description === "" ? {} : { description }),
  };
}

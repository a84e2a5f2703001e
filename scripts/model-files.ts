/** Writes src/hazard/gmm/model-files.ts from the family files below src/hazard/gmm. A test compares the two. */
import { join } from "node:path";
import { Glob } from "bun";
import type { ModelFamily } from "../src/hazard/gmm/model.ts";

const GMM = join(import.meta.dir, "..", "src", "hazard", "gmm");

/** The text of the list: every exported family of every file, in the order of paths. */
export async function modelFilesText(): Promise<string> {
  const lines: string[] = [];
  const owners = new Map<string, string>();
  for (const path of [...new Glob("*/*.ts").scanSync(GMM)].sort())
    for (const [name, value] of Object.entries((await import(join(GMM, path))) as object)) {
      if (!isFamily(value)) continue;
      const classes = Object.keys(value.models);
      const aliases = Object.entries(value.aliases ?? {}).map(([alias, [target]]) => [alias, target] as const);
      for (const claimed of [...classes, ...aliases.map(([alias]) => alias)]) {
        const owner = owners.get(claimed);
        if (owner !== undefined) throw new Error(`${owner} and ${path} both have a ground-motion model ${claimed}`);
        owners.set(claimed, path);
      }
      const named = aliases.map((pair) => pair.join("="));
      lines.push(`  modelFile("${classes.join(" ")}", "${named.join(" ")}", () => require("./${path}").${name}),`);
    }
  return `${HEAD}${lines.join("\n")}\n];\n`;
}

function isFamily(value: unknown): value is ModelFamily {
  if (typeof value !== "object" || value === null || !("models" in value)) return false;
  const { models } = value;
  return typeof models === "object" && models !== null && Object.values(models).every((m) => typeof m === "function");
}

const HEAD = `/**
 * Which file holds which ground-motion models: classes, aliases with the class each stands for, and how the file is loaded. A job
 * names a few of several hundred models; the files of all others stay unread.
 *
 * Written by \`npx bun scripts/model-files.ts\`; a test compares. The paths are literal so that the single executable holds the files.
 */
import { type ModelFile, modelFile } from "./model-file.ts";

// biome-ignore format: a line a file
export const MODEL_FILES: readonly ModelFile[] = [
`;

if (import.meta.main) await Bun.write(join(GMM, "model-files.ts"), await modelFilesText());

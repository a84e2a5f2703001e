/** A file of ground-motion models: what it holds is known before it is loaded. */
import type { ModelFamily } from "./model.ts";

export interface ModelFile {
  readonly classes: readonly string[];
  /** Class by alias. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly load: () => ModelFamily;
}

/** @param classes separated by blanks. @param aliases `alias=class`, separated by blanks. */
export function modelFile(classes: string, aliases: string, load: () => unknown): ModelFile {
  const pairs = aliases.split(" ").filter(Boolean);
  return {
    classes: classes.split(" "),
    aliases: new Map(pairs.map((pair) => pair.split("=") as [alias: string, target: string])),
    load: load as () => ModelFamily,
  };
}

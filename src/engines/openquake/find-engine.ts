/** Where the OpenQuake Engine is installed, and the Python it runs in. */
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join } from "node:path";
import { InputError } from "../../input-error.ts";

/** What the setting says when there is to be no second engine. */
export const NO_ENGINE = "none";

/** Path of the `oq` command: the one that was configured, else that on PATH; undefined when there is none. */
export function findEngine(configured = ""): string | undefined {
  if (configured === NO_ENGINE) return undefined;
  if (configured === "") return Bun.which("oq") ?? undefined;
  try {
    accessSync(configured, constants.X_OK);
    return statSync(configured).isFile() ? configured : undefined;
  } catch {
    return undefined;
  }
}

/** @throws InputError when there is none */
export function requireEngine(configured = ""): string {
  const found = findEngine(configured);
  if (found !== undefined) return found;
  const where =
    configured === ""
      ? "there is no oq on PATH"
      : configured === NO_ENGINE
        ? "it is turned off"
        : "the oq command that is configured cannot be run";
  throw new InputError(`the engine openquake is not available here: ${where}`, {
    parameter: "engine",
    allowed: "native; an operator names an installed engine with the setting oq",
  });
}

const FIRST_LINE_BYTES = 512;

/** The Python interpreter of an `oq` command: that of its first line, else the one beside it, else python3. */
export function pythonOf(oq: string): string {
  const path = realpathSync(oq);
  const buffer = Buffer.alloc(FIRST_LINE_BYTES);
  const descriptor = openSync(path, "r");
  try {
    readSync(descriptor, buffer);
  } finally {
    closeSync(descriptor);
  }
  const [first = ""] = buffer.toString("utf8").split("\n");
  const interpreter = /^#!\s*(\S+)/.exec(first)?.[1];
  if (interpreter !== undefined && isAbsolute(interpreter) && /python/.test(basename(interpreter))) return interpreter;
  const beside = join(dirname(path), "python3");
  return findEngine(beside) ?? "python3";
}

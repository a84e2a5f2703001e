/** Which engine computes a job for which the choice is left to us. */
import { existsSync } from "node:fs";
import { InputError } from "../input-error.ts";
import type { CalculationRequest, Engine, EngineChoice } from "./engine.ts";
import type { EngineLoader } from "./load-engine.ts";

/**
 * The engine that was named; with `auto` the native one if it computes everything the job asks, else an installed
 * OpenQuake Engine.
 * @throws InputError `auto`: the job is wrong, or neither engine can compute it: what is missing
 */
export async function chooseEngine(
  choice: EngineChoice,
  folder: string,
  request: Omit<CalculationRequest, "engine">,
  load: EngineLoader,
): Promise<Engine> {
  if (choice !== "auto") return load(choice);
  const native = await load("native");
  if (native.validate === undefined) return native;
  const { findEngine } = await import("./openquake/find-engine.ts");
  const { engineResults } = await import("./openquake/engine-folder.ts");
  const { parent, oq } = request;
  const continuesEngine = parent !== undefined && existsSync(engineResults(parent.folder, parent.id));
  if (continuesEngine) return load("openquake");
  const { problems, notComputed } = await native.validate(folder, { ...request, engine: "native" });
  const [wrong, ...more] = problems;
  if (wrong !== undefined) throw new InputError([wrong, ...more]);
  const [missing, ...others] = notComputed;
  if (missing === undefined) return native;
  if (findEngine(oq) !== undefined) return load("openquake");
  throw new InputError([missing, ...others]);
}

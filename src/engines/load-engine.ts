/** Engines by name, each loaded when it is asked for. */
import { InputError } from "../input-error.ts";
import type { CalculationRequest, Engine } from "./engine.ts";

export type EngineLoader = (name: CalculationRequest["engine"]) => Promise<Engine>;

/** @throws InputError for an engine that this version does not have. */
export async function loadEngine(name: CalculationRequest["engine"]): Promise<Engine> {
  if (name === "native") return (await import("./native/native-engine.ts")).nativeEngine;
  throw new InputError(`the engine ${name} is not available`, { parameter: "engine", allowed: "native" });
}

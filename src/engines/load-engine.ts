/** Engines by name, each loaded when it is asked for. */
import type { CalculationRequest, Engine } from "./engine.ts";

export type EngineLoader = (name: CalculationRequest["engine"]) => Promise<Engine>;

export async function loadEngine(name: CalculationRequest["engine"]): Promise<Engine> {
  switch (name) {
    case "native":
      return (await import("./native/native-engine.ts")).nativeEngine;
    case "openquake":
      return (await import("./openquake/openquake-engine.ts")).openquakeEngine;
  }
}

/** Exports and extracts of calculations of the second engine. Its helper is started when the first is asked for. */
import { join } from "node:path";
import type { ResidentHelper } from "../engines/openquake/resident-helper.ts";
import type { OutputRequest, WrittenOutput } from "../outputs/index.ts";
import type { DataFolder } from "./storage/data-folder.ts";

export interface SecondEngineOutputs {
  write(id: number, request: OutputRequest): Promise<WrittenOutput>;
  close(): void;
}

/** Below the data folder. */
const HELPER_FOLDER = "engine-helper";

/** @param oq the setting that names the engine */
export function secondEngineOutputs(oq: string, data: DataFolder): SecondEngineOutputs {
  let helper: ResidentHelper | undefined;
  return {
    async write(id, request) {
      const { residentHelper } = await import("../engines/openquake/resident-helper.ts");
      const { serveEngineOutput } = await import("../engines/openquake/serve-engine-output.ts");
      helper ??= residentHelper(oq, join(data.path, HELPER_FOLDER));
      return serveEngineOutput({ folder: data.calculation(id), id }, request, helper);
    },
    close() {
      helper?.close();
    },
  };
}

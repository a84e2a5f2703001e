/** Exports and extracts of calculations of the second engine. Its helper is started when the first is asked for. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { folderPart } from "../engines/calculation-folder.ts";
import type { ResidentHelper } from "../engines/openquake/resident-helper.ts";
import type { OutputRequest, WrittenOutput } from "../outputs/index.ts";
import type { Output } from "./job.ts";
import type { DataFolder } from "./storage/data-folder.ts";

export interface SecondEngineOutputs {
  write(id: number, request: OutputRequest): Promise<WrittenOutput>;
  /** Folder of the csv files of those outputs that are for a user level, in the cache of the calculation: made once. */
  csvFolder(id: number, outputs: readonly Output[], level: number): Promise<string>;
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
    async csvFolder(id, all, level) {
      const { residentHelper } = await import("../engines/openquake/resident-helper.ts");
      const { exportEngineFiles } = await import("../engines/openquake/export-files.ts");
      const { engineResults } = await import("../engines/openquake/engine-folder.ts");
      const { levelToDownload } = await import("../outputs/user-levels.ts");
      const folder = data.calculation(id);
      const results = engineResults(folder, id);
      // Level 0 sees results, too: 1 stands for everybody.
      const least = Math.max(1, level);
      const outputs = all.filter(({ key }) => levelToDownload(key) <= least);
      const computed = statSync(results, { bigint: true }).mtimeNs;
      const made = join(folderPart(folder, "cache"), `engine-csv-${computed}-${least}`);
      if (existsSync(made)) return made;
      helper ??= residentHelper(oq, join(data.path, HELPER_FOLDER));
      // Beside it under another name, until it is whole.
      mkdirSync(folderPart(folder, "cache"), { recursive: true });
      const target = mkdtempSync(`${made}.`);
      try {
        const typesOf = (types: readonly string[]) => types.filter((type) => type === "csv");
        await exportEngineFiles(helper, { results, outputs, typesOf, target, nameOf: (name) => name }, () => {});
        if (!existsSync(made)) renameSync(target, made);
      } finally {
        rmSync(target, { recursive: true, force: true });
      }
      return made;
    },
    close() {
      helper?.close();
    },
  };
}

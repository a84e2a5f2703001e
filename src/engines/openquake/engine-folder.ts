/** What a calculation of the OpenQuake Engine leaves, and the surroundings it runs in: nothing of the user's own is touched. */
import { join } from "node:path";
import { folderPart } from "../calculation-folder.ts";

/** The engine's datastore of a finished calculation; exports are called by its number. */
export function engineResults(folder: string, id: number): string {
  return join(folderPart(folder, "datastore"), `calc_${id}.hdf5`);
}

/** Home and data of the engine while it computes; inside the datastore, so that an abandoned run leaves with it. */
export function engineWork(folder: string): { readonly root: string; readonly home: string; readonly data: string } {
  const root = join(folderPart(folder, "datastore"), "work");
  const home = join(root, "home");
  return { root, home, data: join(home, "oqdata") };
}

/**
 * Environment of a process of the engine: a home and data folder of its own and no database server.
 * @param workers processes it may compute with
 */
export function engineEnvironment(home: string, data: string, workers: number): Record<string, string> {
  const kept = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONPATH"];
  const own = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  return {
    ...own,
    HOME: home,
    OQ_DATADIR: data,
    OQ_DATABASE: "127.0.0.1",
    OQ_DISTRIBUTE: workers > 1 ? "processpool" : "no",
    OQ_NUM_CORES: String(workers),
    OMP_NUM_THREADS: "1",
    MPLBACKEND: "Agg",
    PYTHONUNBUFFERED: "1",
  };
}

/** Outputs that the engine has registered in the database file of its home. */
import { Database } from "bun:sqlite";
import { exportTypes, type OutputEntry, OutputError } from "../../outputs/index.ts";

interface Row {
  readonly ds_key: string;
  readonly display_name: string;
  readonly size_mb: number | null;
}

/** Formats the engine itself writes; ours beside them are not to be had of its results. */
const ENGINE_FORMATS: ReadonlySet<string> = new Set(["csv", "npz", "rst", "zip", "hdf5"]);

/** Outputs that only the engine has. */
const OF_THE_ENGINE: { readonly [key: string]: readonly string[] } = {
  fragility: ["xml"],
  input: ["zip"],
  job: ["zip"],
  losses_by_asset: ["npz"],
  relevant_gmfs: ["hdf5"],
  vulnerability: ["xml"],
};

function typesOf(key: string): readonly string[] {
  const known = OF_THE_ENGINE[key];
  if (known !== undefined) return known;
  try {
    const types = exportTypes(key).filter((type) => ENGINE_FORMATS.has(type));
    return types.length === 0 ? ["csv"] : types;
  } catch (error) {
    if (error instanceof OutputError) return ["csv"];
    throw error;
  }
}

/** In the order of their keys. @param file the engine's `db.sqlite3` */
export function listEngineOutputs(file: string): readonly OutputEntry[] {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database.query<Row, []>("SELECT ds_key, display_name, size_mb FROM output ORDER BY ds_key").all();
    return rows.map(({ ds_key, display_name, size_mb }) => ({
      key: ds_key,
      name: display_name,
      types: typesOf(ds_key),
      sizeMb: size_mb !== null && size_mb >= 0 ? size_mb : null,
    }));
  } finally {
    database.close();
  }
}

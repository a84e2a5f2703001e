/** The datastore as one HDF5 file with the groups and datasets of the reference's, for tools that read those. */
import type { Results } from "../results.ts";

export async function writeHdf5(_results: Results, _path: string): Promise<void> {
  throw new Error("not yet");
}

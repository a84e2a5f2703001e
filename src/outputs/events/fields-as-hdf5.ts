/** The fields as an HDF5 file of their own: groups `gmf_data` and `sitecol`, as the reference exports them. */
import { hdf5Content, writeTableAsColumns } from "../formats/hdf5/hdf5-export.ts";
import type { Results } from "../results.ts";

const SITES_CLASS = "openquake.hazardlib.site.SiteCollection";

export function fieldsAsHdf5(results: Results): AsyncIterable<Uint8Array> {
  return hdf5Content(async (file) => {
    await writeTableAsColumns(file, results, "sitecol", SITES_CLASS);
    await writeTableAsColumns(file, results, "gmf_data");
    if (results.reader.describe("gmf_data/sigma_epsilon") !== undefined) {
      await writeTableAsColumns(file, results, "gmf_data/sigma_epsilon");
    }
  });
}

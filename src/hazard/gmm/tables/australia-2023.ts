/**
 * The NGA-East backbone for the Australian national seismic hazard assessment of 2023 (Geoscience Australia): medians and total standard deviations
 * by magnitude and rupture distance on rock of 3000 m/s, after Goulet et al. (2017), PEER 2017/03.
 *
 * ln(g) or ln(cm/s); rrup in km. `table_relpath` names the table.
 */
import { InputError } from "../../../input-error.ts";
import archive from "../data/australia-2023.qwt" with { type: "file" };
import type { GroundMotionModel, ModelArguments, ModelFamily } from "../model.ts";
import { readArguments, textArgument } from "../model-arguments.ts";
import { arrayArchive } from "./array-archive.ts";
import { tableModel } from "./gmpe-table.ts";
import { groundMotionTable } from "./ground-motion-table.ts";

const NAME = "NGAEastAUS2023GMPE";
const BACKBONE = "NGA-East_Backbone_Model.geometric.3000.mps.hdf5";
const TABLES = arrayArchive(archive);

function build(args: ModelArguments): GroundMotionModel {
  const { table_relpath } = readArguments(NAME, args, { table_relpath: textArgument("") });
  if (!TABLES.names().includes(table_relpath))
    throw new InputError(`${NAME}: there is no table ${JSON.stringify(table_relpath)}`, {
      parameter: "table_relpath",
      allowed: TABLES.names().join(", "),
    });
  return tableModel(NAME, groundMotionTable(table_relpath, TABLES.table(table_relpath)));
}

export const australia2023: ModelFamily = {
  models: { [NAME]: build },
  aliases: {
    NGAEastAUS23_vs3000: [
      "ModifiableGMPE",
      { gmpe: { [NAME]: { table_relpath: BACKBONE } }, ceus2020_site_term: { ref_vs30: 3000, wimp: 0 } },
    ],
  },
};

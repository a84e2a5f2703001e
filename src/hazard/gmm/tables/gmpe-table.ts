/**
 * `GMPETable`: a model given by a user's HDF5 file of medians and total standard deviations by magnitude and distance. See `ground-motion-table.ts` for the
 * interpolation.
 */
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { InputError } from "../../../input-error.ts";
import type { IntensityMeasure } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import { clearParts, makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type {
  FactoryEnvironment,
  GroundMotionEvaluator,
  GroundMotionModel,
  ModelArguments,
  ModelFamily,
} from "../model.ts";
import { readArguments, textArgument } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { deviationCurve, type GroundMotionTable, groundMotionCurve, groundMotionTable } from "./ground-motion-table.ts";
import { readHdf5 } from "./hdf5-reader.ts";

const NAME = "GMPETable";

/** Mean and total standard deviation as the table has them. */
export function tableEvaluator(table: GroundMotionTable, imt: IntensityMeasure): GroundMotionEvaluator {
  const median = groundMotionCurve(table, imt, "linear");
  const deviation = deviationCurve(table, imt);
  return (ctx, out) => {
    const distance = ctx[table.metric];
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        median.setMagnitude(ctx.mag[i]!);
        deviation.setMagnitude(ctx.mag[i]!);
      }
      out.mean[i] = median.lnAmplitude(distance[i]!);
      out.sigma[i] = deviation.at(distance[i]!);
    }
    clearParts(out, ctx.length);
  };
}

/** A model that is its table and nothing else. */
export function tableModel(name: string, table: GroundMotionTable): GroundMotionModel {
  return makeModel(
    {
      name,
      tectonicRegionType: TECTONIC_REGION_TYPES.activeShallowCrust,
      component: "",
      standardDeviations: TOTAL_STANDARD_DEVIATION,
      ruptureColumns: ["mag"],
      distanceColumns: [table.metric],
      siteColumns: [],
      measures: table.measures,
    },
    (imt) => tableEvaluator(table, imt),
  );
}

/** The file, resolved against the folder of the logic tree; a bare name is looked for there too. */
function openFile(name: string, folder: string): GroundMotionTable {
  for (const path of [resolve(folder, name), resolve(folder, basename(name))]) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch {
      continue;
    }
    return groundMotionTable(basename(name), readHdf5(bytes, basename(name)));
  }
  throw new InputError("the table of the ground-motion model cannot be read", { file: name, parameter: "gmpe_table" });
}

function gmpeTable(args: ModelArguments, environment: FactoryEnvironment) {
  const { gmpe_table } = readArguments(NAME, args, { gmpe_table: textArgument("") });
  if (gmpe_table === "") throw new InputError(`${NAME} needs gmpe_table`, { parameter: "gmpe_table" });
  const table = openFile(gmpe_table, environment.folder ?? ".");
  return tableModel(NAME, table);
}

export const gmpeTables: ModelFamily = { models: { GMPETable: gmpeTable } };

/**
 * Atkinson & Adams (2013), Ground motion prediction equations for application to the 2015 Canadian national seismic hazard maps, Canadian Journal of
 * Civil Engineering 40, 988-998: tables for vs30 450 m/s by region and branch, with site factors of Boore & Atkinson (2008) below 760 m/s and
 * Atkinson & Boore (2006) above; and their use for the stable crust in the model of 2020 (SHM6).
 *
 * ln(g) or ln(cm/s); distance in km as each table has it. Total standard deviation only.
 */
import { InputError } from "../../../input-error.ts";
import { DISTANCE_COLUMNS, type DistanceColumn } from "../../context-block.ts";
import { type IntensityMeasure, PGA, spectralAcceleration } from "../../intensity-measure.ts";
import { TECTONIC_REGION_TYPES } from "../../tectonics.ts";
import archive from "../data/canada.qwt" with { type: "file" };
import { makeModel, TOTAL_STANDARD_DEVIATION } from "../make-model.ts";
import type { GroundMotionEvaluator, ModelArguments, ModelFacts, ModelFamily } from "../model.ts";
import { readArguments, textArgument } from "../model-arguments.ts";
import { changes } from "../rupture-rows.ts";
import { atkinsonBooreSoil, soilAmplification } from "../site/atkinson-boore-soil.ts";
import { hardRockTable } from "../site/canada-hard-rock.ts";
import { arrayArchive } from "./array-archive.ts";
import { tableEvaluator } from "./gmpe-table.ts";
import { type GroundMotionTable, groundMotionCurve, groundMotionTable } from "./ground-motion-table.ts";

export const CANADA_TABLES = arrayArchive(archive);

/** Hard rock (2000 m/s) to the B/C boundary. */
const HARD_ROCK = hardRockTable("0.05 0.794");

/** ln of the factor from 760 m/s to vs30 for a PGA (g) at 760 m/s. */
function siteFactor(imt: IntensityMeasure): (vs30: number, pga760: number) => number {
  const lnHardRock = Math.log(HARD_ROCK.at(imt).c);
  const soil = atkinsonBooreSoil(imt);
  return (vs30, pga760) => {
    if (vs30 < 760) return soilAmplification(soil, vs30, Math.log(pga760));
    return (-lnHardRock * Math.log(Math.min(vs30, 2000) / 760)) / Math.log(2000 / 760);
  };
}

/** PGA at 760 from that at 450 m/s, linear between knots. */
const PGA_450 = [0.1, 0.2, 0.3, 0.4, 0.5];
const PGA_760 = [0.083, 0.165, 0.248, 0.331, 0.414];

function pgaAt760(pga450: number): number {
  if (pga450 <= 0.1) return PGA_760[0]!;
  if (pga450 >= 0.5) return PGA_760[4]!;
  let k = 1;
  while (pga450 > PGA_450[k]!) k++;
  return PGA_760[k - 1]! + ((PGA_760[k]! - PGA_760[k - 1]!) * (pga450 - PGA_450[k - 1]!)) / 0.1;
}

function evaluator(
  table: GroundMotionTable,
  imt: IntensityMeasure,
  distance: DistanceColumn,
  shift: number,
): GroundMotionEvaluator {
  const tabulated = tableEvaluator({ ...table, metric: distance }, imt);
  const pga = groundMotionCurve(table, PGA, "linear");
  const short = groundMotionCurve(table, spectralAcceleration(0.2), "linear");
  const factor = siteFactor(imt);
  return (ctx, out) => {
    tabulated(ctx, out);
    for (let i = 0; i < ctx.length; i++) {
      if (changes(ctx.mag, i)) {
        pga.setMagnitude(ctx.mag[i]!);
        short.setMagnitude(ctx.mag[i]!);
      }
      const r = ctx[distance][i]!;
      const vs30 = ctx.vs30[i]!;
      let pga450 = Math.exp(pga.lnAmplitude(r));
      if (Math.exp(short.lnAmplitude(r)) / pga450 < 2) pga450 *= 0.8;
      const reference = vs30 > 450 ? 0.1 : pgaAt760(pga450);
      out.mean[i]! += factor(vs30, reference) - factor(450, reference) + shift;
    }
  };
}

function facts(name: string, table: GroundMotionTable, distance: DistanceColumn): ModelFacts {
  return {
    name,
    tectonicRegionType: TECTONIC_REGION_TYPES.stableContinental,
    component: "Average Horizontal (RotD50)",
    standardDeviations: TOTAL_STANDARD_DEVIATION,
    ruptureColumns: ["mag"],
    distanceColumns: [distance],
    siteColumns: ["vs30"],
    measures: table.measures,
  };
}

/** The text of the argument REQUIRES_DISTANCES: one distance, alone or in a list. */
function readDistance(name: string, args: ModelArguments): DistanceColumn | undefined {
  const value = args["REQUIRES_DISTANCES"];
  if (value === undefined) return undefined;
  const text = Array.isArray(value) ? value[0] : value;
  const found = DISTANCE_COLUMNS.find((column) => column === text);
  if (found === undefined)
    throw new InputError(`${name}: REQUIRES_DISTANCES is ${JSON.stringify(value)}`, {
      parameter: "REQUIRES_DISTANCES",
      allowed: DISTANCE_COLUMNS.join(", "),
    });
  return found;
}

function buildingCode2015(args: ModelArguments) {
  const name = "NBCC2015_AA13";
  const { REQUIRES_DISTANCES: _distances, ...rest } = args;
  const read = readArguments(name, rest, {
    gmpe_table: textArgument(""),
    DEFINED_FOR_TECTONIC_REGION_TYPE: textArgument(""),
  });
  if (read.gmpe_table === "")
    throw new InputError(`${name} needs gmpe_table`, {
      parameter: "gmpe_table",
      allowed: CANADA_TABLES.names().join(", "),
    });
  const file = read.gmpe_table.replace(/^.*[/\\]/, "");
  const table = groundMotionTable(file, CANADA_TABLES.table(file));
  const distance = readDistance(name, args) ?? table.metric;
  const declared: ModelFacts = {
    ...facts(name, table, distance),
    tectonicRegionType: read.DEFINED_FOR_TECTONIC_REGION_TYPE,
  };
  return makeModel(declared, (imt) => evaluator(table, imt, table.metric, 0));
}

/** The tables give PGV in m/s times 9.81 here. */
const LN_981 = Math.log(9.81);

function stableCrust2020(args: ModelArguments) {
  const name = "CanadaSHM6_StableCrust_AA13";
  const { submodel } = readArguments(name, args, { submodel: textArgument("") });
  const file = `ENA_${submodel}_cl450.hdf5`;
  const table = groundMotionTable(file, CANADA_TABLES.table(file));
  return makeModel({ ...facts(name, table, table.metric), component: "Average Horizontal" }, (imt) => {
    if (imt.kind === "SA" && (imt.period < 0.05 || imt.period > 10))
      throw new InputError(`no values for ${imt.name}`, { allowed: "SA(0.05) to SA(10.0)" });
    return evaluator(table, imt, table.metric, imt.kind === "PGV" ? -LN_981 : 0);
  });
}

const REGIONS: readonly (readonly [key: string, distance: DistanceColumn, region: string, file: string])[] = [
  ["stablecrust", "rhypo", "Stable Crust", "ENA_%_clC"],
  ["activecrust", "rhypo", "Active Crust", "Wcrust_%_clC"],
  ["activecrustFRjb", "rjb", "Active Crust Fault", "WcrustFRjb_%_clC"],
  ["inslab30", "rhypo", "Subduction Inslab 30", "WinslabD30_%_clC"],
  ["inslab50", "rhypo", "Subduction Inslab 50", "WinslabD50_%_clC"],
  ["interface", "rrup", "Subduction Interface", "WinterfaceCombo_%clC"],
  ["offshore", "rhypo", "Offshore", "Woffshore_%_clC"],
];
const BRANCHES = [
  ["low", "low"],
  ["central", "med"],
  ["high", "high"],
] as const;

export const canada2015Tables: ModelFamily = {
  models: { NBCC2015_AA13: buildingCode2015, CanadaSHM6_StableCrust_AA13: stableCrust2020 },
  aliases: Object.fromEntries(
    REGIONS.flatMap(([key, distance, region, file]) =>
      BRANCHES.map(([branch, part]): [string, readonly [string, ModelArguments]] => [
        `NBCC2015_AA13_${key}_${branch}`,
        [
          "NBCC2015_AA13",
          {
            REQUIRES_DISTANCES: [distance],
            DEFINED_FOR_TECTONIC_REGION_TYPE: region,
            gmpe_table: `${file.replace("%", part)}.hdf5`,
          },
        ],
      ]),
    ),
  ),
};

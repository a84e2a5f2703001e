/**
 * The rates of exceedance of groups of sources in the datastore, from which curves of any realization can be made: by
 * calculations that continue this one, and by the reference engine, which keeps them, too (`_rates` of its files).
 */
import { type DatastoreWriter, putRagged } from "../../../datastore/index.ts";
import { type HazardSetup, levelCount } from "../hazard-setup.ts";

/** Larger ones are not kept: they would take more room than all other results. */
const MOST_BYTES = 1024 ** 3;

const columnCount = ({ groupTrt, tectonicRegions }: HazardSetup): number =>
  groupTrt.reduce((sum, trt) => sum + tectonicRegions[trt]!.models.length, 0);

/** Not where curves on soil are not made of rates, or sites have logic trees of their own. */
export function keepsGroupRates(setup: HazardSetup): boolean {
  const bytes = setup.sites.count * columnCount(setup) * setup.measures.length * levelCount(setup) * 4;
  return setup.amplification === undefined && !setup.sites.parameters.has("ilabel") && bytes <= MOST_BYTES;
}

/**
 * Makes `group_rates` (sites x groups with their models x measures x levels, f4; rows are added tile by tile) and
 * `group_paths`, the source paths of each group. Attributes: `regions`, the tectonic region type of each group; `models`,
 * how many models each has.
 * @returns adds the rates of a tile
 */
export function openGroupRates(writer: DatastoreWriter, setup: HazardSetup): (rates: Float32Array) => void {
  const { groups } = setup.composite;
  writer.putArray("group_rates", new Float32Array(0), {
    shape: [0, columnCount(setup), setup.measures.length, levelCount(setup)],
    dimensions: ["site", "group and model", "imt", "level"],
    attributes: {
      regions: groups.map(({ tectonicRegionType }) => tectonicRegionType),
      models: setup.groupTrt.map((trt) => setup.tectonicRegions[trt]!.models.length),
    },
  });
  const offsets = [0];
  for (const { paths } of groups) offsets.push(offsets.at(-1)! + paths.length);
  putRagged(writer, "group_paths", Uint32Array.from(groups.flatMap(({ paths }) => [...paths])), offsets);
  return (rates) => writer.appendArray("group_rates", rates);
}

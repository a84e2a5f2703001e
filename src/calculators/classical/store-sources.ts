/** What the datastore says about sources: their sizes, and their parts of the hazard. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import { baseSourceName, familyName, leadingGroup, leadingSource } from "../../hazard/logic-tree/composite-model.ts";
import type { SourceKind } from "../../hazard/sources/source.ts";
import type { Job } from "../../inputs/job.ts";
import type { GroupRates } from "./finish-tile.ts";
import type { FamilySize } from "./make-plan.ts";
import type { ClassicalSetup } from "./setup.ts";

/** One letter a kind, as the reference shows it. */
const CODES: { readonly [kind in SourceKind]: string } = {
  point: "P",
  multiPoint: "M",
  area: "A",
  simpleFault: "S",
  complexFault: "C",
  characteristicFault: "X",
  kiteFault: "K",
  nonParametric: "N",
  multiFault: "F",
};

/** One row a source family. `contexts`: (rupture, site) pairs computed for each. */
export function storeSourceInfo(
  writer: DatastoreWriter,
  setup: ClassicalSetup,
  sizes: readonly FamilySize[],
  contexts: Float64Array,
): void {
  const { families } = setup.composite;
  writer.putTable("source_info", [
    { name: "source_id", texts: families.map(familyName) },
    { name: "grp_id", data: Uint16Array.from(families, leadingGroup) },
    { name: "code", texts: families.map((family) => CODES[leadingSource(family).kind]) },
    { name: "num_sites", data: Uint32Array.from(families, () => setup.sites.count) },
    { name: "num_ruptures", data: Uint32Array.from(sizes, ({ ruptures }) => ruptures) },
    { name: "num_contexts", data: contexts },
    { name: "trti", data: Uint8Array.from(families, (family) => setup.groupRegion[leadingGroup(family)]!) },
  ]);
}

/**
 * Mean annual rates of exceedance by source: sites x measures x levels x sources, sources by base name, sorted
 * (method-classical 7.4). The mean is over rates, with the plain weights of the realizations.
 */
export function storeRatesBySource(writer: DatastoreWriter, job: Job, setup: ClassicalSetup, rates: GroupRates): void {
  const { composite, groupRegion, realizations, regions } = setup;
  const names = composite.families.map((family) => baseSourceName(familyName(family)));
  const ids = [...new Set(names)].sort();
  const cells = setup.sites.count * setup.measures.length * setup.levels[0]!.length;
  const bySource = new Float64Array(cells * ids.length);
  const weights = realizations.plainWeights;
  for (const [group, { paths, sourceName }] of composite.groups.entries()) {
    const source = ids.indexOf(sourceName ?? "");
    const region = groupRegion[group]!;
    const weightOfModel = new Float64Array(regions[region]!.models.length);
    for (let r = 0; r < realizations.count; r++)
      for (const path of paths)
        if (path === realizations.sourcePath[r])
          weightOfModel[realizations.models[r * regions.length + region]!]! += weights[r]!;
    for (const [model, values] of rates[group]!.entries()) {
      const factor = weightOfModel[model]! / setup.settings.investigationTime;
      if (factor > 0) for (let i = 0; i < cells; i++) bySource[i * ids.length + source]! += factor * values[i]!;
    }
  }
  writer.putArray("mean_rates_by_src", bySource, {
    shape: [setup.sites.count, setup.measures.length, setup.levels[0]!.length, ids.length],
    dimensions: ["site", "imt", "level", "source"],
    unit: "1/year",
    attributes: {
      src_ids: ids,
      imts: setup.measures.map(({ name }) => name),
      levels: job.levels.map((levels) => Array.from(levels)),
    },
  });
}

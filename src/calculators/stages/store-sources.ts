/** What the datastore says about sources: their sizes, and their parts of the hazard. */
import type { DatastoreWriter } from "../../datastore/index.ts";
import type { EventSource } from "../../hazard/events/event-sources.ts";
import { baseSourceName, familyName, leadingGroup, leadingSource } from "../../hazard/logic-tree/composite-model.ts";
import type { SourceKind } from "../../hazard/sources/source.ts";
import type { Job } from "../../inputs/job.ts";
import type { GroupRates } from "./curves/finish-tile.ts";
import type { FamilySize } from "./curves/make-plan.ts";
import { type HazardSetup, levelCount } from "./hazard-setup.ts";
import { modelWeights } from "./model-weights.ts";

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

/** One row of `source_info`. */
interface SourceRow {
  readonly name: string;
  readonly group: number;
  readonly kind: SourceKind;
  readonly ruptures: number;
  /** (rupture, site) pairs computed. */
  readonly contexts: number;
  readonly trt: number;
}

function storeRows(writer: DatastoreWriter, siteCount: number, rows: readonly SourceRow[]): void {
  writer.putTable("source_info", [
    { name: "source_id", texts: rows.map(({ name }) => name), meaning: "source, variants of a logic tree joined" },
    { name: "grp_id", data: Uint16Array.from(rows, ({ group }) => group) },
    { name: "code", texts: rows.map(({ kind }) => CODES[kind]) },
    { name: "num_sites", data: Uint32Array.from(rows, () => siteCount) },
    { name: "num_ruptures", data: Uint32Array.from(rows, ({ ruptures }) => ruptures) },
    {
      name: "num_ctxs",
      data: BigUint64Array.from(rows, ({ contexts }) => BigInt(Math.round(contexts))),
      meaning: "pairs of a rupture and a site that were computed",
    },
    { name: "trti", data: Uint8Array.from(rows, ({ trt }) => trt) },
  ]);
}

/** One row a source family. `contexts`: (rupture, site) pairs computed for each. */
export function storeSourceInfo(
  writer: DatastoreWriter,
  setup: HazardSetup,
  sizes: readonly FamilySize[],
  contexts: Float64Array,
): void {
  const rows = setup.composite.families.map((family, f): SourceRow => {
    const group = leadingGroup(family);
    const { kind } = leadingSource(family);
    const { ruptures } = sizes[f]!;
    return {
      name: familyName(family),
      group,
      kind,
      ruptures,
      contexts: contexts[f]!,
      trt: setup.groupTrt[group]!,
    };
  });
  storeRows(writer, setup.sites.count, rows);
}

/** One row a name of a source that event sets are drawn from; pieces count together, and no contexts are made of them. */
export function storeEventSources(writer: DatastoreWriter, setup: HazardSetup, sources: readonly EventSource[]): void {
  const rows: SourceRow[] = [];
  for (const { number, id, source, ruptures, tectonicRegionType } of sources) {
    const trt = setup.tectonicRegions.findIndex((each) => each.tectonicRegionType === tectonicRegionType);
    const group = setup.groupTrt.indexOf(trt);
    const before = rows[number]?.ruptures ?? 0;
    rows[number] = {
      name: id.replace(/\.\d+/g, ""),
      group,
      kind: source.kind,
      ruptures: before + ruptures,
      contexts: 0,
      trt,
    };
  }
  storeRows(writer, setup.sites.count, rows);
}

/** Mean annual rates of exceedance by source. */
export interface RatesBySource {
  /** Base names, sorted. */
  readonly ids: readonly string[];
  /** sites x measures x levels x sources, 1/year. */
  readonly values: Float64Array;
}

/** The mean is over rates, with the plain weights of the realizations (docs/method/classical.md 7.4). */
export function ratesBySource(setup: HazardSetup, rates: GroupRates): RatesBySource {
  const { composite } = setup;
  const ids = [...new Set(composite.families.map((family) => baseSourceName(familyName(family))))].sort();
  const cells = setup.sites.count * setup.measures.length * levelCount(setup);
  const values = new Float64Array(cells * ids.length);
  for (const [group, { sourceName }] of composite.groups.entries()) {
    const source = ids.indexOf(sourceName ?? "");
    const weights = modelWeights(setup, group);
    for (const [model, ofModel] of rates[group]!.entries()) {
      const factor = weights[model]! / setup.settings.investigationTime;
      if (factor > 0) for (let i = 0; i < cells; i++) values[i * ids.length + source]! += factor * ofModel[i]!;
    }
  }
  return { ids, values };
}

export function storeRatesBySource(writer: DatastoreWriter, job: Job, setup: HazardSetup, rates: GroupRates): void {
  const { ids, values } = ratesBySource(setup, rates);
  writer.putArray("mean_rates_by_src", values, {
    shape: [setup.sites.count, setup.measures.length, levelCount(setup), ids.length],
    dimensions: ["site", "imt", "level", "source"],
    unit: "1/year",
    attributes: {
      src_ids: [...ids],
      imts: setup.measures.map(({ name }) => name),
      levels: job.levels.map((levels) => Array.from(levels)),
    },
  });
}

/** Hazard maps: one table a kind with all measures and probabilities. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { exportedKinds, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "../tables/comment.ts";
import { siteColumns } from "../tables/site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "../tables/table.ts";
import { hasCurves } from "./hazard-curves.ts";
import { layerArrays } from "./layer-arrays.ts";
import { layerName } from "./layer-name.ts";

/** What a value of a map is. */
export function mapMeaning(measure: string, poe: number): string {
  return `${measure} exceeded with a probability of ${pythonFloat(poe)} in the investigation time`;
}

export const hazardMaps: Output = {
  key: "hmaps",
  title: "Hazard Maps",
  formats: ["csv", "npz"],
  further: ["xml", "geojson", "json", "parquet"],
  offered: (results) => hasCurves(results) && results.hazardMaps,
  table: hazardMapTables,
  extract: (results, query) => layerArrays(results, "hmaps", query),
  size: {
    reads: ["hmaps-stats", "hmaps-rlzs", "perils/hmaps-stats", "perils/hmaps-rlzs"],
    readToDescribe: ["sitecol"],
  },
  permission: { extract: 1 },
};

/** `hmaps`: columns `PGA-0.1`, the measures outside, the probabilities inside. */
async function hazardMapTables(results: Results, kinds = exportedKinds(results)): Promise<OutputTable[]> {
  const { measures, poes } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  const columns = measures.flatMap((measure) =>
    poes.map(
      (poe): TableColumn => ({
        name: `${measure}-${pythonFloat(poe)}`,
        format: SIX_DIGITS,
        unit: measureUnit(measure),
        meaning: mapMeaning(measure, poe),
        of: { measure, poe },
      }),
    ),
  );
  return kinds.map((kind): OutputTable => {
    const { array, index, count } = placeOfKind(results, "hmaps", kind);
    const stride = count * columns.length;
    const perils = perilColumns(results, array);
    return {
      name: layerName("hazard_map", kind),
      comment: [...provenanceComment(results), ["kind", pythonString(kind)], ...timeComment(results)],
      columns: [...place.columns, ...columns, ...perils],
      rows: sites.count,
      bySite: true,
      layer: { type: "maps", kind, investigationTime: results.investigationTime },
      read: async (start, stop) => {
        const data = await readNumbers(results, array, { start, stop });
        const offset = index * columns.length;
        const cells = columns.map((_, i) => ({ data, offset: offset + i, stride }));
        if (perils.length === 0) return [...place.read(start, stop), ...cells];
        const own = await readNumbers(results, `perils/${array}`, { start, stop });
        const ofPeril = (i: number) => ({
          data: own,
          offset: index * perils.length + i,
          stride: count * perils.length,
        });
        return [...place.read(start, stop), ...cells, ...perils.map((_, i) => ofPeril(i))];
      },
    };
  });
}

/** Columns of secondary perils, where maps of them were made from fields. @param array `hmaps-stats` */
function perilColumns({ reader, poes }: Results, array: string): readonly TableColumn[] {
  const entry = reader.describe(`perils/${array}`);
  const names = entry?.attributes["perils"] as readonly string[] | undefined;
  return (names ?? []).flatMap((name) =>
    poes.map(
      (poe): TableColumn => ({
        name: `${name}-${pythonFloat(poe)}`,
        format: SIX_DIGITS,
        meaning: mapMeaning(name, poe),
        of: { measure: name, poe },
      }),
    ),
  );
}

/** `hmaps-stats`: maps one by one, a table a statistic and return period, a column a measure. */
import { formatFixed } from "../formats/number-format.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { isStored, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment } from "../tables/comment.ts";
import { siteColumns } from "../tables/site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "../tables/table.ts";
import { distinctNames } from "./distinct-names.ts";
import { mapMeaning } from "./hazard-maps.ts";
import { layerName, storedStats } from "./layer-name.ts";

export const hazardMapStatistics: Output = {
  key: "hmaps-stats",
  title: "Hazard Maps Statistics",
  formats: ["csv"],
  further: ["xml", "geojson", "json", "parquet"],
  offered: (results) => isStored(results, "hmaps-stats") && results.realizationCount > 1 && results.hazardMaps,
  table: hazardMapStatisticTables,
  size: { readToDescribe: ["sitecol"] },
  shape: {
    "hmaps-stats": (results, { shape, attributes }) => [
      ["site_id", shape[0]!],
      ["stat", storedStats(results, attributes)],
      ["imt", results.measures],
      ["poe", results.poes],
    ],
    "hmaps-rlzs": (results, { shape }) => [
      ["site_id", shape[0]!],
      ["rlz_id", shape[1]!],
      ["imt", results.measures],
      ["poe", results.poes],
    ],
  },
};

/**
 * Years between exceedances, -time / ln(1 - poe), as they stand in names of files: whole numbers, with decimals where maps
 * would share a name.
 */
export function returnPeriods(investigationTime: number, poes: readonly number[]): string[] {
  const years = poes.map((poe) => -investigationTime / Math.log(1 - poe));
  return distinctNames(years, 0, (value, decimals) =>
    decimals === 0 ? String(Math.round(value)) : formatFixed(value, decimals),
  );
}

async function hazardMapStatisticTables(results: Results, kinds = results.stats): Promise<OutputTable[]> {
  const { measures, poes, investigationTime } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  const periods = returnPeriods(investigationTime ?? 1, poes);
  return kinds.flatMap((kind) =>
    poes.map((poe, p): OutputTable => {
      const { array, index, count } = placeOfKind(results, "hmaps", kind);
      const stride = count * measures.length * poes.length;
      return {
        name: `${layerName("hazard_map", kind)}-${periods[p]}y`,
        comment: provenanceComment(results),
        columns: [
          ...place.columns,
          ...measures.map(
            (measure): TableColumn => ({
              name: measure,
              format: SIX_DIGITS,
              unit: measureUnit(measure),
              meaning: mapMeaning(measure, poe),
              of: { measure, poe },
            }),
          ),
        ],
        rows: sites.count,
        bySite: true,
        layer: { type: "maps", kind, investigationTime },
        read: async (start, stop) => {
          const data = await readNumbers(results, array, { start, stop });
          return [
            ...place.read(start, stop),
            ...measures.map((_, m) => ({ data, offset: (index * measures.length + m) * poes.length + p, stride })),
          ];
        },
      };
    }),
  );
}

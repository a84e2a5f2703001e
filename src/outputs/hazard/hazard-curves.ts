/** Hazard curves: one table a kind and intensity measure, a row a site, a column a level. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { formatExponent, formatFixed } from "../formats/number-format.ts";
import { measureUnit } from "../measure-unit.ts";
import type { Output } from "../output.ts";
import { exportedKinds, isKnown, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "../tables/comment.ts";
import { siteColumns } from "../tables/site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "../tables/table.ts";
import { distinctNames } from "./distinct-names.ts";
import { layerArrays } from "./layer-arrays.ts";
import { layerName, storedStats } from "./layer-name.ts";

/** Whether curves were stored, here or in the calculation this one continues. */
export function hasCurves(results: Results): boolean {
  return isKnown(results, "hcurves-stats") || isKnown(results, "hcurves-rlzs");
}

export const hazardCurves: Output = {
  key: "hcurves",
  title: "Hazard Curves",
  formats: ["csv", "npz"],
  further: ["xml", "geojson", "json", "parquet"],
  offered: (results) =>
    hasCurves(results) &&
    (results.stats.length > 0 || results.individualRealizations || results.realizationCount === 1),
  table: hazardCurveTables,
  extract: (results, query) => layerArrays(results, "hcurves", query),
  size: { reads: ["hcurves-stats", "hcurves-rlzs"], readToDescribe: ["sitecol"] },
  shape: {
    "hcurves-stats": (results, { shape, attributes }) => [
      ["site_id", shape[0]!],
      ["stat", storedStats(results, attributes)],
      ["imt", results.measures],
      ["lvl", Array.from({ length: shape[3] ?? 0 }, (_, level) => level)],
    ],
    "hcurves-rlzs": (results, { shape }) => [
      ["site_id", shape[0]!],
      ["rlz_id", shape[1]!],
      ["imt", results.measures],
      ["lvl", shape[3]!],
    ],
  },
  permission: { extract: 1 },
};

async function hazardCurveTables(results: Results, kinds = exportedKinds(results)): Promise<OutputTable[]> {
  const { measures, levels } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "always", true);
  const width = levels[0]?.length ?? 0;
  return kinds.flatMap((kind) => {
    const { array, index, count } = placeOfKind(results, "hcurves", kind);
    return measures.map((measure, m): OutputTable => {
      const own = levels[m] ?? [];
      const names = /^(PGA|PGV|SA)/.test(measure)
        ? distinctNames(own, 7, formatFixed)
        : distinctNames(own, 5, (level, digits) => formatExponent(level, digits, false));
      const columns = own.map(
        (level, l): TableColumn => ({
          name: `poe-${names[l]}`,
          format: SIX_DIGITS,
          unit: "1",
          meaning: `probability that ${measure} exceeds ${pythonFloat(level)} ${measureUnit(measure)} in the investigation time`,
          of: { measure, level },
        }),
      );
      const stride = count * measures.length * width;
      const offset = (index * measures.length + m) * width;
      return {
        name: `${layerName("hazard_curve", kind)}-${measure}`,
        comment: [
          ...provenanceComment(results),
          ["kind", pythonString(kind)],
          ...timeComment(results),
          ["imt", pythonString(measure)],
        ],
        columns: [...place.columns, ...columns],
        rows: sites.count,
        bySite: true,
        layer: { type: "curves", kind, investigationTime: results.investigationTime },
        read: async (start, stop) => {
          const data = await readNumbers(results, array, { start, stop });
          return [...place.read(start, stop), ...columns.map((_, l) => ({ data, offset: offset + l, stride }))];
        },
      };
    });
  });
}

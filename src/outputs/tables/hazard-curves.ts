/** Hazard curves: one table a kind and intensity measure, a row a site, a column a level. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { formatExponent, formatFixed } from "../export/number-format.ts";
import { measureUnit } from "../measure-unit.ts";
import { exportedKinds, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "./comment.ts";
import { layerName } from "./layer-name.ts";
import { siteColumns } from "./site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "./table.ts";

export async function hazardCurveTables(results: Results, kinds = exportedKinds(results)): Promise<OutputTable[]> {
  const { measures, levels } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "always", true);
  const width = levels[0]?.length ?? 0;
  return kinds.flatMap((kind) => {
    const { array, index, count } = placeOfKind(results, "hcurves", kind);
    return measures.map((measure, m): OutputTable => {
      const columns = (levels[m] ?? []).map(
        (level): TableColumn => ({
          name: `poe-${/^(PGA|PGV|SA)/.test(measure) ? formatFixed(level, 7) : formatExponent(level, 5, false)}`,
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

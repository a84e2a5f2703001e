/** Hazard maps: one table a kind with all measures and probabilities, or one a statistic and return period. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { measureUnit } from "../measure-unit.ts";
import { exportedKinds, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "./comment.ts";
import { layerName } from "./layer-name.ts";
import { siteColumns } from "./site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "./table.ts";

/** Years between exceedances, rounded: -time / ln(1 - poe). */
export function returnPeriod(investigationTime: number, poe: number): number {
  return Math.round(-investigationTime / Math.log(1 - poe));
}

const meaning = (measure: string, poe: number) =>
  `${measure} exceeded with a probability of ${pythonFloat(poe)} in the investigation time`;

/** `hmaps`: columns `PGA-0.1`, the measures outside, the probabilities inside. */
export async function hazardMapTables(results: Results, kinds = exportedKinds(results)): Promise<OutputTable[]> {
  const { measures, poes } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  const columns = measures.flatMap((measure) =>
    poes.map(
      (poe): TableColumn => ({
        name: `${measure}-${pythonFloat(poe)}`,
        format: SIX_DIGITS,
        unit: measureUnit(measure),
        meaning: meaning(measure, poe),
        of: { measure, poe },
      }),
    ),
  );
  return kinds.map((kind): OutputTable => {
    const { array, index, count } = placeOfKind(results, "hmaps", kind);
    const stride = count * columns.length;
    return {
      name: layerName("hazard_map", kind),
      comment: [...provenanceComment(results), ["kind", pythonString(kind)], ...timeComment(results)],
      columns: [...place.columns, ...columns],
      rows: sites.count,
      bySite: true,
      layer: { type: "maps", kind, investigationTime: results.investigationTime },
      read: async (start, stop) => {
        const data = await readNumbers(results, array, { start, stop });
        const offset = index * columns.length;
        return [...place.read(start, stop), ...columns.map((_, i) => ({ data, offset: offset + i, stride }))];
      },
    };
  });
}

/** `hmaps-stats`: a table a statistic and return period, a column a measure. */
export async function hazardMapStatisticTables(results: Results, kinds = results.stats): Promise<OutputTable[]> {
  const { measures, poes, investigationTime } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  return kinds.flatMap((kind) =>
    poes.map((poe, p): OutputTable => {
      const { array, index, count } = placeOfKind(results, "hmaps", kind);
      const stride = count * measures.length * poes.length;
      return {
        name: `${layerName("hazard_map", kind)}-${returnPeriod(investigationTime ?? 1, poe)}y`,
        comment: provenanceComment(results),
        columns: [
          ...place.columns,
          ...measures.map(
            (measure): TableColumn => ({
              name: measure,
              format: SIX_DIGITS,
              unit: measureUnit(measure),
              meaning: meaning(measure, poe),
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

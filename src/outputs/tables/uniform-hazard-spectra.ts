/** Uniform hazard spectra: the hazard maps of PGA and SA, the probabilities outside, the measures inside. */
import { pythonFloat } from "../../inputs/python-float.ts";
import { formatFixed } from "../export/number-format.ts";
import { measureUnit } from "../measure-unit.ts";
import { exportedKinds, placeOfKind, type Results, readNumbers, readSites } from "../results.ts";
import { provenanceComment, pythonString, timeComment } from "./comment.ts";
import { layerName } from "./layer-name.ts";
import { siteColumns } from "./site-columns.ts";
import { type OutputTable, SIX_DIGITS, type TableColumn } from "./table.ts";

/** Index and name of the measures a spectrum is made of. */
export function spectralMeasures(results: Results): { readonly index: number; readonly measure: string }[] {
  return results.measures
    .map((measure, index) => ({ index, measure }))
    .filter(({ measure }) => /^(PGA|SA)/.test(measure));
}

/** `0.100000`: how a spectrum names its probability. */
export function spectrumName(poe: number): string {
  return formatFixed(poe, 6);
}

export async function uniformHazardSpectrumTables(
  results: Results,
  kinds = exportedKinds(results),
): Promise<OutputTable[]> {
  const { measures, poes } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  const cells = poes.flatMap((poe, p) =>
    spectralMeasures(results).map(({ index, measure }) => ({ poe, p, index, measure })),
  );
  const columns = cells.map(
    ({ poe, measure }): TableColumn => ({
      name: `${spectrumName(poe)}~${measure}`,
      format: SIX_DIGITS,
      unit: measureUnit(measure),
      meaning: `${measure} exceeded with a probability of ${pythonFloat(poe)} in the investigation time`,
      of: { measure, poe },
    }),
  );
  return kinds.map((kind): OutputTable => {
    const { array, index, count } = placeOfKind(results, "hmaps", kind);
    const block = measures.length * poes.length;
    return {
      name: layerName("hazard_uhs", kind),
      comment: [...provenanceComment(results), ["kind", pythonString(kind)], ...timeComment(results)],
      columns: [...place.columns, ...columns],
      rows: sites.count,
      bySite: true,
      layer: { type: "spectra", kind, investigationTime: results.investigationTime },
      read: async (start, stop) => {
        const data = await readNumbers(results, array, { start, stop });
        return [
          ...place.read(start, stop),
          ...cells.map((cell) => ({
            data,
            offset: index * block + cell.index * poes.length + cell.p,
            stride: count * block,
          })),
        ];
      },
    };
  });
}

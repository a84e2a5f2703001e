/** Uniform hazard spectra: the hazard maps of PGA and SA, the probabilities outside, the measures inside. */
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
import { spectralMeasures, spectrumNames } from "./spectral-measures.ts";

export const uniformHazardSpectra: Output = {
  key: "uhs",
  title: "Uniform Hazard Spectra",
  formats: ["csv", "npz"],
  further: ["xml", "geojson", "json", "parquet"],
  offered: (results) => hasCurves(results) && results.uniformHazardSpectra,
  table: uniformHazardSpectrumTables,
  extract: (results, query) => layerArrays(results, "uhs", query),
  size: { reads: ["hmaps-stats", "hmaps-rlzs"], readToDescribe: ["sitecol"] },
  permission: { extract: 1 },
};

async function uniformHazardSpectrumTables(results: Results, kinds = exportedKinds(results)): Promise<OutputTable[]> {
  const { measures, poes } = results;
  const sites = await readSites(results);
  const place = siteColumns(sites, "if any", false);
  const names = spectrumNames(poes);
  const cells = poes.flatMap((poe, p) =>
    spectralMeasures(results).map(({ index, measure }) => ({ poe, p, index, measure })),
  );
  const columns = cells.map(
    ({ poe, p, measure }): TableColumn => ({
      name: `${names[p]}~${measure}`,
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

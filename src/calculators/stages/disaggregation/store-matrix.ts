/** The sparse matrix of a disaggregation and its bins in the datastore (docs/architecture.md lists them). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { type CellBins, cellBins } from "../../../hazard/disaggregation/marginals.ts";
import type { MatrixShape } from "../../../hazard/disaggregation/matrix-shape.ts";
import type { SiteMatrix } from "./combine-groups.ts";
import type { MatrixBins } from "./disaggregation-bins.ts";

export interface MatrixSizes {
  readonly sites: number;
  readonly measures: number;
  readonly levels: number;
  /** At each site; 0: the mean only. */
  readonly realizations: number;
  readonly withMean: boolean;
}

/** @param asked kinds of outputs and probabilities of the levels that the job asks for */
export function storeBins(
  writer: DatastoreWriter,
  bins: MatrixBins,
  asked: { readonly kinds: readonly string[]; readonly poes: readonly number[] },
): void {
  const byName = { Mag: bins.mag, Dist: bins.dist, Eps: bins.eps };
  for (const [name, edges] of Object.entries(byName))
    writer.putArray(`disagg-bins/${name}`, edges, { shape: [edges.length] });
  for (const [name, axis] of [
    ["Lon", "lon"],
    ["Lat", "lat"],
  ] as const) {
    const rows = bins.coordinates.map((edges) => edges[axis]);
    const width = rows[0]?.length ?? 0;
    writer.putArray(`disagg-bins/${name}`, Float64Array.from(rows.flatMap((row) => Array.from(row))), {
      shape: [rows.length, width],
      unit: "degrees",
    });
  }
  writer.putTexts("disagg-bins/TRT", bins.tectonicRegionTypes, {
    attributes: { kinds: [...asked.kinds], poes: [...asked.poes] },
  });
}

/** `disagg-matrix/...`: expected numbers of all filled cells, site by site. */
export function storeMatrix(
  writer: DatastoreWriter,
  shape: MatrixShape,
  matrices: readonly SiteMatrix[],
  { sites, measures, levels, realizations, withMean }: MatrixSizes,
): void {
  const first = new Uint32Array(sites + 1);
  for (const { site, cells } of matrices) first[site + 1] = cells.length;
  for (let site = 0; site < sites; site++) first[site + 1]! += first[site]!;
  const count = first[sites]!;
  writer.putArray("disagg-matrix/first", first, { shape: [sites + 1], dimensions: ["site"] });
  const all = matrices.map(({ cells }) => cellBins(shape, cells));
  const column = (axis: keyof CellBins): Uint16Array => Uint16Array.from(all.flatMap((bins) => Array.from(bins[axis])));
  writer.putTable("disagg-matrix/cells", [
    { name: "trt", data: column("TRT") },
    { name: "mag", data: column("Mag") },
    { name: "dist", data: column("Dist") },
    { name: "lon", data: column("Lon") },
    { name: "lat", data: column("Lat") },
  ]);
  const put = (name: string, shapeOfCell: readonly number[], of: (matrix: SiteMatrix) => Float64Array): void => {
    const values = new Float32Array(count * shapeOfCell.reduce((a, b) => a * b, 1));
    let at = 0;
    for (const matrix of matrices) {
      values.set(of(matrix), at);
      at += of(matrix).length;
    }
    writer.putArray(`disagg-matrix/${name}`, values, {
      shape: [count, ...shapeOfCell],
      dimensions: ["cell", "imt", "poe", ...(name === "rlzs" ? ["Z"] : []), "eps"],
    });
  };
  if (realizations > 0) put("rlzs", [measures, levels, realizations, shape.eps], ({ realizations: values }) => values);
  if (withMean) put("mean", [measures, levels, shape.eps], ({ mean }) => mean);
}

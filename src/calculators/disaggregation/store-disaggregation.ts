/** What a disaggregation leaves in the datastore (docs/architecture.md lists it). */
import type { DatastoreWriter } from "../../datastore/index.ts";
import {
  axesOfKind,
  binsOf,
  type CellBins,
  type Cells,
  cellBins,
  marginalSums,
  wholeAxis,
} from "../../hazard/disaggregation/marginals.ts";
import type { MatrixShape } from "../../hazard/disaggregation/matrix-shape.ts";
import type { Job } from "../../inputs/job.ts";
import type { SiteMatrix } from "../stages/disaggregation/combine-groups.ts";
import type { MatrixBins } from "../stages/disaggregation/disaggregation-bins.ts";
import { matrixShape } from "../stages/disaggregation/matrix.ts";
import { storeMatrix } from "../stages/disaggregation/store-matrix.ts";

/** The reference's smallest probability of a level. */
const SMALLEST_POE = 1e-12;

export interface StoredDisaggregation {
  readonly bins: MatrixBins;
  /** Levels in the measures' own units: sites x measures x levels. */
  readonly levels: Float64Array;
  readonly levelCount: number;
  /** Realizations of each site. */
  readonly realizations: readonly Uint32Array[];
  readonly withMean: boolean;
  readonly matrices: readonly SiteMatrix[];
}

/** Kinds as the reference stores them, and the matrix that all kinds and coarser bins are made of. */
export function storeDisaggregation(writer: DatastoreWriter, job: Job, stored: StoredDisaggregation): void {
  const { bins, levels, levelCount, realizations, withMean, matrices } = stored;
  const shape = matrixShape(bins);
  const [sites, measures, chosen] = [job.sites.count, job.measures.length, realizations[0]?.length ?? 0];
  writer.putArray("hmap3", levels, {
    shape: [sites, measures, levelCount],
    dimensions: ["site", "imt", "poe"],
  });
  const best = BigInt64Array.from(realizations.flatMap((own) => Array.from(own, BigInt)));
  writer.putArray("best_rlzs", best, { shape: [sites, chosen], dimensions: ["site", "Z"] });
  const bySite = new Map(matrices.map(({ site, cells }): [number, CellBins] => [site, cellBins(shape, cells)]));
  const ofRealizations = (matrix: SiteMatrix): Cells => ({
    bins: bySite.get(matrix.site)!,
    values: matrix.realizations,
    blocks: measures * levelCount * chosen,
  });
  const ofMean = (matrix: SiteMatrix): Cells => ({
    bins: bySite.get(matrix.site)!,
    values: matrix.mean,
    blocks: measures * levelCount,
  });
  const common = { sites, measures, levelCount };
  storeKinds(writer, job, shape, "disagg-rlzs", matrices, ofRealizations, { ...common, columns: chosen });
  if (withMean) storeKinds(writer, job, shape, "disagg-stats", matrices, ofMean, { ...common, columns: 1 });
  const poes = probabilities(matrices, [], shape, ofRealizations, sites, measures * levelCount * chosen);
  writer.putArray(
    "poe4",
    poes.map((poe) => Math.max(poe, SMALLEST_POE)),
    {
      shape: [sites, measures, levelCount, chosen],
      dimensions: ["site", "imt", "poe", "Z"],
    },
  );
  storeByTectonicRegionType(writer, bins, shape, matrices, withMean ? ofMean : ofRealizations, sites);
  storeMatrix(writer, shape, matrices, { sites, measures, levels: levelCount, realizations: chosen, withMean });
}

interface Sizes {
  readonly sites: number;
  readonly measures: number;
  readonly levelCount: number;
  readonly columns: number;
}

/** `disagg-rlzs/Mag_Dist`: sites x bins x measures x levels x realizations, probabilities of exceedance. */
function storeKinds(
  writer: DatastoreWriter,
  job: Job,
  shape: MatrixShape,
  name: string,
  matrices: readonly SiteMatrix[],
  cellsOf: (matrix: SiteMatrix) => Cells,
  { sites, measures, levelCount, columns }: Sizes,
): void {
  for (const kind of job.parameters.disagg_outputs) {
    const axes = axesOfKind(kind);
    const values = probabilities(matrices, axes, shape, cellsOf, sites, measures * levelCount * columns);
    const dimensions = ["site_id", ...axes, "imt", "poe", "Z"];
    writer.putArray(`${name}/${kind}`, values, {
      shape: [sites, ...axes.map((axis) => binsOf(shape, axis)), measures, levelCount, columns],
      dimensions,
      attributes: { shape_descr: dimensions },
    });
  }
}

/** Of all sites; zeros where nothing falls into a bin. */
function probabilities(
  matrices: readonly SiteMatrix[],
  axes: ReturnType<typeof axesOfKind>,
  shape: MatrixShape,
  cellsOf: (matrix: SiteMatrix) => Cells,
  sites: number,
  blocks: number,
): Float64Array {
  const size = axes.reduce((product, axis) => product * binsOf(shape, axis), blocks);
  const out = new Float64Array(sites * size);
  for (const matrix of matrices) {
    const sums = marginalSums(
      shape,
      cellsOf(matrix),
      axes.map((axis) => wholeAxis(shape, axis)),
    );
    for (let i = 0; i < size; i++) if (sums[i]! > 0) out[matrix.site * size + i] = -Math.expm1(-sums[i]!);
  }
  return out;
}

/** `_disagg_trt`: probabilities by tectonic region for the first measure and level, one row a site. */
function storeByTectonicRegionType(
  writer: DatastoreWriter,
  bins: MatrixBins,
  shape: MatrixShape,
  matrices: readonly SiteMatrix[],
  cellsOf: (matrix: SiteMatrix) => Cells,
  sites: number,
): void {
  const columns = bins.tectonicRegionTypes.map((name) => ({ name, data: new Float64Array(sites) }));
  for (const matrix of matrices) {
    const cells = cellsOf(matrix);
    const sums = marginalSums(shape, cells, [wholeAxis(shape, "TRT")]);
    for (const [trt, { data }] of columns.entries()) data[matrix.site] = -Math.expm1(-(sums[trt * cells.blocks] ?? 0));
  }
  writer.putTable("_disagg_trt", columns);
}

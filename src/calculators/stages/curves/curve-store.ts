/** Hazard curves and the maps made of them in the datastore (docs/architecture.md). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { levelAtPoe } from "../../../hazard/curves/hazard-map.ts";
import { statisticName } from "../../../hazard/curves/statistics.ts";
import type { Job } from "../../../inputs/job.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { outputLevels } from "../site-amplification.ts";
import type { FinishedTile } from "./finish-tile.ts";

/** Curves and the maps made of them, stored tile by tile: they are the only large results, and are never held as a whole. */
export interface CurveStore {
  /** Adds the sites of a tile; tiles come in the order of the sites. */
  readonly append: (tile: FinishedTile) => void;
}

export function openCurveStore(writer: DatastoreWriter, job: Job, setup: HazardSetup): CurveStore {
  const measures = setup.measures.length;
  const allLevels = outputLevels(job);
  const levels = allLevels[0]!.length;
  const imts = setup.measures.map(({ name }) => name);
  const common = { imts, levels: allLevels.map((values) => Array.from(values)) };
  const kinds: [kind: "statistics" | "realizations", suffix: string, names: string[]][] = [];
  if (setup.statistics.length > 0) kinds.push(["statistics", "stats", setup.statistics.map(statisticName)]);
  if (setup.settings.keepRealizations) {
    const names = Array.from({ length: setup.realizations.count }, (_, r) => `rlz-${String(r).padStart(3, "0")}`);
    kinds.push(["realizations", "rlzs", names]);
  }
  const poes = job.parameters.poes;
  const hasMaps = poes.length > 0 && (job.parameters.hazard_maps || job.parameters.uniform_hazard_spectra);
  for (const [, suffix, names] of kinds) {
    const second = suffix === "stats" ? "stat" : "rlz";
    writer.putArray(`hcurves-${suffix}`, new Float32Array(0), {
      shape: [0, names.length, measures, levels],
      dimensions: ["site", second, "imt", "level"],
      attributes: { ...common, [suffix]: names },
    });
    if (!hasMaps) continue;
    writer.putArray(`hmaps-${suffix}`, new Float32Array(0), {
      shape: [0, names.length, measures, poes.length],
      dimensions: ["site", second, "imt", "poe"],
      attributes: { imts, poes, [suffix]: names },
    });
  }
  return {
    append: (tile) => {
      for (const [kind, suffix] of kinds) {
        const curves = tile[kind];
        writer.appendArray(`hcurves-${suffix}`, curves);
        if (!hasMaps) continue;
        const rows = curves.length / (measures * levels);
        writer.appendArray(`hmaps-${suffix}`, hazardMaps(curves, rows, allLevels, poes));
      }
    },
  };
}

/** `curves`: rows x measures x levels; returns rows x measures x poes. */
function hazardMaps(
  curves: Float32Array,
  rows: number,
  levels: readonly Float64Array[],
  poes: readonly number[],
): Float32Array {
  const measures = levels.length;
  const count = levels[0]!.length;
  const maps = new Float32Array(rows * measures * poes.length);
  for (let row = 0; row < rows; row++)
    for (let measure = 0; measure < measures; measure++) {
      const place = row * measures + measure;
      for (const [p, poe] of poes.entries())
        maps[place * poes.length + p] = levelAtPoe(curves, place * count, levels[measure]!, poe);
    }
  return maps;
}

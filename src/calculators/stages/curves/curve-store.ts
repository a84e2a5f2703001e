/** Hazard curves and the maps made of them in the datastore (docs/architecture.md). */
import type { DatastoreWriter } from "../../../datastore/index.ts";
import { levelAtPoe } from "../../../hazard/curves/hazard-map.ts";
import { statisticName } from "../../../hazard/curves/statistics.ts";
import type { Job } from "../../../inputs/job.ts";
import type { HazardSetup } from "../hazard-setup.ts";
import { outputLevels } from "../site-amplification.ts";
import type { FinishedTile } from "./finish-tile.ts";
import { openGroupRates } from "./group-rates-store.ts";

/** Curves and the maps made of them, stored tile by tile: they are the only large results, and are never held as a whole. */
export interface CurveStore {
  /** Adds the sites of a tile; tiles come in the order of the sites. */
  readonly append: (tile: FinishedTile) => void;
  /** What the maps do not say, once all tiles are in. */
  readonly warnings: () => readonly string[];
}

/** Maps are stored for the probabilities of the job whether it asks for maps or not, as the reference does. */
export function openCurveStore(writer: DatastoreWriter, job: Job, setup: HazardSetup): CurveStore {
  const measures = setup.measures.length;
  const allLevels = outputLevels(job);
  const levels = allLevels[0]!.length;
  const imts = setup.measures.map(({ name }) => name);
  const common = { imts, levels: allLevels.map((values) => Array.from(values)) };
  const kinds: [kind: "statistics" | "realizations", suffix: string, names: string[]][] = [];
  if (setup.statistics.length > 0) kinds.push(["statistics", "stats", setup.statistics.map(statisticName)]);
  if (setup.settings.keepRealizations) kinds.push(["realizations", "rlzs", realizationNames(setup)]);
  const poes = job.parameters.poes;
  const hasMaps = poes.length > 0;
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
  let appendRates: ((rates: Float32Array) => void) | undefined;
  const unreached = hasMaps ? countUnreached(imts, allLevels, poes) : undefined;
  return {
    warnings: () => unreached?.warnings() ?? [],
    append: (tile) => {
      if (tile.groupRates !== undefined) {
        appendRates ??= openGroupRates(writer, setup);
        appendRates(tile.groupRates);
      }
      for (const [kind, suffix] of kinds) {
        const curves = tile[kind];
        writer.appendArray(`hcurves-${suffix}`, curves);
        if (!hasMaps) continue;
        const rows = curves.length / (measures * levels);
        if (suffix === kinds[0]![1]) unreached?.add(curves, rows, rows / kinds[0]![2].length);
        writer.appendArray(`hmaps-${suffix}`, hazardMaps(curves, rows, allLevels, poes));
      }
    },
  };
}

/** `rlz-000`, `rlz-001` ... */
export function realizationNames({ realizations }: Pick<HazardSetup, "realizations">): string[] {
  return Array.from({ length: realizations.count }, (_, r) => `rlz-${String(r).padStart(3, "0")}`);
}

/** Counts the sites where some curve does not reach the probability of a map. */
function countUnreached(imts: readonly string[], levels: readonly Float64Array[], poes: readonly number[]) {
  const count = levels[0]!.length;
  const above = new Uint32Array(imts.length * poes.length);
  const below = new Uint32Array(imts.length * poes.length);
  let sites = 0;
  return {
    /** The rows of a site follow each other. */
    add: (curves: Float32Array, rows: number, ofSites: number) => {
      sites += ofSites;
      const perSite = rows / ofSites;
      for (let site = 0; site < ofSites; site++)
        for (let m = 0; m < imts.length; m++)
          for (const [p, poe] of poes.entries()) {
            let [high, low] = [false, false];
            for (let row = site * perSite; row < (site + 1) * perSite; row++) {
              const start = (row * imts.length + m) * count;
              if (curves[start + count - 1]! > poe) high = true;
              if (curves[start]! < poe) low = true;
            }
            if (high) above[m * poes.length + p]!++;
            if (low) below[m * poes.length + p]!++;
          }
    },
    warnings: (): readonly string[] =>
      imts.flatMap((imt, m) =>
        poes.flatMap((poe, p) => {
          const [high, low] = [above[m * poes.length + p]!, below[m * poes.length + p]!];
          const told: string[] = [];
          if (high > 0)
            told.push(
              `${imt}: the curves of ${high} of ${sites} sites never come down to the probability ${poe} within the levels: their maps show the highest level, ${levels[m]!.at(-1)}, which is a lower bound`,
            );
          if (low > 0)
            told.push(
              `${imt}: the curves of ${low} of ${sites} sites lie below the probability ${poe} everywhere: their maps show 0`,
            );
          return told;
        }),
      ),
  };
}

/** @param curves rows x measures x levels @returns rows x measures x poes */
export function hazardMaps(
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
